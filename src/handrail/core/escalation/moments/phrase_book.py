"""All phrases of a register, compiled once, and which moments they notice in a text, with the place of each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handrail.core.escalation.moments.moment import Register
from handrail.core.escalation.moments.phrases import Phrase, PhraseIndex, compile_phrase, index_phrases
from handrail.core.understanding.wants_person.folding import fold

SURE: Final = 0.9
"""From this confidence on, phrases of other languages than the guessed one and English are not tried."""
LONGEST: Final = 20_000
"""Characters searched of a text: its beginning and, of a longer one, as much of its end."""

_WRITTEN_IN = {
    "ja": re.compile("[\u3040-\u30ff\u4e00-\u9fff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
}
"""Phrases of these languages are tried where their script stands, and nowhere else: their words have no edges, so the
Latin letters in them would be found inside of others' words."""
_OWN_SCRIPT = {"ja", "hi"}


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """`start` and `end` count characters of the text."""

    moment: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Pages:
    moments: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    index: PhraseIndex


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """`notices` and `takes_back` by language."""

    notices: dict[str, _Pages]
    takes_back: dict[str, _Pages]

    def find(self, text: str, language: str, confidence: float) -> list[PhraseHit]:
        """The first place of each moment, in the order of the text. A take-back phrase takes back what stands inside of it,
        and nothing else: another phrase of the moment still counts."""
        read = text if len(text) <= 2 * LONGEST else text[:LONGEST] + "\n" + text[-LONGEST:]
        cut = len(text) - len(read)
        folded, places = fold(read)
        first = dict[str, PhraseHit]()
        for tried in self._languages(text, language, confidence):
            taken_back = list(_search(self.takes_back.get(tried), folded))
            for moment, start, end in _search(self.notices.get(tried), folded):
                if any(m == moment and s <= start and end <= e for m, s, e in taken_back):
                    continue
                at, to = (start, end) if places is None else (places[start], places[end - 1] + 1)
                at, to = (at + cut, to + cut) if cut > 0 and at > LONGEST else (at, to)
                if moment not in first or at < first[moment].start:
                    first[moment] = PhraseHit(moment, at, min(to, len(text)))
        return sorted(first.values(), key=lambda hit: (hit.start, hit.moment))

    def _languages(self, text: str, language: str, confidence: float) -> list[str]:
        sure = language in self.notices and (confidence >= SURE or language in _OWN_SCRIPT)
        tried = dict.fromkeys((language, "en") if sure else self.notices)
        return [one for one in tried if one not in _WRITTEN_IN or _WRITTEN_IN[one].search(text)]


def phrase_book(register: Register) -> PhraseBook:
    """Raises PhraseIsWrong; a register that was read has only right ones."""
    moments = [one for one in register.moments.values() if "phrases" in one.detectors]
    return PhraseBook(
        _by_language(
            (one.slug, language, line) for one in moments for language, lines in one.phrases.items() for line in lines
        ),
        _by_language(
            (one.slug, language, line)
            for one in moments
            for language, lines in one.not_phrases.items()
            for line in lines
        ),
    )


def _by_language(rows: Iterable[tuple[str, str, str]]) -> dict[str, _Pages]:
    sorted_rows = dict[str, list[tuple[str, Phrase]]]()
    for slug, language, line in rows:
        sorted_rows.setdefault(language, []).append((slug, compile_phrase(line, language)))
    return {
        language: _Pages(
            tuple(slug for slug, _ in found),
            tuple(phrase for _, phrase in found),
            index_phrases([phrase for _, phrase in found]),
        )
        for language, found in sorted_rows.items()
    }


def _search(pages: _Pages | None, folded: str) -> Iterable[tuple[str, int, int]]:
    if pages is None:
        return
    for number in pages.index.candidates(folded):
        for found in pages.phrases[number].pattern.finditer(folded):
            if found.end() > found.start():
                yield pages.moments[number], found.start(), found.end()
