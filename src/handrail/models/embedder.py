"""What turns a text into a vector, so that a question finds a passage that shares none of its words."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """A text encoder. Vectors of two embedders are comparable only when `name` and `version` are equal."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row a text, [n, dimensions]. Raises EmbedderDidNotAnswer."""
        ...


class EmbedderIsNotInstalled(Exception):
    """The weights or the vocabulary of an embedder are not on this machine."""


class EmbedderDidNotAnswer(Exception):
    """The embedder failed, timed out or answered something that is not a vector for each text."""


def unit_rows(rows: Vectors) -> Vectors:
    """The same directions at length 1; a zero row stays zero (it is similar to nothing)."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)


def row_by_row(texts: Sequence[str], row: Callable[[str], Vectors], dimensions: int) -> Vectors:
    """Each text by itself, many of them spread over the processors; unit rows, [n, dimensions]."""
    if not texts:
        return np.zeros((0, dimensions), dtype=np.float32)
    if len(texts) == 1:
        return unit_rows(row(texts[0])[None, :])
    with ThreadPoolExecutor(min(len(texts), os.cpu_count() or 1)) as threads:
        return unit_rows(np.stack(list(threads.map(row, texts))))
