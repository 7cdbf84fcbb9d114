"""A certificate about what is kept for people keeps its word, counted by simulation, and knows what it still lacks."""

import numpy as np
import pytest
from scipy.stats import binom

from handrail.core.trust.intervals import exact_upper
from handrail.core.understanding.topics.certify import LADDER, certify, needed


def test_no_miss_in_299_is_the_least_that_lets_anybody_claim_99_of_100() -> None:
    assert needed(0) == 299
    assert certify(np.zeros(299)).threshold == min(LADDER)
    short = certify(np.zeros(298))
    assert short.threshold is None
    assert short.missing == 1


@pytest.mark.parametrize(("misses", "labels"), [(1, 473), (2, 628), (5, 1049)])
def test_each_miss_costs_more_labels(misses: int, labels: int) -> None:
    assert needed(misses) == labels
    assert exact_upper(misses, labels) <= 0.01 < exact_upper(misses, labels - 1)


def test_nothing_labelled_certifies_nothing() -> None:
    found = certify(np.zeros(0))
    assert (found.threshold, found.labels, found.missing, found.bound) == (None, 0, 299, 1.0)


def test_what_reaches_every_threshold_is_never_certified() -> None:
    assert certify(np.ones(1000)).threshold is None


def test_more_misses_never_lower_the_bar() -> None:
    draw = np.random.default_rng(1)
    chances = draw.beta(1, 12, size=900)
    before = certify(chances).threshold
    assert before is not None
    for more in (0.6, 0.9):
        after = certify(np.append(chances, [more] * 3)).threshold
        assert after is None or after >= before


@pytest.mark.parametrize("labels", [320, 700, 2000])
def test_a_certified_bar_keeps_99_of_100_in_19_of_20_draws(labels: int) -> None:
    """The true share of misses at a threshold t is 1 - t^(1/8) here, so each draw can be judged exactly."""
    draw, runs, broken, certified = np.random.default_rng(7), 1000, 0, 0
    for _ in range(runs):
        found = certify(draw.random(labels) ** 8)
        if found.threshold is not None:
            certified += 1
            broken += 1 - found.threshold ** (1 / 8) > 0.01
    assert certified > 0 or labels < 500
    assert broken <= binom.ppf(0.999, runs, 0.05)
