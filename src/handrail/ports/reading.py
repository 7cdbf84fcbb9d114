"""What pages and API answers show: reads without a flow, each for one workspace and one viewer; and who is calling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import Message
from handrail.core.conversation.rating import Rating
from handrail.core.log.chain import Event
from handrail.core.ownership.person import Person, Role
from handrail.core.supervision.levels import Certificate, Grant
from handrail.ports.daily import DailyReading
from handrail.ports.records import Customer, StoredDecision, Topic

Names = Mapping[UUID, str]
"""People of the workspace by id: those whom the answer mentions, at least."""


# Who is calling -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Site:
    """A workspace as its site key finds it. `identity_secret` verifies the customer tokens that the site signs."""

    tenant: UUID
    slug: str
    identity_secret: bytes | None


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token in force. `person`, `name` and `role` say which agent acts with it, if any; nobody who has left."""

    tenant: UUID
    id: UUID
    scopes: frozenset[str]
    expires_at: datetime | None
    person: UUID | None = None
    name: str | None = None
    role: Role | None = None


class Identities(Protocol):
    """Exact matches only, before any workspace is known."""

    async def site(self, key: str) -> Site | None: ...

    async def token(self, sha256: bytes) -> ApiToken | None:
        """None for a revoked token and for one whose person has left. Its time is for the caller to check."""
        ...

    async def customer(self, tenant: UUID, external_id: str) -> UUID | None:
        """The customer whom the site knows by this id. Never the one they were merged into: a merge is the team's view."""
        ...


# The customer's side --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class PromiseSeen:
    id: UUID
    what: str
    due_at: datetime
    owner: UUID
    reached_by: str
    status: str
    made_at: datetime
    settled_at: datetime | None
    fallback: UUID | None = None


@dataclass(frozen=True, slots=True)
class OwnConversation:
    """A conversation as its customer may know it. `promise` is the next one due; `answered`: the assistant or an
    agent has spoken since the customer did; `offer_person`: the last decision suggests the button."""

    conversation: Conversation
    names: Names
    promise: PromiseSeen | None
    answered: bool
    offer_person: bool
    has_email: bool
    rated: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """Messages in order of `seq`; `language` is the one to render catalogue texts in."""

    messages: Sequence[Message]
    names: Names
    language: str


# The agents' side -----------------------------------------------------------------------------------------------------
InboxOf = Literal["mine", "team", "all"]


@dataclass(frozen=True, slots=True)
class InboxQuery:
    """`mine`: owned by, written by or offered to the person. `after` is the (deadline, id) of the last row seen, and
    `after_pinned` says whether it was one of those that stand above all others (the inbox page has them)."""

    of: InboxOf
    person: UUID | None
    state: str | None = None
    topic: str | None = None
    language: str | None = None
    after: tuple[datetime, UUID] | None = None
    limit: int = 50
    after_pinned: bool = False


@dataclass(frozen=True, slots=True)
class InboxRow:
    conversation: Conversation
    customer: Customer
    last: Message | None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Open conversations, the next deadline first. `more`: there are rows after the last."""

    rows: Sequence[InboxRow]
    names: Names
    more: bool


@dataclass(frozen=True, slots=True)
class HandoffSeen:
    id: UUID
    person: UUID
    reason_code: str
    reason: str
    routing: Mapping[str, Any]
    packet: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class ConversationDetail:
    """Everything about one conversation. Of its messages the last ones; `more_before`: there are earlier ones."""

    conversation: Conversation
    customer: Customer
    thread: Thread
    more_before: bool
    handoff: HandoffSeen | None
    decisions: Sequence[StoredDecision]
    promises: Sequence[PromiseSeen]
    events: Sequence[Event]
    earlier: Sequence[Conversation]
    rating: Rating | None = None


@dataclass(frozen=True, slots=True, order=True)
class LogPlace:
    """A place in a workspace's log. Transactions come before ids: ids alone are not in the order of commits."""

    tx: int
    id: int

    def __str__(self) -> str:
        return f"{self.tx}-{self.id}"

    @classmethod
    def read(cls, text: str) -> "LogPlace | None":
        """From its own text, "tx-id"; None for anything else."""
        tx, _, number = text.partition("-")
        if not (text.isascii() and tx.isdigit() and number.isdigit()) or max(len(tx), len(number)) > 18:
            return None
        return cls(int(tx), int(number))


@dataclass(frozen=True, slots=True)
class EventSeen:
    place: LogPlace
    kind: str
    conversation: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class LogRead:
    """`more_coming`: later events exist already, but are not final yet; look again soon."""

    events: Sequence[EventSeen]
    more_coming: bool


# The workspace's own records ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class AbsenceSeen:
    id: UUID
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True)
class PersonSeen:
    person: Person
    slug: str
    email: str
    absences: Sequence[AbsenceSeen]


@dataclass(frozen=True, slots=True)
class TeamSeen:
    id: UUID
    slug: str
    name: str
    lead: UUID | None


@dataclass(frozen=True, slots=True)
class TopicSeen:
    """`grants`: every one that was not revoked, past ones included, newest first. `certificates`: those not ended."""

    topic: Topic
    grants: Sequence[Grant]
    certificates: Sequence[Certificate] = ()


@dataclass(frozen=True, slots=True)
class TokenSeen:
    id: UUID
    name: str
    scopes: Sequence[str]
    person: UUID | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class StopSeen:
    id: UUID
    scope: str
    value: str
    because: str
    by: UUID
    at: datetime
    lifted_at: datetime | None


class Reading(DailyReading, Protocol):
    """Raises NotFound for what does not exist in this workspace or not for this viewer, TryAgain when the database is
    away."""

    async def own_conversations(self, tenant: UUID, customer: UUID, limit: int) -> Sequence[OwnConversation]:
        """Newest first."""
        ...

    async def own_conversation(self, tenant: UUID, customer: UUID, conversation: UUID) -> OwnConversation: ...

    async def own_thread(self, tenant: UUID, customer: UUID, conversation: UUID, after: int, limit: int) -> Thread:
        """Never a note among agents."""
        ...

    async def inbox(self, tenant: UUID, viewer: UUID, query: InboxQuery) -> InboxPage: ...

    async def conversation(self, tenant: UUID, viewer: UUID, conversation: UUID) -> ConversationDetail: ...

    async def thread(self, tenant: UUID, viewer: UUID, conversation: UUID, after: int, limit: int) -> Thread: ...

    async def log_end(self, tenant: UUID) -> LogPlace:
        """The place below which every event is final; a new watcher starts here."""
        ...

    async def log_after(self, tenant: UUID, place: LogPlace, limit: int) -> LogRead:
        """Final events after `place`, none ever skipped: only from below the snapshot's horizon."""
        ...

    async def people(self, tenant: UUID) -> Sequence[PersonSeen]: ...

    async def person(self, tenant: UUID, person: UUID) -> PersonSeen: ...

    async def teams(self, tenant: UUID) -> Sequence[TeamSeen]: ...

    async def topics(self, tenant: UUID) -> Sequence[TopicSeen]: ...

    async def topic(self, tenant: UUID, slug: str) -> TopicSeen: ...

    async def tokens(self, tenant: UUID) -> Sequence[TokenSeen]: ...

    async def stops(self, tenant: UUID) -> Sequence[StopSeen]:
        """Those in force."""
        ...

    async def customer(self, tenant: UUID, customer: UUID) -> Customer: ...

    async def customers(self, tenant: UUID, *, external_id: str | None, email: str | None) -> Sequence[Customer]:
        """At most 50 whom the site knows by this id, or who gave this address."""
        ...
