"""Who is there for a conversation: on shift and at the desk, or, while a P0 moment stands in it, whoever is on call."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handrail.core.ownership.hours import on_shift, working_spans
from handrail.core.ownership.person import Person, Presence

_MOMENT = timedelta(microseconds=1)


def why_not(person: Person, now: datetime, *, to_write: bool, grave: bool = False) -> str | None:
    """Why this person cannot be accountable (or write) now, in a few words; None if they can.

    `grave`: a P0 moment stands. Then being on call is being there, whatever shift, presence and room say: that is what
    somebody is on call for. Leave is still leave.
    """
    if person.gone:
        return "gone"
    if any(now in absence for absence in person.absences):
        return "absent"
    if grave and person.on_call:
        return None
    if not on_shift(person, now):
        return "off shift"
    if person.presence is Presence.OFFLINE:
        return "offline"
    if to_write and person.presence is not Presence.AVAILABLE:
        return "away"
    if to_write and not person.has_room:
        return f"full ({person.writing} of {person.capacity})"
    return None


def why_not_keep(person: Person, now: datetime, *, grave: bool = False) -> str | None:
    """Why what this person owns goes on to somebody else; None if they keep it. The last resort always does."""
    if keeps_at_any_hour(person, grave=grave):
        return "gone" if person.gone else None
    return why_not(person, now, to_write=False, grave=grave)


def keeps_at_any_hour(person: Person, *, grave: bool) -> bool:
    """The last resort keeps whatever it has. A P0 conversation is kept by everybody who is paged about one."""
    return person.reserve or (grave and is_paged(person))


def is_paged(person: Person) -> bool:
    """About P0 moments: those on call, behind them the duty managers, and last the last resort."""
    return person.on_call or person.duty_manager or person.reserve


def anybody_on_call(people: Iterable[Person]) -> bool:
    """Duty managers and the last resort alone do not count: somebody has to be named for this."""
    return any(person.on_call and not person.gone for person in people)


def away_since(person: Person, now: datetime, span: timedelta, *, grave: bool = False) -> bool:
    """Off shift for all of the last `span`, and nobody who keeps it at any hour. People who are gone are another's business."""
    if person.gone or keeps_at_any_hour(person, grave=grave):
        return False
    return not working_spans(person, now - span, now + _MOMENT)
