"""Events of the log in words a person reads: who, what, and the few details that matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.ports import LogLine, Names

_KINDS_OF_ACTORS = {"customer": "customer", "agent": "agent", "staff": "agent", "assistant": "assistant"}
_SHORT = ("rule", "kind", "reason_code", "topic", "level", "scope", "state", "status", "channel", "versions", "because")


@dataclass(frozen=True, slots=True)
class LogRow:
    """`author_kind`: customer, agent, assistant or system. `details`: names and values that fit on a line."""

    id: int
    at: datetime
    author_kind: str
    actor: str
    what: str
    kind: str
    conversation: UUID | None
    details: tuple[tuple[str, str], ...]
    data: Mapping[str, Any]
    seal: int | None
    hash: str


def rows_of(lines: Iterable[LogLine], people: Names) -> list[LogRow]:
    return [_row(line, people) for line in lines]


def _row(line: LogLine, people: Names) -> LogRow:
    event = line.event
    side, _, who = event.actor.partition(":")
    kind = _KINDS_OF_ACTORS.get(side, "system")
    name = _name(who, people) if kind == "agent" else ""
    return LogRow(
        event.id,
        event.at,
        kind,
        name,
        event.kind.replace("_", " "),
        event.kind,
        event.conversation,
        tuple((key, _value(event.data[key])) for key in _SHORT if event.data.get(key)),
        event.data,
        line.seal,
        "" if line.hash is None else line.hash.hex(),
    )


def _name(who: str, people: Names) -> str:
    try:
        return people.get(UUID(who), "somebody who left")
    except ValueError:
        return who or "somebody"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {one}" for key, one in value.items())  # pyright: ignore[reportUnknownVariableType]
    return str(value)
