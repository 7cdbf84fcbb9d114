"""Two customers who are proven to be one human being become one for everybody on the team; and apart again."""

from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.daily.merging import Evidence, merge
from handrail.core.log.chain import Event
from handrail.flows.who_may import person_who_may
from handrail.ports import Clock, Desk, NewId
from handrail.ports.daily_work import CustomersOf


class MergeCustomers:
    """What the team sees follows a merge; what a customer's own token or sign-in opens never does."""

    def __init__(self, desk: Desk, customers: CustomersOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._customers, self._clock, self._new_id = desk, customers, clock, new_id

    async def __call__(self, tenant: UUID, by: UUID, gone: UUID, into: UUID) -> Evidence:
        """Raises NotAllowed, NotFound, NothingProvesIt, CannotBeMerged."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            await person_who_may(work, by, Act.MERGE_CUSTOMERS)
            customers = self._customers(work)
            known = {one: await customers.identity(one) for one in sorted({gone, into})}
            evidence = merge(known[gone], known[into])
            await customers.merge(self._new_id(), gone, into, evidence, by, now)
            await customers.spread_blocks(into, now)
            data = {"customer": str(gone), "into": str(into), "evidence": evidence.value}
            await work.record(Event("customers_merged", f"agent:{by}", now, data))
        return evidence

    async def undo(self, tenant: UUID, by: UUID, gone: UUID) -> None:
        """Each has their own again. Raises NotAllowed, and NotFound for somebody who is not merged."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            await person_who_may(work, by, Act.MERGE_CUSTOMERS)
            customers = self._customers(work)
            into = await customers.unmerge(gone, by, now)
            for one in sorted((gone, into)):
                await customers.spread_blocks(one, now)
            data = {"customer": str(gone), "from": str(into)}
            await work.record(Event("customers_unmerged", f"agent:{by}", now, data))
