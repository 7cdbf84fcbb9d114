"""What rules would have changed, before they are published: missed and late hand-offs first, then needless ones."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from handrail.core.escalation.rules.course import Course, Needed, Step, handed_over, needed
from handrail.core.trust.intervals import wilson


class Effect(StrEnum):
    """In the order in which people look at them."""

    LOST = "lost"  # a person was needed, and would come later than under the present rules, or not at all
    CAUGHT = "caught"  # a person was needed, came late or not at all, and would come sooner
    NEEDLESS = "needless"  # would go to a person, though nothing shows that one was needed
    RELEASED = "released"  # would go to no person any more, and nothing shows that one was needed
    OTHER = "other"  # who gets it, what is drafted or offered, or a hand-off that was in time anyway


@dataclass(frozen=True, slots=True)
class Change:
    """One conversation that would go differently. `step`: its first turn that does; `turns`: how many turns sooner (or,
    below 0, later) a person would come, None where they would come in one case only or in neither."""

    course: Course
    effect: Effect
    step: Step
    needed: Needed | None
    turns: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """`low` and `high`: the 95 % interval (Wilson)."""

    count: int
    of: int

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        return wilson(self.count, self.of)[0]

    @property
    def high(self) -> float:
        return wilson(self.count, self.of)[1]


@dataclass(frozen=True, slots=True)
class Backtest:
    """`looked_at` conversations with `turns` turns; `changes` in the order of effects, newest first within each.

    `needed`: how many needed a person as far as one can see; `missed_before` and `missed_after`: how many of those got
    one late or never, under the rules compared; `fine`: how many show no such need. `by_topic`: effects by topic, "" for
    none. `unread`: conversations whose stored facts are erased or cannot be read; `left_out`: those beyond the limit.
    """

    looked_at: int = 0
    imported: int = 0
    turns: int = 0
    needed: int = 0
    missed_before: int = 0
    missed_after: int = 0
    changes: tuple[Change, ...] = ()
    by_topic: Mapping[str, Mapping[Effect, int]] = field(default_factory=dict[str, Mapping[Effect, int]])
    of_topic: Mapping[str, int] = field(default_factory=dict[str, int])
    unread: int = 0
    left_out: int = 0

    @property
    def fine(self) -> int:
        return self.looked_at - self.needed

    def of(self, effect: Effect) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.effect is effect)

    @property
    def shares(self) -> Mapping[str, Share]:
        """By what they say: each with its own denominator."""
        return {
            "changed": Share(len(self.changes), self.looked_at),
            "missed or late before": Share(self.missed_before, self.needed),
            "missed or late then": Share(self.missed_after, self.needed),
            "needless": Share(len(self.of(Effect.NEEDLESS)), self.fine),
        }


def backtest(courses: Iterable[Course], *, unread: int = 0, left_out: int = 0) -> Backtest:
    seen, changes = list[Course](), list[Change]()
    missed = [0, 0]
    need_count, topics = 0, dict[str, Counter[Effect]]()
    for course in courses:
        seen.append(course)
        need = needed(course)
        need_count += need is not None
        for n, index in enumerate(_indexes(course)):
            missed[n] += need is not None and index > need.step
        topics.setdefault(course.topic, Counter())
        if (change := changed(course, need)) is not None:
            changes.append(change)
            topics[course.topic][change.effect] += 1
    order = list(Effect)
    changes.sort(key=lambda one: (order.index(one.effect), -one.course.opened_at.timestamp()))
    return Backtest(
        looked_at=len(seen),
        imported=sum(course.imported for course in seen),
        turns=sum(len(course.steps) for course in seen),
        needed=need_count,
        missed_before=missed[0],
        missed_after=missed[1],
        changes=tuple(changes),
        by_topic={topic: dict(counted) for topic, counted in sorted(topics.items())},
        of_topic=dict(sorted(Counter(course.topic for course in seen).items())),
        unread=unread,
        left_out=left_out,
    )


def _indexes(course: Course) -> tuple[float, float]:
    """The turn that went to a person under either set of rules; infinity for none."""
    before = handed_over([step.before for step in course.steps])
    after = handed_over([step.after for step in course.steps])
    return (inf if before is None else before), (inf if after is None else after)


def changed(course: Course, need: Needed | None) -> Change | None:
    """None when it would have gone the same way up to the first turn that goes to a person in both."""
    before, after = _indexes(course)
    until = min(before, after)
    steps = [step for n, step in enumerate(course.steps) if n <= until and _differs(step)]
    if not steps:
        return None
    turns = None if inf in (before, after) else int(before - after)
    return Change(course, _effect(before, after, need), steps[0], need, turns)


def _differs(step: Step) -> bool:
    """In what happens; another rule's name or another reason for the same is no change."""
    one, other = step.before, step.after
    return (one.outcome, one.offer_person) != (other.outcome, other.offer_person)


def _effect(before: float, after: float, need: Needed | None) -> Effect:
    if before == after:
        return Effect.OTHER
    if need is None:
        return Effect.NEEDLESS if after < before else Effect.RELEASED
    if after < before:
        return Effect.CAUGHT if before > need.step else Effect.OTHER
    return Effect.LOST if after > need.step else Effect.OTHER
