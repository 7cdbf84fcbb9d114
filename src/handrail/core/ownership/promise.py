"""What a customer is promised at a hand-off: who answers, by when, how; and what becomes of the promise."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from handrail.core.conversation.conversation import Channel
from handrail.core.ownership.accountable import Link, choose_owner
from handrail.core.ownership.hours import (
    FIVE_WEEKS,
    StaffedTimeRanOut,
    on_shift,
    staffed_spans,
    working_time_after,
)
from handrail.core.ownership.person import Person, Roster, UnknownTimezone, in_utc, zone_named
from handrail.core.ownership.routing import Need, Routing, able
from handrail.core.ownership.there import anybody_on_call

ENOUGH_WAITS = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class PromiseStatus(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"
    RENEWED = "renewed"  # replaced by a new promise that the customer was told before this one ran out


class PromiseAlreadySettled(Exception):
    """Only an open promise can be kept, broken, withdrawn or renewed."""


@dataclass(frozen=True, slots=True)
class Promise:
    """`owner` keeps it; `fallback_owner` does when the owner cannot. `reached_by` is how the customer
    hears."""

    id: UUID
    what: str
    made_at: datetime
    due_at: datetime
    owner: UUID
    fallback_owner: UUID
    reached_by: Channel
    status: PromiseStatus = PromiseStatus.OPEN
    settled_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.status is PromiseStatus.OPEN

    def is_overdue(self, now: datetime) -> bool:
        return self.is_open and now > self.due_at

    def wants_update(self, now: datetime, ahead: timedelta) -> bool:
        """Near its end and still open: the customer hears of it before it breaks, not after."""
        return self.is_open and now >= self.due_at - ahead


def settled(promise: Promise, status: PromiseStatus, now: datetime) -> Promise:
    """Raises PromiseAlreadySettled, also when asked to open it again."""
    if not promise.is_open or status is PromiseStatus.OPEN:
        raise PromiseAlreadySettled(f"This promise is {promise.status.value}.")
    return replace(promise, status=status, settled_at=now)


def renewed(promise: Promise, new_id: UUID, due_at: datetime, now: datetime) -> tuple[Promise, Promise]:
    """The old promise, settled as renewed, and the one that takes its place."""
    fresh = replace(promise, id=new_id, made_at=now, due_at=due_at)
    return settled(promise, PromiseStatus.RENEWED, now), fresh


@dataclass(frozen=True, slots=True)
class PromisePolicy:
    """`floor`: never promise sooner. `default_wait`: used while fewer than 20 waits are known.
    `acknowledge`: how far into the next shift an answer may come. `unstaffed`: what is promised when
    nobody has any shift. `grave`: within what a P0 moment is answered, at any hour, while somebody comes at once."""

    floor: timedelta = timedelta(minutes=15)
    default_wait: timedelta = timedelta(minutes=30)
    acknowledge: timedelta = timedelta(minutes=15)
    unstaffed: timedelta = timedelta(hours=24)
    grave: timedelta = timedelta(minutes=15)
    step: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class PromiseSlots:
    """What the catalogue text fills in; date and time by the wall clock of `timezone`."""

    name: str
    date: date
    time: time
    timezone: str


@dataclass(frozen=True, slots=True)
class PromiseTerms:
    """`staffed` is false when nobody able has any shift within reach, so that the time is by the clock
    alone."""

    due_at: datetime
    text_id: str
    slots: PromiseSlots
    owner: UUID
    fallback_owner: UUID
    staffed: bool
    because: str


def make_promise(
    routing: Routing,
    roster: Roster,
    now: datetime,
    *,
    need: Need,
    workspace_timezone: str,
    waits: Sequence[float] = (),
    customer_timezone: str | None = None,
    reached_by: Channel = Channel.CHAT,
    policy: PromisePolicy = PromisePolicy(),
    no_later_than: datetime | None = None,
) -> PromiseTerms:
    """Terms that respect shifts. `waits` are recent waits for a person in seconds of staffed time; their
    p90 is quoted.

    In staffed hours: the longer of floor and p90 from now, in staffed time. Out of hours: `acknowledge`
    into the next shift. Either way the next full step (five minutes) at which somebody able works.

    A P0 moment is answered within minutes, at whatever hour, as long as whoever gets it is at the desk or somebody is on
    call; and passing it on moves nothing: `no_later_than` is the time that was promised before.
    """
    now = in_utc(now)
    at_once = need.grave and comes_at_once(routing, roster)
    people = able(roster, now, need)
    if routing.link is Link.AGENT and routing.person not in people:
        people = (*people, routing.person)  # lacks what was wished for, but is here and has it now
    if at_once:
        due_at, staffed, because = _due_at_once(now, policy, no_later_than), True, "a P0 moment: at once, at any hour"
    else:
        amount, because = _amount(people, now, waits, policy)
        due_at, staffed = _due(people, now, max(amount, timedelta(minutes=1)), policy)
    zone = _zone_shown(customer_timezone, workspace_timezone)
    local = due_at.astimezone(zone_named(zone))
    return PromiseTerms(
        due_at=due_at,
        text_id=_text_id(local, now, reached_by, at_once=at_once),
        slots=PromiseSlots(routing.person.name, local.date(), local.time(), zone),
        owner=routing.person.id,
        fallback_owner=_fallback(routing, roster, now, need),
        staffed=staffed,
        because=because if staffed else "nobody able has a shift within reach",
    )


def comes_at_once(routing: Routing, roster: Roster) -> bool:
    """Whoever got a P0 conversation can come now, or somebody on call will."""
    return routing.link is not Link.RESERVE or anybody_on_call(roster.people)


def p90(waits: Sequence[float]) -> timedelta | None:
    """The wait that nine in ten did not exceed (nearest rank); None with fewer than 20 usable waits."""
    usable = sorted(wait for wait in waits if math.isfinite(wait) and wait >= 0)
    if len(usable) < ENOUGH_WAITS:
        return None
    return timedelta(seconds=min(usable[math.ceil(0.9 * len(usable)) - 1], FIVE_WEEKS.total_seconds()))


def _amount(
    people: Sequence[Person], now: datetime, waits: Sequence[float], policy: PromisePolicy
) -> tuple[timedelta, str]:
    if not any(on_shift(person, now) for person in people):
        return policy.acknowledge, "out of hours: into the next shift of somebody able"
    measured = p90(waits)
    if measured is None:
        return max(policy.floor, policy.default_wait), "in hours: the policy's wait, too few were measured"
    return max(policy.floor, measured), f"in hours: nine in ten waited at most {measured.total_seconds():.0f} s"


def _due(people: Sequence[Person], now: datetime, amount: timedelta, policy: PromisePolicy) -> tuple[datetime, bool]:
    try:
        earliest = working_time_after(people, now, amount)
    except StaffedTimeRanOut:
        return _rounded_up(now + max(amount, policy.unstaffed), policy.step), False
    for span in staffed_spans(people, earliest, earliest + FIVE_WEEKS):
        mark = _rounded_up(max(earliest, span.starts), policy.step)
        if mark in span:
            return mark, True
    return _rounded_up(earliest, policy.step), False


def _due_at_once(now: datetime, policy: PromisePolicy, no_later_than: datetime | None) -> datetime:
    due_at = _rounded_up(now + policy.grave, policy.step)
    return due_at if no_later_than is None or no_later_than <= now else min(due_at, in_utc(no_later_than))


def _rounded_up(moment: datetime, step: timedelta) -> datetime:
    over = (moment - _EPOCH) % step
    return moment + (step - over if over else timedelta(0))


def when_shown(due_at: datetime, customer: str | None, workspace: str) -> dict[str, str]:
    """The slots of a catalogue text that names a time, by the customer's clock where it is known."""
    zone = _zone_shown(customer, workspace)
    local = due_at.astimezone(zone_named(zone))
    return {"date": local.date().isoformat(), "time": local.strftime("%H:%M"), "timezone": zone}


def _zone_shown(customer: str | None, workspace: str) -> str:
    """The customer's own zone if it is one: browsers and strangers send anything."""
    try:
        return zone_named(customer).key if customer else workspace
    except UnknownTimezone:
        return workspace


def _text_id(local: datetime, now: datetime, reached_by: Channel, *, at_once: bool) -> str:
    if reached_by is Channel.EMAIL:
        return "handoff.promise.mail"
    if at_once:
        return "handoff.promise.now"
    days = (local.date() - now.astimezone(local.tzinfo).date()).days
    return f"handoff.promise.{ {0: 'today', 1: 'tomorrow'}.get(days, 'date') }"


def _fallback(routing: Routing, roster: Roster, now: datetime, need: Need) -> UUID:
    others = (one.person_id for one in routing.ranked if one.eligible and one.person_id != routing.person.id)
    following = next(others, None)
    if following is not None:
        return following
    exclude = need.exclude | {routing.person.id}
    return choose_owner(roster, now, team=need.team, exclude=exclude, to_write=True, grave=need.grave).person.id
