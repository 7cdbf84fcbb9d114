"""Shifts by the wall clock: nobody counts as working when they do not, across clock changes and leave."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.ownership import (
    Absence,
    Person,
    Presence,
    Shift,
    StaffedTimeRanOut,
    TimeWithoutZone,
    UnknownTimezone,
    next_shift_start,
    on_shift,
    shift_end,
    staffed_spans,
    working_time_after,
)
from tests.core.ownership_rosters import moments, people, unhurried

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
EVERY_DAY = frozenset(range(7))


def worker(*shifts: Shift, absences: tuple[Absence, ...] = (), gone: bool = False) -> Person:
    return Person(UUID(int=1), "Ana", capacity=3, shifts=shifts, absences=absences, gone=gone)


def shift(starts: str, ends: str, zone: str = "Europe/Berlin", days: frozenset[int] = EVERY_DAY) -> Shift:
    return Shift(days, time.fromisoformat(starts), time.fromisoformat(ends), zone)


def at(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def test_a_shift_holds_from_its_start_up_to_its_end() -> None:
    ana = worker(shift("09:00", "17:00"))
    assert not on_shift(ana, at("2026-05-04T08:59:59"))
    assert on_shift(ana, at("2026-05-04T09:00"))
    assert on_shift(ana, at("2026-05-04T16:59:59"))
    assert not on_shift(ana, at("2026-05-04T17:00"))


def test_a_night_shift_belongs_to_the_day_on_which_it_starts() -> None:
    ana = worker(shift("22:00", "06:00", days=frozenset({4})))  # Friday
    assert on_shift(ana, at("2026-05-08T23:00"))
    assert on_shift(ana, at("2026-05-09T05:59"))
    assert not on_shift(ana, at("2026-05-08T05:00"))
    assert shift_end(ana, at("2026-05-08T23:00")) == at("2026-05-09T06:00")


def test_equal_times_mean_a_whole_day_and_whole_days_join() -> None:
    ana = worker(shift("08:00", "08:00"))
    assert on_shift(ana, at("2026-05-04T08:00"))
    assert on_shift(ana, at("2026-05-04T07:59"))
    assert shift_end(ana, at("2026-05-04T08:00")) is None
    assert next_shift_start(ana, at("2026-05-04T08:00")) is None


def test_a_shift_over_the_lost_hour_is_an_hour_shorter_and_over_the_repeated_one_longer() -> None:
    night = worker(shift("22:00", "06:00"))
    (spring,) = staffed_spans([night], at("2026-03-29T01:00"), at("2026-03-29T01:30"))
    (autumn,) = staffed_spans([night], at("2026-10-25T01:00"), at("2026-10-25T01:30"))
    assert (spring.ends - spring.starts, autumn.ends - autumn.starts) == (
        timedelta(hours=7),
        timedelta(hours=9),
    )


def test_a_shift_that_starts_in_the_lost_hour_starts_when_the_clock_jumps() -> None:
    ana = worker(shift("02:30", "10:00"))
    assert next_shift_start(ana, at("2026-03-28T12:00")) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_a_shift_inside_the_lost_hour_does_not_happen() -> None:
    ana = worker(shift("02:10", "02:50"))
    assert next_shift_start(ana, at("2026-03-28T12:00")) == at("2026-03-30T02:10")


def test_shifts_that_meet_in_the_repeated_hour_leave_nobody_waiting() -> None:
    early, late = worker(shift("18:00", "02:30")), worker(shift("02:30", "10:00"))
    (span,) = staffed_spans([early, late], at("2026-10-25T02:15"), at("2026-10-25T02:45", fold=1))
    assert (span.starts, span.ends) == (at("2026-10-24T18:00"), at("2026-10-25T10:00"))


def test_the_repeated_hour_after_midnight_belongs_to_the_shift_that_had_begun() -> None:
    # In St. John's the clock went back from 00:01 to 23:01; on the second 23:30 the new day's shift runs.
    ana = worker(shift("00:00", "08:00", "America/St_Johns"))
    assert on_shift(ana, datetime(2007, 11, 4, 2, 31, 30, tzinfo=UTC))


def test_a_day_that_a_country_skipped_breaks_nothing() -> None:
    ana = worker(shift("09:00", "17:00", "Pacific/Apia"))
    begins = next_shift_start(ana, at("2011-12-29T18:00", ZoneInfo("Pacific/Apia")))
    assert begins == at("2011-12-31T09:00", ZoneInfo("Pacific/Apia"))


def test_leave_takes_time_out_of_a_shift_and_coming_back_is_a_start() -> None:
    leave = Absence(at("2026-05-04T11:00"), at("2026-05-04T14:00"))
    ana = worker(shift("09:00", "17:00"), absences=(leave,))
    assert shift_end(ana, at("2026-05-04T10:00")) == at("2026-05-04T11:00")
    assert not on_shift(ana, at("2026-05-04T12:00"))
    assert next_shift_start(ana, at("2026-05-04T10:00")) == at("2026-05-04T14:00")


def test_somebody_gone_is_never_on_shift_and_never_comes() -> None:
    ana = worker(shift("00:00", "00:00"), gone=True)
    assert not on_shift(ana, at("2026-05-04T11:00"))
    assert next_shift_start(ana, at("2026-05-04T11:00")) is None


def test_working_time_counts_only_while_somebody_works() -> None:
    ana = worker(shift("09:00", "17:00", days=frozenset(range(5))))
    friday = at("2026-05-08T16:30")
    assert working_time_after([ana], friday, timedelta(minutes=20)) == at("2026-05-08T16:50")
    assert working_time_after([ana], friday, timedelta(hours=1)) == at("2026-05-11T09:30")
    assert working_time_after([ana], at("2026-05-09T12:00"), timedelta(0)) == at("2026-05-11T09:00")


def test_working_time_over_a_clock_change_is_real_time() -> None:
    night = worker(shift("22:00", "06:00", "America/New_York"))
    start = at("2026-03-08T01:00", NEW_YORK)
    assert working_time_after([night], start, timedelta(hours=2)) == at("2026-03-08T04:00", NEW_YORK)


def test_follow_the_sun_is_staffed_without_a_gap() -> None:
    sun = [worker(shift("08:00", "17:00", zone)) for zone in ("Asia/Tokyo", "Europe/London", "America/Denver")]
    start = datetime(2026, 5, 1, tzinfo=UTC)
    assert working_time_after(sun, start, timedelta(days=7)) == start + timedelta(days=7)


def test_five_weeks_without_enough_work_are_said_and_not_invented() -> None:
    with pytest.raises(StaffedTimeRanOut):
        working_time_after([worker()], at("2026-05-04T11:00"), timedelta(minutes=1))


def test_a_zone_nobody_knows_and_a_time_without_one_are_refused() -> None:
    for name in ("Mars/Olympus", "", "../etc/passwd", "/etc/passwd", "a\x00b"):
        with pytest.raises(UnknownTimezone):
            Shift(EVERY_DAY, time(9), time(17), name)
    with pytest.raises(TimeWithoutZone):
        on_shift(worker(shift("09:00", "17:00")), datetime(2026, 5, 4, 12, 0))  # noqa: DTZ001


@unhurried
@given(people, moments)
def test_shift_starts_and_ends_agree_with_being_on_shift(person: Person, now: datetime) -> None:
    now = now.astimezone(UTC)
    begins, ends, working = next_shift_start(person, now), shift_end(person, now), on_shift(person, now)
    if not working:
        assert ends is None
    if ends is not None:
        assert ends > now
        assert on_shift(person, ends - timedelta(microseconds=1))
        assert not on_shift(person, ends)
        assert begins is None or begins > ends
    if begins is not None:
        assert begins > now
        assert on_shift(person, begins)
        assert not on_shift(person, begins - timedelta(microseconds=1))


@unhurried
@given(people, moments, st.floats(0.01, 0.99))
def test_nobody_works_between_now_and_the_next_start(person: Person, now: datetime, share: float) -> None:
    now = now.astimezone(UTC)
    begins = next_shift_start(person, now)
    if begins is not None and not on_shift(person, now):
        between = now + (begins - now) * share
        assert not on_shift(person, min(between, begins - timedelta(microseconds=1)))


@unhurried
@given(people, moments)
def test_being_on_shift_is_what_the_wall_clock_says_away_from_clock_changes(person: Person, now: datetime) -> None:
    """An independent reading of the same shifts, at moments whose neighbourhood has one offset only."""
    now = now.astimezone(UTC)
    zones = {ZoneInfo(one.timezone) for one in person.shifts}
    calm = all(
        (now + timedelta(days=days)).astimezone(zone).utcoffset() == now.astimezone(zone).utcoffset()
        for zone in zones
        for days in (-2, -1, 1, 2)
    )
    if calm and not person.gone and not any(now in one for one in person.absences):
        assert on_shift(person, now) == any(reads_as_working(one, now) for one in person.shifts)


def reads_as_working(one: Shift, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(one.timezone))
    today, clock = local.weekday(), local.time()
    if one.starts < one.ends:
        return today in one.weekdays and one.starts <= clock < one.ends
    yesterday = (today - 1) % 7
    return (today in one.weekdays and clock >= one.starts) or (yesterday in one.weekdays and clock < one.ends)


@unhurried
@given(st.lists(people, max_size=3), moments, st.timedeltas(timedelta(0), timedelta(hours=30)))
def test_working_time_never_runs_faster_than_the_clock(
    everybody: list[Person], now: datetime, amount: timedelta
) -> None:
    now = now.astimezone(UTC)
    try:
        due = working_time_after(everybody, now, amount)
    except StaffedTimeRanOut:
        return
    assert due >= now + amount
    worked = sum(
        (min(span.ends, due) - max(span.starts, now) for span in staffed_spans(everybody, now, due)),
        timedelta(0),
    )
    assert worked == amount


def test_a_year_of_clock_changes_in_every_zone_keeps_a_daily_shift_daily() -> None:
    for name in (
        "Europe/London",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Africa/Cairo",
    ):
        ana = worker(shift("00:15", "02:45", name))
        now = datetime(2026, 1, 1, 12, tzinfo=UTC)
        days: list[date] = []
        while (begins := next_shift_start(ana, now)) is not None and begins.year == 2026:
            days.append(begins.astimezone(ZoneInfo(name)).date())
            now = begins
        assert len(days) == len(set(days)) >= 363, name


def test_presence_says_nothing_about_hours() -> None:
    ana = Person(UUID(int=2), "Bo", shifts=(shift("09:00", "17:00"),), presence=Presence.OFFLINE)
    assert on_shift(ana, at("2026-05-04T12:00"))


@unhurried
@given(people, moments)
def test_the_zone_in_which_now_is_told_changes_nothing(person: Person, now: datetime) -> None:
    for ask in (on_shift, shift_end, next_shift_start):
        assert ask(person, now) == ask(person, now.astimezone(UTC))
