"""A file is uploaded, to be sent with a message: examined first, kept once, and gone after a day if nobody sent it."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from handrail.core.conversation.attachment import Attachment, Examined, examined
from handrail.core.conversation.conversation import State
from handrail.core.conversation.moves import ConversationAlreadyClosed, IllegalMove, KeyUsedForAnother
from handrail.ports import Clock, Desk, NewId, NotFound, Work
from handrail.ports.files import Bucket, Files, FilesOf, KeptFile, NewFile, Unsent, Uploader
from handrail.ports.records import InBucket

MOST_UNSENT = 20
MOST_UNSENT_BYTES = 100_000_000
SENT_WITHIN = timedelta(hours=24)
AT_ONCE = 100
KEPT_WITHIN = timedelta(hours=1)  # from the first byte into the bucket to the row; after that the object goes


class TooManyUnsent(IllegalMove):
    """Files wait to be sent already, as many as may."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """`again`: the same key and bytes were kept before; this is how."""

    attachment: Attachment
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Upload:
    """A file that came in whole. `key`: the caller's, with who they are."""

    conversation: UUID
    uploader: Uploader
    key: str
    attachment: Attachment
    digest: bytes
    content: bytes


class Attach:
    """`bucket`: where new files are kept; None for the database."""

    def __init__(self, desk: Desk, files: FilesOf, clock: Clock, new_id: NewId, bucket: Bucket | None = None) -> None:
        self._desk, self._files, self._clock, self._new_id = desk, files, clock, new_id
        self._bucket = bucket

    async def may(self, tenant: UUID, conversation: UUID, uploader: Uploader) -> None:
        """Asked before any byte is read. Raises NotFound, ConversationAlreadyClosed."""
        async with self._enter(tenant, uploader) as work:
            await _refuse(work, conversation, uploader)

    async def __call__(
        self, tenant: UUID, conversation: UUID, uploader: Uploader, key: str, name: str, content: bytes
    ) -> Uploaded:
        """Nobody else sees it before it is sent. Raises FileEmpty, FileTooLarge, FileTypeRefused, TooManyUnsent,
        KeyUsedForAnother, NotFound, ConversationAlreadyClosed, FilesAway."""
        found, digest = await asyncio.to_thread(_examine, name, content)
        attachment = Attachment(self._new_id(), found.name, found.type, len(content))
        upload = _Upload(conversation, uploader, f"{uploader.actor}:{key}", attachment, digest, content)
        where = None
        if self._bucket is not None:
            where = InBucket(f"{tenant}/{attachment.id}")
            if (before := await self._announced(tenant, upload, where)) is not None:
                return before
            await self._bucket.put(where, content)
        return await self._kept(tenant, upload, where)

    async def _announced(self, tenant: UUID, upload: _Upload, where: InBucket) -> Uploaded | None:
        """Before its first byte is in the bucket it is written down that nobody needs it yet."""
        async with self._enter(tenant, upload.uploader) as work:
            files = self._files(work)
            if (before := await _before(work, files, upload)) is None:
                await files.will_put(where, self._clock() + KEPT_WITHIN)
        return before

    async def _kept(self, tenant: UUID, upload: _Upload, where: InBucket | None) -> Uploaded:
        async with self._enter(tenant, upload.uploader) as work:
            files = self._files(work)
            if (before := await _before(work, files, upload)) is not None:
                return before
            one, content = upload, upload.content if where is None else where
            await files.keep(
                NewFile(one.attachment, one.conversation, one.uploader, one.key, one.digest, content, self._clock())
            )
        return Uploaded(upload.attachment)

    async def take_back(self, tenant: UUID, conversation: UUID, uploader: Uploader, attachment: UUID) -> None:
        """Before it is sent. Raises NotFound."""
        async with self._enter(tenant, uploader) as work:
            await self._files(work).drop(conversation, attachment, uploader)

    async def sweep(self, tenant: UUID) -> int:
        """Takes away what nobody sent within a day; how many that were."""
        gone, before = 0, self._clock() - SENT_WITHIN
        while True:
            async with self._desk.as_system(tenant) as work:
                some = await self._files(work).drop_unsent(before, AT_ONCE)
            gone += some
            if some < AT_ONCE:
                return gone

    def _enter(self, tenant: UUID, uploader: Uploader):
        return self._desk.as_system(tenant) if uploader.person is None else self._desk.as_staff(tenant, uploader.person)


def _examine(name: str, content: bytes) -> tuple[Examined, bytes]:
    return examined(name, content), sha256(content).digest()


async def _before(work: Work, files: Files, upload: _Upload) -> Uploaded | None:
    """What was kept under the same key; None when it may be kept now. Raises whatever forbids it."""
    await _refuse(work, upload.conversation, upload.uploader)
    waiting = await files.unsent(upload.uploader)
    if (before := await files.kept_before(upload.conversation, upload.key)) is not None:
        return _again(before, upload.digest)
    _refuse_more(waiting, upload.attachment.size)
    return None


async def _refuse(work: Work, conversation: UUID, uploader: Uploader) -> None:
    current = await work.conversations.get(conversation)
    if uploader.customer not in (None, current.customer):
        raise NotFound("This conversation does not exist.")
    if uploader.customer is not None and current.state is State.CLOSED:
        raise ConversationAlreadyClosed("This conversation is closed: go on in a new one, and send the file there.")


def _refuse_more(waiting: Unsent, size: int) -> None:
    if waiting.files >= MOST_UNSENT or waiting.bytes + size > MOST_UNSENT_BYTES:
        raise TooManyUnsent("Many files wait to be sent already: send or remove some of them first.")


def _again(before: KeptFile, digest: bytes) -> Uploaded:
    if before.sha256 not in (None, digest):
        raise KeyUsedForAnother("This key was used for another file: take a new one.")
    return Uploaded(before.attachment, again=True)
