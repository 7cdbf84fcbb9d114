"""The packet `handoff/1`: everything that travels with a customer to a person, each claim tied to what
was said."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from handrail.core.conversation.conversation import Channel
from handrail.core.handoff.vocabulary import Slot
from handrail.core.money import Money

FORMAT = "handoff/1"
SIZE_TARGET = 8_192  # bytes of UTF-8 JSON, without the transcript


class FactWithoutSource(ValueError):
    """A packet claims something and names no message in which it was said."""


class Urgency(StrEnum):
    NORMAL = "normal"
    URGENT = "urgent"
    ON_CALL = "on_call"  # P0: pages until acknowledged


class IdentityLevel(StrEnum):
    NONE = "none"
    CLAIMED = "claimed"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a message, and the message."""

    text: str
    message: UUID


@dataclass(frozen=True, slots=True)
class Fact:
    """`messages`: every message that states it, the first one first. `confirmed`: a record agrees with it."""

    slot: Slot
    value: str | Money
    messages: tuple[UUID, ...]
    confirmed: bool = False

    def __post_init__(self) -> None:
        _refuse_unsourced(self.messages, f"the fact {self.slot.value}")


@dataclass(frozen=True, slots=True)
class SummaryLine:
    text: str
    messages: tuple[UUID, ...]

    def __post_init__(self) -> None:
        _refuse_unsourced(self.messages, f"the line {self.text[:60]!r}")


@dataclass(frozen=True, slots=True)
class Summary:
    """`model` is None for one that was put together from quotations alone."""

    text: str
    lines: tuple[SummaryLine, ...]
    model: str | None = None


@dataclass(frozen=True, slots=True)
class PacketPromise:
    what: str
    due_at: datetime
    owner_name: str
    reached_by: Channel


@dataclass(frozen=True, slots=True)
class PacketCustomer:
    """`access_needs` only with the customer's consent."""

    id: UUID
    name: str | None = None
    verified_level: IdentityLevel = IdentityLevel.NONE
    how_verified: str | None = None
    language: str = "und"
    timezone: str | None = None
    preferred_channel: Channel | None = None
    access_needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """Quotations: the problem in the customer's own words; None where they said nothing of the kind."""

    topic: str | None
    problem: Quote | None = None
    desired_outcome: Quote | None = None
    since_when: Quote | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    step: str
    who: str
    result: str
    at: datetime
    message: UUID


@dataclass(frozen=True, slots=True)
class Citation:
    article: UUID
    version: int
    title: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the customer was already told, by whom, and the approved passage it came from, if any."""

    statement: str
    who: str
    message: UUID
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionTaken:
    tool: str
    arguments: str
    result: str
    at: datetime
    reversible_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """How much this cost the customer so far."""

    customer_messages: int = 0
    assistant_messages: int = 0
    minutes: int = 0
    earlier_handoffs: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """`contacts`: earlier conversations; `repeat_of`: the one this repeats; `incident`: an outage it
    belongs to."""

    contacts: tuple[UUID, ...] = ()
    repeat_of: UUID | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class TranscriptRef:
    conversation: UUID
    messages: int
    up_to_seq: int


@dataclass(frozen=True, slots=True)
class Edit:
    slot: Slot
    value: str


@dataclass(frozen=True, slots=True)
class CustomerConfirmed:
    """The customer saw what is passed on, and what they put right."""

    at: datetime
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many entries of a list were dropped to keep the packet small; they are in the transcript."""

    field: str
    count: int


@dataclass(frozen=True, slots=True)
class Packet:
    """Made by build_packet. Texts are plain: no control characters, no hidden marks, links disarmed."""

    id: UUID
    created_at: datetime
    reason_code: str
    reason_text: str
    urgency: Urgency
    promise: PacketPromise | None
    customer: PacketCustomer
    issue: Issue
    facts: tuple[Fact, ...]
    tried: tuple[Tried, ...]
    told: tuple[Told, ...]
    commitments: tuple[Quote, ...]
    actions_taken: tuple[ActionTaken, ...]
    failed_because: str | None
    open_questions: tuple[Quote, ...]
    do_not_ask: tuple[Slot, ...]
    effort: Effort
    vulnerability_needs: tuple[str, ...]
    suggested_next: tuple[str, ...]
    policy_refs: tuple[str, ...]
    risk_flags: tuple[str, ...]
    related: Related
    transcript_ref: TranscriptRef
    summary: Summary
    offer_person: bool = False
    customer_confirmed: CustomerConfirmed | None = None
    left_out: tuple[LeftOut, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As docs/reference/handoff-1.schema.json describes it."""
        return {"format": FORMAT, **cast(dict[str, Any], _jsonable(self))}

    def size(self) -> int:
        """Bytes of the compact UTF-8 JSON."""
        return len(json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":")).encode())

    def quoted_messages(self) -> frozenset[UUID]:
        """Every message the packet points to."""
        issue = (self.issue.problem, self.issue.desired_outcome, self.issue.since_when)
        single = (*self.tried, *self.told, *self.commitments, *self.open_questions, *filter(None, issue))
        several = (*self.facts, *self.summary.lines)
        return frozenset(one.message for one in single) | {message for one in several for message in one.messages}


def _refuse_unsourced(messages: tuple[UUID, ...], what: str) -> None:
    if not messages:
        raise FactWithoutSource(f"The packet states {what} without a message that says so.")


def _jsonable(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value.value if isinstance(value, StrEnum) else value
        case UUID():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case tuple():
            return [_jsonable(item) for item in cast(tuple[object, ...], value)]
        case Mapping():
            return {str(key): _jsonable(item) for key, item in cast(Mapping[object, object], value).items()}
        case _ if is_dataclass(value):
            return {field.name: _jsonable(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"A packet does not hold {type(value).__name__}.")
