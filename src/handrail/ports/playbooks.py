"""A workspace's playbooks as the flows see them: written in files, published in versions, at work in conversations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.playbooks.lint import Around
from handrail.core.playbooks.machine import Judge
from handrail.core.playbooks.playbook import Playbook, Playbooks
from handrail.core.playbooks.run import Run
from handrail.ports.work import Work


@dataclass(frozen=True, slots=True)
class PlaybookFile:
    """`places`: line and column of each step, by its name."""

    source: str
    playbook: Playbook
    places: Mapping[str, tuple[int, int]]


class ReadsPlaybooks(Protocol):
    """The language that playbooks are written in."""

    def from_file(self, source: str) -> PlaybookFile:
        """Raises PlaybookIsWrong with every fault's line and column, and nothing else for any text whatever."""
        ...

    def judge(self, playbook: Playbook) -> Judge:
        """What judges its conditions. Total."""
        ...


@dataclass(frozen=True, slots=True)
class PlaybooksInForce:
    """`mark` is stored with each decision: "none", or the version and the first characters of the hash."""

    version: int
    mark: str
    playbooks: Playbooks
    judges: Mapping[str, Judge]


class Bookshelf(Protocol):
    async def in_force(self, tenant: UUID) -> PlaybooksInForce:
        """Raises when they cannot be had; then a person gets the turn."""
        ...

    async def version(self, tenant: UUID, version: int) -> PlaybooksInForce:
        """What a run began under. 0: none. Raises NotFound."""
        ...

    async def within(self, work: Work, version: int) -> PlaybooksInForce:
        """The same in a transaction that is open already."""
        ...


AroundOf = Callable[[Work], "Surrounding"]


class Surrounding(Protocol):
    async def around(self) -> Around:
        """The tools and topics of this workspace, for lint."""
        ...


@dataclass(frozen=True, slots=True)
class RunSeen:
    """A run as a list shows it."""

    run: Run
    customer: UUID
    started_at: datetime
    changed_at: datetime
    ended_at: datetime | None


class Runs(Protocol):
    """Playbooks at work, within one transaction."""

    async def begin(self, run: Run, at: datetime) -> bool:
        """False where it was begun before. At most one run of a conversation works at a time; others wait for a time."""
        ...

    async def get(self, run: UUID, *, lock: bool = False) -> Run:
        """Raises NotFound."""
        ...

    async def save(self, run: Run, at: datetime) -> None:
        """What is over stays over."""
        ...

    async def open(self, conversation: UUID) -> Sequence[Run]:
        """Those not over: the one that works first, then those that wait, the soonest first."""
        ...

    async def asked_for(self, approval: UUID) -> Run | None:
        """The run that waits for this yes."""
        ...

    async def of(self, conversation: UUID) -> Sequence[RunSeen]:
        """All of them, the newest first."""
        ...

    async def due(self, now: datetime, limit: int = 100) -> Sequence[Run]:
        """Runs whose time has come, the longest overdue first."""
        ...

    async def at_work(self, limit: int = 200) -> Sequence[RunSeen]:
        """Everything that is not over in this workspace, the newest first."""
        ...


RunsOf = Callable[[Work], Runs]
