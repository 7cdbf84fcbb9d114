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
from handrail.ports.files import FilesOf, KeptFile, NewFile, Unsent, Uploader

MOST_UNSENT = 20
MOST_UNSENT_BYTES = 100_000_000
SENT_WITHIN = timedelta(hours=24)
AT_ONCE = 100


class TooManyUnsent(IllegalMove):
    """Files wait to be sent already, as many as may."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """`again`: the same key and bytes were kept before; this is how."""

    attachment: Attachment
    again: bool = False


class Attach:
    def __init__(self, desk: Desk, files: FilesOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._files, self._clock, self._new_id = desk, files, clock, new_id

    async def may(self, tenant: UUID, conversation: UUID, uploader: Uploader) -> None:
        """Asked before any byte is read. Raises NotFound, ConversationAlreadyClosed."""
        async with self._enter(tenant, uploader) as work:
            await _refuse(work, conversation, uploader)

    async def __call__(
        self, tenant: UUID, conversation: UUID, uploader: Uploader, key: str, name: str, content: bytes
    ) -> Uploaded:
        """Nobody else sees it before it is sent. Raises FileEmpty, FileTooLarge, FileTypeRefused, TooManyUnsent,
        KeyUsedForAnother, NotFound, ConversationAlreadyClosed."""
        found, digest = await asyncio.to_thread(_examine, name, content)
        key = f"{uploader.actor}:{key}"
        async with self._enter(tenant, uploader) as work:
            await _refuse(work, conversation, uploader)
            files = self._files(work)
            waiting = await files.unsent(uploader)
            if (before := await files.kept_before(conversation, key)) is not None:
                return _again(before, digest)
            _refuse_more(waiting, len(content))
            attachment = Attachment(self._new_id(), found.name, found.type, len(content))
            await files.keep(NewFile(attachment, conversation, uploader, key, digest, content, self._clock()))
        return Uploaded(attachment)

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
