"""The steps of a playbook, read from plain data; each kind knows its own fields."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final, cast

from handrail.core.escalation.rules.reading import Path, Reader
from handrail.core.escalation.rules.tokens import line_and_column, too_much
from handrail.core.playbooks.playbook import (
    Ask,
    Branch,
    Call,
    Case,
    Done,
    HandOver,
    Playbook,
    Say,
    Step,
    Texts,
    Until,
    WaitUntil,
)
from handrail.core.tools.tool import Kind, Parameter

_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "ask": ("ask", "next", "go", "fresh", "until"),
    "say": ("say", "next"),
    "branch": ("branch", "otherwise"),
    "call": ("call", "with", "gives", "next", "waiting", "refused"),
    "wait_until": ("wait_until", "late"),
    "hand_over": ("hand_over",),
    "done": ("done",),
}
_BEFORE: Final = re.compile(r"(\d{1,3})([dhm])")
_UNITS: Final = {"d": "days", "h": "hours", "m": "minutes"}
ReadTexts = Callable[[Reader, Path, object], Texts]


class StepReader:
    def __init__(self, reader: Reader, texts: ReadTexts) -> None:
        self._reader, self._texts = reader, texts

    def read(self, name: str, data: object) -> Step | None:
        at: Path = ("steps", name)
        kinds = ", ".join(f"`{kind}`" for kind in _FIELDS)
        said = self._reader.mapping(at, data, None, f"A step has one of {kinds}.")
        if said is None:
            return None
        kind = next((one for one in _FIELDS if one in said), None)
        if kind is None:
            self._reader.fault(at, f"A step has one of {kinds}.")
            return None
        self._reader.mapping(at, data, _FIELDS[kind], "")
        read: Mapping[str, Callable[[str, Path, Mapping[str, Any]], Step]] = {
            "ask": self._ask,
            "say": self._say,
            "branch": self._branch,
            "call": self._call,
            "wait_until": self._wait,
            "hand_over": self._hand_over,
            "done": lambda name, _at, _said: Done(name),
        }
        return read[kind](name, at, said)

    def _ask(self, name: str, at: Path, said: Mapping[str, Any]) -> Step:
        go = self._reader.mapping((*at, "go"), said.get("go", {}), None, "`go:` has a step for each value.") or {}
        after = said.get("next")
        if after is not None and not isinstance(after, str):
            self._reader.fault((*at, "next"), "`next` is the name of a step.")
        if not go and after is None:
            self._reader.fault(at, "A question says where it goes on: `next`, or `go` by value.")
        until = None if said.get("until") is None else self._until((*at, "until"), said["until"])
        fresh = self._flag(at, said, "fresh")
        steps = {str(value): str(step) for value, step in go.items()}
        return Ask(name, self._word(at, said, "ask", "a slot"), after, steps, fresh, until)

    def _say(self, name: str, at: Path, said: Mapping[str, Any]) -> Step:
        return Say(
            name, self._texts(self._reader, (*at, "say"), said.get("say")), self._word(at, said, "next", "a step")
        )

    def _branch(self, name: str, at: Path, said: Mapping[str, Any]) -> Step:
        says = "`branch:` lists cases, each with `when` and `go`."
        cases: list[Case] = []
        for n, one in enumerate(self._reader.sequence((*at, "branch"), said.get("branch"), says)):
            here: Path = (*at, "branch", n)
            case = self._reader.mapping(here, one, ("when", "go"), says) or {}
            when = case.get("when")
            if isinstance(when, bool):
                when = "true" if when else "false"
            if not isinstance(when, str) or not when.strip():
                self._reader.fault((*here, "when"), 'A case has `when`, such as `result.look.status == "sent"`.')
                when = "false"
            if (found := too_much(when)) is not None:
                line, column = line_and_column(when, found[0])
                self._reader.fault((*here, "when", line, column), found[1])
            cases.append(Case(when, self._word(here, case, "go", "a step")))
        return Branch(name, tuple(cases), self._word(at, said, "otherwise", "a step"))

    def _call(self, name: str, at: Path, said: Mapping[str, Any]) -> Step:
        given = self._reader.mapping(
            (*at, "with"), said.get("with", {}), None, "`with:` has a value for each argument."
        )
        gives = self._reader.mapping((*at, "gives"), said.get("gives", {}), None, "`gives:` has a kind for each field.")
        arguments: dict[str, str] = {}
        for argument, where in (given or {}).items():
            if not isinstance(where, str) or not re.fullmatch(r"slot\.\w+|result\.\w+\.\w+", where):
                says = "An argument comes from `slot.NAME` or `result.STEP.FIELD`, never from words in the file."
                self._reader.fault((*at, "with", argument), says)
            arguments[argument] = str(where)
        fields = tuple(
            one
            for field, kind in sorted((gives or {}).items())
            if (one := self._field((*at, "gives", field), field, kind)) is not None
        )
        waiting: Texts = self._texts(self._reader, (*at, "waiting"), said["waiting"]) if "waiting" in said else {}
        refused = self._word(at, said, "refused", "a step") if "refused" in said else None
        tool, after = self._word(at, said, "call", "a tool"), self._word(at, said, "next", "a step")
        return Call(name, tool, arguments, fields, after, waiting, refused)

    def _field(self, at: Path, name: str, data: object) -> Parameter | None:
        """`text`, `date?` (may be missing), or the list of a choice's values."""
        says = f"A field is of a kind: {', '.join(one.value for one in Kind)}; or a list of values. `?` may be missing."
        if isinstance(data, list):
            choices = tuple(str(one) for one in cast(list[object], data))
            return Parameter(name, Kind.CHOICE, required=True, choices=choices)
        kind, optional = (data[:-1], True) if isinstance(data, str) and data.endswith("?") else (data, False)
        if kind not in [one.value for one in Kind if one is not Kind.CHOICE]:
            self._reader.fault(at, says)
            return None
        return Parameter(name, Kind(kind), required=not optional)

    def _wait(self, name: str, at: Path, said: Mapping[str, Any]) -> Step:
        until = self._until((*at, "wait_until"), said.get("wait_until"))
        return WaitUntil(name, until, self._word(at, said, "late", "a step"))

    def _until(self, at: Path, data: object) -> Until:
        says = "A time has `at` (an instant, such as result.book.starts), `before` (1d, 2h, 30m) and `go`."
        said = self._reader.mapping(at, data, ("at", "before", "go", "late"), says) or {}
        match = _BEFORE.fullmatch(str(said.get("before", "0m")))
        if match is None:
            self._reader.fault((*at, "before"), says)
        before = timedelta(0) if match is None else timedelta(**{_UNITS[match[2]]: int(match[1])})
        late = self._word(at, said, "late", "a step") if "late" in said else None
        return Until(self._word(at, said, "at", "an instant"), before, self._word(at, said, "go", "a step"), late)

    def _hand_over(self, name: str, at: Path, said: Mapping[str, Any]) -> Step:
        because = said.get("hand_over")
        if not isinstance(because, str) or not 0 < len(because.strip()) <= 300:
            self._reader.fault((*at, "hand_over"), "`hand_over` says why, in one sentence of at most 300 characters.")
        return HandOver(name, str(because).strip())

    def _word(self, at: Path, said: Mapping[str, Any], name: str, what: str) -> str:
        value = said.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._reader.fault((*at, name), f"`{name}` is the name of {what}.")
        return ""

    def _flag(self, at: Path, said: Mapping[str, Any], name: str) -> bool:
        value = said.get(name, False)
        if not isinstance(value, bool):
            self._reader.fault((*at, name), f"`{name}` is true or false.")
        return value is True


def names_of(playbook: Playbook) -> Iterator[tuple[str, str, Path]]:
    """Every condition: the step it belongs to, its text and its path."""
    for name, step in playbook.steps.items():
        if isinstance(step, Branch):
            for n, one in enumerate(step.cases):
                yield name, one.when, ("steps", name, "branch", n, "when")
