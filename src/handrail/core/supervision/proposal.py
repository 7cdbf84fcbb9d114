"""Whether a topic may be proposed for the next level, and if not, everything that is still missing."""

from dataclasses import dataclass
from datetime import datetime

from handrail.core.supervision.cell import (
    CLEAN_REVIEWS,
    LEAST_MONITORED,
    SHADOW_REVIEWS,
    UNCERTIFIED,
    Cell,
    Rules,
    allowed,
)
from handrail.core.supervision.happened import Around
from handrail.core.supervision.levels import Level, above, rank

REPEAT_RATIO = 1.1
"""Repeat contacts after the assistant's answers, as a multiple of those after people's: the most that is allowed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`to`: the next level, None where there is none; `missing`: what keeps it from being proposed, in sentences. The system
    proposes; a person signs."""

    to: Level | None
    missing: tuple[str, ...]

    @property
    def stands(self) -> bool:
        return self.to is not None and not self.missing


def proposal(cell: Cell, now: datetime, rules: Rules, around: Around) -> Proposal:
    goal = above(cell.level)
    if goal is None or rank(goal) > rank(rules.highest):
        return Proposal(None, (f"Nothing above {cell.level.value} is open to this topic.",))
    missing = list(_blocked(cell, now, around))
    if goal is Level.SHADOW:
        missing.append("The first level is set by hand.")
    elif goal is Level.SUGGEST:
        missing += _in_shadow(cell)
    else:
        missing += _proven(cell, rules, goal)
        if goal is Level.AUTONOMOUS:
            missing += _for_autonomy(cell, now, around)
    return Proposal(goal, tuple(missing))


def renewal(cell: Cell, now: datetime, rules: Rules, around: Around) -> Proposal:
    """Whether the level may be signed for once more before its certificate ends: on reviews since it was last signed."""
    if rank(cell.level) <= rank(UNCERTIFIED):
        return Proposal(None, (f"{cell.level.value.capitalize()} needs no certificate.",))
    return Proposal(cell.level, (*_blocked(cell, now, around), *_proven(cell, rules, cell.level)))


def _blocked(cell: Cell, now: datetime, around: Around) -> list[str]:
    found: list[str] = []
    if cell.stopped_by is not None:
        found.append("Somebody stopped the topic, and no lead has lifted that.")
    if allowed(cell, now) is not cell.level:
        found.append("Reviews are owed, or the certificate is over.")
    if cell.watch.alarmed:
        found.append("The watch for drift rang.")
    if around.barred is not None:
        found.append(around.barred)
    return found


def _in_shadow(cell: Cell) -> list[str]:
    missing = SHADOW_REVIEWS - cell.clean
    return [f"{missing} more shadow reviews without a critical harm are needed."] if missing > 0 else []


def _proven(cell: Cell, rules: Rules, goal: Level) -> list[str]:
    found: list[str] = []
    if cell.test.theta0 > rules.bar_for(goal):
        found.append("The test that runs has a looser bar than today's: begin it again.")
    if not cell.test.passed:
        found.append(
            f"Not proven yet: {cell.test.failures} of {cell.test.reviews} reviews failed, the rate may still be "
            f"{cell.test.highest:.1%}, and {cell.test.theta0:.1%} is needed."
        )
    return found


def _for_autonomy(cell: Cell, now: datetime, around: Around) -> list[str]:
    found: list[str] = []
    if now - cell.since < LEAST_MONITORED:
        found.append(f"The topic has to be monitored for {LEAST_MONITORED.days} days.")
    if cell.clean < CLEAN_REVIEWS:
        found.append(f"{CLEAN_REVIEWS - cell.clean} more reviews without a critical harm are needed.")
    if around.repeat_ratio_high is None or around.repeat_ratio_high > REPEAT_RATIO:
        found.append("Repeat contacts are not shown to be as rare as after people's answers.")
    return found
