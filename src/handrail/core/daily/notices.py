"""Who is told by mail about what: only people who are at work, about what they have not noticed; the last resort always."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from handrail.core.ownership.hours import on_shift
from handrail.core.ownership.person import Person, Presence, Roster


class Kind(StrEnum):
    OFFERED = "offered"  # a conversation was offered and not acknowledged
    DUE = "due"  # a promise of theirs is due soon
    APPROVAL = "approval"  # something waits for a yes that they may say, or in a conversation of theirs
    CUSTOMER_WROTE = "customer_wrote"  # in a conversation they write in, while they are away


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants mail about; None: never. Both times up to a day."""

    offered_after: timedelta | None = timedelta(minutes=5)
    due_within: timedelta | None = timedelta(minutes=15)
    when_away: bool = True


DEFAULT: Final = Wanted()
DEFAULT_OF_THE_RESERVE: Final = Wanted(offered_after=timedelta(0))


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that may be worth a mail. `moment`: when it was offered, is due, or was written. `about` is equal for
    whatever must be told once."""

    kind: Kind
    person: UUID
    conversation: UUID
    about: str
    moment: datetime


def wanted_by(person: Person, settings: Mapping[UUID, Wanted]) -> Wanted:
    return settings.get(person.id, DEFAULT_OF_THE_RESERVE if person.reserve else DEFAULT)


def to_tell(
    happenings: Iterable[Happening], settings: Mapping[UUID, Wanted], roster: Roster, now: datetime
) -> Iterator[Happening]:
    """Those that somebody is told about now; whoever has left, is on leave or off shift is not, but for the reserve."""
    people = {person.id: person for person in roster.people}
    for one in happenings:
        person = people.get(one.person)
        if person is None or person.gone or not (person.reserve or on_shift(person, now)):
            continue
        if _is_time(one, person, wanted_by(person, settings), now):
            yield one


def _is_time(one: Happening, person: Person, wanted: Wanted, now: datetime) -> bool:
    match one.kind:
        case Kind.OFFERED:
            return wanted.offered_after is not None and one.moment + wanted.offered_after <= now
        case Kind.DUE:
            return wanted.due_within is not None and now < one.moment <= now + wanted.due_within
        case Kind.APPROVAL:  # its clock is short: whoever wants mail about what waits gets it at once
            return wanted.offered_after is not None
        case Kind.CUSTOMER_WROTE:
            return wanted.when_away and person.presence is not Presence.AVAILABLE
