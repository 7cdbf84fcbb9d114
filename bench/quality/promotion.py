"""False promotion at the boundary with a look after every review, and good topics that are not promoted."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import binom

from bench.decisions.figure import Figure, share
from bench.quality.peeking import naive, passing, promoted_at
from handrail.core.quality.reviewers import Known, bar_for_labels

SECTION = "False and missed promotion"
TOPICS, ALPHA = 10_000, 0.05
SE, SP, KNOWN_BAD, KNOWN_GOOD = 0.85, 0.97, 100, 100
BUDGET = 1000


def measure() -> Sequence[Figure]:
    figures: list[Figure] = []
    for theta0, looks in ((0.1, 3000), (0.05, 4000), (0.02, 8000)):
        figures += _at_the_boundary(theta0, looks)
    figures += _with_imperfect_reviewers(0.05, 4000)
    figures += _missed(0.05) + _missed(0.02)
    return figures


def _at_the_boundary(theta0: float, looks: int) -> list[Figure]:
    draw = np.random.default_rng([1, int(theta0 * 1000)])
    name, where = f"target {1 - theta0:.0%}, truly just so", f"{looks} looks, perfect reviewers"
    ours = promoted_at(draw, theta0, passing(theta0, ALPHA, looks), TOPICS)
    aim = f"{binom.ppf(0.999, TOPICS, ALPHA) / TOPICS:.2%}"
    figures = [_false(f"{name}: promoted, e-process", ours, where, f"at most {aim}")]
    for every in (1, 50):
        bounds = naive(theta0, ALPHA, looks, every)
        many = promoted_at(draw, theta0, bounds, TOPICS)
        figures.append(_false(f"{name}: naive, a look every {every}", many, where))
    return figures


def _false(name: str, when: np.ndarray, where: str, aim: str = "") -> Figure:
    return share(SECTION, name, int(np.isfinite(when).sum()), len(when), aim=aim, tested_on=where)


def _bounds_for_known(draw: np.random.Generator, theta0: float, looks: int, topics: int) -> np.ndarray:
    """Each topic has its own known items, hence its own bar."""
    caught = draw.binomial(KNOWN_BAD, SE, topics)
    by_caught = {}
    for one in np.unique(caught):
        bar, left = bar_for_labels(theta0, Known(KNOWN_BAD, int(one), KNOWN_GOOD, KNOWN_GOOD), ALPHA)
        by_caught[one] = passing(round(bar, 12), left, looks)
    return np.stack([by_caught[one] for one in caught])


def _with_imperfect_reviewers(theta0: float, looks: int) -> list[Figure]:
    draw = np.random.default_rng(2)
    where = f"{looks} looks, sensitivity {SE:.0%}, specificity {SP:.0%}"
    seen, name = SE * theta0, f"target {1 - theta0:.0%}, truly just so"
    blind = promoted_at(draw, seen, passing(theta0, ALPHA, looks), TOPICS)
    bounds = _bounds_for_known(draw, theta0, looks, TOPICS)
    ours = promoted_at(draw, seen, bounds, TOPICS)
    aim = f"at most {binom.ppf(0.999, TOPICS, ALPHA) / TOPICS:.2%}"
    return [
        _false(f"{name}: misses not reckoned with", blind, f"{where}; fails adjudicated"),
        _false(f"{name}: bar by the bound of sensitivity", ours, f"{where}; fails adjudicated", aim),
    ]


def _missed(theta0: float) -> list[Figure]:
    draw, figures, topics = np.random.default_rng(3), [], 2000
    for true in (theta0 / 2.5, theta0 / 5, theta0 / 10):
        name = f"target {1 - theta0:.0%}, truly {1 - true:.1%}: not promoted in {BUDGET}"
        when = promoted_at(draw, true, passing(theta0, ALPHA, BUDGET), topics)
        figures.append(_missing(name, when, "perfect reviewers"))
        bounds = _bounds_for_known(draw, theta0, BUDGET, topics)
        when = promoted_at(draw, SE * true, bounds, topics)
        figures.append(_missing(f"{name}, imperfect", when, "fails adjudicated, bar by sensitivity"))
        seen = SE * true + (1 - SP) * (1 - true)
        when = promoted_at(draw, seen, bounds, topics)
        figures.append(_missing(f"{name}, not adjudicated", when, "fails not adjudicated"))
    return figures


def _missing(name: str, when: np.ndarray, where: str) -> Figure:
    return share(SECTION, name, int(np.isinf(when).sum()), len(when), tested_on=where)
