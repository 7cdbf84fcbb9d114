"""Rules as plain data again, in one form whatever the file looked like: for storing, comparing and hashing."""

import hashlib
import json
from typing import Any

from handrail.core.escalation.rules.rule import FORMAT, Do, Example, Rule, RuleSet, Then


def plain_rules(rules: RuleSet) -> dict[str, Any]:
    """What `parse_rules` reads back as the same rules."""
    return {"format": FORMAT, "rules": [plain_rule(rule) for rule in rules.rules]}


def plain_rule(rule: Rule) -> dict[str, Any]:
    return {
        "slug": rule.slug,
        "when": rule.when,
        "then": plain_then(rule.then),
        "because": rule.because,
        "priority": rule.priority,
        "tests": [_example(one) for one in rule.tests],
    }


def plain_then(then: Then) -> dict[str, Any]:
    match then.do:
        case Do.ASK_BACK:
            found: dict[str, Any] = {"ask_back": then.text_id}
        case Do.REQUIRE_APPROVAL:
            found = {"require": "approval"}
        case Do.FORBID_QUOTE | Do.FORBID_ACT:
            found = {"forbid": then.do.value.removeprefix("forbid_")}
        case Do.ROUTE:
            found = {}
        case _:
            found = {then.do.value: True}
    if (route := then.route) is not None:
        named = {"team": route.team, "skill": route.skill, "priority": "urgent" if route.urgent else None}
        found["route"] = {key: value for key, value in named.items() if value is not None}
    return found


def _example(example: Example) -> dict[str, Any]:
    facts = {key: list(value) if isinstance(value, tuple) else value for key, value in sorted(example.facts.items())}
    found: dict[str, Any] = {"facts": facts, "applies": example.applies}
    if example.name:
        found["name"] = example.name
    if example.missing:
        found["missing"] = list(example.missing)
    return found


def rules_hash(rules: RuleSet) -> bytes:
    """SHA-256 over the canonical JSON; comments and the file's layout change nothing."""
    plain = json.dumps(plain_rules(rules), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()
