"""How soon a drop in quality is seen, and how long a topic runs until a false alarm."""

from collections.abc import Sequence

import numpy as np

from bench.decisions.figure import Figure
from handrail.core.quality.drift import HARM

SECTION = "Drift (reviews until the alarm, mean)"
DELAYS = {0.05: (0.075, 0.1, 0.15, 0.25), 0.02: (0.03, 0.04, 0.06, 0.1)}
BEFORE = 200


def measure() -> Sequence[Figure]:
    draw = np.random.default_rng(5)
    figures: list[Figure] = []
    for theta0, drops in DELAYS.items():
        for arl, longest in ((1000, 20_000), (5000, 60_000)):
            runs = alarms(draw, theta0, theta0, arl, 300, longest)
            name = f"target {1 - theta0:.0%}, promised {arl}"
            cut = f" ({np.mean(runs == longest):.0%} cut at {longest})"
            aim = f"at least {arl}"
            figures.append(_mean(f"{name}: false alarm{cut}", runs, aim))
            for rate in drops:
                runs = alarms(draw, theta0, rate, arl, 500, 6000, BEFORE)
                figures.append(_mean(f"{name}: failures rise to {rate:.1%}", runs))
    return figures


def alarms(
    draw: np.random.Generator, theta0: float, rate: float, arl: float, topics: int, longest: int, before: int = 0
) -> np.ndarray:
    """`before` reviews at half the rate allowed come first; alarms in them are taken back."""
    yes, no, weights = HARM.log_factors(theta0, True), HARM.log_factors(theta0, False), np.log(HARM.weights)
    sums, at = np.full((topics, len(yes)), -np.inf), np.full(topics, longest)
    for review in range(1 - before, longest):
        failed = draw.random(topics) < (rate if review > 0 else theta0 / 2)
        sums = np.logaddexp(sums, 0) + np.where(failed[:, None], yes, no)
        if review > 0:
            top = (sums + weights).max(axis=1)
            rings = (at == longest) & (top + np.log(np.exp(sums + weights - top[:, None]).sum(axis=1)) >= np.log(arl))
            at[rings] = review
            if (at < longest).all():
                break
    return at


def _mean(name: str, runs: np.ndarray, aim: str = "") -> Figure:
    mean, half = float(runs.mean()), 1.96 * float(runs.std()) / len(runs) ** 0.5
    return Figure(SECTION, name, mean, len(runs), mean - half, mean + half, aim, "reviews")
