"""One customer, one thread: who is accountable, who may write, what is due next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    CHAT = "chat"
    EMAIL = "email"
    API = "api"


class State(StrEnum):
    ASSISTANT = "assistant"  # the assistant writes
    OFFERED = "offered"  # handed to a person who has not acknowledged yet
    HELD = "held"  # a person works on it
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_OTHER = "waiting_other"
    RESOLVED = "resolved"  # may reopen until the topic's window has passed
    CLOSED = "closed"


class ResolvedAs(StrEnum):
    BY_AGENT = "by_agent"
    CONFIRMED = "confirmed"  # the customer said yes
    UNCONFIRMED = "unconfirmed"  # 72 h of silence after an assistant's answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it stands. `writer` is None while the assistant writes, else the one agent who does.

    `fence` rises whenever the writer is taken; `turn` whenever the customer speaks. What the assistant prepares carries
    both and is dropped when either has moved on. `decided_turn` is the last turn a decision was made for. `blocked_at`
    and `blocked_until` are those of its customer's block, `spam_at` and `spam_by` say who took it for spam.
    `approval_until`: the assistant waits for a person's yes, until then.
    """

    id: UUID
    customer: UUID
    channel: Channel
    state: State
    owner: UUID
    opened_at: datetime
    writer: UUID | None = None
    responder: UUID | None = None
    lease_until: datetime | None = None
    lease_missed: int = 0
    deadline_at: datetime | None = None
    deadline_kind: str | None = None
    owner_absent_since: datetime | None = None
    fence: int = 0
    turn: int = 0
    decided_turn: int = 0
    last_seq: int = 0
    undecided_since: datetime | None = None
    wish_at: datetime | None = None
    wish_met_at: datetime | None = None
    last_customer_at: datetime | None = None
    resolved_at: datetime | None = None
    resolved_as: ResolvedAs | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    topic: str | None = None
    language: str = "und"
    continues: UUID | None = None
    blocked_at: datetime | None = None
    blocked_until: datetime | None = None
    spam_at: datetime | None = None
    spam_by: UUID | None = None
    moments: tuple[str, ...] = ()  # slugs of the register, noticed so far
    urgency: str = "none"  # of the gravest of them: none, P2, P1 or P0
    approval_until: datetime | None = None
    noticed_turn: int = 0  # the last turn that was read for moments

    @property
    def wish_is_unmet(self) -> bool:
        return self.wish_at is not None and self.wish_met_at is None

    @property
    def is_open(self) -> bool:
        """Resolved conversations count as open: they have an owner and may come back."""
        return self.state is not State.CLOSED

    @property
    def assistant_writes(self) -> bool:
        return self.writer is None and self.state is State.ASSISTANT

    @property
    def p0_stands(self) -> bool:
        """A P0 moment was noticed and nobody has settled the conversation since: it must be held, or somebody is paged."""
        return self.urgency == "P0" and self.state not in (State.RESOLVED, State.CLOSED)

    @property
    def is_held(self) -> bool:
        """A person has acknowledged it. Offered to a colleague it is still the giver's."""
        return self.writer is not None and (self.state is not State.OFFERED or self.responder != self.writer)

    @property
    def has_unanswered_turn(self) -> bool:
        """The customer spoke last: neither the assistant's decision nor a person's reply came after it."""
        return self.turn > self.decided_turn or self.undecided_since is not None
