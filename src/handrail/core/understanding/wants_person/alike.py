"""A look at a turn as an embedder sees it: how much it is like the wishes among our examples, whatever its words.

The third look, after the grammar and the weighing, where the multilingual embedder is installed. Ridge regression on the vector of a
text, its first PLANE directions and their products with each other, and half of what its likeliest sentence weighs. The
table is fitted to the shipped examples by `python -m bench.decisions.fit_wishes` and counts for the vectors of that one embedder.
"""

import re
from base64 import b85decode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from uuid import UUID
from zlib import decompress

import numpy as np
from numpy.typing import NDArray

from handrail.core.understanding.signal import Signal
from handrail.core.understanding.wants_person.detection import weigh_text
from handrail.core.understanding.wants_person.words import alike as table

Numbers = NDArray[np.float32]

SURE: Final = 0.3
"""From this likeness on a turn is a wish for a person. Chosen on the examples left out of the fit, so that about 1 % of the hard
negatives among them reach it, and looked at on the development half."""
HALF_SURE: Final = 0.05
"""From here on a person is offered."""
HALF_SIGNAL: Final = 0.6
MORE_IN_PART: Final = 0.1
"""A part of a long text has to be that much clearer: it has many chances to be mistaken."""
WEIGHS: Final = 0.5
"""What the weight of the likeliest sentence counts, which is cut off at MOST either way."""
MOST: Final = 2.0
WORTH_A_VECTOR: Final = -0.6
"""A text that weighs less is not embedded for this alone: of a hundred wishes among the examples not one that is found weighs so little."""

ALIKE_VERSION: Final = f"alike/2.{table.FITTED_TO}"
EMBEDDER: Final = table.EMBEDDER
"""The mark of the embedder whose vectors the table takes."""


@dataclass(frozen=True, slots=True)
class Table:
    """`mean`: [d]; `plane`: [d, k] directions; `weights`: [d + k (k + 1) / 2 + 1], the last for every text alike."""

    mean: Numbers
    plane: Numbers
    weights: Numbers


@dataclass(frozen=True, slots=True)
class Alike:
    """How much a turn is like a wish (0.05 half surely, 0.3 surely), and the part of it that is (0, 0: the whole)."""

    score: float
    start: int = 0
    end: int = 0

    @property
    def sure(self) -> bool:
        return self.score >= SURE

    def noted(self, message: UUID | None) -> Signal:
        """1.0 where it is sure, as a wish in words is; else it offers a person."""
        note = "The customer asks for a person" if self.sure else "The customer may be asking for a person"
        score = 1.0 if self.sure else HALF_SIGNAL
        return Signal("wants_person", score, ALIKE_VERSION, self.start, self.end, message, f"{note} (by likeness).")


def worth_a_vector(text: str) -> bool:
    return weigh_text(text) >= WORTH_A_VECTOR and not only_a_code(text)


_CODE: Final = re.compile(r"[!-~]*[0-9@][!-~]*")
_UNSPACED: Final = 0x0E00
"""From Thai on, scripts that write a whole sentence without a space."""


def only_a_code(text: str) -> bool:
    """Whether a number, an order's code or an address stands there with one word at most (“TW-300023 please”). That answers
    a question; its vector says nothing about wishes, and may lie anywhere."""
    left, codes = _CODE.subn(" ", text)
    words = [word for word in left.split() if any(one.isalpha() for one in word)]
    return codes > 0 and len(words) < 2 and not any(ord(one) >= _UNSPACED for word in words for one in word)


def look(texts: Sequence[str], spans: Sequence[tuple[int, int]], vectors: Numbers) -> Alike | None:
    """What the likeliest of all parts says, None below HALF_SURE. `texts`: the whole first, then its parts; `spans`: where each of
    them stands; `vectors`: a unit row each, by EMBEDDER."""
    weighed = np.array([weigh_text(text) for text in texts], dtype=np.float32)
    scores = likeness(shipped(), vectors, weighed)
    scores[1:] -= MORE_IN_PART
    scores[[only_a_code(text) for text in texts]] = -np.inf
    best = int(np.argmax(scores))
    if scores[best] < HALF_SURE:
        return None
    return Alike(float(scores[best]), *(spans[best] if best else (0, 0)))


def likeness(by: Table, vectors: Numbers, weighed: Numbers) -> Numbers:
    """`weighed`: what the likeliest sentence of each text weighs."""
    scores = seen(by.mean, by.plane, vectors) @ by.weights + WEIGHS * np.clip(weighed, -MOST, MOST)
    return scores.astype(np.float32)


def seen(mean: Numbers, plane: Numbers, vectors: Numbers) -> Numbers:
    """What the ridge looks at: the centred unit vector, all products of two of its directions, and a one."""
    moved = vectors - mean
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    centred = moved / np.where(lengths > 0, lengths, 1)
    along = centred @ plane
    first, second = np.triu_indices(plane.shape[1])
    squares = along[:, first] * along[:, second] * (STRETCH * np.where(first == second, 1, 2**0.5))
    return np.hstack([centred, squares, np.ones((len(vectors), 1))]).astype(np.float32)


STRETCH: Final = 2.0
"""Products are smaller than what they are of; the ridge holds both back alike."""


@cache
def shipped() -> Table:
    mean = np.frombuffer(decompress(b85decode(table.MEAN)), dtype="<f2").astype(np.float32)
    steps = np.frombuffer(decompress(b85decode(table.PLANE)), dtype=np.int8).astype(np.float32)
    weights = np.frombuffer(decompress(b85decode(table.WEIGHTS)), dtype="<f2").astype(np.float32)
    return Table(mean, steps.reshape(len(mean), -1) * np.float32(table.STEP), weights)
