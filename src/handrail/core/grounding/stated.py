"""What a source states, statement by statement, each with what it is said under: title, headings, the line that leads into it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handrail.core.grounding.draft import Source, SourceKind
from handrail.core.grounding.meaning import Meaning, meaning
from handrail.core.knowledge.markdown_blocks import Kind, Piece, pieces

_MARKS = re.compile(r"[*`#]+|(?<!\w)_+|_+(?!\w)|^\s*(?:[-•+]|\d{1,3}[.)])\s+")
_CLAUSE = re.compile(r"(?<=[^\s]);\s+|,?\s+(?:but|however|whereas|although)\s+|(?<=[.!?])\s+(?=[A-ZÀ-Þ])")
_SAYS_NOTHING = frozenset({"", "item", "value", "feature", "detail", "details"})  # as the name of a column
_LEADS = (":", "：", "?")


@dataclass(frozen=True, slots=True)
class Statement:
    """`said` by itself; `under` is what a reader knows besides, from the title down to the rest of the same line.
    `is_part`: a clause of a longer line, which may say less than the line."""

    said: Meaning
    under: Meaning
    headings: Meaning
    is_part: bool = False


@lru_cache(maxsize=256)
def statements(source: Source) -> tuple[Statement, ...]:
    """A tool's answer is read line by line, JSON as lines too, so that each value keeps to its name."""
    text = _lines(source.text) if source.kind is SourceKind.TOOL else source.text
    return tuple(_statements(source.title, text))


def _lines(answer: str) -> str:
    plain = re.sub(r"[{}\[\]\"]", " ", re.sub(r",\s*(?=[\"{\[])", "\n", answer))
    lines = (" ".join(line.replace("_", " ").split()).strip(" ,") for line in plain.splitlines())
    return "\n".join(f"- {line}" for line in lines if line)


def _statements(title: str, body: str) -> Iterator[Statement]:
    path: list[tuple[int, str]] = []
    lead, head = "", ""
    parents: list[tuple[int, str]] = []
    for piece in pieces(body):
        text = _bare(body[piece.start : piece.end])
        if piece.kind is Kind.HEADING:
            path = [one for one in path if one[0] < piece.depth] + [(piece.depth, text)]
            lead, head, parents = "", "", []
            continue
        if piece.kind is Kind.TABLE_HEAD:
            head = body[piece.start : piece.end].splitlines()[0]
            continue
        parents = [one for one in parents if one[0] < piece.depth] if piece.kind is Kind.ITEM else []
        headings = " · ".join([title, *(one for _, one in path)])
        above = " · ".join([lead, *(one for _, one in parents)])
        said = _row(body[piece.start : piece.end], head) if piece.kind is Kind.ROW else text
        yield from _clauses(said, headings, above)
        parents += [(piece.depth, text)] if piece.kind is Kind.ITEM else []
        lead = _lead(piece, text, lead)


def _lead(piece: Piece, text: str, lead: str) -> str:
    if text.endswith(_LEADS) and piece.kind is not Kind.ROW:
        return text
    return lead if piece.kind is Kind.ITEM else ""


def _clauses(said: str, headings: str, above: str) -> Iterator[Statement]:
    """The whole line, and each clause of it that says enough to stand by itself."""
    parts = [part for part in _CLAUSE.split(said) if part and len(meaning(part).telling) >= 2]
    whole = meaning(said)
    if said.endswith("?") or not (whole.telling or whole.figures):
        return
    yield Statement(whole, meaning(f"{headings} · {above}"), meaning(headings))
    if len(parts) > 1:
        for part in parts:
            yield Statement(meaning(part), meaning(f"{headings} · {above} · {said}"), meaning(headings), is_part=True)


def _row(line: str, head: str) -> str:
    """A table's row with the name of each column before its cell."""
    cells, names = _cells(line), _cells(head)
    if len(names) != len(cells) or len(cells) < 2:
        return " ".join(cells)
    pairs = zip(names[1:], cells[1:], strict=True)
    named = [cell if name.lower() in _SAYS_NOTHING else f"{name} {cell}" for name, cell in pairs]
    return f"{cells[0]}: {', '.join(named)}"


def _cells(line: str) -> list[str]:
    return [_bare(cell) for cell in line.strip().strip("|").split("|")] if line else []


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())


def is_word_for_word(claim: str, stated: Sequence[Statement]) -> bool:
    """Whether it is one whole statement as it is written, but for marks at its ends: a part of one may have lost its condition."""
    said = _edgeless(claim)
    return bool(said) and any(_edgeless(one.said.text) == said and not one.is_part for one in stated)


def _edgeless(text: str) -> str:
    return _bare(text).strip(" .!:;,").casefold()
