"""Reviewers who miss or invent failures are found out, and neither promotes a topic nor bends a report unseen."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from handrail.core.quality.agreement import (
    Scale,
    agreement_on,
    alpha_interval,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    within_one,
)
from handrail.core.quality.reviewers import (
    Known,
    Leaning,
    bar_for_labels,
    barred,
    drifted,
    leaning,
    rogan_gladen,
)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (Known(20, 20, 100, 100), "30 of them bad"),
        (Known(40, 40, 50, 50), "100 known items"),
        (Known(40, 30, 100, 100), "caught 30 of 40"),
        (Known(40, 40, 100, 92), "passed 92 of 100"),
    ],
)
def test_a_criterion_gates_nothing_while_its_lower_bounds_are_short(known: Known, why: str) -> None:
    assert why in (barred(known) or "")


def test_a_criterion_gates_once_enough_known_items_were_judged_well() -> None:
    assert barred(Known(40, 37, 100, 98)) is None


def test_the_bar_for_labels_is_lower_where_reviewers_miss_failures() -> None:
    bar, left = bar_for_labels(0.05, Known(100, 90, 100, 99), 0.05)
    assert left == 0.025
    assert 0.05 * 0.8 < bar < 0.05 * 0.9
    with pytest.raises(ValueError, match="no bad item was ever caught"):
        bar_for_labels(0.05, Known(10, 0, 10, 10), 0.05)


@pytest.mark.parametrize(("se", "sp", "theta"), [(0.85, 0.97, 0.05), (0.9, 0.99, 0.02), (0.8, 0.95, 0.2)])
def test_the_corrected_rate_carries_both_uncertainties(se: float, sp: float, theta: float) -> None:
    draw, runs, held = np.random.default_rng(4), 600, 0
    seen = se * theta + (1 - sp) * (1 - theta)
    for _ in range(runs):
        known = Known(60, int(draw.binomial(60, se)), 100, int(draw.binomial(100, sp)))
        found = rogan_gladen(int(draw.binomial(300, seen)), 300, known)
        assert found is not None
        held += found.low <= theta <= found.high
    assert held >= binom.ppf(0.001, runs, 0.92)


def test_reviewers_who_tell_good_from_bad_no_better_than_a_coin_correct_nothing() -> None:
    assert rogan_gladen(5, 100, Known(40, 20, 100, 50)) is None
    assert rogan_gladen(0, 0, Known(40, 40, 100, 100)) is None


@given(st.integers(0, 300), st.integers(20, 60), st.integers(60, 100))
@settings(max_examples=60)
def test_a_corrected_rate_is_a_share_within_its_interval(failed: int, caught: int, passed: int) -> None:
    found = rogan_gladen(failed, 300, Known(60, caught, 100, passed))
    assert found is None or 0 <= found.low <= found.share <= found.high <= 1


def test_a_lenient_reviewer_is_named_and_an_even_one_is_not() -> None:
    assert leaning(14, 2).said == "lenient"
    assert leaning(2, 14).said == "strict"
    assert leaning(8, 8).said is None
    assert leaning(9, 2).said is None  # 9 of 11 happens by chance
    assert leaning(11, 2, reviewers=1).said == "lenient"
    assert leaning(11, 2, reviewers=30).said is None
    assert leaning(0, 0) == Leaning(0, 0, 0.0, 1.0)


def test_a_reviewer_who_tires_is_seen() -> None:
    assert drifted(Known(60, 57, 0, 0), Known(60, 40, 0, 0))[1] < 0
    low, high = drifted(Known(60, 57, 0, 0), Known(60, 55, 0, 0))
    assert low < 0 < high


def test_agreement_is_one_where_all_agree_and_undefined_where_there_is_nothing_to_tell_apart() -> None:
    same = np.array([[1, 2, 3, 1, 2, 3.0]] * 3)
    assert [krippendorff_alpha(same, scale) for scale in Scale] == [1.0, 1.0, 1.0]
    assert gwet_ac1(same) == 1.0
    good = np.ones((3, 40))
    assert krippendorff_alpha(good) is None
    assert cohen_kappa(good[0], good[1]) is None
    assert gwet_ac1(good) is None
    assert gwet_ac1(good, categories=2) == 1.0


def test_on_a_stream_that_is_nearly_all_good_alpha_collapses_and_agreement_on_each_side_tells_why() -> None:
    first, second = np.ones(200, bool), np.ones(200, bool)
    first[:3], second[2:5] = False, False
    scores = np.stack([first, second]).astype(float)
    alpha, ac1 = krippendorff_alpha(scores), gwet_ac1(scores)
    assert alpha is not None
    assert ac1 is not None
    assert alpha < 0.4
    assert ac1 > 0.95
    on_good, on_bad = agreement_on(first, second)
    assert on_good == pytest.approx(2 * 195 / (2 * 195 + 4))
    assert on_bad == pytest.approx(2 / 6)
    assert agreement_on(np.ones(3, bool), np.ones(3, bool)) == (1.0, None)


def test_within_one_point_counts_pairs_and_leaves_out_holes() -> None:
    assert within_one(np.array([[1, 4, np.nan], [2, 2, 3], [3, np.nan, np.nan]])) == pytest.approx(2 / 4)
    assert within_one(np.array([[1.0, np.nan]])) is None


def test_the_interval_of_alpha_holds_it_in_about_19_of_20_draws() -> None:
    """The truth is alpha of a hundred thousand items; 80 of them are drawn at a time."""
    draw = np.random.default_rng(5)

    def table(items: int) -> np.ndarray:
        truth = draw.random(items) < 0.4
        return np.stack([np.where(draw.random(items) < 0.88, truth, ~truth) for _ in range(3)]).astype(float)

    truth = krippendorff_alpha(table(100_000))
    assert truth is not None
    runs, held = 300, 0
    for _ in range(runs):
        found = alpha_interval(table(80), draw.integers(0, 80, (300, 80)))
        assert found is not None
        held += found[0] <= truth <= found[1]
    assert held >= binom.ppf(0.001, runs, 0.92)
    assert alpha_interval(np.ones((2, 30)), draw.integers(0, 30, (20, 30))) is None
