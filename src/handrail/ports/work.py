"""One transaction in one workspace, as the flows see it."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import Message
from handrail.core.escalation.decision import Decision
from handrail.core.escalation.facts import Facts
from handrail.core.log.chain import Event
from handrail.core.ownership.person import Person, Team
from handrail.core.supervision.levels import Certificate, Grant
from handrail.ports.approvals import Approvals
from handrail.ports.identity import Identities
from handrail.ports.records import (
    Blocked,
    Customer,
    Job,
    Letter,
    NewCustomer,
    NewHandoff,
    NewMessage,
    NewPromise,
    OpenPromise,
    StoredDecision,
    StoredHandoff,
    Topic,
    Workspace,
)
from handrail.ports.tools import Effects, Tools


class Conversations(Protocol):
    async def get(self, conversation: UUID, *, lock: bool = False) -> Conversation:
        """As it stands; with `lock`, held until the end of the transaction. Raises NotFound."""
        ...

    async def open(self, conversation: Conversation) -> None: ...

    async def save(self, conversation: Conversation) -> None:
        """Writes back what a move gave. Call it under the lock only."""
        ...

    async def append(self, conversation: Conversation, message: NewMessage) -> tuple[Conversation, Message]:
        """Appends under the lock; the conversation comes back with its sequence counted on (not yet saved)."""
        ...

    async def already_said(self, conversation: UUID, idempotency_key: str) -> Message | None: ...

    async def customers_next(self, conversation: UUID, *, after: int, after_turn: int = 0) -> Message | None:
        """The customer's first message after this `seq` and this turn."""
        ...

    async def messages(self, conversation: UUID, *, after: int = 0, limit: int = 500) -> Sequence[Message]:
        """In order of `seq`. Notes among agents appear to staff and system only."""
        ...

    async def latest_messages(self, conversation: UUID, limit: int) -> Sequence[Message]:
        """The last `limit` messages, in order of `seq`."""
        ...

    async def letter(self, message: UUID) -> Letter:
        """One message with what mail needs to know of it. Raises NotFound."""
        ...

    async def mark_shown(self, conversation: UUID, upto: int, at: datetime) -> None:
        """What others said up to this `seq` was on the customer's screen; the first time counts."""
        ...

    async def contacts_since(self, customer: UUID, topic: str, since: datetime, until: UUID) -> int:
        """How many conversations of this customer on this topic opened since then, `until` itself not counted."""
        ...

    async def earlier_contacts(self, customer: UUID, since: datetime, until: UUID) -> Sequence[UUID]:
        """This customer's other conversations since then, newest first, at most ten."""
        ...

    async def owned_by(self, person: UUID) -> Sequence[UUID]:
        """The open conversations somebody is accountable for."""
        ...

    async def written_by(self, person: UUID) -> Sequence[UUID]:
        """The open conversations somebody writes in."""
        ...

    async def owners(self) -> Sequence[UUID]:
        """Everybody who is accountable for an open conversation."""
        ...

    async def goes_on_in(self, conversation: UUID) -> UUID | None:
        """The conversation that continues this one; there is never a second."""
        ...

    async def due(self, now: datetime, limit: int = 100) -> Sequence[UUID]:
        """Open conversations whose deadline has passed, the latest first."""
        ...


class People(Protocol):
    async def workspace(self) -> Workspace: ...

    async def take_turn_routing(self) -> None:
        """Until this transaction ends nobody else routes in this workspace: room for one more is given away once."""
        ...

    async def roster(self) -> tuple[Sequence[Person], Sequence[Team]]: ...

    async def set_gone(self, person: UUID) -> None: ...

    async def customer(self, customer: UUID) -> Customer: ...

    async def block_of(self, customer: UUID, now: datetime) -> Blocked | None:
        """Also when somebody they were merged with is blocked."""
        ...

    async def customer_for(self, new_id: UUID, newcomer: NewCustomer) -> UUID:
        """The customer with this signed `external_id`, or a new one with `new_id`. A claimed e-mail finds nobody."""
        ...


class Topics(Protocol):
    async def get(self, slug: str) -> Topic | None: ...

    async def grants(self, topic: str) -> Sequence[Grant]: ...

    async def certificates(self, topic: str) -> Sequence[Certificate]: ...

    async def stopped_by(self, conversation: UUID, channel: str, topic: str | None) -> str | None:
        """In words, the stop in force that covers this conversation, if any."""
        ...

    async def article_approved_at(self, article: UUID) -> datetime | None:
        """When its words came in as they are now; None for an article that is not here."""
        ...


class Decisions(Protocol):
    """What was decided, sent and promised."""

    async def keep(
        self, decision_id: UUID, conversation: Conversation, facts: Facts, decision: Decision, at: datetime
    ) -> None: ...

    async def get(self, decision: UUID) -> StoredDecision:
        """Raises NotFound."""
        ...

    async def claim(self, message: UUID, conversation: UUID, channel: str, at: datetime) -> None: ...

    async def claim_mail(self, message: UUID, conversation: UUID, at: datetime, lease: timedelta) -> bool:
        """Counts a try to mail it and claims it for this one try. False when it was sent before, or while somebody else's
        try is younger than `lease`: then nothing may go."""
        ...

    async def still_trying(self, message: UUID, at: datetime) -> None:
        """The running try lives: its lease begins again."""
        ...

    async def try_is_over(self, message: UUID) -> None:
        """It did not go, and may be tried again at once."""
        ...

    async def settle_claim(self, message: UUID, state: str, at: datetime, receipt: str | None = None) -> None:
        """`sent`, `failed` or `not_needed`; what was sent stays sent."""
        ...

    async def mailed_before(self, conversation: UUID, seq: int, limit: int = 10) -> Sequence[UUID]:
        """The last messages of the conversation that went by mail before this `seq`, oldest first."""
        ...

    async def button_pressed(self, conversation: UUID) -> None:
        """Marks what was claimed and not yet sent: it may still arrive after the button."""
        ...

    async def last_handoff(self, conversation: UUID) -> "StoredHandoff | None": ...

    async def hand_off(self, conversation: Conversation, handoff: NewHandoff) -> None: ...

    async def promise(self, conversation: UUID, promise: NewPromise) -> None: ...

    async def open_promises(self, conversation: UUID) -> Sequence[OpenPromise]: ...

    async def overdue_promises(self, now: datetime, limit: int) -> Sequence[UUID]:
        """Conversations with an open promise whose time has passed."""
        ...

    async def settle_promise(self, promise: UUID, status: str, at: datetime) -> None: ...

    async def recent_waits(self, limit: int = 200) -> Sequence[float]:
        """Seconds from hand-off to a person's first reply, newest first."""
        ...


class Work(Protocol):
    """One transaction in one workspace as one viewer. Everything written in it is committed together or not at all."""

    tenant: UUID
    conversations: Conversations
    people: People
    topics: Topics
    decisions: Decisions
    tools: Tools
    effects: Effects
    approvals: Approvals
    identities: Identities

    async def record(self, *events: Event) -> None: ...

    async def enqueue(self, *jobs: Job) -> None: ...


class Desk(Protocol):
    """The door, as flows see it."""

    def as_system(self, tenant: UUID) -> AbstractAsyncContextManager[Work]: ...

    def as_staff(self, tenant: UUID, person: UUID) -> AbstractAsyncContextManager[Work]: ...

    def as_customer(self, tenant: UUID, customer: UUID) -> AbstractAsyncContextManager[Work]: ...
