"""What waits for each person, counted once for all their windows and one person at a time: badges must not slow pages down."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from handrail.ports import LogPlace
from handrail.ports.daily import Waiting

WaitingFor = Callable[[UUID, UUID], Awaitable[Waiting]]
"""(tenant, person). Raises TryAgain."""
MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Counted:
    place: LogPlace
    at: float
    waiting: Waiting


class WaitingCounts:
    """`fresh_for`: seconds after which a count is made again although the log did not grow (deadlines come nearer)."""

    def __init__(self, count: WaitingFor, fresh_for: float = 30.0) -> None:
        self._count, self._fresh_for = count, fresh_for
        self._known: OrderedDict[tuple[UUID, UUID], _Counted] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    async def of(self, tenant: UUID, person: UUID, place: LogPlace) -> Waiting:
        """Counted when the log had come to `place` at least. Raises TryAgain."""
        who = (tenant, person)
        async with self._one_at_a_time:
            now, known = asyncio.get_running_loop().time(), self._known.get(who)
            if known is not None and known.place >= place and now - known.at < self._fresh_for:
                return known.waiting
            counted = _Counted(place, now, await self._count(tenant, person))
            self._known[who] = counted
            self._known.move_to_end(who)
            if len(self._known) > MOST:
                self._known.popitem(last=False)
            return counted.waiting
