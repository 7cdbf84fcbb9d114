"""What is put into a text stays inert: plain words on one line that cannot turn the text around."""

import unicodedata

LONGEST = 120
# Marks, embeddings, overrides and isolates of direction: an unclosed one would turn the rest of the message around.
_DIRECTION = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070)}
_INVISIBLE = {0x200B, 0x2060, 0xFEFF}  # joiners stay: emoji and several alphabets need them
_REMOVED = frozenset(map(chr, _DIRECTION | _INVISIBLE))
_REMOVED_CLASSES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_ISOLATE, _POP = "\u2068", "\u2069"


def plain(value: object) -> str:
    """One line of at most LONGEST characters, without control characters and without marks of direction."""
    kept = "".join(map(_kept, str(value)))
    line = " ".join(kept.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def isolated(value: str, *, right_to_left: bool) -> str:
    """Set apart by first-strong isolates when it runs against the text around it (Unicode UAX 9)."""
    against = ("L",) if right_to_left else ("R", "AL")
    turns = any(unicodedata.bidirectional(char) in against for char in value)
    return f"{_ISOLATE}{value}{_POP}" if turns else value


def _kept(char: str) -> str:
    if char.isspace():
        return " "
    return "" if char in _REMOVED or unicodedata.category(char) in _REMOVED_CLASSES else char
