"""The console's live stream: ids of what changed, how much waits for whoever listens, and an end when they are signed out."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
import structlog
from litestar import get
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from handrail.console.cookies import SESSION
from handrail.console.page import Asked, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.waiting_counts import WaitingCounts
from handrail.core.access.roles import Act
from handrail.flows.follow import PAGE, Following, FollowLog
from handrail.ports import EventSeen, LogPlace, TryAgain
from handrail.ports.daily import Waiting

BEAT = 15.0  # seconds
COUNT_AFTER = 0.4  # seconds: badges may be a moment late, pages not
COUNT_ANYWAY = 60.0  # seconds: what is due soon changes by itself
MOST_STREAMS = 16  # of one session
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_log = structlog.get_logger("handrail.console")
_JSON = msgspec.json.Encoder()
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

    return LiveStream(inside.follow, inside.waiting, lasts, me, request.headers.get("last-event-id"))


@dataclass(slots=True)
class LiveStream:
    """One open stream, as an ASGI application: nothing stands between a change and the socket."""

    follow: FollowLog
    waiting: WaitingCounts
    lasts: Callable[[], Awaitable[bool]]
    me: SignedIn
    after: str | None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _began: bool = False

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        _open[self.me.session] += 1
        gone, telling = asyncio.create_task(_until_gone(receive)), asyncio.create_task(self._tell(send))
        try:
            await asyncio.wait([gone, telling], return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:  # the server stops: the browser asks the next one
            telling.cancel()
        finally:
            _close(self.me.session)
            gone.cancel()
            telling.cancel()
            await asyncio.wait([gone, telling])
        if not telling.cancelled():
            self._told(telling.exception())
        if self._began and gone.cancelled():
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _told(self, failed: BaseException | None) -> None:
        """Before the stream began a failure is an answer of its own; afterwards the stream ends, and is asked for again."""
        if failed is not None and not self._began:
            raise failed
        if failed is not None:
            _log.warning("stream_ended", error=type(failed).__name__)

    async def _tell(self, send: Send) -> None:
        place = LogPlace.read(self.after or "")
        async with self.follow.follow(self.me.tenant, place) as log:
            self._began = True
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            counting = asyncio.create_task(self._count(send, log))
            try:
                await self._tell_changes(send, log, place)
            finally:
                counting.cancel()
                await asyncio.wait([counting])

    async def _tell_changes(self, send: Send, log: Following, asked: LogPlace | None) -> None:
        await _say(send, _event(b"ready", b"{}", log.place))
        if self.after is not None and await self._missed_too_much(send, log, asked):
            await _say(send, _event(b"again", b"{}", log.place))
        beat = _seconds() + BEAT * (0.5 + random.random() / 2)  # not all streams in the same instant
        while True:
            events = await log.next(max(0.0, beat - _seconds()))
            if events:
                await _say(send, b"".join(map(_change, events)))
                self._changed.set()
            if _seconds() < beat:
                continue
            beat = _seconds() + BEAT
            if not await self.lasts():
                return await _say(send, _event(b"end", b"{}", log.place))
            await _say(send, b": still here\n\n")

    async def _missed_too_much(self, send: Send, log: Following, asked: LogPlace | None) -> bool:
        """A place that this log never had, or more than a page of changes: to fetch everything shown is less work."""
        if asked is not None and asked <= log.end:
            missed = await log.next(0)
            if len(missed) < PAGE:
                await _say(send, b"".join(map(_change, missed)))
                return False
        log.begin(None)
        return True

    async def _count(self, send: Send, log: Following) -> None:
        """Badges, whenever something changed that could change them."""
        told: Waiting | None = None
        while True:
            self._changed.clear()
            with suppress(TryAgain):
                counted = await self.waiting.of(self.me.tenant, self.me.person, log.place)
                if counted != told:
                    told = counted
                    await _say(send, _event(b"waiting", _JSON.encode(counted)))
            with suppress(TimeoutError):
                async with asyncio.timeout(COUNT_ANYWAY):
                    await self._changed.wait()
            await asyncio.sleep(COUNT_AFTER)


async def _say(send: Send, text: bytes) -> None:
    if text:
        await send({"type": "http.response.body", "body": text, "more_body": True})


def _event(kind: bytes, data: bytes, place: LogPlace | None = None) -> bytes:
    """JSON has no line breaks of its own, so one data line holds it."""
    told = b"event: " + kind + b"\ndata: " + data + b"\n\n"
    return told if place is None else b"id: " + str(place).encode() + b"\n" + told


@lru_cache(1_000)
def _change(one: EventSeen) -> bytes:
    """The same bytes for everybody who listens."""
    return _event(b"change", _JSON.encode({"conversation": one.conversation, "kind": one.kind}), one.place)


def _seconds() -> float:
    return asyncio.get_running_loop().time()


def _close(session: UUID) -> None:
    _open[session] -= 1
    if _open[session] <= 0:
        del _open[session]


async def _until_gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


LIVE_ROUTES = [live]
