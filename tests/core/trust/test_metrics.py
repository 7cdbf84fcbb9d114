"""Trust metrics count what their definitions say, leave nobody's giving up out, and never call it resolved."""

from dataclasses import replace
from datetime import timedelta
from math import inf, isnan, nan
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from handrail.core.trust.definitions import BY_SLUG, METRICS
from handrail.core.trust.intervals import difference, exact, exact_lower, exact_upper, wilson
from handrail.core.trust.measure import measure, ratio
from handrail.core.trust.metric import Interval
from handrail.core.trust.outcome import Author, Ended, Outcome
from handrail.core.trust.page import definitions_page
from handrail.core.trust.resolving import RESOLUTION
from handrail.core.trust.waiting import never_reached, quantile_of

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "trust-metrics.md"
PLAIN = Outcome(UUID(int=1), "orders", "chat", "en", None, Author.ASSISTANT, Ended.CONFIRMED, assistant_answers=1)
HOUR = timedelta(hours=1)

lengths = st.none() | st.timedeltas(timedelta(0), timedelta(days=5))
flags = st.booleans()
outcomes = st.builds(
    Outcome,
    id=st.uuids(),
    topic=st.sampled_from(["orders", "refunds"]),
    channel=st.just("chat"),
    language=st.just("en"),
    owner=st.none(),
    author=st.sampled_from(list(Author)),
    ended=st.sampled_from(list(Ended)),
    questions=st.integers(0, 2),
    assistant_answers=st.integers(0, 2),
    person_messages=st.integers(0, 2),
    contradicted=flags,
    repeat=flags,
    identified=flags,
    reopened=flags,
    first_contact=flags,
    owners=st.integers(0, 3),
    wished=flags,
    reached_after=lengths,
    watched_for=lengths,
    queued=flags,
    left_queue=flags,
    promises=st.just(2),
    promises_kept=st.integers(0, 2),
    first_reply_after=lengths,
    rating_asked=flags,
    rating=st.none() | st.integers(1, 5),
    easy=st.none() | st.integers(1, 7),
    handed_off=flags,
    re_asked=st.integers(0, 1),
    restated=flags,
    reviewed_right=st.none() | flags,
    review_chance=st.floats(0.01, 1),
    open_for=st.timedeltas(timedelta(0), timedelta(days=2)),
    cost=st.none() | st.floats(0, 10),
)


def test_every_metric_of_the_design_is_defined_once_with_a_counter_metric() -> None:
    wanted = """durable-resolution confirmed-resolution unconfirmed-closure contradicted verified-resolution repeat-contact
    reopened transfers time-to-human human-access abandonment promises-kept effort rating response-rate repeat-yourself
    re-asked restated protested re-verified first-contact-resolution orphan-time handled first-reply cost"""
    assert set(wanted.split()) <= set(BY_SLUG)
    assert len(BY_SLUG) == len(METRICS)
    assert all(one.counter in BY_SLUG and one.counter != one.slug for one in METRICS)


@given(st.lists(outcomes, max_size=25))
@settings(max_examples=60, deadline=None)
def test_every_share_lies_within_its_interval_and_counts_nobody_twice(some: list[Outcome]) -> None:
    for metric in METRICS:
        found = measure(metric, some)
        assert found.conversations <= len(some)
        if metric.interval in {Interval.WILSON, Interval.DRAWN} and found.conversations:
            assert -1e-12 <= found.low <= found.value + 1e-12
            assert found.value - 1e-12 <= found.high <= 1 + 1e-12
            assert found.numerator <= found.denominator


@given(outcomes, st.sampled_from([one.slug for one in RESOLUTION if one.good == "up"] + ["containment", "automation"]))
@settings(max_examples=150, deadline=None)
def test_whoever_gave_up_is_never_resolved(one: Outcome, slug: str) -> None:
    if slug == "verified-resolution":
        return  # what a reviewer saw, whatever the customer did
    counted = BY_SLUG[slug].counts(replace(one, ended=Ended.ABANDONED))
    assert counted is None or counted[0] == 0


@given(outcomes)
@settings(max_examples=60, deadline=None)
def test_the_ways_to_end_share_what_the_assistant_answered_and_overlap_in_nothing(one: Outcome) -> None:
    counts = [BY_SLUG[slug].counts(one) for slug in ("confirmed-resolution", "unconfirmed-closure")]
    assert sum(counted[0] for counted in counts if counted is not None) <= 1
    durable, unsettled = (
        BY_SLUG["durable-resolution"].counts(one),
        BY_SLUG["durable-resolution"].counts(replace(one, ended=Ended.OPEN)),
    )
    assert unsettled is None
    assert durable is None or durable[0] == 0 or not (one.contradicted or one.repeat or one.reopened)


