"""What administering a workspace writes, within a flow's transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from handrail.core.ownership.person import Absence, Role, Shift
from handrail.core.supervision.levels import Grant, Level
from handrail.ports.work import Work


class AlreadyExists(Exception):
    """Another record of this workspace has the same name, address or key."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    slug: str
    name: str
    email: str
    role: Role = Role.AGENT
    team: UUID | None = None
    skills: Sequence[str] = ()
    languages: Sequence[str] = ("en",)
    capacity: int = 6
    presence: str = "available"
    reserve: bool = False
    duty_manager: bool = False
    on_call: bool = False


@dataclass(frozen=True, slots=True)
class NewTopic:
    slug: str
    name: str
    owner: UUID
    team: UUID | None = None
    skill: str | None = None
    level: Level = Level.SUGGEST
    window_days: int = 7


@dataclass(frozen=True, slots=True)
class NewToken:
    """Only the hash is kept: the secret itself is shown once, to whoever made it."""

    hash: bytes
    name: str
    scopes: Sequence[str]
    person: UUID | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewStop:
    """`scope` is everything, topic, channel, tool or conversation; `value` its slug, name or id, '' for everything."""

    scope: str
    value: str
    because: str


class Setup(Protocol):
    """Changes name fields as the records above do; each raises NotFound for what is not there."""

    work: Work

    async def add_person(self, new_id: UUID, person: NewPerson) -> None: ...

    async def change_person(self, person: UUID, changes: Mapping[str, Any]) -> None: ...

    async def set_shifts(self, person: UUID, shifts: Sequence[Shift]) -> None: ...

    async def add_absence(self, new_id: UUID, person: UUID, absence: Absence) -> None: ...

    async def drop_absence(self, person: UUID, absence: UUID) -> None: ...

    async def add_team(self, new_id: UUID, slug: str, name: str, lead: UUID | None) -> None: ...

    async def change_team(self, team: UUID, changes: Mapping[str, Any]) -> None: ...

    async def add_topic(self, topic: NewTopic) -> None: ...

    async def change_topic(self, slug: str, changes: Mapping[str, Any]) -> None: ...

    async def add_grant(self, grant: Grant) -> None: ...

    async def revoke_grant(self, topic: str, grant: UUID, at: datetime) -> None: ...

    async def add_token(self, new_id: UUID, token: NewToken) -> None: ...

    async def revoke_token(self, token: UUID, at: datetime) -> None: ...

    async def put_stop(self, new_id: UUID, stop: NewStop, by: UUID, at: datetime) -> None: ...

    async def stop_in_force(self, stop: UUID) -> NewStop: ...

    async def lift_stop(self, stop: UUID, at: datetime) -> None: ...

    async def change_workspace(self, changes: Mapping[str, Any]) -> None:
        """name, timezone, retention_days, currency."""
        ...

    async def identity_secret(self) -> bytes | None:
        """Locked, and held until the transaction ends."""
        ...

    async def set_identity_secret(self, locked: bytes) -> None: ...

    async def add_email(self, new_id: UUID, customer: UUID, email: str) -> bool:
        """A claimed address. False when this customer gave it before."""
        ...

    async def promise_of(self, promise: UUID) -> tuple[UUID, str]:
        """The conversation of an open promise, and what was promised."""
        ...


SetupOf = Callable[[Work], Setup]
"""The setup of the workspace whose transaction it is given."""
