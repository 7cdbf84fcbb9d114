"""Whether a topic that speaks alone has become worse than it may be: an alarm with a known rate of false ones.

A mixture of Shiryaev-Roberts sums, R = (R + 1) * factor for each bet that failures are more frequent than theta0. While the
chance of a failure given all that went before is at most theta0, R minus the number of reviews is a supermartingale, so the
mean number of reviews until a false alarm at R >= A is at least A. Shin, Ramdas and Rinaldo (2024), "E-detectors: a
nonparametric framework for sequential change detection".

Only harm is looked for: fewer failures never raise it. The same detector watches signs that are counted on all traffic
(contradictions, repeat contacts, wishes for a person), with theta0 the highest rate that is still fine.
"""

from dataclasses import dataclass, replace
from math import inf, log

import numpy as np

from handrail.core.quality.promotion import ALPHA
from handrail.core.quality.tilts import WORSE, Mixture, log_sum

ARL = 5000.0
"""Reviews, on average and at least, until a false alarm: about a year at a hundred a week."""

HARM = Mixture((0.35, 0.7, 1.1, 1.7), (0.25, 0.25, 0.25, 0.25))
"""Odds of failing that are 1.4, 2, 3 and 5.5 times what is allowed."""


@dataclass(frozen=True, slots=True)
class Detector:
    """A running watch, as it is stored and continued. `theta0`: the failure rate still allowed; `arl`: A above; `sums`: log
    R of each bet of `HARM`. An alarm stays until a new watch is begun."""

    theta0: float
    arl: float = ARL
    reviews: int = 0
    sums: tuple[float, ...] = (-inf,) * len(HARM.tilts)
    alarm_at: int | None = None  # after so many reviews

    def __post_init__(self) -> None:
        if not 0 < self.theta0 < 1 or self.arl < 1 or len(self.sums) != len(HARM.tilts):
            raise ValueError(
                "A watch needs a failure rate between 0 and 1, a run length of at least 1, and a sum for each bet."
            )

    def after(self, failed: bool | None) -> "Detector":
        """With one more review, or None for one that was due and never came, which counts as a failure."""
        factors = HARM.log_factors(self.theta0, failed is None or failed)
        sums = np.logaddexp(np.array(self.sums), 0.0) + factors
        seen = replace(self, reviews=self.reviews + 1, sums=tuple(float(each) for each in sums))
        alarms = self.alarm_at is None and seen.log_sum >= log(self.arl)
        return replace(seen, alarm_at=seen.reviews) if alarms else seen

    @property
    def log_sum(self) -> float:
        return log_sum(np.array(self.sums) + np.log(np.array(HARM.weights)))

    @property
    def alarmed(self) -> bool:
        return self.alarm_at is not None


def proven_worse(reviews: int, failures: int, theta0: float, alpha: float = ALPHA) -> bool:
    """Whether the reviews since the level was given prove, at any look, a failure rate over `theta0`: the lower end of their
    confidence sequence (`promotion.lower`) stands above it."""
    return WORSE.log_value(reviews, failures, theta0) >= log(1 / alpha)


def bar_with_slack(target: float, slack: float) -> float:
    """The failure rate from which a topic is demoted: `slack` beyond the one it was promoted for, so that it does not
    flap. Promoted at 95 % right, demoted under 93 %: 1 - (0.95 - 0.02) = 0.07."""
    if not 0 < target < 1 or not 0 <= slack < target:
        raise ValueError("A target lies between 0 and 1, and its slack below it.")
    return 1 - (target - slack)
