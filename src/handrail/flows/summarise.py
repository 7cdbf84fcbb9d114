"""A packet's summary is written by a model once the conversation is with a person: lines without support are left out."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import structlog

from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.grounding.backing import NOTHING_DONE
from handrail.core.grounding.check import check
from handrail.core.grounding.draft import Draft, Sentence, Source, SourceKind
from handrail.core.grounding.verdict import Guard, Policy
from handrail.core.handoff import Summary, SummaryLine, plain
from handrail.core.log.chain import Event
from handrail.core.privacy import RESTORED, unmask
from handrail.core.prompting import Part
from handrail.core.prompting.asks import summary_prompt
from handrail.flows.ask_model import About, AskModel
from handrail.flows.word import said_parts
from handrail.ports import Clock, Desk
from handrail.ports.model_use import ModelUseOf

log = structlog.get_logger()
KIND = "summarise"
FIRST, LAST = 10, 40
"""Messages of the thread that are read: how it began, and how it stands."""
LINES = 4
_HOLDS = frozenset({Guard.CITED, Guard.ENTAILED, Guard.SPECIFICS, Guard.MARKUP})
"""Guards of what a line says. The others are about speaking to a customer, and nobody does here."""


class Summarise:
    def __init__(self, desk: Desk, ask: AskModel, use: ModelUseOf, clock: Clock) -> None:
        self._desk, self._ask, self._use, self._clock = desk, ask, use, clock

    async def __call__(self, tenant: UUID, handoff: UUID) -> Summary | None:
        """None: the packet keeps its quotations. Never raises: a job that fails would count as failed work."""
        try:
            return await self._summed_up(tenant, handoff)
        except Exception as error:
            log.warning("summary.failed", error=type(error).__name__)
            return None

    async def _summed_up(self, tenant: UUID, handoff: UUID) -> Summary | None:
        async with self._desk.as_system(tenant) as work:
            ready = await self._ask.within(work)
            conversation = await self._use(work).packed_for(handoff)
            if not ready.may_ask or conversation is None:
                return None
            thread = _read(await work.conversations.messages(conversation))
        if sum(one.author_kind is AuthorKind.CUSTOMER for one in thread) < 2:
            return None  # one message is its own summary
        parts = said_parts(thread)
        prompt = summary_prompt(parts, mask=ready.mask)
        answered = await self._ask(tenant, About(conversation), prompt, lambda model, asked: model.summarise(asked))
        if answered.value is None:
            return None
        restored = [replace(one, text=unmask(one.text, prompt.masks, RESTORED)) for one in answered.value]
        lines = supported(restored, parts, thread)
        if not lines:
            return None
        summary = Summary("\n".join(one.text for one in lines), lines, answered.usage.model)
        data = {"handoff": str(handoff), "lines": len(lines), "dropped": len(restored) - len(lines)}
        async with self._desk.as_system(tenant) as work:
            await self._use(work).set_summary(handoff, summary)
            await work.record(Event("summarised", "assistant", self._clock(), data, conversation))
        return summary


def supported(said: Sequence[Sentence], parts: Sequence[Part], thread: Sequence[Message]) -> tuple[SummaryLine, ...]:
    """The lines whose every guard of content lets them pass, each with its messages; at most LINES."""
    spoken = {part.name: one for part, one in zip(parts, (m for m in thread if m.body and not m.internal), strict=True)}
    sources = [Source(name, SourceKind.PASSAGE, "", one.body or "") for name, one in spoken.items()]
    policy = Policy(language="en", disclosed=True, never_say=lambda text: ())
    checked = check(Draft(tuple(said), "en"), sources, NOTHING_DONE, policy)
    bad = {one.sentence for one in checked.stopped_by if one.guard in _HOLDS}
    kept = [one for place, one in enumerate(checked.draft.sentences) if place not in bad and one.cites]
    return tuple(
        SummaryLine(plain(one.text, 240), tuple(spoken[name].id for name in one.cites if name in spoken))
        for one in kept[:LINES]
        if any(name in spoken for name in one.cites)
    )


def _read(thread: Sequence[Message]) -> list[Message]:
    spoken = [one for one in thread if one.body and not one.internal and not one.erased]
    return spoken if len(spoken) <= FIRST + LAST else [*spoken[:FIRST], *spoken[-LAST:]]
