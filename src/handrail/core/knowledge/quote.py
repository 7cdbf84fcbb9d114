"""The answer without a model: the approved passage, word for word, cut down to what answers, with its source."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from handrail.core.knowledge.article import Audience
from handrail.core.knowledge.asked import Asked
from handrail.core.knowledge.markdown_blocks import Kind, Piece, pieces
from handrail.core.knowledge.passages import Passage
from handrail.core.knowledge.wording import stems

SHORT = 400
"""Characters of a passage that is given whole: cutting it saves the reader nothing and can lose the answer."""
NEARLY_BEST = 0.35
"""An item or a row of a long passage stays when it speaks at least so much of the question, beside the best one."""
_ASKS_FOR_A_NUMBER = re.compile(
    r"\b(?:how (?:much|many|long|old|soon|high|often|far|fast|big|quick)|what(?:'s| is| are)? the (?:fee|cost|rate|price|limit)"
    r"|cost|costs|price|fee|fees|charge|limit|rate|percent|minimum|maximum|smallest|biggest|lowest|highest|max|min|when)\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"\s*\d{1,3}[.)]\s")
_DIGIT = re.compile(r"\d")
_LEANS_BACK = re.compile(
    r"(?:this|that|these|those|it|they|he|she|otherwise|however|but|then|so|in that case)\b", re.IGNORECASE
)


class InternalTextRefused(Exception):
    """Text for agents was about to be quoted to a customer."""


class UnfilledTextRefused(Exception):
    """The passage holds a placeholder that nobody has filled in."""


@dataclass(frozen=True, slots=True)
class Quote:
    """`parts` stand word for word, in this order, in the article at `spans`; `heading` is one of its headings or ''."""

    article_key: str
    title: str
    heading: str
    parts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """What the customer reads, as Markdown."""
        return "\n".join(([f"**{self.heading}**", ""] if self.heading else []) + list(self.parts))


def quote(asked: Asked, passage: Passage) -> Quote:
    """Raises InternalTextRefused, or UnfilledTextRefused when what would be said is not there.

    A condition left out is worse than a line too many: a short passage is given whole, and of a longer one never cut
    is a paragraph, a numbered list, or a list that a sentence leads into ("All of these must hold:"). Only free-standing
    items and table rows are picked, rows under their table's head.
    """
    if passage.audience is not Audience.CUSTOMER:
        raise InternalTextRefused(passage.article_key)
    found = pieces(passage.text)
    kept = _kept(passage.text, found, _worths(asked, passage.text, found))
    parts = tuple(passage.text[start:end] for start, end in _joined(kept))
    if any(has_placeholder(part) for part in parts):
        raise UnfilledTextRefused(passage.article_key)
    spans = tuple((passage.start + start, passage.start + end) for start, end in _joined(kept))
    return Quote(passage.article_key, passage.title, _needed_heading(passage, kept, parts), parts, spans)


def quotes(asked: Asked, passage: Passage, beside: Passage | None = None) -> tuple[Quote, ...]:
    """The quote of `passage`, and of a second one of the same article that answers nearly as well, in reading order.

    Raises as `quote` does for the first; a second with a gap is left out.
    """
    found = [quote(asked, passage)]
    if beside is not None and not has_placeholder(beside.text):
        found.append(quote(asked, beside))
    return tuple(sorted(found, key=lambda one: one.spans[0]))


def as_markdown(said: Sequence[Quote]) -> str:
    """What the customer reads; a heading that two quotes share is given once."""
    texts: list[str] = []
    for before, one in zip([None, *said], said, strict=False):
        repeated = before is not None and before.heading == one.heading
        texts.append("\n".join(one.parts) if repeated else one.text)
    return "\n\n".join(texts)


def has_placeholder(text: str) -> bool:
    """Whether a template slot stands in the text unfilled: `[value not available]`, `[[...]]`, `{{name}}`, `TBD`."""
    return _PLACEHOLDER.search(text) is not None


_PLACEHOLDER = re.compile(
    r"\[[^\]\n]*not available[^\]\n]*\]|\[\[[^\]\n]*\]\]|\{\{[^}\n]*\}\}|<[A-Z][A-Z _]+>|\b(?:TBD|TODO|XXX)\b"
)


def share_of_question(asked: Asked, texts: Sequence[str]) -> float:
    """The share (0 to 1) of the question's longer words that stand in the texts."""
    wanted = {stem for stem in stems(asked.now) if len(stem) > 2}
    present = {stem for text in texts for stem in stems(text)}
    return len(wanted & present) / len(wanted) if wanted else 0.0


