"""How long customers waited for a person, counting those who were never reached."""

from math import inf, nan
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def quantile_of(waited: Floats, reached: NDArray[np.bool_], share: float) -> tuple[float, float, float]:
    """The wait within which `share` of customers were reached, with its 95 % interval; infinite where so many never were.

    Who left or is still waiting counts as not reached up to then, and is never dropped: Kaplan and Meier (1958). Interval by
    inverting Greenwood's variance on the log(-log) scale (Brookmeyer and Crowley 1982; Kalbfleisch and Prentice). NaN of
    nothing.
    """
    if not len(waited):
        return nan, nan, nan
    times, still, variance = _survival(waited, reached)
    z = NormalDist().inv_cdf(0.975)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(variance) / np.abs(np.log(still))
        lower = np.where((still > 0) & (still < 1), still ** np.exp(z * spread), still)
        upper = np.where((still > 0) & (still < 1), still ** np.exp(-z * spread), still)
    left = 1 - share
    return _first(times, still, left), _first(times, lower, left), _first(times, upper, left)


def never_reached(waited: Floats, reached: NDArray[np.bool_]) -> float:
    """The share still waiting at the longest wait that was seen; NaN of nothing."""
    return float(_survival(waited, reached)[1][-1]) if bool(reached.any()) else (1.0 if len(waited) else nan)


def _survival(waited: Floats, reached: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """At each time somebody was reached: the share still waiting after it, and Greenwood's sum."""
    times = np.unique(waited[reached])
    ranked = np.sort(waited)
    at_risk = len(waited) - np.searchsorted(ranked, times)
    came = np.array([float(np.count_nonzero(waited[reached] == one)) for one in times])
    still = np.cumprod(1 - came / at_risk)
    with np.errstate(divide="ignore"):
        greenwood = np.cumsum(np.where(at_risk > came, came / (at_risk * (at_risk - came)), np.inf))
    return times, still.astype(np.float64), greenwood.astype(np.float64)


def _first(times: Floats, still: Floats, left: float) -> float:
    reached = np.flatnonzero(still <= left + 1e-12)
    return float(times[reached[0]]) if len(reached) else inf
