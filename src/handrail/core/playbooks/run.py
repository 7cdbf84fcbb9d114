"""A playbook in one conversation: where it stands, what it knows, what it did. It outlives interruptions and restarts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from handrail.core.tools.tool import Value


class RunState(StrEnum):
    ASKING = "asking"  # waits for the customer to fill a slot or to choose
    ACTING = "acting"  # a tool call is under way
    APPROVAL = "approval"  # waits for a person's yes
    IDENTITY = "identity"  # waits for a one-time code
    WAITING = "waiting"  # waits for a time (a reminder), perhaps with a question that may stand open for days
    DONE = "done"
    HANDED_OVER = "handed_over"
    LEFT = "left"  # the customer turned to something else, or wanted out

    @property
    def is_over(self) -> bool:
        return self in (RunState.DONE, RunState.HANDED_OVER, RunState.LEFT)


@dataclass(frozen=True, slots=True)
class Run:
    """`visits` counts how often each step was come to: it is part of an effect's key. `asked` counts questions a slot.
    `results` holds what tools said, by step: data, never instructions. `unsaid`: steps whose words wait to be said with
    the next ones. `turn`: the last turn of the customer's that it has read. `due`: the instant that `wake_at` counts from.
    `timezone`: the customer's, when the run began."""

    id: UUID
    conversation: UUID
    playbook: str
    version: str
    step: str
    state: RunState
    slots: Mapping[str, Value] = field(default_factory=dict[str, Value])
    asked: Mapping[str, int] = field(default_factory=dict[str, int])
    visits: Mapping[str, int] = field(default_factory=dict[str, int])
    results: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    approval: UUID | None = None
    wake_at: datetime | None = None
    because: str = ""
    unsaid: tuple[str, ...] = ()
    turn: int = 0
    due: datetime | None = None
    timezone: str = "UTC"
    language: str = "en"