_FIGURE = "#"
"""Stands for any figure, as one more word of a question that asks for one."""


def _worths(asked: Asked, text: str, found: Sequence[Piece]) -> list[float]:
    """How much of the question each piece speaks of; a word that most pieces hold tells nothing between them."""
    held = [_speaks_of(text[piece.start : piece.end]) for piece in found]
    frequency = Counter(word for words_held in held for word in words_held)
    wanted = {*stems(asked.now), *(stems(asked.meaning) if asked.earlier else ())}
    wanted |= {_FIGURE} if _ASKS_FOR_A_NUMBER.search(asked.now) else set()
    return [sum(math.log(1 + len(found) / frequency[word]) for word in words_held & wanted) for words_held in held]


def _speaks_of(piece: str) -> set[str]:
    figure = {_FIGURE} if _DIGIT.search(_STEP.sub("", piece)) else set[str]()
    return {*stems(piece), *figure}


def _kept(text: str, found: list[Piece], worths: list[float]) -> list[Piece]:
    if len(text) <= SHORT:
        return found
    worth = dict(zip(found, worths, strict=True))
    blocks = [list(block) for _, block in groupby(found, key=lambda piece: piece.block)]
    best = max(range(len(blocks)), key=lambda n: (max(worth[piece] for piece in blocks[n]), -n))
    led = best > 0 and _leads_on(text, blocks[best - 1])
    before = blocks[best - 1] if led or (best > 0 and _leans_back(text, blocks[best])) else []
    after = blocks[best + 1] if best + 1 < len(blocks) and _leads_on(text, blocks[best]) else []
    whole = led or after or _STEP.match(text, blocks[best][0].start)
    return [*before, *(blocks[best] if whole else _picked(blocks[best], worth)), *after]


def _leads_on(text: str, block: list[Piece]) -> bool:
    return text[: block[-1].end].endswith((":", "："))


def _leans_back(text: str, block: list[Piece]) -> bool:
    return _LEANS_BACK.match(text, block[0].start) is not None


def _picked(block: list[Piece], worth: dict[Piece, float]) -> list[Piece]:
    if block[0].kind in {Kind.SENTENCE, Kind.CODE}:
        return block
    best = max(worth[piece] for piece in block)
    return [piece for piece in block if piece.kind is Kind.TABLE_HEAD or worth[piece] >= NEARLY_BEST * best]


def _joined(kept: Sequence[Piece]) -> list[tuple[int, int]]:
    """Neighbours within a block become one stretch, so that a paragraph keeps its own spaces."""
    spans: list[tuple[int, int]] = []
    before: Piece | None = None
    for piece in kept:
        if before and before.block == piece.block and before.kind is Kind.SENTENCE is piece.kind:
            spans[-1] = (spans[-1][0], piece.end)
        else:
            spans.append((piece.start, piece.end))
        before = piece
    return spans


def _needed_heading(passage: Passage, kept: Sequence[Piece], parts: Sequence[str]) -> str:
    """The nearest heading, where the words alone would not say what they are about."""
    heading = passage.heading[-1] if passage.heading else ""
    said = {stem for part in parts for stem in stems(part)}
    prose = all(piece.kind is Kind.SENTENCE for piece in kept)
    return "" if prose and set(stems(heading)) <= said else heading
