"""How the worker's rounds go, kept where those who ask from another process can read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.storage.door import SYSTEM, Door


@dataclass(frozen=True, slots=True)
class RoundSeen:
    """One kind of round in one workspace. `failures`: in a row, since the last that went well; `error`: the last one's
    name."""

    kind: str
    succeeded_at: datetime | None
    failures: int
    failed_at: datetime | None
    error: str | None


class PgRounds:
    def __init__(self, door: Door) -> None:
        self._door = door

    async def went_well(self, tenant: UUID, kind: str, at: datetime) -> None:
        async with self._door.enter(tenant, SYSTEM) as connection:
            await connection.execute(
                """INSERT INTO round (tenant, kind, succeeded_at) VALUES (%s, %s, %s)
                   ON CONFLICT (tenant, kind) DO UPDATE SET succeeded_at = EXCLUDED.succeeded_at, failures = 0, error = NULL""",
                [tenant, kind, at],
            )

    async def failed(self, tenant: UUID, kind: str, at: datetime, error: str) -> None:
        async with self._door.enter(tenant, SYSTEM) as connection:
            await connection.execute(
                """INSERT INTO round AS r (tenant, kind, failures, failed_at, error) VALUES (%s, %s, 1, %s, %s)
                   ON CONFLICT (tenant, kind) DO UPDATE
                   SET failures = r.failures + 1, failed_at = EXCLUDED.failed_at, error = EXCLUDED.error""",
                [tenant, kind, at, error],
            )

    async def of(self, tenant: UUID) -> Sequence[RoundSeen]:
        async with self._door.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute(
                "SELECT kind, succeeded_at, failures, failed_at, error FROM round WHERE tenant = %s ORDER BY kind",
                [tenant],
            )
            return [RoundSeen(**row) for row in await cursor.fetchall()]
