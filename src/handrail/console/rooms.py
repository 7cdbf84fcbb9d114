"""Everybody who listens in a workspace: what changed is put into words once and sent to all, what waits is counted once a
person."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence, Set
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import msgspec
import structlog

from handrail.console.begun import begun
from handrail.flows.follow import PAGE, FollowLog
from handrail.ports import EventSeen, LogPlace, TryAgain
from handrail.ports.daily import Waiting

COUNT_AFTER = 0.4  # seconds: badges may be a moment late, pages not
COUNT_ANYWAY = 60.0  # seconds: what is due soon changes by itself
SLICE = 16  # streams between two looks at what else came in: whoever was told asks for the page while others are told
MOST_UNSENT = 1_000  # pieces; whoever is slower comes again and catches up

WaitingFor = Callable[[UUID, UUID], Awaitable[Waiting]]
"""(tenant, person). Raises TryAgain."""
Say = Callable[[bytes], Awaitable[None]]
_JSON = msgspec.json.Encoder()
_log = structlog.get_logger("handrail.console")


class Listener:
    """One open stream. `over` is set when it is too slow to be told anything more."""

    def __init__(self, person: UUID, say: Say, session: UUID | None = None) -> None:
        self.person, self.session, self.over = person, session, asyncio.Event()
        self.place = LogPlace(0, 0)
        self._say, self._unsent = say, list[bytes]()
        self._held: list[Sequence[EventSeen]] | None = []
        self._sending: asyncio.Task[None] | None = None

    def tell(self, text: bytes) -> None:
        self._unsent.append(text)
        if len(self._unsent) > MOST_UNSENT:
            self.over.set()
        elif self._sending is None or self._sending.done():
            self._sending = begun(self._send())

    def changed(self, events: Sequence[EventSeen], text: bytes) -> None:
        """`text` says all of `events`. Kept back until this listener has caught up."""
        if self._held is not None:
            self._held.append(events)
        elif events[0].place > self.place:
            self.place = events[-1].place
            self.tell(text)
        elif events[-1].place > self.place:
            later = [one for one in events if one.place > self.place]
            self.changed(later, said_of(later))

    def caught_up(self, place: LogPlace) -> None:
        held, self._held, self.place = self._held or [], None, place
        for events in held:
            self.changed(events, said_of(events))

    async def sent(self) -> None:
        """When everything told so far is on its way."""
        while self._sending is not None and not self._sending.done():
            await asyncio.wait([self._sending])

    async def _send(self) -> None:
        try:
            while self._unsent:
                text, self._unsent = b"".join(self._unsent), []
                await self._say(text)
        except Exception:  # one stream that cannot be written to is over; the others are told all the same
            self.over.set()


class Rooms:
    """One room a workspace and process, while somebody listens."""

    def __init__(self, follow: FollowLog, waiting: WaitingFor) -> None:
        self._follow, self._waiting = follow, waiting
        self._rooms: dict[UUID, _Room] = {}

    @asynccontextmanager
    async def listen(self, tenant: UUID, listener: Listener, after: str | None) -> AsyncGenerator[None]:
        """Tells the listener `ready`, what it missed since `after` (a place as text), and from then on what happens.
        Raises TryAgain."""
        room = self._rooms.get(tenant)
        if room is None or room.over:
            room = self._rooms[tenant] = _Room(self._follow, self._waiting, tenant)
        room.listeners[listener] = None
        try:
            await self._catch_up(tenant, listener, after)
            await room.greet(listener)
            yield
        finally:
            room.listeners.pop(listener, None)
            if not room.listeners:
                if self._rooms.get(tenant) is room:
                    del self._rooms[tenant]
                await room.end()

    def asks(self, tenant: UUID, session: UUID) -> None:
        """Somebody looks at pages by this session: it is told first what happens. A browser whose windows are all hidden
        asks for nothing, and is told after those that somebody sees."""
        if (room := self._rooms.get(tenant)) is not None:
            room.to_the_front(session)

    def looking(self, tenant: UUID, conversation: UUID, people: Set[UUID]) -> None:
        """Who looks at a conversation, or types in it, is different now: pages of these people that show it ask again. This
        process's listeners alone, and each process hears of it; nothing of it is in the log."""
        room = self._rooms.get(tenant)
        for one in () if room is None else tuple(room.listeners):
            if one.person in people:
                one.tell(said("looking", _JSON.encode({"conversation": conversation})))

    async def _catch_up(self, tenant: UUID, listener: Listener, after: str | None) -> None:
        asked = LogPlace.read(after or "")
        async with self._follow.follow(tenant, asked) as log:
            listener.tell(said("ready", b"{}", log.place))
            if after is not None:
                known = asked is not None and asked <= log.end
                missed = await log.next(0) if known else ()
                if known and len(missed) < PAGE:
                    listener.tell(said_of(missed))
                else:  # a place that this log never had, or too much: to fetch everything shown is less work
                    log.begin(None)
                    listener.tell(said("again", b"{}", log.place))
            listener.caught_up(log.place)


