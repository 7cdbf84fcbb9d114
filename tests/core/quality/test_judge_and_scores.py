"""A model judge is believed as far as reviews bear it out, and a score as far as items it had not seen do."""

import numpy as np
import pytest
from scipy.stats import binom

from handrail.core.quality.calibration import VennAbers, bins_of, calibration, mean_deviation, point
from handrail.core.quality.many import e_bh, shared
from handrail.core.quality.prediction_powered import confusion, corrected_rate, prediction_powered
from handrail.core.quality.thresholds import conformal_risk, learn_then_test, needed

LADDER = np.linspace(0.99, 0.0, 100)


def judged(draw: np.random.Generator, items: int, rate: float, recall: float, flags: float):
    failed = draw.random(items) < rate
    return failed.astype(float), np.where(failed, draw.random(items) < recall, draw.random(items) < flags).astype(float)


def test_a_good_judge_narrows_the_interval_and_it_still_holds() -> None:
    draw, runs, held, narrower = np.random.default_rng(8), 400, 0, 0
    for _ in range(runs):
        failed, said = judged(draw, 300, 0.12, 0.85, 0.03)
        others = judged(draw, 3000, 0.12, 0.85, 0.03)[1]
        found, alone = prediction_powered(failed, said, others), prediction_powered(failed, said, others, lean=0)
        held += found.low <= 0.12 <= found.high
        narrower += found.high - found.low < alone.high - alone.low
    assert held >= binom.ppf(0.001, runs, 0.93)
    assert narrower >= 0.99 * runs


def test_a_judge_that_knows_nothing_changes_next_to_nothing() -> None:
    draw = np.random.default_rng(9)
    failed, said = (draw.random(400) < 0.2).astype(float), (draw.random(400) < 0.2).astype(float)
    found = prediction_powered(failed, said, (draw.random(5000) < 0.2).astype(float))
    assert found.lean < 0.15
    assert found.saved < 0.05
    constant = prediction_powered(failed, np.zeros(400), np.zeros(5000))
    assert (constant.lean, constant.mean) == (0.0, pytest.approx(failed.mean()))


def test_with_few_failures_the_reviews_speak_alone() -> None:
    draw = np.random.default_rng(10)
    failed, said = judged(draw, 200, 0.01, 0.9, 0.01)
    found = corrected_rate(failed, said, said)
    assert (found.lean, found.saved) == (0.0, 0.0)
    assert found.low >= 0
    with pytest.raises(ValueError, match="takes two reviewed items"):
        prediction_powered(np.zeros(1), np.zeros(1), np.zeros(5))


def test_a_confusion_counts_each_pair_once_with_intervals() -> None:
    failed = np.array([True] * 10 + [False] * 90)
    said = np.array([True] * 8 + [False] * 2 + [True] * 3 + [False] * 87)
    found = confusion("right", failed, said)
    assert (found.caught, found.missed, found.flagged, found.passed) == (8, 2, 3, 87)
    assert found.recall[0] < 0.8 < found.recall[1]
    assert found.false_flags[0] < 3 / 90 < found.false_flags[1]
    assert found.precision[0] < 8 / 11 < found.precision[1]


def test_one_of_the_two_chances_is_calibrated_whatever_the_score_means() -> None:
    """Of items with a chance of about x, a share of about x is right, by the chance that fits what each turned out to be."""
    draw = np.random.default_rng(11)
    said: list[np.ndarray] = []
    right: list[np.ndarray] = []
    for _ in range(40):
        scores = draw.random(400)
        labels = draw.random(400) < scores**3
        p0, p1 = VennAbers.of(scores[:200], labels[:200]).chances(scores[200:])
        assert np.all(p0 <= p1)
        said.append(np.where(labels[200:], p1, p0))
        right.append(labels[200:])
    found = calibration(np.concatenate(said), np.concatenate(right))
    assert found.error < 0.03
    scores = draw.random(8000)
    assert calibration(scores, draw.random(8000) < scores**3).error > 0.2


