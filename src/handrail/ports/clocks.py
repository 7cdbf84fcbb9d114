"""Clocks that run in a conversation because a moment came."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.ports.work import Work


@dataclass(frozen=True, slots=True)
class Running:
    """`due_at` None: only when it began is on record."""

    name: str
    moment: str
    started_at: datetime
    due_at: datetime | None


class Clocks(Protocol):
    """Within one transaction of one workspace."""

    async def start(self, conversation: UUID, clock: Running) -> bool:
        """False when this one runs already: the first time counts."""
        ...

    async def of(self, conversation: UUID) -> Sequence[Running]:
        """The next due first."""
        ...


ClocksOf = Callable[[Work], Clocks]
