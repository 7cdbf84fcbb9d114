"""What the agents' side of the API takes and gives."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from handrail.api.fields import Files, Line, MaybeText, Moment, Sentence, Seq
from handrail.api.schemas import Attachment, Rating


class ReplyIn(Struct, forbid_unknown_fields=True, frozen=True):
    """`drafted_by_assistant`: the agent sends the assistant's draft as it is; it is recorded as both. `text` may be left
    out where files are sent."""

    text: MaybeText = ""
    drafted_by_assistant: bool = False
    attachments: Files = field(default_factory=list[UUID])
    ask_again_because: Annotated[
        Sentence | None, Meta(description="Sends a reply that asks for what is known already, and says why.")
    ] = None
    say_it_because: Annotated[
        Sentence | None,
        Meta(description="Sends a reply with a phrase that a moment of this conversation forbids, and says why."),
    ] = None
    seen_seq: Annotated[
        Seq | None,
        Meta(description="The last message on the agent's screen. What the customer said after it stays unanswered."),
    ] = None


class NoteIn(Struct, forbid_unknown_fields=True, frozen=True):
    """`text` may be left out where files are kept with the note."""

    text: MaybeText = ""
    attachments: Files = field(default_factory=list[UUID])


class PersonNamed(Struct, frozen=True):
    id: UUID
    name: str


class Looking(Struct, frozen=True):
    """Somebody who has the conversation open right now. `since` when."""

    person: PersonNamed
    typing: bool
    since: datetime


class LookingNow(Struct, frozen=True):
    """Who looks, the first first; and whether the customer types."""

    people: list[Looking]
    customer_types: bool


class HandToIn(Struct, forbid_unknown_fields=True, frozen=True):
    person: UUID


class WaitIn(Struct, forbid_unknown_fields=True, frozen=True):
    until: Moment


class PromiseIn(Struct, forbid_unknown_fields=True, frozen=True):
    """What the customer was promised and by when; within 90 days. Whoever promises keeps it."""

    what: Line
    due_at: Moment


class StopIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Stops the assistant. `value`: the topic's or the tool's slug, the channel's name or the conversation's id; empty for
    everything."""

    scope: Literal["everything", "topic", "channel", "conversation", "tool"]
    because: Sentence
    value: Annotated[str, Meta(max_length=63, pattern=r"^[a-z0-9_-]*$")] = ""


class PresenceIn(Struct, forbid_unknown_fields=True, frozen=True):
    presence: Literal["available", "away", "offline"]


class Me(Struct, frozen=True):
    """Who acts with this token. Without a person it reads, or administers as a script."""

    person: PersonNamed | None
    role: str | None
    scopes: list[str]
    workspace: UUID
    token_ends_at: datetime | None


class Customer(Struct, frozen=True):
    """`verified`: the site signed who this is, or an address was proven."""

    id: UUID
    name: str | None
    verified: bool
    language: str | None = None
    timezone: str | None = None
    email: str | None = None
    erased: bool = False
    legal_hold: bool = False


class Writer(Struct, frozen=True):
    """Who may send now."""

    kind: Literal["assistant", "agent"]
    person: PersonNamed | None = None


class Deadline(Struct, frozen=True):
    """What is due next. `seconds` counts down from now, below zero when it is late."""

    at: datetime
    kind: str
    seconds: int


class Wish(Struct, frozen=True):
    """The customer asked for a person; `met_at` is when one first answered."""

    at: datetime
    met_at: datetime | None


class Snippet(Struct, frozen=True):
    author_kind: str
    text: str
    at: datetime


class AgentConversation(Struct, frozen=True):
    """As it stands. `owner` is accountable, always a person; `responder` holds the lease."""

    id: UUID
    state: str
    channel: str
    language: str
    topic: str | None
    customer: UUID
    owner: PersonNamed
    writer: Writer
    responder: PersonNamed | None
    lease_until: datetime | None
    deadline: Deadline | None
    wish: Wish | None
    opened_at: datetime
    last_customer_at: datetime | None
    resolved_at: datetime | None
    resolved_as: str | None
    last_seq: int
    continues: UUID | None


class InboxRow(Struct, frozen=True):
    conversation: AgentConversation
    customer: Customer
    last: Snippet | None


class Inbox(Struct, frozen=True):
    """The next deadline first. `next` goes back as `after` for the rows that follow; null at the end."""

    conversations: list[InboxRow]
    next: str | None


class Speaker(Struct, frozen=True):
    kind: Literal["customer", "assistant", "agent", "system"]
    id: UUID | None = None
    name: str | None = None


class Citation(Struct, frozen=True):
    article: UUID
    version: int
    title: str
    quote: str


class ThreadMessage(Struct, frozen=True):
    """As agents see it. `internal`: a note among agents. `text_id` names the catalogue text that `system` sent."""

    id: UUID
    seq: int
    at: datetime
    author: Speaker
    text: str
    internal: bool
    drafted_by_assistant: bool
    sources: list[Citation]
    turn: int
    text_id: str | None = None
    erased: bool = False
    attachments: list[Attachment] = field(default_factory=list[Attachment])


class ThreadMessages(Struct, frozen=True):
    messages: list[ThreadMessage]
    more: bool


class Handoff(Struct, frozen=True):
    """The last hand-off: its packet (handoff/1) and why this person."""

    id: UUID
    person: PersonNamed
    reason_code: str
    reason: str
    at: datetime
    packet: dict[str, Any]
    routing: dict[str, Any]


class Decision(Struct, frozen=True):
    """What was decided, by which rule, on which facts, under which versions. `facts` is null once erased."""

    id: UUID
    turn: int
    fence: int
    kind: str
    rule: str
    reason: str
    outcome: dict[str, Any]
    facts: dict[str, Any] | None
    versions: dict[str, str]
    at: datetime


class Promise(Struct, frozen=True):
    id: UUID
    what: str
    due_at: datetime
    owner: PersonNamed
    fallback: PersonNamed | None
    reached_by: str
    status: Literal["open", "kept", "broken", "renewed", "withdrawn"]
    made_at: datetime
    settled_at: datetime | None


class Event(Struct, frozen=True):
    """One line of the log. Ids and codes only."""

    id: int
    kind: str
    actor: str
    at: datetime
    data: dict[str, Any]


class Earlier(Struct, frozen=True):
    """Another conversation of the same customer."""

    id: UUID
    state: str
    topic: str | None
    channel: str
    opened_at: datetime
    resolved_as: str | None


class Detail(Struct, frozen=True):
    """Everything about one conversation. `messages` are the last ones; with `more_before`, read the thread from 0."""

    conversation: AgentConversation
    customer: Customer
    messages: list[ThreadMessage]
    more_before: bool
    handoff: Handoff | None
    decisions: list[Decision]
    promises: list[Promise]
    events: list[Event]
    earlier: list[Earlier]
    rating: Rating | None = None


class Sent(Struct, frozen=True):
    id: UUID
    seq: int
    at: datetime


class Replied(Sent, frozen=True):
    """`newer`: the customer had said more than the agent had seen (`seen_seq`) when this was sent."""

    newer: bool


class Promised(Struct, frozen=True):
    id: UUID
    what: str
    due_at: datetime


class Settled(Struct, frozen=True):
    """`broken` when it was kept too late: that is recorded as it was."""

    status: Literal["kept", "broken", "withdrawn"]


class Stop(Struct, frozen=True):
    id: UUID
    scope: str
    value: str
    because: str
    by: UUID
    at: datetime


class Stops(Struct, frozen=True):
    """Those in force."""

    stops: list[Stop]


class Made(Struct, frozen=True):
    id: UUID
