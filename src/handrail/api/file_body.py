"""The bytes of one file as they come in: never too many, never for ever."""

import asyncio
from collections.abc import Generator, Hashable
from contextlib import contextmanager
from typing import Any

from handrail.api.limits import TooManyRequests
from handrail.core.conversation.attachment import LARGEST_FILE, FileTooLarge

PAUSE = 15.0  # seconds without a byte
ALTOGETHER = 180.0  # seconds for the whole file
AT_ONCE = 4  # uploads of one caller
MOST_IN_MEMORY = 256 * 1024 * 1024  # bytes of unfinished uploads in one process


class UploadTooSlow(Exception):
    def __init__(self) -> None:
        super().__init__("The file came too slowly and was not kept: send it again.")


class UploadBrokeOff(Exception):
    def __init__(self) -> None:
        super().__init__("The connection ended before the file was complete.")


class Uploads:
    """What is under way in this process."""

    def __init__(self) -> None:
        self._open: dict[Hashable, int] = {}
        self._held = 0

    async def read(self, caller: Hashable, receive: Any) -> bytes:
        """Raises FileTooLarge, UploadTooSlow, UploadBrokeOff, TooManyRequests."""
        with self._counted(caller):
            chunks: list[bytes] = []
            try:
                async with asyncio.timeout(ALTOGETHER):
                    await self._take(chunks, receive)
            except TimeoutError as error:
                raise UploadTooSlow from error
            finally:
                self._held -= sum(map(len, chunks))
            return b"".join(chunks)

    async def _take(self, chunks: list[bytes], receive: Any) -> None:
        size, more = 0, True
        while more:
            async with asyncio.timeout(PAUSE):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise UploadBrokeOff
            chunk: bytes = message.get("body", b"")
            more, size = message.get("more_body", False), size + len(chunk)
            if size > LARGEST_FILE:
                raise FileTooLarge
            if self._held + len(chunk) > MOST_IN_MEMORY:
                raise TooManyRequests(5.0)
            self._held += len(chunk)
            chunks.append(chunk)

    @contextmanager
    def _counted(self, caller: Hashable) -> Generator[None]:
        if self._open.get(caller, 0) >= AT_ONCE:
            raise TooManyRequests(5.0)
        self._open[caller] = self._open.get(caller, 0) + 1
        try:
            yield
        finally:
            self._open[caller] -= 1
            if not self._open[caller]:
                del self._open[caller]


def refuse_large_file(headers: dict[bytes, bytes]) -> None:
    """Before anything is read. Raises FileTooLarge."""
    length = headers.get(b"content-length")
    if length is not None and (not length.isdigit() or int(length[:12]) > LARGEST_FILE):
        raise FileTooLarge
