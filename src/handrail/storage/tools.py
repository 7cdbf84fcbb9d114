"""A workspace's tools and the servers they are at, as rows; a change is a new version, and the old ones stay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from handrail.core.tools import Tool
from handrail.core.tools.written import tool_as_data, tool_from_data
from handrail.ports import AlreadyExists, NotFound
from handrail.ports.tools import ToolServer
from handrail.storage.door import SYSTEM, Connection, Door
from handrail.storage.keys import Keys


class PgTools:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def get(self, slug: str) -> Tool | None:
        found = await self._tools("slug = %(slug)s AND removed_at IS NULL", slug=slug)
        return found[0] if found else None

    async def all(self) -> Sequence[Tool]:
        return await self._tools("removed_at IS NULL ORDER BY slug")

    async def version(self, slug: str, version: str) -> Tool | None:
        found = await self._tools("slug = %(slug)s AND version = %(version)s", slug=slug, version=version)
        return found[0] if found else None

    async def stopped_by(self, slug: str) -> str | None:
        cursor = await self._connection.execute(
            """SELECT s.scope, s.because, p.name FROM stop s JOIN person p ON p.tenant = s.tenant AND p.id = s.by_id
               WHERE s.tenant = %s AND s.lifted_at IS NULL
                 AND (s.scope = 'everything' OR (s.scope = 'tool' AND s.value = %s)) ORDER BY s.at LIMIT 1""",
            [self._tenant, slug],
        )
        row = await cursor.fetchone()
        if row is None:
            return None
        what = "The assistant" if row["scope"] == "everything" else f"The tool {slug}"
        return f"{what} was stopped by {row['name']}: {row['because']}"

    async def keep(self, tool: Tool, author: str, at: datetime) -> bool:
        await self._one_at_a_time()
        standing = await self.get(tool.slug)
        if standing is not None and standing.version == tool.version:
            return False
        if tool.server not in {one.slug for one in await self.servers()}:
            raise NotFound(f"There is no tool server “{tool.server}”.")
        await self._execute(
            "UPDATE tool SET removed_at = %(at)s WHERE tenant = %(tenant)s AND slug = %(slug)s AND removed_at IS NULL",
            slug=tool.slug,
            at=at,
        )
        # What was in force before comes back as it was: a version is its content.
        again = await self._execute(
            "UPDATE tool SET removed_at = NULL WHERE tenant = %(tenant)s AND slug = %(slug)s AND version = %(version)s",
            slug=tool.slug,
            version=tool.version,
        )
        if not again:
            await self._execute(
                """INSERT INTO tool (tenant, slug, version, server, risk, content, author, at)
                   VALUES (%(tenant)s, %(slug)s, %(version)s, %(server)s, %(risk)s, %(content)s, %(author)s, %(at)s)""",
                slug=tool.slug,
                version=tool.version,
                server=tool.server,
                risk=tool.risk.value,
                content=Jsonb(tool_as_data(tool)),
                author=author,
                at=at,
            )
        return True

    async def remove(self, slug: str, at: datetime) -> None:
        gone = await self._execute(
            "UPDATE tool SET removed_at = %(at)s WHERE tenant = %(tenant)s AND slug = %(slug)s AND removed_at IS NULL",
            slug=slug,
            at=at,
        )
        if not gone:
            raise NotFound(f"There is no tool “{slug}”.")

    async def servers(self) -> Sequence[ToolServer]:
        cursor = await self._connection.execute(
            """SELECT slug, kind, address, settings, secret IS NOT NULL AS has_secret FROM tool_server
               WHERE tenant = %s AND removed_at IS NULL ORDER BY slug""",
            [self._tenant],
        )
        return [ToolServer(**row) for row in await cursor.fetchall()]

    async def keep_server(self, server: ToolServer, locked: bytes | None, at: datetime) -> None:
        await self._one_at_a_time()
        changed = await self._execute(
            """UPDATE tool_server SET address = %(address)s, settings = %(settings)s, secret = COALESCE(%(secret)s, secret),
                 removed_at = NULL WHERE tenant = %(tenant)s AND slug = %(slug)s AND kind = %(kind)s""",
            **_server_row(server, locked),
        )
        if changed:
            return
        if await self._execute(
            "SELECT 1 FROM tool_server WHERE tenant = %(tenant)s AND slug = %(slug)s", slug=server.slug
        ):
            raise AlreadyExists(f"“{server.slug}” is a server of another kind: choose another name.")
        await self._execute(
            """INSERT INTO tool_server (tenant, slug, kind, address, settings, secret, added_at)
               VALUES (%(tenant)s, %(slug)s, %(kind)s, %(address)s, %(settings)s, %(secret)s, %(at)s)""",
            **_server_row(server, locked),
            at=at,
        )

    async def remove_server(self, slug: str, at: datetime) -> None:
        gone = await self._execute(
            """UPDATE tool_server SET removed_at = %(at)s, secret = NULL
               WHERE tenant = %(tenant)s AND slug = %(slug)s AND removed_at IS NULL""",
            slug=slug,
            at=at,
        )
        if not gone:
            raise NotFound(f"There is no tool server “{slug}”.")
        await self._execute(
            "UPDATE tool SET removed_at = %(at)s WHERE tenant = %(tenant)s AND server = %(slug)s AND removed_at IS NULL",
            slug=slug,
            at=at,
        )

    async def _one_at_a_time(self) -> None:
        await self._execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%(tools)s, 0))", tools=f"tools {self._tenant}"
        )

    async def _tools(self, where: str, **values: Any) -> Sequence[Tool]:
        cursor = await self._connection.execute(
            f"SELECT version, content FROM tool WHERE tenant = %(tenant)s AND {where}".encode(),
            {"tenant": self._tenant, **values},
        )
        rows = await cursor.fetchall()
        return [replace(tool_from_data(row["content"]), version=row["version"]) for row in rows]

    async def _execute(self, query: str, **values: Any) -> int:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return cursor.rowcount


class ToolServersKept:
    """One server with its secret unlocked, for whoever calls it."""

    def __init__(self, door: Door, keys: Keys) -> None:
        self._door, self._keys = door, keys

    async def __call__(self, tenant: UUID, slug: str) -> ToolServer:
        """Raises NotFound, CannotUnlock."""
        async with self._door.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute(
                """SELECT slug, kind, address, settings, secret FROM tool_server
                   WHERE tenant = %s AND slug = %s AND removed_at IS NULL""",
                [tenant, slug],
            )
            row = await cursor.fetchone()
        if row is None:
            raise NotFound(f"There is no tool server “{slug}”.")
        locked = row.pop("secret")
        secret = None if locked is None else self._keys.unlock(bytes(locked)).decode()
        return ToolServer(**row, secret=secret, has_secret=secret is not None)


def _server_row(server: ToolServer, locked: bytes | None) -> dict[str, Any]:
    return {
        "slug": server.slug,
        "kind": server.kind,
        "address": server.address,
        "settings": Jsonb(dict(server.settings)),
        "secret": locked,
    }
