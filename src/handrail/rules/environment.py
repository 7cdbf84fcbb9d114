"""CEL with every fact declared by its type: what is unknown or of the wrong type is refused before it is ever asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

from cel_expr_python import cel

from handrail.core.escalation.rules.fact_table import FACTS
from handrail.core.escalation.rules.fact_type import Kind
from handrail.core.escalation.rules.tokens import tokens

_TYPES: Final = {
    Kind.BOOL: cel.Type.BOOL,
    Kind.INT: cel.Type.INT,
    Kind.DOUBLE: cel.Type.DOUBLE,
    Kind.STRING: cel.Type.STRING,
    Kind.STRINGS: cel.Type.List(cel.Type.STRING),
}
_ERROR = re.compile(r"ERROR: <input>:(-?\d+):(-?\d+): (.*?)(?=\n \| |\nERROR: |\s\[[A-Z_]+\]$|\Z)", re.DOTALL)
_UNDECLARED = re.compile(r"undeclared reference to '([^']*)'")
_OVERLOAD = re.compile(r"found no matching overload for '([^']*)' applied to '(.*)'", re.DOTALL)
_OPERATORS: Final = {"!_": "!", "-_": "-", "@in": "in", "_[_]": "[]", "_?_:_": "? :"}
_FUNCTIONS: Final = ("contains", "startsWith", "endsWith", "matches", "size", "exists", "all", "exists_one", "filter")


class ConditionIsWrong(ValueError):
    """A condition that is no CEL over the known facts; `faults` are lines and columns within it, from 1, and sentences."""

    def __init__(self, faults: tuple[tuple[int, int, str], ...]) -> None:
        super().__init__("; ".join(says for _, _, says in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Names:
    """What a condition may name, by type. `listed`: where people find the names."""

    environment: cel.Env
    known: tuple[str, ...]
    listed: str


def names_with(types: Mapping[str, Kind], listed: str) -> Names:
    return Names(cel.NewEnv(variables={name: _TYPES[kind] for name, kind in types.items()}), tuple(types), listed)


@cache
def _facts() -> Names:
    return names_with({name: fact.kind for name, fact in FACTS.items()}, "docs/reference/facts.md lists the facts.")


def compiled(condition: str, over: Names | None = None) -> cel.Expression:
    """Over the facts, unless other names are given. Raises ConditionIsWrong."""
    names = over or _facts()
    try:
        expression = names.environment.compile(condition)
    except Exception as error:  # the library raises RuntimeError, and TypeError for text that is none
        raise ConditionIsWrong(_faults(condition, str(error), names)) from error
    kind = expression.return_type().name()
    if kind != "BOOL":
        says = f"A condition is true or false; this one gives {kind.lower()}. Compare it with something."
        raise ConditionIsWrong(((1, 1, says),))
    return expression


def _faults(condition: str, error: str, names: Names) -> tuple[tuple[int, int, str], ...]:
    found = [_fault(condition, int(line), int(column), says, names) for line, column, says in _ERROR.findall(error)]
    if not found:
        deep = "recursion" in error
        return (
            (1, 1, "This is nested deeper than a person could check." if deep else "This condition cannot be read."),
        )
    # After a syntax error the parser stumbles on: the first is what is wrong.
    syntax = next((one for one in found if one[2].startswith("This is not CEL")), None)
    return tuple(dict.fromkeys(found if syntax is None else (syntax,)))


def _fault(condition: str, line: int, column: int, says: str, names: Names) -> tuple[int, int, str]:
    place = max(line, 1), max(column, 1)
    if (undeclared := _UNDECLARED.match(says)) is not None:
        name = undeclared[1]
        return *_start_of(condition, *place, name), _unknown(name, names)
    if (overload := _OVERLOAD.match(says)) is not None:
        return *place, _mismatch(*overload.groups())
    if says.startswith("Syntax error"):
        plain = re.sub(r" expecting \{.*", "", says.removeprefix("Syntax error: "), flags=re.DOTALL)
        plain = plain.replace("mismatched input '<EOF>'", "it ends too early").replace("extraneous input", "unexpected")
        return *place, f"This is not CEL: {' '.join(plain.split())}."
    if "recursion" in says:
        return *place, "This is nested deeper than a person could check."
    return *place, f"{' '.join(says.split()).rstrip('.').capitalize()}."


def _start_of(condition: str, line: int, column: int, name: str) -> tuple[int, int]:
    """CEL points at the last part of a dotted name or behind a function's; people look for where it begins."""
    lines = condition.split("\n")
    row = lines[line - 1] if line <= len(lines) else ""
    before = [at.start() for at in re.finditer(re.escape(name), row) if at.start() < column]
    return line, (before[-1] + 1 if before else column)


def _unknown(name: str, names: Names) -> str:
    close = get_close_matches(name, (*names.known, *_FUNCTIONS), n=1, cutoff=0.7)
    group = [one for one in names.known if one.startswith(f"{name}.")]
    if group:
        return f"`{name}` alone is no fact; `{group[0]}` is one of {len(group)} that begin so."
    if close:
        return f"There is no fact or function `{name}`. Did you mean `{close[0]}`?"
    return f"There is no fact or function `{name}`. {names.listed}"


def _mismatch(operator: str, applied_to: str) -> str:
    shown = _OPERATORS.get(operator, operator.strip("_"))
    types = applied_to.removeprefix("(").removesuffix(")")
    hint = ""
    if "int" in types and "double" in types:
        hint = " Write whole numbers for counts and sums (`5000`), and `0.5` or `1.0` for scores."
    return f"`{shown}` cannot be applied to {types or 'nothing'}.{hint}"


def facts_in(condition: str) -> tuple[str, ...]:
    """The facts that a condition reads; only these are handed to it."""
    found: dict[str, None] = {}
    for token in tokens(condition):
        if token.kind == "name":
            parts = token.value.split(".")
            names = (".".join(parts[: n + 1]) for n in range(len(parts)))
            found.update((name, None) for name in names if name in FACTS)
    return tuple(found)
