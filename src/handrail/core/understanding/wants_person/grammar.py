"""Finds the patterns of a wish in a sentence's marked words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handrail.core.understanding.wants_person.guards import around, vetoed
from handrail.core.understanding.wants_person.lexicon import (
    ASK,
    COMMA,
    DESK,
    EXISTS,
    FIRM,
    HUMAN,
    ME,
    NAME,
    NUMBER,
    POLITE,
    ROLE,
    SOMEONE,
    TALK,
    TRANSFER,
    WHOM,
)
from handrail.core.understanding.wants_person.marking import Mark
from handrail.core.understanding.wants_person.patterns import PATTERNS, Pattern
from handrail.core.understanding.wants_person.reading import Sentence

BARE_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that holds, with its first and last phrase."""

    name: str
    kind: str
    first: Mark
    last: Mark


@lru_cache(maxsize=1 << 12)
def feasible(classes: int, length: int) -> bool:
    """Whether a sentence with at most these classes of words could hold a pattern at all (a quick refusal)."""
    return bool(classes & WHOM and length <= BARE_LONGEST) or bool(_possible(classes | NUMBER | NAME))


@lru_cache(maxsize=1 << 12)
def _possible(classes: int) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in PATTERNS if all(classes & slot for slot in pattern.slots))


def matches(sentence: Sentence, marks: Sequence[Mark], verb_first: bool) -> Iterator[Match]:
    """Every pattern that holds in the sentence with nothing against it, with its first and last phrase."""
    present = 0
    for mark in marks:
        present |= mark.mask
    for pattern in _possible(present):
        if pattern.question and not sentence.asks and not marks[0].mask & EXISTS:
            continue
        if pattern.statement and sentence.asks:
            continue
        for start, end in _windows(pattern, marks, pattern.strict or (verb_first and pattern.ordered)):
            if pattern.short and _clause_length(sentence, marks, start) > pattern.short:
                continue
            if pattern.tight and verb_first and _gaps(marks[start : end + 1]):
                continue
            seen = around(sentence, marks, start, end, pattern.slots)
            if not vetoed(pattern.against, pattern.slots, sentence.asks, verb_first, seen):
                yield Match(pattern.name, _kind(pattern, seen.inside), marks[start], marks[end])


def _gaps(marks: Sequence[Mark]) -> bool:
    """Whether a word no table of the language knows stands between the phrases."""
    known = {place for mark in marks for place in range(mark.first, mark.last + 1)}
    return len(known) < max(mark.last for mark in marks) - marks[0].first + 1


def _kind(pattern: Pattern, inside: int) -> str:
    """The pattern's kind; an explicit wish that names only a role or a place is of kind role."""
    if pattern.kind == "explicit" and inside & (ROLE | DESK) and not inside & (HUMAN | SOMEONE):
        return "role"
    return pattern.kind


def _clause_length(sentence: Sentence, marks: Sequence[Mark], start: int) -> int:
    """The number of words between the commas around a phrase."""
    stops = [mark.first for mark in marks if mark.mask & COMMA]
    before = max((stop for stop in stops if stop < marks[start].first), default=sentence.first - 1)
    after = min((stop for stop in stops if stop > marks[start].first), default=sentence.last + 1)
    return after - before - 1


def _windows(pattern: Pattern, marks: Sequence[Mark], ordered: bool) -> Iterator[tuple[int, int]]:
    fills = _fills_in_order if ordered else _fills
    for start, opening in enumerate(marks):
        if not any(opening.mask & slot for slot in pattern.slots[: 1 if pattern.leads else None]):
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
    return any(mark.mask & slots[0] and _fills(slots[1:], _without(marks, place)) for place, mark in enumerate(marks))


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


def bare(sentence: Sentence, marks: Sequence[Mark], alone: bool) -> Match | None:
    """A role, a desk or a human named with nothing but courtesy around it, in a sentence or between commas."""
    clause: list[Mark] = []
    first = sentence.first
    for mark in [*marks, Mark(COMMA, sentence.last + 1, sentence.last + 1)]:
        if not mark.mask & COMMA:
            clause.append(mark)
            continue
        whole = _only_courtesy(marks, sentence, first, mark.first)
        wanted = FIRM if whole else HUMAN
        if len(clause) <= 4 and (alone if sentence.asks else whole):
            wanted = WHOM
        named = _named(clause, mark.first - first, wanted)
        if named:
            kind = "explicit" if named[0].mask & (HUMAN | SOMEONE) else "role"
            return Match("bare", kind, named[0], named[-1])
        clause, first = [], mark.last + 1
    return None


def _only_courtesy(marks: Sequence[Mark], sentence: Sentence, first: int, after: int) -> bool:
    """Whether nothing but courtesy stands in the sentence besides the words from `first` up to `after`."""
    outside = (sentence.last + 1 - sentence.first) - (after - first)
    polite = {
        place
        for mark in marks
        if mark.mask & (POLITE | COMMA)
        for place in range(mark.first, mark.last + 1)
        if not first <= place < after
    }
    return len(polite) >= outside


def _named(clause: Sequence[Mark], length: int, wanted: int) -> list[Mark]:
    covered = {place for mark in clause for place in range(mark.first, mark.last + 1)}
    named = [mark for mark in clause if mark.mask & wanted]
    if not named or length > BARE_LONGEST or len(covered) < length:
        return []
    if any(not mark.mask & (WHOM | POLITE | TALK | TRANSFER) for mark in clause):
        return []
    return named
