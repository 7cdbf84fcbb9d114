"""A rule file read with the line and column of everything in it."""

from dataclasses import dataclass
from typing import Final

from handrail.core.escalation.rules.parse import parse_rules
from handrail.core.escalation.rules.rule import Fault, RulesAreWrong, RuleSet
from handrail.rules.placed_yaml import Written, YamlIsWrong, read_placed_yaml

__all__ = ["LARGEST", "RuleFile", "Written", "read_rules"]

LARGEST: Final = 256 * 1024  # characters


@dataclass(frozen=True, slots=True)
class RuleFile:
    """`source` as it was written, comments and all. `conditions`: where each rule's condition stands, by slug."""

    source: str
    rules: RuleSet
    conditions: dict[str, Written]


def read_rules(source: str) -> RuleFile:
    """Raises RulesAreWrong with every fault's line and column. Conditions are not compiled here."""
    try:
        read = read_placed_yaml(source, what="A rule file", largest=LARGEST)
    except YamlIsWrong as wrong:
        raise RulesAreWrong((Fault(wrong.line, wrong.column, wrong.says),)) from wrong
    conditions = {path: one for path, one in read.written.items() if path[-1:] == ("when",)}
    rules = parse_rules(read.data, read.places)
    by_slug = {rule.slug: conditions.get(("rules", n, "when")) for n, rule in enumerate(rules.rules)}
    return RuleFile(source, rules, {slug: one for slug, one in by_slug.items() if one is not None})
