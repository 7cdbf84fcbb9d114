"""Daily work within a flow's transaction: saved replies, who is who and who is blocked, and what somebody is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from handrail.core.daily.merging import Evidence, Identity
from handrail.core.daily.notices import Happening, Kind, Wanted
from handrail.ports.daily import NewSavedReply, SavedReply
from handrail.ports.work import Work


@dataclass(frozen=True, slots=True)
class Notice:
    """A mail to somebody of the team, claimed by this try."""

    id: UUID
    person: UUID
    email: str
    name: str
    conversation: UUID
    kind: Kind
    at: datetime


class Replies(Protocol):
    """Saved replies. Each raises NotFound for what is not there or retired, AlreadyExists for a shortcut in use."""

    async def add(self, new_id: UUID, reply: NewSavedReply, by: str, at: datetime) -> None: ...

    async def standing(self, reply: UUID) -> SavedReply:
        """Locked until the end of the transaction."""
        ...

    async def change(self, reply: UUID, changes: Mapping[str, Any], by: str, at: datetime) -> int:
        """By the names of NewSavedReply's fields; the new version."""
        ...

    async def retire(self, reply: UUID, by: str, at: datetime) -> None: ...


class Customers(Protocol):
    """Who is who, and who is blocked."""

    async def identity(self, customer: UUID) -> Identity:
        """Locked until the end of the transaction. Raises NotFound."""
        ...

    async def merge(self, new_id: UUID, gone: UUID, into: UUID, evidence: Evidence, by: UUID, at: datetime) -> None: ...

    async def unmerge(self, gone: UUID, by: UUID, at: datetime) -> UUID:
        """Whom they were merged into. Raises NotFound for somebody who is not merged."""
        ...

    async def block(self, new_id: UUID, customer: UUID, by: UUID, because: str, at: datetime, until: datetime) -> None:
        """Takes the place of an earlier one."""
        ...

    async def lift(self, customer: UUID, by: UUID, at: datetime) -> None:
        """Raises NotFound for somebody who is not blocked."""
        ...

    async def whole(self, customer: UUID) -> UUID:
        """Whom this customer was merged into, or themselves. Raises NotFound."""
        ...

    async def spread_blocks(self, customer: UUID, now: datetime) -> None:
        """Writes the block in force, or that there is none, on every open conversation of the whole customer."""
        ...


class Notices(Protocol):
    async def happenings(self, now: datetime) -> Sequence[Happening]:
        """Everything of which somebody may have to be told within a day."""
        ...

    async def settings(self) -> Mapping[UUID, Wanted]: ...

    async def set(self, person: UUID, wanted: Wanted) -> None:
        """Raises NotFound."""
        ...

    async def queue(self, new_id: UUID, happening: Happening, at: datetime) -> bool:
        """False when the person was told, or will be told, about this before."""
        ...

    async def claim(self, now: datetime, limit: int) -> Sequence[Notice]:
        """Counts a try of each, so that nobody else tries for a while."""
        ...

    async def settle(self, notice: UUID, sent: bool, at: datetime) -> None:
        """What was not sent is tried again, a few times."""
        ...


RepliesOf = Callable[[Work], Replies]
CustomersOf = Callable[[Work], Customers]
NoticesOf = Callable[[Work], Notices]
"""Each of the workspace whose transaction it is given."""
