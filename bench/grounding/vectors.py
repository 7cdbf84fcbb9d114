"""Vectors of every text the benchmark compares, made once with the small English embedder and kept in a file."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from handrail.core.grounding.draft import Source
from handrail.core.grounding.stated import statements
from handrail.core.grounding.verdict import Similarity
from handrail.models.minilm import installed_minilm


def similarity(pairs: Iterable[tuple[Source, str]], kept: Path | None = None) -> Similarity:
    """Cosines between claims and statements of their sources; `kept`: a file that later runs read."""
    texts = sorted(
        {text for source, claim in pairs for text in (claim, *(one.said.text for one in statements(source)))}
    )
    name = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    file = None if kept is None else kept / f"grounding-{name}.npy"
    if file is not None and file.exists():
        rows = np.load(file)
    else:
        rows = installed_minilm().embed_now(texts)
        if file is not None:
            np.save(file, rows)
    place = {text: at for at, text in enumerate(texts)}
    return lambda one, other: float(rows[place[one]] @ rows[place[other]])
