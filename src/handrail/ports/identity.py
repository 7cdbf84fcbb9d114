"""Who the customer of a conversation is known to be, and the codes that showed it, within one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.identity.codes import Code
from handrail.core.identity.levels import Known


@dataclass(frozen=True, slots=True)
class Contact:
    """`said_by`: whose word it is that it is theirs: "customer", "site" or "company"."""

    kind: str
    value: str
    said_by: str
    verified: bool


@dataclass(frozen=True, slots=True)
class SentLately:
    """How many codes went out, whatever conversation they were asked for in."""

    to_contact_hour: int
    to_contact_day: int
    for_customer_hour: int
    for_customer_day: int


class Identities(Protocol):
    async def known(self, conversation: UUID, now: datetime) -> Known:
        """The strongest that holds now: the site's signed token, then a code, then what they claim."""
        ...

    async def contacts(self, customer: UUID) -> Sequence[Contact]:
        """Those of this customer alone, what the company says before what they say themselves."""
        ...

    async def claim(self, new_id: UUID, customer: UUID, kind: str, value: str) -> None:
        """They say that it is theirs. The same again changes nothing."""
        ...

    async def sent_lately(self, customer: UUID, kind: str, contact: str, now: datetime) -> SentLately:
        """Counted under a lock of the contact, so that two at once never both fit under the limit."""
        ...

    async def add_code(self, code: Code) -> None:
        """Ends every open one of this conversation: the last one counts."""
        ...

    async def open_code(self, conversation: UUID, *, lock: bool = False) -> Code | None:
        """The one that is neither passed nor ended; it may have expired."""
        ...

    async def code(self, code: UUID) -> Code:
        """Raises NotFound."""
        ...

    async def mailed(self, code: UUID, at: datetime) -> None: ...

    async def save_code(self, code: Code) -> None:
        """Tries, passing and ending. One that passed also verifies the contact of its customer."""
        ...

    async def mask(self, message: UUID, body: str, at: datetime) -> None:
        """What is kept of a message in which a code stood; the index of words forgets it."""
        ...

    async def contact_changed(self, new_id: UUID, customer: UUID, kind: str, at: datetime, by: str) -> None:
        """From now on money waits (core.identity.codes.COOL_OFF). `by`: "tool:<slug>", "agent:<id>" or "site"."""
        ...
