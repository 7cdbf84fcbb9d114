"""A fit is judged in each language on messages that it had not seen: how high the bar must stand, and what still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from handrail.core.understanding.topics.certify import RECALL, Certificate, certify
from handrail.core.understanding.topics.example import Handle, Label
from handrail.core.understanding.topics.fitted import SURE_OF_THE_TOPIC, Bar
from handrail.core.understanding.topics.head import LearnedHead
from handrail.core.understanding.topics.report import (
    FitReport,
    LanguageReport,
    Share,
    TopicReport,
    confusions,
    reliability,
)

CAUTIOUS = 0.05
"""Not certified: the bar stands where at most this share of what was never taught, or is a person's, would pass."""
LOWEST_BAR, HIGHEST_BAR = 0.5, 0.95


@dataclass(frozen=True, slots=True)
class Judged:
    """One example as a message that came in unseen. `chance`: of being accepted as routine, 0 where the topic is unclear
    or a person's; `unknown`: the same had its topic never been taught."""

    language: str
    owner: int
    taken: int
    right: float
    chance: float
    unknown: float


Bars = Mapping[str, tuple[Bar, Certificate]]


def judged(heads: Sequence[LearnedHead]) -> Sequence[Judged]:
    """Each example by the head that would read it: English by its own, the rest by the other."""
    english = any(head.english for head in heads)
    return [
        one
        for head in heads
        for one in _of(head)
        if head.english == (english and one.language == "en") or len(heads) == 1
    ]


def _of(head: LearnedHead) -> Sequence[Judged]:
    labels = head.labels
    routine = np.array([one.handle is Handle.ROUTINE for one in labels], bool)

    def passing(taken: np.ndarray, right: np.ndarray, chance: np.ndarray) -> np.ndarray:
        return np.where(routine[taken] & (right >= SURE_OF_THE_TOPIC), chance, 0.0)

    chance = passing(head.taken, head.right, head.routine)
    unknown = passing(head.unknown_taken, head.unknown_right, head.unknown)
    return [
        Judged(e.language, int(owner), int(taken), float(right), float(c), float(u))
        for e, owner, taken, right, c, u in zip(
            head.examples, head.owner, head.taken, head.right, chance, unknown, strict=True
        )
    ]


def bars_of(labels: tuple[Label, ...], rows: Sequence[Judged]) -> Bars:
    return {
        language: _bar(labels, [one for one in rows if one.language == language])
        for language in sorted({one.language for one in rows})
    }


def _bar(labels: tuple[Label, ...], rows: Sequence[Judged]) -> tuple[Bar, Certificate]:
    persons = np.array([one.chance for one in rows if labels[one.owner].handle is not Handle.ROUTINE])
    untaught = np.array([one.unknown for one in rows if labels[one.owner].handle is Handle.ROUTINE])
    certificate = certify(persons)
    taught = len(rows) - len(persons)
    if certificate.threshold is not None:
        bar = max(LOWEST_BAR, certificate.threshold)
        because = f"Certified: at least {RECALL:.0%} of what is a person’s is kept from the assistant."
        return Bar(bar, True, taught, because), certificate
    none = np.concatenate([persons, untaught])
    cautious = float(np.quantile(none, 1 - CAUTIOUS)) if len(none) else HIGHEST_BAR
    because = f"Not certified yet: {certificate.missing} labelled messages for people are missing."
    return Bar(min(max(cautious, LOWEST_BAR), HIGHEST_BAR), False, taught, because), certificate


def report_on(version: str, labels: tuple[Label, ...], rows: Sequence[Judged], bars: Bars) -> FitReport:
    names = [one.name for one in labels]
    owner, taken = np.array([one.owner for one in rows]), np.array([one.taken for one in rows])
    topics = [one for one in rows if labels[one.owner].topic is not None]
    routine = [one for one in topics if labels[one.owner].handle is Handle.ROUTINE]
    others = [one for one in rows if labels[one.owner].handle is not Handle.ROUTINE]

    def same(one: Judged) -> bool:
        return labels[one.taken].topic == labels[one.owner].topic

    bins, off = reliability(np.array([r.right for r in topics]), np.array([same(r) for r in topics], bool))

    def passes(one: Judged, chance: float) -> bool:
        return chance >= bars[one.language][0].threshold

    def cleared(of: Sequence[Judged]) -> Share:
        return Share(sum(passes(one, one.chance) and one.taken == one.owner for one in of), len(of))

    def right(of: Sequence[Judged]) -> Share:
        return Share(sum(same(one) for one in of), len(of))

    def topic(at: int, label: Label) -> TopicReport:
        mine = [one for one in rows if one.owner == at]
        none = Share(0, len(mine))
        is_topic, is_routine = label.topic is not None, label.handle is Handle.ROUTINE
        return TopicReport(
            label.name,
            label.topic,
            label.handle.value,
            right(mine) if is_topic else none,
            cleared(mine) if is_routine else none,
        )

    return FitReport(
        version=version,
        examples=len(rows),
        topics=tuple(topic(at, label) for at, label in enumerate(labels)),
        confusions=confusions(names, owner, taken, np.array([one.topic is not None for one in labels], bool)),
        reliability=bins,
        expected_error=off,
        unknown_caught=Share(sum(not passes(one, one.unknown) for one in routine), len(routine)),
        people_kept=Share(sum(not passes(one, one.chance) for one in others), len(others)),
        cleared=cleared(routine),
        languages=tuple(
            LanguageReport(
                language, sum(r.language == language for r in rows), right(_in(topics, language)), bar, certificate
            )
            for language, (bar, certificate) in bars.items()
        ),
    )


def _in(rows: Sequence[Judged], language: str) -> Sequence[Judged]:
    return [one for one in rows if one.language == language]
