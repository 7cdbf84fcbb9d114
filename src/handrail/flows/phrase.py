"""Where the assistant would quote, a model words the reply, if a lead signed for it; guards decide, and the passage is always there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import Message
from handrail.core.conversation.moves import (
    AssistantMustBeSilent,
    ConversationAlreadyClosed,
    FenceMoved,
    assistant_spoke,
)
from handrail.core.log.chain import Event
from handrail.flows.ask_model import About, AskModel
from handrail.flows.forbid import ForbidPhrases
from handrail.flows.permission import may_phrase
from handrail.flows.word import NeverSay, Wanted, Word, never_said_in, passages_of, settled
from handrail.ports import Clock, Desk, NewId, Work
from handrail.ports.model_use import ModelUseOf, Said, Wording
from handrail.ports.records import StoredDecision

log = structlog.get_logger()
SEEN = 60


@dataclass(frozen=True, slots=True)
class _Begun:
    decided: StoredDecision
    wording: Wording
    wanted: Wanted
    never_say: NeverSay
    mask: bool


class Phrase:
    """`forbid` None: no register of moments is looked at (a desk without one is a test's)."""

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

    async def __call__(self, tenant: UUID, decision: UUID) -> Said | None:
        """Writes down what a model made of a decided answer; sends nothing. None when nothing was to be worded, or had been
        already: a decision is worded once, whoever runs again. Never raises for what a model does."""
        async with self._desk.as_system(tenant) as work:
            begun = await self._begin(work, decision)
        if begun is None:
            return None
        conversation = begun.decided.conversation
        worded = await self._word(tenant, begun.wanted, About(conversation, decision), begun.never_say, mask=begun.mask)
        done = settled(worded, begun.wording, self._clock())
        data = {
            "decision": str(decision),
            "wording": str(done.id),
            "outcome": done.outcome.value,
            "guards": done.guards,
        }
        data |= {"stopped_by": sorted({one.guard.value for one in done.verdicts if not one.passed})}
        async with self._desk.as_system(tenant) as work:
            await self._use(work).settle(done)
            await work.record(Event("worded", "assistant", self._clock(), data, conversation))
        return done.outcome

    async def _begin(self, work: Work, decision: UUID) -> _Begun | None:
        decided = await work.decisions.get(decision)
        facts, now = decided.facts, self._clock()
        passages = [] if facts is None else passages_of(facts)
        if decided.kind != "answer" or facts is None or not passages:
            return None
        current = await work.conversations.get(decided.conversation)
        if not _still_wanted(current, decided, now):
            return None
        topic = await work.topics.get(passages[0].topic)
        allowed = None if topic is None else await may_phrase(work, topic, facts.language, current, now)
        if allowed is None or not allowed.speaks:
            return None
        ready = await self._ask.within(work)
        if not ready.may_ask:
            return None
        wording = Wording(
            self._new_id(),
            current.id,
            "reply",
            Said.ASKED,
            now,
            decision,
            grant=allowed.grant,
            certificate=allowed.certificate,
        )
        if not await self._use(work).begin(wording):
            return None
        thread = _up_to(await work.conversations.latest_messages(current.id, SEEN), decided.turn)
        language = facts.language if facts.language != "und" else passages[0].language
        wanted = Wanted(passages, thread, facts.text, language)
        never_say = await never_said_in(self._forbid, work, current)
        return _Begun(decided, wording, wanted, never_say, ready.mask)


def _still_wanted(current: Conversation, decided: StoredDecision, now: datetime) -> bool:
    """Nobody took over and nothing new was said: else a model would be asked for nothing. `deliver` checks again."""
    try:
        assistant_spoke(current, decided.fence, decided.turn, now)
    except (AssistantMustBeSilent, ConversationAlreadyClosed, FenceMoved):
        return False
    return True


def _up_to(thread: Sequence[Message], turn: int) -> list[Message]:
    return [one for one in thread if one.turn <= turn]
