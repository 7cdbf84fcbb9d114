"""What a text is made of: its words, pairs of words and pieces of words, counted in buckets that keep no word itself."""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PIECES = (3, 4, 5)
LONGEST = 4000
"""Characters read of a message: what somebody wants stands at its beginning."""
_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """Lower case, without accents."""
    apart = unicodedata.normalize("NFKD", text[:LONGEST].lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def grams_of(text: str) -> tuple[list[str], list[str]]:
    """Words and neighbouring pairs; pieces of three to five letters within words, with their edges."""
    words = _WORD.findall(folded(text))
    pairs = [f"{one} {next_}" for one, next_ in pairwise(words)]
    return words + pairs, [piece for word in words for piece in _pieces(f" {word} ")]


def _pieces(edged: str) -> Iterable[str]:
    if len(edged) <= PIECES[0]:
        return (edged,)
    return (edged[at : at + n] for n in PIECES for at in range(len(edged) - n + 1))


@dataclass(frozen=True, slots=True)
class Buckets:
    """Weights of 2 x `size` buckets, words first: a gram's bucket and sign come from its checksum (feature hashing,
    Weinberger et al. 2009), so that a fit holds no word of anybody, and a bucket weighs less the more texts fill it."""

    size: int
    weights: Floats  # [2 * size]

    def row(self, text: str) -> tuple[NDArray[np.int64], Floats]:
        """The filled buckets of one text and their values; each half has length 1."""
        halves = [self._half(grams, first) for first, grams in zip((0, self.size), grams_of(text), strict=True)]
        return np.concatenate([at for at, _ in halves]), np.concatenate([values for _, values in halves])

    def rows(self, texts: Sequence[str]) -> Floats:
        """[n, 2 * size]"""
        filled = np.zeros((len(texts), 2 * self.size), np.float32)
        for row, text in zip(filled, texts, strict=True):
            at, values = self.row(text)
            row[at] = values
        return filled

    def _half(self, grams: Sequence[str], first: int) -> tuple[NDArray[np.int64], Floats]:
        at, counts = _counted(grams, self.size)
        values = np.sign(counts) * (1 + np.log(np.maximum(np.abs(counts), 1))) * self.weights[first + at]
        return first + at, (values / (np.linalg.norm(values) or 1.0)).astype(np.float32)


def buckets_for(texts: Sequence[str], size: int) -> Buckets:
    """Weighted by how few of `texts` fill a bucket (smoothed inverse document frequency)."""
    filled = np.zeros(2 * size)
    for text in texts:
        for first, grams in zip((0, size), grams_of(text), strict=True):
            filled[first + _counted(grams, size)[0]] += 1
    return Buckets(size, (np.log((1 + len(texts)) / (1 + filled)) + 1).astype(np.float32))


def _counted(grams: Sequence[str], size: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    sums = np.fromiter((zlib.crc32(gram.encode("utf-8", "replace")) for gram in grams), np.int64, len(grams))
    at, where = np.unique((sums >> 1) % size, return_inverse=True)
    counts = np.zeros(len(at))
    np.add.at(counts, where, 1.0 - 2.0 * (sums & 1))
    return at[counts != 0].astype(np.int64), counts[counts != 0]
