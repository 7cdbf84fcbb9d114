"""What was decided is said: the fence is checked with the claim, and the claim is the delivery."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog

from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.conversation.message import AuthorKind, Source
from handrail.core.conversation.moves import (
    AssistantMustBeSilent,
    ConversationAlreadyClosed,
    FenceMoved,
    assistant_spoke,
)
from handrail.core.escalation.facts import Facts, QuoteFact
from handrail.core.log.chain import Event
from handrail.flows.forbid import ForbidPhrases
from handrail.flows.hand_off import HandOn
from handrail.flows.permission import forbidden, may_phrase
from handrail.flows.phrase import Phrase
from handrail.ports import Clock, Desk, Job, NewId, NewMessage, Work
from handrail.ports.model_use import ModelUseOf, Said

log = structlog.get_logger()


class Deliver:
    def __init__(
        self,
        desk: Desk,
        hand_on: HandOn,
        clock: Clock,
        new_id: NewId,
        forbid: ForbidPhrases | None = None,
        phrase: Phrase | None = None,
        use: ModelUseOf | None = None,
    ) -> None:
        """`phrase` and `use` None: approved passages go out word for word."""
        self._desk, self._hand_on, self._clock, self._new_id = desk, hand_on, clock, new_id
        self._forbid, self._phrase, self._use = forbid, phrase, use

    async def __call__(self, tenant: UUID, decision: UUID) -> UUID | None:
        """The message's id, or None when the conversation moved on and nothing was said.

        Running again for the same decision says nothing a second time: the decision's id is the message's key.
        """
        key = f"decision:{decision}"
        if self._phrase is not None:
            await self._worded(self._phrase, tenant, decision)
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            decided = await work.decisions.get(decision)
            conversation, fence, turn = decided.conversation, decided.fence, decided.turn
            current = await work.conversations.get(conversation, lock=True)
            said = await work.conversations.already_said(conversation, key)
            if said is not None:
                return said.id
            try:
                spoken = assistant_spoke(current, fence, turn, now)
            except (AssistantMustBeSilent, ConversationAlreadyClosed, FenceMoved) as why:
                await work.record(_dropped(conversation, decision, str(why), now))
                return None
            facts = decided.facts
            quote = facts.evidence.quote if facts and facts.evidence else None
            if decided.kind != "answer" or facts is None or quote is None:
                return None
            why = await forbidden(work, quote.topic, facts.language, current, now)
            why = why or await self._never_said(work, current, quote.text)
            if why is not None:
                await work.record(_dropped(conversation, decision, why, now))
                await self._hand_on.within(work, current, f"The answer may not go out any more: {why}")
                return None
            words, sources = await self._words(work, current, decision, facts, quote, now)
            message = NewMessage(
                self._new_id(),
                AuthorKind.ASSISTANT,
                now,
                body=words,
                sources=sources,
                idempotency_key=key,
                decision=decision,
            )
            spoken, kept = await work.conversations.append(spoken, message)
            await work.decisions.claim(kept.id, conversation, spoken.channel, now)
            await work.conversations.save(spoken)
            data = {
                "message": str(kept.id),
                "decision": str(decision),
                "seq": kept.seq,
                "fence": fence,
                "turn": turn,
            }
            await work.record(Event("assistant_said", "assistant", now, data, conversation))
            if spoken.channel is Channel.EMAIL:
                await work.enqueue(Job("mail", tenant, conversation, more={"message": str(kept.id)}))
            if facts.playbook is not None and facts.playbook.how == "open":
                # Its question still stands: it is put once more, by a decision of its own.
                await work.enqueue(Job("act", tenant, conversation, more={"answered": str(decision)}))
            return kept.id

    async def _worded(self, phrase: Phrase, tenant: UUID, decision: UUID) -> None:
        """Outside every transaction; whatever fails here, the passage goes out."""
        try:
            await phrase(tenant, decision)
        except Exception as error:
            log.warning("phrase.failed", error=type(error).__name__, exc_info=True)

    async def _words(
        self, work: Work, conversation: Conversation, decision: UUID, facts: Facts, quote: QuoteFact, now: datetime
    ) -> tuple[str, Sequence[Source]]:
        """What a model worded and every guard let pass, while it is still signed for; else the passage itself."""
        wording = None if self._use is None else await self._use(work).of_decision(decision)
        topic = await work.topics.get(quote.topic)
        if wording is not None and wording.outcome is Said.PASSED and wording.text and wording.sources and topic:
            allowed = await may_phrase(work, topic, facts.language, conversation, now)
            if allowed.speaks and await self._never_said(work, conversation, wording.text) is None:
                return wording.text, wording.sources
        return quote.text, [Source(quote.article, quote.version, quote.title, quote.text)]

    async def _never_said(self, work: Work, conversation: Conversation, text: str) -> str | None:
        """In words, which phrase of a moment that stands the answer holds."""
        found = () if self._forbid is None else await self._forbid.within(work, conversation, text)
        return f"“{found[0].words}” is never said in this moment: {found[0].name}." if found else None


def _dropped(conversation: UUID, decision: UUID, why: str, now: datetime) -> Event:

    return Event("answer_dropped", "assistant", now, {"decision": str(decision), "why": why}, conversation)
