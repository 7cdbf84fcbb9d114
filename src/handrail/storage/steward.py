"""The second, named door: finds which workspaces have work. It sees ids and times, never what anybody wrote."""

from collections.abc import Sequence
from uuid import UUID

import psycopg


class Steward:
    def __init__(self, dsn: str) -> None:
        self._dsn = dsn

    async def workspaces(self) -> Sequence[UUID]:
        async with await psycopg.AsyncConnection.connect(self._dsn, autocommit=True) as connection:
            await connection.execute("SET ROLE handrail_steward")
            cursor = await connection.execute("SELECT tenant FROM workspace ORDER BY tenant")
            return [row[0] for row in await cursor.fetchall()]
