"""Files that people send along: kept while they wait to be sent, read back by whoever may see them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.attachment import Attachment
from handrail.ports.work import Work


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who sends a file: one of the two."""

    customer: UUID | None = None
    person: UUID | None = None

    @property
    def actor(self) -> str:
        return f"customer:{self.customer}" if self.person is None else f"agent:{self.person}"


@dataclass(frozen=True, slots=True)
class NewFile:
    attachment: Attachment
    conversation: UUID
    uploader: Uploader
    key: str
    sha256: bytes
    content: bytes = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it was kept the first time. `sha256` is None once erased."""

    attachment: Attachment
    sha256: bytes | None


@dataclass(frozen=True, slots=True)
class Unsent:
    """What somebody uploaded and has not sent yet, in all their conversations."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FileRead:
    name: str
    type: str
    content: bytes = field(repr=False)


class Files(Protocol):
    """Within one transaction of one workspace."""

    async def unsent(self, uploader: Uploader) -> Unsent:
        """Locks the uploader until the end of the transaction, so that uploads at once are counted one by one."""
        ...

    async def kept_before(self, conversation: UUID, key: str) -> KeptFile | None: ...

    async def keep(self, file: NewFile) -> None: ...

    async def drop(self, conversation: UUID, attachment: UUID, uploader: Uploader) -> None:
        """Raises NotFound for what is not theirs, not here, or sent already."""
        ...

    async def drop_unsent(self, before: datetime, limit: int) -> int:
        """How many went; one that is being sent right now stays."""
        ...


FilesOf = Callable[[Work], Files]
"""The files of the workspace whose transaction it is given."""


class FileReading(Protocol):
    """Each raises NotFound for what does not exist, was erased, or is not for this viewer."""

    async def own_file(self, tenant: UUID, customer: UUID, conversation: UUID, attachment: UUID) -> FileRead:
        """What the customer sent or was sent, or uploaded themselves; never what came with a note among agents."""
        ...

    async def file(self, tenant: UUID, viewer: UUID, conversation: UUID, attachment: UUID) -> FileRead:
        """What was sent in the conversation, or what the viewer uploaded."""
        ...
