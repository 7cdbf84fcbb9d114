"""A lead blocks a customer by name, for a reason and for a while; an open wish for a person is not touched."""

from datetime import datetime
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.blocking import LONGEST_BLOCK
from handrail.core.conversation.message import clean_text
from handrail.core.conversation.moves import IllegalMove
from handrail.core.log.chain import Event
from handrail.flows.who_may import person_who_may
from handrail.ports import Clock, Desk, NewId
from handrail.ports.daily_work import CustomersOf

LONGEST_REASON = 1_000


class BlockCustomer:
    def __init__(self, desk: Desk, customers: CustomersOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._customers, self._clock, self._new_id = desk, customers, clock, new_id

    async def __call__(self, tenant: UUID, by: UUID, customer: UUID, because: str, until: datetime) -> UUID:
        """Of the whole customer, wherever merged; a second block takes the place of the first. Raises NotAllowed,
        NotFound, IllegalMove for a time that is past or more than 90 days ahead, and the refusals of clean_text."""
        now, new_id = self._clock(), self._new_id()
        reason = clean_text(because, LONGEST_REASON)
        if not now < until <= now + LONGEST_BLOCK:
            raise IllegalMove("A block ends at a time ahead, within 90 days.")
        async with self._desk.as_staff(tenant, by) as work:
            await person_who_may(work, by, Act.BLOCK_CUSTOMERS)
            customers = self._customers(work)
            whole = await customers.whole(customer)
            await customers.block(new_id, whole, by, reason, now, until)
            await customers.spread_blocks(whole, now)
            data = {"customer": str(whole), "block": str(new_id), "until": until.isoformat()}
            await work.record(Event("customer_blocked", f"agent:{by}", now, data))
        return new_id

    async def lift(self, tenant: UUID, by: UUID, customer: UUID) -> None:
        """Raises NotAllowed, and NotFound for somebody who is not blocked."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            await person_who_may(work, by, Act.BLOCK_CUSTOMERS)
            customers = self._customers(work)
            whole = await customers.whole(customer)
            await customers.lift(whole, by, now)
            await customers.spread_blocks(whole, now)
            await work.record(Event("customer_unblocked", f"agent:{by}", now, {"customer": str(whole)}))
