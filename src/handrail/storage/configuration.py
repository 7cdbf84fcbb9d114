"""Versions of what a workspace has set for itself, as rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import errors
from psycopg.types.json import Jsonb

from handrail.ports import NotFound, Work
from handrail.ports.configuration import Kind, Published, VersionMovedOn
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection

_COLUMNS: Final = "kind, version, content, source, hash, author, published_at, because, rolled_back_to"


def configurations_within(work: Work) -> "PgConfigurations":
    """The configuration in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgConfigurations(rows.connection, rows.tenant)


class PgConfigurations:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def latest(self, kind: Kind) -> Published | None:
        found = await self.history(kind, 1)
        return found[0] if found else None

    async def latest_version(self, kind: Kind) -> int:
        cursor = await self._connection.execute(
            "SELECT COALESCE(max(version), 0) AS version FROM configuration WHERE tenant = %s AND kind = %s",
            [self._tenant, kind],
        )
        row = await cursor.fetchone()
        return 0 if row is None else row["version"]

    async def version(self, kind: Kind, version: int) -> Published:
        cursor = await self._connection.execute(
            f"SELECT {_COLUMNS} FROM configuration WHERE tenant = %s AND kind = %s AND version = %s".encode(),
            [self._tenant, kind, version],
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound(f"There is no version {version} of the {kind}.")
        return Published(**row)

    async def history(self, kind: Kind, limit: int = 50) -> Sequence[Published]:
        cursor = await self._connection.execute(
            f"SELECT {_COLUMNS} FROM configuration WHERE tenant = %s AND kind = %s ORDER BY version DESC LIMIT %s".encode(),
            [self._tenant, kind, limit],
        )
        return [Published(**row) for row in await cursor.fetchall()]

    async def publish(
        self,
        kind: Kind,
        content: Mapping[str, Any],
        source: str,
        hash_: bytes,
        author: str,
        at: datetime,
        after: int | None = None,
        because: str = "",
        rolled_back_to: int | None = None,
    ) -> Published:
        latest = await self.latest(kind)
        standing = 0 if latest is None else latest.version
        moved = f"Version {standing} of the {kind} was published meanwhile: read it first."
        if after is not None and after != standing:
            raise VersionMovedOn(moved)
        more = (source, hash_, author, at, because, rolled_back_to)
        row = [self._tenant, kind, standing + 1, Jsonb(dict(content)), *more]
        try:
            await self._connection.execute(
                """INSERT INTO configuration (tenant, kind, version, content, source, hash, author, published_at, because,
                     rolled_back_to) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
                row,
            )
        except errors.UniqueViolation as twice:  # two at the same moment: the second has not seen the first
            raise VersionMovedOn(moved) from twice
        return Published(kind, standing + 1, content, *more)
