"""A person takes the conversation, hands it on, gives it back, or waits for somebody else."""

from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.moves import IllegalMove, given_back, offered_to, taken_over, waits_for_other
from handrail.core.log.chain import Event
from handrail.core.ownership.accountable import why_not
from handrail.core.ownership.lease import LeasePolicy, lease_for
from handrail.flows.accountable import accountable
from handrail.flows.hand_off import roster_of
from handrail.ports import Clock, Desk, Job, NotFound, Work

REPLY_WITHIN = timedelta(minutes=15)


class NobodyThere(IllegalMove):
    """The person it is handed to is gone, off shift, absent or full."""


class TakeOver:
    def __init__(self, desk: Desk, clock: Clock, leases: LeasePolicy | None = None) -> None:
        self._desk, self._clock, self._leases = desk, clock, leases or LeasePolicy()

    async def __call__(self, tenant: UUID, conversation: UUID, by: UUID) -> Conversation:
        """From the assistant or a colleague; also how an offered conversation is acknowledged. Raises NotFound,
        ConversationAlreadyClosed."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            before = await work.conversations.get(conversation, lock=True)
            due = await self._reply_due(work, before, now)
            after = taken_over(before, by, now, due - now)
            if after != before:
                await work.conversations.save(after)
                await work.record(_owner_event("taken_over", before, after, by, now))
            return after

    async def _reply_due(self, work: Work, before: Conversation, now: datetime) -> datetime:
        """What was promised stands, whoever answers it."""
        promised = [p.due_at for p in await work.decisions.open_promises(before.id) if p.due_at > now]
        return min([now + REPLY_WITHIN, *promised])

    async def hand_to(self, tenant: UUID, conversation: UUID, by: UUID, to: UUID) -> Conversation:
        """The giver stays accountable until the receiver takes over. Raises NobodyThere, SomebodyElseHolds, NotFound."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            before = await work.conversations.get(conversation, lock=True)
            roster = await roster_of(work)
            person = roster.person(to)
            if person is None:
                raise NotFound("This person does not exist.")
            absent = None if person.reserve else why_not(person, now, to_write=True)
            if absent is not None:
                raise NobodyThere(f"{person.name} is {absent}.")
            after = offered_to(before, by, to, now + lease_for(before.channel, False, self._leases))
            await work.conversations.save(after)
            await work.record(_owner_event("offered_to", before, after, by, now, to=str(to)))
            return after

    async def give_back(self, tenant: UUID, conversation: UUID, by: UUID) -> Conversation:
        """Only this ends the assistant's silence. The topic's owner, or whoever stands in for them, is accountable."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            before = await work.conversations.get(conversation, lock=True)
            topic = None if before.topic is None else await work.topics.get(before.topic)
            owner = await accountable(work, topic, now, prefer=by)
            after = given_back(before, by, owner.person.id, now)
            await work.conversations.save(after)
            if after.undecided_since is not None:
                await work.enqueue(Job("decide", tenant, conversation))
            await work.record(_owner_event("given_back", before, after, by, now, explanation=owner.explanation))
            return after

    async def wait_for_other(self, tenant: UUID, conversation: UUID, by: UUID, until: datetime) -> Conversation:
        """A third party has the next word (a carrier, a workshop); the owner looks again at `until`."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            before = await work.conversations.get(conversation, lock=True)
            after = waits_for_other(before, by, now, until)
            await work.conversations.save(after)
            await work.record(_owner_event("waits_for_other", before, after, by, now, until=until.isoformat()))
            return after


def _owner_event(kind: str, before: Conversation, after: Conversation, by: UUID, now: datetime, **more: str) -> Event:
    data = {"from_owner": str(before.owner), "to_owner": str(after.owner), "fence": after.fence, **more}
    return Event(kind, f"agent:{by}", now, data, after.id)
