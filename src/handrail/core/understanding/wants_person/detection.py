"""Finds the explicit wish for a person in a message, with the place and the pattern that show it."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from handrail.core.understanding.wants_person.folding import fold
from handrail.core.understanding.wants_person.grammar import bare, matches
from handrail.core.understanding.wants_person.index import INDEX, knows
from handrail.core.understanding.wants_person.lexicon import APART, DESK, HUMAN, ROLE
from handrail.core.understanding.wants_person.mashing import find_mash
from handrail.core.understanding.wants_person.reading import Mark, Reading, Sentence, read
from handrail.core.understanding.wants_person.words import LEXICONS

LEXICON_VERSION = "1"
_INTERNATIONAL = next(number for number, lexicon in enumerate(LEXICONS) if lexicon.language == "und")


@dataclass(frozen=True, slots=True)
class Wish:
    """An explicit wish for a person and where it stands in the message (code points, end exclusive)."""

    language: str
    kind: str
    start: int
    end: int
    pattern: str


def find_wish(text: str) -> Wish | None:
    """The first wish for a person in `text`, or None. Never raises; time linear in the text."""
    folded, places = fold(text)
    mash = find_mash(folded)
    if mash:
        return _wish("und", "mash", "mash", *mash, places)
    reading = read(folded)
    known: dict[int, set[int]] = {}
    for sentence in reading.sentences:
        for language, marks in sentence.marks.items():
            for name, kind, first, last in _in(language, marks, sentence, len(reading.sentences) == 1):
                start, end = reading.spans[first.first][0], reading.spans[last.last][1]
                if (
                    not _quoted(reading, first.first, last.last)
                    and not (name in _NAMING and _names(reading, sentence, language, first.first, last.last, text, places))
                    and _plausible(language, reading, known)
                ):
                    return _wish(LEXICONS[language].language, kind, name, start, end, places)
    return None


def _wish(language: str, kind: str, name: str, start: int, end: int, places: "array[int] | None") -> Wish:
    if places is not None:
        start, end = places[start], places[end - 1] + 1
    return Wish(language, kind, start, end, f"{language}.{name}")


def _quoted(reading: Reading, first: int, last: int) -> bool:
    return any(start <= first <= end or start <= last <= end for start, end in reading.quotes)


# Patterns that "call me Anna" also fills.
_NAMING = frozenset({"callback", "transfer_me", "idiom"})


def _names(
    reading: Reading, sentence: Sentence, language: int, first: int, last: int, text: str, places: "array[int] | None"
) -> bool:
    """Whether a capitalised word its language does not know stands in the match, or closes the sentence after it."""
    if last < sentence.last <= last + 3:
        candidates = [*range(first + 1, last), sentence.last]
    else:
        candidates = list(range(first + 1, last))
    return any(
        _original(reading.spans[place], text, places).istitle() and not knows(language, reading.words[place])
        for place in candidates
    )


def _original(span: tuple[int, int], text: str, places: "array[int] | None") -> str:
    start, end = span
    return text[start:end] if places is None else text[places[start] : places[end - 1] + 1]


def _plausible(language: int, reading: Reading, known: dict[int, set[int]]) -> bool:
    """Whether the language knows over two thirds as many of the words as the one that knows most, or three it does not."""
    if not known:
        for sentence in reading.sentences:
            for number, marks in sentence.marks.items():
                places = known.setdefault(number, set())
                for mark in marks:
                    places.update(range(mark.first, mark.last + 1))
        known.pop(_INTERNATIONAL, None)
    most = max(known.values(), key=len, default=set[int]())
    own = known.get(language, set())
    return (3 * len(own) > 2 * len(most) and not own < most) or len(own - most) >= 3


def _with_lent(language: int, sentence: Sentence, marks: list[Mark]) -> list[Mark]:
    """The language's own marks and those it borrows where it has none of its own.

    A borrowed phrase that means something else ("real estate agent") takes its words away from the own ones.
    """
    lent = [mark for lender in INDEX.lenders[language] for mark in sentence.marks.get(lender, ())]
    if not lent:
        return marks
    apart = {place for mark in lent if mark.mask & APART for place in range(mark.first, mark.last + 1)}
    own = [mark for mark in marks if apart.isdisjoint(range(mark.first, mark.last + 1))]
    taken = {place for mark in own for place in range(mark.first, mark.last + 1)}
    added = [mark for mark in lent if not taken.issuperset(range(mark.first, mark.last + 1))]
    return sorted([*own, *added], key=lambda mark: mark.first)


def _in(
    language: int, marks: list[Mark], sentence: Sentence, alone: bool
) -> Iterator[tuple[str, str, Mark, Mark]]:
    marks = _with_lent(language, sentence, marks)
    for pattern, first, last in matches(sentence, marks, LEXICONS[language].verb_first):
        yield pattern.name, pattern.kind, first, last
    named = bare(sentence, marks, alone)
    if named:
        yield "bare", "role" if named[0].mask & (ROLE | DESK) and not named[0].mask & HUMAN else "explicit", *named
