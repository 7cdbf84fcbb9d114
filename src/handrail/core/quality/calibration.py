"""Whether a chance that was said holds: how often what was called 80 % sure was right, and chances that are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, floor, lgamma, log, log1p
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from handrail.core.trust.intervals import wilson

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Of the items whose chance stood in this step: how many, the mean chance, how many were right."""

    of: int
    said: float
    right: int

    @property
    def interval(self) -> tuple[float, float]:
        """Of the share that was right (Wilson, 95 %)."""
        return wilson(self.right, self.of)


@dataclass(frozen=True, slots=True)
class Calibration:
    """`error`: the expected calibration error, the mean distance between what was said and what was right; from 0 to 1.
    `by_chance`: how large it would be on average were every chance exactly right, only since a bin holds few items: an
    error of that size shows nothing."""

    bins: tuple[Bin, ...]
    error: float
    by_chance: float


def calibration(chances: Floats, right: Bools, steps: int = BINS) -> Calibration:
    bins = bins_of(chances, right, steps)
    items = max(sum(one.of for one in bins), 1)
    noise = sum(one.of * mean_deviation(one.of, one.said) for one in bins if one.of) / items
    return Calibration(bins, calibration_error(bins), noise)


def bins_of(chances: Floats, right: Bools, steps: int = BINS) -> tuple[Bin, ...]:
    """Equal steps of the chance, the empty ones too."""
    at = np.minimum((chances * steps).astype(int), steps - 1)
    inside = [at == one for one in range(steps)]
    return tuple(
        Bin(int(one.sum()), float(chances[one].mean()) if one.any() else 0.0, int(right[one].sum())) for one in inside
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    off = sum(one.of * abs(one.said - one.right / one.of) for one in bins if one.of)
    return off / max(sum(one.of for one in bins), 1)


def mean_deviation(of: int, chance: float) -> float:
    """The mean of |share - chance| of `of` items that are each right with `chance` (De Moivre 1730, exact)."""
    if of <= 0 or not 0 < chance < 1:
        return 0.0
    m = min(floor(of * chance), of - 1)
    ways = lgamma(of) - lgamma(m + 1) - lgamma(of - m)
    return 2 * exp(ways + (m + 1) * log(chance) + (of - m) * log1p(-chance))


@dataclass(frozen=True, slots=True)
class VennAbers:
    """Scores of items that nothing which made the scores had seen, in order, with the sum of what they were.

    Inductive Venn-Abers predictor (Vovk and Petej 2012, "Venn-Abers predictors", arXiv 1211.0025): of the two chances it
    gives one is perfectly calibrated where items are exchangeable. `scores` are distinct and rising, `weights` how many
    items had each, `right` how many of those were right.
    """

    scores: Floats
    weights: Floats
    right: Floats

    @classmethod
    def of(cls, scores: Floats, right: Bools) -> "VennAbers":
        """Raises ValueError for no items, or scores that are no numbers."""
        if not len(scores) or not bool(np.isfinite(scores).all()):
            raise ValueError("Calibration needs at least one item, and each score is a number.")
        distinct, where = np.unique(scores, return_inverse=True)
        return cls(
            distinct.astype(np.float64),
            np.bincount(where).astype(np.float64),
            np.bincount(where, weights=right).astype(np.float64),
        )

    def chances(self, scores: Floats) -> tuple[Floats, Floats]:
        """(p0, p1) [n]: the chance if the item were wrong, and if it were right; p0 <= p1. How far they are apart shows
        how few items stand behind the score."""
        distinct, where = np.unique(scores, return_inverse=True)
        both = np.array([self._at(float(one)) for one in distinct]).reshape(-1, 2)
        return both[where, 0], both[where, 1]

    def _at(self, score: float) -> tuple[float, float]:
        place = int(np.searchsorted(self.scores, score))
        known = place < len(self.scores) and self.scores[place] == score
        weights = self.weights.copy() if known else np.insert(self.weights, place, 0.0)
        right = self.right.copy() if known else np.insert(self.right, place, 0.0)
        weights[place] += 1
        low = _isotonic(right, weights)[place]
        right[place] += 1
        return float(low), float(_isotonic(right, weights)[place])


def point(p0: Floats, p1: Floats) -> Floats:
    """One chance from the two, the least wrong for the logarithmic loss: p1 / (1 - p0 + p1)."""
    return p1 / (1 - p0 + p1)


def _isotonic(right: Floats, weights: Floats) -> Floats:
    return cast(Floats, cast(Any, optimize).isotonic_regression(right / weights, weights=weights).x)
