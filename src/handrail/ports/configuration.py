"""What a workspace has set for itself, in versions: rules, moments, topics. The database is the truth, files come and go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from handrail.core.conversation.moves import IllegalMove
from handrail.ports.work import Work

Kind = Literal["rules", "moments", "playbooks", "texts", "scorecards", "topics", "policy"]


@dataclass(frozen=True, slots=True)
class Published:
    """One version. `content` is plain data; `source` the file as it was written, comments and all, empty without one.
    `because`: why, in the publisher's words; `rolled_back_to`: the version whose content it brought back."""

    kind: Kind
    version: int
    content: Mapping[str, Any]
    source: str
    hash: bytes
    author: str
    published_at: datetime
    because: str = ""
    rolled_back_to: int | None = None


class VersionMovedOn(IllegalMove):
    """Somebody published another version since this one was read."""


class Configurations(Protocol):
    """Within one transaction of one workspace. Versions count from 1 for each kind and are never changed or removed;
    rolling back publishes an earlier content as a new version."""

    async def latest(self, kind: Kind) -> Published | None: ...

    async def latest_version(self, kind: Kind) -> int:
        """0: none. Cheap enough for every decision."""
        ...

    async def version(self, kind: Kind, version: int) -> Published:
        """Raises NotFound."""
        ...

    async def history(self, kind: Kind, limit: int = 50) -> Sequence[Published]:
        """Newest first."""
        ...

    async def publish(
        self,
        kind: Kind,
        content: Mapping[str, Any],
        source: str,
        hash_: bytes,
        author: str,
        at: datetime,
        after: int | None = None,
        because: str = "",
        rolled_back_to: int | None = None,
    ) -> Published:
        """`after`: the version that was read before (0: none); raises VersionMovedOn when there is a newer one."""
        ...


ConfigurationsOf = Callable[[Work], Configurations]
