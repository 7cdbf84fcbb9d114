"""The rate of failures among all conversations, from reviews that were drawn with different but known chances."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from handrail.core.trust.intervals import exact

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """`share` and its 95 % interval; `total`: how many failures that makes; `effective`: so many reviews drawn alike would
    say as much."""

    share: float
    low: float
    high: float
    total: float
    effective: float


def horvitz_thompson(values: Floats, chances: Floats) -> tuple[float, float]:
    """The total over everything that could be drawn, and its standard error: sum(y / p), unbiased whatever the values.

    `values` and `chances` [n] of what was drawn, each independently with its own chance (as `sampling.draw` does). Horvitz
    and Thompson (1952); variance for independent draws: sum((1 - p) y^2 / p^2).
    """
    _check(values, chances)
    return float(np.sum(values / chances)), float(np.sqrt(np.sum((1 - chances) * (values / chances) ** 2)))


def hajek(failed: NDArray[np.bool_], chances: Floats, confidence: float = 0.95) -> Weighed:
    """The share of failures, sum(y / p) / sum(1 / p) (Hajek 1971), which needs no count of everything.

    The interval is Clopper and Pearson's at the effective number of reviews (Korn and Graubard 1998, "Confidence intervals
    for proportions with small expected number of positive counts"), that is the reviews that would give the same variance
    drawn alike, and at most what unequal weights leave: sum(w)^2 / sum(w^2), Kish 1965. (0, 1) of nothing drawn.
    """
    _check(failed, chances)
    if not len(failed):
        return Weighed(float("nan"), 0.0, 1.0, 0.0, 0.0)
    weights = 1 / chances
    share = float(weights[failed].sum() / weights.sum())
    kish = float(weights.sum() ** 2 / np.square(weights).sum())
    variance = float(np.square(weights * (failed - share)).sum() / weights.sum() ** 2)
    effective = min(kish, share * (1 - share) / variance) if variance > 0 else kish
    low, high = exact(share * effective, effective, confidence)
    return Weighed(share, low, high, float(weights[failed].sum()), effective)


def _check(values: NDArray[np.generic], chances: Floats) -> None:
    if values.shape != chances.shape or (len(chances) and not bool(np.all((chances > 0) & (chances <= 1)))):
        raise ValueError("Each review needs the chance with which it was drawn, over 0 and at most 1.")
