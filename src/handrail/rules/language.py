"""Rule files and stored rules become rules that can be asked, or every fault in them with its place."""

from collections.abc import Mapping
from typing import Any

from handrail.core.escalation.rules.parse import parse_rules
from handrail.core.escalation.rules.rule import Fault, Rule, RulesAreWrong, RuleSet
from handrail.ports.rules import ReadyRules
from handrail.rules.environment import ConditionIsWrong, compiled
from handrail.rules.evaluate import Asked, evaluator
from handrail.rules.read_yaml import RuleFile, read_rules


class RuleLanguage:
    """YAML with conditions in CEL."""

    def from_file(self, source: str) -> ReadyRules:
        file = read_rules(source)
        return _ready(source, file.rules, file)

    def from_content(self, content: Mapping[str, Any]) -> ReadyRules:
        return _ready("", parse_rules(content), None)


def _ready(source: str, rules: RuleSet, file: RuleFile | None) -> ReadyRules:
    asked, faults = list[Asked](), list[Fault]()
    for rule in rules.rules:
        try:
            asked.append(Asked(rule, compiled(rule.when)))
        except ConditionIsWrong as wrong:
            faults.extend(_placed(rule, file, fault) for fault in wrong.faults)
    if faults:
        raise RulesAreWrong(tuple(faults))
    return ReadyRules(source, rules, evaluator(asked), dict[str, tuple[int, int]]() if file is None else file.places)


def _placed(rule: Rule, file: RuleFile | None, fault: tuple[int, int, str]) -> Fault:
    line, column, says = fault
    if file is not None and (written := file.conditions.get(rule.slug)) is not None:
        return Fault(*written.place(line, column), says, rule.slug)
    return Fault(0, 0, says, rule.slug)
