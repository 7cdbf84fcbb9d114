"""What the API takes and gives of approvals: what waits for a person's yes, and the yes to exactly that."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct

Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="Of exactly what you saw, as it was given to you.")]


class Yes(Struct, frozen=True):
    """`counts`: whether it was said to what stands there now."""

    person: UUID
    at: datetime
    counts: bool


class ApprovalSeen(Struct, frozen=True):
    """`arguments` as plain JSON: money is `{"amount": <minor units>, "currency": "EUR"}`. For a reply, `tool` is "reply" and
    `arguments.text` its words. `counted` of `people` different people have said yes."""

    id: UUID
    conversation: UUID
    tool: str
    arguments: dict[str, Any]
    amount: int | None
    currency: str | None
    because: str
    rule: str
    evidence: list[dict[str, Any]]
    people: int
    counted: int
    yeses: list[Yes]
    asked_at: datetime
    expires_at: datetime
    state: Literal["waiting", "approved", "declined", "expired", "withdrawn"]
    settled_at: datetime | None
    settled_by: UUID | None
    reason_code: str
    reason: str
    digest: str


class ApprovalWhole(Struct, frozen=True):
    """`last_seq`: of the thread as it is now, to be sent back with a yes. `wrote_since`: the `seq` of each message that the
    customer wrote after it was asked. `identity`: how surely they are known there."""

    approval: ApprovalSeen
    last_seq: int
    wrote_since: list[int]
    identity: Literal["anonymous", "claimed", "code", "signed"]
    stopped_by: str | None
    may_approve: bool


class ApprovalList(Struct, frozen=True):
    waiting: list[ApprovalSeen]
    settled: list[ApprovalSeen]


class ApproveIn(Struct, frozen=True, forbid_unknown_fields=True):
    digest: Digest
    seen_seq: Annotated[int, Meta(ge=0, le=2**53, description="The last message you have seen.")]


class ApprovalEditIn(Struct, frozen=True, forbid_unknown_fields=True):
    """`arguments` whole, as the tool takes them; those that code fills in from who the customer is are left out."""

    arguments: Annotated[dict[str, Any], Meta(max_length=100)]
    digest: Digest


class DeclineIn(Struct, frozen=True, forbid_unknown_fields=True):
    """`tell`: the customer reads the catalogue's text for this reason at once. `take`: you have the conversation then, else
    its owner or whoever is there."""

    because: Literal["not_allowed", "not_confirmed", "needs_person"]
    reason: Annotated[str, Meta(max_length=500, description="For colleagues.")] = ""
    tell: bool = True
    take: bool = True
