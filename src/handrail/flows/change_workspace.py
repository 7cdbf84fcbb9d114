"""The workspace itself changes: its name and time zone, how long text is kept, and the secret it shares with its site."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from handrail.core.conversation.moves import IllegalMove
from handrail.core.log.chain import Event
from handrail.core.ownership.person import zone_named
from handrail.ports import Clock, Desk, SetupOf


class ChangedMeanwhile(IllegalMove):
    """The secret that was to be replaced is not the one in force any more."""


class ChangeWorkspace:
    """`new_secret` gives 32 random bytes; `lock` and `unlock` keep them out of the database's sight."""

    def __init__(
        self,
        desk: Desk,
        setup: SetupOf,
        clock: Clock,
        new_secret: Callable[[], bytes],
        lock: Callable[[bytes], bytes],
        unlock: Callable[[bytes], bytes],
    ) -> None:
        self._desk, self._setup, self._clock = desk, setup, clock
        self._new_secret, self._lock, self._unlock = new_secret, lock, unlock

    async def __call__(self, tenant: UUID, by: UUID, changes: Mapping[str, Any]) -> None:
        """`changes`: name, timezone (IANA), currency (ISO 4217 or ''), retention_days (None keeps for ever). Raises UnknownTimezone."""
        if "timezone" in changes:
            zone_named(changes["timezone"])
        async with self._desk.as_staff(tenant, by) as work:
            await self._setup(work).change_workspace(changes)
            data = {"fields": sorted(changes)}
            await work.record(Event("workspace_changed", f"agent:{by}", self._clock(), data))

    async def secret_mark(self, tenant: UUID, by: UUID) -> str:
        """Eight characters by which people tell one secret from another; '' when there is none."""
        async with self._desk.as_staff(tenant, by) as work:
            return self._mark(await self._setup(work).identity_secret())

    async def new_identity_secret(self, tenant: UUID, by: UUID, instead_of: str) -> bytes:
        """The site must sign with the new one from now on: tokens signed with the old are refused. `instead_of`: the
        mark of the one replaced, so that a page sent twice changes it once. Raises ChangedMeanwhile."""
        secret = self._new_secret()
        async with self._desk.as_staff(tenant, by) as work:
            setup = self._setup(work)
            if self._mark(await setup.identity_secret()) != instead_of:
                raise ChangedMeanwhile("The secret was changed meanwhile. Nothing happened just now.")
            await setup.set_identity_secret(self._lock(secret))
            await work.record(Event("identity_secret_changed", f"agent:{by}", self._clock(), {}))
        return secret

    def _mark(self, locked: bytes | None) -> str:
        return "" if locked is None else hashlib.sha256(self._unlock(locked)).hexdigest()[:8]
