"""From which threshold on a claim about what is kept from the assistant may be made, and how many labels that still needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from handrail.core.quality.thresholds import steps_that_hold
from handrail.core.trust.intervals import exact_upper

RECALL = 0.99
"""Of the messages that are a person's, so many are kept from the assistant."""
ERROR = 0.05
"""How often, at most, a threshold is certified that does not keep so many."""
LADDER: Sequence[float] = tuple(float(1 / (1 + np.exp(-step / 20))) for step in range(140, -41, -1))
"""Thresholds from the most cautious down, fixed before any label is seen."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """`threshold` None: not certified, and `missing` labelled messages more, kept without a miss, would do.

    `misses` of `labels` reached the threshold (of the ladder's top, where none is certified); `bound` is the highest share
    of misses that this allows at confidence 1 - error.
    """

    threshold: float | None
    labels: int
    misses: int
    bound: float
    missing: int
    recall: float = RECALL
    error: float = ERROR


def certify(chances: NDArray[np.float64], recall: float = RECALL, error: float = ERROR) -> Certificate:
    """`chances` [n]: what each message that is a person's got, as a chance of being routine, from a fit that had not seen
    it. A message at or above the threshold is missed.

    Thresholds are tried from the most cautious down and the first failure ends it, so all trials together err at most
    `error` (`steps_that_hold`).
    """
    ranked = np.sort(np.asarray(chances, np.float64))
    n = len(ranked)
    missed = n - np.searchsorted(ranked, LADDER)
    passed = steps_that_hold(missed, np.full(len(LADDER), n), 1 - recall, error)
    found = LADDER[passed - 1] if passed else None
    misses = int(missed[max(passed - 1, 0)])
    missing = 0 if found is not None else needed(misses, recall, error) - n
    return Certificate(found, n, misses, exact_upper(misses, n, error), missing, recall, error)


def needed(misses: int, recall: float = RECALL, error: float = ERROR) -> int:
    """How many labelled messages it takes to claim `recall` with so many missed: 299 for none of them at 99 %."""
    low, high = misses + 1, misses + 2
    while exact_upper(misses, high, error) > 1 - recall:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if exact_upper(misses, middle, error) <= 1 - recall else (middle + 1, high)
    return low
