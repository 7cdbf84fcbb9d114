"""What the flows read and write, as plain records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.core.conversation.message import AuthorKind, Message, Source
from handrail.core.escalation.facts import Facts
from handrail.core.supervision.levels import Level

Clock = Callable[[], datetime]
NewId = Callable[[], UUID]


class NotFound(Exception):
    """It does not exist, or not for this viewer: the two are never told apart."""


class LawRefused(Exception):
    """The database refused what breaks a law of the product: a fault of ours, never to be tried again."""


class TryAgain(Exception):
    """The database is busy or away for the moment; nothing was kept."""


class FileNotFree(ValueError):
    """A file that was to go with a message is not here, not this sender's, of another conversation, or sent already."""

    def __init__(self) -> None:
        super().__init__("One of the files is not here, or was sent already: upload it again.")


@dataclass(frozen=True, slots=True)
class Customer:
    id: UUID
    name: str | None
    language: str | None
    timezone: str | None
    verified: bool
    email: str | None
    erased: bool = False
    legal_hold: bool = False


@dataclass(frozen=True, slots=True)
class Blocked:
    """Since when and until when a customer is blocked. `has_open`: they have a conversation that is not closed."""

    at: datetime
    until: datetime
    has_open: bool


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """Somebody on first sight. `external_id` only from a token that the site signed; an `email` is a claim."""

    name: str | None = None
    email: str | None = None
    language: str | None = None
    timezone: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Workspace:
    tenant: UUID
    slug: str
    name: str
    timezone: str
    retention_days: int | None = None
    currency: str = ""  # ISO 4217: what “$” and “kr” mean here; none: a sum that only says so is not known


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    name: str
    owner: UUID
    team: UUID | None
    skill: str | None
    level: Level
    window_days: int


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to append; the store gives it the next `seq` under the conversation's lock. `attachments`: files that
    its author uploaded in this conversation and has not sent yet."""

    id: UUID
    author_kind: AuthorKind
    at: datetime
    body: str | None = None
    author_id: UUID | None = None
    drafted_by_assistant: bool = False
    internal: bool = False
    text_id: str | None = None
    slots: Mapping[str, Any] = field(default_factory=dict[str, Any])
    sources: Sequence[Source] = ()
    idempotency_key: str | None = None
    decision: UUID | None = None
    attachments: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class InBucket:
    """Where a file's bytes are, when they are not in the database. `key` holds ids only."""

    key: str


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file as its row knows it. `sha256`: of its bytes, wherever they are; `size` in bytes."""

    name: str
    type: str
    size: int
    sha256: bytes
    content: bytes | InBucket = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file in a letter, whole."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as mail needs to know it. `author` is the agent's name; `claim` is the claim's state, None when nothing
    was claimed (what system says in chat). `enclosed`: its files, none where they are too large for a letter."""

    message: Message
    conversation: UUID
    author: str | None
    shown_at: datetime | None
    claim: str | None
    enclosed: Sequence[FileFound] = ()


@dataclass(frozen=True, slots=True)
class NewPromise:
    id: UUID
    what: str
    due_at: datetime
    owner: UUID
    fallback: UUID | None
    reached_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NewHandoff:
    id: UUID
    person: UUID
    reason_code: str
    reason: str
    routing: Mapping[str, Any]
    packet: Mapping[str, Any]
    message: UUID
    decision: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredHandoff:
    id: UUID
    person: UUID
    reason_code: str
    reason: str
    packet: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenPromise:
    id: UUID
    what: str
    due_at: datetime
    owner: UUID
    fallback: UUID | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision as kept. `facts` is None once its customer was erased."""

    id: UUID
    conversation: UUID
    turn: int
    fence: int
    kind: str
    rule: str
    reason: str
    facts: Facts | None
    versions: Mapping[str, str]
    at: datetime
    outcome: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """Durable work. `key` values are ids and numbers only: queue tables stand outside the wall."""

    kind: str
    tenant: UUID
    conversation: UUID | None = None
    run_at: datetime | None = None
    more: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
