"""Follows a workspace's log as it grows: one reader a workspace and process, however many watch, and nobody misses anything."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from uuid import UUID

from handrail.ports import EventSeen, Live, LogPlace, Reading, TryAgain

PAGE = 200
LOOK_ANYWAY = 5.0  # seconds: a ring can get lost with its connection
SOON, LESS_SOON = 0.01, 0.2  # seconds: while events exist that are not final yet
MOST_WAITING = 2_000  # events kept in memory for one slow watcher; after that it reads the log itself


class FollowLog:
    """Reads once for all who follow a workspace in this process: a change costs one query, not one a watcher."""

    def __init__(self, reading: Reading, live: Live) -> None:
        self._reading, self._live = reading, live
        self._feeds: dict[UUID, _Feed] = {}

    def place(self, tenant: UUID) -> LogPlace | None:
        """Whoever reads from now on sees everything up to this place. None while nobody follows this workspace."""
        feed = self._feeds.get(tenant)
        return None if feed is None else feed.place

    @asynccontextmanager
    async def follow(self, tenant: UUID, after: LogPlace | None) -> AsyncGenerator["Following"]:
        """From `after`, or with None from now. Raises TryAgain when the database is away."""
        feed = self._feeds.get(tenant)
        if feed is None or feed.over:
            feed = self._feeds[tenant] = _Feed(self._reading, self._live, tenant)
        following = Following(self._reading, tenant, feed)
        feed.followers.add(following)
        try:
            await feed.begun()
            following.begin(after)
            yield following
        finally:
            feed.followers.discard(following)
            if not feed.followers:
                if self._feeds.get(tenant) is feed:
                    del self._feeds[tenant]
                await feed.end()


class Following:
    """One watcher's way through the log. `place` is the one of the last event that `next` gave."""

    def __init__(self, reading: Reading, tenant: UUID, feed: "_Feed") -> None:
        self._reading, self._tenant, self._feed = reading, tenant, feed
        self.place = LogPlace(0, 0)
        self._behind = False
        self._told: list[EventSeen] = []
        self._woken = asyncio.Event()
        self._failed: BaseException | None = None

    @property
    def end(self) -> LogPlace:
        """How far the log was read by now, by whoever reads it for all."""
        return self._feed.place or self.place

    def begin(self, after: LogPlace | None) -> None:
        """None: from the end, and what lies before is never told."""
        self.place, self._behind = after or self.end, after is not None

    async def next(self, seconds: float) -> Sequence[EventSeen]:
        """What is final after `place`, in the log's own order, none skipped; empty when nothing came in that time."""
        while True:
            events = await self._caught_up() if self._behind else self._fresh()
            if events:
                self.place = events[-1].place
                return events
            if self._failed is not None:
                raise self._failed
            self._woken.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._woken.wait()
            except TimeoutError:
                return ()

    def _fresh(self) -> Sequence[EventSeen]:
        told, self._told = self._told, []
        return [one for one in told if one.place > self.place]

    async def _caught_up(self) -> Sequence[EventSeen]:
        """From the log itself. What is told meanwhile is kept, and what of it was read here is left out later."""
        self._behind = False
        read = await self._reading.log_after(self._tenant, self.place, PAGE)
        self._behind = self._behind or len(read.events) == PAGE  # told too much meanwhile: read on
        return read.events or self._fresh()

    def tell(self, events: Sequence[EventSeen]) -> None:
        self._told.extend(events)
        if len(self._told) > MOST_WAITING:
            self._told.clear()
            self._behind = True
        self._woken.set()

    def fail(self, why: BaseException) -> None:
        self._failed = why
        self._woken.set()


class _Feed:
    """The one reader of a workspace's log, from its first watcher until its last."""

    def __init__(self, reading: Reading, live: Live, tenant: UUID) -> None:
        self._reading, self._live, self._tenant = reading, live, tenant
        self.followers: set[Following] = set()
        self.place: LogPlace | None = None
        self._task = asyncio.create_task(self._read())
        self._began = asyncio.Event()

    @property
    def over(self) -> bool:
        return self._task.done()

    async def begun(self) -> None:
        waiting = asyncio.create_task(self._began.wait())
        await asyncio.wait([waiting, self._task], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self.place is None:
            self._task.result()
            raise TryAgain

    async def end(self) -> None:
        self._task.cancel()
        await asyncio.wait([self._task])
        with suppress(asyncio.CancelledError, Exception):  # whoever followed was told already
            self._task.result()

    async def _read(self) -> None:
        try:
            async with self._live.watch(self._tenant) as wakeups:
                place = self.place = await self._reading.log_end(self._tenant)
                self._began.set()
                pause = SOON
                while True:
                    place, final = await self._tell_after(place)
                    pause = SOON if final else min(2 * pause, LESS_SOON)
                    await wakeups.wait(LOOK_ANYWAY if final else pause)
        except Exception as error:
            for one in self.followers:
                one.fail(error)
            raise

    async def _tell_after(self, place: LogPlace) -> tuple[LogPlace, bool]:
        """Where the log was read up to, and whether nothing later exists yet."""
        while True:
            try:
                read = await self._reading.log_after(self._tenant, place, PAGE)
            except TryAgain:
                return place, False
            if read.events:
                place = read.events[-1].place
                for one in self.followers:
                    one.tell(read.events)
                self.place = place
            if len(read.events) < PAGE:
                return place, not read.more_coming
