"""What a language model would word for a question that is only tried: its prompt, its words, every verdict and what it cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import Message
from handrail.core.escalation.facts import Facts
from handrail.flows.ask_model import About, AskModel
from handrail.flows.permission import may_phrase
from handrail.flows.word import Wanted, Word, Worded, passages_of
from handrail.ports import Clock, Desk


@dataclass(frozen=True, slots=True)
class TriedWording:
    """`worded` None: no model was asked. `sent`: it would go out; `because` says why not, or why no model was asked."""

    worded: Worded | None
    sent: bool
    because: str


class TryWording:
    def __init__(self, desk: Desk, ask: AskModel, word: Word, clock: Clock) -> None:
        self._desk, self._ask, self._word, self._clock = desk, ask, word, clock

    async def __call__(
        self, tenant: UUID, facts: Facts, conversation: Conversation, thread: Sequence[Message]
    ) -> TriedWording:
        """Costs what an answer costs, and is counted; keeps and sends nothing."""
        passages = passages_of(facts)
        ready = await self._ask.ready(tenant)
        if not ready.may_ask or not passages:
            return TriedWording(None, False, ready.because or "There is no passage to word.")
        async with self._desk.as_system(tenant) as work:
            topic = await work.topics.get(passages[0].topic)
            now = self._clock()
            allowed = None if topic is None else await may_phrase(work, topic, facts.language, conversation, now)
        language = facts.language if facts.language != "und" else passages[0].language
        wanted = Wanted(passages, thread, facts.text, language)
        worded = await self._word(tenant, wanted, About(), lambda text: (), mask=ready.mask, tried=True)
        if worded.text is None:
            return TriedWording(worded, False, f"{worded.because} The passage would go out as it stands.")
        if allowed is None or not allowed.speaks:
            says = "No signature for wording is in force on this topic: the passage would go out as it stands."
            return TriedWording(worded, False, says)
        return TriedWording(worded, True, "Every guard let it pass: these words would go out.")
