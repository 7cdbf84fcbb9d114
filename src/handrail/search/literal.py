"""A vector as the database reads it."""

import numpy as np

from handrail.ports.encoder import Vectors


def as_literal(vector: Vectors) -> str:
    """A vector as pgvector reads it; shortest digits that give the same float back."""
    return "[" + ",".join(np.format_float_positional(number, trim="-") for number in vector) + "]"
