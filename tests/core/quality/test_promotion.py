"""A promotion is proposed wrongly at most as often as is said, however often anybody looks."""

from dataclasses import asdict
from math import inf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from handrail.core.quality.promotion import Evidence, alpha_of, flawless, lower, sequence, upper
from handrail.core.quality.tilts import BETTER, WORSE, Mixture

counts = st.integers(0, 5000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
rates = st.floats(0.005, 0.5)


@pytest.mark.parametrize("theta0", [0.1, 0.05, 0.02])
@pytest.mark.parametrize(("bets", "side"), [(BETTER, 1), (WORSE, -1)])
def test_no_bet_gains_on_average_at_the_boundary_or_on_its_wrong_side(bets: Mixture, side: int, theta0: float) -> None:
    yes, no = np.exp(bets.log_factors(theta0, True)), np.exp(bets.log_factors(theta0, False))
    assert theta0 * yes + (1 - theta0) * no == pytest.approx(np.ones(len(yes)))
    worse = theta0 * (1 + side * 0.3)
    assert np.all(worse * yes + (1 - worse) * no < 1)


@given(st.lists(st.sampled_from([True, False, False, False, None]), max_size=60), rates)
@settings(max_examples=60, deadline=None)
def test_the_stake_is_the_product_of_what_each_review_made_of_it(labels: list[bool | None], theta0: float) -> None:
    evidence, each = Evidence(theta0), np.log(np.array(BETTER.weights))
    peak = -inf
    for label in labels:
        evidence, each = evidence.after(label), each + BETTER.log_factors(theta0, label is None or label)
        expected = float(np.logaddexp.reduce(each))
        peak = max(peak, expected)
        assert evidence.log_stake == pytest.approx(expected, abs=1e-9)
    assert evidence.peak == pytest.approx(peak) if labels else evidence.peak == -inf
    assert (evidence.reviews, evidence.missing) == (len(labels), labels.count(None))
    assert evidence.failures == sum(label is not False for label in labels)


def test_a_test_is_stored_and_continued_as_if_it_had_never_stopped() -> None:
    evidence = Evidence(0.05).after(False).after(True)
    assert Evidence(**asdict(evidence)) == evidence
    assert Evidence(**asdict(evidence)).after(False) == evidence.after(False)


@given(counts, rates, st.sampled_from([0.05, 0.01, 0.001]))
@settings(max_examples=80, deadline=None)
def test_it_passes_exactly_when_the_upper_end_reaches_the_rate(
    counted: tuple[int, int], theta0: float, alpha: float
) -> None:
    top = upper(*counted, alpha)
    stake = BETTER.log_value(*counted, theta0)
    if abs(stake - log(1 / alpha)) > 1e-6:
        assert (stake >= log(1 / alpha)) == (top <= theta0)


@given(counts, st.sampled_from([0.2, 0.05, 0.01]))
@settings(max_examples=60, deadline=None)
def test_the_interval_holds_the_share_that_was_seen(counted: tuple[int, int], alpha: float) -> None:
    low, high = sequence(*counted, alpha)
    n, k = counted
    assert 0 <= low <= (k / n if n else 0.5) <= high <= 1


@given(counts)
@settings(max_examples=60, deadline=None)
def test_a_failure_never_speaks_for_a_topic_and_a_good_review_never_against_it(counted: tuple[int, int]) -> None:
    n, k = counted
    assert upper(n + 1, k) <= upper(n, k) + 1e-12
    assert upper(n + 1, k + 1) >= upper(n, k) - 1e-12
    assert lower(n + 1, k + 1) >= lower(n, k) - 1e-12


def test_a_million_reviews_overflow_nothing_and_narrow_the_interval() -> None:
    low, high = sequence(1_000_000, 20_000)
    assert 0.019 < low < 0.02 < high < 0.021
    assert sequence(1_000_000, 1_000_000)[1] == pytest.approx(1)
    assert sequence(1_000_000, 0)[0] == 0
    assert np.isfinite(Evidence(0.05, reviews=1_000_000, failures=1_000_000).log_stake)


@pytest.mark.parametrize(("theta0", "reviews"), [(0.1, 35), (0.05, 72), (0.02, 182)])
def test_a_flawless_topic_passes_after_a_fifth_more_than_the_fixed_plan(theta0: float, reviews: int) -> None:
    assert flawless(theta0) == reviews
    evidence = Evidence(theta0)
    for _ in range(reviews - 1):
        evidence = evidence.after(False)
    assert not evidence.passed
    assert evidence.after(False).passed
    assert reviews <= 1.25 * binom_plan(theta0)


def binom_plan(theta0: float) -> int:
    return next(n for n in range(1, 1000) if (1 - theta0) ** n <= 0.05)


def test_what_passed_once_has_passed_and_what_never_came_counts_as_a_failure() -> None:
    evidence = Evidence(0.1)
    for _ in range(40):
        evidence = evidence.after(False)
    for _ in range(10):
        evidence = evidence.after(None)
    assert evidence.passed
    assert evidence.e_value < 20
    assert (evidence.failures, evidence.missing) == (10, 10)


def test_attempts_for_ever_spend_no_more_than_alpha() -> None:
    spent = sum(alpha_of(attempt) for attempt in range(1, 200_000))
    assert 0.0499 < spent < 0.05
    assert alpha_of(1) > alpha_of(2)
    with pytest.raises(ValueError, match="count from 1"):
        alpha_of(0)


@pytest.mark.parametrize(
    "bad", [{"theta0": 0.0}, {"theta0": 1.0}, {"alpha": 0}, {"reviews": 1, "failures": 2}, {"missing": 1}]
)
def test_impossible_evidence_is_refused(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"needs a failure rate|cannot be more"):
        Evidence(**{"theta0": 0.05, **bad})  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("theta0", [0.05, 0.02])
def test_topics_at_the_boundary_are_proposed_by_continuous_peeking_at_most_one_in_twenty_times(theta0: float) -> None:
    topics, looks = 1000, 2000
    draw = np.random.default_rng(6)
    failures = np.zeros(topics)
    passed = np.zeros(topics, bool)
    reach = np.array([largest_passing(n, theta0) for n in range(1, looks + 1)])
    for bound in reach:
        failures += draw.random(topics) < theta0
        passed |= failures <= bound
    assert passed.sum() > 0
    assert passed.sum() <= binom.ppf(0.999, topics, 0.05)


def largest_passing(reviews: int, theta0: float) -> int:
    """How many failures still pass after so many reviews; -1 where none do."""
    low, high = -1, reviews
    while high - low > 1:
        middle = (low + high) // 2
        passes = BETTER.log_value(reviews, middle, theta0) >= log(20)
        low, high = (middle, high) if passes else (low, middle)
    return low
