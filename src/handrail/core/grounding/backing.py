"""What really happened or was really promised: the only ground on which "we have refunded" may be said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handrail.core.handoff.money import Money


class Effect(StrEnum):
    """What a commitment is about. A tool names its effect with one of these; what fits none is OTHER and backs nothing."""

    REFUND = "refund"
    CREDIT = "credit"  # a voucher, a goodwill sum, points
    DISCOUNT = "discount"
    WAIVE = "waive"  # a fee or a charge is let go
    CANCEL = "cancel"
    CHANGE = "change"  # an order, a booking, an address, a plan
    REPLACE = "replace"
    SEND = "send"  # a parcel, a label, a document, a code
    BOOK = "book"
    CONTACT = "contact"  # somebody calls or writes
    ESCALATE = "escalate"  # a person, a team, a case
    LOCK = "lock"  # a card or an account is blocked
    GUARANTEE = "guarantee"  # "guaranteed", "legally binding", "we promise"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A tool did it: `at` when, `money` where a sum moved."""

    id: str
    tool: str
    effect: Effect
    at: datetime
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """A person allowed it, whether or not it is done yet."""

    id: str
    effect: Effect
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """It was promised and is being kept: `due` is the time that may be named."""

    id: str
    effect: Effect
    due: datetime | None = None
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Backing:
    """Receipts back "I have …" and "I will …", approvals and open promises only "I will …"."""

    receipts: tuple[Receipt, ...] = ()
    approvals: tuple[Approval, ...] = ()
    promises: tuple[OpenPromise, ...] = ()


NOTHING_DONE = Backing()
