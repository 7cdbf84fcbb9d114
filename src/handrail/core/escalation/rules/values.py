"""A turn's facts in the words of rules; what nobody gathered is left out, so that careful rules apply."""

import re
import unicodedata
from typing import Final

from handrail.core.escalation.facts import Circumstances, Facts
from handrail.core.escalation.noticed import gravest
from handrail.core.escalation.rules.fact_table import FACTS, SIGNALS, WEEKDAYS
from handrail.core.escalation.rules.fact_type import FactValue, FactValues, fits
from handrail.core.money import CURRENCIES, MONEY, read_money

LOOKED_AT: Final = 8_000  # characters of a turn that rules see
HALF: Final = 0.5


def values_of(facts: Facts) -> FactValues:
    """By the names of the table. Total; a value that does not fit its declared type is left out like a missing one."""
    around = facts.around or Circumstances()
    found: dict[str, FactValue | None] = {
        **_said(facts),
        **_known_by_topic(facts),
        **_moments(facts),
        **_evidence(facts, around),
        **_before(facts, around),
        **_time(around),
        **_customer(around),
        **_signals(facts),
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


def _known_by_topic(facts: Facts) -> dict[str, FactValue | None]:
    topic, guess = facts.topic, facts.guess
    return {
        "topic": topic.slug if topic is not None else "" if guess is None else guess.slug,
        "level": "" if topic is None else topic.level,
        "topic_confidence": None if guess is None else float(guess.confidence),
        "in_scope": None if guess is None else guess.in_scope >= HALF,
        "accepted": None if guess is None else guess.accepted,
    }


def _moments(facts: Facts) -> dict[str, FactValue | None]:
    if facts.moments is None:
        return {}
    urgency = gravest([one.urgency for one in facts.moments])
    return {"moments": tuple(one.slug for one in facts.moments), "moment_urgency": urgency}


def _evidence(facts: Facts, around: Circumstances) -> dict[str, FactValue | None]:
    evidence = facts.evidence
    quote = None if evidence is None else evidence.quote
    return {
        "evidence_enough": evidence is not None and evidence.enough,
        "evidence_margin": 0.0 if evidence is None else float(evidence.margin),
        "has_article": quote is not None,
        "article": "" if quote is None else quote.key,
        "article_age_days": None if quote is None else around.article_age_days,
    }


def _before(facts: Facts, around: Circumstances) -> dict[str, FactValue | None]:
    return {
        "turns": around.turns,
        "times_asked": facts.times_asked,
        "times_answered": facts.times_answered,
        "times_asked_back": around.times_asked_back,
        "contradictions": facts.contradictions,
        "contacts_in_window": facts.contacts_in_window,
    }


def _time(around: Circumstances) -> dict[str, FactValue | None]:
    now, opened = around.now, around.opened_at
    age = None if now is None or opened is None else max(0, int((now - opened).total_seconds() // 60))
    return {
        "hour": None if now is None else now.hour,
        "weekday": None if now is None else WEEKDAYS[now.weekday()],
        "staffed": around.staffed,
        "conversation_age_minutes": age,
    }


def _customer(around: Circumstances) -> dict[str, FactValue | None]:
    return {
        "customer.known": around.customer_known,
        "customer.verified": around.customer_verified,
        "customer.identity": around.customer_identity,
        "customer.language": around.customer_language,
    }


def _signals(facts: Facts) -> dict[str, FactValue | None]:
    if facts.signals is None:
        return {}
    found = dict.fromkeys((f"signal.{name}" for name in SIGNALS), 0.0)
    for signal in facts.signals:
        name = f"signal.{signal.name.replace('-', '_')}"
        if name in found:
            found[name] = max(found[name], min(1.0, float(signal.score)))
    return {**found}


def _amounts(facts: Facts, around: Circumstances) -> dict[str, FactValue | None]:
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
