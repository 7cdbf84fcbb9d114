"""Leases and deadlines: an open conversation always has something due, and a missed lease always has a
next step."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.conversation.conversation import Channel, State
from handrail.core.ownership import (
    Deadline,
    DeadlineKind,
    LeasePolicy,
    OfferTo,
    Times,
    after_missed,
    lease_for,
    next_deadline,
)

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
near = st.none() | st.timedeltas(timedelta(days=-9), timedelta(days=9)).map(lambda off: NOON + off)


def test_chat_is_acknowledged_in_ninety_seconds_and_mail_in_a_quarter_of_an_hour() -> None:
    assert lease_for(Channel.CHAT, urgent=False) == timedelta(seconds=90)
    assert lease_for(Channel.EMAIL, urgent=False) == timedelta(minutes=15)
    assert lease_for(Channel.API, urgent=False) == timedelta(minutes=15)


def test_an_urgent_lease_is_never_longer_than_the_ordinary_one() -> None:
    quick = LeasePolicy(chat=timedelta(seconds=20), email=timedelta(minutes=2))
    for channel in Channel:
        assert lease_for(channel, urgent=True) < lease_for(channel, urgent=False)
        assert lease_for(channel, urgent=True, policy=quick) == lease_for(channel, urgent=False, policy=quick)


def test_two_rounds_are_asked_then_the_duty_manager_then_the_reserve() -> None:
    steps = [after_missed(times, loop=2).offer_to for times in range(1, 7)]
    assert steps == [OfferTo.NEXT_PERSON] * 3 + [OfferTo.DUTY_MANAGER] + [OfferTo.RESERVE] * 2


def test_the_lead_is_paged_on_the_second_miss_and_only_then() -> None:
    assert [after_missed(times, loop=3).page_lead for times in range(1, 8)] == [False, True] + [False] * 5


def test_nothing_missed_has_no_next_step() -> None:
    with pytest.raises(ValueError, match="Nothing was missed"):
        after_missed(0)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.ASSISTANT, Deadline(NOON + timedelta(hours=72), DeadlineKind.CUSTOMER_SILENT)),
        (State.OFFERED, Deadline(NOON + timedelta(seconds=90), DeadlineKind.ACKNOWLEDGE)),
        (State.HELD, Deadline(NOON + timedelta(minutes=15), DeadlineKind.REPLY)),
        (State.WAITING_CUSTOMER, Deadline(NOON + timedelta(hours=72), DeadlineKind.CUSTOMER_SILENT)),
        (State.WAITING_OTHER, Deadline(NOON + timedelta(hours=24), DeadlineKind.OTHER_SILENT)),
        (State.RESOLVED, Deadline(NOON + timedelta(days=7), DeadlineKind.CLOSE)),
        (State.CLOSED, None),
    ],
)
def test_each_state_has_its_own_deadline(state: State, expected: Deadline | None) -> None:
    assert next_deadline(state, Times(entered_at=NOON)) == expected


def test_an_undecided_turn_is_due_within_a_minute() -> None:
    times = Times(entered_at=NOON, undecided_since=NOON + timedelta(seconds=5))
    assert next_deadline(State.ASSISTANT, times) == Deadline(NOON + timedelta(seconds=65), DeadlineKind.DECIDE)


def test_an_open_promise_that_comes_first_is_the_deadline_in_every_open_state() -> None:
    times = Times(entered_at=NOON, promise_due_at=NOON + timedelta(seconds=10))
    for state in State:
        if state is not State.CLOSED:
            assert next_deadline(state, times) == Deadline(NOON + timedelta(seconds=10), DeadlineKind.PROMISE)


@given(st.sampled_from(State), st.builds(Times, st.just(NOON), near, near, near, near, near))
def test_every_open_conversation_has_a_deadline_and_a_closed_one_none(state: State, times: Times) -> None:
    due = next_deadline(state, times)
    assert (due is None) == (state is State.CLOSED)
    if due is not None and times.promise_due_at is not None:
        assert due.at <= times.promise_due_at
