"""What was decided is said: the fence is checked with the claim, and the claim is the delivery."""

from datetime import datetime
from uuid import UUID

from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.conversation.message import AuthorKind, Source
from handrail.core.conversation.moves import (
    AssistantMustBeSilent,
    ConversationAlreadyClosed,
    FenceMoved,
    assistant_spoke,
)
from handrail.core.log.chain import Event
from handrail.flows.forbid import ForbidPhrases
from handrail.flows.hand_off import HandOn
from handrail.flows.permission import forbidden
from handrail.ports import Clock, Desk, Job, NewId, NewMessage, Work


class Deliver:
    def __init__(
        self, desk: Desk, hand_on: HandOn, clock: Clock, new_id: NewId, forbid: ForbidPhrases | None = None
    ) -> None:
        self._desk, self._hand_on, self._clock, self._new_id = desk, hand_on, clock, new_id
        self._forbid = forbid

    async def __call__(self, tenant: UUID, decision: UUID) -> UUID | None:
        """The message's id, or None when the conversation moved on and nothing was said.

        Running again for the same decision says nothing a second time: the decision's id is the message's key.
        """
        key = f"decision:{decision}"
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
            message = NewMessage(
                self._new_id(),
                AuthorKind.ASSISTANT,
                now,
                body=quote.text,
                sources=[Source(quote.article, quote.version, quote.title, quote.text)],
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
            return kept.id

    async def _never_said(self, work: Work, conversation: Conversation, text: str) -> str | None:
        """In words, which phrase of a moment that stands the answer holds."""
        found = () if self._forbid is None else await self._forbid.within(work, conversation, text)
        return f"“{found[0].words}” is never said in this moment: {found[0].name}." if found else None


def _dropped(conversation: UUID, decision: UUID, why: str, now: datetime) -> Event:

    return Event("answer_dropped", "assistant", now, {"decision": str(decision), "why": why}, conversation)
