"""A customer's turn is thought about: gather facts, decide, commit only if nothing has moved meanwhile."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.conversation.moves import assistant_spoke
from handrail.core.escalation.decide import RULES_VERSION, decide
from handrail.core.escalation.decision import Answer, AskBack, Decision, HandOff
from handrail.core.escalation.facts import EvidenceFact, Facts, TopicFact, WishFact
from handrail.core.log.chain import Event
from handrail.core.understanding.danger import danger
from handrail.core.understanding.repeats import contradicts, nearly_equal, times_asked_before
from handrail.core.understanding.small_talk import small_talk
from handrail.core.understanding.wants_person import LEXICON_VERSION, find_wish
from handrail.flows.hand_off import HandOver, say_text
from handrail.flows.permission import may_quote
from handrail.ports import (
    Clock,
    Desk,
    Job,
    Knowledge,
    LanguageGuess,
    Languages,
    NewId,
    Question,
    Work,
)

log = structlog.get_logger()

SEEN = 60  # messages of the thread that a decision looks at
THINK_AGAIN = 4
REMEMBERED = 6  # earlier messages that a follow-up may lean on
GATHER_WITHIN = 20.0  # seconds for knowledge to answer; later a person gets the turn


class ConversationKeepsMoving(Exception):
    """The customer kept writing while we thought; the next job tries again."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the customer said since anybody last answered, and what came before."""

    messages: tuple[Message, ...]
    asked_before: tuple[str, ...]
    answers: tuple[str, ...]
    said_before: tuple[str, ...]  # by the customer and by us: often only the answer names what "it" is

    @property
    def text(self) -> str:
        return "\n".join(m.body for m in self.messages if m.body)


def turn_of(thread: Sequence[Message], decided_turn: int) -> Turn:
    """A burst of messages is one turn: everything after the last word of assistant, agent or system, and what was said
    before that word and not answered by it, since its author had not seen it."""
    spoken = [m for m in thread if not m.internal]
    start = next((i + 1 for i in range(len(spoken) - 1, -1, -1) if spoken[i].author_kind is not AuthorKind.CUSTOMER), 0)
    unseen = [m for m in spoken[:start] if m.author_kind is AuthorKind.CUSTOMER and m.turn > decided_turn]
    earlier = [m for m in spoken[:start] if m not in unseen]
    return Turn(
        (*unseen, *spoken[start:]),
        tuple(m.body for m in earlier if m.author_kind is AuthorKind.CUSTOMER and m.body),
        tuple(m.body for m in earlier if m.author_kind is AuthorKind.ASSISTANT and m.body),
        tuple(m.body for m in earlier if m.body),
    )


