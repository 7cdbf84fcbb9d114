"""Staff's switch for the assistant: stopped in one conversation, a topic, a channel, a tool or everywhere, at once."""

from dataclasses import replace
from uuid import UUID

from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.log.chain import Event
from handrail.core.ownership.person import Role
from handrail.flows.administer import NotAllowed
from handrail.flows.hand_off import roster_of
from handrail.ports import Clock, Desk, Job, NewId, NewStop, NotFound, SetupOf, Work

MAY_LIFT_WIDE_STOPS = frozenset({Role.SUPERVISOR, Role.LEAD, Role.ADMIN})


class StopAssistant:
    def __init__(self, desk: Desk, setup: SetupOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._setup, self._clock, self._new_id = desk, setup, clock, new_id

    async def put(self, tenant: UUID, by: UUID, stop: NewStop) -> UUID:
        """Anybody on the team may stop the assistant. Raises NotFound for a topic, channel, tool or conversation that is
        not there."""
        now, new_id = self._clock(), self._new_id()
        if stop.scope == "conversation":
            stop = replace(stop, value=str(_id(stop.value)))
        async with self._desk.as_staff(tenant, by) as work:
            conversation = await self._covered(work, stop)
            await self._setup(work).put_stop(new_id, stop, by, now)
            data = {"stop": str(new_id), "scope": stop.scope, "value": stop.value}
            where = None if conversation is None else conversation.id
            await work.record(Event("assistant_stopped", f"agent:{by}", now, data, where))
            if conversation is not None:
                await self._silence(work, conversation)
        return new_id

    async def lift(self, tenant: UUID, by: UUID, stop: UUID) -> None:
        """A stop wider than one conversation is lifted by a supervisor, lead or admin. Raises NotFound, NotAllowed."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            setup = self._setup(work)
            standing = await setup.stop_in_force(stop)
            person = (await roster_of(work)).person(by)
            if standing.scope != "conversation" and (person is None or person.role not in MAY_LIFT_WIDE_STOPS):
                raise NotAllowed("A supervisor, lead or admin lifts a stop that is wider than one conversation.")
            await setup.lift_stop(stop, now)
            data = {"stop": str(stop), "scope": standing.scope, "value": standing.value}
            where = UUID(standing.value) if standing.scope == "conversation" else None
            await work.record(Event("stop_lifted", f"agent:{by}", now, data, where))

    async def _covered(self, work: Work, stop: NewStop) -> Conversation | None:
        match stop.scope:
            case "conversation":
                return await work.conversations.get(_id(stop.value), lock=True)
            case "topic" if await work.topics.get(stop.value) is None:
                raise NotFound("This topic does not exist.")
            case "channel" if stop.value not in set(Channel):
                raise NotFound("This channel does not exist.")
            case "tool" if await work.tools.get(stop.value) is None:
                raise NotFound("This tool does not exist.")
            case _:
                return None

    async def _silence(self, work: Work, current: Conversation) -> None:
        """Whatever is on its way is dropped at the fence; an open question is decided again, now under the stop."""
        if not current.assistant_writes:
            return
        waiting = current.undecided_since is not None
        decided = min(current.decided_turn, current.turn - 1) if waiting else current.decided_turn
        await work.conversations.save(replace(current, fence=current.fence + 1, decided_turn=decided))
        if waiting:
            await work.enqueue(Job("decide", work.tenant, current.id))


def _id(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise NotFound("This conversation does not exist.") from error
