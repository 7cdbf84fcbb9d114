"""One intended effect of a tool: claimed before it is tried, settled by its receipt, and never tried twice on doubt."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from handrail.core.tools.tool import Money, Risk, Value


class EffectState(StrEnum):
    CLAIMED = "claimed"  # about to be tried, or being tried: found again after a crash it is in doubt
    DONE = "done"  # the tool's receipt is here
    FAILED = "failed"  # surely did not happen
    IN_DOUBT = "in_doubt"  # may have happened: a person looks
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Effect:
    """`key` is what makes it one: the same intent has the same key, whoever tries it again. `answer`: what the tool
    said, as data; it is never an instruction. `receipt`: the tool's own name for what it did. `actor`: "assistant" or
    "agent:<id>". `undoes`: the effect that this one takes back. `risk`: the tool's when it was claimed. `tries`: how often somebody
    set out to make it, the first time counted."""

    id: UUID
    key: str
    tool: str
    tool_version: str
    conversation: UUID
    customer: UUID
    arguments: Mapping[str, Value]
    state: EffectState
    claimed_at: datetime
    amount: Money | None = None
    decision: UUID | None = None
    approval: UUID | None = None
    run: UUID | None = None
    settled_at: datetime | None = None
    answer: Mapping[str, Any] | None = None
    because: str = ""
    risk: Risk = Risk.IRREVERSIBLE
    receipt: str | None = None
    actor: str = "assistant"
    undoes: UUID | None = None
    tries: int = 1


def effect_key(origin: UUID, step: str, tool: str, arguments: Mapping[str, Value]) -> str:
    """The same for the same intent: `origin` is the playbook's run (or the conversation), `step` the visit of a step in
    it. The arguments are part of it, so that a yes to one amount never covers another."""
    said = json.dumps([str(origin), step, tool, canonical(arguments)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def canonical(arguments: Mapping[str, Value]) -> dict[str, Any]:
    """Arguments as plain JSON values, the same for equal arguments."""
    return {name: _plain(value) for name, value in sorted(arguments.items())}


def _plain(value: Value) -> Any:
    match value:
        case Money(amount, currency):
            return {"amount": amount, "currency": currency}
        case datetime() | date():
            return value.isoformat()
        case _:
            return value
