"""Live streams (server-sent events): woken by a bell, read from the record, so that what is shown equals a reload."""

from collections.abc import AsyncGenerator, Hashable
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response
from litestar.response import Stream

from handrail.api.house import House
from handrail.api.limits import TooManyRequests
from handrail.api.problems import NotSignedIn, OutOfRange
from handrail.api.schemas import Typing
from handrail.api.views import SOMEBODY, message_seen, own_conversation
from handrail.flows.administer import NotAllowed
from handrail.ports import LogPlace, OwnConversation, TryAgain
from handrail.ports.presence import Presence

HEARTBEAT = 15.0
PAGE = 200
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_JSON = msgspec.json.Encoder()


def stream(events: AsyncGenerator[bytes]) -> Response[Any]:
    return Stream(events, media_type="text/event-stream", headers=_HEADERS)


async def customer_stream(
    inside: House, headers: dict[bytes, bytes], tenant: UUID, customer: UUID, conversation: UUID, after: int
) -> AsyncGenerator[bytes]:
    """Every message after `after` in order, the conversation's state whenever it differs from the last one sent, and who
    types."""
    parts, seq, told, shown = inside.parts, after, b"", None
    with _counted(inside, "customer", customer):
        async with parts.live.watch(tenant, conversation) as wakeups:
            yield b": watching\n\n"
            while True:
                more = True
                while more:
                    thread = await parts.reading.own_thread(tenant, customer, conversation, seq, PAGE)
                    for message in thread.messages:
                        seen = message_seen(message, thread.names, thread.language)
                        yield _event("message", _JSON.encode(seen), str(message.seq))
                        seq = message.seq
                    more = len(thread.messages) == PAGE
                own = await parts.reading.own_conversation(tenant, customer, conversation)
                state = _JSON.encode(own_conversation(own, parts.clock()))
                if state != told:
                    told = state
                    yield _event("state", state)
                typing, left = _typing(parts.presence, tenant, own)
                if typing != shown:
                    shown = typing
                    yield _event("typing", _JSON.encode(Typing(typing)))
                if not await wakeups.wait(left):
                    yield b": still here\n\n"
                    if not await _still_welcome(inside, headers, customer=True):
                        return


def _typing(presence: Presence, tenant: UUID, own: OwnConversation) -> tuple[str | None, float]:
    """The name of whoever writes here and types right now, and for how many seconds that holds at most."""
    writer = own.conversation.writer
    for one in presence.people(tenant, own.conversation.id) if writer is not None else ():
        if one.person == writer and one.typing:
            return own.names.get(one.person, SOMEBODY), min(HEARTBEAT, one.left + 0.01)
    return None, HEARTBEAT


async def workspace_stream(
    inside: House, headers: dict[bytes, bytes], tenant: UUID, caller: UUID, after: LogPlace | None
) -> AsyncGenerator[bytes]:
    """Ids of what changed, in the log's own order, none skipped. The reader fetches what it shows."""
    with _counted(inside, "workspace", caller):
        async with inside.parts.follow.follow(tenant, after) as log:
            yield _event("ready", b"{}", str(log.place))
            asked = inside.parts.seconds()
            while True:
                events = await log.next(HEARTBEAT)
                for one in events:
                    data = _JSON.encode({"kind": one.kind, "conversation": one.conversation, "at": one.at})
                    yield _event("change", data, str(one.place))
                if not events:
                    yield b": still here\n\n"
                elif inside.parts.seconds() - asked < HEARTBEAT:
                    continue
                asked = inside.parts.seconds()
                if not await _still_welcome(inside, headers, customer=False):
                    return


def place_from(text: str | None) -> LogPlace | None:
    """A place as the stream gave it, "tx-id". Raises OutOfRange."""
    if not text:
        return None
    place = LogPlace.read(text)
    if place is None:
        raise OutOfRange("Last-Event-ID is not one that this stream gave.")
    return place


def seq_from(text: str | None, after: int) -> int:
    """Where to go on: the browser's own Last-Event-ID stands before `after`. Raises OutOfRange."""
    if not text:
        return after
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise OutOfRange("Last-Event-ID is not one that this stream gave.")
    return int(text)


async def _still_welcome(inside: House, headers: dict[bytes, bytes], *, customer: bool) -> bool:
    """A revoked or ended token ends its stream at the next heartbeat."""
    try:
        if customer:
            await inside.callers.customer(headers)
        else:
            await inside.callers.agent(headers)
    except (NotSignedIn, NotAllowed):
        return False
    except (TryAgain, TooManyRequests):  # busy is no reason to send anybody away
        return True
    return True


@contextmanager
def _counted(inside: House, side: str, caller: Hashable):
    inside.limiter.open_stream(caller)
    inside.meters.stream_opened(side)
    try:
        yield
    finally:
        inside.limiter.close_stream(caller)
        inside.meters.stream_closed(side)


def _event(kind: str, data: bytes, event_id: str | None = None) -> bytes:
    """JSON has no line breaks of its own, so one data line holds it."""
    named = b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"
    return named if event_id is None else b"id: " + event_id.encode() + b"\n" + named
