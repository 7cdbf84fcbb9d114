"""Workspaces themselves: made, found by name, listed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import errors

from handrail.ports import AlreadyExists
from handrail.storage.door import SYSTEM, Door
from handrail.storage.keys import Keys
from handrail.storage.steward import Steward


@dataclass(frozen=True, slots=True)
class WorkspaceRow:
    tenant: UUID
    slug: str
    name: str
    timezone: str
    site_key: str


class Workspaces:
    def __init__(self, door: Door, keys: Keys, steward: Steward) -> None:
        self._door, self._keys, self._steward = door, keys, steward

    async def create(self, tenant: UUID, slug: str, name: str, timezone: str, currency: str = "") -> WorkspaceRow:
        """With a fresh site key and identity secret. Raises AlreadyExists."""
        site_key = "site_" + secrets.token_urlsafe(18)
        locked = self._keys.lock(secrets.token_bytes(32))
        try:
            async with self._door.enter(tenant, SYSTEM) as connection:
                await connection.execute(
                    """INSERT INTO workspace (tenant, slug, name, timezone, currency, site_key, identity_secret)
                       VALUES (%s, %s, %s, %s, %s, %s, %s)""",
                    [tenant, slug, name, timezone, currency, site_key, locked],
                )
        except errors.UniqueViolation as error:
            raise AlreadyExists(f"A workspace called “{slug}” exists already.") from error
        return WorkspaceRow(tenant, slug, name, timezone, site_key)

    async def find(self, slug: str) -> WorkspaceRow | None:
        async with self._door.bare() as connection:
            cursor = await connection.execute("SELECT tenant FROM workspace_by_slug(%s)", [slug])
            row = await cursor.fetchone()
        return None if row is None else await self._read(row["tenant"])

    async def all(self) -> Sequence[WorkspaceRow]:
        return [await self._read(tenant) for tenant in await self._steward.workspaces()]

    async def identity_secret(self, tenant: UUID) -> bytes:
        """What the site signs its customers' tokens with."""
        async with self._door.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute("SELECT identity_secret FROM workspace WHERE tenant = %s", [tenant])
            row = await cursor.fetchone()
        assert row is not None
        return self._keys.unlock(bytes(row["identity_secret"]))

    async def _read(self, tenant: UUID) -> WorkspaceRow:
        async with self._door.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute(
                "SELECT tenant, slug, name, timezone, site_key FROM workspace WHERE tenant = %s", [tenant]
            )
            row = await cursor.fetchone()
        assert row is not None
        return WorkspaceRow(**row)
