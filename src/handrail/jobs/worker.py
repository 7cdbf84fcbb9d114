"""Works off the queue: tries again when something fails, and gives the conversation to a person when it keeps failing."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import structlog
from pgqueuer import PsycopgDriver, QueueManager  # pyright: ignore[reportAttributeAccessIssue]
from pgqueuer.core.executors import EntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Context
from pgqueuer.domain.models import Job as QueuedJob
from pgqueuer.queries import Queries

log = structlog.get_logger()

TRIES = 5
FIRST_DELAY = timedelta(seconds=0.5)
PICKED_UP_AGAIN_AFTER = timedelta(seconds=5)
POLL = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Task:
    """What a job says: ids and numbers."""

    kind: str
    tenant: UUID
    conversation: UUID | None
    more: Mapping[str, Any]


Handler = Callable[[Task], Awaitable[object]]
GiveUp = Callable[[Task, str], Awaitable[None]]


def task_of(kind: str, payload: bytes | None) -> Task:
    ids = json.loads(payload or b"{}")
    tenant, conversation = ids.pop("tenant"), ids.pop("conversation", None)
    return Task(kind, UUID(tenant), None if conversation is None else UUID(conversation), ids)


class Worker:
    """Runs until cancelled. A worker that is killed loses nothing: its jobs are picked up again after five seconds."""

    def __init__(self, dsn: str, handlers: Mapping[str, Handler], give_up: GiveUp, *, at_once: int = 20) -> None:
        self._dsn, self._handlers, self._give_up, self._at_once = dsn, handlers, give_up, at_once
        self._manager: QueueManager | None = None

    async def run(self) -> None:
        while True:
            try:
                await self._work()
                return
            except Exception as error:  # whatever it was, a worker that has ended works for nobody
                log.warning("queue.lost", error=type(error).__name__)
                await asyncio.sleep(0.5)

    def stop(self) -> None:
        """Takes no new job and lets the running ones finish."""
        if self._manager is not None:
            self._manager.shutdown.set()

    async def _work(self) -> None:
        async with await self._connect() as asks, await self._connect() as listens:
            manager = QueueManager(Queries(_TwoLines(asks, listens)))
            self._manager = manager
            for kind, handler in self._handlers.items():
                self._register(manager, kind, handler)
            await manager.run(
                dequeue_timeout=POLL,
                batch_size=10,
                max_concurrent_tasks=max(20, self._at_once),
                heartbeat_timeout=PICKED_UP_AGAIN_AFTER,
            )

    async def _connect(self) -> psycopg.AsyncConnection:
        connection = await psycopg.AsyncConnection.connect(self._dsn, autocommit=True)
        await connection.execute("SET ROLE handrail_steward")
        return connection

    def _register(self, manager: QueueManager, kind: str, handler: Handler) -> None:
        async def run(job: QueuedJob) -> None:
            await handler(task_of(kind, job.payload))

        def executor(parameters: EntrypointExecutorParameters) -> EntrypointExecutor:
            return _TriesThenAPerson(parameters, kind, self._give_up)

        # Held, not deleted: a failed job stays to be seen and run again (`handrail jobs`).
        manager.entrypoint(kind, on_failure="hold", executor_factory=executor)(run)


class _TwoLines(PsycopgDriver):
    """Listens on a connection of its own. On a shared one every question to the queue, a heartbeat too, waits up to a
    second until the listener lets go of it."""

    def __init__(self, asks: psycopg.AsyncConnection, listens: psycopg.AsyncConnection) -> None:
        super().__init__(listens)
        self._asks = PsycopgDriver(asks)

    async def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        return await self._asks.fetch(query, *args)

    async def execute(self, query: str, *args: object) -> str:
        return await self._asks.execute(query, *args)


class KeptFailing(Exception):
    """A job that failed for the last time; a person has its conversation."""


class _TriesThenAPerson(EntrypointExecutor):
    def __init__(self, parameters: EntrypointExecutorParameters, kind: str, give_up: GiveUp) -> None:
        super().__init__(parameters)
        self._kind, self._give_up_on = kind, give_up

    async def execute(self, job: QueuedJob, context: Context) -> None:
        try:
            await super().execute(job, context)
        except Exception as error:
            if job.attempts + 1 < TRIES:
                raise self._again(job, error) from None
            why = f"{self._kind} failed {job.attempts + 1} times ({type(error).__name__})."
            try:
                await self._give_up_on(task_of(self._kind, job.payload), why)
            except Exception as nobody:  # no job ends before a person has its conversation
                raise self._again(job, nobody) from None
            raise KeptFailing(why) from None

    def _again(self, job: QueuedJob, error: Exception) -> RetryRequested:
        """Without its cause: the queue keeps traces, and an error's text may quote what somebody wrote."""
        log.warning("job.again", kind=self._kind, attempt=job.attempts + 1, error=type(error).__name__)
        delay = FIRST_DELAY * 2 ** min(job.attempts, TRIES)
        return RetryRequested(delay=delay, reason=type(error).__name__)
