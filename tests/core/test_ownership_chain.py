"""Accountability and routing: always somebody, never somebody absent, the same answer every time."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.ownership import (
    Link,
    Need,
    NoLastResort,
    Person,
    Presence,
    Role,
    Roster,
    Shift,
    Team,
    able,
    choose_owner,
    on_shift,
    reserve_deadline,
    route,
    staffed_spans,
    why_not,
)
from tests.core.ownership_rosters import LAST_RESORT, ids, moments, needs, rosters, unhurried

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)  # a Monday
ALWAYS = (Shift(frozenset(range(7)), time(0), time(0), "UTC"),)
OFFICE = (Shift(frozenset(range(5)), time(9), time(17), "UTC"),)
CREW = Team(UUID(int=101), "Payments", lead=UUID(int=5))


def somebody(number: int, name: str, **changes: object) -> Person:
    person = Person(
        UUID(int=number),
        name,
        capacity=4,
        presence=Presence.AVAILABLE,
        shifts=ALWAYS,
        team=CREW.id,
        languages=frozenset({"en"}),
    )
    return replace(person, **changes)  # type: ignore[arg-type]


ANA, BEN = somebody(1, "Ana"), somebody(2, "Ben")
LEAD = somebody(5, "Lea", role=Role.LEAD)
DUTY = somebody(6, "Dov", duty_manager=True, team=None)
RESERVE = Person(UUID(int=99), "Rae", reserve=True)


def roster(*people: Person) -> Roster:
    return Roster((*people, RESERVE), (CREW,))


def gone(person: Person) -> Person:
    return replace(person, gone=True)


def test_the_chain_is_topic_owner_agent_lead_duty_manager_reserve() -> None:
    chain = [ANA, BEN, LEAD, DUTY]
    found: list[Link] = []
    for missing in range(5):
        people = [gone(person) if index < missing else person for index, person in enumerate(chain)]
        found.append(choose_owner(roster(*people), NOON, topic_owner=ANA.id, agent=BEN.id, team=CREW.id).link)
    assert found == [link for link in Link if link is not Link.ON_CALL]  # that one stands beside the chain


def test_the_explanation_names_everybody_who_was_passed_over_and_why() -> None:
    people = roster(replace(ANA, shifts=()), replace(LEAD, presence=Presence.OFFLINE), DUTY)
    choice = choose_owner(people, NOON, topic_owner=ANA.id, team=CREW.id)
    assert choice.explanation == (
        "topic owner Ana is off shift; team lead Lea is offline; Dov is accountable as duty manager."
    )


def test_a_topic_owner_without_room_is_still_accountable_while_the_assistant_writes() -> None:
    full = replace(ANA, writing=4)
    assert choose_owner(roster(full), NOON, topic_owner=ANA.id).person == full
    assert choose_owner(roster(full), NOON, topic_owner=ANA.id, to_write=True).person == RESERVE


def test_without_a_team_the_topic_owners_lead_is_next() -> None:
    assert choose_owner(roster(gone(ANA), LEAD), NOON, topic_owner=ANA.id).person == LEAD


def test_a_workspace_without_a_last_resort_is_refused() -> None:
    with pytest.raises(NoLastResort):
        choose_owner(Roster((gone(RESERVE),)), NOON)
    with pytest.raises(NoLastResort):
        route(Roster(()), NOON, Need())


def test_an_excluded_reserve_still_catches_what_nobody_else_can() -> None:
    assert choose_owner(roster(), NOON, exclude=frozenset({RESERVE.id})).person == RESERVE


def test_who_had_it_before_gets_it_back() -> None:
    busy = replace(BEN, writing=3)
    assert route(roster(ANA, busy), NOON, Need(stick_to=BEN.id)).person == busy


def test_skill_goes_before_language_and_language_before_load() -> None:
    payer = replace(ANA, skills=frozenset({"payments"}), writing=3)
    german = replace(BEN, languages=frozenset({"de"}))
    need = Need(skill="Payments", language="de-AT")
    assert route(roster(payer, german), NOON, need).person == payer
    assert route(roster(ANA, german), NOON, Need(language="de-AT")).person == german
    assert route(roster(replace(ANA, writing=1), BEN), NOON, Need()).person == BEN


def test_nobody_speaks_the_language_so_the_next_best_is_named_with_the_reason() -> None:
    routing = route(roster(ANA, BEN), NOON, Need(language="fi"))
    assert routing.person == ANA
    assert "nobody free speaks fi" in routing.explanation


def test_leads_are_kept_for_overflow_unless_they_alone_speak_the_language() -> None:
    lead = replace(LEAD, languages=frozenset({"en", "fi"}))
    busy = replace(ANA, writing=3)
    assert route(roster(busy, lead), NOON, Need(language="en")).person == busy
    assert route(roster(busy, lead), NOON, Need(language="fi")).person == lead


def test_an_urgent_need_goes_to_the_freest_even_in_another_team() -> None:
    busy, other = replace(ANA, writing=3), replace(BEN, team=UUID(int=102))
    assert route(roster(busy, other), NOON, Need(team=CREW.id)).person == busy
    assert route(roster(busy, other), NOON, Need(team=CREW.id, urgent=True)).person == other


def test_when_nobody_is_free_the_chain_catches_it_and_every_reason_is_recorded() -> None:
    people = roster(replace(ANA, writing=4), replace(BEN, presence=Presence.AWAY), gone(somebody(3, "Cy")))
    routing = route(people, NOON, Need())
    assert (routing.person, routing.link) == (RESERVE, Link.RESERVE)
    reasons = {one.name: one.because for one in routing.ranked}
    assert reasons == {"Ana": "full (4 of 4)", "Ben": "away", "Cy": "gone", "Rae": "off shift"}


def test_the_reserve_has_until_somebody_able_has_begun_work() -> None:
    people = roster(replace(ANA, shifts=OFFICE), gone(BEN))
    night, ack = NOON + timedelta(hours=10), timedelta(minutes=15)
    assert reserve_deadline(people, night, Need(), ack) == datetime(2026, 5, 5, 9, 15, tzinfo=UTC)
    assert reserve_deadline(people, NOON, Need(), ack) == NOON + ack
    assert reserve_deadline(roster(), NOON, Need(), ack) == NOON + ack


@unhurried
@given(
    rosters,
    moments,
    st.tuples(st.none() | ids, st.none() | ids),
    st.frozensets(ids, max_size=3),
    st.booleans(),
)
def test_the_accountable_person_is_never_gone_absent_or_off_shift(
    everybody: Roster,
    now: datetime,
    named: tuple[UUID | None, UUID | None],
    exclude: frozenset[UUID],
    to_write: bool,
) -> None:
    topic_owner, agent = named
    choice = choose_owner(everybody, now, topic_owner=topic_owner, agent=agent, exclude=exclude, to_write=to_write)
    if choice.link is Link.RESERVE:
        assert choice.person == LAST_RESORT
        return
    person = choice.person
    assert on_shift(person, now)
    assert not person.gone
    assert person.presence is not Presence.OFFLINE
    assert person.id not in exclude
    assert not any(now in absence for absence in person.absences)
    if to_write:
        assert person.writing < person.capacity


@unhurried
@given(rosters, moments, needs)
def test_routing_is_total_and_never_picks_somebody_who_cannot_take_it(
    everybody: Roster, now: datetime, need: Need
) -> None:
    routing = route(everybody, now, need)
    assert routing.explanation
    assert {one.person_id for one in routing.ranked} == {person.id for person in everybody.people}
    if routing.link is not Link.RESERVE:
        assert why_not(routing.person, now, to_write=True) is None
        assert routing.person.id not in need.exclude
    if any(one.eligible for one in routing.ranked):
        assert routing.link is Link.AGENT


@unhurried
@given(rosters, moments, needs, st.randoms(use_true_random=False))
def test_routing_does_not_depend_on_the_order_of_the_roster(
    everybody: Roster, now: datetime, need: Need, shuffler: object
) -> None:
    people = list(everybody.people)
    shuffler.shuffle(people)  # type: ignore[attr-defined]
    assert route(Roster(tuple(people), everybody.teams), now, need) == route(everybody, now, need)


@unhurried
@given(rosters, moments, needs, st.timedeltas(timedelta(minutes=1), timedelta(hours=2)))
def test_the_reserves_deadline_lies_where_somebody_able_works_or_by_the_clock(
    everybody: Roster, now: datetime, need: Need, acknowledge: timedelta
) -> None:
    now = now.astimezone(UTC)
    due = reserve_deadline(everybody, now, need, acknowledge)
    assert due >= now + acknowledge
    spans = staffed_spans(able(everybody, now, need), now, due + timedelta(days=1))
    assert due == now + acknowledge or any(span.starts <= due <= span.ends for span in spans)
