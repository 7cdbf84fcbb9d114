"""What really happened or was really promised: the only ground on which "we have refunded" may be said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handrail.core.money import Money


class Deed(StrEnum):
    """What a commitment is about. A tool is one of these by what it does; what fits none is OTHER and backs nothing."""

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
    deed: Deed
    at: datetime
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """A person allowed it, whether or not it is done yet."""

    id: str
    deed: Deed
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """It was promised and is being kept: `due` is the time that may be named."""

    id: str
    deed: Deed
    due: datetime | None = None
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Backing:
    """Receipts back "I have …" and "I will …", approvals and open promises only "I will …"."""

    receipts: tuple[Receipt, ...] = ()
    approvals: tuple[Approved, ...] = ()
    promises: tuple[OpenPromise, ...] = ()


NOTHING_DONE = Backing()
