"""From which threshold on a claim about what is kept from the assistant may be made, and how many labels that still needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

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

    Thresholds are tried from the most cautious down and the first failure ends it (fixed sequence testing; Angelopoulos et
    al. 2021, "Learn then test"), so all trials together err at most `error`; each is an exact binomial test.
    """
    ranked = np.sort(np.asarray(chances, np.float64))
    n, allowed = len(ranked), _allowed(len(ranked), recall, error)
    missed = [n - int(at) for at in np.searchsorted(ranked, LADDER)]
    passed = next((step for step, misses in enumerate(missed) if misses > allowed), len(LADDER))
    found = LADDER[passed - 1] if passed else None
    misses = missed[max(passed - 1, 0)]
    missing = 0 if found is not None else needed(misses, recall, error) - n
    return Certificate(found, n, misses, highest(misses, n, error), missing, recall, error)


def _allowed(labels: int, recall: float, error: float) -> int:
    """So many misses may a threshold have; -1 where there are too few labels for any."""
    allowed = -1
    while allowed < labels and highest(allowed + 1, labels, error) <= 1 - recall:
        allowed += 1
    return allowed


def highest(misses: int, of: int, error: float = ERROR) -> float:
    """The upper bound of a share (Clopper and Pearson 1934), one-sided."""
    if misses >= of:
        return 1.0
    return float(cast(Any, beta).ppf(1 - error, misses + 1, of - misses))


def needed(misses: int, recall: float = RECALL, error: float = ERROR) -> int:
    """How many labelled messages it takes to claim `recall` with so many missed: 299 for none of them at 99 %."""
    low, high = misses + 1, misses + 2
    while highest(misses, high, error) > 1 - recall:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if highest(misses, middle, error) <= 1 - recall else (middle + 1, high)
    return low
