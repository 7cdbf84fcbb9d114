"""Who is paged about a P0 moment and offered the conversation, one after the other, until somebody takes it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from handrail.core.ownership.hours import on_shift
from handrail.core.ownership.person import Person, Roster
from handrail.core.ownership.there import anybody_on_call


def on_call_order(roster: Roster, now: datetime) -> tuple[Person, ...]:
    """People on call, those on shift first and those on leave last; then duty managers; the last resort at the end. Each
    once, nobody who left."""
    here = [person for person in roster.people if not person.gone]
    on_call = sorted((one for one in here if one.on_call), key=lambda one: (*_how_far(one, now), one.name, one.id.int))
    managers = sorted((one for one in here if one.duty_manager), key=lambda one: (one.name, one.id.int))
    ordered = [*on_call, *managers, *(one for one in here if one.reserve)]
    return tuple({one.id: one for one in ordered}.values())


def next_paged(order: Sequence[Person], tried: Sequence[UUID]) -> Person | None:
    """The first of them who was tried least; after the last it begins again. None when there is nobody at all."""
    return min(order, key=lambda one: (tried.count(one.id), order.index(one)), default=None)


def next_on_call(
    roster: Roster, now: datetime, tried: Sequence[UUID], exclude: frozenset[UUID] = frozenset()
) -> Person | None:
    """Whom a P0 conversation is offered to after the first did not take it. None while nobody is on call. `exclude` is
    passed over unless nobody else is left."""
    if not anybody_on_call(roster.people):
        return None
    order = on_call_order(roster, now)
    others = tuple(one for one in order if one.id not in exclude)
    return next_paged(others or order, tried)


def _how_far(person: Person, now: datetime) -> tuple[bool, bool]:
    return any(now in absence for absence in person.absences), not on_shift(person, now)
