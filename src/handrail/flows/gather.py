"""Everything that a decision may use is brought together, before any transaction that writes: what cannot be had means a person."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.escalation.decide import RULES_VERSION
from handrail.core.escalation.facts import (
    Circumstances,
    EvidenceFact,
    Facts,
    PlaybookFact,
    QuoteFact,
    TopicFact,
    TopicGuess,
    WishFact,
)
from handrail.core.identity.levels import IdentityLevel, Known
from handrail.core.ownership.hours import anybody_there
from handrail.core.playbooks.playbook import Playbook
from handrail.core.understanding.contradiction import contradictions
from handrail.core.understanding.danger import danger
from handrail.core.understanding.exchange import rounds_of
from handrail.core.understanding.loop import times_asked
from handrail.core.understanding.repeat_contact import with_contacts
from handrail.core.understanding.repeats import nearly_equal
from handrail.core.understanding.small_talk import small_talk
from handrail.core.understanding.wants_person import LEXICON_VERSION, find_wish
from handrail.core.understanding.wants_person.alike import ALIKE_VERSION
from handrail.flows.permission import may_quote
from handrail.flows.playbook_heard import HearPlaybook, Standing, playbook_fact
from handrail.ports import Clock, Customer, Desk, Knowledge, LanguageGuess, Languages, NotFound, Question, Work
from handrail.ports.understanding import Earlier, Heard, Understanding, Understood

log = structlog.get_logger()

REMEMBERED = 6  # earlier messages that a follow-up may lean on
LIKELY = 0.5  # from this chance on a topic that is not sure enough to answer tags and routes
GATHER_WITHIN = 20.0  # seconds for knowledge or understanding to answer; later a person gets the turn


@dataclass(frozen=True, slots=True)
class Turn:
    """What the customer said since anybody last answered, and what came before."""

    messages: tuple[Message, ...]
    answers: tuple[str, ...]
    said_before: tuple[str, ...]  # by the customer and by us: often only the answer names what "it" is
    earlier: tuple[Earlier, ...] = ()

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
        tuple(m.body for m in earlier if m.author_kind is AuthorKind.ASSISTANT and m.body),
        tuple(m.body for m in earlier if m.body),
        tuple(Earlier(m.author_kind, m.body or "", m.id, m.at) for m in earlier),
    )


class Gather:
    """`understanding` None: only the floor's own signals are looked for (a desk without it is a test's)."""

    def __init__(
        self,
        desk: Desk,
        knowledge: Knowledge,
        languages: Languages,
        clock: Clock,
        understanding: Understanding | None = None,
        playbooks: HearPlaybook | None = None,
    ) -> None:
        self._desk, self._knowledge, self._languages = desk, knowledge, languages
        self._clock, self._understanding, self._playbooks = clock, understanding, playbooks

    async def __call__(self, tenant: UUID, conversation: Conversation, thread: Sequence[Message]) -> Facts:
        """What cannot be had is named in `failures`, which means a person."""
        turn = turn_of(thread, conversation.decided_turn)
        guess = self._languages(turn.text)
        wish = find_wish(turn.text)
        if wish is not None:
            found = WishFact(wish.pattern, wish.language, None, wish.start, wish.end)
            return _facts(conversation, turn, guess, wish=found)
        courtesy = small_talk(turn.text)
        silent = courtesy is not None or not turn.text
        heard = _heard(conversation, turn, guess)
        rounds = rounds_of(heard)
        standing, no_playbook = await self._standing(tenant, conversation, turn)
        answers = standing is not None and standing.takes_the_turn
        (evidence, no_evidence), (understood, no_reading) = await asyncio.gather(
            _nothing() if silent or answers else self._ask_knowledge(tenant, turn, guess),
            _nothing() if silent else self._understand(tenant, heard),
        )
        known = None if understood is None else understood.guess
        begins = None
        if not silent and not no_playbook and not answers:
            begins, no_playbook = await self._begins(tenant, conversation, turn, guess, known)
        said = None if evidence is None or evidence.quote is None else evidence.quote
        async with self._desk.as_system(tenant) as work:
            playbook = await self._playbook(work, conversation, guess, standing, begins)
            led = None if playbook is None or playbook.how == "open" else playbook.topic
            slug = led or _about(evidence, understood)
            topic = None if slug is None else await self._topic(work, slug, guess, conversation)
            stop = await work.topics.stopped_by(conversation.id, conversation.channel, slug)
            contacts = await self._contacts(work, conversation, topic)
            around = await self._around(work, conversation, thread, said)
        return replace(
            _facts(conversation, turn, guess, wish=_by_likeness(understood, guess)),
            danger=danger(turn.text) is not None,
            small_talk=None if courtesy is None else courtesy.value,
            evidence=evidence,
            topic=topic,
            stopped_by=stop,
            times_asked=times_asked(rounds),
            times_answered=0 if said is None else sum(nearly_equal(said.text, earlier) for earlier in turn.answers),
            contradictions=contradictions(rounds),
            contacts_in_window=contacts,
            failures=(*no_evidence, *no_reading, *no_playbook),
            signals=None if understood is None else with_contacts(understood.signals, contacts),
            moments=None if understood is None else understood.moments,
            guess=known,
            around=around,
            playbook=playbook,
            versions=self.versions,
        )

    async def _standing(
        self, tenant: UUID, conversation: Conversation, turn: Turn
    ) -> tuple[Standing | None, tuple[str, ...]]:
        if self._playbooks is None or not turn.text:
            return None, ()
        try:
            return await self._playbooks.standing(tenant, conversation, turn.text, self._clock()), ()
        except Exception as error:  # a run whose playbook cannot be read is a person's
            log.warning("playbooks.failed", error=type(error).__name__, exc_info=True)
            return None, (f"playbooks ({type(error).__name__})",)

    async def _begins(
        self, tenant: UUID, conversation: Conversation, turn: Turn, guess: LanguageGuess, topic: TopicGuess | None
    ) -> tuple[tuple[Playbook, int, float] | None, tuple[str, ...]]:
        if self._playbooks is None:
            return None, ()
        language = guess.code if guess.code != "und" else conversation.language
        try:
            found = await self._playbooks.starting(
                tenant, conversation, turn.text, "en" if language == "und" else language, topic
            )
        except Exception as error:
            log.warning("playbooks.failed", error=type(error).__name__, exc_info=True)
            return None, (f"playbooks ({type(error).__name__})",)
        return found, ()

    async def _playbook(
        self,
        work: Work,
        conversation: Conversation,
        guess: LanguageGuess,
        standing: Standing | None,
        begins: tuple[Playbook, int, float] | None,
    ) -> PlaybookFact | None:
        """The one that the turn is for, else the one that it begins, else the one that stays open meanwhile."""
        now, language = self._clock(), guess.code if guess.code != "und" else conversation.language
        if begins is not None and (standing is None or begins[0].slug != standing.playbook.slug):
            playbook, version, score = begins
            return await playbook_fact(work, playbook, version, "starts", conversation, language, now, score=score)
        if standing is None:
            return None
        run, how = standing.run, standing.how
        return await playbook_fact(work, standing.playbook, standing.version, how, conversation, run.language, now, run)

    @property
    def versions(self) -> dict[str, str]:
        understanding: Mapping[str, str] = {} if self._understanding is None else self._understanding.versions
        return {"rules": RULES_VERSION, "lexicon": LEXICON_VERSION, **self._knowledge.versions, **understanding}

    async def _understand(self, tenant: UUID, heard: Heard) -> tuple[Understood | None, tuple[str, ...]]:
        if self._understanding is None:
            return None, ()
        try:
            async with asyncio.timeout(GATHER_WITHIN):
                return await self._understanding.read(tenant, heard), ()
        except Exception as error:  # whatever fails here, a person gets the turn (invariant 11)
            log.warning("understanding.failed", error=type(error).__name__, exc_info=True)
            return None, (f"understanding ({type(error).__name__})",)

    async def _around(
        self, work: Work, conversation: Conversation, thread: Sequence[Message], quote: QuoteFact | None
    ) -> Circumstances:
        workspace, now = await work.people.workspace(), self._clock()
        customer, known = await _customer(work, conversation.customer), await _known(work, conversation, now)
        roster, _ = await work.people.roster()
        return Circumstances(
            now=now.astimezone(ZoneInfo(workspace.timezone)),
            staffed=anybody_there(roster, now),
            opened_at=conversation.opened_at,
            turns=conversation.turn,
            times_asked_back=sum((m.text_id or "").startswith("assistant.") for m in thread),
            customer_known=customer is not None and (customer.verified or bool(customer.email)),
            customer_verified=known.at(now) >= IdentityLevel.CODE,
            customer_identity=known.at(now).word,
            customer_language="und" if customer is None else customer.language or "und",
            home_currency=workspace.currency,
            article_age_days=None if quote is None else await _age(work, quote, now),
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


async def _customer(work: Work, customer: UUID) -> Customer | None:
    """None for a question that is only tried, which nobody asked."""
    try:
        return await work.people.customer(customer)
    except NotFound:
        return None


async def _known(work: Work, conversation: Conversation, now: datetime) -> Known:
    """How surely they are known in this conversation; nobody knows who only tries."""
    try:
        return await work.identities.known(conversation.id, now)
    except NotFound:
        return Known()


async def _age(work: Work, quote: QuoteFact, now: datetime) -> int | None:
    """Whole days since its article came in as it is."""
    approved = await work.topics.article_approved_at(quote.article)
    return None if approved is None else max(0, (now - approved).days)


async def _nothing() -> tuple[None, tuple[str, ...]]:
    return None, ()


def _about(evidence: EvidenceFact | None, understood: Understood | None) -> str | None:
    """The topic of the turn: the one that it surely is, else that of the passage that answers it, else the likeliest."""
    guess = None if understood is None else understood.guess
    quoted = None if evidence is None or evidence.quote is None else evidence.quote.topic
    if guess is not None and guess.accepted:
        return guess.slug
    if evidence is not None and evidence.enough:
        return quoted
    return guess.slug if guess is not None and guess.confidence >= LIKELY else quoted


def _by_likeness(understood: Understood | None, guess: LanguageGuess) -> WishFact | None:
    """A wish that no word shows, where it is sure; half surely it is among the signals and offers a person."""
    found = None if understood is None else understood.wish
    if found is None or not found.sure:
        return None
    return WishFact(ALIKE_VERSION, guess.code, None, found.start, found.end)


def _heard(conversation: Conversation, turn: Turn, guess: LanguageGuess) -> Heard:
    return Heard(
        text=turn.text,
        language=guess.code,
        language_confidence=guess.confidence,
        earlier=turn.earlier,
        messages=tuple(m.id for m in turn.messages),
        channel=conversation.channel.value,
    )


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
