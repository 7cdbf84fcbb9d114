"""A past conversation as rules would have met it: its turns, what each was decided, and from when a person was needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.core.escalation.decision import Decision, HandOff
from handrail.core.escalation.facts import Facts

BAD_RATING = 2  # of 5, and below


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of the customer's, decided under the rules that are compared."""

    at: datetime
    facts: Facts
    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happened. `agents_wrote`: when agents answered the customer; `rating` from 1 to 5."""

    agents_wrote: tuple[datetime, ...] = ()
    rating: int | None = None
    solved: bool | None = None


@dataclass(frozen=True, slots=True)
class Needed:
    """From this step on (an index) a person was needed, as what happened shows; `because` is a sentence."""

    step: int
    because: str


@dataclass(frozen=True, slots=True)
class Course:
    """`imported`: it happened elsewhere, and its turns were decided now. `steps` holds at least one."""

    conversation: UUID
    opened_at: datetime
    topic: str
    imported: bool
    steps: tuple[Step, ...]
    truth: Truth


def needed(course: Course) -> Needed | None:
    """The earliest sign; None when nothing shows that a person was needed, which is no proof that none was."""
    signs = [*_asked_for(course), *_rejected(course), *_answered_by_people(course), *_rated(course)]
    return min(signs, key=lambda one: one.step, default=None)


def _asked_for(course: Course) -> list[Needed]:
    found = [n for n, step in enumerate(course.steps) if step.facts.wish is not None]
    return [Needed(n, "The customer asked for a person.") for n in found]


def _rejected(course: Course) -> list[Needed]:
    """What came before was no help: the person was needed one turn earlier."""
    found = list[Needed]()
    for n, (one, other) in enumerate(zip(course.steps, course.steps[1:], strict=False)):
        if other.facts.contradictions > one.facts.contradictions:
            found.append(Needed(n, "The customer rejected the answer."))
        elif other.facts.times_asked > 0:
            found.append(Needed(n, "The customer had to ask nearly the same again."))
    return found


def _answered_by_people(course: Course) -> list[Needed]:
    """The last turn before an agent wrote."""
    found = list[Needed]()
    for at in course.truth.agents_wrote:
        before = [n for n, step in enumerate(course.steps) if step.at <= at]
        if before:
            found.append(Needed(before[-1], "An agent answered it."))
    return found


def _rated(course: Course) -> list[Needed]:
    last, rating = len(course.steps) - 1, course.truth.rating
    if rating is not None and rating <= BAD_RATING:
        return [Needed(last, f"The customer rated it {rating} of 5.")]
    return [Needed(last, "The customer said that it was not solved.")] if course.truth.solved is False else []


def handed_over(decisions: Sequence[Decision]) -> int | None:
    """The first turn that went to a person."""
    return next((n for n, one in enumerate(decisions) if isinstance(one.outcome, HandOff)), None)
