"""Simulated topics that are looked at after every review: how often and when each rule promotes them."""

from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from handrail.core.quality.tilts import BETTER

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@lru_cache(maxsize=256)
def passing(theta0: float, alpha: float, looks: int) -> Ints:
    """How many failures still pass after 1, 2, ... reviews; -1 where none do. It never falls, and rises by at most one."""
    found, most, bar = np.empty(looks, np.int64), -1, log(1 / alpha)
    for n in range(1, looks + 1):
        while most < n and BETTER.log_value(n, most + 1, theta0) >= bar:
            most += 1
        found[n - 1] = most
    return found


def naive(theta0: float, alpha: float, looks: int, every: int = 1) -> Ints:
    """The same for Clopper and Pearson's bound, looked at as if it had been planned for just this number."""
    reviews = np.arange(1, looks + 1)
    most = binom.ppf(alpha, reviews, theta0).astype(np.int64)
    most -= binom.cdf(most, reviews, theta0) > alpha
    return np.where(reviews % every == 0, most, -1)


def promoted_at(draw: np.random.Generator, rate: Floats | float, bounds: Ints, topics: int) -> Floats:
    """After how many reviews each topic passes; infinite where it never does. `rate`: of failures that are seen; `bounds`
    [looks] or [topics, looks]."""
    failures, when = np.zeros(topics, np.int64), np.full(topics, np.inf)
    for look in range(bounds.shape[-1]):
        failures += draw.random(topics) < rate
        passes = (failures <= bounds[..., look]) & np.isinf(when)
        when[passes] = look + 1
    return when
