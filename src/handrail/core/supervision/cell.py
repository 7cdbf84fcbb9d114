"""Where one topic stands in one language, channel and action class: its level, what it earned, and the tests that run."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.quality.drift import ARL, Detector, bar_with_slack
from handrail.core.quality.promotion import ALPHA, Evidence, alpha_of
from handrail.core.supervision.levels import Level, above, below, lower_of, rank

UNCERTIFIED = Level.SUGGEST
"""The highest level that needs no certificate: people send whatever the customer reads."""
LAPSES_AFTER = timedelta(days=7)
DOUBLED_FOR = timedelta(days=14)
LEAST_MONITORED = timedelta(days=28)
APPROVE_TARGET = 0.9
CLEAN_REVIEWS = 300
"""Reviews in a row without a critical harm before a topic is autonomous (decisions.md 4)."""
SHADOW_REVIEWS = 50


@dataclass(frozen=True, slots=True)
class Rules:
    """What a topic has to reach. `target`: right answers, over 0 and under 1 (0.95 for routine, 0.98 for money and
    identity); `sensitivity`: the lower bound of what reviewers catch, since failures they miss are not seen; `highest`: no
    level above it is ever proposed; `certificate_for`: how long one holds until somebody signs again."""

    target: float = 0.95
    slack: float = 0.02
    alpha: float = ALPHA
    arl: float = ARL
    sensitivity: float = 1.0
    highest: Level = Level.AUTONOMOUS
    certificate_for: timedelta = timedelta(days=180)

    def target_at(self, level: Level) -> float:
        """Of the drafts or answers at `level`, so many are right."""
        return min(APPROVE_TARGET, self.target) if rank(level) <= rank(Level.APPROVE) else self.target

    def bar_for(self, level: Level) -> float:
        """The failure rate that labels must stay under to climb to `level`."""
        return (1 - self.target_at(level)) * self.sensitivity

    def watched_bar(self, level: Level) -> float:
        return bar_with_slack(self.target_at(level), self.slack)


@dataclass(frozen=True, slots=True)
class Certified:
    """What somebody signed. `allows`: the level it reaches; whatever demotes lowers it for good."""

    allows: Level
    version: str
    by: UUID
    at: datetime
    until: datetime
    reviews: int
    failures: int
    bound: float  # the highest failure rate not refuted when it was signed


@dataclass(frozen=True, slots=True)
class Cell:
    """`version`: the hash of what the topic uses (model, prompt, guards, tools, policies, articles). `attempts`: fresh tests
    so far for climbing to each level, by rank. `clean`: reviews of this version in a row without a critical harm. `served`
    and `failed`: reviews and failures since the level began. `due_kept_at`: when no review was owed last."""

    level: Level
    version: str
    since: datetime
    seen_at: datetime  # the latest moment known; clocks that go back are not believed
    due_kept_at: datetime
    test: Evidence
    watch: Detector
    attempts: tuple[int, ...] = (0,) * len(Level)
    certified: Certified | None = None
    clean: int = 0
    served: int = 0
    failed: int = 0
    stopped_by: UUID | None = None
    doubled_until: datetime | None = None

    @property
    def speaks_on_signature(self) -> bool:
        return rank(self.level) > rank(UNCERTIFIED)


def new_cell(version: str, at: datetime, rules: Rules, level: Level = UNCERTIFIED) -> Cell:
    """Raises ValueError for a level that needs a certificate: that is earned."""
    if rank(level) > rank(UNCERTIFIED):
        raise ValueError(f"A new topic starts at {UNCERTIFIED.value} at most.")
    empty = Cell(level, version, at, at, at, Evidence(rules.bar_for(level)), Detector(rules.watched_bar(level)))
    return begin_again(empty, at, rules)


def begin_again(cell: Cell, at: datetime, rules: Rules) -> Cell:
    """The same level with fresh tests, each with its share of the error for all attempts together."""
    goal = above(cell.level) or cell.level
    tried = tuple(count + (place == rank(goal)) for place, count in enumerate(cell.attempts))
    alpha = rules.alpha / 2 if goal is Level.AUTONOMOUS else rules.alpha
    return replace(
        cell,
        since=at,
        attempts=tried,
        test=Evidence(rules.bar_for(goal), alpha_of(tried[rank(goal)], alpha)),
        watch=Detector(rules.watched_bar(cell.level), rules.arl),
        served=0,
        failed=0,
    )


def lapses(cell: Cell, now: datetime) -> int:
    """For how many whole weeks reviews have been owed."""
    return max(0, int((max(now, cell.seen_at) - cell.due_kept_at) // LAPSES_AFTER))


def allowed(cell: Cell, now: datetime) -> Level:
    """The level in force at `now`, whether or not anything has looked at the clock since: never above what the certificate
    allows, nothing beyond its end, and one level down for each week in which reviews were owed."""
    now = max(now, cell.seen_at)
    if rank(cell.level) <= rank(UNCERTIFIED):
        return cell.level
    certified = cell.certified
    if certified is None or cell.stopped_by is not None or certified.until <= now:
        return UNCERTIFIED
    fallen = below(cell.level, min(lapses(cell, now), rank(cell.level) - rank(UNCERTIFIED)))
    return lower_of(fallen, certified.allows)
