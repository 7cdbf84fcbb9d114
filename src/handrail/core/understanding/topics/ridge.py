"""How the examples are weighed: kernel ridge regression over meaning and words, with what it would say of each example
had it, or its whole topic, never been taught."""

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from handrail.core.understanding.topics.grams import Floats

Ints = NDArray[np.int64]

MEANING = 3.0
"""exp(MEANING * (cosine - 1)): how fast likeness of meaning fades."""
WORDS = 0.1
"""How much shared words and pieces of words count beside meaning, each at most 1."""
RIDGE = 0.1
BLOCK = 2000


@dataclass(frozen=True, slots=True)
class Weighed:
    """`coefs` [n, c] for the likeness of meaning, `words` [buckets, c] for the shared words. There is no base rate: what is
    like nothing taught scores nothing. `without_each` [n, c]: what the others say of each example; `without_topic` [n, c]:
    what the other topics say of it (its own column is minus infinity)."""

    coefs: Floats
    words: Floats
    without_each: Floats
    without_topic: Floats


def weigh(vectors: Floats, words: Floats, labels: Ints, topics: int) -> Weighed:
    """`vectors` [n, d] of length 1 (or d = 0), `labels` [n] from 0 to `topics` - 1.

    The two "without" are exact for ridge regression and need no second fit: leaving out a set I gives
    y_I - (Q_II)^-1 (Q y)_I with Q the inverse of the kernel plus ridge (Rifkin and Lippert 2007, "Notes on regularized
    least squares").
    """
    inverse = _inverse(kernel(vectors, words))
    wanted = np.zeros((len(labels), topics), np.float32)
    wanted[np.arange(len(labels)), labels] = 1
    coefs = (inverse @ wanted).astype(np.float32)
    each = (wanted - coefs / np.diag(inverse)[:, None]).astype(np.float32)
    topic = np.empty(each.shape, np.float32)
    for label in range(topics):
        mine = np.flatnonzero(labels == label)
        alone = inverse[np.ix_(mine, mine)].astype(np.float64)
        inner = cast(Floats, np.linalg.solve(alone, coefs[mine].astype(np.float64)))
        topic[mine] = wanted[mine] - inner
        topic[mine, label] = -np.inf
    lexical = (WORDS * (words.T @ coefs)).astype(np.float32)
    return Weighed(coefs, lexical, each, topic)


def kernel(vectors: Floats, words: Floats) -> Floats:
    """[n, n], filled block by block."""
    n = len(words)
    filled = np.empty((n, n), np.float32, order="F")
    for start in range(0, n, BLOCK):
        rows = slice(start, start + BLOCK)
        filled[rows] = WORDS * (words[rows] @ words.T) + likeness(vectors[rows] @ vectors.T)
    return filled


def likeness(cosines: Floats) -> Floats:
    return np.exp(np.float32(MEANING) * (cosines - 1), dtype=np.float32)


def _inverse(filled: Floats) -> Floats:
    """In place, since for ten thousand examples the matrix alone is 400 MB."""
    filled[np.diag_indices(len(filled))] += RIDGE
    solver = cast(Any, lapack)
    factor, failed = solver.spotrf(filled, lower=1, overwrite_a=1, clean=0)
    if failed == 0:
        factor, failed = solver.spotri(factor, lower=1, overwrite_c=1)
    if failed != 0:
        raise ArithmeticError("The examples' kernel has no inverse.")
    for start in range(0, len(factor), BLOCK):  # mirror the lower half
        rows = slice(start, start + BLOCK)
        factor[rows, start:] = np.where(
            np.arange(start, len(factor))[None, :] > np.arange(start, min(start + BLOCK, len(factor)))[:, None],
            factor[start:, rows].T,
            factor[rows, start:],
        )
    return cast(Floats, factor)
