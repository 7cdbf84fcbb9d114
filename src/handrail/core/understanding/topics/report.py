"""What a fit knows about itself: how often it is right, what it mixes up, how far its chances hold, what is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from handrail.core.quality.calibration import BINS, Bin, bins_of, calibration_error
from handrail.core.trust.intervals import exact
from handrail.core.understanding.topics.certify import Certificate
from handrail.core.understanding.topics.fitted import Bar


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`, with the two-sided interval of Clopper and Pearson at 95 %."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else float("nan")

    @property
    def low(self) -> float:
        return exact(self.hits, self.of)[0]

    @property
    def high(self) -> float:
        return exact(self.hits, self.of)[1]


@dataclass(frozen=True, slots=True)
class TopicReport:
    """Of one label's examples, those that the others would have put there."""

    name: str
    topic: str | None
    handle: str
    right: Share
    cleared: Share  # accepted by the bar in force, for a routine topic


@dataclass(frozen=True, slots=True)
class Confusion:
    taken: str
    for_: str  # the label that it was taken for
    times: int


@dataclass(frozen=True, slots=True)
class LanguageReport:
    language: str
    labels: int
    right: Share
    bar: Bar
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class FitReport:
    """Everything is measured on messages that the fit had not seen (each left out in turn)."""

    version: str
    examples: int
    topics: tuple[TopicReport, ...]
    confusions: tuple[Confusion, ...]
    reliability: tuple[Bin, ...]
    expected_error: float  # expected calibration error of the topic's chance
    unknown_caught: Share  # of messages whose topic was left out, those not accepted
    people_kept: Share  # of the messages labelled as a person's or not ours, those not accepted
    cleared: Share  # of the routine messages, those accepted with the right topic
    languages: tuple[LanguageReport, ...]

    @property
    def right(self) -> Share:
        topics = [one.right for one in self.topics if one.topic is not None]
        return Share(sum(one.hits for one in topics), sum(one.of for one in topics))

    @property
    def certified(self) -> bool:
        return any(one.certificate.threshold is not None for one in self.languages)


def reliability(chances: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[tuple[Bin, ...], float]:
    """Ten equal steps of the chance, and the mean distance between what was said and what was right."""
    bins = bins_of(chances, right, BINS)
    return bins, calibration_error(bins)


def confusions(
    names: Sequence[str],
    labels: NDArray[np.int64],
    taken: NDArray[np.int64],
    topics: NDArray[np.bool_],
    most: int = 30,
) -> tuple[Confusion, ...]:
    """Between topics, the most frequent first."""
    pairs = Counter((int(a), int(b)) for a, b in zip(labels, taken, strict=True) if a != b and topics[a])
    counted = sorted(pairs.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Confusion(names[a], names[b], times) for (a, b), times in counted[:most])
