"""What would have changed a rule's mind: the nearest value of one fact under which it would not have applied."""

from handrail.core.escalation.decision import Decision
from handrail.core.escalation.rules.candidates import candidates, facts_of
from handrail.core.escalation.rules.fact_table import FACTS
from handrail.core.escalation.rules.fact_type import FactType, FactValue, FactValues, Kind
from handrail.core.escalation.rules.restrict import restrict
from handrail.core.escalation.rules.rule import Evaluator, Rule
from handrail.core.money import digits_of

_TELLING = (Kind.INT, Kind.DOUBLE, Kind.BOOL, Kind.STRINGS, Kind.STRING)  # a sum says more than a word


def decide_under(decision: Decision, evaluate: Evaluator, values: FactValues) -> Decision:
    """The floor's decision under a set of rules, explained. Total."""
    matches = evaluate(values)
    ruled = restrict(decision, matches, values)
    if ruled.would_change or not ruled.rule.startswith("rules/"):
        return ruled
    rule = next((one.rule for one in matches if f"rules/{one.rule.slug}" == ruled.rule), None)
    if rule is None:
        return ruled
    return Decision(ruled.outcome, ruled.rule, ruled.reason, would_change(rule, evaluate, values), ruled.offer_person)


def would_change(rule: Rule, evaluate: Evaluator, values: FactValues) -> str:
    """One sentence, such as “With EUR 50.00 instead of EUR 75.00 named, this rule would not have applied.”"""
    for fact in sorted((FACTS[name] for name in facts_of(rule, FACTS)), key=lambda fact: _TELLING.index(fact.kind)):
        for other in _nearest_first(fact, values.get(fact.name), candidates(fact, (rule,))):
            changed = {**values, fact.name: other}
            if all(match.rule.slug != rule.slug for match in evaluate(changed)):
                return _sentence(fact, values.get(fact.name), other)
    return f"The workspace's rule “{rule.slug}” not applying."


def _nearest_first(fact: FactType, now: FactValue | None, others: tuple[FactValue, ...]) -> list[FactValue]:
    found = [one for one in others if one != now]
    if fact.kind in (Kind.INT, Kind.DOUBLE) and isinstance(now, int | float):
        return sorted(found, key=lambda one: abs(float(one) - now) if isinstance(one, int | float) else 0.0)
    return found


def _sentence(fact: FactType, now: FactValue | None, other: FactValue) -> str:
    meant = _meaning(fact)
    if now is None:
        return f"Knowing the fact “{meant}”: with {shown(fact, other)} this rule would not have applied."
    if fact.name.startswith("text"):
        return "Without those words in the message this rule would not have applied."
    if fact.kind is Kind.BOOL:
        return f"If this were {'so' if other else 'not so'}, the rule would not have applied: {meant}."
    return f"With {shown(fact, other)} instead of {shown(fact, now)} this rule would not have applied ({fact.name})."


def _meaning(fact: FactType) -> str:
    return fact.meaning.partition(".")[0].partition(";")[0]


def shown(fact: FactType, value: FactValue) -> str:
    """A value as a person reads it; money in its currency's usual unit."""
    if fact.name.startswith("amount.") and isinstance(value, int):
        code = fact.name.removeprefix("amount.")
        digits = digits_of(code)
        return f"{code} {value / 10**digits:.{digits}f}"
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3g}"
        case int():
            return str(value)
        case str():
            return f"“{value}”" if value else "none"
        case tuple():
            return ", ".join(value) or "none"
