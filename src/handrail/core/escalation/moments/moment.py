"""A moment: a kind of situation that decides trust, how it is noticed, who comes, how fast, and what is never said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from handrail.core.escalation.rules.rule import Fault
from handrail.core.supervision.levels import Level

DETECTORS: Final = frozenset(
    {"phrases", "likeness", "button", "wants-person", "history", "cluster", "language", "account-value"}
)
GRAVEST: Final = "P0"

Words = Mapping[str, tuple[str, ...]]
"""By language ("en"), in the order in which they were written."""


@dataclass(frozen=True, slots=True)
class FixedText:
    """What a customer reads at once. Nobody reads it before a lead has signed this language: `reviewed_by` is None until
    then. Signatures are given in Handrail, never in a file."""

    text: str
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One row of the register. `number` is its place in the shipped table, 0 for a workspace's own.

    `within_minutes`: to a competent person, in staffed hours, or at any hour when `around_the_clock`; 0: at once, by the
    assistant. `forbidden`, `phrases` and `not_phrases` (which take a hit back) are in the grammar of `phrases.py`.
    `positive` and `near` (what only sounds like it) are its examples, and its tests.
    """

    slug: str
    number: int
    name: str
    detectors: tuple[str, ...]
    hard: bool
    team: str
    skill: str
    within_minutes: int
    around_the_clock: bool
    urgency: str  # "none", "P2", "P1" or "P0"
    ceiling: Level
    allowed: tuple[str, ...] = ()
    forbidden: Words = field(default_factory=dict[str, tuple[str, ...]])
    clocks: tuple[str, ...] = ()
    training: str = "none"
    review_months: int = 12
    positive: Words = field(default_factory=dict[str, tuple[str, ...]])
    near: Words = field(default_factory=dict[str, tuple[str, ...]])
    phrases: Words = field(default_factory=dict[str, tuple[str, ...]])
    not_phrases: Words = field(default_factory=dict[str, tuple[str, ...]])
    texts: Mapping[str, FixedText] = field(default_factory=dict[str, FixedText])

    @property
    def gravest(self) -> bool:
        """P0: pages whoever is on call, at any hour."""
        return self.urgency == GRAVEST


@dataclass(frozen=True, slots=True)
class Register:
    """All moments by slug, in the order of the table, and `routine`: what customers write when no moment has come."""

    moments: Mapping[str, Moment]
    routine: Words
    version: str


class RegisterIsWrong(ValueError):
    """No register that could be used: every fault, each with its path and, from a file, its line and column."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults
