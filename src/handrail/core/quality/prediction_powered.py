"""A rate from few reviews and many verdicts of a model judge: the reviews say how wrong the judge is.

The judge's own rate is never reported as the truth. It is corrected by what it said of reviewed items, and where it knows
nothing it changes nothing.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from handrail.core.trust.intervals import wilson

Floats = NDArray[np.float64]

LEAST_OF_EACH = 10
"""With fewer failures or fewer passes among the reviews the normal interval below is too short, and reviews alone speak."""


@dataclass(frozen=True, slots=True)
class Powered:
    """`lean`: how far the judge is leant on, from 0 (reviews alone) to 1; `saved`: the share of reviews that the judge was
    worth, 0 where it was of no use."""

    mean: float
    low: float
    high: float
    lean: float
    saved: float


def prediction_powered(
    labels: Floats, judged: Floats, unlabelled: Floats, lean: float | None = None, confidence: float = 0.95
) -> Powered:
    """The mean of the labels, lean * mean(unlabelled) + mean(labels - lean * judged), with a normal interval.

    `labels` and `judged` [n]: what people and what the judge said of the reviewed items, drawn at random; `unlabelled` [N]:
    what the judge said of others. `lean` 1 is PPI (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023), None the best one
    by the data, PPI++ (Angelopoulos, Duchi and Zrnic 2023, arXiv 2311.01453): cov(labels, judged) / ((1 + n/N) var(judged)),
    kept from 0 to 1. Raises ValueError for fewer than two of either.
    """
    n, many = len(labels), len(unlabelled)
    if n < 2 or many < 2 or len(judged) != n:
        raise ValueError("It takes two reviewed items, a verdict for each, and two verdicts on others.")
    leant = _best(labels, judged, unlabelled) if lean is None else lean
    mean = leant * float(unlabelled.mean()) + float((labels - leant * judged).mean())
    variance = float((leant * unlabelled).var()) / many + float((labels - leant * judged).var()) / n
    half = float(ndtri((1 + confidence) / 2)) * sqrt(variance)
    alone = float(labels.var()) / n
    saved = max(0.0, 1 - variance / alone) if alone > 0 else 0.0
    return Powered(mean, mean - half, mean + half, leant, saved)


def corrected_rate(failed: Floats, judged: Floats, unlabelled: Floats, confidence: float = 0.95) -> Powered:
    """A failure rate for a report: PPI++ where the reviews hold enough of both kinds, else the reviews alone with Wilson's
    interval; from 0 to 1."""
    fails = int(failed.sum())
    if min(fails, len(failed) - fails) < LEAST_OF_EACH:
        low, high = wilson(fails, len(failed), confidence)
        return Powered(fmean(failed) if len(failed) else float("nan"), low, high, 0.0, 0.0)
    found = prediction_powered(failed, judged, unlabelled, None, confidence)
    kept = min(1.0, max(0.0, found.mean))
    return Powered(kept, max(0.0, found.low), min(1.0, found.high), found.lean, found.saved)


@dataclass(frozen=True, slots=True)
class Confusion:
    """One criterion: what the judge said of items that people failed or passed."""

    criterion: str
    caught: int  # failed by both
    missed: int  # failed by people, passed by the judge
    flagged: int  # passed by people, failed by the judge
    passed: int  # passed by both

    @property
    def recall(self) -> tuple[float, float]:
        """The 95 % interval (Wilson) of the share of failures that the judge catches."""
        return wilson(self.caught, self.caught + self.missed)

    @property
    def false_flags(self) -> tuple[float, float]:
        """The same of the share of good items that it fails."""
        return wilson(self.flagged, self.flagged + self.passed)

    @property
    def precision(self) -> tuple[float, float]:
        """The same of the share of its fails that are fails."""
        return wilson(self.caught, self.caught + self.flagged)


def confusion(criterion: str, failed: NDArray[np.bool_], judged: NDArray[np.bool_]) -> Confusion:
    a, b = failed.astype(np.int64), judged.astype(np.int64)
    caught, missed, flagged = (int(each.sum()) for each in (a * b, a * (1 - b), (1 - a) * b))
    return Confusion(criterion, caught, missed, flagged, len(a) - caught - missed - flagged)


def _best(labels: Floats, judged: Floats, unlabelled: Floats) -> float:
    together = np.concatenate([judged, unlabelled])
    spread = float(together.var(ddof=1))
    if spread <= 0:
        return 0.0
    shared = float(((labels - labels.mean()) * (judged - judged.mean())).mean())
    return min(1.0, max(0.0, shared / ((1 + len(labels) / len(unlabelled)) * spread)))
