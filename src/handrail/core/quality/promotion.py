"""Whether blind reviews prove that a topic fails less often than it may, however often anybody looks.

The stake of the mixture `tilts.BETTER` against "the failure rate is at least theta0" depends only on how many reviews there
were and how many failed. It may be looked at after every review: if the claim is true, the chance that it ever reaches
1/alpha is at most alpha.

Assumed: each review is of an item drawn so that, given all that went before, it fails with chance at least theta0 whenever
the topic is that bad (drawn at random, by nobody's choice); a review that was due and never came counts as a failure; one
version of assistant and topic a test. Not assumed: independence, one unchanging rate.
"""

from dataclasses import dataclass, replace
from math import exp, inf, log, pi

from handrail.core.quality.tilts import BETTER, WORSE, Mixture

ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """One running test, as it is stored and continued.

    `theta0`: the failure rate to stay under, between 0 and 1; `alpha`: the error this attempt may spend; `peak`: the highest
    log stake so far, since a test that once passed has passed.
    """

    theta0: float
    alpha: float = ALPHA
    reviews: int = 0
    failures: int = 0
    missing: int = 0  # of the failures, those that are reviews which were due and never came
    peak: float = -inf

    def __post_init__(self) -> None:
        if not 0 < self.theta0 < 1 or not 0 < self.alpha < 1:
            raise ValueError("A test needs a failure rate and an error between 0 and 1.")
        if not 0 <= self.missing <= self.failures <= self.reviews:
            raise ValueError("There cannot be more failures than reviews, nor more missing reviews than failures.")

    def after(self, failed: bool | None) -> "Evidence":
        """With one more review; None for one that was due and never came."""
        lost = failed is None
        told = replace(
            self,
            reviews=self.reviews + 1,
            failures=self.failures + (lost or bool(failed)),
            missing=self.missing + lost,
        )
        return replace(told, peak=max(self.peak, told.log_stake))

    @property
    def log_stake(self) -> float:
        return BETTER.log_value(self.reviews, self.failures, self.theta0)

    @property
    def passed(self) -> bool:
        """Whether the stake has ever reached 1/alpha."""
        return self.peak >= log(1 / self.alpha)

    @property
    def e_value(self) -> float:
        """The stake now, in units of its start (1)."""
        return exp(min(self.log_stake, 700.0))

    @property
    def highest(self) -> float:
        """The highest failure rate not refuted by now, at this test's alpha: at most theta0 exactly when the stake stands
        at 1/alpha or more."""
        return upper(self.reviews, self.failures, self.alpha)


def upper(reviews: int, failures: int, alpha: float = ALPHA) -> float:
    """The upper end of a one-sided confidence sequence: over all time together it is ever too low with chance at most
    `alpha`."""
    return _edge(BETTER, reviews, failures, alpha)


def lower(reviews: int, failures: int, alpha: float = ALPHA) -> float:
    """The lower end of a one-sided confidence sequence; see `upper`."""
    return _edge(WORSE, reviews, failures, alpha)


def sequence(reviews: int, failures: int, alpha: float = ALPHA) -> tuple[float, float]:
    """Both ends of a confidence sequence that errs at most `alpha`, half of it on each side."""
    return lower(reviews, failures, alpha / 2), upper(reviews, failures, alpha / 2)


def alpha_of(attempt: int, alpha: float = ALPHA) -> float:
    """What the attempt may err, so that all attempts for ever err at most `alpha`: alpha * 6 / (pi^2 attempt^2), whose sum
    is `alpha` (Euler). `attempt` counts from 1."""
    if attempt < 1:
        raise ValueError("Attempts count from 1.")
    return alpha * 6 / (pi**2 * attempt**2)


def flawless(theta0: float, alpha: float = ALPHA) -> int:
    """How many reviews without a failure it takes to pass."""
    low, high = 0, 1
    while BETTER.log_value(high, 0, theta0) < log(1 / alpha):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if BETTER.log_value(middle, 0, theta0) >= log(1 / alpha) else (middle, high)
    return high


def _edge(bets: Mixture, reviews: int, failures: int, alpha: float) -> float:
    """By bisection, and of the last two the one that is not refuted: the stake is monotone in the rate."""
    if not 0 <= failures <= reviews or not 0 < alpha < 1:
        raise ValueError("There cannot be more failures than reviews, and an error lies between 0 and 1.")
    low, high, bar, below = 0.0, 1.0, log(1 / alpha), bets is WORSE
    for _ in range(52):
        middle = (low + high) / 2
        refuted = bets.log_value(reviews, failures, middle) >= bar
        low, high = (middle, high) if refuted == below else (low, middle)
    return low if below else high