@pytest.mark.parametrize(
    ("change", "slug", "value"),
    [
        ({}, "durable-resolution", 1),
        ({"ended": Ended.UNCONFIRMED}, "durable-resolution", 1),
        ({"ended": Ended.UNCONFIRMED}, "confirmed-resolution", 0),
        ({"contradicted": True}, "durable-resolution", 0),
        ({"contradicted": True}, "confirmed-resolution", 0),
        ({"repeat": True}, "durable-resolution", 0),
        ({"reopened": True}, "durable-resolution", 0),
        ({"ended": Ended.BY_PERSON, "person_messages": 1}, "durable-resolution", 0),
        ({"ended": Ended.BY_PERSON, "person_messages": 1}, "first-contact-resolution", 1),
        ({"wished": True}, "human-access", 0),
        ({"wished": True}, "containment", 0),
        ({"wished": True, "reached_after": HOUR}, "human-access", 1),
        ({"owners": 3}, "transfers", 2),
        ({"promises": 4, "promises_kept": 3}, "promises-kept", 0.75),
        ({"rating": 3, "rating_asked": True}, "rating", 0),
        ({"easy": 5}, "effort", 1),
        ({"handed_off": True, "protested": True}, "repeat-yourself", 1),
        ({"orphaned_for": HOUR, "open_for": 4 * HOUR}, "orphan-time", 0.25),
        ({"first_reply_after": 2 * HOUR}, "first-reply", 2),
        ({"cost": 3.0}, "cost", 3),
        ({}, "handled", 1),
    ],
)
def test_one_conversation_counts_as_the_definition_says(change, slug: str, value: float) -> None:
    assert measure(BY_SLUG[slug], [replace(PLAIN, **change)]).value == pytest.approx(value)


@pytest.mark.parametrize("slug", [one.slug for one in METRICS])
def test_nothing_gives_no_number_and_what_is_left_out_counts_nowhere(slug: str) -> None:
    left_out = replace(PLAIN, questions=0, ended=Ended.OPEN)
    for some in ([], [left_out]):
        found = measure(BY_SLUG[slug], some)
        assert isnan(found.value) or found.value == 0
        assert found.conversations == 0


def test_who_never_reached_a_person_is_waited_for_and_not_dropped() -> None:
    waited, reached = np.array([1.0, 2.0, 3.0, 10.0]), np.array([True, True, False, False])
    assert quantile_of(waited, reached, 0.5)[0] == 2.0
    assert quantile_of(waited, reached, 0.9)[0] == inf
    assert never_reached(waited, reached) == pytest.approx(0.5)
    assert isnan(quantile_of(waited[:0], reached[:0], 0.5)[0])
    assert never_reached(waited, np.zeros(4, bool)) == 1.0
    left = [replace(PLAIN, wished=True, watched_for=HOUR)] * 3 + [replace(PLAIN, wished=True, reached_after=2 * HOUR)]
    assert measure(BY_SLUG["time-to-human"], left).value == pytest.approx(2)


def test_the_interval_of_a_median_wait_holds_it() -> None:
    draw, runs, held = np.random.default_rng(1), 400, 0
    for _ in range(runs):
        true, gave_up = draw.exponential(1, 80), draw.exponential(4, 80)
        low, high = quantile_of(np.minimum(true, gave_up), true <= gave_up, 0.5)[1:]
        held += low <= np.log(2) <= high
    assert held >= binom.ppf(0.001, runs, 0.93)


def test_the_interval_of_a_ratio_holds_it() -> None:
    draw, runs, held = np.random.default_rng(2), 500, 0
    for _ in range(runs):
        many = draw.poisson(2, 100).astype(float)
        low, high = ratio(draw.binomial(many.astype(int), 0.8).astype(float), many)[1:]
        held += low <= 0.8 <= high
    assert held >= binom.ppf(0.001, runs, 0.93)
    assert np.array_equal(ratio(np.array([2.0]), np.array([4.0])), [0.5, nan, nan], equal_nan=True)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(max_examples=60, deadline=None)
def test_exact_bounds_are_what_the_binomial_says(counted: tuple[int, int]) -> None:
    count, of = counted
    low, high = exact(count, of)
    assert low <= count / of <= high
    if count < of:
        assert binom.cdf(count, of, exact_upper(count, of)) == pytest.approx(0.05, abs=1e-9)
    if count:
        assert binom.sf(count - 1, of, exact_lower(count, of)) == pytest.approx(0.05, abs=1e-9)
    low, high = wilson(count, of, 0.9)
    assert low <= count / of <= high
    low, high = difference((count, of), (of - count, of))
    assert -1 <= low <= (2 * count - of) / of + 1e-12
    assert (2 * count - of) / of - 1e-12 <= high <= 1


def test_the_page_of_definitions_is_the_one_that_the_definitions_write() -> None:
    assert PAGE.read_text(encoding="utf-8") == definitions_page(METRICS)
