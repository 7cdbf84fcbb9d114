"""What changes between two sets of rules, and what a rule does, in words."""

from dataclasses import dataclass
from typing import Literal

from handrail.core.escalation.rules.rule import Do, Rule, RuleSet, Then

DOES = {
    Do.HAND_OFF: "a person gets it",
    Do.FORBID_QUOTE: "a person gets it, and nothing is quoted",
    Do.REQUIRE_APPROVAL: "a person's yes is needed; they get the answer as a draft",
    Do.FORBID_ACT: "no playbook runs; a person gets it",
    Do.OFFER_PERSON: "whatever is said offers a person too",
    Do.ROUTE: "should a person get it",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One rule that was added, removed or changed. `fields`: what, before and after, as people read it."""

    slug: str
    how: Literal["added", "removed", "changed"]
    fields: tuple[tuple[str, str, str], ...]


def compare(old: RuleSet, new: RuleSet) -> tuple[Changed, ...]:
    """In the order of the new set, then what is gone. A rule is the same rule by its slug; its place means nothing."""
    found = [_changed(old.get(rule.slug), rule) for rule in new.rules]
    gone = [Changed(rule.slug, "removed", _fields(rule, None)) for rule in old.rules if new.get(rule.slug) is None]
    return (*(one for one in found if one is not None), *gone)


def _changed(before: Rule | None, after: Rule) -> Changed | None:
    if before == after:
        return None
    return Changed(after.slug, "added" if before is None else "changed", _fields(before, after))


def _fields(before: Rule | None, after: Rule | None) -> tuple[tuple[str, str, str], ...]:
    one, other = _shown(before), _shown(after)
    names = dict.fromkeys((*one, *other))
    return tuple((n, one.get(n, ""), other.get(n, "")) for n in names if one.get(n, "") != other.get(n, ""))


def _shown(rule: Rule | None) -> dict[str, str]:
    if rule is None:
        return {}
    return {
        "when": " ".join(rule.when.split()),
        "then": then_words(rule.then),
        "because": rule.because,
        "priority": str(rule.priority) if rule.priority else "",
        "tests": "" if not rule.tests else "; ".join(_test(n, rule) for n in range(len(rule.tests))),
    }


def _test(n: int, rule: Rule) -> str:
    example = rule.tests[n]
    facts = ", ".join(f"{name} = {value}" for name, value in sorted(example.facts.items()))
    missing = f"; missing: {', '.join(example.missing)}" if example.missing else ""
    applies = "applies" if example.applies else "does not apply"
    return f"{example.name or f'number {n + 1}'}: {facts or 'as usual'}{missing}: {applies}"


def then_words(then: Then) -> str:
    """Such as “a person gets it (team orders, urgent)”."""
    does = f"asks back once with {then.text_id}, then a person" if then.do is Do.ASK_BACK else DOES[then.do]
    route = then.route
    if route is None:
        return does
    parts = [f"team {route.team}" if route.team else "", f"skill {route.skill}" if route.skill else ""]
    where = ", ".join(part for part in (*parts, "urgent" if route.urgent else "") if part)
    return f"{does}: {where}" if then.do is Do.ROUTE else f"{does} ({where})"
