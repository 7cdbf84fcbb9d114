"""Plain data (what a YAML or JSON reader gives) becomes rules, or every fault in it with its place."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from handrail.core.conversation.texts.catalogue import SLOTS
from handrail.core.escalation.rules.fact_table import FACTS
from handrail.core.escalation.rules.fact_type import FactType, FactValue, Kind, fits
from handrail.core.escalation.rules.parse_then import parse_then
from handrail.core.escalation.rules.reading import KEY, LookAt, Path, Reader
from handrail.core.escalation.rules.rule import (
    FORMAT,
    LONGEST_BECAUSE,
    MOST_RULES,
    Example,
    Rule,
    RulesAreWrong,
    RuleSet,
)
from handrail.core.escalation.rules.tokens import line_and_column, too_much

SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
ASSISTANTS_TEXTS: Final = frozenset(
    text for text, slots in SLOTS.items() if text.startswith("assistant.") and not slots
)
_RULE_FIELDS: Final = ("slug", "when", "then", "because", "priority", "tests")
_NO_RULES: Final = "The file begins with `format: rules/1` and a list `rules:`."


def parse_rules(
    data: object, places: Mapping[Path, tuple[int, int]] | None = None, look: LookAt | None = None
) -> RuleSet:
    """`places` gives line and column of what stands under a path of keys and indexes, `look` the faults of a condition;
    without it conditions are only measured. Raises RulesAreWrong with all faults."""
    reader = Reader(places or {}, look)
    rules = _rules(reader, data)
    if reader.faults:
        raise RulesAreWrong(tuple(sorted(reader.faults, key=lambda fault: (fault.line, fault.column))))
    return RuleSet(tuple(rules))


def _rules(reader: Reader, data: object) -> list[Rule]:
    top = reader.mapping((), data, ("format", "rules"), _NO_RULES)
    if top is None:
        return []
    if top.get("format") != FORMAT:
        reader.fault(("format",), f"The first line says which format this is: `format: {FORMAT}`.")
    listed = reader.sequence(("rules",), top.get("rules", []), "`rules:` is a list; each rule begins with `- slug:`.")
    if len(listed) > MOST_RULES:
        reader.fault(("rules", MOST_RULES), f"A workspace has at most {MOST_RULES} rules; this file has {len(listed)}.")
    found = [rule for n, one in enumerate(listed[:MOST_RULES]) if (rule := _rule(reader, ("rules", n), one))]
    _refuse_twins(reader, listed[:MOST_RULES])
    return found


def _refuse_twins(reader: Reader, listed: Sequence[Any]) -> None:
    seen: dict[str, int] = {}
    for n, one in enumerate(listed):
        slug = cast(Mapping[str, Any], one).get("slug") if isinstance(one, Mapping) else None
        if isinstance(slug, str) and seen.setdefault(slug, n) != n:
            reader.fault(("rules", n, "slug"), f"Two rules are called “{slug}”; each needs a name of its own.", slug)


def _rule(reader: Reader, at: Path, data: object) -> Rule | None:
    rule = reader.mapping(at, data, _RULE_FIELDS, "A rule has slug, when, then and because.")
    if rule is None:
        return None
    before = len(reader.faults)
    slug = _slug(reader, at, rule)
    reader.rule = slug
    when = _when(reader, at, rule)
    then = parse_then(reader, (*at, "then"), rule.get("then"), ASSISTANTS_TEXTS)
    because = _because(reader, at, rule)
    priority = _priority(reader, at, rule)
    tests = reader.sequence((*at, "tests"), rule.get("tests", []), "`tests:` is a list of examples.")
    examples = [_example(reader, (*at, "tests", n), one) for n, one in enumerate(tests)]
    reader.rule = ""
    if len(reader.faults) > before or then is None:
        return None
    return Rule(slug, when, then, because, priority, tuple(one for one in examples if one is not None))


def _slug(reader: Reader, at: Path, rule: Mapping[str, Any]) -> str:
    slug = rule.get("slug")
    if isinstance(slug, str) and SLUG.fullmatch(slug):
        return slug
    reader.fault((*at, "slug"), "A rule needs a `slug`: small letters, digits and dashes, such as `refund-over-cap`.")
    return ""


def _when(reader: Reader, at: Path, rule: Mapping[str, Any]) -> str:
    when = rule.get("when")
    if isinstance(when, bool):
        when = "true" if when else "false"
    if not isinstance(when, str) or not when.strip():
        reader.fault((*at, "when"), "A rule needs `when`: a condition over facts, such as `amount.EUR > 5000`.")
        return "false"
    if (found := too_much(when)) is not None:
        line, column = line_and_column(when, found[0])
        reader.fault((*at, "when", line, column), found[1])
        return when
    for line, column, says in reader.look(when):
        reader.fault((*at, "when", line, column), says)
    return when


def _because(reader: Reader, at: Path, rule: Mapping[str, Any]) -> str:
    because = rule.get("because")
    if not isinstance(because, str) or not because.strip():
        reader.fault((*at, "because"), "A rule needs `because`: one sentence that agents read.")
        return ""
    if len(because) > LONGEST_BECAUSE:
        reader.fault((*at, "because"), f"`because` is one sentence of at most {LONGEST_BECAUSE} characters.")
    return because.strip()


def _priority(reader: Reader, at: Path, rule: Mapping[str, Any]) -> int:
    priority = rule.get("priority", 0)
    if fits(priority, Kind.INT) and isinstance(priority, int) and abs(priority) <= 1_000:
        return priority
    reader.fault((*at, "priority"), "`priority` is a whole number from -1000 to 1000.")
    return 0


def _example(reader: Reader, at: Path, data: object) -> Example | None:
    says = "A test has `facts` and `applies: true` or `applies: false`."
    example = reader.mapping(at, data, ("name", "facts", "applies", "missing"), says)
    if example is None:
        return None
    facts = reader.mapping((*at, "facts"), example.get("facts", {}), None, "`facts` names facts and their values.")
    applies, name = example.get("applies"), example.get("name", "")
    if not isinstance(applies, bool):
        reader.fault((*at, "applies"), says)
        return None
    if not isinstance(name, str):
        reader.fault((*at, "name"), "A test's `name` is text.")
        return None
    values = {key: _value(reader, (*at, "facts", key), key, value) for key, value in (facts or {}).items()}
    listed = reader.sequence((*at, "missing"), example.get("missing", []), "`missing` lists names of facts.")
    missing = tuple(str(one) for n, one in enumerate(listed) if _known(reader, (*at, "missing", n), str(one)))
    return Example(name, {key: value for key, value in values.items() if value is not None}, applies, missing)


def _known(reader: Reader, at: Path, name: str) -> FactType | None:
    fact = FACTS.get(name)
    if fact is None:
        reader.fault((*at, KEY), f"There is no fact `{name}`. docs/reference/facts.md lists them.")
    return fact


def _value(reader: Reader, at: Path, name: str, value: object) -> FactValue | None:
    fact = _known(reader, at, name)
    if fact is None:
        return None
    given = _as_meant(fact.kind, value)
    if fits(given, fact.kind):
        return given
    quotes = " Put it in quotes." if fact.kind is Kind.STRING and isinstance(value, int | float) else ""
    reader.fault(at, f"The fact `{name}` is of type {fact.kind.value}; {_shown(value)} is not.{quotes}")
    return None


def _as_meant(kind: Kind, value: object) -> object:
    """YAML and JSON write 1 for 1.0 and have lists only."""
    if kind is Kind.DOUBLE and isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e308:
        return float(value) + 0.0  # a minus before nothing does not survive being stored
    return tuple(cast(list[object], value)) if isinstance(value, list) else value


def _shown(value: object) -> str:
    return repr(value) if len(repr(value)) <= 40 else f"{repr(value)[:39]}…"
