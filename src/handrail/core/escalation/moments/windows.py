"""Parts of a long message that are read on their own as well: what weighs most may be one sentence among twenty."""

import re
from typing import Final

SHORT: Final = 200
"""Characters: a message up to here is read as a whole only."""
MOST: Final = 12
"""Parts of one message. Of a longer one the first and the last are read: people come to it at the end."""

_ENDS = re.compile(r"[.!?。！？\n]+\s*")

Span = tuple[int, int]


def windows(text: str) -> list[Span]:
    """The whole text first, then parts of at most SHORT characters that end where sentences end, or else words."""
    if len(text) <= SHORT:
        return [(0, len(text))]
    parts = list[Span]()
    start = 0
    while start < len(text):
        end = _end_of_part(text, start)
        if text[start:end].strip():
            parts.append((start, end))
        start = end
    kept = parts if len(parts) <= MOST else [*parts[: MOST // 2], *parts[-(MOST - MOST // 2) :]]
    return [(0, len(text)), *kept]


def _end_of_part(text: str, start: int) -> int:
    most = start + SHORT
    if most >= len(text):
        return len(text)
    ends = [found.end() for found in _ENDS.finditer(text, start, most)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", start + SHORT // 2, most)
    return most if space < 0 else space + 1
