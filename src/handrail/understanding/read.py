"""A customer's turn is read: embedded once, then asked for moments, for the taught topic and for signals."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

import structlog

from handrail.core.escalation.facts import MomentFact, TopicGuess
from handrail.core.escalation.moments.examples import Noticing, Said
from handrail.core.escalation.moments.likeness import LIKENESS_VERSION
from handrail.core.escalation.moments.moment import Register
from handrail.core.escalation.moments.notice import Likely, both_say, groups_for, likely
from handrail.core.escalation.moments.notice import notice as notice_moments
from handrail.core.escalation.moments.windows import windows
from handrail.core.understanding.signal import Signal
from handrail.core.understanding.wants_person.alike import ALIKE_VERSION, EMBEDDER, Alike, look, worth_a_vector
from handrail.ports.encoder import Encoder, Vectors, mark
from handrail.ports.understanding import Heard, Understood
from handrail.understanding.learn_moments import Learned, LearnMoments

log = structlog.get_logger()

EMBED_WITHIN = 5.0
"""Seconds for an embedder to answer; after that the words alone are read."""
FEW = 4
"""Texts that are embedded where they are only tried; of more of them (a register's examples) words and spelling are read."""
MOST_REGISTERS = 8
"""Learned registers held at once: workspaces that have not changed the shipped one share it."""


class Topics(Protocol):
    """What a workspace has taught."""

    def guess(self, text: str, vectors: Mapping[str, Vectors], language: str) -> TopicGuess:
        """`vectors`: a row by the embedder's name, of the text as a whole."""
        ...


TopicsOf = Callable[[UUID], Awaitable[Topics | None]]
"""The topics in force in a workspace, None where none are fitted."""
RegisterOf = Callable[[UUID], Awaitable[Register]]
"""The register in force in a workspace. Two with the same version notice the same."""
Guess = Callable[[str], tuple[str, float]]
"""The language of a text and how sure that is."""
Signals = Callable[[Heard, Sequence[MomentFact]], tuple[Signal, ...]]


class ReadTurn:
    """Implements `ports.understanding.Understanding`.

    A register that was not yet learned is read by its phrases alone; that is no failure, since phrases are the detector that
    needs nothing. From `warm_up` on registers are learned in the background, never in a request: a process that decides
    nothing by itself never starts. `english` reads English, `others` every language.
    """

    def __init__(
        self,
        register_of: RegisterOf,
        learn: LearnMoments,
        english: Encoder | None,
        others: Encoder | None,
        topics: TopicsOf | None = None,
        signals: Signals | None = None,
        guess: Guess = lambda _: ("und", 0.0),
    ) -> None:
        self._register_of, self._learn = register_of, learn
        self._english, self._others = english, others
        self._topics, self._signals, self._guess = topics, signals, guess
        self._learned: dict[str, Learned] = {}
        self._learning: dict[str, asyncio.Task[None]] = {}
        self._warm = False

    @property
    def versions(self) -> Mapping[str, str]:
        encoders = [mark(one) for one in (self._english, self._others) if one is not None]
        return {"moments": LIKENESS_VERSION, "alike": ALIKE_VERSION, "understanding": " ".join(encoders) or "none"}

    async def read(self, tenant: UUID, heard: Heard) -> Understood:
        topics = None if self._topics is None else await self._topics(tenant)
        learned = await self._of(await self._register_of(tenant))
        groups = [g for g in groups_for(heard.language, heard.language_confidence) if g in learned.likeness]
        spans = windows(heard.text)
        texts = [heard.text[start:end] for start, end in spans]
        encoders = self._encoders(heard, learned, groups, taught=topics is not None)
        vectors = await self._embedded(encoders, texts)
        alike = _alike(learned, groups, texts, spans, vectors, later=bool(heard.earlier))
        moments = notice_moments(
            heard.text, heard.language, heard.language_confidence, learned.register, learned.book, alike
        )
        whole = {name.split("@", 1)[0]: rows[0] for name, rows in vectors.items()}
        guess = None if topics is None else topics.guess(heard.text, whole, heard.language)
        signals = () if self._signals is None else self._signals(heard, moments)
        seen = vectors.get(EMBEDDER)
        wish = None if seen is None else look(texts, spans, seen)
        return Understood(moments, guess, _with_wish(signals, wish, heard), wish)

    async def noticing(self, register: Register, texts: Sequence[Said]) -> Noticing:
        """A `NoticingOf`: reads as `read` does, with what was learned of this register here or in an earlier run, else
        with its phrases. A language that is said is taken as sure."""
        known = self._learned.get(register.version)
        if known is None or known.register != register or not known.likeness:
            known = await self._learn.kept(register)
        embed = len(texts) <= FEW
        found = dict[Said, frozenset[str]]()
        for text, said in texts:
            language, confidence = (said, 1.0) if said not in ("", "und") else self._guess(text)
            groups = [g for g in groups_for(language, confidence) if g in known.likeness]
            spans = windows(text)
            parts = [text[start:end] for start, end in spans]
            vectors = await self._embedded(self._asked(known, groups), parts) if embed else {}
            alike = await asyncio.to_thread(_alike, known, groups, parts, spans, vectors)
            facts = notice_moments(text, language, confidence, known.register, known.book, alike)
            found[text, said] = frozenset(one.slug for one in facts)
        return lambda text, language: found[text, language]

    async def warm_up(self, tenant: UUID | None = None) -> None:
        """Learns before the first customer comes. A workspace without a register of its own has the shipped one."""
        self._warm = True
        self._learned.clear()
        await self._of(await self._register_of(tenant or UUID(int=0)))
        await self.until_learned()

    async def until_learned(self) -> None:
        await asyncio.gather(*self._learning.values())

    async def close(self) -> None:
        for task in list(self._learning.values()):
            task.cancel()
        await asyncio.gather(*self._learning.values(), return_exceptions=True)

    async def _of(self, register: Register) -> Learned:
        if (known := self._learned.get(register.version)) is not None:
            return known
        phrases = await asyncio.to_thread(self._learn.phrases_of, register)
        while len(self._learned) >= MOST_REGISTERS:
            self._learned.pop(next(iter(self._learned)))
        self._learned[register.version] = phrases
        if self._warm and register.version not in self._learning:
            task = asyncio.create_task(self._learn_in_background(register))
            self._learning[register.version] = task
            task.add_done_callback(lambda _: self._learning.pop(register.version, None))
        return phrases

    async def _learn_in_background(self, register: Register) -> None:
        try:
            self._learned[register.version] = await self._learn(register)
        except Exception as error:  # phrases go on; doctor and log say so
            log.warning("moments.not_learned", error=type(error).__name__, exc_info=True)

    def _encoders(self, heard: Heard, learned: Learned, groups: Sequence[str], *, taught: bool) -> list[Encoder]:
        """Those whose vectors somebody will look at."""
        wanted = {mark(one) for one in self._asked(learned, groups)}
        if taught:
            one = self._english if heard.language in ("en", "und") else self._others
            wanted.add("" if one is None else mark(one))
        if self._others is not None and mark(self._others) == EMBEDDER and worth_a_vector(heard.text):
            wanted.add(EMBEDDER)
        return [one for one in (self._english, self._others) if one is not None and mark(one) in wanted]

    def _asked(self, learned: Learned, groups: Sequence[str]) -> list[Encoder]:
        wanted = {learned.likeness[group].mark for group in groups}
        return [one for one in (self._english, self._others) if one is not None and mark(one) in wanted]

    async def _embedded(self, encoders: Sequence[Encoder], texts: Sequence[str]) -> dict[str, Vectors]:
        found = dict[str, Vectors]()
        for encoder in encoders:
            try:
                async with asyncio.timeout(EMBED_WITHIN):
                    found[mark(encoder)] = await encoder.embed(texts)
            except Exception as error:
                log.warning("embedder.failed", embedder=encoder.name, error=type(error).__name__)
        return found


def _with_wish(signals: tuple[Signal, ...], wish: Alike | None, heard: Heard) -> tuple[Signal, ...]:
    """In order of name; a wish that words have shown stays as they showed it."""
    if wish is None or any(one.name == "wants_person" for one in signals):
        return signals
    message = heard.messages[-1] if heard.messages else None
    return tuple(sorted((*signals, wish.noted(message)), key=lambda one: one.name))


def _alike(
    learned: Learned,
    groups: Sequence[str],
    texts: Sequence[str],
    spans: Sequence[tuple[int, int]],
    vectors: Mapping[str, Vectors],
    *,
    later: bool = False,
) -> dict[str, Likely]:
    said = [
        likely(one, texts, spans, vectors.get(one.mark), learned.gravest, later=later)
        for one in (learned.likeness[group] for group in groups)
    ]
    if len(said) == 2:
        return both_say(said[0], said[1], learned.gravest)
    return said[0] if said else {}