def test_little_data_behind_a_score_shows_as_distance() -> None:
    p0, p1 = VennAbers.of(np.array([0.5]), np.array([True])).chances(np.array([0.1, 0.5, 0.9]))
    assert list(p0) == [0.0, 0.5, 0.5]
    assert list(p1) == [1.0, 1.0, 1.0]
    assert point(np.array([0.2]), np.array([0.2])) == pytest.approx([0.2])
    with pytest.raises(ValueError, match="at least one item"):
        VennAbers.of(np.array([]), np.array([], bool))


def test_the_error_that_mere_chance_makes_is_said_beside_the_error() -> None:
    draw = np.random.default_rng(12)
    errors = []
    chances = draw.random(200)
    for _ in range(300):
        found = calibration(chances, draw.random(200) < chances)
        errors.append(found.error)
    assert np.mean(errors) == pytest.approx(calibration(chances, chances > 0.5).by_chance, rel=0.1)
    assert mean_deviation(4, 0.5) == pytest.approx(
        np.mean([abs(k / 4 - 0.5) for k in (0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4)])
    )
    assert (mean_deviation(0, 0.5), mean_deviation(9, 1.0)) == (0, 0)
    assert [one.of for one in bins_of(np.array([0.0, 0.05, 1.0]), np.array([True, False, True]))] == [2, *[0] * 8, 1]


@pytest.mark.parametrize("items", [300, 1500])
def test_a_learned_threshold_keeps_its_word_in_19_of_20_draws(items: int) -> None:
    """Items are wrong with chance (1 - s)^2, so the rate among those at or above t is (1 - t)^2 / 3."""
    draw, runs, broken, found_any = np.random.default_rng(13), 400, 0, 0
    for _ in range(runs):
        scores = draw.random(items)
        wrong = draw.random(items) < (1 - scores) ** 2
        found = learn_then_test(scores, wrong, LADDER, limit=0.05)
        if found.score is not None:
            found_any += 1
            assert found.bound <= 0.05 + 1e-9
            broken += (1 - found.score) ** 2 / 3 > 0.05
    assert found_any > runs / 4
    assert broken <= binom.ppf(0.999, runs, 0.05)


def test_too_few_items_or_too_many_wrong_ones_clear_nothing() -> None:
    assert needed(0.05) == 59
    none = learn_then_test(np.full(58, 1.0), np.zeros(58, bool), LADDER, 0.05)
    assert (none.score, none.cleared) == (None, 0.0)
    some = learn_then_test(np.full(59, 1.0), np.zeros(59, bool), LADDER, 0.05)
    assert (some.score, some.cleared, some.answered) == (0.0, 1.0, 59)
    bad = learn_then_test(np.full(500, 1.0), np.ones(500, bool), LADDER, 0.05)
    assert (bad.score, bad.wrong, bad.bound) == (None, 500, 1.0)


def test_conformal_risk_holds_on_average() -> None:
    """The risk at t is the integral of (1 - s)^2 above t, (1 - t)^3 / 3."""
    draw, risks = np.random.default_rng(14), []
    for _ in range(400):
        scores = draw.random(200)
        found = conformal_risk(scores, draw.random(200) < (1 - scores) ** 2, LADDER, 0.05)
        risks.append(0.0 if found is None else (1 - found) ** 3 / 3)
    assert np.mean(risks) <= 0.05 + 3 * np.std(risks) / 20
    assert conformal_risk(np.ones(5), np.zeros(5, bool), LADDER, 0.05) is None


def test_of_many_topics_few_that_pass_are_false() -> None:
    draw, false_share = np.random.default_rng(15), []
    for _ in range(400):
        stakes = {f"null-{n}": float(np.log(500.0 * (draw.random() < 0.002) + 1e-9)) for n in range(30)}
        stakes |= {f"good-{n}": 8.0 for n in range(10)}
        passed = e_bh(stakes, 0.05)
        false_share.append(sum(key.startswith("null") for key in passed) / max(len(passed), 1))
        assert {key for key in stakes if key.startswith("good")} <= passed
    assert np.mean(false_share) <= 0.05
    assert e_bh({}, 0.05) == frozenset()
    assert e_bh({"one": np.log(20)}, 0.05) == {"one"}
    assert shared(0.05, 10) == pytest.approx(0.005)
    with pytest.raises(ValueError, match="at least one topic"):
        shared(0.05, 0)
