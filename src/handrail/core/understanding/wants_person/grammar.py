"""The sentence patterns of a wish for a person, shared by all languages, and what speaks against one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handrail.core.understanding.wants_person.lexicon import (
    ACT, AT_MACHINE, CALL, CALLBACK, COMMA, COND, DESK, EXISTS, GIVE, HOURS, HUMAN, IDENTITY, JUSSIVE, MACHINE, MAY, ME, NO, NOBODY, NUMBER, OTHER,
    PAST, PLAIN, POLITE, PRICE, ROLE, SOMEONE, STOP, TALK, TRANSFER, TURN, WANT, WHO,
)  # fmt: skip
from handrail.core.understanding.wants_person.reading import Mark, Sentence

WHOM = HUMAN | SOMEONE | ROLE | DESK
FIRM = HUMAN | ROLE | DESK
ASK = WANT | MAY
WANTED = WANT | TRANSFER | GIVE | PLAIN


@dataclass(frozen=True, slots=True)
class Pattern:
    """Classes that must stand near one another, in any order, each filled by a phrase of its own."""

    name: str
    kind: str
    slots: tuple[int, ...]
    within: int
    against: int  # classes that veto it: NO, PAST, IDENTITY, HOURS, PRICE, COND
    question: bool = False  # only in a question
    short: int = 0  # only in a sentence of at most so many words
    statement: bool = False  # not in a question
    across: bool = False  # may reach over a comma
    strict: bool = False  # in this order, in every language
    ordered: bool = False  # in this order, in languages whose verb stands before the person


ALL = NO | PAST | IDENTITY | HOURS | PRICE | COND
SOFT = NO | PAST | IDENTITY

PATTERNS = (
    Pattern("idiom", "explicit", (PLAIN,), 12, NO | PAST | COND),
    Pattern("ask_to_talk", "explicit", (ASK, TALK | CALL, WHOM), 12, ALL, ordered=True),
    Pattern("talk_to", "explicit", (TALK, FIRM), 5, ALL, ordered=True),
    Pattern("talk_to_someone", "explicit", (TALK, SOMEONE), 4, ALL, short=6, ordered=True),
    Pattern("transfer", "explicit", (TRANSFER, WHOM), 8, ALL, ordered=True),
    Pattern("transfer_me", "explicit", (TRANSFER, ME), 3, ALL, short=5),
    Pattern("give", "explicit", (GIVE, WHOM), 6, ALL, ordered=True),
    Pattern("want_human", "explicit", (WANT, HUMAN | ROLE), 6, ALL, ordered=True),
    Pattern("want_desk", "role", (WANT, DESK), 3, ALL, ordered=True),
    Pattern("want_someone", "explicit", (WANT, SOMEONE), 3, ALL, ordered=True),
    Pattern("want_someone_who", "indirect", (WANT, SOMEONE, ACT), 10, ALL, ordered=True),
    Pattern("callback", "callback", (CALL, ME), 5, ALL | OTHER),
    Pattern("someone_call", "callback", (SOMEONE | ROLE | DESK, CALL, ME), 7, ALL),
    Pattern("want_call", "callback", (ASK | GIVE, CALLBACK), 4, ALL | OTHER),
    Pattern("call_number", "callback", (CALL, NUMBER), 8, ALL | OTHER),
    Pattern("not_to_machine", "stop_assistant", (NO | STOP, AT_MACHINE), 10, IDENTITY | PAST | COND),
    Pattern("not_machine", "stop_assistant", (NO | STOP, TALK | WANT, MACHINE), 10, IDENTITY | PAST | COND),
    Pattern("stop_machine", "stop_assistant", (STOP, MACHINE), 4, IDENTITY | PAST | COND),
    Pattern("no_machine", "stop_assistant", (NO, MACHINE), 2, IDENTITY | PAST | COND),
    Pattern("human_not_machine", "stop_assistant", (NO | STOP, MACHINE, HUMAN | ROLE | SOMEONE), 9, IDENTITY, across=True),
    Pattern("is_there", "indirect", (EXISTS, HUMAN | ROLE | SOMEONE | NOBODY), 6, ALL, question=True, strict=True),
    Pattern("is_there", "indirect", (HUMAN | ROLE | SOMEONE | NOBODY, EXISTS), 2, ALL, question=True, strict=True),
    Pattern("is_there_who", "indirect", (EXISTS, HUMAN | ROLE | SOMEONE | NOBODY, ACT), 10, ALL, ordered=True),
    Pattern("someone_acts", "indirect", (ASK, HUMAN | ROLE | SOMEONE | DESK, ACT | CALL), 11, ALL, ordered=True),
    Pattern("someone_acts", "indirect", (ASK, HUMAN | ROLE | SOMEONE | DESK, ACT | CALL), 8, ALL, question=True),
    Pattern("who_is_responsible", "indirect", (WHO, ROLE), 4, ALL, question=True, short=8),
    Pattern("who_can_help", "indirect", (WHO, MAY, ACT, ME), 6, ALL),
    Pattern("human", "explicit", (HUMAN,), 1, ALL, short=7, statement=True),
    Pattern("someone_does", "indirect", (SOMEONE, TALK | CALL | TRANSFER | GIVE | JUSSIVE), 5, ALL, statement=True),
    Pattern("let_someone", "indirect", (HUMAN | ROLE | SOMEONE | DESK, JUSSIVE), 5, ALL),
    Pattern("whom_to_call", "indirect", (WHO, TALK | CALL, ASK | ME), 6, ALL | OTHER),
    Pattern("whom_to_call", "indirect", (WHO, TALK | CALL), 4, ALL | OTHER, question=True),
)

BARE_LONGEST = 8


def matches(sentence: Sentence, marks: Sequence[Mark], verb_first: bool) -> Iterator[tuple[Pattern, Mark, Mark]]:
    """Every pattern that holds in the sentence with nothing against it, with its first and last phrase."""
    present = 0
    for mark in marks:
        present |= mark.mask
    for pattern in PATTERNS:
        if any(not present & slot for slot in pattern.slots):
            continue
        if pattern.question and not sentence.asks and not marks[0].mask & EXISTS:
            continue
        if pattern.statement and sentence.asks:
            continue
        for start, end in _windows(pattern, marks, pattern.strict or (verb_first and pattern.ordered)):
            if pattern.short and _clause_length(sentence, marks, start) > pattern.short:
                continue
            if not vetoed(pattern, sentence, marks, start, end, verb_first):
                yield pattern, marks[start], marks[end]


def _clause_length(sentence: Sentence, marks: Sequence[Mark], start: int) -> int:
    """The number of words between the commas around a phrase."""
    stops = [mark.first for mark in marks if mark.mask & COMMA]
    before = max((stop for stop in stops if stop < marks[start].first), default=sentence.first - 1)
    after = min((stop for stop in stops if stop > marks[start].first), default=sentence.last + 1)
    return after - before - 1


def _windows(pattern: Pattern, marks: Sequence[Mark], ordered: bool) -> Iterator[tuple[int, int]]:
    fills = _fills_in_order if ordered else _fills
    for start, opening in enumerate(marks):
        if not any(opening.mask & slot for slot in pattern.slots):
            continue
        for end in range(start, len(marks)):
            if marks[end].first - opening.last > pattern.within:
                break
            if marks[end].mask & COMMA and not (pattern.across or opening.mask & (ASK | TRANSFER)):
                break
            if fills(pattern.slots, marks[start : end + 1]):
                yield start, end
                break


def _fills(slots: tuple[int, ...], marks: Sequence[Mark]) -> bool:
    """Whether each slot finds a phrase of its own."""
    if not slots:
        return True
    return any(
        mark.mask & slots[0] and _fills(slots[1:], _without(marks, place)) for place, mark in enumerate(marks)
    )


def _without(marks: Sequence[Mark], place: int) -> Sequence[Mark]:
    """The marks left to fill other slots: a phrase of several words may fill two ("is there anyone"),
    and so may a verb that ends in "me" ("passami")."""
    if marks[place].last > marks[place].first or marks[place].mask & ME:
        return marks
    return [*marks[:place], *marks[place + 1 :]]


def _fills_in_order(slots: tuple[int, ...], marks: Sequence[Mark]) -> bool:
    filled = 0
    for mark in marks:
        while filled < len(slots) and mark.mask & slots[filled]:
            filled += 1
            if mark.first == mark.last:
                break
    return filled == len(slots)


def vetoed(
    pattern: Pattern, sentence: Sentence, marks: Sequence[Mark], start: int, end: int, verb_first: bool
) -> bool:
    """Whether a refusal, a report, a condition or a question about staffing takes the wish back."""
    inside = 0
    for mark in marks[start : end + 1]:
        inside |= mark.mask
    before = _clause_before(marks, start)
    near = 0
    for mark in before:
        if marks[start].first - mark.last <= 3:
            near |= mark.mask
    whole = 0
    for mark in marks:
        whole |= mark.mask
    against = pattern.against
    if against & NO and not verb_first and _after(marks, end) & NO:
        return True
    if against & NO and not sentence.asks and (near | _strict(marks, start, end, pattern)) & NO:
        return True
    if against & OTHER and (near | inside | _after(marks, end)) & OTHER:
        return True
    if against & PAST and (near | inside) & PAST:
        return True
    before_all = _before(marks, start)
    addressed = whole if EXISTS in pattern.slots else near | inside
    refused = any(slot & NO for slot in pattern.slots) and not sentence.asks
    if against & IDENTITY and addressed & IDENTITY and not inside & WANTED and not refused:
        return True
    if against & COND and TRANSFER not in pattern.slots and ((near if marks[start].mask & ASK else near | inside) & COND or _conditional(sentence, marks, start)):
        return True
    around = whole if EXISTS in pattern.slots or not verb_first else before_all | inside | _after(marks, end) & HOURS
    return bool(against & (HOURS | PRICE) & around) and not inside & (WANT | PLAIN)


def _strict(marks: Sequence[Mark], start: int, end: int, pattern: Pattern) -> int:
    found = 0
    for mark in marks[start : end + 1]:
        if not any(mark.mask & slot for slot in pattern.slots):
            found |= mark.mask
    return found


def _after(marks: Sequence[Mark], end: int) -> int:
    """The classes within three words after the match, up to the next thought."""
    found = 0
    for mark in marks[end + 1 :]:
        if mark.mask & (COMMA | TURN) or mark.first - marks[end].last > 3:
            break
        found |= mark.mask
    return found


def _conditional(sentence: Sentence, marks: Sequence[Mark], start: int) -> bool:
    """Whether a clause before the match opens with "if"; a lone "si," is a yes."""
    opens = sentence.first
    for place, mark in enumerate(marks[:start]):
        if mark.mask & (COMMA | TURN):
            opens = mark.last + 1
        elif mark.mask & COND and mark.first == opens and not marks[place + 1].mask & COMMA:
            return True
    return False


def _before(marks: Sequence[Mark], start: int) -> int:
    found = 0
    for mark in marks[:start]:
        found |= mark.mask
    return found


def _clause_before(marks: Sequence[Mark], start: int) -> list[Mark]:
    clause: list[Mark] = []
    for mark in reversed(marks[:start]):
        if mark.mask & (COMMA | TURN):
            break
        clause.append(mark)
    return clause


def bare(sentence: Sentence, marks: Sequence[Mark], alone: bool) -> tuple[Mark, Mark] | None:
    """A role, a desk or a human named with nothing but courtesy around it, in a sentence or between commas."""
    clause: list[Mark] = []
    first = sentence.first
    for mark in [*marks, Mark(COMMA, sentence.last + 1, sentence.last + 1)]:
        if not mark.mask & COMMA:
            clause.append(mark)
            continue
        whole = first == sentence.first and mark.first > sentence.last
        wanted = FIRM if whole else HUMAN
        if len(clause) <= 4 and (alone if sentence.asks else whole):
            wanted = WHOM
        named = _named(clause, mark.first - first, wanted)
        if named:
            return named
        clause, first = [], mark.last + 1
    return None


def _named(clause: Sequence[Mark], length: int, wanted: int) -> tuple[Mark, Mark] | None:
    covered = {place for mark in clause for place in range(mark.first, mark.last + 1)}
    named = [mark for mark in clause if mark.mask & wanted]
    if not named or length > BARE_LONGEST or len(covered) < length:
        return None
    if any(not mark.mask & (WHOM | POLITE | TALK | TRANSFER) for mark in clause):
        return None
    return named[0], named[-1]
