"""An agent takes a conversation for spam, which closes it, or finds that it was none, which brings it back to them."""

from datetime import timedelta
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.spam import marked_as_spam, not_spam
from handrail.core.log.chain import Event
from handrail.flows.who_may import person_who_may
from handrail.ports import Clock, Desk

REPLY_WITHIN = timedelta(minutes=15)


class MarkSpam:
    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    async def __call__(self, tenant: UUID, conversation: UUID, by: UUID) -> Conversation:
        """By the agent who writes, or anybody while the assistant does. Raises NotAllowed, NotFound, SomebodyElseHolds,
        WishStillUnmet, PromiseStillOpen, ConversationAlreadyClosed."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            await person_who_may(work, by, Act.MARK_SPAM)
            current = await work.conversations.get(conversation, lock=True)
            promises = await work.decisions.open_promises(conversation)
            after = marked_as_spam(current, by, now, open_promises=len(promises))
            await work.conversations.save(after)
            data = {"owner": str(current.owner), "fence": after.fence, "state": current.state.value}
            await work.record(Event("marked_as_spam", f"agent:{by}", now, data, conversation))
            return after

    async def undo(self, tenant: UUID, conversation: UUID, by: UUID) -> Conversation:
        """Whoever says so owns it and writes in it. Raises NotAllowed, NotFound, IllegalMove."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            await person_who_may(work, by, Act.MARK_SPAM)
            current = await work.conversations.get(conversation, lock=True)
            after = not_spam(current, by, now, REPLY_WITHIN)
            await work.conversations.save(after)
            data = {"from_owner": str(current.owner), "to_owner": str(by), "fence": after.fence}
            await work.record(Event("not_spam", f"agent:{by}", now, data, conversation))
            return after
