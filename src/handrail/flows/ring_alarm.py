"""An alarm about a P0 moment: raised when it comes, one page a round, silent once a person holds the conversation."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.facts import MomentFact
from handrail.core.log.chain import Event
from handrail.core.ownership.on_call import next_paged, on_call_order
from handrail.core.ownership.person import Person
from handrail.flows.hand_off import roster_of
from handrail.ports import Job, NewId, Work
from handrail.ports.paging import Alarm, OpenAlarm, PagingOf

PAGE: Final = "page"
PAGE_AGAIN: Final = "page_again"
QUIET: Final = timedelta(hours=1)
"""After somebody acknowledged, the same moment pages nobody for this long while a person holds the conversation."""


class RingAlarm:
    """In the caller's transaction, under their lock on the conversation; pages leave by jobs once it is committed.
    `every_minutes` holds where a workspace has none of its own."""

    def __init__(self, paging: PagingOf, new_id: NewId, every_minutes: float = 5) -> None:
        self._paging, self._new_id, self._every_minutes = paging, new_id, every_minutes

    async def noticed(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime
    ) -> None:
        """For each P0 moment that has no alarm yet, whoever writes here. Within the quiet after an acknowledgement none."""
        await self._raise(work, conversation, moments, now, quiet=now - QUIET)
        await self._first_pages(work, conversation.id, now)

    async def offered(
        self,
        work: Work,
        conversation: Conversation,
        called: Person | None,
        moments: Sequence[MomentFact],
        now: datetime,
    ) -> datetime:
        """Nobody holds it: it rings. `called`: who of those on call it is offered to, and so the one who is paged; None
        where somebody at the desk has it for a moment. When the next one is paged."""
        paging = self._paging(work)
        await self._raise(work, conversation, moments, now, quiet=now)
        await self._raise_again(work, conversation.id, now)
        if called is not None:
            await self._page_called(work, conversation.id, called, now)
        await self._first_pages(work, conversation.id, now)
        return min(
            (one.next_at for one in await paging.open_alarms(conversation.id) if one.next_at is not None),
            default=now + await self.every(work),
        )

    async def _page_called(self, work: Work, conversation: UUID, called: Person, now: datetime) -> None:
        """Unless they were just paged about it."""
        for one in await self._paging(work).open_alarms(conversation):
            if one.last_paged != called.id or one.next_at is None or one.next_at <= now:
                await self.begin_round(work, one.alarm, one.rounds + 1, called, now)

    async def tried(self, work: Work, conversation: UUID) -> tuple[UUID, ...]:
        """Whom it was offered to since the alarm that rings now was raised."""
        return tuple(await self._paging(work).offered(conversation))

    async def late(self, work: Work, conversation: Conversation, now: datetime) -> None:
        """Whoever holds it has not answered in time: it rings anew, for the others first."""
        await self._raise_again(work, conversation.id, now)
        await self._first_pages(work, conversation.id, now, tried=(conversation.writer,))

    async def rings(self, work: Work, conversation: UUID, moments: Sequence[MomentFact]) -> bool:
        """Whether an alarm is open, and one for each of these."""
        ringing = {one.alarm.moment for one in await self._paging(work).open_alarms(conversation)}
        return bool(ringing) and {one.slug for one in moments} <= ringing

    async def held(self, work: Work, conversation: UUID, by: UUID, now: datetime) -> int:
        """A person holds it: nobody else is paged. How many alarms that ended."""
        open_ones = await self._paging(work).open_alarms(conversation)
        for one in open_ones:
            await self.end(work, one.alarm, by, now)
        return len(open_ones)

    async def end(self, work: Work, alarm: Alarm, by: UUID, now: datetime) -> None:
        await self._paging(work).acknowledge(alarm.id, by, now)
        data = {"alarm": str(alarm.id), "moment": alarm.moment}
        await work.record(Event("alarm_acknowledged", f"agent:{by}", now, data, alarm.conversation))

    async def again(self, work: Work, alarm: OpenAlarm, number: int, now: datetime) -> bool:
        """The next round of one that nobody acknowledged."""
        person = next_paged(on_call_order(await roster_of(work), now), alarm.paged_people)
        return await self.begin_round(work, alarm.alarm, number, person, now)

    async def every(self, work: Work) -> timedelta:
        settings = await self._paging(work).settings()
        return timedelta(minutes=settings.every_minutes or self._every_minutes)

    async def begin_round(self, work: Work, alarm: Alarm, number: int, person: Person | None, now: datetime) -> bool:
        """False when this round has its page already."""
        next_at = now + await self.every(work)
        who = None if person is None else person.id
        if not await self._paging(work).add_page(self._new_id(), alarm.id, number, who, now, next_at):
            return False
        ids = {"alarm": str(alarm.id)}
        data = {**ids, "moment": alarm.moment, "round": number, "person": None if who is None else str(who)}
        await work.record(Event("paged", "system", now, data, alarm.conversation))
        await work.enqueue(
            Job(PAGE, work.tenant, run_at=now, more={**ids, "round": number}),
            Job(PAGE_AGAIN, work.tenant, run_at=next_at, more={**ids, "round": number + 1}),
        )
        return True

    async def _raise(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime, quiet: datetime
    ) -> None:
        for slug in dict.fromkeys(one.slug for one in moments if one.urgency == "P0"):
            alarm = self._new_id()
            if await self._paging(work).raise_alarm(alarm, conversation.id, slug, now, quiet):
                await self._raised(work, Alarm(alarm, conversation.id, slug, now), now)

    async def _raise_again(self, work: Work, conversation: UUID, now: datetime) -> None:
        """The last one, unless one rings."""
        alarm = await self._paging(work).raise_again(self._new_id(), conversation, now)
        if alarm is not None:
            await self._raised(work, alarm, now)

    async def _raised(self, work: Work, alarm: Alarm, now: datetime) -> None:
        data = {"alarm": str(alarm.id), "moment": alarm.moment}
        await work.record(Event("alarm_raised", "system", now, data, alarm.conversation))

    async def _first_pages(
        self, work: Work, conversation: UUID, now: datetime, tried: Sequence[UUID | None] = ()
    ) -> None:
        fresh = [one for one in await self._paging(work).open_alarms(conversation) if one.rounds == 0]
        if fresh:
            first = next_paged(on_call_order(await roster_of(work), now), [one for one in tried if one is not None])
            for one in fresh:
                await self.begin_round(work, one.alarm, 1, first, now)
