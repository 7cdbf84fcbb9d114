"""The smallest pieces of a Markdown text that still make sense alone: a sentence, a list item, a table row."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    HEADING = "heading"
    SENTENCE = "sentence"
    ITEM = "item"
    TABLE_HEAD = "table_head"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Piece:
    """`body[start:end]` of the source, exactly.

    `depth` is the level of a heading (1 to 6) or the indent of an item. `block` counts up where a new
    paragraph, list, table or heading begins.
    """

    kind: Kind
    start: int
    end: int
    depth: int
    block: int


_HEADING = re.compile(r" {0,3}(#{1,6})\s+\S")
_ITEM = re.compile(r"(\s*)(?:[-*+•]|\d{1,3}[.)])\s+\S")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_RULE = re.compile(r" {0,3}([-*_=])[ \t]*(?:\1[ \t]*){2,}$")
_DIVIDER = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\sa-z])|[。！？](?=.)|[؟।](?=\s)", re.DOTALL)
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|approx|no|Mr|Mrs|Ms|Dr|St|Inc|Ltd|Co|[A-Z])\.$")

_Lines = list[tuple[int, int]]


def pieces(body: str) -> list[Piece]:
    """Every piece in reading order; they never overlap, and leave out only blank space and rules."""
    lines = _line_spans(body)
    found: list[Piece] = []
    at = 0
    block = 0
    while at < len(lines):
        last = _last_line_of_block(body, lines, at)
        found.extend(_block(body, lines[at : last + 1], block))
        joins_next = _is_item(body, lines[at]) and last + 1 < len(lines) and _is_item(body, lines[last + 1])
        block += 0 if joins_next else 1
        at = last + 1
    return found


def _line_spans(body: str) -> _Lines:
    """Start and end of each line, without the white space at its end."""
    spans: _Lines = []
    start = 0
    for line in body.split("\n"):
        spans.append((start, start + len(line.rstrip())))
        start += len(line) + 1
    return spans


def _last_line_of_block(body: str, lines: _Lines, at: int) -> int:
    line = _text(body, lines[at])
    if fence := _FENCE.match(line):
        closing = (n for n in range(at + 1, len(lines)) if _text(body, lines[n]).lstrip().startswith(fence[1]))
        return next(closing, len(lines) - 1)
    if _is_row(line):
        return _run(lines, at, lambda span: _is_row(_text(body, span)))
    if not line.strip() or _HEADING.match(line) or _RULE.match(line):
        return at
    return _run(lines, at, lambda span: _continues(_text(body, span)))


def _block(body: str, lines: _Lines, block: int) -> Iterator[Piece]:
    start, end = lines[0][0], lines[-1][1]
    line = _text(body, lines[0])
    if not line.strip() or _RULE.match(line):
        return
    if _FENCE.match(line):
        yield Piece(Kind.CODE, start, end, 0, block)
    elif _is_row(line):
        yield from _rows(body, lines, block)
    elif heading := _HEADING.match(line):
        yield Piece(Kind.HEADING, start, end, len(heading[1]), block)
    elif item := _ITEM.match(line):
        yield Piece(Kind.ITEM, start, end, len(item[1]), block)
    else:
        yield from _sentences(body, start, end, block)


def _rows(body: str, lines: _Lines, block: int) -> Iterator[Piece]:
    """The head is the row above the divider, together with it; a table without a divider has none."""
    headed = len(lines) > 1 and _DIVIDER.match(_text(body, lines[1])) is not None
    if headed:
        yield Piece(Kind.TABLE_HEAD, lines[0][0], lines[1][1], 0, block)
    for start, end in lines[2:] if headed else lines:
        yield Piece(Kind.ROW, start, end, 0, block)


def _sentences(body: str, start: int, end: int, block: int) -> Iterator[Piece]:
    begin = start
    for found in _SENTENCE_END.finditer(body, start, end):
        if not _ABBREVIATION.search(body[begin : found.start() + 1]):
            yield Piece(Kind.SENTENCE, begin, found.end(), 0, block)
            begin = found.end() + _blank(body[found.end() : end])
    if begin < end:
        yield Piece(Kind.SENTENCE, begin, end, 0, block)


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip())


def _text(body: str, span: tuple[int, int]) -> str:
    return body[span[0] : span[1]]


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _is_item(body: str, span: tuple[int, int]) -> bool:
    return _ITEM.match(_text(body, span)) is not None


def _continues(line: str) -> bool:
    """Whether a line goes on with the paragraph or item above it."""
    begins = _HEADING.match(line) or _ITEM.match(line) or _FENCE.match(line) or _RULE.match(line)
    return bool(line.strip()) and not begins and not _is_row(line)


def _run(lines: _Lines, at: int, goes_on: Callable[[tuple[int, int]], bool]) -> int:
    last = at
    while last + 1 < len(lines) and goes_on(lines[last + 1]):
        last += 1
    return last
