"""Arbitrary people, teams and moments: zones with odd clock changes, and times that fall right on them."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st

from handrail.core.ownership import Absence, Need, Person, Presence, Role, Roster, Shift, Team

# The machine is shared: a slow example says nothing about the rule.
unhurried = settings(deadline=None, max_examples=60)

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # changes by half an hour
    "America/Santiago",  # changes at midnight
    "Asia/Kathmandu",
    "Pacific/Apia",
)
CHANGES = (
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
    datetime(2026, 3, 8, 7, 0, tzinfo=UTC),
    datetime(2026, 11, 1, 6, 0, tzinfo=UTC),
    datetime(2026, 4, 4, 15, 0, tzinfo=UTC),
    datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    datetime(2026, 9, 6, 4, 0, tzinfo=UTC),
)
ids = st.integers(1, 6).map(lambda number: UUID(int=number))
near_changes = st.builds(
    lambda change, off: change + off,
    st.sampled_from(CHANGES),
    st.timedeltas(timedelta(hours=-30), timedelta(hours=30)),
)
anywhen = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
moments = st.builds(
    lambda moment, zone: moment.astimezone(ZoneInfo(zone)), near_changes | anywhen, st.sampled_from(ZONES)
)
clock = st.builds(time, st.integers(0, 23), st.sampled_from((0, 1, 15, 30, 59)))
shifts = st.builds(Shift, st.frozensets(st.integers(0, 6), min_size=1), clock, clock, st.sampled_from(ZONES))
absences = st.builds(
    lambda start, length: Absence(start, start.astimezone(UTC) + length),
    moments,
    st.timedeltas(timedelta(hours=1), timedelta(days=9)),
)
words = st.frozensets(st.sampled_from(("de", "en", "fi", "pt-BR")), max_size=2)
skills = st.frozensets(st.sampled_from(("payments", "repairs")), max_size=2)


def _person(number: UUID) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        id=st.just(number),
        name=st.just(f"P{number.int}"),
        role=st.sampled_from(Role),
        team=st.none() | st.sampled_from((UUID(int=101), UUID(int=102))),
        skills=skills,
        languages=words,
        capacity=st.integers(0, 4),
        presence=st.sampled_from((Presence.AVAILABLE, Presence.AVAILABLE, Presence.AWAY, Presence.OFFLINE)),
        gone=st.sampled_from((False, False, False, True)),
        reserve=st.just(False),
        duty_manager=st.booleans(),
        shifts=st.lists(shifts, max_size=3).map(tuple),
        absences=st.lists(absences, max_size=2).map(tuple),
        writing=st.integers(0, 4),
    )


people = ids.flatmap(_person)
LAST_RESORT = Person(UUID(int=99), "Rae", role=Role.ADMIN, reserve=True)
rosters = st.builds(
    lambda everybody, leads: Roster(
        (*everybody, LAST_RESORT),
        tuple(Team(UUID(int=101 + n), f"T{n}", lead) for n, lead in enumerate(leads)),
    ),
    st.lists(people, max_size=5, unique_by=lambda person: person.id).map(tuple),
    st.tuples(st.none() | ids, st.none() | ids),
)
needs = st.builds(
    Need,
    skill=st.none() | st.sampled_from(("payments", "repairs", "law")),
    language=st.none() | st.sampled_from(("de-AT", "fi", "pt", "und")),
    team=st.none() | st.sampled_from((UUID(int=101), UUID(int=102), UUID(int=103))),
    stick_to=st.none() | ids,
    urgent=st.booleans(),
    exclude=st.frozensets(ids | st.just(LAST_RESORT.id), max_size=2),
)
