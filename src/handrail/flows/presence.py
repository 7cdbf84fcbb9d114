"""Somebody looks at a conversation or types in it: shown to the others for a moment, kept by nobody."""

from uuid import UUID

from handrail.ports import Desk, NotFound
from handrail.ports.presence import LookingSeen, Presence, WhoIsHere


class ShowPresence:
    def __init__(self, desk: Desk, presence: Presence) -> None:
        self._desk, self._presence = desk, presence

    async def customer(self, tenant: UUID, conversation: UUID, customer: UUID, *, typing: bool) -> None:
        """Raises NotFound for a conversation that is not theirs."""
        async with self._desk.as_system(tenant) as work:
            if (await work.conversations.get(conversation)).customer != customer:
                raise NotFound("This conversation does not exist.")
        self._presence.customer_types(tenant, conversation, typing=typing)

    async def agent(self, tenant: UUID, conversation: UUID, person: UUID, *, typing: bool) -> WhoIsHere:
        """Who else is there. `typing`: words for the customer, not a note. Raises NotFound."""
        async with self._desk.as_staff(tenant, person) as work:
            await work.conversations.get(conversation)
        self._presence.looks(tenant, conversation, person, typing=typing)
        return await self.looking(tenant, conversation)

    def leaves(self, tenant: UUID, conversation: UUID, person: UUID) -> None:
        self._presence.leaves(tenant, conversation, person)

    async def looking(self, tenant: UUID, conversation: UUID) -> WhoIsHere:
        """Costs nothing where nobody is."""
        here = self._presence.people(tenant, conversation)
        names: dict[UUID, str] = {}
        if here:
            async with self._desk.as_system(tenant) as work:
                people, _ = await work.people.roster()
            names = {person.id: person.name for person in people}
        seen = [LookingSeen(one.person, names.get(one.person, ""), one.typing, one.since) for one in here]
        return WhoIsHere(seen, self._presence.customer_typing(tenant, conversation) > 0)
