"""The values of a fact at which rules could change their mind: below, at and above every literal they hold."""

from collections.abc import Iterable

from handrail.core.escalation.rules.fact_table import SIGNALS
from handrail.core.escalation.rules.fact_type import FactType, FactValue, Kind, fits
from handrail.core.escalation.rules.rule import Rule
from handrail.core.escalation.rules.tokens import names_in, numbers_in, texts_in

_STEP = 0.001  # below and above a measurement's threshold
NOBODY = "something else"


def facts_of(rule: Rule, known: Iterable[str]) -> tuple[str, ...]:
    """The facts a rule's condition names, in its order."""
    names = set(known)
    return tuple(name for name in names_in(rule.when) if name in names)


def candidates(fact: FactType, rules: Iterable[Rule]) -> tuple[FactValue, ...]:
    """The usual value first, then what the literals of those rules that name the fact suggest. Never empty."""
    concerned = [rule for rule in rules if fact.name in names_in(rule.when)]
    numbers = [number for rule in concerned for number in numbers_in(rule.when)]
    texts = [text for rule in concerned for text in texts_in(rule.when)]
    found: dict[FactValue, None] = {fact.usual: None}
    for rule in concerned:
        for example in rule.tests:
            if (given := example.facts.get(fact.name)) is not None:
                found[given] = None
    found.update(dict.fromkeys(_around(fact, numbers, texts)))
    return tuple(one for one in found if fits(one, fact.kind))


def _around(fact: FactType, numbers: list[float], texts: list[str]) -> Iterable[FactValue]:
    match fact.kind:
        case Kind.BOOL:
            return (False, True)
        case Kind.INT:
            whole = [int(number) for number in numbers if number == int(number)]
            return [value for number in whole for value in (number - 1, number, number + 1)]
        case Kind.DOUBLE:
            top = [1.0, 0.0] if fact.name.removeprefix("signal.") in SIGNALS else []
            return [*top, *(value for n in numbers for value in (n - _STEP, n, n + _STEP))]
        case Kind.STRING:
            return fact.words or [*texts, NOBODY]
        case Kind.STRINGS:
            return [(text,) for text in texts]
