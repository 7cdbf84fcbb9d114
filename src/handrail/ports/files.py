"""Files that people send along: kept while they wait to be sent, read back by whoever may see them."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.attachment import Attachment
from handrail.ports.records import FileFound, InBucket
from handrail.ports.work import Work


class FilesAway(Exception):
    """The bucket does not answer, or refuses. The message is for whoever runs the desk, and says what to look at."""


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
    content: bytes | InBucket = field(repr=False)
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
    """A file to be handed out, `size` bytes in `pieces`. When the bucket fails half way, or holds something else than was
    sent, the pieces break off (FilesAway) before the last one."""

    name: str
    type: str
    size: int
    pieces: AsyncIterator[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Removals:
    """What has to go from the bucket, and has not yet. `failed`: of these, how many could not be removed when tried."""

    waiting: int
    failed: int
    since: datetime | None


class Files(Protocol):
    """Within one transaction of one workspace."""

    async def unsent(self, uploader: Uploader) -> Unsent:
        """Locks the uploader until the end of the transaction, so that uploads at once are counted one by one."""
        ...

    async def kept_before(self, conversation: UUID, key: str) -> KeptFile | None: ...

    async def keep(self, file: NewFile) -> None:
        """Of a file in a bucket, what `will_put` said goes with it. Raises TryAgain when that was taken away meanwhile."""
        ...

    async def will_put(self, where: InBucket, unless_kept_by: datetime) -> None:
        """Before an object is written: unless a row is kept for it by then, it is one to be removed."""
        ...

    async def to_remove(self, now: datetime, again: datetime, limit: int) -> Sequence[InBucket]:
        """Objects whose time has come; the same are not given to anybody else before `again`."""
        ...

    async def removed(self, gone: Sequence[InBucket]) -> None: ...

    async def removals(self) -> Removals:
        """Without uploads under way."""
        ...

    async def in_bucket(self) -> tuple[int, int]:
        """How many files are kept in the bucket, and their bytes."""
        ...

    async def drop(self, conversation: UUID, attachment: UUID, uploader: Uploader) -> None:
        """Raises NotFound for what is not theirs, not here, or sent already."""
        ...

    async def drop_unsent(self, before: datetime, limit: int) -> int:
        """How many went; one that is being sent right now stays."""
        ...


FilesOf = Callable[[Work], Files]
"""The files of the workspace whose transaction it is given."""


class FileRows(Protocol):
    """Each raises NotFound for what does not exist, was erased, or is not for this viewer."""

    async def own_file(self, tenant: UUID, customer: UUID, conversation: UUID, attachment: UUID) -> FileFound:
        """What the customer sent or was sent, or uploaded themselves; never what came with a note among agents."""
        ...

    async def file(self, tenant: UUID, viewer: UUID, conversation: UUID, attachment: UUID) -> FileFound:
        """What was sent in the conversation, or what the viewer uploaded."""
        ...


class FileReading(Protocol):
    """As `FileRows`, with the bytes. Each raises FilesAway too."""

    async def own_file(self, tenant: UUID, customer: UUID, conversation: UUID, attachment: UUID) -> FileRead: ...

    async def file(self, tenant: UUID, viewer: UUID, conversation: UUID, attachment: UUID) -> FileRead: ...


class Bucket(Protocol):
    """A place for files outside the database. Each raises FilesAway."""

    @property
    def place(self) -> str:
        """What people call it: its name and address, no secret."""
        ...

    async def put(self, where: InBucket, content: bytes) -> None:
        """All of it or nothing."""
        ...

    async def get(self, where: InBucket) -> AsyncIterator[bytes]:
        """In pieces; those raise FilesAway as well. Raises NotFound for what is not there."""
        ...

    async def remove(self, where: InBucket) -> None:
        """What is not there is gone already."""
        ...

    async def probe(self) -> None:
        """Writes, reads and removes something of its own."""
        ...
