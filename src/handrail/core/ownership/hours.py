"""When people work: shifts by the wall clock turned into moments, safe across clock changes, leave taken
out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from handrail.core.ownership.person import Absence, Person, Shift, in_utc, zone_named

FIVE_WEEKS = timedelta(days=35)
# Most questions are about the next days; looking five weeks ahead is for those who work rarely.
_HORIZONS = (timedelta(days=3), timedelta(days=9), FIVE_WEEKS)
_MOMENT = timedelta(microseconds=1)


class StaffedTimeRanOut(Exception):
    """Within five weeks these people do not work as long as was asked for."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `starts` up to, not including, `ends`; both UTC."""

    starts: datetime
    ends: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.starts <= moment < self.ends


def on_shift(person: Person, now: datetime) -> bool:
    """Scheduled to work now: within a shift, not on leave, not gone."""
    now = in_utc(now)
    return any(now in span for span in working_spans(person, now, now + _MOMENT))


def anybody_there(people: Iterable[Person], now: datetime) -> bool:
    """Whether somebody who takes conversations is on shift."""
    return any(on_shift(person, now) and person.capacity > 0 and not person.gone for person in people)


def next_shift_start(person: Person, after: datetime) -> datetime | None:
    """The next moment, later than `after`, at which the person begins to work; None if not within five
    weeks.

    Leave splits a shift: coming back counts as beginning. Shifts that touch are one, so a person who
    works around the clock never begins.
    """
    after = in_utc(after)
    for horizon in _HORIZONS:
        until = after + horizon
        starts = (span.starts for span in working_spans(person, after, until))
        found = next((start for start in starts if after < start < until), None)
        if found is not None:
            return found
    return None


def shift_end(person: Person, now: datetime) -> datetime | None:
    """When the person stops working; None if off shift now, or if no end comes within five weeks."""
    now = in_utc(now)
    for horizon in _HORIZONS:
        until = now + horizon
        current = next((span for span in working_spans(person, now, until) if now in span), None)
        if current is None:
            return None
        if current.ends < until:
            return current.ends
    return None


def working_time_after(people: Sequence[Person], start: datetime, amount: timedelta) -> datetime:
    """The moment at which, counted from `start`, somebody of `people` has been on shift for `amount` in
    all.

    An amount of zero gives the first staffed moment. Raises StaffedTimeRanOut when five weeks hold less
    than that.
    """
    start = in_utc(start)
    for horizon in _HORIZONS:
        left = max(amount, timedelta(0))
        until = start + horizon
        for span in staffed_spans(people, start, until):
            begin = max(span.starts, start)
            room = min(span.ends, until) - begin
            if room > left or (room == left and left):
                return begin + left
            left -= max(room, timedelta(0))
    raise StaffedTimeRanOut("These people do not work that long within five weeks.")


def staffed_spans(people: Iterable[Person], after: datetime, until: datetime) -> tuple[Span, ...]:
    """When at least one of `people` works: in order, apart from each other, those that overlap [after,
    until)."""
    return _merged(span for person in people for span in working_spans(person, after, until))


def working_spans(person: Person, after: datetime, until: datetime) -> tuple[Span, ...]:
    """When `person` works: in order, apart from each other, those that overlap [after, until), not cut
    to it."""
    after, until = in_utc(after), in_utc(until)
    if person.gone:
        return ()
    spans = _merged(span for shift in person.shifts for span in _spans_of(shift, after, until))
    for absence in person.absences:
        spans = tuple(_without(spans, absence))
    return tuple(span for span in spans if span.ends > after and span.starts < until)


def _spans_of(shift: Shift, after: datetime, until: datetime) -> Iterator[Span]:
    zone = zone_named(shift.timezone)
    # Two days back: a shift may cross midnight, and a clock change may set the wall clock back over midnight.
    day, last = after.astimezone(zone).date() - timedelta(2), until.astimezone(zone).date() + timedelta(1)
    while day <= last:
        if day.weekday() in shift.weekdays and (span := _span_on(shift, day)) is not None:
            yield span
        day += timedelta(1)


@lru_cache(maxsize=8192)
def _span_on(shift: Shift, day: date) -> Span | None:
    zone = zone_named(shift.timezone)
    last_day = day if shift.starts < shift.ends else day + timedelta(1)
    starts = _instant(datetime.combine(day, shift.starts), zone, fold=0)
    ends = _instant(datetime.combine(last_day, shift.ends), zone, fold=1)
    return Span(starts, ends) if starts < ends else None


def _instant(wall: datetime, zone: ZoneInfo, fold: int) -> datetime:
    """The moment the wall clock shows `wall`: of two, the one `fold` names; of none, the moment it jumps
    past it."""
    early, late = sorted(wall.replace(tzinfo=zone, fold=which).astimezone(UTC) for which in (0, 1))
    if _wall(early, zone) == wall:
        return (early, late)[fold]
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        early, late = (early, middle) if _wall(middle, zone) >= wall else (middle, late)
    return late.replace(microsecond=0)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.starts <= merged[-1].ends:
            merged[-1] = Span(merged[-1].starts, max(merged[-1].ends, span.ends))
        else:
            merged.append(span)
    return tuple(merged)


def _without(spans: Iterable[Span], absence: Absence) -> Iterator[Span]:
    for span in spans:
        if absence.until <= span.starts or absence.from_ >= span.ends:
            yield span
            continue
        if span.starts < absence.from_:
            yield Span(span.starts, absence.from_)
        if absence.until < span.ends:
            yield Span(max(absence.until, span.starts), span.ends)
