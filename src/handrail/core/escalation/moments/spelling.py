"""Vectors from spelling alone, for a desk without an embedder and as a second opinion beside one: hashed parts of words."""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from handrail.core.understanding.wants_person.folding import fold

SIZE: Final = 1 << 15
LONGEST: Final = 2000
"""Characters read of a text."""
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """`rarity`: how much each place weighs, [SIZE], from the texts it was learned from."""

    rarity: NDArray[np.float32]

    def rows(self, texts: Sequence[str]) -> Any:
        """A sparse unit row of SIZE numbers a text; zeros for a text without a word."""
        data, indices, starts = list[float](), list[int](), [0]
        for text in texts:
            counts = Counter(_places(text))
            places = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
            weights = np.sqrt(np.fromiter(counts.values(), dtype=np.float32, count=len(counts))) * self.rarity[places]
            length = float(np.linalg.norm(weights)) or 1.0
            data.extend(weights / length)
            indices.extend(places)
            starts.append(len(indices))
        parts: Any = (np.array(data, dtype=np.float32), np.array(indices, dtype=np.int32), np.array(starts))
        return sparse.csr_matrix(parts, shape=(len(texts), SIZE))


def learn_spelling(texts: Sequence[str]) -> Spelling:
    """Rarity is the inverse document frequency, smoothed as if one more text held everything."""
    held = np.zeros(SIZE)
    for text in texts:
        held[list(set(_places(text)))] += 1
    return Spelling((np.log((1 + len(texts)) / (1 + held)) + 1).astype(np.float32))


def _places(text: str) -> list[int]:
    return [zlib.crc32(part.encode("utf-8", "replace")) % SIZE for part in _parts(text)]


def _parts(text: str) -> list[str]:
    """Words, pairs of words, and the runs of four letters in each; two in writing where words do not stand apart."""
    words = _WORDS.findall(fold(text[:LONGEST])[0])
    pairs = [f"{left} {right}" for left, right in pairwise(words)]
    runs = [f"#{edged[at : at + 4]}" for edged in (f"<{word}>" for word in words) for at in range(len(edged) - 3)]
    short = [f"={word[at : at + 2]}" for word in words if not word.isascii() for at in range(len(word) - 1)]
    return [*words, *pairs, *runs, *short]
