"""A metric's value over a set of conversations, with how sure it is and the raw counts behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan, sqrt
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from handrail.core.quality.weighed import hajek
from handrail.core.trust.intervals import wilson
from handrail.core.trust.metric import Interval, Metric
from handrail.core.trust.outcome import Outcome
from handrail.core.trust.waiting import quantile_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """`value` with its 95 % interval (NaN where there is nothing to say), beside `numerator` and `denominator` as counted.
    `unit`: share, hours, each, or money. `version`: of the definition."""

    slug: str
    version: int
    value: float
    low: float
    high: float
    numerator: float
    denominator: float
    conversations: int


def measure(metric: Metric, outcomes: Iterable[Outcome]) -> Measured:
    """Of a waiting time the value is its median; `waiting.quantile_of` gives other quantiles."""
    kept = [(one, counted) for one in outcomes if (counted := metric.counts(one)) is not None]
    tops = np.array([counted[0] for _, counted in kept], np.float64)
    bottoms = np.array([counted[1] for _, counted in kept], np.float64)
    value, low, high = _sure(metric, tops, bottoms, [one for one, _ in kept])
    return Measured(metric.slug, metric.version, value, low, high, float(tops.sum()), float(bottoms.sum()), len(kept))


def _sure(metric: Metric, tops: Floats, bottoms: Floats, kept: Sequence[Outcome]) -> tuple[float, float, float]:
    match metric.interval:
        case Interval.WILSON:
            of = float(bottoms.sum())
            return (float(tops.sum()) / of if of else nan, *wilson(float(tops.sum()), of))
        case Interval.DRAWN:
            chances = np.array([1.0 if one.review_chance is None else one.review_chance for one in kept])
            found = hajek(tops > 0, chances)
            return found.share, found.low, found.high
        case Interval.NORMAL:
            return ratio(tops, bottoms)
        case Interval.WAITING:
            return quantile_of(tops, bottoms > 0, 0.5)
        case Interval.NONE:
            return float(tops.sum()), nan, nan


def ratio(tops: Floats, bottoms: Floats) -> tuple[float, float, float]:
    """Sum over sum with its 95 % interval over conversations: the linearised variance of a ratio (Cochran 1977, 6.3) and
    Student's t. A mean where all bottoms are 1. (NaN, NaN, NaN) of nothing; no interval of a single one."""
    n, below = len(tops), float(bottoms.sum())
    if below <= 0:
        return nan, nan, nan
    value = float(tops.sum()) / below
    if n < 2:
        return value, nan, nan
    left = tops - value * bottoms
    half = float(cast(Any, t).ppf(0.975, n - 1)) * sqrt(n / (n - 1) * float(np.square(left).sum())) / below
    return value, value - half, value + half
