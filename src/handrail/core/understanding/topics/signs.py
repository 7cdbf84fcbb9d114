"""What speaks for and against a guess, as ten numbers: how sure the topics are, and how near the examples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from handrail.core.understanding.topics.grams import Floats
from handrail.core.understanding.topics.ridge import Ints

NAMES = (
    "best",
    "margin",
    "routine",
    "against",
    "near",
    "near_best",
    "near_routine",
    "near_against",
    "spread",
    "length",
)
NEAREST, NEAREST_OF = 5, 3


@dataclass(frozen=True, slots=True)
class Labels:
    """Which of the c labels are topics (the rest: "people" and "not ours"), and which of those are routine."""

    topic: NDArray[np.bool_]  # [c]
    routine: NDArray[np.bool_]  # [c]


def signs_of(scores: Floats, cosines: Floats, labels: Ints, which: Labels, length: float) -> NDArray[np.float64]:
    """[10] for one text: `scores` [c], `cosines` [n] to the examples with `labels` [n]; minus infinity leaves out."""
    topics = np.where(which.topic, scores, -np.inf)
    order = np.argsort(-topics, kind="stable")
    best = topics[order[0]]
    second = topics[order[1]] if len(order) > 1 and np.isfinite(topics[order[1]]) else 0.0
    finite = scores[np.isfinite(scores)]
    routine = which.routine[labels]
    known = which.topic[labels]
    found = (
        best,
        best - second,
        _top(scores[which.routine], 1),
        _top(scores[~which.routine], 1),
        _top(cosines[known], NEAREST),
        _top(cosines[labels == order[0]], NEAREST_OF),
        _top(cosines[routine], NEAREST_OF),
        _top(cosines[~routine], NEAREST_OF),
        float(np.square(finite).sum()),
        np.log1p(length),
    )
    return np.array(found, np.float64)


def _top(values: Floats, n: int) -> float:
    """The mean of the n largest; 0 where there are none."""
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0
    if len(values) > n:
        values = np.partition(values, len(values) - n)[-n:]
    return float(values.mean())
