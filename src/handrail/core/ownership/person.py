"""Who works here: people with their shifts, absences, skills and room for more, and the teams they form."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo


class Role(StrEnum):
    AGENT = "agent"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    LEAD = "lead"
    ADMIN = "admin"


class Presence(StrEnum):
    AVAILABLE = "available"
    AWAY = "away"  # a short break: still accountable, gets nothing new
    OFFLINE = "offline"


class UnknownTimezone(ValueError):
    """A shift names a time zone that the IANA database does not have."""


class TimeWithoutZone(ValueError):
    """A moment was given without its offset from UTC, so nobody can say when it is."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours that repeat every week, by the wall clock of `timezone` (IANA).

    `weekdays` are local, 0 = Monday, and name the day on which the shift starts. `ends` at or before
    `starts` means the following day; equal means 24 hours by the clock. Raises UnknownTimezone.
    """

    weekdays: frozenset[int]
    starts: time
    ends: time
    timezone: str

    def __post_init__(self) -> None:
        if not self.weekdays <= set(range(7)):
            raise ValueError("Weekdays run from 0 (Monday) to 6 (Sunday).")
        zone_named(self.timezone)


@dataclass(frozen=True, slots=True)
class Absence:
    """Leave, illness, training: away from `from_` up to, not including, `until`; kept in UTC."""

    from_: datetime
    until: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "from_", in_utc(self.from_))
        object.__setattr__(self, "until", in_utc(self.until))

    def __contains__(self, moment: datetime) -> bool:
        return self.from_ <= in_utc(moment) < self.until


@dataclass(frozen=True, slots=True)
class Person:
    """`capacity` and `writing` count conversations this person may write in, and writes in now.

    `gone`: no longer works here. `reserve`: the named last resort, exempt from shift and capacity.
    `languages` are BCP 47 tags; only the primary part is compared (`de-AT` is served by `de`).
    """

    id: UUID
    name: str
    role: Role = Role.AGENT
    team: UUID | None = None
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    capacity: int = 0
    presence: Presence = Presence.OFFLINE
    gone: bool = False
    reserve: bool = False
    duty_manager: bool = False
    on_call: bool = False  # is paged about P0 moments
    shifts: tuple[Shift, ...] = ()
    absences: tuple[Absence, ...] = ()
    writing: int = 0
    slug: str = ""  # what commands call them

    @property
    def has_room(self) -> bool:
        return self.writing < self.capacity


@dataclass(frozen=True, slots=True)
class Team:
    id: UUID
    name: str
    lead: UUID | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody of one workspace, as of one moment."""

    people: tuple[Person, ...]
    teams: tuple[Team, ...] = field(default=())

    def person(self, wanted: UUID | None) -> Person | None:
        return next((person for person in self.people if person.id == wanted), None)

    def team(self, wanted: UUID | None) -> Team | None:
        return next((team for team in self.teams if team.id == wanted), None)


def zone_named(name: str) -> ZoneInfo:
    """Raises UnknownTimezone, whatever was wrong with the name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownTimezone(f"There is no time zone called {name!r}.") from error


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC: Python compares and adds two times of one zone by the wall clock, not by
    real time.

    Raises TimeWithoutZone.
    """
    if moment.utcoffset() is None:
        raise TimeWithoutZone(f"{moment.isoformat()} has no offset from UTC.")
    return moment.astimezone(UTC)
