"""Moments that earlier words brought, as facts again for whoever gets the conversation next."""

from collections.abc import Sequence

from handrail.core.escalation.facts import EARLIER, MomentFact
from handrail.core.escalation.moments.moment import Moment, Register
from handrail.core.escalation.noticed import URGENCIES


def known_before(register: Register, slugs: Sequence[str]) -> tuple[MomentFact, ...]:
    """As the register has them now, the gravest first."""
    rows = [register.moments[slug] for slug in slugs if slug in register.moments]
    facts = [_known(row, register.version) for row in rows]
    return tuple(sorted(facts, key=lambda one: (-URGENCIES.index(one.urgency), not one.hard)))


def _known(row: Moment, version: str) -> MomentFact:
    return MomentFact(
        row.slug, row.name, row.urgency, row.hard, row.ceiling, 1.0, EARLIER, version, row.team, row.skill,
        row.within_minutes,
    )  # fmt: skip
