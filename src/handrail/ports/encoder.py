"""What search and understanding need of an embedder; the models edge has them, the app introduces them."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row a text."""
        ...


def mark(encoder: Encoder) -> str:
    """Stored beside each vector: vectors of different embedders are never compared."""
    return f"{encoder.name}@{encoder.version}"
