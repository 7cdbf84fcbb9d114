"""How good the reviewers are: what they miss, what they see that is not there, and what that does to a rate."""

from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtri

from handrail.core.trust.intervals import difference, exact, exact_lower

LEAST_ITEMS, LEAST_BAD = 100, 30
"""Adjudicated and seeded items that a criterion needs before it may gate anything."""
SENSITIVITY_FLOOR, SPECIFICITY_FLOOR = 0.75, 0.9
"""What the lower bounds (95 %, one-sided) must reach."""


@dataclass(frozen=True, slots=True)
class Known:
    """Reviews of items whose truth is known (planted, or settled by an adjudicator): of `bad` items `caught` were failed by
    the reviewer, of `good` items `passed` were passed."""

    bad: int
    caught: int
    good: int
    passed: int

    def __post_init__(self) -> None:
        if not (0 <= self.caught <= self.bad and 0 <= self.passed <= self.good):
            raise ValueError("No more items can be judged rightly than there are.")

    @property
    def sensitivity(self) -> float:
        return self.caught / self.bad if self.bad else float("nan")

    @property
    def specificity(self) -> float:
        return self.passed / self.good if self.good else float("nan")

    def sensitivity_low(self, error: float = 0.05) -> float:
        """The exact one-sided lower bound (Clopper and Pearson)."""
        return exact_lower(self.caught, self.bad, error)

    def specificity_low(self, error: float = 0.05) -> float:
        return exact_lower(self.passed, self.good, error)


def barred(known: Known, error: float = 0.05) -> str | None:
    """In words, why a criterion may not gate a promotion yet; None where it may."""
    if known.bad + known.good < LEAST_ITEMS or known.bad < LEAST_BAD:
        return (
            f"It takes {LEAST_ITEMS} known items, {LEAST_BAD} of them bad, and there are {known.bad + known.good}, "
            f"{known.bad} of them bad."
        )
    low, right = known.sensitivity_low(error), known.specificity_low(error)
    if low < SENSITIVITY_FLOOR:
        return (
            f"Reviewers caught {known.caught} of {known.bad} bad items: {low:.0%} for sure, of {SENSITIVITY_FLOOR:.0%}."
        )
    if right < SPECIFICITY_FLOOR:
        return f"Reviewers passed {known.passed} of {known.good} good ones: {right:.0%} for sure, of {SPECIFICITY_FLOOR:.0%}."
    return None


def bar_for_labels(theta0: float, known: Known, alpha: float) -> tuple[float, float]:
    """The failure rate to test the labels against, and the error left for that test, where reviewers miss failures.

    A topic that fails with chance theta0 shows failures with chance sensitivity * theta0 at least. So the labels are tested
    against theta0 times the lower bound of the sensitivity, and half of `alpha` is spent on that bound: together they err at
    most `alpha`. What is failed wrongly only makes it harder; adjudicating fails takes that away. Assumed: reviewers miss on
    the stream at most as often as on the known items.
    """
    low = known.sensitivity_low(alpha / 2)
    if low <= 0:
        raise ValueError("Nothing is known of what reviewers miss: no bad item was ever caught.")
    return theta0 * low, alpha / 2


@dataclass(frozen=True, slots=True)
class Corrected:
    """A rate as it would be seen by reviewers without fault, with its interval; all from 0 to 1."""

    share: float
    low: float
    high: float


def rogan_gladen(failed: int, of: int, known: Known, confidence: float = 0.95) -> Corrected | None:
    """The failure rate behind the one that was observed: (p + sp - 1) / (se + sp - 1); Rogan and Gladen (1978).

    The interval carries the uncertainty of p, of se and of sp: Lang and Reiczigel (2014), "Confidence limits for prevalence
    of disease adjusted for estimated sensitivity and specificity". Approximate. For reports, never for a promotion. None
    where reviewers are not shown to know good from bad (se + sp at most 1), or where nothing was reviewed.
    """
    se, sp = known.sensitivity, known.specificity
    if not of or not known.bad or not known.good or se + sp <= 1:
        return None
    z = float(ndtri((1 + confidence) / 2))
    share = min(1.0, max(0.0, (failed / of + sp - 1) / (se + sp - 1)))
    n, p = of + z * z, (failed + z * z / 2) / (of + z * z)
    bad, good = known.bad + 2, known.good + 2
    se, sp = (known.caught + 1) / bad, (known.passed + 1) / good
    youden = se + sp - 1
    if youden <= 0:
        return None
    middle = (p + sp - 1) / youden
    shift = 2 * z * z * (middle * se * (1 - se) / bad - (1 - middle) * sp * (1 - sp) / good)
    spread = p * (1 - p) / n + middle**2 * se * (1 - se) / bad + (1 - middle) ** 2 * sp * (1 - sp) / good
    half = z * sqrt(spread) / youden
    low, high = middle + shift - half, middle + shift + half
    return Corrected(share, min(max(low, 0.0), share), max(min(high, 1.0), share))


@dataclass(frozen=True, slots=True)
class Leaning:
    """Of a reviewer's verdicts that an adjudicator settled otherwise, the share that were too kind, with its interval."""

    lenient: int
    strict: int
    low: float
    high: float

    @property
    def said(self) -> str | None:
        """ "lenient" or "strict" where the interval leaves no even chance; None where it does."""
        if self.low > 0.5:
            return "lenient"
        return "strict" if self.high < 0.5 else None


def leaning(lenient: int, strict: int, reviewers: int = 1, confidence: float = 0.95) -> Leaning:
    """`lenient`: passed by the reviewer and settled as failed; `strict`: the other way round. An exact test of even chances
    (McNemar); with several `reviewers` looked at, each interval is widened so that all hold together."""
    low, high = exact(lenient, lenient + strict, 1 - (1 - confidence) / max(reviewers, 1))
    return Leaning(lenient, strict, low, high)


def drifted(before: Known, after: Known, reviewers: int = 1, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of the change of a reviewer's sensitivity from one period to the next (Newcombe), from -1 to 1: below 0
    they miss more than before."""
    each = 1 - (1 - confidence) / max(reviewers, 1)
    return difference((after.caught, after.bad), (before.caught, before.bad), each)
