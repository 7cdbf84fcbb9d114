"""Who is calling: a site by its key, an agent by their token, a customer by the site's own id for them."""

from collections.abc import Callable
from uuid import UUID

import psycopg
from psycopg_pool import PoolTimeout

from handrail.core.ownership.person import Role
from handrail.ports import ApiToken, Site, TryAgain
from handrail.storage.door import SYSTEM, Connection, Door


class PgIdentities:
    """`unlock` opens what the database holds locked (storage.keys)."""

    def __init__(self, door: Door, unlock: Callable[[bytes], bytes]) -> None:
        self._door, self._unlock = door, unlock

    async def site(self, key: str) -> Site | None:
        try:
            async with self._door.bare() as connection:
                cursor = await connection.execute("SELECT * FROM workspace_by_site_key(%s)", [key])
                row = await cursor.fetchone()
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise TryAgain("The desk is busy; please try again.") from error
        if row is None:
            return None
        locked = row["identity_secret"]
        return Site(row["tenant"], row["slug"], None if locked is None else self._unlock(locked))

    async def token(self, sha256: bytes) -> ApiToken | None:
        try:
            async with self._door.bare() as connection:
                cursor = await connection.execute("SELECT * FROM token_by_hash(%s)", [sha256])
                row = await cursor.fetchone()
            if row is None:
                return None
            scopes = frozenset[str](row["scopes"])
            if row["person_id"] is None:
                return ApiToken(row["tenant"], row["id"], scopes, row["expires_at"])
            async with self._door.enter(row["tenant"], SYSTEM) as connection:
                person = await _person(connection, row["tenant"], row["person_id"])
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise TryAgain("The desk is busy; please try again.") from error
        if person is None:
            return None
        name, role = person
        return ApiToken(row["tenant"], row["id"], scopes, row["expires_at"], row["person_id"], name, role)

    async def customer(self, tenant: UUID, external_id: str) -> UUID | None:
        try:
            async with self._door.enter(tenant, SYSTEM) as connection:
                cursor = await connection.execute(
                    "SELECT id FROM customer WHERE tenant = %s AND external_id = %s",
                    [tenant, external_id],
                )
                row = await cursor.fetchone()
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise TryAgain("The desk is busy; please try again.") from error
        return None if row is None else row["id"]


async def _person(connection: Connection, tenant: UUID, person: UUID) -> tuple[str, Role] | None:
    cursor = await connection.execute(
        "SELECT name, role FROM person WHERE tenant = %s AND id = %s AND NOT gone", [tenant, person]
    )
    row = await cursor.fetchone()
    return None if row is None else (row["name"], Role(row["role"]))
