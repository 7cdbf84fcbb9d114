"""A customer is forgotten: what they and others wrote goes for good, while ids, times and the log stay and still verify."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.moves import IllegalMove
from handrail.core.log.chain import Event
from handrail.ports import Clock, Desk, NewId, Work

AT_ONCE = 200


class UnderLegalHold(IllegalMove):
    """The law wants these words kept."""


class StillOpen(IllegalMove):
    """Somebody still works on a conversation whose words would go."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`open`: the customer's conversations that are neither resolved nor closed."""

    legal_hold: bool
    open: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """How much text went; what was erased before is not counted again."""

    conversations: int = 0
    messages: int = 0


@dataclass(frozen=True, slots=True)
class Erasure:
    """That somebody was erased, and by whose wish ("agent:<id>", "token:<id>", "system"): what a restore must repeat."""

    id: UUID
    tenant: UUID
    customer: UUID
    at: datetime
    by: str


class Erasing(Protocol):
    """Erasure within one transaction of one workspace."""

    async def standing(self, customer: UUID) -> Standing:
        """Locks the customer until the end of the transaction. Raises NotFound."""
        ...

    async def erase_customer(self, customer: UUID, at: datetime) -> Erased: ...

    async def erase_conversation(self, conversation: UUID, at: datetime) -> Erased: ...

    async def keep(self, erasure: Erasure) -> None: ...

    async def hold(self, customer: UUID, held: bool) -> None: ...

    async def closed_before(self, moment: datetime, limit: int) -> Sequence[UUID]:
        """Closed conversations with text, of customers who are not under legal hold; locked, the oldest first."""
        ...


ErasingOf = Callable[[Work], Erasing]


class EraseCustomer:
    """`list_outside` writes an erasure where a restored database cannot undo it, before it is committed."""

    def __init__(
        self, desk: Desk, erasing: ErasingOf, list_outside: Callable[[Erasure], None], clock: Clock, new_id: NewId
    ) -> None:
        self._desk, self._erasing, self._list_outside = desk, erasing, list_outside
        self._clock, self._new_id = clock, new_id

    async def __call__(self, tenant: UUID, customer: UUID, by: str, *, even_open: bool = False) -> Erased:
        """Erasing again erases what came since. With `even_open` the text of conversations that somebody still works on
        goes too; they stay with their owner. Raises NotFound, UnderLegalHold, StillOpen."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            erasing = self._erasing(work)
            _refuse(await erasing.standing(customer), even_open)
            erased = await erasing.erase_customer(customer, now)
            erasure = Erasure(self._new_id(), tenant, customer, now, by)
            await erasing.keep(erasure)
            data = {"customer": str(customer), "erasure": str(erasure.id), "messages": erased.messages}
            await work.record(Event("customer_erased", by, now, data))
            self._list_outside(erasure)
        return erased

    async def hold(self, tenant: UUID, customer: UUID, by: str, *, held: bool) -> None:
        """Puts a customer under legal hold, or lifts it. Raises NotFound."""
        async with self._desk.as_system(tenant) as work:
            erasing = self._erasing(work)
            await erasing.standing(customer)
            await erasing.hold(customer, held)
            kind = "legal_hold_set" if held else "legal_hold_lifted"
            await work.record(Event(kind, by, self._clock(), {"customer": str(customer)}))


class EraseOld:
    """Retention: the text of conversations that closed longer ago than the workspace keeps it."""

    def __init__(self, desk: Desk, erasing: ErasingOf, clock: Clock) -> None:
        self._desk, self._erasing, self._clock = desk, erasing, clock

    async def __call__(self, tenant: UUID) -> Erased:
        """Erases what is due, some hundred conversations a transaction. Nothing where no retention is set."""
        total = Erased()
        while (part := await self._some(tenant)).conversations:
            total = Erased(total.conversations + part.conversations, total.messages + part.messages)
        return total

    async def _some(self, tenant: UUID) -> Erased:
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            days = (await work.people.workspace()).retention_days
            if days is None:
                return Erased()
            erasing = self._erasing(work)
            due = await erasing.closed_before(now - timedelta(days=days), AT_ONCE)
            messages = 0
            for conversation in due:
                erased = await erasing.erase_conversation(conversation, now)
                data = {"because": "retention", "days": days, "messages": erased.messages}
                await work.record(Event("text_erased", "system", now, data, conversation))
                messages += erased.messages
        return Erased(len(due), messages)


def _refuse(standing: Standing, even_open: bool) -> None:
    if standing.legal_hold:
        raise UnderLegalHold(
            "This customer is under legal hold: nothing of theirs may be erased until the hold is lifted."
        )
    if standing.open and not even_open:
        raise StillOpen(
            f"Somebody still works on {len(standing.open)} conversation(s) of this customer, first {standing.open[0]}: "
            "resolve them, or erase their text as they stand."
        )
