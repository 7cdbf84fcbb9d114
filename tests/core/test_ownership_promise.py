"""Promises: a real time at which somebody works, in the customer's own clock, and a status that moves
once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.conversation.conversation import Channel
from handrail.core.ownership import (
    Need,
    Person,
    Presence,
    Promise,
    PromiseAlreadySettled,
    PromisePolicy,
    PromiseStatus,
    PromiseTerms,
    Roster,
    Shift,
    able,
    make_promise,
    p90,
    renewed,
    route,
    settled,
    staffed_spans,
)
from tests.core.ownership_rosters import ZONES, moments, needs, rosters, unhurried

OFFICE = Shift(frozenset(range(5)), time(9), time(17), "Europe/Berlin")
ANA = Person(UUID(int=1), "Ana", capacity=3, presence=Presence.AVAILABLE, shifts=(OFFICE,))
RAE = Person(UUID(int=99), "Rae", reserve=True)
WORK = Roster((ANA, RAE))


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


def terms(now: datetime, waits: tuple[float, ...] = (), zone: str | None = None, **extra: object) -> PromiseTerms:
    routing = route(WORK, now, Need())
    return make_promise(
        routing,
        WORK,
        now,
        need=Need(),
        workspace_timezone="Europe/Berlin",
        waits=waits,
        customer_timezone=zone,
        **extra,  # type: ignore[arg-type]
    )


def test_in_hours_the_promise_quotes_what_nine_in_ten_waited_and_not_the_mean() -> None:
    waits = (60.0,) * 17 + (3000.0,) * 3
    made = terms(berlin("2026-05-04T10:02"), waits)
    assert made.due_at == berlin("2026-05-04T10:55")
    assert made.text_id == "handoff.promise.today"
    assert (made.owner, made.fallback_owner) == (ANA.id, RAE.id)


def test_with_few_waits_the_policy_speaks_and_nothing_is_sooner_than_its_floor() -> None:
    assert terms(berlin("2026-05-04T10:02"), (5.0,) * 19).due_at == berlin("2026-05-04T10:35")
    assert terms(berlin("2026-05-04T10:00"), (5.0,) * 20).due_at == berlin("2026-05-04T10:15")


def test_a_promise_made_near_the_end_of_the_day_goes_over_to_the_next() -> None:
    made = terms(berlin("2026-05-04T16:45"))
    assert made.due_at == berlin("2026-05-05T09:15")
    assert made.text_id == "handoff.promise.tomorrow"


def test_out_of_hours_a_real_time_is_given_in_the_next_shift() -> None:
    made = terms(berlin("2026-05-09T03:00"), zone="America/New_York")  # Saturday night
    assert made.due_at == berlin("2026-05-11T09:15")
    assert made.text_id == "handoff.promise.date"
    assert (made.slots.date, made.slots.time) == (date(2026, 5, 11), time(3, 15))
    assert (made.slots.name, made.slots.timezone) == ("Rae", "America/New_York")


def test_tomorrow_is_the_customers_tomorrow() -> None:
    late = berlin("2026-05-04T23:30")
    assert terms(late).text_id == "handoff.promise.tomorrow"
    assert terms(late, zone="Pacific/Auckland").text_id == "handoff.promise.today"


def test_a_zone_the_customers_browser_made_up_falls_back_to_the_workspace() -> None:
    assert terms(berlin("2026-05-04T10:00"), zone="../../Nowhere").slots.timezone == "Europe/Berlin"


def test_by_mail_the_promise_has_its_own_text() -> None:
    assert terms(berlin("2026-05-09T03:00"), reached_by=Channel.EMAIL).text_id == "handoff.promise.mail"


def test_when_nobody_has_any_shift_the_terms_say_so_and_still_give_a_time() -> None:
    empty, now = Roster((RAE,)), berlin("2026-05-04T10:01")
    made = make_promise(route(empty, now, Need()), empty, now, need=Need(), workspace_timezone="UTC")
    assert not made.staffed
    assert made.due_at == berlin("2026-05-05T10:05")
    assert made.owner == made.fallback_owner == RAE.id


def test_ninety_per_cent_needs_twenty_waits_and_forgives_broken_ones() -> None:
    assert p90([1.0] * 19 + [float("nan"), float("inf"), -1.0]) is None
    assert p90([float(n) for n in range(1, 21)]) == timedelta(seconds=18)


def test_a_promise_is_settled_once() -> None:
    made = Promise(
        UUID(int=7),
        "an answer",
        berlin("2026-05-04T10:00"),
        berlin("2026-05-04T11:00"),
        ANA.id,
        RAE.id,
        Channel.CHAT,
    )
    assert made.wants_update(berlin("2026-05-04T10:50"), timedelta(minutes=10))
    assert not made.is_overdue(made.due_at)
    assert made.is_overdue(made.due_at + timedelta(seconds=1))
    kept = settled(made, PromiseStatus.KEPT, berlin("2026-05-04T10:30"))
    for status in PromiseStatus:
        with pytest.raises(PromiseAlreadySettled):
            settled(kept, status, berlin("2026-05-04T10:31"))
    with pytest.raises(PromiseAlreadySettled):
        settled(made, PromiseStatus.OPEN, berlin("2026-05-04T10:31"))


def test_a_renewed_promise_leaves_one_open_promise() -> None:
    made = Promise(
        UUID(int=7),
        "an answer",
        berlin("2026-05-04T10:00"),
        berlin("2026-05-04T11:00"),
        ANA.id,
        RAE.id,
        Channel.CHAT,
    )
    old, new = renewed(made, UUID(int=8), berlin("2026-05-04T12:00"), berlin("2026-05-04T10:55"))
    assert (old.status, old.is_open, new.is_open, new.id) == (PromiseStatus.RENEWED, False, True, UUID(int=8))


@unhurried
@given(
    rosters,
    moments,
    needs,
    st.lists(st.floats(0, 40_000), max_size=25),
    st.tuples(st.none() | st.sampled_from(ZONES), st.sampled_from(Channel)),
)
def test_every_promise_is_in_the_future_on_a_full_step_and_within_somebodys_shift(
    everybody: Roster, now: datetime, need: Need, waits: list[float], shown_to: tuple[str | None, Channel]
) -> None:
    zone, reached_by = shown_to
    routing = route(everybody, now, need)
    made = make_promise(
        routing,
        everybody,
        now,
        need=need,
        workspace_timezone="Asia/Kathmandu",
        waits=waits,
        customer_timezone=zone,
        reached_by=reached_by,
    )
    assert made.due_at > now.astimezone(UTC)
    assert made.due_at.minute % 5 == made.due_at.second == made.due_at.microsecond == 0
    assert made.owner == routing.person.id
    shown = datetime.combine(made.slots.date, made.slots.time, ZoneInfo(made.slots.timezone))
    assert made.due_at in {shown.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
    spans = staffed_spans(able(everybody, now, need), made.due_at, made.due_at + timedelta(seconds=1))
    assert not made.staffed or any(made.due_at in span for span in spans)


@unhurried
@given(rosters, moments, needs)
def test_a_promise_is_never_sooner_than_the_policys_floor_of_working_time(
    everybody: Roster, now: datetime, need: Need
) -> None:
    policy = PromisePolicy(acknowledge=timedelta(minutes=15), floor=timedelta(minutes=15))
    routing = route(everybody, now, need)
    made = make_promise(routing, everybody, now, need=need, workspace_timezone="UTC", policy=policy)
    assert made.due_at - now.astimezone(UTC) >= timedelta(minutes=15)
    again = make_promise(routing, replace(everybody), now, need=need, workspace_timezone="UTC", policy=policy)
    assert again == made
