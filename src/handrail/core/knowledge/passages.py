"""An article cut into passages of a few sentences, each a verbatim stretch of it under its headings."""

from collections.abc import Iterator
from dataclasses import dataclass

from handrail.core.knowledge.article import Article, Audience
from handrail.core.knowledge.markdown_blocks import Kind, Piece, pieces

ABOUT = 500
"""Characters of a passage, about: long enough to be understood, short enough to be one thought."""


@dataclass(frozen=True, slots=True)
class Passage:
    """`article.body[start:end]`, word for word. `heading` is the path of headings above it, outermost first."""

    article_key: str
    ordinal: int
    heading: tuple[str, ...]
    text: str
    start: int
    end: int
    title: str
    family: str
    topic: str
    audience: Audience
    language: str

    @property
    def context(self) -> str:
        """What a reader of the passage already knows: family, title and headings, one to a line."""
        return "\n".join(dict.fromkeys(part for part in (self.family, self.title, *self.heading) if part))

    @property
    def searchable(self) -> str:
        """The text that is embedded: many articles never name in a sentence what they are about."""
        return f"{self.context}\n{self.text}"


def passages(article: Article, about: int = ABOUT) -> list[Passage]:
    """The article's text in order, at headings first, then at pieces, so that nothing is cut in two.

    A passage is longer than `about` only when a single piece is. A table's head stays with its first row.
    """
    cut = (run for heading, section in _sections(article.body) for run in _runs(heading, section, about))
    return [
        _passage(article, ordinal, heading, run[0].start, run[-1].end) for ordinal, (heading, run) in enumerate(cut)
    ]


def _sections(body: str) -> Iterator[tuple[tuple[str, ...], list[Piece]]]:
    path: list[tuple[int, str]] = []
    section: list[Piece] = []
    for piece in pieces(body):
        if piece.kind is not Kind.HEADING:
            section.append(piece)
            continue
        if section:
            yield tuple(text for _, text in path), section
        path = [above for above in path if above[0] < piece.depth]
        path.append((piece.depth, body[piece.start : piece.end].strip().strip("#").strip()))
        section = []
    if section:
        yield tuple(text for _, text in path), section


def _runs(heading: tuple[str, ...], section: list[Piece], about: int) -> Iterator[tuple[tuple[str, ...], list[Piece]]]:
    run: list[Piece] = []
    for piece in section:
        if run and piece.end - run[0].start > about and run[-1].kind is not Kind.TABLE_HEAD:
            yield heading, run
            run = []
        run.append(piece)
    yield heading, run


def _passage(article: Article, ordinal: int, heading: tuple[str, ...], start: int, end: int) -> Passage:
    return Passage(
        article_key=article.key,
        ordinal=ordinal,
        heading=heading,
        text=article.body[start:end],
        start=start,
        end=end,
        title=article.title,
        family=article.family,
        topic=article.topic,
        audience=article.audience,
        language=article.language,
    )
