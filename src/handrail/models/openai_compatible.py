"""Any embeddings endpoint that speaks the OpenAI shape: a hosted model, or a server of your own."""

from collections.abc import Sequence
from typing import Any, cast

import httpx
import numpy as np

from handrail.models.embedder import EmbedderDidNotAnswer, Vectors, unit_rows

BATCH = 64
"""Texts in one request: within the limits of every server known to speak this shape."""


class OpenAICompatible:
    """Posts to `{base}/embeddings`; the caller owns `client` and closes it."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        base: str,
        model: str,
        dimensions: int,
        *,
        key: str | None = None,
        timeout_s: float = 10.0,
    ) -> None:
        self.name = model
        self.version = base.rstrip("/")
        self.dimensions = dimensions
        self._client = client
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._timeout_s = timeout_s

    async def embed(self, texts: Sequence[str]) -> Vectors:
        parts = [await self._batch(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate([np.zeros((0, self.dimensions), dtype=np.float32), *parts])

    async def _batch(self, texts: Sequence[str]) -> Vectors:
        try:
            answer = await self._client.post(
                f"{self.version}/embeddings",
                json={"model": self.name, "input": list(texts)},
                headers=self._headers,
                timeout=self._timeout_s,
            )
        except httpx.HTTPError as error:
            raise EmbedderDidNotAnswer(f"{self.version}: {type(error).__name__} {error}") from error
        if not answer.is_success:
            raise EmbedderDidNotAnswer(f"{self.version} answered {answer.status_code}: {answer.text[:200]}")
        return self._rows(answer, len(texts))

    def _rows(self, answer: httpx.Response, expected: int) -> Vectors:
        """Rows in the order of the texts: the shape allows the server to answer in another."""
        try:
            listed = cast(list[dict[str, Any]], answer.json()["data"])
            ordered = sorted(listed, key=lambda row: int(row["index"]))
            rows = np.array([row["embedding"] for row in ordered], dtype=np.float32)
        except (ValueError, KeyError, TypeError) as error:
            raise EmbedderDidNotAnswer(f"{self.version}: not an embeddings answer ({error})") from error
        if rows.shape != (expected, self.dimensions) or not np.isfinite(rows).all():
            raise EmbedderDidNotAnswer(
                f"{self.version}: {rows.shape} numbers for {expected} texts of {self.dimensions} dimensions"
            )
        return unit_rows(rows)
