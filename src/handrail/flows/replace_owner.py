"""Somebody is not there any more: what they owned goes on to a person who is."""

from uuid import UUID

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.moves import owned_by, passed_on
from handrail.core.log.chain import Event
from handrail.core.ownership.person import Person
from handrail.flows.accountable import accountable
from handrail.flows.hand_off import HandOn, roster_of
from handrail.ports import Clock, Desk, NotFound, Work

WORKED_ON = frozenset({State.OFFERED, State.HELD})


class ReplaceOwner:
    def __init__(self, desk: Desk, hand_on: HandOn, clock: Clock) -> None:
        self._desk, self._hand_on, self._clock = desk, hand_on, clock

    async def __call__(self, tenant: UUID, absent: Person, *, for_good: bool = False) -> int:
        """Moves everything open that `absent` owns, each in its own transaction; how many moved. Whoever is away for a
        while stays the writer where the next word is the customer's; who leaves `for_good` does not."""
        async with self._desk.as_system(tenant) as work:
            owned = await work.conversations.owned_by(absent.id)
        moved = 0
        for conversation in owned:
            async with self._desk.as_system(tenant) as work:
                current = await work.conversations.get(conversation, lock=True)
                if current.owner == absent.id and current.is_open:
                    await self._move(work, current, absent, for_good)
                    moved += 1
        return moved

    async def leave(self, tenant: UUID, person: UUID) -> int:
        """A person leaves for good: first what they own finds others, then they are gone. Raises NotFound, and
        TheReserveCannotLeave."""
        async with self._desk.as_system(tenant) as work:
            leaving = (await roster_of(work)).person(person)
        if leaving is None:
            raise NotFound("This person does not exist.")
        if leaving.reserve:
            raise TheReserveCannotLeave("Name another last resort first.")
        moved = await self(tenant, leaving, for_good=True)
        async with self._desk.as_system(tenant) as work:
            await work.people.set_gone(person)
            await work.record(Event("person_left", "system", self._clock(), {"person": str(person), "moved": moved}))
        return moved

    async def _move(self, work: Work, current: Conversation, absent: Person, for_good: bool) -> None:
        now = self._clock()
        if current.writer is not None and current.state in WORKED_ON:
            why = f"{absent.name} is not here any more."
            await self._hand_on.within(work, current, why, exclude=frozenset({absent.id}))
            return
        topic = None if current.topic is None else await work.topics.get(current.topic)
        choice = await accountable(work, topic, now, exclude=frozenset({absent.id}))
        after = choice.person.id
        moved = passed_on(current, absent.id, after) if for_good else owned_by(current, after)
        await work.conversations.save(moved)
        data = {"from_owner": str(absent.id), "to_owner": str(choice.person.id), "because": choice.link.value}
        await work.record(Event("owner_changed", "system", now, data, current.id))


class TheReserveCannotLeave(Exception):
    """A workspace always has a last resort."""
