"""What the weighing of a sentence looks at: its letters, and which classes of words stand in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from handrail.core.understanding.wants_person.lexicon import COMMON
from handrail.core.understanding.wants_person.marking import Mark

BITS = 17
"""The table has two to this many places."""
ALWAYS = 0
"""The place that every sentence has."""

_LONGEST = 5
# Any odd number with well mixed bits (that of Fibonacci hashing, Knuth, TAOCP 3, 6.4).
MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - BITS)
_DIGITS = str.maketrans("123456789", "000000000")
# So many phrases back a phrase is still put in order with.
_BACK = 4
_READ = 400

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Features:
    """The places in the table of a sentence's runs of letters, and of its phrases; each place once, in order."""

    letters: Places
    phrases: Places


def letters(folded: str) -> Places:
    """Of every run of one to five letters of a sentence; all digits are alike, and so is all space."""
    plain = " " + " ".join(folded[:_READ].translate(_DIGITS).split()) + " "
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64) + np.uint64(1)
    runs = codes * MIX
    found = [runs >> _SHIFT]
    for length in range(2, min(_LONGEST, len(codes)) + 1):
        runs = (runs[:-1] ^ (codes[length - 1 :] + np.uint64(length << 32))) * MIX
        found.append(runs >> _SHIFT)
    return np.unique(np.concatenate(found)).astype(np.int64)


def phrases(marks: Sequence[Mark], words: int, asks: bool, alone: bool, quoted: bool) -> Places:
    """Of the classes of words in a sentence of so many `words`, each by itself and after those before it.

    `alone`: it is the whole message. `quoted`: some of it is a quotation.
    """
    found = {ALWAYS, _place(f"words {min(words.bit_length(), 6)}")}
    found.update(_place(name) for name, holds in (("asks", asks), ("alone", alone), ("quoted", quoted)) if holds)
    before: list[tuple[int, ...]] = []
    covered = 0
    for mark in marks:
        bits = _bits(mark.mask)
        covered += (mark.last - mark.first + 1) * bool(bits)
        for bit in bits:
            found.add(_place(f"class {bit}"))
            found.add(_class(bit, asks, words <= 4))
            for earlier in before[-_BACK:]:
                found.update(_pair(other, bit) for other in earlier)
        before.append(bits)
    found.add(_place(f"covered {min(4 * covered // max(words, 1), 4)}"))
    return np.array(sorted(found), dtype=np.int64)


@lru_cache(maxsize=1 << 12)
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1 and 1 << bit != COMMON)


@lru_cache(maxsize=1 << 12)
def _place(name: str) -> int:
    return crc32(name.encode()) % (1 << BITS)


@lru_cache(maxsize=1 << 10)
def _class(bit: int, asks: bool, short: bool) -> int:
    return _place(f"class {bit} {asks} {short}")


@lru_cache(maxsize=1 << 12)
def _pair(earlier: int, later: int) -> int:
    return _place(f"{earlier} before {later}")
