"""Somebody fetches a file: whether they may see it is asked first, and its bytes come from wherever they were kept."""

from collections.abc import AsyncIterator
from hashlib import sha256
from uuid import UUID

from handrail.ports.files import Bucket, FileRead, FileRows, FilesAway
from handrail.ports.records import FileFound, InBucket


class FetchFile:
    """The port `FileReading`. `bucket`: None where all files are in the database."""

    def __init__(self, rows: FileRows, bucket: Bucket | None) -> None:
        self._rows, self._bucket = rows, bucket

    async def own_file(self, tenant: UUID, customer: UUID, conversation: UUID, attachment: UUID) -> FileRead:
        return await self._opened(await self._rows.own_file(tenant, customer, conversation, attachment))

    async def file(self, tenant: UUID, viewer: UUID, conversation: UUID, attachment: UUID) -> FileRead:
        return await self._opened(await self._rows.file(tenant, viewer, conversation, attachment))

    async def _opened(self, found: FileFound) -> FileRead:
        return FileRead(found.name, found.type, found.size, await pieces_of(found, self._bucket))


async def pieces_of(found: FileFound, bucket: Bucket | None) -> AsyncIterator[bytes]:
    """Outside every transaction. Raises FilesAway, and NotFound for what is gone from the bucket."""
    if not isinstance(found.content, InBucket):
        return _one(found.content)
    if bucket is None:
        raise FilesAway("files are kept in a bucket, and none is set: check HANDRAIL_FILES_BUCKET")
    return _as_sent(await bucket.get(found.content), found.sha256)


async def whole(found: FileFound, bucket: Bucket | None) -> bytes:
    """Raises as `pieces_of`."""
    return b"".join([piece async for piece in await pieces_of(found, bucket)])


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _as_sent(pieces: AsyncIterator[bytes], digest: bytes) -> AsyncIterator[bytes]:
    """The last piece is held back until all of them are known to be what was sent."""
    counted, held = sha256(), b""
    async for piece in pieces:
        if held:
            yield held
        counted.update(piece)
        held = piece
    if counted.digest() != digest:
        raise FilesAway("the bucket holds something else than was sent")
    yield held
