"""A playbook file read with the line and column of everything in it; its conditions are compiled over its own names."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from cel_expr_python import cel

from handrail.core.escalation.rules.fact_type import Kind as CelKind
from handrail.core.escalation.rules.reading import LookAt
from handrail.core.escalation.rules.rule import Fault
from handrail.core.escalation.rules.tokens import names_in
from handrail.core.playbooks.machine import CelValues, Judge
from handrail.core.playbooks.parse import PlaybookIsWrong, parse_playbook
from handrail.core.playbooks.parse_steps import names_of
from handrail.core.playbooks.playbook import KIND_OF, Playbook
from handrail.core.tools.tool import Kind
from handrail.ports.playbooks import PlaybookFile
from handrail.rules.environment import ConditionIsWrong, Names, compiled, names_with
from handrail.rules.placed_yaml import YamlIsWrong, read_placed_yaml

LARGEST: Final = 512 * 1024  # characters
_LISTED: Final = "Conditions know `slot.NAME`, `result.STEP.FIELD`, `known.…` of both, and `visits.STEP`."
_CEL: Final[Mapping[Kind, CelKind]] = {Kind.WHOLE: CelKind.INT, Kind.YES_NO: CelKind.BOOL}


class PlaybookLanguage:
    """YAML with conditions in CEL."""

    def from_file(self, source: str) -> PlaybookFile:
        """Raises PlaybookIsWrong with every fault's line and column, and nothing else for any text whatever."""
        try:
            read = read_placed_yaml(source, what="A playbook", largest=LARGEST)
        except YamlIsWrong as wrong:
            raise PlaybookIsWrong((Fault(wrong.line, wrong.column, wrong.says),)) from wrong
        playbook = parse_playbook(read.data, read.places, _look)
        places = {name: read.places.get(("steps", name), (0, 0)) for name in playbook.steps}
        return PlaybookFile(source, playbook, places)

    def judge(self, playbook: Playbook) -> Judge:
        """Total: a condition that cannot be compiled or judged is unknown."""
        names = _names(playbook)
        ready: dict[str, Callable[[CelValues], bool | None]] = {
            when: _ready(when, names) for _, when, _ in names_of(playbook)
        }
        return lambda when, values: None if when not in ready else ready[when](values)


def _ready(when: str, names: Names) -> Callable[[CelValues], bool | None]:
    try:
        expression = compiled(when, names)
    except ConditionIsWrong:
        return lambda values: None
    used = [one for one in names_in(when) if one in names.known]
    return lambda values: _judged(expression, {name: values[name] for name in used if name in values})


def _judged(expression: cel.Expression, values: CelValues) -> bool | None:
    try:
        # `bool(Value)` is true for false, unknown and error alike: only the value itself tells.
        found = expression.eval(data=dict(values)).value()
    except Exception:  # whatever the library does, it was not judged
        return None
    return found if found is True or found is False else None


def _look(playbook: Playbook) -> LookAt:
    names = _names(playbook)

    def look(when: str) -> Sequence[tuple[int, int, str]]:
        try:
            compiled(when, names)
        except ConditionIsWrong as wrong:
            return wrong.faults
        return ()

    return look


def _names(playbook: Playbook) -> Names:
    types: dict[str, CelKind] = {}
    slots = [(f"slot.{name}", KIND_OF.get(slot.kind, Kind.TEXT)) for name, slot in playbook.slots.items()]
    for name, kind in (*slots, *((name, one.kind) for name, one in playbook.results())):
        types[f"known.{name}"] = CelKind.BOOL
        if kind is Kind.MONEY:
            types |= {f"{name}.amount": CelKind.INT, f"{name}.currency": CelKind.STRING}
        else:
            types[name] = _CEL.get(kind, CelKind.STRING)
    types |= {f"visits.{name}": CelKind.INT for name in playbook.steps}
    return names_with(types, _LISTED)
