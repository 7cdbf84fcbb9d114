"""A rule file read with the line and column of everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handrail.core.escalation.rules.parse import parse_rules
from handrail.core.escalation.rules.rule import Fault, RulesAreWrong, RuleSet
from handrail.rules.placed_yaml import Written, YamlIsWrong, read_placed_yaml

LARGEST: Final = 256 * 1024  # characters


@dataclass(frozen=True, slots=True)
class RuleFile:
    """`conditions`: where each rule's condition stands, by slug; `places`: where each rule begins."""

    source: str
    rules: RuleSet
    conditions: Mapping[str, Written]
    places: Mapping[str, tuple[int, int]]


def read_rules(source: str) -> RuleFile:
    """Raises RulesAreWrong with every fault's line and column. Conditions are not compiled here."""
    try:
        read = read_placed_yaml(source, what="A rule file", largest=LARGEST)
    except YamlIsWrong as wrong:
        raise RulesAreWrong((Fault(wrong.line, wrong.column, wrong.says),)) from wrong
    rules = parse_rules(read.data, read.places)
    at = {rule.slug: ("rules", n) for n, rule in enumerate(rules.rules)}
    conditions = {slug: read.written[*path, "when"] for slug, path in at.items()}
    return RuleFile(source, rules, conditions, {slug: read.places[path] for slug, path in at.items()})
