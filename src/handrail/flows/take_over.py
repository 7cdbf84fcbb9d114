"""A person takes the conversation, hands it on, gives it back, or waits for somebody else."""

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.moves import (
    IllegalMove,
    given_back,
    must_write,
    offered_to,
    taken_over,
    waits_for_other,
)
from handrail.core.escalation.moments.moment import GRAVEST
from handrail.core.log.chain import Event
from handrail.core.ownership.lease import LeasePolicy, lease_for
from handrail.core.ownership.there import why_not
from handrail.flows.accountable import accountable
from handrail.flows.hand_off import HandOn, roster_of
from handrail.ports import Clock, Desk, Job, NotFound, Work

REPLY_WITHIN = timedelta(minutes=15)


class NobodyThere(IllegalMove):
    """The person it is handed to is gone, off shift, absent or full."""


class Held(Protocol):
    """The alarm about a P0 moment falls silent: a person holds the conversation."""

    async def held(self, work: Work, conversation: UUID, by: UUID, now: datetime) -> int: ...


class TakeOver:
    """`hand_on` gives a P0 conversation that somebody gives back to the next on call: the assistant stays out of it."""

    def __init__(
        self,
        desk: Desk,
        clock: Clock,
        leases: LeasePolicy | None = None,
        *,
        alarm: Held | None = None,
        hand_on: HandOn | None = None,
    ) -> None:
        self._desk, self._clock, self._leases = desk, clock, leases or LeasePolicy()
        self._alarm, self._hand_on = alarm, hand_on

    async def __call__(self, tenant: UUID, conversation: UUID, by: UUID) -> Conversation:
        """From the assistant or a colleague; also how an offered conversation, and an alarm, is acknowledged. Raises
        NotFound, ConversationAlreadyClosed."""
        async with self._desk.as_staff(tenant, by) as work:
            return await self.within(work, await work.conversations.get(conversation, lock=True), by, self._clock())

    async def within(self, work: Work, before: Conversation, by: UUID, now: datetime) -> Conversation:
        """Under the caller's lock."""
        due = await self._reply_due(work, before, now)
        after = taken_over(before, by, now, due - now)
        if after != before:
            await work.conversations.save(after)
            await work.record(_owner_event("taken_over", before, after, by, now))
        if self._alarm is not None:
            await self._alarm.held(work, before.id, by, now)
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
            absent = None if person.reserve else why_not(person, now, to_write=True, grave=before.p0_stands)
            if absent is not None:
                raise NobodyThere(f"{person.name} is {absent}.")
            after = offered_to(before, by, to, now + lease_for(before.channel, False, self._leases))
            await work.conversations.save(after)
            await work.record(_owner_event("offered_to", before, after, by, now, to=str(to)))
            return after

    async def give_back(self, tenant: UUID, conversation: UUID, by: UUID) -> Conversation:
        """Only this ends the assistant's silence. The topic's owner, or whoever stands in for them, is accountable. Where
        a P0 moment was noticed the assistant writes no more: it goes to the next on call, and the alarm rings until they
        have it. Raises SomebodyElseHolds, WishStillUnmet, and IllegalMove for a P0 moment that is settled."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            before = await work.conversations.get(conversation, lock=True)
            if before.urgency == GRAVEST and self._hand_on is not None:
                must_write(before, by)
                if not before.p0_stands:
                    raise IllegalMove("A P0 moment was settled here: what the customer writes next comes to a person.")
                why = "Whoever had it gave it back."
                return await self._hand_on.within(work, before, why, exclude=frozenset({by}), passed_on=True)
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
