"""A conversation is settled: resolved by a person, the customer's yes or silence, and closed when its window has passed."""

from datetime import timedelta
from uuid import UUID

from handrail.core.conversation.conversation import Conversation, ResolvedAs, State
from handrail.core.conversation.moves import SomebodyElseHolds, closed, resolved
from handrail.core.log.chain import Event
from handrail.ports import Clock, Desk, Job, NotFound, Work

DEFAULT_WINDOW = timedelta(days=7)


class Close:
    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    async def resolve(self, tenant: UUID, conversation: UUID, by: UUID) -> Conversation:
        """By the agent who writes, or by anybody of the team while the assistant does. Raises SomebodyElseHolds,
        PromiseStillOpen, WishStillUnmet, ConversationAlreadyClosed, NotFound."""
        async with self._desk.as_staff(tenant, by) as work:
            current = await work.conversations.get(conversation, lock=True)
            if current.writer not in (None, by):
                raise SomebodyElseHolds("A colleague writes in this conversation: take it over first.")
            return await self.settle(work, current, ResolvedAs.BY_AGENT, f"agent:{by}")

    async def confirm(self, tenant: UUID, conversation: UUID, customer: UUID) -> Conversation:
        """The customer says that it is solved. Raises as `resolve` does."""
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            if current.customer != customer:
                raise NotFound("This conversation does not exist.")
            return await self.settle(work, current, ResolvedAs.CONFIRMED, f"customer:{customer}")

    async def settle(self, work: Work, current: Conversation, how: ResolvedAs, actor: str) -> Conversation:
        """Under the caller's lock. A timer closes it when the window has passed."""
        now = self._clock()
        window = await self._window(work, current)
        promises = await work.decisions.open_promises(current.id)
        after = resolved(current, how, now, window, open_promises=len(promises))
        await work.conversations.save(after)
        await work.record(Event("resolved", actor, now, {"as": how.value}, current.id))
        await work.enqueue(Job("close", work.tenant, current.id, run_at=after.closes_at))
        return after

    async def close(self, tenant: UUID, conversation: UUID) -> Conversation | None:
        """The timer's call: None when the customer came back meanwhile or the window was moved."""
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            if current.state is not State.RESOLVED or current.closes_at is None or current.closes_at > self._clock():
                return None
            return await self.shut(work, current)

    async def shut(self, work: Work, current: Conversation) -> Conversation:
        """Under the caller's lock."""
        now = self._clock()
        promises = await work.decisions.open_promises(current.id)
        after = closed(current, now, open_promises=len(promises))
        await work.conversations.save(after)
        await work.record(Event("closed", "system", now, {}, current.id))
        return after

    async def _window(self, work: Work, current: Conversation) -> timedelta:
        topic = None if current.topic is None else await work.topics.get(current.topic)
        return DEFAULT_WINDOW if topic is None else timedelta(days=topic.window_days)
