"""What speaks against a wish: a refusal, a report, a condition, a question about staffing or the machine."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handrail.core.understanding.wants_person.lexicon import (
    ASK,
    COMMA,
    COND,
    ELSEWHERE,
    EXISTS,
    GIVE,
    HOURS,
    IDENTITY,
    NO,
    OTHER,
    PAST,
    PLAIN,
    PRICE,
    STOP,
    THAT,
    TRANSFER,
    TURN,
    WANT,
)
from handrail.core.understanding.wants_person.marking import Mark
from handrail.core.understanding.wants_person.reading import Sentence

_WANTED = WANT | TRANSFER | GIVE | PLAIN
# So many words before or after a match still speak about it.
_NEAR = 3
_CLAUSE = 12
# Where the verb comes last, a refusal stands after all that it refuses.
_LATE = 5


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The classes of words in and around a match, within its clause."""

    opening: int
    inside: int
    besides: int  # inside, by words that fill no slot of the pattern
    near: int  # just before
    before: int
    after: int  # just after
    later: int  # a little further after
    rest: int  # after, to the end of the clause
    whole: int  # the sentence
    conditional: bool  # a clause before the match opens with "if"


def around(sentence: Sentence, marks: Sequence[Mark], start: int, end: int, slots: tuple[int, ...]) -> Surroundings:
    """Looks around the match made of marks `start` to `end`."""
    opening = marks[start]
    before = _before(marks, start)
    fills = [mark for mark in marks[start : end + 1] if any(mark.mask & slot for slot in slots)]
    return Surroundings(
        opening.mask,
        _of(marks[start : end + 1]),
        _of([mark for mark in marks[start : end + 1] if mark not in fills]),
        _of(_close(before, opening.first)),
        _of(before),
        _after(marks, end, _NEAR),
        _after(marks, end, _LATE),
        _after(marks, end, _CLAUSE),
        _of(marks),
        _conditional(sentence, marks, start),
    )


def vetoed(against: int, slots: tuple[int, ...], asks: bool, verb_first: bool, seen: Surroundings) -> bool:
    """Whether anything the pattern minds (`against`) takes the wish back."""
    return (
        bool(against & NO and _refused(asks, verb_first, seen))
        or bool(against & STOP & seen.near)
        or bool(against & OTHER & (seen.near | seen.inside | seen.after))
        or bool(against & ELSEWHERE & (seen.near | seen.inside | (0 if verb_first else seen.after)))
        or bool(against & PAST & (seen.near | seen.inside))
        or bool(against & IDENTITY and _about_the_machine(slots, asks, seen))
        or bool(against & COND and TRANSFER not in slots and _supposed(seen))
        or bool(against & (HOURS | PRICE) & _topic(slots, verb_first, seen))
    )


def _refused(asks: bool, verb_first: bool, seen: Surroundings) -> bool:
    """A "no" before the verb, or after it where the verb comes last; "can't I talk to someone?" refuses nothing."""
    if not verb_first and seen.later & NO:
        return True
    return not asks and bool((seen.near | seen.besides) & NO)


def _about_the_machine(slots: tuple[int, ...], asks: bool, seen: Surroundings) -> bool:
    """ "Are you a person?" asks for nobody; "I won't talk to a machine" is no such question."""
    if any(slot & NO for slot in slots) and not asks:
        return False
    addressed = seen.whole if EXISTS in slots else seen.before | seen.inside
    return bool(addressed & IDENTITY) and not seen.inside & _WANTED


def _supposed(seen: Surroundings) -> bool:
    """ "If it fails I will ask for an agent"; but "I'd like it if someone called" is a wish."""
    close = seen.near if seen.opening & ASK else seen.near | seen.inside
    return bool(close & COND) or seen.conditional


def _topic(slots: tuple[int, ...], verb_first: bool, seen: Surroundings) -> int:
    """The classes that say what a question is about, unless the customer says they want it."""
    if seen.inside & (WANT | PLAIN):
        return 0
    trailing = seen.after if verb_first and EXISTS not in slots else seen.rest
    return seen.inside | seen.before | trailing


def _of(marks: Iterable[Mark]) -> int:
    found = 0
    for mark in marks:
        found |= mark.mask
    return found


def _before(marks: Sequence[Mark], start: int) -> list[Mark]:
    """The marks of the clause before a mark, and of the clause that one hangs on ("I won't, that you call")."""
    clause: list[Mark] = []
    for place in range(start - 1, -1, -1):
        mark, following = marks[place], marks[place + 1]
        if mark.mask & TURN or (mark.mask & COMMA and not following.mask & THAT):
            break
        clause.append(mark)
    return clause


def _close(before: Sequence[Mark], place: int) -> Iterator[Mark]:
    """The marks just before a place; those before the comma of a clause that hangs on them count as near."""
    reach = _NEAR
    for mark in before:
        reach = _NEAR + place - mark.first if mark.mask & COMMA else reach
        if place - mark.last <= reach:
            yield mark


def _after(marks: Sequence[Mark], end: int, within: int) -> int:
    """The classes within so many words after the match, up to the next thought."""
    found = 0
    for mark in marks[end + 1 :]:
        if mark.mask & (COMMA | TURN) or mark.first - marks[end].last > within:
            break
        found |= mark.mask
    return found


def _conditional(sentence: Sentence, marks: Sequence[Mark], start: int) -> bool:
    """Whether a clause before the match opens with "if"; a lone "si," is a yes."""
    opens = sentence.first
    for place, mark in enumerate(marks[:start]):
        if mark.mask & (COMMA | TURN):
            opens = mark.last + 1
        elif mark.mask & COND and mark.first == opens:
            following = marks[place + 1]
            if not (following.mask & COMMA and following.first == mark.last + 1):
                return True
    return False
