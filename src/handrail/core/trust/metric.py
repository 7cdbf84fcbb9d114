"""What a trust metric is: its definition as data, in words and as counts over outcomes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from handrail.core.trust.outcome import Outcome


class Interval(StrEnum):
    WILSON = "wilson"  # of a share
    DRAWN = "drawn"  # of a share from reviews drawn with known chances (Hajek, Korn and Graubard)
    NORMAL = "normal"  # of a mean or of a ratio of sums (t distribution over conversations)
    WAITING = "waiting"  # of quantiles of a waiting time with some still waiting (Kaplan and Meier)
    NONE = "none"  # a count or a total


@dataclass(frozen=True, slots=True)
class Metric:
    """A definition in force. `numerator` and `denominator` in words; what counts is `counts`, which gives a conversation's
    (numerator, denominator), None for one that is left out. `counter`: the metric shown beside it, which rises when this one
    is gamed. A change of meaning is a new `version`, and breaks the line in every chart."""

    slug: str
    name: str
    numerator: str
    denominator: str
    exclusions: str
    window: str
    interval: Interval
    counter: str
    good: str  # "up", "down", or "" where neither is good by itself
    version: int
    counts: Callable[[Outcome], tuple[float, float] | None]


def share(
    of: Callable[[Outcome], bool], among: Callable[[Outcome], bool]
) -> Callable[[Outcome], tuple[float, float] | None]:
    """Counts of a share: one for each conversation in `among`, and in the numerator where it is `of` too."""

    def counted(one: Outcome) -> tuple[float, float] | None:
        return (float(of(one)), 1.0) if among(one) else None

    return counted


def hours(length: timedelta) -> float:
    return length / timedelta(hours=1)
