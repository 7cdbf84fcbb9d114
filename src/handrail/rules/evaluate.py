"""Compiled conditions are asked about one turn: only a clear yes matches, and what cannot be judged holds back all the same."""

import re
from collections.abc import Sequence
from typing import Final

from cel_expr_python import cel

from handrail.core.escalation.rules.fact_type import FactValue, FactValues
from handrail.core.escalation.rules.rule import Evaluator, Match, Rule
from handrail.rules.environment import facts_in

_MISSING: Final = re.compile(r'No value with name "([^"]+)"')
_NAMED: Final = re.compile(r"^[A-Z_]+: ")


class Asked:
    """One rule with its compiled condition."""

    __slots__ = ("_expression", "_facts", "_rule")

    def __init__(self, rule: Rule, expression: cel.Expression) -> None:
        self._rule, self._expression = rule, expression
        self._facts = facts_in(rule.when)

    def match(self, values: FactValues) -> Match | None:
        """Total: whatever the library does, this is a match, a match with an error, or none."""
        given = {name: _plain(values[name]) for name in self._facts if name in values}
        try:
            # `bool(Value)` is true for false, unknown and error alike: only the value itself tells.
            found = self._expression.eval(data=given).value()
        except Exception as error:
            return Match(self._rule, f"{type(error).__name__}: {error}"[:300])
        if found is True:
            return Match(self._rule)
        return None if found is False else Match(self._rule, _says(found))


def evaluator(asked: Sequence[Asked]) -> Evaluator:
    """All of them, in order."""

    def evaluate(values: FactValues) -> tuple[Match, ...]:
        return tuple(match for one in asked if (match := one.match(values)) is not None)

    return evaluate


def _plain(value: FactValue) -> object:
    return list(value) if isinstance(value, tuple) else value


def _says(found: object) -> str:
    text = str(found)
    if (missing := _MISSING.search(text)) is not None:
        return f"nobody could give the fact `{missing[1]}`."
    return f"{_NAMED.sub('', text)}."[:300]
