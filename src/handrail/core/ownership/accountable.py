"""Who is accountable: topic owner on duty, agent, team lead, duty manager, and at last the named reserve."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from handrail.core.ownership.person import Person, Roster, Team
from handrail.core.ownership.there import why_not


class Link(StrEnum):
    """The link of the chain at which the person was found."""

    TOPIC_OWNER = "topic_owner"
    AGENT = "agent"
    ON_CALL = "on_call"  # a P0 moment that the first did not take
    TEAM_LEAD = "team_lead"
    DUTY_MANAGER = "duty_manager"
    RESERVE = "reserve"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


class NoLastResort(Exception):
    """The roster names no reserve who still works here. A workspace cannot exist without one."""


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    person: Person
    link: Link
    explanation: str


def choose_owner(
    roster: Roster,
    now: datetime,
    *,
    topic_owner: UUID | None = None,
    agent: UUID | None = None,
    team: UUID | None = None,
    exclude: frozenset[UUID] = frozenset(),
    to_write: bool = False,
    grave: bool = False,
) -> OwnerChoice:
    """The first of the chain who can be accountable now. Without `team` the topic owner's team is asked
    for its lead.

    `to_write`: the person will also write, so they must be available and have room; to be accountable
    while the assistant writes, being on shift and not offline is enough. `grave`: a P0 moment stands, so
    that being on call is enough. The reserve is exempt from all of it, and from `exclude` when nobody
    else is left. Raises NoLastResort.
    """
    passed: list[str] = []
    for link, person in _chain(roster, topic_owner, agent, team):
        reason = "excluded" if person.id in exclude else why_not(person, now, to_write=to_write, grave=grave)
        if reason is None:
            return OwnerChoice(person, link, _explained(passed, person, link))
        passed.append(f"{link.words} {person.name} is {reason}")
    reserve = _reserve(roster, exclude)
    return OwnerChoice(reserve, Link.RESERVE, _explained(passed, reserve, Link.RESERVE))


def _chain(
    roster: Roster, topic_owner: UUID | None, agent: UUID | None, team: UUID | None
) -> Iterator[tuple[Link, Person]]:
    owner = roster.person(topic_owner)
    lead = roster.person(_lead_of(roster.team(team or (owner.team if owner else None))))
    named = ((Link.TOPIC_OWNER, owner), (Link.AGENT, roster.person(agent)), (Link.TEAM_LEAD, lead))
    yield from ((link, person) for link, person in named if person is not None)
    managers = (person for person in roster.people if person.duty_manager)
    for person in sorted(managers, key=lambda one: (one.writing, one.id)):
        yield Link.DUTY_MANAGER, person


def _lead_of(team: Team | None) -> UUID | None:
    return team.lead if team else None


def _reserve(roster: Roster, exclude: frozenset[UUID]) -> Person:
    reserves = [person for person in roster.people if person.reserve and not person.gone]
    if not reserves:
        raise NoLastResort("Name a person as the last resort before taking conversations.")
    return min(reserves, key=lambda person: (person.id in exclude, person.id))


def _explained(passed: list[str], person: Person, link: Link) -> str:
    found = f"{person.name} is accountable as {link.words}"
    return "; ".join([*passed, found]) + "."
