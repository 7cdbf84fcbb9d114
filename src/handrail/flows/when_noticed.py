"""A moment was noticed, whoever reads the words: its clocks start, and for a P0 moment whoever is on call is paged."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.clocks import clock_named, due_at
from handrail.core.escalation.moments.moment import GRAVEST
from handrail.core.log.chain import Event
from handrail.core.ownership.there import why_not_keep
from handrail.flows.hand_off import HandOn, roster_of
from handrail.flows.register_in_force import RegisterInForce
from handrail.flows.ring_alarm import RingAlarm
from handrail.ports import Work
from handrail.ports.clocks import ClocksOf, Running


class StartClocks:
    def __init__(self, in_force: RegisterInForce, clocks: ClocksOf) -> None:
        self._in_force, self._clocks = in_force, clocks

    async def within(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime
    ) -> None:
        """Each clock of these moments once for the conversation; the first time counts."""
        if not moments:
            return
        register = (await self._in_force.within(work)).register
        found = (register.moments[one.slug] for one in moments if one.slug in register.moments)
        for moment in found:
            for name in moment.clocks:
                await self._start(work, conversation, Running(name, moment.slug, now, due_at(clock_named(name), now)))

    async def in_words(self, work: Work, conversation: Conversation) -> tuple[str, ...]:
        """What runs, as whoever takes over reads it in the packet."""
        return tuple(_words(one) for one in await self._clocks(work).of(conversation.id))

    async def _start(self, work: Work, conversation: Conversation, clock: Running) -> None:
        if await self._clocks(work).start(conversation.id, clock):
            due = None if clock.due_at is None else clock.due_at.isoformat()
            data = {"clock": clock.name, "moment": clock.moment, "due_at": due}
            await work.record(Event("clock_started", "system", clock.started_at, data, conversation.id))


class WhenNoticed:
    """For words that no decision reads. What a decision reads is handed over, and rings with that."""

    def __init__(self, ring: RingAlarm, clocks: StartClocks, hand_on: HandOn) -> None:
        self._ring, self._clocks, self._hand_on = ring, clocks, hand_on

    async def within(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime
    ) -> None:
        """In the caller's transaction, under their lock on the conversation. A P0 moment where nobody is at it goes at
        once to whoever can come, with what the customer is told then."""
        await self._clocks.within(work, conversation, moments, now)
        grave = [one for one in moments if one.urgency == GRAVEST]
        if not conversation.p0_stands:
            return
        if await self._is_at_it(work, conversation, now):
            await self._ring.noticed(work, conversation, grave, now)
        elif not await self._ring.rings(work, conversation.id, grave):
            away = conversation.writer if conversation.is_held else None
            exclude = frozenset[UUID]() if away is None else frozenset({away})
            why = "Nobody was at it when it was noticed."
            await self._hand_on.within(work, conversation, why, exclude=exclude, passed_on=True)

    async def _is_at_it(self, work: Work, conversation: Conversation, now: datetime) -> bool:
        """A person holds it who is there."""
        writer = (await roster_of(work)).person(conversation.writer)
        return conversation.is_held and writer is not None and why_not_keep(writer, now, grave=True) is None


def _words(clock: Running) -> str:
    says = clock_named(clock.name).says
    due = "" if clock.due_at is None else f" Due {clock.due_at:%Y-%m-%d %H:%M} UTC."
    return f"{says} Began {clock.started_at:%Y-%m-%d %H:%M} UTC.{due}"
