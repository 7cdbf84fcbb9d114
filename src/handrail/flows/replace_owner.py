"""Somebody is not there any more: what they owned goes on to a person who is."""

from collections.abc import Awaitable
from uuid import UUID

import structlog

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.moves import owned_by, passed_on
from handrail.core.log.chain import Event
from handrail.core.ownership.person import Person
from handrail.core.ownership.there import why_not_keep
from handrail.flows.accountable import accountable
from handrail.flows.hand_off import HandOn, roster_of
from handrail.ports import Clock, Desk, NotFound, Work

log = structlog.get_logger()

WORKED_ON = frozenset({State.OFFERED, State.HELD})


class ReplaceOwner:
    def __init__(self, desk: Desk, hand_on: HandOn, clock: Clock) -> None:
        self._desk, self._hand_on, self._clock = desk, hand_on, clock

    async def __call__(self, tenant: UUID, absent: Person, *, for_good: bool = False) -> int:
        """Moves everything open that `absent` owns, each in its own transaction; how many moved. Whoever is away for a
        while stays the writer where the next word is the customer's; who leaves `for_good` does not."""
        async with self._desk.as_system(tenant) as work:
            theirs = set(await work.conversations.owned_by(absent.id))
            if for_good:
                theirs |= set(await work.conversations.written_by(absent.id))
        return sum([await apart(self._one(tenant, one, absent, for_good), one) for one in sorted(theirs)])

    async def _one(self, tenant: UUID, conversation: UUID, absent: Person, for_good: bool) -> int:
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            theirs = current.owner == absent.id or (for_good and current.writer == absent.id)
            if not theirs or not current.is_open or (not for_good and self._keeps(absent, current)):
                return 0
            await self._move(work, current, absent, for_good)
        return 1

    def _keeps(self, absent: Person, current: Conversation) -> bool:
        """Whoever is paged about P0 moments is there for those, off shift or not."""
        return current.p0_stands and why_not_keep(absent, self._clock(), grave=True) is None

    async def leave(self, tenant: UUID, person: UUID, by: str = "system") -> int:
        """A person leaves for good: first what they own finds others, then they are gone. `by`: the actor, for the log.
        Raises NotFound, and TheReserveCannotLeave."""
        async with self._desk.as_system(tenant) as work:
            leaving = (await roster_of(work)).person(person)
        if leaving is None:
            raise NotFound("This person does not exist.")
        if leaving.reserve:
            raise TheReserveCannotLeave("Name another last resort first.")
        moved = await self(tenant, leaving, for_good=True)
        async with self._desk.as_system(tenant) as work:
            await work.people.set_gone(person)
            await work.record(Event("person_left", by, self._clock(), {"person": str(person), "moved": moved}))
        return moved

    async def _move(self, work: Work, current: Conversation, absent: Person, for_good: bool) -> None:
        now = self._clock()
        if current.writer is not None and (current.state in WORKED_ON or current.p0_stands):
            why = f"{absent.name} is not here any more."
            await self._hand_on.within(work, current, why, exclude=frozenset({absent.id}), passed_on=True)
            return
        topic = None if current.topic is None else await work.topics.get(current.topic)
        choice = await accountable(work, topic, now, exclude=frozenset({absent.id}))
        after = choice.person.id
        moved = passed_on(current, absent.id, after) if for_good else owned_by(current, after)
        await work.conversations.save(moved)
        data = {"from_owner": str(absent.id), "to_owner": str(choice.person.id), "because": choice.link.value}
        await work.record(Event("owner_changed", "system", now, data, current.id))


async def apart(step: Awaitable[int], conversation: UUID) -> int:
    """One conversation's step in a round: when it fails it is logged and tried again next round, and stops no other."""
    try:
        return await step
    except Exception as error:
        log.error("step.failed", conversation=str(conversation), error=type(error).__name__, exc_info=True)
        return 0


class TheReserveCannotLeave(Exception):
    """A workspace always has a last resort."""
