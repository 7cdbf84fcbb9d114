"""Marks the phrases of a sentence that speak of reaching a person, for one language."""

from dataclasses import dataclass

from handrail.core.understanding.wants_person.index import Known, Node, index
from handrail.core.understanding.wants_person.lexicon import (
    ACT,
    APART,
    CALL,
    CALLBACK,
    COMMA,
    COMMON,
    DESK,
    HUMAN,
    JUSSIVE,
    MACHINE,
    ME,
    NAME,
    NO,
    NOBODY,
    NUMBER,
    OTHER,
    PAST,
    PLAIN,
    ROLE,
    SOMEONE,
    TALK,
    TRANSFER,
)
from handrail.core.understanding.wants_person.reading import COMMAS, Reading, Sentence
from handrail.core.understanding.wants_person.words import LEXICONS

# What a word inside a longer phrase still says: "is there someone" names someone.
_INNER = (
    HUMAN | SOMEONE | ROLE | DESK | TALK | CALL | TRANSFER | ME | MACHINE | ACT | JUSSIVE | PLAIN | CALLBACK | NOBODY
)
# A word listed under these means nothing else, though a stem may match it too.
_FINAL = APART | PAST | NO | OTHER


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of one language: its classes and its first and last word."""

    mask: int
    first: int
    last: int


def mark(reading: Reading, sentence: Sentence, language: int) -> list[Mark]:
    """The sentence's phrases in a language and in those it borrows from, in order.

    A borrowed phrase that means something else ("real estate agent") takes its words away from the own ones.
    """
    own = _marks(reading, sentence, language)
    lent = [mark for lender in index().lenders[language] for mark in _marks(reading, sentence, lender)]
    signs = [*_signs(reading.words, sentence), *_name_marks(reading, sentence, language)]
    if not lent:
        return sorted([*own, *signs], key=lambda mark: mark.first) if signs else own
    apart = {place for mark in lent if mark.mask & APART for place in range(mark.first, mark.last + 1)}
    own = [mark for mark in own if apart.isdisjoint(range(mark.first, mark.last + 1))]
    taken = {place for mark in own for place in range(mark.first, mark.last + 1)}
    lent = [mark for mark in lent if not taken.issuperset(range(mark.first, mark.last + 1))]
    return sorted([*own, *lent, *signs], key=lambda mark: mark.first)


def _marks(reading: Reading, sentence: Sentence, language: int) -> list[Mark]:
    found: list[Mark] = []
    outer: Mark | None = None
    root = index().root
    for place in range(sentence.first, sentence.last + 1):
        if language not in reading.known[place].ahead:
            continue
        last, mask = _longest(root, place, sentence.last, reading.known, language)
        if last < place or mask == COMMON:
            continue
        if outer is not None and place <= outer.last:
            inner = 0 if outer.mask & APART else mask & _INNER
            if inner:
                found.append(Mark(inner, place, last))
        else:
            outer = Mark(mask, place, last)
            found.append(outer)
    return found


def _longest(node: Node, place: int, end: int, known: list[Known], language: int) -> tuple[int, int]:
    """The last word and the classes of the longest phrase that begins at `place` (-1: none)."""
    best, classes = -1, 0
    for word in known[place].words:
        following = node.follows.get(word)
        if following is None:
            continue
        reached, mask = place, following.meanings.get(language, 0)
        if following.follows and place < end:
            further, more = _longest(following, place + 1, end, known, language)
            if further > place:
                reached, mask = further, more if more & APART else more | mask & _INNER
        if not mask:
            continue
        if reached > best:
            best, classes = reached, mask if mask & APART else mask | classes & _INNER
        elif reached == best and not (mask | classes) & _FINAL:
            classes |= mask
    return best, classes


def is_name(reading: Reading, place: int, language: int) -> bool:
    """Whether a word is written with a capital and no word of the language."""
    return not reading.known[place].users >> language & 1 and reading.capital(reading.spans[place])


def _name_marks(reading: Reading, sentence: Sentence, language: int) -> list[Mark]:
    if LEXICONS[language].nouns_capital:
        return []
    places = range(sentence.first + 1, sentence.last + 1)
    return [Mark(NAME, place, place) for place in places if is_name(reading, place, language)]


def _signs(words: list[str], sentence: Sentence) -> list[Mark]:
    """Commas, and runs of digits long enough to be a telephone number."""
    found: list[Mark] = []
    first, digits = -1, 0
    for place in range(sentence.first, sentence.last + 2):
        word = words[place] if place <= sentence.last else ""
        if word in COMMAS:
            found.append(Mark(COMMA, place, place))
        if word.isdigit():
            first, digits = (place if not digits else first), digits + len(word)
        elif not (digits and word in ("(", ")")):
            if 7 <= digits <= 15:
                found.append(Mark(NUMBER, first, place - 1))
            digits = 0
    return found
