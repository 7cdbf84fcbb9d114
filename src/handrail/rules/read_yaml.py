"""A rule file read with the line and column of everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handrail.core.escalation.rules.parse import parse_rules
from handrail.core.escalation.rules.reading import LookAt
from handrail.core.escalation.rules.rule import Fault, RulesAreWrong, RuleSet
from handrail.rules.placed_yaml import YamlIsWrong, read_placed_yaml

LARGEST: Final = 256 * 1024  # characters


@dataclass(frozen=True, slots=True)
class RuleFile:
    """`places`: where each rule begins, by slug."""

    source: str
    rules: RuleSet
    places: Mapping[str, tuple[int, int]]


def read_rules(source: str, look: LookAt | None = None) -> RuleFile:
    """`look` finds the faults of a condition. Raises RulesAreWrong with every fault's line and column."""
    try:
        read = read_placed_yaml(source, what="A rule file", largest=LARGEST)
    except YamlIsWrong as wrong:
        raise RulesAreWrong((Fault(wrong.line, wrong.column, wrong.says),)) from wrong
    rules = parse_rules(read.data, read.places, look)
    at = {rule.slug: ("rules", n) for n, rule in enumerate(rules.rules)}
    return RuleFile(source, rules, {slug: read.places[path] for slug, path in at.items()})
