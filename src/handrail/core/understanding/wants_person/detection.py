"""Finds the explicit wish for a person in a message, with the place and the pattern that show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2s

from handrail.core.understanding.wants_person.grammar import Match, bare, feasible, matches
from handrail.core.understanding.wants_person.index import read_tables
from handrail.core.understanding.wants_person.lexicon import (
    AT_MACHINE,
    CALL,
    CALLBACK,
    JUSSIVE,
    MACHINE,
    MAY,
    NO,
    NOBODY,
    PLAIN,
    TALK,
    TRANSFER,
    WHO,
    WHOM,
)
from handrail.core.understanding.wants_person.marking import Mark, is_name, mark
from handrail.core.understanding.wants_person.mashing import find_mash
from handrail.core.understanding.wants_person.message import Message
from handrail.core.understanding.wants_person.patterns import PATTERNS
from handrail.core.understanding.wants_person.reading import Reading, Sentence
from handrail.core.understanding.wants_person.weighing import features, weigh, weights
from handrail.core.understanding.wants_person.words import LEXICONS
from handrail.core.understanding.wants_person.words.weights import PACKED

ADDS = 0.55
"""A sentence that weighs as much is a wish though no pattern says so."""
ADDS_ALONE = 0.75
"""What it must weigh if it has no word that may speak of people, calls or machines."""
ADDS_REFUSING = 1.0
"""What it must weigh if it has a word of refusal and speaks of no machine."""
TAKES_BACK = -0.4
"""A sentence that weighs less is none though a loose pattern says so."""

LIGHTEST = -2.0
"""What a text without a sentence weighs."""

# The tables, patterns and weights a recorded wish was found with.
_FOUND_WITH = (LEXICONS, PATTERNS, PACKED, ADDS, ADDS_ALONE, ADDS_REFUSING, TAKES_BACK)
LEXICON_VERSION = f"1.{blake2s(repr(_FOUND_WITH).encode(), digest_size=6).hexdigest()}"

# Of a longer text only so many characters at either end are read.
_END = 12_000

# Patterns that talk about staff fills too ("do your people see it"), and the mere mention of a human. All others hold
# whatever a sentence weighs.
LOOSE = frozenset(
    (
        "human", "is_there", "is_there_who", "someone_acts", "someone_does", "let_someone", "transfer_me", "callback", "want_call",
        "who_is_responsible", "whom_to_call",
    )
)  # fmt: skip

# What a sentence speaks of where it can be a wish at all.
_SPOKEN = WHOM | TALK | CALL | CALLBACK | TRANSFER | MACHINE | AT_MACHINE | NOBODY | WHO | JUSSIVE | PLAIN

# Patterns that "call me Anna" also fills.
_NAMING = frozenset({"callback", "transfer_me", "idiom"})


@dataclass(frozen=True, slots=True)
class Wish:
    """An explicit wish for a person and where it stands in the message (code points, end exclusive).

    `pattern` is the language and the name of the pattern that shows it. It is `weighed` where none does, and the sentence
    from `start` to `end` is much like the wishes among our examples; `kind` is `indirect` then, `language` the likeliest.
    """

    language: str
    kind: str
    start: int
    end: int
    pattern: str


def read_lexicon() -> None:
    """Builds the tables now: a process that will hear customers does so before the first of them has to wait for it."""
    read_tables()
    weights()


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


_YES = frozenset({"si", "sí"})
"""Spanish and Italian yes, alone; in Tagalog the word stands before somebody's name, and names nobody by itself."""


def weigh_text(text: str) -> float:
    """What the likeliest sentence weighs, pattern or not; of a longer text, of its beginning. LIGHTEST where there is none."""
    message = Message.of(text[:_END])
    reading = message.read()
    languages = reading.languages()
    return max((_weight(reading, each, languages, message) for each in reading.sentences), default=LIGHTEST)


def _find(text: str) -> Wish | None:
    if text.strip(" .,!¡").casefold() in _YES:
        return None
    message = Message.of(text)
    mash = find_mash(message.folded)
    if mash:
        return Wish("und", "mash", *message.place(*mash), "und.mash")
    reading = message.read()
    everything = len(reading.words) - 1
    languages = reading.languages()
    for language in languages:
        if not feasible(reading.classes(0, everything, language), 0):
            continue
        for sentence in reading.sentences:
            found = _in_sentence(reading, sentence, language, message)
            if found and (
                found.pattern.partition(".")[2] not in LOOSE
                or _weight(reading, sentence, languages, message) >= TAKES_BACK
            ):
                return found
    return _weighed(reading, languages, message)


def _weighed(reading: Reading, languages: list[int], message: Message) -> Wish | None:
    """The first sentence that weighs as a wish; one of figures and signs alone never does."""
    for sentence in reading.sentences:
        words = reading.words[sentence.first : sentence.last + 1]
        if not any(word[0].isalpha() for word in words):
            continue
        if _weight(reading, sentence, languages, message) >= _least(reading, sentence, languages):
            start, end = message.place(reading.spans[sentence.first][0], reading.spans[sentence.last][1])
            code = LEXICONS[languages[0]].language if languages else "und"
            return Wish(code, "indirect", start, end, f"{code}.weighed")
    return None


def _least(reading: Reading, sentence: Sentence, languages: list[int]) -> float:
    """What a sentence must weigh: more if nothing in it speaks of people, calls or machines, or if it refuses
    and no machine ("can't someone answer?" refuses nothing)."""
    classes = [reading.classes(sentence.first, sentence.last, language) for language in languages]
    if not any(each & _SPOKEN for each in classes):
        return ADDS_ALONE
    refuses = any(each & NO and not each & MAY for each in classes[:1]) and not any(
        each & (MACHINE | AT_MACHINE) for each in classes
    )
    return ADDS_REFUSING if refuses else ADDS


def _weight(reading: Reading, sentence: Sentence, languages: list[int], message: Message) -> float:
    return weigh(features(reading, sentence, message.folded, languages[0] if languages else None))


def _in_sentence(reading: Reading, sentence: Sentence, language: int, message: Message) -> Wish | None:
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