class _Room:
    def __init__(self, follow: FollowLog, waiting: WaitingFor, tenant: UUID) -> None:
        self._follow, self._waiting, self._tenant = follow, waiting, tenant
        self.listeners: dict[Listener, None] = {}  # whoever asked for a page last stands last
        self._known: dict[UUID, Waiting] = {}
        self._changed = asyncio.Event()
        self._tasks = [asyncio.create_task(self._tell_all()), asyncio.create_task(self._count_all())]

    @property
    def over(self) -> bool:
        return any(task.done() for task in self._tasks)

    def to_the_front(self, session: UUID) -> None:
        for one in [one for one in reversed(self.listeners) if one.session == session]:
            self.listeners[one] = self.listeners.pop(one)

    async def greet(self, listener: Listener) -> None:
        """Its own badges, at once."""
        known = self._known.get(listener.person)
        if known is None:
            self._changed.set()
        else:
            listener.tell(_waiting(known))

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)

    async def _tell_all(self) -> None:
        try:
            async with self._follow.follow(self._tenant, None) as log:
                while True:
                    if events := await log.next(COUNT_ANYWAY):
                        await self._tell(events)
                    self._changed.set()
        except Exception as error:  # whoever listens comes again, to a room that is made anew
            _log.warning("room_ended", error=type(error).__name__)
            for one in self.listeners:
                one.over.set()

    async def _tell(self, events: Sequence[EventSeen]) -> None:
        text = said_of(events)
        for number, one in enumerate(list(reversed(self.listeners)), 1):
            one.changed(events, text)
            if number % SLICE == 0:
                await asyncio.sleep(0)

    async def _count_all(self) -> None:
        """One person at a time: badges must not slow pages down."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(COUNT_AFTER)
            self._changed.clear()
            present = {one.person for one in self.listeners}
            self._known = {person: known for person, known in self._known.items() if person in present}
            for person in present:
                with suppress(TryAgain):
                    await self._count(person)

    async def _count(self, person: UUID) -> None:
        counted = await self._waiting(self._tenant, person)
        if counted == self._known.get(person):
            return
        self._known[person] = counted
        for one in self.listeners:
            if one.person == person:
                one.tell(_waiting(counted))


def said(kind: str, data: bytes, place: LogPlace | None = None) -> bytes:
    """A server-sent event. JSON has no line breaks of its own, so one data line holds it."""
    told = b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"
    return told if place is None else b"id: " + str(place).encode() + b"\n" + told


def said_of(events: Sequence[EventSeen]) -> bytes:
    """Ids and kinds alone."""
    return b"".join(
        said("change", _JSON.encode({"conversation": one.conversation, "kind": one.kind}), one.place) for one in events
    )


def _waiting(counted: Waiting) -> bytes:
    return said("waiting", _JSON.encode(counted))
