"""Who is paged about a P0 moment, one after the other, until somebody acknowledges."""

from collections.abc import Sequence
from datetime import datetime

from handrail.core.ownership.hours import on_shift
from handrail.core.ownership.person import Person, Roster


def on_call_order(roster: Roster, now: datetime) -> tuple[Person, ...]:
    """People on call, those on shift first; then duty managers; the last resort at the end. Each once, nobody who left."""
    here = [person for person in roster.people if not person.gone]
    on_call = sorted(
        (one for one in here if one.on_call), key=lambda one: (not on_shift(one, now), one.name, one.id.int)
    )
    managers = sorted((one for one in here if one.duty_manager), key=lambda one: (one.name, one.id.int))
    ordered = [*on_call, *managers, *(one for one in here if one.reserve)]
    return tuple({one.id: one for one in ordered}.values())


def paged_in(order: Sequence[Person], number: int) -> Person | None:
    """Round 1 is the first of them; after the last it begins again. None when there is nobody at all."""
    return order[(number - 1) % len(order)] if order else None
