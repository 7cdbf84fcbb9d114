"""A draft for an agent is asked of a model: what rests on approved passages stays, what does not is left out."""

from collections.abc import Sequence
from uuid import UUID

import structlog

from handrail.core.conversation.message import Message
from handrail.core.escalation.facts import QuoteFact
from handrail.core.log.chain import Event
from handrail.flows.ask_model import About, AskModel
from handrail.flows.forbid import ForbidPhrases
from handrail.flows.word import Wanted, Word, never_said_in, settled
from handrail.ports import Clock, Desk, NewId, Question
from handrail.ports.model_use import ModelUseOf, Said, Wording

log = structlog.get_logger()


class WordDraft:
    def __init__(
        self,
        desk: Desk,
        ask: AskModel,
        word: Word,
        use: ModelUseOf,
        forbid: ForbidPhrases | None,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._desk, self._ask, self._word, self._use = desk, ask, word, use
        self._forbid, self._clock, self._new_id = forbid, clock, new_id

    async def __call__(
        self,
        tenant: UUID,
        conversation: UUID,
        passages: Sequence[QuoteFact],
        thread: Sequence[Message],
        question: Question,
    ) -> Wording | None:
        """None when no model may be asked, or nothing that it wrote has support. Never raises for what a model does."""
        try:
            return await self._drafted(tenant, conversation, passages, thread, question)
        except Exception as error:  # the agent has the passage, and writes by hand
            log.warning("draft.not_worded", error=type(error).__name__)
            return None

    async def _drafted(
        self,
        tenant: UUID,
        conversation: UUID,
        passages: Sequence[QuoteFact],
        thread: Sequence[Message],
        question: Question,
    ) -> Wording | None:
        began = Wording(self._new_id(), conversation, "draft", Said.ASKED, self._clock())
        async with self._desk.as_system(tenant) as work:
            ready = await self._ask.within(work)
            if not ready.may_ask:
                return None
            current = await work.conversations.get(conversation)
            never = await never_said_in(self._forbid, work, current)
            await self._use(work).begin(began)
        wanted = Wanted(passages, thread, question.text, question.language, "draft")
        worded = await self._word(tenant, wanted, About(conversation), never, mask=ready.mask)
        done = settled(worded, began, self._clock())
        data = {"wording": str(done.id), "outcome": done.outcome.value, "guards": done.guards}
        async with self._desk.as_system(tenant) as work:
            await self._use(work).settle(done)
            await work.record(Event("drafted", "assistant", self._clock(), data, conversation))
        return done if done.outcome is Said.PASSED else None
