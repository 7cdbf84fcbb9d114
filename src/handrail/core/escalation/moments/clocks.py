"""Clocks that the law, or the company's word, starts when a moment comes: what runs, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Clock:
    """`within` None: only the time at which it began is logged, since what follows depends on the case."""

    name: str
    says: str
    within: timedelta | None = None
    working_days: int = 0  # Monday to Friday, instead of `within`


# Defaults to be checked with counsel; shown to agents, never to customers. Where terms differ by country the shortest.
CLOCKS: Final[Mapping[str, Clock]] = {
    one.name: one
    for one in (
        Clock("payment-dispute", "The customer disputed a payment: the time of the dispute counts."),
        Clock("payment-recall", "A payment can often be recalled only within hours: the time of the report counts."),
        Clock("product-safety-notice", "A dangerous product is reported without delay.", timedelta(days=1)),
        Clock("legal-reply", "A lawyer's letter is answered; its own date may be earlier.", timedelta(days=7)),
        Clock("formal-complaint", "A formal complaint is answered within 15 working days.", working_days=15),
        Clock("data-breach", "A personal-data breach is reported within 72 hours (GDPR 33).", timedelta(hours=72)),
        Clock("data-rights", "A data-rights request is answered within one month (GDPR 12).", timedelta(days=30)),
        Clock("status-text", "A status text goes out within 15 minutes.", timedelta(minutes=15)),
        Clock("withdrawal", "The customer withdrew: the time of withdrawal counts."),
        Clock("human-access", "A person answers; how long it took is evidence.", timedelta(minutes=3)),
        Clock("promise", "A promise was broken, or an answer wrong: it is put right.", timedelta(days=1)),
        Clock("need-date", "Somebody needs it by a date of their own: ask for it and trace."),
        Clock("review-of-decision", "A person reviews the decision (GDPR 22).", timedelta(days=30)),
        Clock("whistle-blower", "A report is acknowledged within 7 days (EU 2019/1937).", timedelta(days=7)),
    )
}


def clock_named(name: str) -> Clock:
    """A register may name clocks of its own: their beginning is logged."""
    return CLOCKS.get(name) or Clock(name, f"The clock “{name}” began.")


def due_at(clock: Clock, began: datetime) -> datetime | None:
    if not clock.working_days:
        return None if clock.within is None else began + clock.within
    day, left = began, clock.working_days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
