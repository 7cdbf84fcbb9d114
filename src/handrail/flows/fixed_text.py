"""A grave moment is handed over: before the promise the customer reads the signed text for it, once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.texts import FIXED
from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.said_at_once import said_at_once
from handrail.flows.hand_off import say_text
from handrail.flows.register_in_force import RegisterInForce
from handrail.ports import NewId, Work

NOT_AGAIN_WITHIN = 20  # messages: who reads it on the screen is not told the same once more


class SayFixedText:
    def __init__(self, in_force: RegisterInForce, new_id: NewId) -> None:
        self._in_force, self._new_id = in_force, new_id

    async def within(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime, decision: UUID
    ) -> Conversation:
        """In the caller's transaction. Says nothing where nobody has signed: the person who comes finds the words."""
        slugs = [one.slug for one in moments]
        if not slugs:
            return conversation
        current = await self._in_force.within(work)
        text = said_at_once(current.register, slugs, conversation.language)
        if text is None:
            return conversation
        thread = await work.conversations.latest_messages(conversation.id, NOT_AGAIN_WITHIN)
        if any(one.text_id == FIXED and one.slots.get("moment") == text.moment for one in thread):
            return conversation
        slots = {"moment": text.moment, "language": text.language, "register": current.mark, "words": text.words}
        conversation, _ = await say_text(work, conversation, self._new_id(), FIXED, slots, now, decision)
        return conversation
