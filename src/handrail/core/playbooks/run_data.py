"""What a run knows as plain data and back: values keep their kind, whatever a database does to them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from handrail.core.playbooks.run import Run
from handrail.core.tools.tool import Money, Value


def content_of(run: Run) -> dict[str, Any]:
    """What is erased with the customer: everything they said and tools told."""
    return {
        "slots": {name: _plain(value) for name, value in run.slots.items()},
        "results": {step: {name: _plain(one) for name, one in found.items()} for step, found in run.results.items()},
        "asked": dict(run.asked),
        "visits": dict(run.visits),
        "unsaid": list(run.unsaid),
        "turn": run.turn,
        "due": None if run.due is None else run.due.isoformat(),
        "timezone": run.timezone,
        "language": run.language,
    }


def from_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a run; those of an erased one are as they begin."""
    due = content.get("due")
    return {
        "slots": {name: _value(one) for name, one in content.get("slots", {}).items()},
        "results": {
            step: {name: _value(one) for name, one in found.items()}
            for step, found in content.get("results", {}).items()
        },
        "asked": dict(content.get("asked", {})),
        "visits": dict(content.get("visits", {})),
        "unsaid": tuple(content.get("unsaid", ())),
        "turn": content.get("turn", 0),
        "due": None if due is None else datetime.fromisoformat(due),
        "timezone": content.get("timezone", "UTC"),
        "language": content.get("language", "en"),
    }


def _plain(value: Value) -> Any:
    match value:
        case Money(amount, currency):
            return {"amount": amount, "currency": currency}
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case _:
            return value


def _value(stored: Any) -> Value:
    match stored:
        case {"amount": int(amount), "currency": str(currency)}:
            return Money(amount, currency)
        case {"at": str(at)}:
            return datetime.fromisoformat(at)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case _:
            return stored
