"""Rules that would stand between a customer and a person are refused, always, though the floor would not let them."""

from collections.abc import Iterator
from typing import Final

from handrail.core.escalation.rules.fact_table import USUAL
from handrail.core.escalation.rules.fact_type import FactValue, FactValues
from handrail.core.escalation.rules.grid import Grid
from handrail.core.escalation.rules.remark import Grade, Remark
from handrail.core.escalation.rules.rule import Do, Evaluator, Rule, RuleSet
from handrail.core.escalation.rules.tokens import names_in

ASKS: Final[tuple[tuple[str, FactValue, str], ...]] = (
    ("wants_person", True, "a customer who wants a person"),
    ("signal.wants_person", 1.0, "a customer who wants a person"),
    ("danger", True, "somebody who may be in danger"),
    ("signal.danger", 1.0, "somebody who may be in danger"),
    ("moment_urgency", "P0", "a moment of the gravest kind"),
)


def in_the_way(rules: RuleSet, evaluate: Evaluator, grid: Grid) -> Iterator[Remark]:
    """A rule that applies because somebody asks for a person or is in danger may hand over; anything less delays them."""
    for rule in rules.rules:
        if rule.then.do is Do.HAND_OFF and rule.then.route is None:
            continue
        for name, value, who in ASKS:
            if name in names_in(rule.when) and _because_of(rule, name, value, evaluate, grid):
                yield Remark(Grade.REFUSED, "in-the-way", rule.slug, _says(rule, who))
                break


def _because_of(rule: Rule, name: str, value: FactValue, evaluate: Evaluator, grid: Grid) -> bool:
    """Is there a point where the wish or the danger itself makes the rule apply?"""
    for point in grid.points:
        with_it, without = {**point.values, name: value}, {**point.values, name: USUAL[name]}
        if _applies(rule, with_it, evaluate) and not _applies(rule, without, evaluate):
            return True
    return False


def _applies(rule: Rule, values: FactValues, evaluate: Evaluator) -> bool:
    return any(match.rule.slug == rule.slug for match in evaluate(values))


def _says(rule: Rule, who: str) -> str:
    what = {
        Do.ASK_BACK: "asks back",
        Do.OFFER_PERSON: "only offers a person",
        Do.ROUTE: "picks among people",
        Do.HAND_OFF: "picks among people",
    }.get(rule.then.do, "does something else first")
    return f"It {what} because {who} is there. Such a customer goes to whoever is free first; take the condition out."
