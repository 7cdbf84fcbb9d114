"""A customer leaves an address, so that an answer reaches them after they have gone."""

from uuid import UUID

from handrail.core.log.chain import Event
from handrail.ports import Clock, Desk, NewId, NotFound, SetupOf


class LeaveEmail:
    def __init__(self, desk: Desk, setup: SetupOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._setup, self._clock, self._new_id = desk, setup, clock, new_id

    async def __call__(self, tenant: UUID, conversation: UUID, customer: UUID, email: str) -> None:
        """A claim, never proof of who somebody is; the same address again changes nothing. Raises NotFound."""
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            if current.customer != customer:
                raise NotFound("This conversation does not exist.")
            if await self._setup(work).add_email(self._new_id(), customer, email):
                left = Event("email_left", f"customer:{customer}", self._clock(), {}, conversation)
                await work.record(left)
