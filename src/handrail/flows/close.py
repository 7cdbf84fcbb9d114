"""A conversation is settled: resolved by a person, the customer's yes or silence, and closed when its window has passed."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.conversation.conversation import Conversation, ResolvedAs, State
from handrail.core.conversation.moves import SomebodyElseHolds, closed, resolved
from handrail.core.log.chain import Event
from handrail.ports import Clock, Desk, Job, NotFound, Work

DEFAULT_WINDOW = timedelta(days=7)


WaitsUntil = Callable[[Work, UUID], Awaitable[datetime | None]]
"""Until when something is still to be said in this conversation of itself: a reminder that a playbook waits to give."""


class Close:
    def __init__(self, desk: Desk, clock: Clock, waits_until: WaitsUntil | None = None) -> None:
        self._desk, self._clock, self._waits_until = desk, clock, waits_until

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
        """Under the caller's lock. While a reminder is still ahead it stays as it is, until the window after that."""
        now = self._clock()
        ahead = None if self._waits_until is None else await self._waits_until(work, current.id)
        if ahead is not None:
            later = max(ahead, now) + await self._window(work, current)
            stays = replace(current, closes_at=later, deadline_at=later, deadline_kind="close")
            await work.conversations.save(stays)
            await work.enqueue(Job("close", work.tenant, current.id, run_at=later))
            return stays
        promises = await work.decisions.open_promises(current.id)
        after = closed(current, now, open_promises=len(promises))
        await work.conversations.save(after)
        await work.record(Event("closed", "system", now, {}, current.id))
        return after

    async def _window(self, work: Work, current: Conversation) -> timedelta:
        topic = None if current.topic is None else await work.topics.get(current.topic)
        return DEFAULT_WINDOW if topic is None else timedelta(days=topic.window_days)
