"""Daily work as pages show it: search, saved replies, customers, and what waits for somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind
from handrail.core.daily.merging import Evidence
from handrail.core.daily.notices import Wanted
from handrail.core.daily.saved_replies import Filled
from handrail.core.daily.searching import Snippet
from handrail.ports.records import Customer


class TooBroad(Exception):
    """The search finds so much that it was given up: a further word or a filter makes it possible."""


# Search ---------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class SearchPlace:
    """The last conversation of a page: the next page follows it."""

    tier: int
    at: datetime
    conversation: UUID


Has = Literal["open", "wish", "promise", "spam"]
"""open: not closed. wish: still waits for a person. promise: one is open. spam: marked so (left out otherwise)."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`text` as it was typed: words, "an exact phrase", -not; the last word may be unfinished. Without anything to look
    for there, the newest conversations that the filters let through. `from_at` and `to_at` are about what was found."""

    text: str = ""
    state: str | None = None
    topic: str | None = None
    owner: UUID | None = None
    language: str | None = None
    channel: str | None = None
    customer: UUID | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None
    has: frozenset[Has] = frozenset()
    after: SearchPlace | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A conversation with its best message, the newest of equals. Without a text to look for there is none.
    `rating`: what the customer gave, 1 to 5."""

    conversation: Conversation
    customer: Customer
    place: SearchPlace
    message: UUID | None
    seq: int | None
    author_kind: AuthorKind | None
    internal: bool
    snippet: Snippet | None
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`customers`: at most ten whose name, address or id has the words; on the first page only. `more`: there are hits
    after the last."""

    hits: Sequence[SearchHit]
    customers: Sequence[Customer]
    names: Mapping[UUID, str]
    more: bool


# Saved replies --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class NewSavedReply:
    """`shortcut` is what agents type; unique within a language. `topic` and `team`: None for everybody and everything."""

    shortcut: str
    title: str
    body: str
    language: str = "en"
    topic: str | None = None
    team: UUID | None = None


@dataclass(frozen=True, slots=True)
class SavedReply:
    """`by` as events name an actor. `filled` when it was asked for with a conversation."""

    id: UUID
    shortcut: str
    title: str
    body: str
    language: str
    topic: str | None
    team: UUID | None
    version: int
    by: str
    at: datetime
    retired_at: datetime | None = None
    filled: Filled | None = None


@dataclass(frozen=True, slots=True)
class SavedReplyQuery:
    """`topic`, `language` and `team` keep those that are for it or for everything; languages compare by their primary
    part. `text` is found in shortcut, title or body. `conversation`: fill each in for it, its language first."""

    text: str = ""
    topic: str | None = None
    language: str | None = None
    team: UUID | None = None
    conversation: UUID | None = None
    retired: bool = False
    limit: int = 200


# Customers ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ContactSeen:
    """`customer`: whom it belongs to, of those who were merged."""

    id: UUID
    customer: UUID
    kind: str
    value: str
    verified_at: datetime | None


@dataclass(frozen=True, slots=True)
class BlockSeen:
    id: UUID
    by: UUID
    because: str
    at: datetime
    until: datetime
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class MergeSeen:
    id: UUID
    gone: UUID
    into: UUID
    evidence: Evidence
    by: UUID
    at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class RatingSeen:
    """`rating` 1 to 5, `effort` 1 (hard) to 7 (easy)."""

    conversation: UUID
    rating: int
    effort: int | None
    solved: bool | None
    comment: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Mergeable:
    """Somebody who is proven to be the same human being."""

    customer: Customer
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CustomerDetail:
    """One human being: the customer and everybody merged into them. Asked for somebody merged, `customer` is whom they
    were merged into. `block` is the one in force; `same` are those who could be merged too."""

    customer: Customer
    external_ids: Sequence[str]
    contacts: Sequence[ContactSeen]
    conversations: Sequence[Conversation]
    ratings: Sequence[RatingSeen]
    block: BlockSeen | None
    blocks: Sequence[BlockSeen]
    merges: Sequence[MergeSeen]
    same: Sequence[Mergeable]
    names: Mapping[UUID, str]


# What waits -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Waiting:
    """For badges. `offered`: to me, not acknowledged. `mine_unanswered`: the customer had the last word. `due_soon`: my
    promises within the half hour, late ones included. `approvals`: wait for a yes that I may say."""

    offered: int
    mine_unanswered: int
    due_soon: int
    approvals: int = 0


class DailyReading(Protocol):
    """Reads for staff. Raise NotFound and TryAgain as Reading does; search raises TooBroad too."""

    async def search(self, tenant: UUID, viewer: UUID, query: SearchQuery) -> SearchPage: ...

    async def saved_replies(self, tenant: UUID, viewer: UUID, query: SavedReplyQuery) -> Sequence[SavedReply]:
        """In order of their shortcuts, those of the conversation's language first."""
        ...

    async def saved_reply(self, tenant: UUID, viewer: UUID, reply: UUID) -> SavedReply: ...

    async def customer_detail(self, tenant: UUID, viewer: UUID, customer: UUID) -> CustomerDetail: ...

    async def waiting_for(self, tenant: UUID, person: UUID) -> Waiting:
        """Zeros for somebody who does not exist."""
        ...

    async def notices_wanted(self, tenant: UUID, person: UUID) -> Wanted:
        """Their own settings, else the defaults."""
        ...
