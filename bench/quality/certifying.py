"""How many reviews it takes to certify, beside the fixed plan and the least that any such test can need."""

from collections.abc import Sequence
from math import log

import numpy as np
from scipy.stats import binom

from bench.decisions.figure import Figure
from bench.quality.peeking import passing, promoted_at

SECTION = "Reviews to certify (90 % of topics; median; fixed plan; information limit)"
TOPICS, ALPHA, LOOKS = 2000, 0.05, 6000
TABLE = {0.1: (0.05, 0.03, 0.02, 0.01, 0.0), 0.05: (0.03, 0.02, 0.01, 0.005, 0.0), 0.02: (0.01, 0.005, 0.002, 0.0)}


def measure() -> Sequence[Figure]:
    draw = np.random.default_rng(4)
    figures: list[Figure] = []
    for theta0, truths in TABLE.items():
        for true in truths:
            when = promoted_at(draw, true, passing(theta0, ALPHA, LOOKS), TOPICS)
            name = f"target {1 - theta0:.0%}, truly {1 - true:.1%}"
            for said, value in (
                ("90 % by", np.quantile(when, 0.9, method="higher")),
                ("median", np.quantile(when, 0.5, method="higher")),
                (f"mean (cut at {LOOKS})", float(np.minimum(when, LOOKS).mean())),
                ("fixed plan with 90 % power", float(fixed_plan(theta0, true))),
                ("information limit of the mean", information_limit(theta0, true)),
            ):
                figures.append(Figure(SECTION, f"{name}: {said}", float(value), TOPICS, unit="reviews"))
    return figures


def fixed_plan(theta0: float, true: float, power: float = 0.9) -> int:
    """The fewest reviews of a plan fixed beforehand that errs at most 5 % and passes such topics nine times in ten."""
    for allowed in range(400):
        low, high = allowed + 1, 40_000
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if binom.cdf(allowed, middle, theta0) <= ALPHA else (middle, high)
        if binom.cdf(allowed, high, true) >= power:
            return high
    return -1


def information_limit(theta0: float, true: float) -> float:
    """No test that errs at most alpha, and passes such topics surely, has a smaller mean: log(1/alpha) / KL (Wald)."""
    apart = (true * log(true / theta0) if true else 0.0) + (1 - true) * log((1 - true) / (1 - theta0))
    return log(1 / ALPHA) / apart
