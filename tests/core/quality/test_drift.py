"""An alarm comes soon after a topic worsens, and rarely while it does not."""

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.quality.drift import ARL, HARM, Detector, bar_with_slack, proven_worse
from handrail.core.quality.promotion import lower


def alarms(theta0: float, arl: float, rate: float, runs: int, longest: int, seed: int) -> np.ndarray:
    """After how many reviews each of so many topics is alarmed, at most `longest`."""
    draw, sums = np.random.default_rng(seed), np.full((runs, len(HARM.tilts)), -np.inf)
    yes, no, weights = HARM.log_factors(theta0, True), HARM.log_factors(theta0, False), np.log(HARM.weights)
    at = np.full(runs, longest)
    for review in range(1, longest):
        failed = draw.random(runs) < rate
        sums = np.logaddexp(sums, 0) + np.where(failed[:, None], yes, no)
        rings = (at == longest) & (np.logaddexp.reduce(sums + weights, axis=1) >= np.log(arl))
        at[rings] = review
    return at


def test_the_mean_run_until_a_false_alarm_is_at_least_what_is_said() -> None:
    runs = alarms(0.05, 200, 0.05, runs=400, longest=4000, seed=1)
    assert runs.mean() + 3 * runs.std() / 20 > 200
    assert runs.mean() > 200


def test_a_drop_from_95_to_75_of_100_is_seen_in_some_forty_reviews() -> None:
    assert 20 < alarms(0.05, ARL, 0.25, runs=300, longest=1000, seed=2).mean() < 45


def test_the_stored_watch_says_what_the_sums_say() -> None:
    draw = np.random.default_rng(3)
    watch, sums = Detector(0.05, 1000), np.full(len(HARM.tilts), -np.inf)
    for failed in draw.random(300) < 0.15:
        watch = Detector(**asdict(watch)).after(bool(failed))
        sums = np.logaddexp(sums, 0) + HARM.log_factors(0.05, bool(failed))
    assert watch.sums == pytest.approx(tuple(sums))
    assert watch.alarmed


@given(st.lists(st.sampled_from([True, False, None]), max_size=80))
@settings(max_examples=40, deadline=None)
def test_an_alarm_stays_and_a_missing_review_is_a_failure(labels: list[bool | None]) -> None:
    watch, same = Detector(0.1, 50), Detector(0.1, 50)
    rang = None
    for label in labels:
        watch, same = watch.after(label), same.after(label is not False)
        rang = rang or watch.alarm_at
        assert watch.alarm_at == rang
    assert watch == same


def test_good_reviews_alone_never_ring_however_many() -> None:
    watch = Detector(0.05, 25)
    for _ in range(2000):
        watch = watch.after(False)
    assert watch.log_sum < np.log(25)
    assert not watch.alarmed


def test_the_bar_for_demotion_has_slack_so_that_nothing_flaps() -> None:
    assert bar_with_slack(0.95, 0.02) == pytest.approx(0.07)
    assert not proven_worse(200, 14, bar_with_slack(0.95, 0.02))
    assert proven_worse(200, 40, bar_with_slack(0.95, 0.02))
    for failures in range(0, 41, 4):
        assert proven_worse(200, failures, 0.07) == (lower(200, failures) > 0.07)
    with pytest.raises(ValueError, match="target"):
        bar_with_slack(1.0, 0.1)


@pytest.mark.parametrize("bad", [{"theta0": 0}, {"arl": 0.5}, {"sums": (0.0,)}])
def test_a_watch_that_cannot_be_is_refused(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="A watch needs"):
        Detector(**{"theta0": 0.05, **bad})  # pyright: ignore[reportArgumentType]
