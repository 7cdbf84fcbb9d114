"""A moment was noticed, whoever reads the words: its clocks start, and for a P0 moment whoever is on call is paged."""

from collections.abc import Sequence
from datetime import datetime

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.clocks import clock_named, due_at
from handrail.core.log.chain import Event
from handrail.flows.page_on_call import PageOnCall
from handrail.flows.register_in_force import RegisterInForce
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
    def __init__(self, page: PageOnCall, clocks: StartClocks) -> None:
        self._page, self._clocks = page, clocks

    async def within(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime
    ) -> None:
        """In the caller's transaction, under their lock on the conversation."""
        await self._page.within(work, conversation, moments, now)
        await self._clocks.within(work, conversation, moments, now)


def _words(clock: Running) -> str:
    says = clock_named(clock.name).says
    due = "" if clock.due_at is None else f" Due {clock.due_at:%Y-%m-%d %H:%M} UTC."
    return f"{says} Began {clock.started_at:%Y-%m-%d %H:%M} UTC.{due}"
