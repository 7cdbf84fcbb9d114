"""Finds the explicit wish for a person in a message, with the place and the pattern that show it."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2s

from handrail.core.understanding.wants_person.folding import fold
from handrail.core.understanding.wants_person.grammar import Match, bare, feasible, matches
from handrail.core.understanding.wants_person.marking import Mark, is_name, mark
from handrail.core.understanding.wants_person.mashing import find_mash
from handrail.core.understanding.wants_person.patterns import PATTERNS
from handrail.core.understanding.wants_person.reading import Reading, Sentence
from handrail.core.understanding.wants_person.words import LEXICONS

# The tables and patterns a recorded wish was found with.
LEXICON_VERSION = f"1.{blake2s(repr((LEXICONS, PATTERNS)).encode(), digest_size=6).hexdigest()}"

# Of a longer text only so many characters at either end are read.
_END = 12_000

# Patterns that "call me Anna" also fills.
_NAMING = frozenset({"callback", "transfer_me", "idiom"})


@dataclass(frozen=True, slots=True)
class Wish:
    """An explicit wish for a person and where it stands in the message (code points, end exclusive)."""

    language: str
    kind: str
    start: int
    end: int
    pattern: str


@dataclass(frozen=True, slots=True)
class _Message:
    """The text as written, and for each letter of its folded form its place there (None: the same)."""

    text: str
    places: "array[int] | None"

    def place(self, start: int, end: int) -> tuple[int, int]:
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def capital(self, span: tuple[int, int]) -> bool:
        """Whether a word was written with a capital and small letters."""
        start, end = self.place(*span)
        return self.text[start].isupper() and self.text[start:end].istitle()


def find_wish(text: str) -> Wish | None:
    """The first wish for a person in `text`, or None. Never raises; time linear in the text.

    Of texts over 24,000 characters the first and the last 12,000 are read.
    """
    if len(text) <= 2 * _END:
        return _find(text)
    found = _find(text[:_END])
    if found:
        return found
    offset = len(text) - _END
    late = _find(text[offset:])
    return late and Wish(late.language, late.kind, late.start + offset, late.end + offset, late.pattern)


def _find(text: str) -> Wish | None:
    folded, places = fold(text)
    message = _Message(text, places)
    mash = find_mash(folded)
    if mash:
        return Wish("und", "mash", *message.place(*mash), "und.mash")
    reading = Reading(folded, message.capital)
    everything = len(reading.words) - 1
    for language in reading.languages():
        if not feasible(reading.classes(0, everything, language), 0):
            continue
        for sentence in reading.sentences:
            found = _in_sentence(reading, sentence, language, message)
            if found:
                return found
    return None


def _in_sentence(reading: Reading, sentence: Sentence, language: int, message: _Message) -> Wish | None:
    if not feasible(reading.classes(sentence.first, sentence.last, language), sentence.last - sentence.first):
        return None
    marks = mark(reading, sentence, language)
    for match in _matches(marks, sentence, language, len(reading.sentences) == 1):
        first, last = match.first.first, match.last.last
        if _quoted(reading, first, last):
            continue
        if match.name in _NAMING and _names(reading, sentence, language, first, last):
            continue
        start, end = message.place(reading.spans[first][0], reading.spans[last][1])
        code = LEXICONS[language].language
        return Wish(code, match.kind, start, end, f"{code}.{match.name}")
    return None


def _matches(marks: list[Mark], sentence: Sentence, language: int, alone: bool) -> Iterator[Match]:
    yield from matches(sentence, marks, LEXICONS[language].verb_first)
    named = bare(sentence, marks, alone)
    if named:
        yield named


def _quoted(reading: Reading, first: int, last: int) -> bool:
    """Whether the match stands in a quotation, or shares a word with one of two words or more."""
    return any(
        (start <= first and last <= end) or (end > start and start <= last and first <= end)
        for start, end in reading.quotes
    )


def _names(reading: Reading, sentence: Sentence, language: int, first: int, last: int) -> bool:
    """Whether a name stands in the match, or closes the sentence after it."""
    candidates = list(range(first + 1, last))
    if last < sentence.last <= last + 3:
        candidates.append(sentence.last)
    return any(is_name(reading, place, language) for place in candidates)
