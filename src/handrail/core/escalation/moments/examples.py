"""A register's examples are its tests: each is read by the detector, and what it does not notice as meant is named."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from handrail.core.escalation.moments.moment import Moment, Register
from handrail.core.escalation.moments.phrases import Phrase, PhraseIndex, compile_phrase, index_phrases
from handrail.core.understanding.wants_person.folding import fold

Noticing = Callable[[str, str], Collection[str]]
"""The slugs of the moments noticed in a text of a language."""
Said = tuple[str, str]
"""A text and its language, "" where nobody said which."""
NoticingOf = Callable[[Register, Sequence[Said]], Awaitable[Noticing]]
"""Reads these texts with what is known of a register, and gives what tells of each of them, and of no other text."""


@dataclass(frozen=True, slots=True)
class Miss:
    """An example that was not read as meant: a `positive` that went unnoticed, or a `near` that was taken for it."""

    moment: str
    language: str
    kind: Literal["positive", "near"]
    text: str


def misses(register: Register, noticing: Noticing, moments: Collection[str] | None = None) -> tuple[Miss, ...]:
    """Of all moments, or of those named."""
    chosen = [one for one in register.moments.values() if moments is None or one.slug in moments]
    return tuple(miss for moment in chosen for miss in _of(moment, noticing))


def all_examples(register: Register, moments: Collection[str]) -> list[Said]:
    """Every positive and every near-miss of the moments named."""
    chosen = [one for one in register.moments.values() if one.slug in moments]
    return [
        (text, language)
        for one in chosen
        for words in (one.positive, one.near)
        for language, lines in words.items()
        for text in lines
    ]


def _of(moment: Moment, noticing: Noticing) -> Iterator[Miss]:
    for language, texts in moment.positive.items():
        yield from (
            Miss(moment.slug, language, "positive", t) for t in texts if moment.slug not in noticing(t, language)
        )
    for language, texts in moment.near.items():
        yield from (Miss(moment.slug, language, "near", t) for t in texts if moment.slug in noticing(t, language))


def by_phrases(register: Register) -> Noticing:
    """The part of detection that needs no model: phrases, and those that take a hit back."""
    tables = {language: _Table(register, language) for language in _languages(register)}

    def noticing(text: str, language: str) -> Collection[str]:
        folded = fold(text)[0]
        primary = language.partition("-")[0]
        asked = [table for one, table in tables.items() if primary in ("", "und") or one.partition("-")[0] == primary]
        return {slug for table in asked for slug in table.noticed(folded)}

    return noticing


def _languages(register: Register) -> list[str]:
    return list(dict.fromkeys(language for one in register.moments.values() for language in one.phrases))


class _Table:
    """All phrases of one language, indexed together."""

    def __init__(self, register: Register, language: str) -> None:
        rows = [(one.slug, phrase) for one in register.moments.values() for phrase in one.phrases.get(language, ())]
        self._slugs = [slug for slug, _ in rows]
        self._phrases: list[Phrase] = [compile_phrase(phrase, language) for _, phrase in rows]
        self._index: PhraseIndex = index_phrases(self._phrases)
        self._back = {
            one.slug: [compile_phrase(phrase, language) for phrase in one.not_phrases.get(language, ())]
            for one in register.moments.values()
        }

    def noticed(self, folded: str) -> set[str]:
        hits = {self._slugs[n] for n in self._index.candidates(folded) if self._phrases[n].pattern.search(folded)}
        return {slug for slug in hits if not any(phrase.pattern.search(folded) for phrase in self._back[slug])}
