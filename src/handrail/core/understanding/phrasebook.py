"""Lists of phrases in many languages, looked for together, each find with its place in the text as written.

Every language is tried on every text, so a customer who changes language in the middle of a sentence is understood too,
and nothing depends on the language having been told right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2s

from handrail.core.escalation.moments.phrases import Phrase, PhraseIndex, compile_phrase, index_phrases
from handrail.core.understanding.wants_person.folding import fold

READ = 4_000
"""Characters at either end of a text that are looked at; between them nobody hides what they feel."""


@dataclass(frozen=True, slots=True)
class Found:
    """`kind` is the list it stands in; `start` and `end` count characters of the text as written."""

    kind: str
    language: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Kinds of phrases: kind, language, then lines in the grammar of core.escalation.moments.phrases."""

    phrases: tuple[Phrase, ...]
    labels: tuple[tuple[str, str], ...]
    index: PhraseIndex
    version: str

    def find(self, text: str) -> tuple[Found, ...]:
        """The first find of each phrase, in order of place. Never raises; time linear in the text, 8,000 characters at most."""
        if len(text) <= 2 * READ:
            return self._find(text, 0)
        return (*self._find(text[:READ], 0), *self._find(text[-READ:], len(text) - READ))

    def kinds(self, text: str) -> frozenset[str]:
        return frozenset(found.kind for found in self.find(text))

    def _find(self, text: str, offset: int) -> tuple[Found, ...]:
        folded, places = fold(text)
        hits: list[Found] = []
        for number in self.index.candidates(folded):
            match = self.phrases[number].pattern.search(folded)
            if match is None or match.start() == match.end():
                continue
            start, end = match.span()
            if places is not None:
                start, end = places[start], places[end - 1] + 1
            hits.append(Found(*self.labels[number], start + offset, end + offset))
        return tuple(sorted(hits, key=lambda each: (each.start, -each.end)))


@cache
def _compiled(kinds: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> Phrasebook:
    phrases: list[Phrase] = []
    labels: list[tuple[str, str]] = []
    for kind, languages in kinds:
        for language, lines in languages:
            for line in filter(None, map(str.strip, lines.splitlines())):
                phrases.append(compile_phrase(line, language))
                labels.append((kind, language))
    version = blake2s(repr(kinds).encode(), digest_size=4).hexdigest()
    return Phrasebook(tuple(phrases), tuple(labels), index_phrases(phrases), version)


def phrasebook(kinds: Mapping[str, Mapping[str, str]]) -> Phrasebook:
    """Compiled once a list. Raises PhraseIsWrong for a line that cannot be read."""
    return _compiled(tuple((kind, tuple(languages.items())) for kind, languages in kinds.items()))
