"""Bets for and against a rate of failures: the mixtures behind promotion, demotion and drift alarms.

A bet names a log odds ratio t. Against the claim "a review fails with chance theta0" it multiplies its stake by
exp(t * failed) / (1 - theta0 + theta0 * exp(t)), which is the likelihood ratio of the rate whose odds are exp(t) times
those of theta0. For t < 0 the factor falls with a failure, so its expectation is at most 1 whenever the chance of a
failure, given all that went before, is at least theta0; for t > 0 whenever it is at most theta0. Reviews need not be
independent nor alike. A mixture of bets is again such a stake, and by Ville's inequality it ever reaches 1/a with chance at
most a (Ville 1939; Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by betting").

Each factor grows with theta0 for t < 0 and falls for t > 0, so the rates that are not refuted form an interval.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import inf

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mixture:
    """`tilts`: log odds ratios, -inf for "never fails"; `weights`: shares of the stake, which sum to 1."""

    tilts: tuple[float, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.tilts) != len(self.weights) or abs(sum(self.weights) - 1) > 1e-9 or min(self.weights) <= 0:
            raise ValueError("A mixture needs a positive weight for each bet, and they sum to 1.")

    def log_factors(self, theta0: float, failed: bool) -> Floats:
        """The logarithm of what one review multiplies each bet by."""
        return (np.array(self.tilts) if failed else 0.0) - _normals(self.tilts, theta0)

    def log_value(self, reviews: float, failures: float, theta0: float) -> float:
        """The logarithm of the mixture's stake after `reviews`, of which `failures` failed; safe for a million and more."""
        each = np.log(self.weights) - reviews * _normals(self.tilts, theta0)
        return log_sum(each + failures * np.array(self.tilts) if failures else each)


BETTER = Mixture(
    (-0.008, -0.015, -0.03, -0.06, -0.12, -0.25, -0.5, -0.9, -1.4, -2.0, -3.0, -inf),
    (0.005, 0.005, 0.01, 0.01, 0.02, 0.06, 0.1, 0.18, 0.16, 0.12, 0.08, 0.25),
)
"""Bets that failures are rarer. A quarter is on "never fails", since a flawless topic is what waits longest otherwise; the
small tilts let the sequence narrow to a million reviews."""

WORSE = Mixture(
    (0.008, 0.015, 0.03, 0.06, 0.12, 0.25, 0.5, 0.9, 1.4, 2.0, 3.0),
    (0.01, 0.01, 0.02, 0.03, 0.06, 0.12, 0.2, 0.2, 0.15, 0.1, 0.1),
)
"""Bets that failures are more frequent."""


def log_sum(logs: Floats) -> float:
    """log(sum(exp(logs))) without overflow; -inf for nothing left."""
    top = float(np.max(logs))
    return top if top == -inf else top + float(np.log(np.sum(np.exp(logs - top))))


@lru_cache(maxsize=4096)
def _normals(tilts: tuple[float, ...], theta0: float) -> Floats:
    """log(1 - theta0 + theta0 * exp(t)) of each bet, without loss for small t."""
    if not 0 < theta0 < 1:
        raise ValueError("A rate that is tested lies between 0 and 1.")
    found = np.log1p(theta0 * np.expm1(np.array(tilts)))
    found.flags.writeable = False
    return found
