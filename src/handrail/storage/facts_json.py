"""A decision's facts, outcome and packet as JSON and back, so that a stored decision can be made again."""

from typing import Any

import msgspec
from psycopg.types.json import Jsonb

from handrail.core.escalation.decision import Decision
from handrail.core.escalation.facts import Facts


def to_jsonb(value: object) -> Jsonb:
    """Dataclasses, UUIDs, datetimes and enums as plain JSON."""
    return Jsonb(msgspec.to_builtins(value))


def facts_from(stored: dict[str, Any]) -> Facts:
    """Raises msgspec.ValidationError when the stored facts are of a shape this version cannot read."""
    return msgspec.convert(stored, Facts)


def outcome_json(decision: Decision) -> Jsonb:
    return Jsonb({"kind": decision.kind, **msgspec.to_builtins(decision.outcome)})
