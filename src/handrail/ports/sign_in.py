"""What signing in needs: passwords and their hashes, sessions, one-time links, and tries counted for everybody at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from handrail.core.access.patience import Tries
from handrail.core.access.sessions import Lasting, Purpose
from handrail.core.ownership.person import Role
from handrail.ports.work import Work


@dataclass(frozen=True, slots=True)
class WorkspaceFound:
    tenant: UUID
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who works here and might be signing in. `password_hash` is None until they chose one."""

    person: UUID
    name: str
    email: str
    role: Role
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class NewSession:
    """`hash`: SHA-256 of the secret in the cookie. `agent`: the browser, in its own words."""

    id: UUID
    person: UUID
    hash: bytes
    at: datetime
    expires_at: datetime
    agent: str


@dataclass(frozen=True, slots=True)
class SessionFound:
    """Whose session it is, and in which workspace; it may have ended by the clock."""

    tenant: UUID
    slug: str
    workspace: str
    timezone: str
    session: UUID
    person: UUID
    name: str
    role: Role
    lasting: Lasting


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """One of a person's own sessions, for the list on their account page."""

    id: UUID
    agent: str
    created_at: datetime
    lasting: Lasting


@dataclass(frozen=True, slots=True)
class NewLink:
    id: UUID
    person: UUID
    purpose: Purpose
    hash: bytes
    at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """One that was neither used nor replaced; it may have expired."""

    id: UUID
    purpose: Purpose
    person: Candidate
    expires_at: datetime


class Tried(StrEnum):
    """What is counted, each for itself."""

    SIGN_IN_PERSON = "sign_in_person"
    SIGN_IN_ADDRESS = "sign_in_address"
    RESET_PERSON = "reset_person"
    RESET_ADDRESS = "reset_address"
    LINKS_BY = "links_by"


class SignIns(Protocol):
    """Within one transaction of one workspace, as system."""

    work: Work

    async def candidate(self, person: UUID) -> Candidate | None: ...

    async def candidate_by_email(self, email: str) -> Candidate | None:
        """Capitals make no difference. Nobody who has left."""
        ...

    async def set_password(self, person: UUID, password_hash: str, at: datetime) -> None: ...

    async def tries(self, kind: Tried, digest: bytes) -> Tries | None:
        """Held until the end of the transaction, known or not: others who count the same wait."""
        ...

    async def keep_tries(self, kind: Tried, digest: bytes, tries: Tries) -> None: ...

    async def forget_tries(self, kind: Tried, digest: bytes) -> None: ...

    async def open_session(self, session: NewSession) -> None: ...

    async def sessions(self, person: UUID) -> Sequence[SessionSeen]:
        """Those nobody ended, last used first."""
        ...

    async def note_use(self, session: UUID, at: datetime) -> None: ...

    async def end_session(self, person: UUID, session: UUID, at: datetime) -> bool:
        """Whether it was open, and theirs."""
        ...

    async def end_sessions(self, person: UUID, at: datetime) -> int: ...

    async def add_link(self, link: NewLink) -> None:
        """Ends those the person has."""
        ...

    async def link(self, sha256: bytes) -> Link | None:
        """Held until the end of the transaction, so that it is used once."""
        ...

    async def end_links(self, person: UUID, at: datetime) -> None: ...

    async def tidy(self, now: datetime) -> None:
        """Forgets tries, sessions and links that mean nothing any more."""
        ...


SignInsOf = Callable[[Work], SignIns]
"""The sign-ins of the workspace whose transaction it is given."""


class Sessions(Protocol):
    async def by_hash(self, sha256: bytes) -> SessionFound | None:
        """Before a workspace is known. Nobody who has left, and nothing that was ended. Raises TryAgain."""
        ...


@dataclass(frozen=True, slots=True)
class Verified:
    """`new_hash`: the same password hashed as one would today, where that has changed since."""

    right: bool
    new_hash: str | None = None


class Passwords(Protocol):
    """Slow on purpose. Raises TryAgain when too many wait already."""

    async def hash(self, password: str) -> str: ...

    async def verify(self, password: str, password_hash: str | None) -> Verified:
        """With None the same work is done for nothing, so that strangers learn nothing from the time it takes."""
        ...
