"""How much any one caller may ask: token buckets, never more of them than fit."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, `per_second` after that."""

    per_second: float
    burst: int


PRESENCE: Rate = Rate(1.0, 30)
"""Of one session: that somebody looks or types is said every few seconds by each window."""


class TooManyRequests(Exception):
    """Come back after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("Too many requests at once. Please wait a moment.")
        self.seconds = seconds


class Buckets:
    """One bucket a caller. The one unused for longest is forgotten first: it is the one most likely to be full."""

    __slots__ = ("_burst", "_held", "_most", "_rate")

    def __init__(self, rate: Rate, most: int = 100_000) -> None:
        self._rate, self._burst, self._most = rate.per_second, float(rate.burst), most
        self._held: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, caller: Hashable, now: float) -> None:
        """`now` in seconds of a clock that never goes back. Raises TooManyRequests."""
        left, since = self._held.get(caller, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        if left < 1.0:
            self._keep(caller, left, now)
            raise TooManyRequests((1.0 - left) / self._rate if self._rate > 0 else 60.0)
        self._keep(caller, left - 1.0, now)

    def empty(self, caller: Hashable, now: float) -> bool:
        """Whether `take` would refuse; takes nothing."""
        left, since = self._held.get(caller, (self._burst, now))
        return min(self._burst, left + (now - since) * self._rate) < 1.0

    def __len__(self) -> int:
        return len(self._held)

    def _keep(self, caller: Hashable, left: float, now: float) -> None:
        self._held[caller] = (left, now)
        self._held.move_to_end(caller)
        if len(self._held) > self._most:
            self._held.popitem(last=False)
