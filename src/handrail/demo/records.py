"""The people, teams, topics, customers and past conversations of the demo company, as its files hold them."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated, Literal

import msgspec

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Role = Literal["agent", "reviewer", "supervisor", "lead", "admin"]
Level = Literal["off", "shadow", "suggest", "approve", "monitored", "autonomous"]
AuthorKind = Literal["customer", "assistant", "agent", "system"]


@dataclass(frozen=True, slots=True)
class DemoShift:
    """Local times of the person. When `ends` is not later than `starts`, the shift runs over midnight."""

    days: tuple[Day, ...]
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class DemoPerson:
    slug: str
    name: str
    email: str
    role: Role
    timezone: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    capacity: int
    shifts: tuple[DemoShift, ...]


@dataclass(frozen=True, slots=True)
class DemoTeam:
    slug: str
    name: str
    lead: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoTopic:
    slug: str
    name: str
    owner: str
    level: Level
    window_days: int


@dataclass(frozen=True, slots=True)
class DemoGrant:
    """A lead's signature under a topic's level: `review_floor` is a share from 0 to 1."""

    topic: str
    action_class: Annotated[str, msgspec.Meta(pattern="^(quote|playbook:[a-z0-9-]{1,60})$")]
    signed_by: str
    days: int
    review_floor: float


@dataclass(frozen=True, slots=True)
class DemoWorkspace:
    slug: str
    name: str
    timezone: str
    duty_manager: str
    reserve: str
    on_call: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """Everyone and everything that must exist before the first customer writes; people are named by slug."""

    workspace: DemoWorkspace
    people: tuple[DemoPerson, ...]
    teams: tuple[DemoTeam, ...]
    topics: tuple[DemoTopic, ...]
    grants: tuple[DemoGrant, ...]

    def person(self, slug: str) -> DemoPerson:
        return next(person for person in self.people if person.slug == slug)

    def team_of(self, slug: str) -> DemoTeam | None:
        """The duty manager and the reserve stand beside the teams, so they have none."""
        return next((team for team in self.teams if slug in team.members), None)


@dataclass(frozen=True, slots=True)
class DemoContact:
    kind: Literal["email", "external_id"]
    value: str


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """`access_needs` is empty unless the customer asked for something to be remembered."""

    external_id: str
    name: str
    language: str
    timezone: str
    contacts: tuple[DemoContact, ...]
    access_needs: str


@dataclass(frozen=True, slots=True)
class DemoMessage:
    author: AuthorKind
    text: str
    at: datetime
    author_name: str | None = None


@dataclass(frozen=True, slots=True)
class DemoCorrespondent:
    external_id: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoConversation:
    """One line of `history.jsonl`, in the exchange format `conversation/1`."""

    schema: Literal["conversation/1"]
    external_id: str
    customer: DemoCorrespondent
    channel: Literal["chat", "email"]
    topic: str
    language: str
    opened_at: datetime
    messages: tuple[DemoMessage, ...]
    resolved_at: datetime | None = None
