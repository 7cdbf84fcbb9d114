"""Clocks of moments, as rows."""

from collections.abc import Sequence
from uuid import UUID

from handrail.ports import Work
from handrail.ports.clocks import Running
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection, Door, Viewer


def clocks_within(work: Work) -> "PgClocks":
    """The clocks in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgClocks(rows.connection, rows.tenant)


class PgClocks:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def start(self, conversation: UUID, clock: Running) -> bool:
        cursor = await self._connection.execute(
            """INSERT INTO moment_clock (tenant, conversation_id, name, moment, started_at, due_at)
               VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING""",
            [self._tenant, conversation, clock.name, clock.moment, clock.started_at, clock.due_at],
        )
        return cursor.rowcount == 1

    async def of(self, conversation: UUID) -> Sequence[Running]:
        cursor = await self._connection.execute(
            """SELECT name, moment, started_at, due_at FROM moment_clock
               WHERE tenant = %s AND conversation_id = %s ORDER BY due_at NULLS LAST, name""",
            [self._tenant, conversation],
        )
        return [Running(**row) for row in await cursor.fetchall()]


async def running_clocks(door: Door, tenant: UUID, viewer: UUID, conversation: UUID) -> Sequence[Running]:
    """Those of one conversation, as somebody of the team sees them."""
    async with door.enter(tenant, Viewer.staff(viewer)) as connection:
        return await PgClocks(connection, tenant).of(conversation)
