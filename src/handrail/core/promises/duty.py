"""Ownership never falls to someone absent: which conversations are owned by a person who is off shift."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.ownership.hours import working_spans
from handrail.core.ownership.person import Person, Roster
from handrail.core.promises.limits import NOT_ON_DUTY

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class OwnedSince:
    """An open conversation, its owner, and since when they are."""

    conversation: UUID
    owner: UUID
    since: datetime


def owned_by_nobody_there(roster: Roster, owned: Iterable[OwnedSince], now: datetime) -> Iterator[UUID]:
    """The conversations whose owner, not the reserve, was off shift for all of the last 60 seconds and owned them as
    long. People who are gone or unknown are another part's business."""
    away = {person.id for person in roster.people if _is_away(person, now)}
    return (one.conversation for one in owned if one.owner in away and one.since <= now - NOT_ON_DUTY)


def _is_away(person: Person, now: datetime) -> bool:
    return not person.reserve and not person.gone and not working_spans(person, now - NOT_ON_DUTY, now + _MOMENT)
