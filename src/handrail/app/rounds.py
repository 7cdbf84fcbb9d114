"""The worker's rounds, workspace by workspace: one's trouble is not another's, and whoever asks can see how they go."""

from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from handrail.ports import Clock
from handrail.storage.rounds import PgRounds, RoundSeen

log = structlog.get_logger()

SAY_AGAIN_AFTER = timedelta(minutes=1)  # a seal every two seconds that went well need not be a write every two seconds


class Rounds:
    def __init__(self, rows: PgRounds, clock: Clock) -> None:
        self._rows, self._clock = rows, clock
        self._noted: dict[tuple[UUID, str], datetime] = {}

    async def apart(self, step: Awaitable[object], kind: str, tenant: UUID) -> None:
        """Runs one workspace's part of a round (`sweep`, `pages`, `seal`, `tools`, …) and never raises."""
        try:
            await step
        except Exception as error:
            name = type(error).__name__
            log.error("round.failed", what=kind, tenant=str(tenant), error=name)
            self._noted.pop((tenant, kind), None)
            await _noted(self._rows.failed(tenant, kind, self._clock(), name))
        else:
            await self._went_well(tenant, kind)

    async def seen(self, tenant: UUID) -> Sequence[RoundSeen]:
        """By kind, from whichever process they ran in."""
        return await self._rows.of(tenant)

    async def _went_well(self, tenant: UUID, kind: str) -> None:
        now, last = self._clock(), self._noted.get((tenant, kind))
        if (last is None or now - last >= SAY_AGAIN_AFTER) and await _noted(self._rows.went_well(tenant, kind, now)):
            self._noted[tenant, kind] = now


async def _noted(write: Awaitable[None]) -> bool:
    """What could not be noted (the database is away) is noted at a later round; it stops none."""
    try:
        await write
    except Exception as error:
        log.warning("round.not_noted", error=type(error).__name__)
        return False
    return True
