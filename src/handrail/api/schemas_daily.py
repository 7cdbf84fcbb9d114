"""What daily work takes and gives: search, saved replies, customers, notifications."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

from handrail.api.fields import LanguageTag, Line, Moment, Sentence, Slug
from handrail.api.schemas_agents import AgentConversation, Customer, PersonNamed

ReplyBody = Annotated[
    str,
    Meta(min_length=1, max_length=8_000, description="Plain text; {customer_name}, {agent_name}, {conversation}."),
]
Minutes = Annotated[int, Meta(ge=0, le=1440)]


class Match(Struct, frozen=True):
    """Characters (code points) of the snippet that matched, from `start` up to, not including, `end`."""

    start: int
    end: int


class Excerpt(Struct, frozen=True):
    """Plain text on one line, never markup."""

    message: UUID
    seq: int
    author_kind: Literal["customer", "assistant", "agent", "system"]
    internal: bool
    at: datetime
    text: str
    matches: list[Match]


class Found(Struct, frozen=True):
    """A conversation with its best message; none when no words were asked for."""

    conversation: AgentConversation
    customer: Customer
    excerpt: Excerpt | None


class SearchResult(Struct, frozen=True):
    """The best first, the newest first among equals. `customers` on the first page only, at most ten. `next` goes back
    as `after`; null at the end."""

    found: list[Found]
    customers: list[Customer]
    next: str | None


class SavedReplyIn(Struct, forbid_unknown_fields=True, frozen=True):
    """`topic` and `team`: null for all of them."""

    shortcut: Slug
    title: Line
    body: ReplyBody
    language: LanguageTag = "en"
    topic: Slug | None = None
    team: UUID | None = None


class SavedReplyChange(Struct, forbid_unknown_fields=True, frozen=True):
    """`version` is the one you read; what is left out stays as it is."""

    version: Annotated[int, Meta(ge=1, le=2**31 - 1)]
    shortcut: Slug | UnsetType = UNSET
    title: Line | UnsetType = UNSET
    body: ReplyBody | UnsetType = UNSET
    language: LanguageTag | UnsetType = UNSET
    topic: Slug | UnsetType | None = UNSET
    team: UUID | UnsetType | None = UNSET


class SavedReply(Struct, frozen=True):
    """`text`: filled in, when a conversation was named. `missing`: variables that nothing filled in there."""

    id: UUID
    shortcut: str
    title: str
    body: str
    language: str
    topic: str | None
    team: UUID | None
    version: int
    at: datetime
    retired_at: datetime | None
    text: str | None = None
    missing: list[str] = []


class SavedReplies(Struct, frozen=True):
    saved_replies: list[SavedReply]


class BlockIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Until a time within 90 days."""

    because: Sentence
    until: Moment


class MergeIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Whom this customer becomes a part of."""

    into: UUID


class Contact(Struct, frozen=True):
    id: UUID
    customer: UUID
    kind: str
    value: str
    verified_at: datetime | None


class Block(Struct, frozen=True):
    id: UUID
    by: PersonNamed
    because: str
    at: datetime
    until: datetime
    lifted_at: datetime | None


class Merge(Struct, frozen=True):
    id: UUID
    gone: UUID
    into: UUID
    evidence: Literal["signed_id", "verified_contact"]
    by: PersonNamed
    at: datetime
    undone_at: datetime | None


class RatingGiven(Struct, frozen=True):
    conversation: UUID
    rating: int
    effort: int | None
    solved: bool | None
    comment: str | None
    at: datetime


class SameCustomer(Struct, frozen=True):
    """Proven to be the same human being: can be merged."""

    customer: Customer
    evidence: Literal["signed_id", "verified_contact"]


class CustomerWhole(Struct, frozen=True):
    """The customer and everybody merged into them. `block` is the one in force."""

    customer: Customer
    external_ids: list[str]
    contacts: list[Contact]
    conversations: list[AgentConversation]
    ratings: list[RatingGiven]
    block: Block | None
    blocks: list[Block]
    merges: list[Merge]
    same: list[SameCustomer]


class WaitingCounts(Struct, frozen=True):
    """`due_soon`: your promises within the half hour, late ones included. `approvals`: wait for a yes that you may say."""

    offered: int
    mine_unanswered: int
    due_soon: int
    approvals: int


class Notifications(Struct, forbid_unknown_fields=True, frozen=True):
    """Mail to you: when an offer was not taken for so many minutes, when a promise is due within so many, when a customer
    writes while you are away. null: never. While you are off shift nothing comes, unless you are the last resort."""

    offered_after_minutes: Minutes | None
    due_within_minutes: Annotated[int, Meta(ge=1, le=1440)] | None
    when_away: bool
