"""Approvals within one transaction: what waits for a person's yes, and who has said it."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from handrail.core.supervision.approval import Approval, Yes


class Approvals(Protocol):
    async def ask(self, approval: Approval) -> None: ...

    async def get(self, approval: UUID) -> Approval:
        """With its yeses. Whoever changes it holds its conversation's lock. Raises NotFound."""
        ...

    async def of(self, conversation: UUID) -> Sequence[Approval]:
        """All, the first asked first."""
        ...

    async def waiting(self, conversation: UUID) -> Sequence[Approval]: ...

    async def every_waiting(self, limit: int = 500) -> Sequence[Approval]:
        """Of the workspace, the next to expire first."""
        ...

    async def settled(self, limit: int) -> Sequence[Approval]:
        """The last that were settled, the newest first."""
        ...

    async def add_yes(self, approval: UUID, yes: Yes) -> None: ...

    async def save(self, approval: Approval) -> None:
        """Arguments, people and state as they stand. The database refuses an approval without its yeses."""
        ...

    async def agents_may(self) -> bool:
        """Whether this workspace lets agents and reviewers approve."""
        ...

    async def let_agents(self, may: bool) -> None: ...
