"""The console's live stream: ids of what changed, how much waits for whoever listens, and an end when they are signed out."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import get
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from handrail.console.cookies import SESSION
from handrail.console.page import Asked, parts
from handrail.console.rooms import Listener, Rooms, said
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.ports import TryAgain

BEAT = 15.0  # seconds
MOST_STREAMS = 16  # of one session
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
Send = Callable[[Any], Awaitable[None]]
_open = Counter[UUID]()


@get("/desk/{slug:str}/live")
async def live(request: Asked) -> ASGIApp:
    """From Last-Event-ID, or from now. More streams of one session than a browser needs are refused (429)."""
    me, inside = require(request, Act.SEE_CONVERSATIONS), parts(request)
    if _open[me.session] >= MOST_STREAMS:
        raise HTTPException(status_code=429, detail="This session has too many streams open.")
    secret = request.cookies.get(SESSION, "")

    async def lasts() -> bool:
        try:
            found = await inside.sign_in.sessions.who(secret, uses=False)
        except TryAgain:  # a busy database signs nobody out
            return True
        return found is not None and found.session == me.session

    return LiveStream(inside.rooms, me, lasts, request.headers.get("last-event-id"))


class LiveStream:
    """One open stream, as an ASGI application: nothing stands between a change and the socket."""

    def __init__(self, rooms: Rooms, me: SignedIn, lasts: Callable[[], Awaitable[bool]], after: str | None) -> None:
        self._rooms, self._me, self._lasts, self._after = rooms, me, lasts, after

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        _open[self._me.session] += 1
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await self._told(gone, send)
        except asyncio.CancelledError:  # the server stops: the browser asks the next one
            await _say(send, b"", more=False)
        finally:
            gone.cancel()
            _close(self._me.session)

    async def _told(self, gone: "asyncio.Task[None]", send: Send) -> None:
        began = asyncio.Event()

        async def say(text: bytes) -> None:
            if not began.is_set():
                began.set()
                await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await _say(send, text)

        listener = Listener(self._me.person, say, self._me.session)
        async with self._rooms.listen(self._me.tenant, listener, self._after):
            await self._while_welcome(gone, listener)
            await listener.sent()
        if not gone.done():
            await _say(send, b"", more=False)

    async def _while_welcome(self, gone: "asyncio.Task[None]", listener: Listener) -> None:
        over = asyncio.create_task(listener.over.wait())
        beat = BEAT * (0.5 + random.random() / 2)  # not all streams in the same instant
        try:
            while not (await asyncio.wait([gone, over], timeout=beat, return_when=asyncio.FIRST_COMPLETED))[0]:
                beat = BEAT
                if not await self._lasts():
                    return listener.tell(said("end", b"{}"))
                listener.tell(b": still here\n\n")
        finally:
            over.cancel()


async def _say(send: Send, text: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": text, "more_body": more})


def _close(session: UUID) -> None:
    _open[session] -= 1
    if _open[session] <= 0:
        del _open[session]


async def _until_gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


LIVE_ROUTES = [live]
