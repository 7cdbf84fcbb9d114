"""Rules as data: a workspace writes what shall hold the assistant back, when, and because of what."""

from handrail.core.escalation.rules.canonical import plain_rules, rules_hash
from handrail.core.escalation.rules.explain import decide_under
from handrail.core.escalation.rules.fact_table import FACTS, FACTS_TABLE_VERSION, USUAL
from handrail.core.escalation.rules.fact_type import FactType, FactValue, FactValues, Kind
from handrail.core.escalation.rules.lint import Linted, lint
from handrail.core.escalation.rules.parse import parse_rules
from handrail.core.escalation.rules.remark import Grade, Remark
from handrail.core.escalation.rules.restrict import caution, restrict
from handrail.core.escalation.rules.rule import (
    Do,
    Evaluator,
    Example,
    Fault,
    Match,
    Rule,
    RulesAreWrong,
    RuleSet,
    Then,
    Vocabulary,
)
from handrail.core.escalation.rules.values import values_of

__all__ = [
    "FACTS",
    "FACTS_TABLE_VERSION",
    "USUAL",
    "Do",
    "Evaluator",
    "Example",
    "FactType",
    "FactValue",
    "FactValues",
    "Fault",
    "Grade",
    "Kind",
    "Linted",
    "Match",
    "Remark",
    "Rule",
    "RuleSet",
    "RulesAreWrong",
    "Then",
    "Vocabulary",
    "caution",
    "decide_under",
    "lint",
    "parse_rules",
    "plain_rules",
    "restrict",
    "rules_hash",
    "values_of",
]
