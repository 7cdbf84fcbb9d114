"""A turn's facts in the words of rules; what nobody gathered is left out, so that careful rules apply."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handrail.core.escalation.facts import Facts
from handrail.core.escalation.rules.fact_table import FACTS, SIGNALS, WEEKDAYS
from handrail.core.escalation.rules.fact_type import FactValue, FactValues, fits
from handrail.core.handoff.money import CURRENCIES, MONEY, read_money
from handrail.core.understanding.signal import Signal

LOOKED_AT: Final = 8_000  # characters of a turn that rules see


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a turn and is no part of `Facts`. None: nobody could say, and rules about it apply.

    `now` is in the workspace's time zone; `home_currency` is what “$” and “kr” mean there.
    """

    now: datetime | None = None
    staffed: bool | None = None
    opened_at: datetime | None = None
    turns: int | None = None
    times_asked_back: int | None = None
    customer_known: bool | None = None
    customer_verified: bool | None = None
    customer_language: str | None = None
    customer_tags: tuple[str, ...] | None = None
    topic_confidence: float | None = None
    in_scope: bool | None = None
    accepted: bool | None = None
    moments: tuple[str, ...] | None = None
    moment_urgency: str | None = None
    article_age_days: int | None = None
    signals: Iterable[Signal] | None = None
    home_currency: str = ""


def values_of(facts: Facts, around: Around | None = None) -> FactValues:
    """By the names of the table. Total; a value that does not fit its declared type is left out like a missing one."""
    around = around or Around()
    found: dict[str, FactValue | None] = {
        **_said(facts),
        **_known_by_topic(facts, around),
        **_evidence(facts, around),
        **_before(facts, around),
        **_time(around),
        **_customer(around),
        **_signals(around),
        **_amounts(facts, around),
    }
    return {name: value for name, value in found.items() if value is not None and fits(value, FACTS[name].kind)}


def _said(facts: Facts) -> dict[str, FactValue | None]:
    text = facts.text[:LOOKED_AT]
    return {
        "text": text,
        "text_plain": plain_text(text),
        "language": facts.language,
        "language_confidence": float(facts.language_confidence),
        "channel": facts.channel,
        "has_files": facts.files > 0,
        "small_talk": facts.small_talk or "",
        "wants_person": facts.wish is not None,
        "danger": facts.danger,
    }


def _known_by_topic(facts: Facts, around: Around) -> dict[str, FactValue | None]:
    topic = facts.topic
    return {
        "topic": "" if topic is None else topic.slug,
        "level": "" if topic is None else topic.level,
        "topic_confidence": around.topic_confidence,
        "in_scope": around.in_scope,
        "accepted": around.accepted,
        "moments": around.moments,
        "moment_urgency": around.moment_urgency,
    }


def _evidence(facts: Facts, around: Around) -> dict[str, FactValue | None]:
    evidence = facts.evidence
    quote = None if evidence is None else evidence.quote
    return {
        "evidence_enough": evidence is not None and evidence.enough,
        "evidence_margin": 0.0 if evidence is None else float(evidence.margin),
        "has_article": quote is not None,
        "article": "" if quote is None else quote.key,
        "article_age_days": None if quote is None else around.article_age_days,
    }


def _before(facts: Facts, around: Around) -> dict[str, FactValue | None]:
    return {
        "turns": around.turns,
        "times_asked": facts.times_asked,
        "times_answered": facts.times_answered,
        "times_asked_back": around.times_asked_back,
        "contradictions": facts.contradictions,
        "contacts_in_window": facts.contacts_in_window,
    }


def _time(around: Around) -> dict[str, FactValue | None]:
    now, opened = around.now, around.opened_at
    age = None if now is None or opened is None else max(0, int((now - opened).total_seconds() // 60))
    return {
        "hour": None if now is None else now.hour,
        "weekday": None if now is None else WEEKDAYS[now.weekday()],
        "staffed": around.staffed,
        "conversation_age_minutes": age,
    }


def _customer(around: Around) -> dict[str, FactValue | None]:
    return {
        "customer.known": around.customer_known,
        "customer.verified": around.customer_verified,
        "customer.language": around.customer_language,
        "customer.tags": around.customer_tags,
    }


def _signals(around: Around) -> dict[str, FactValue | None]:
    if around.signals is None:
        return {}
    found = dict.fromkeys((f"signal.{name}" for name in SIGNALS), 0.0)
    for signal in around.signals:
        name = f"signal.{signal.name.replace('-', '_')}"
        if name in found:
            found[name] = max(found[name], min(1.0, float(signal.score)))
    return {**found}


def _amounts(facts: Facts, around: Around) -> dict[str, FactValue | None]:
    """A sum that can be read in two ways leaves every amount unknown: it might be any of them."""
    named = list(MONEY.finditer(facts.text[:LOOKED_AT]))
    sums = [read_money(match, around.home_currency) for match in named]
    found: dict[str, FactValue | None] = {"has_amount": bool(named), "amount_clear": None not in sums}
    if None in sums:
        return found
    largest = dict.fromkeys(CURRENCIES, 0)
    for one in sums:
        if one is not None:
            largest[one.currency] = max(largest[one.currency], one.minor)
    return {**found, **{f"amount.{code}": minor for code, minor in largest.items()}}


def plain_text(text: str) -> str:
    """Lower case, without accents, runs of space as one: what a rule about words wants to look at."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("’", "'")
    return re.sub(r"\s+", " ", "".join(char for char in plain if not unicodedata.combining(char))).strip()
