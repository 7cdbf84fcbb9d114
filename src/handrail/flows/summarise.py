"""A packet's summary is written by a model once the conversation is with a person: lines without support are left out."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import structlog

from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.grounding.backing import NOTHING_DONE
from handrail.core.grounding.check import check, compared
from handrail.core.grounding.draft import Draft, Source, SourceKind
from handrail.core.grounding.verdict import Guard, Policy, Similarity
from handrail.core.handoff import Summary, SummaryLine, plain
from handrail.core.log.chain import Event
from handrail.core.privacy import RESTORED, unmask
from handrail.core.prompting import Origin, Part
from handrail.core.prompting.asks import summary_prompt
from handrail.flows.ask_model import About, AskModel
from handrail.flows.word import Compare, said_parts
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
    """`compare` embeds texts and says how near two of them are; None: guards go by words alone."""

    def __init__(
        self, desk: Desk, ask: AskModel, use: ModelUseOf, clock: Clock, compare: Compare | None = None
    ) -> None:
        self._desk, self._ask, self._use, self._clock, self._compare = desk, ask, use, clock, compare

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
        said, sources = Draft(tuple(restored), "en"), sources_of(parts)
        near = None if self._compare is None else await self._compare(compared(said, sources))
        lines = supported(said, sources, parts, thread, near)
        if not lines:
            return None
        summary = Summary("\n".join(one.text for one in lines), lines, answered.usage.model)
        data = {"handoff": str(handoff), "lines": len(lines), "dropped": len(restored) - len(lines)}
        async with self._desk.as_system(tenant) as work:
            await self._use(work).set_summary(handoff, summary)
            await work.record(Event("summarised", "assistant", self._clock(), data, conversation))
        return summary


def sources_of(parts: Sequence[Part]) -> list[Source]:
    """The messages as what lines rest on; that a line reports what somebody said is no claim of its own."""
    who = {
        Origin.CUSTOMER: "The customer says, asks, wants, needs",
        Origin.SAID: "The customer was told, they were told",
    }
    return [Source(one.name, SourceKind.PASSAGE, who.get(one.origin, ""), one.text) for one in parts]


def supported(
    said: Draft,
    sources: Sequence[Source],
    parts: Sequence[Part],
    thread: Sequence[Message],
    near: Similarity | None = None,
) -> tuple[SummaryLine, ...]:
    """The lines whose every guard of content lets them pass, each with its messages; at most LINES."""
    spoken = {part.name: one for part, one in zip(parts, (m for m in thread if m.body and not m.internal), strict=True)}
    policy = Policy(language="en", disclosed=True, never_say=lambda text: (), similarity=near)
    checked = check(said, sources, NOTHING_DONE, policy)
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