class Decide:
    def __init__(
        self,
        desk: Desk,
        knowledge: Knowledge,
        languages: Languages,
        hand_over: HandOver,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._desk, self._knowledge, self._languages = desk, knowledge, languages
        self._hand_over, self._clock, self._new_id = hand_over, clock, new_id

    async def __call__(self, tenant: UUID, conversation: UUID) -> Decision | None:
        """Decides what is undecided. None when there was nothing to decide (a person writes, or it is done already)."""
        for _ in range(THINK_AGAIN):
            async with self._desk.as_system(tenant) as work:
                before = await work.conversations.get(conversation)
                thread = await work.conversations.latest_messages(conversation, SEEN)
            if before.decided_turn >= before.turn or not before.assistant_writes:
                return None
            facts = await self.gather(tenant, before, thread)
            decision = decide(facts)
            if await self._commit(tenant, before, facts, decision):
                return decision
        raise ConversationKeepsMoving("The customer kept writing while the assistant thought.")

    async def gather(self, tenant: UUID, conversation: Conversation, thread: Sequence[Message]) -> Facts:
        """Everything a decision may use. What cannot be had is named in `failures`, which means a person."""
        turn = turn_of(thread, conversation.decided_turn)
        guess = self._languages(turn.text)
        wish = find_wish(turn.text)
        if wish is not None:
            return _facts(
                conversation,
                turn,
                guess,
                wish=WishFact(wish.pattern, wish.language, None, wish.start, wish.end),
            )
        if danger(turn.text) is not None:
            return replace(_facts(conversation, turn, guess), danger=True)
        courtesy = small_talk(turn.text)
        silent = courtesy or not turn.text
        evidence, failures = (None, ()) if silent else await self._ask_knowledge(tenant, turn, guess)
        async with self._desk.as_system(tenant) as work:
            slug = evidence.quote.topic if evidence is not None and evidence.quote is not None else None
            topic = None if slug is None else await self._topic(work, slug, guess, conversation)
            stop = await work.topics.stopped_by(conversation.id, conversation.channel, slug)
            contacts = await self._contacts(work, conversation, topic)
        quote = evidence.quote.text if evidence is not None and evidence.quote is not None else None
        return replace(
            _facts(conversation, turn, guess),
            small_talk=None if courtesy is None else courtesy.value,
            evidence=evidence,
            topic=topic,
            stopped_by=stop,
            times_asked=times_asked_before(turn.text, turn.asked_before),
            times_answered=0 if quote is None else sum(nearly_equal(quote, said) for said in turn.answers),
            contradictions=_contradictions(turn),
            contacts_in_window=contacts,
            failures=failures,
            versions={"rules": RULES_VERSION, "lexicon": LEXICON_VERSION, **self._knowledge.versions},
        )

    async def _ask_knowledge(
        self, tenant: UUID, turn: Turn, guess: LanguageGuess
    ) -> tuple[EvidenceFact | None, tuple[str, ...]]:
        question = Question(turn.text, turn.said_before[-REMEMBERED:], guess.code)
        try:
            async with asyncio.timeout(GATHER_WITHIN):
                return await self._knowledge.evidence(tenant, question), ()
        except Exception as error:  # whatever fails here, a person gets the turn (invariant 11)
            log.warning("knowledge.failed", error=type(error).__name__, exc_info=not isinstance(error, TimeoutError))
            return None, (f"knowledge ({type(error).__name__})",)

    async def _topic(self, work: Work, slug: str, guess: LanguageGuess, conversation: Conversation) -> TopicFact | None:
        topic = await work.topics.get(slug)
        if topic is None:
            return None
        allowed = await may_quote(work, topic, guess.code, conversation, self._clock())
        return TopicFact(
            slug,
            topic.level.value,
            allowed.speaks,
            allowed.drafts,
            allowed.because,
            allowed.grant,
            allowed.certificate,
        )

    async def _contacts(self, work: Work, conversation: Conversation, topic: TopicFact | None) -> int:
        known = None if topic is None else await work.topics.get(topic.slug)
        if known is None:
            return 0
        since = conversation.opened_at - timedelta(days=known.window_days)
        return 1 + await work.conversations.contacts_since(conversation.customer, known.slug, since, conversation.id)

    async def _commit(self, tenant: UUID, before: Conversation, facts: Facts, decision: Decision) -> bool:
        """False when the conversation moved while we thought: fence, turn or writer."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(before.id, lock=True)
            if (current.fence, current.turn) != (before.fence, before.turn) or not current.assistant_writes:
                return not current.assistant_writes
            decision_id = self._new_id()
            slug = None if facts.topic is None else facts.topic.slug
            current = replace(
                current,
                decided_turn=current.turn,
                language=_language(current, facts),
                topic=slug or current.topic,
            )
            await work.decisions.keep(decision_id, current, facts, decision, now)
            await work.record(decided_event(current, decision_id, decision, facts, now))
            await self._follow(work, current, decision_id, facts, decision)
        return True

    async def _follow(
        self, work: Work, conversation: Conversation, decision_id: UUID, facts: Facts, decision: Decision
    ) -> None:
        now = self._clock()
        match decision.outcome:
            case HandOff() as outcome:
                await self._hand_over(work, conversation, decision_id, facts, decision, outcome)
            case Answer():
                # The words go out in `deliver`, which checks the fence once more with the claim.
                await work.conversations.save(conversation)
                await work.enqueue(Job("deliver", work.tenant, conversation.id, more={"decision": str(decision_id)}))
            case AskBack(text_id):
                spoken = assistant_spoke(conversation, conversation.fence, conversation.turn, now)
                spoken, _ = await say_text(work, spoken, self._new_id(), text_id, {}, now, decision_id)
                await work.conversations.save(spoken)
            case _:
                rested = assistant_spoke(conversation, conversation.fence, conversation.turn, now)
                await work.conversations.save(rested)


def decided_event(
    conversation: Conversation, decision_id: UUID, decision: Decision, facts: Facts, now: datetime
) -> Event:

    data = {
        "decision": str(decision_id),
        "kind": decision.kind,
        "rule": decision.rule,
        "turn": conversation.turn,
        "fence": conversation.fence,
        "versions": facts.versions,
    }
    return Event("decided", "assistant", now, data, conversation.id)


def _facts(conversation: Conversation, turn: Turn, guess: LanguageGuess, wish: WishFact | None = None) -> Facts:
    return Facts(
        text=turn.text,
        language=guess.code,
        language_confidence=guess.confidence,
        channel=conversation.channel.value,
        person_writes=conversation.writer is not None,
        wish=wish,
        small_talk=None,
        evidence=None,
        topic=None,
        stopped_by=None,
        files=sum(len(m.attachments) for m in turn.messages),
        messages=tuple(m.id for m in turn.messages),
        versions={"rules": RULES_VERSION, "lexicon": LEXICON_VERSION},
    )


def _contradictions(turn: Turn) -> int:
    """Turns that reject an answer, this one included; nothing can be rejected before the first answer."""
    if not turn.answers:
        return 0
    said_after = [*turn.asked_before[1:], turn.text]
    return sum(contradicts(text) for text in said_after)


def _language(conversation: Conversation, facts: Facts) -> str:
    """A sure guess replaces what was known; an unsure one never does ("ok" is no language)."""
    return facts.language if facts.language != "und" else conversation.language
