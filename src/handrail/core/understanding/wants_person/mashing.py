"""Recognises the keys people press to get out of a phone menu: "0 0 0", "#0", "***"."""

import re

# Only zeros, or menu keys with a zero, and nothing else; long numbers are order numbers, not mashing.
_MASH = re.compile(r"\s*(?:[#*]\s*)*(?:0[\s,.!#*\-+]*){1,40}\s*")
_KEYS = re.compile(r"\s*[#*][\s#*]{1,40}\s*")
_LONGEST = 80


def find_mash(folded: str) -> tuple[int, int] | None:
    """Where the whole message is key mashing: its span without outer spaces, or None."""
    if len(folded) > _LONGEST:
        return None
    if _MASH.fullmatch(folded) or _KEYS.fullmatch(folded):
        stripped = folded.strip()
        start = folded.index(stripped)
        return start, start + len(stripped)
    return None
