"""Whether a workspace has first steps left: asked of the record now and then until none is, and then never again."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

from handrail.ports import Clock, FirstSteps

AGAIN = timedelta(seconds=10)


class FirstRun:
    """`steps_of`: (tenant, now). A process remembers no step, only which workspaces need no more looking after."""

    def __init__(self, steps_of: Callable[[UUID, datetime], Awaitable[FirstSteps]], clock: Clock) -> None:
        self._steps_of, self._clock = steps_of, clock
        self._finished: set[UUID] = set()
        self._looked: dict[UUID, datetime] = {}

    async def steps(self, tenant: UUID) -> FirstSteps:
        """As they stand now. Raises TryAgain."""
        now = self._clock()
        found = await self._steps_of(tenant, now)
        self._looked[tenant] = now
        if found.complete:
            self._finished.add(tenant)
        return found

    async def left(self, tenant: UUID) -> bool:
        """For the way there on every page: at most one look in ten seconds. Raises TryAgain."""
        if tenant in self._finished:
            return False
        looked = self._looked.get(tenant)
        if looked is None or not timedelta(0) <= self._clock() - looked < AGAIN:
            return not (await self.steps(tenant)).complete
        return True
