"""Rules, their versions, faults and back-tests, as people read them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from handrail.core.escalation.decision import Decision, HandOff
from handrail.core.escalation.rules import FactType, Fault, Grade, Remark, Rule, RuleSet
from handrail.core.escalation.rules.backtest import Backtest, Change, Effect, Share
from handrail.core.escalation.rules.compare import then_words
from handrail.core.escalation.rules.fact_table import SECTIONS
from handrail.ports.configuration import Published

MOODS: Mapping[Grade, str] = {Grade.REFUSED: "bad", Grade.WARNED: "warn", Grade.NOTED: ""}
GRADES: Mapping[Grade, str] = {Grade.REFUSED: "refused", Grade.WARNED: "look at this", Grade.NOTED: "noted"}
EFFECTS: Mapping[Effect, tuple[str, str, str]] = {
    Effect.LOST: ("Lost", "A person was needed, and would come later or not at all", "bad"),
    Effect.CAUGHT: ("Caught", "Missed or late until now: a person would come sooner", "good"),
    Effect.NEEDLESS: ("Needless", "Would go to a person, and nothing shows that one was needed", "warn"),
    Effect.RELEASED: ("Released", "Would go to no person any more, and nothing shows that one was needed", ""),
    Effect.OTHER: ("Otherwise different", "Who gets it, what is drafted or offered, or in time anyway", ""),
}
OUTCOMES = {
    "answer": "answered with the passage",
    "act": "a step of a playbook",
    "ask_back": "asked back",
    "hand_off": "a person",
    "wait": "nothing said",
}
SAMPLES = 20  # of each effect
STARTING = """# What holds the assistant back in our workspace. A rule can only ask for more caution, never for less.
# How to write one: docs/how-to/write-a-rule.md. The facts it may use: docs/reference/facts.md.
format: rules/1
rules:
  - slug: refund-over-50
    when: has_amount && text_plain.contains("refund") && (!amount_clear || amount.EUR > 5000)
    then: {require: approval}
    because: More than EUR 50 is asked back; a person says yes first.
    tests:
      - {name: 75 euros, facts: {has_amount: true, amount.EUR: 7500, text_plain: refund please}, applies: true}
      - {name: 20 euros, facts: {has_amount: true, amount.EUR: 2000, text_plain: refund please}, applies: false}
"""


@dataclass(frozen=True, slots=True)
class RuleSeen:
    rule: Rule
    does: str
    remarks: tuple[Remark, ...]


def rules_seen(rules: RuleSet, remarks: Sequence[Remark] = ()) -> tuple[RuleSeen, ...]:
    return tuple(
        RuleSeen(rule, then_words(rule.then), tuple(one for one in remarks if one.rule == rule.slug))
        for rule in rules.rules
    )


@dataclass(frozen=True, slots=True)
class VersionSeen:
    version: int
    who: str
    person: UUID | None
    at: datetime
    because: str
    rolled_back_to: int | None
    rules: int


def version_seen(one: Published, names: Mapping[UUID, str]) -> VersionSeen:
    person = _person(one.author)
    who = "the command line" if person is None else names.get(person, "somebody who left")
    listed: object = one.content.get("rules", ())
    count = len(listed) if isinstance(listed, list) else 0  # pyright: ignore[reportUnknownArgumentType]
    return VersionSeen(one.version, who, person, one.published_at, one.because, one.rolled_back_to, count)


def _person(author: str) -> UUID | None:
    kind, _, rest = author.partition(":")
    try:
        return UUID(rest) if kind == "agent" else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class FaultSeen:
    """`before`, `at`, `after`: the line of the text, with the place in it; empty where there is none."""

    fault: Fault
    before: str = ""
    at: str = ""
    after: str = ""


def faults_seen(source: str, faults: Sequence[Fault]) -> tuple[FaultSeen, ...]:
    lines = source.split("\n")
    return tuple(_placed(lines, fault) for fault in faults)


def _placed(lines: Sequence[str], fault: Fault) -> FaultSeen:
    if not 1 <= fault.line <= len(lines):
        return FaultSeen(fault)
    line, column = lines[fault.line - 1], max(fault.column - 1, 0)
    return FaultSeen(fault, line[:column], line[column : column + 1] or " ", line[column + 1 :])


@cache
def facts_seen() -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """Name, type and meaning of every fact by section; the currencies' amounts as one."""
    return tuple((section, tuple(_facts(facts))) for section, facts in SECTIONS.items())


def _facts(facts: Sequence[FactType]) -> Iterator[tuple[str, str, str]]:
    amounts = [one for one in facts if one.name.startswith("amount.")]
    for one in facts:
        words = f" One of {', '.join(f'“{word}”' for word in one.words if word)}." if one.words else ""
        unit = f" ({one.unit})" if one.unit else ""
        if one not in amounts:
            yield one.name, one.kind.value, f"{one.meaning}{unit}{words}"
    if amounts:
        codes = ", ".join(one.name.removeprefix("amount.") for one in amounts)
        says = f"The largest sum in euros that this turn names, in cents (`5000` is EUR 50.00). So too for {codes}."
        yield "amount.EUR", "int", says


@dataclass(frozen=True, slots=True)
class ChangeSeen:
    change: Change
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EffectSeen:
    effect: Effect
    name: str
    says: str
    mood: str
    count: int
    changes: tuple[ChangeSeen, ...]


def effects_seen(found: Backtest) -> tuple[EffectSeen, ...]:
    """Those that there are, in their order."""
    seen = [_effect(found, effect) for effect in Effect]
    return tuple(one for one in seen if one.count)


def _effect(found: Backtest, effect: Effect) -> EffectSeen:
    name, says, mood = EFFECTS[effect]
    changes = found.of(effect)
    return EffectSeen(effect, name, says, mood, len(changes), tuple(_change(one) for one in changes[:SAMPLES]))


def _change(change: Change) -> ChangeSeen:
    step = change.step
    return ChangeSeen(change, step.facts.text, outcome_words(step.before), outcome_words(step.after))


def outcome_words(decision: Decision) -> str:
    """Such as “a person (skill refunds), with a draft”."""
    words = OUTCOMES[decision.kind]
    match decision.outcome:
        case HandOff(draft=draft, route=route):
            parts = (
                () if route is None else (route.team, f"skill {route.skill}" if route.skill else None, "urgent" if route.urgent else None)
            )  # fmt: skip
            named = ", ".join(part for part in parts if part)
            return f"{words}{f' ({named})' if named else ''}{', with a draft' if draft is not None else ''}"
        case _:
            return f"{words}, and a person offered" if decision.offer_person else words


def share_words(share: Share) -> str:
    if not share.of:
        return "none to count"
    return f"{share.share:.0%} ({share.count} of {share.of}; {share.low:.0%} to {share.high:.0%})"
