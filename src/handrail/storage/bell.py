"""Wakes workers and watchers after a commit, coalesced: many changes in the same instant ring once."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from uuid import UUID

import psycopg

from handrail.storage.presence import PresenceHere

COALESCE_SECONDS = 0.01
CHANGES = "handrail_changes"
PRESENCE = "handrail_presence"
_LIMIT = 7000  # Postgres refuses notifications of 8,000 bytes


class Bell:
    """One connection that rings and listens. When it breaks it is opened again; whoever waits also polls."""

    def __init__(self, dsn: str, queue_channel: str) -> None:
        self._dsn = dsn
        self._queue_channel = queue_channel
        self._changed: dict[UUID, set[UUID]] = defaultdict(set)
        self._jobs = False
        self._rung = asyncio.Event()
        self._watchers: dict[tuple[UUID, UUID | None], set[asyncio.Event]] = defaultdict(set)
        self._tasks: list[asyncio.Task[None]] = []
        self._hints: dict[Hashable, str] = {}  # of presence, the latest of each kind
        self.presence = PresenceHere(self._tell, self._wake_thread)

    async def open(self) -> None:
        self._tasks = [
            asyncio.create_task(_forever(self._ring_on)),
            asyncio.create_task(_forever(self._listen)),
        ]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task

    def ring(self, tenant: UUID, conversations: Iterable[UUID], *, jobs: bool) -> None:
        touched = list(conversations)
        if not touched and not jobs:
            return
        if touched:
            self._changed[tenant].update(touched)
            self._wake(tenant, touched)  # watchers in this process need not wait for the round trip
        self._jobs = self._jobs or jobs
        self._rung.set()

    @asynccontextmanager
    async def watch(self, tenant: UUID, conversation: UUID | None = None) -> AsyncGenerator["Watch"]:
        woken = asyncio.Event()
        key = (tenant, conversation)
        self._watchers[key].add(woken)
        try:
            yield Watch(woken)
        finally:
            self._watchers[key].discard(woken)
            if not self._watchers[key]:
                del self._watchers[key]

    def _tell(self, what: Hashable, note: str) -> None:
        self._hints[what] = note
        self._rung.set()

    def _wake_thread(self, tenant: UUID, conversation: UUID) -> None:
        """Whoever watches this conversation; the workspace's watchers read a log in which presence never is."""
        for woken in self._watchers.get((tenant, conversation), ()):
            woken.set()

    def _wake(self, tenant: UUID, conversations: Iterable[UUID]) -> None:
        keys: list[tuple[UUID, UUID | None]] = [(tenant, None), *((tenant, c) for c in conversations)]
        for key in keys:
            for woken in self._watchers.get(key, ()):
                woken.set()

    async def _ring_on(self) -> None:
        async with await psycopg.AsyncConnection.connect(self._dsn, autocommit=True) as connection:
            while True:
                await self._rung.wait()
                await asyncio.sleep(COALESCE_SECONDS)
                self._rung.clear()
                changed, self._changed = self._changed, defaultdict[UUID, set[UUID]](set)
                jobs, self._jobs = self._jobs, False
                if jobs:
                    await connection.execute("SELECT pg_notify(%s, %s)", [self._queue_channel, _queue_note()])
                hints, self._hints = self._hints, {}
                for hint in hints.values():
                    await connection.execute("SELECT pg_notify(%s, %s)", [PRESENCE, hint])
                for tenant, conversations in changed.items():
                    for note in _notes(tenant, conversations):
                        await connection.execute("SELECT pg_notify(%s, %s)", [CHANGES, note])

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(self._dsn, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANGES}")
            await connection.execute(f"LISTEN {PRESENCE}")
            async for note in connection.notifies():
                if note.channel == PRESENCE:
                    self.presence.hear(note.payload)
                    continue
                tenant, _, ids = note.payload.partition(":")
                self._wake(UUID(tenant), [UUID(i) for i in ids.split(",")])


class Watch:
    def __init__(self, woken: asyncio.Event) -> None:
        self._woken = woken

    async def wait(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return False
        self._woken.clear()
        return True


async def _forever(run: Callable[[], Awaitable[None]]) -> None:
    """Runs again whenever the connection breaks; a lost ring costs a poll's delay, never the work."""
    while True:
        with suppress(psycopg.Error, OSError):
            await run()
        await asyncio.sleep(0.5)


def _notes(tenant: UUID, conversations: set[UUID]) -> list[str]:
    per_note = (_LIMIT - 37) // 37
    ids = sorted(str(c) for c in conversations)
    return [f"{tenant}:{','.join(ids[i : i + per_note])}" for i in range(0, len(ids), per_note)]


def _queue_note() -> str:
    """The shape pgqueuer's listener expects of its own trigger, which we drop: it would ring inside every commit."""
    now = datetime.now(UTC).isoformat()
    return json.dumps(
        {
            "channel": "ch_pgqueuer",
            "operation": "insert",
            "sent_at": now,
            "table": "pgqueuer",
            "type": "table_changed_event",
        }
    )
