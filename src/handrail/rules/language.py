"""Rule files and stored rules become rules that can be asked, or every fault in them with its place."""

from collections.abc import Mapping
from typing import Any

from handrail.core.escalation.rules.parse import parse_rules
from handrail.core.escalation.rules.rule import RuleSet
from handrail.ports.rules import ReadyRules
from handrail.rules.environment import ConditionIsWrong, compiled
from handrail.rules.evaluate import Asked, evaluator
from handrail.rules.read_yaml import read_rules


class RuleLanguage:
    """YAML with conditions in CEL."""

    def from_file(self, source: str) -> ReadyRules:
        file = read_rules(source, _faults)
        return _ready(source, file.rules, file.places)

    def from_content(self, content: Mapping[str, Any]) -> ReadyRules:
        return _ready("", parse_rules(content, look=_faults), {})


def _faults(condition: str) -> tuple[tuple[int, int, str], ...]:
    try:
        compiled(condition)
    except ConditionIsWrong as wrong:
        return wrong.faults
    return ()


def _ready(source: str, rules: RuleSet, places: Mapping[str, tuple[int, int]]) -> ReadyRules:
    asked = [Asked(rule, compiled(rule.when)) for rule in rules.rules]
    return ReadyRules(source, rules, evaluator(asked), places)
