"""How customers' messages come in, many a commit."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.log.chain import Event
from handrail.ports.records import Job


@dataclass(frozen=True, slots=True)
class Said:
    """A customer's message on its way in. `key` makes sending it again change nothing. `attachments`: files that they
    uploaded in this conversation, each once; with any, the text may be empty."""

    tenant: UUID
    conversation: UUID
    customer: UUID
    text: str
    key: str
    attachments: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The message as kept, or as it was kept the first time."""

    message: UUID
    conversation: UUID
    seq: int
    turn: int
    at: datetime
    duplicate: bool = False
    wish: bool = False
    text: str | None = None  # as kept; None after erasure
    attached: int = 0  # how many files it brought


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody wants to send: where and by whom it was uploaded (None: an agent), and with which message it
    went, if it did."""

    conversation: UUID
    customer: UUID | None
    message: UUID | None
    sha256: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """What one message changes: itself, its conversation afterwards, an event and a job, committed together."""

    message: UUID
    seq: int
    said: Said
    at: datetime
    after: Conversation
    salt: bytes
    event: Event
    job: Job | None


class SharedCommit(Protocol):
    """One transaction for messages of many customers in many workspaces."""

    async def load(
        self, said: Sequence[Said]
    ) -> tuple[Mapping[tuple[UUID, UUID], Conversation], Mapping[tuple[UUID, UUID, str], Kept]]:
        """The conversations, locked in one order, by (tenant, id); and what was kept before, by (tenant, id, key)."""
        ...

    async def uploads(self, said: Sequence[Said]) -> Mapping[tuple[UUID, UUID], Upload]:
        """The files that these messages bring, locked, by (tenant, id). Only after `load`, and only where any are."""
        ...

    async def store(self, received: Sequence[Received]) -> None: ...


class Inbox(Protocol):
    def shared_commit(self) -> AbstractAsyncContextManager[SharedCommit]: ...
