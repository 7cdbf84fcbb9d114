"""The one door to customer data: a transaction for one workspace and one viewer, as a role that cannot see past them."""

import select
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg import AsyncConnection, AsyncCursor
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from handrail.ports import LawRefused, TryAgain

Rows = AsyncCursor[DictRow]
Connection = AsyncConnection[DictRow]

_ENTER = "SELECT set_config('app.tenant', %s, true), set_config('app.viewer', %s, true)"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: a customer sees their own threads, the assistant nothing internal, staff and system their workspace."""

    setting: str

    @classmethod
    def customer(cls, customer: UUID) -> "Viewer":
        return cls(f"customer:{customer}")

    @classmethod
    def staff(cls, person: UUID) -> "Viewer":
        return cls(f"staff:{person}")


ASSISTANT = Viewer("assistant")
SYSTEM = Viewer("system")


class Door:
    """A pool of connections that have all become `handrail_app` before anyone gets to use them.

    A server that is away or busy comes out as TryAgain, from every method.
    """

    def __init__(self, dsn: str, *, smallest: int = 2, largest: int = 16) -> None:
        self._pool = AsyncConnectionPool[Connection](
            dsn,
            connection_class=AsyncConnection[DictRow],
            kwargs={"autocommit": True, "row_factory": dict_row, "prepare_threshold": 2},
            configure=_become_the_app,
            check=_still_there,
            min_size=smallest,
            max_size=largest,
            open=False,
            timeout=10,
            reconnect_timeout=60,
        )

    async def open(self) -> None:
        await self._pool.open(wait=True, timeout=30)

    async def close(self) -> None:
        await self._pool.close()

    @asynccontextmanager
    async def enter(self, tenant: UUID, viewer: Viewer) -> AsyncGenerator[Connection]:
        """A transaction in which only this workspace exists, as this viewer may see it."""
        async with self.bare() as connection, connection.transaction():
            await connection.execute(_ENTER, [str(tenant), viewer.setting])
            yield connection

    @asynccontextmanager
    async def bare(self) -> AsyncGenerator[Connection]:
        """A connection without a workspace: every walled table is empty. For the lookups that find the workspace,
        and for shared commits, which enter several in one transaction."""
        entered: Connection | None = None
        try:
            async with self._pool.connection() as connection:
                entered = connection
                yield connection
        except psycopg.Error as error:
            if (error.sqlstate or "").startswith("HR"):
                raise LawRefused(str(error)) from error  # a trigger of ours: trying again would be refused again
            # A server that dies in mid-sentence comes out as whatever the driver was about to say.
            away = isinstance(error, psycopg.OperationalError) or (entered is not None and entered.closed)
            if not away:
                raise
            raise TryAgain("The desk is busy; please try again.") from error


async def _still_there(connection: Connection) -> None:
    """A server that died has closed the socket, which can be seen without a question to it and the wait for an answer."""
    readable = select.poll()
    readable.register(connection.fileno(), select.POLLIN)
    if readable.poll(0):
        await connection.execute("SELECT 1")


async def _become_the_app(connection: Connection) -> None:
    await connection.execute("SET ROLE handrail_app")
    await connection.execute("SET idle_in_transaction_session_timeout = '30s'")


async def step_into(connection: Connection, tenant: UUID, viewer: Viewer) -> None:
    """Within one transaction, from one workspace to the next (shared commits)."""
    await connection.execute(_ENTER, [str(tenant), viewer.setting])
