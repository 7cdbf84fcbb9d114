"""How much any one caller may ask: token buckets in memory, never more of them than fit."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, `per_second` after that."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Per customer, per site, per network address (customers' side and refused credentials), per agent's token.

    `newcomers`: conversations started without a token, per address. `streams`: open at once per caller.
    """

    customer: Rate = Rate(2, 30)
    site: Rate = Rate(1_000, 4_000)
    address: Rate = Rate(20, 200)
    newcomers: Rate = Rate(1, 60)
    token: Rate = Rate(50, 500)
    streams: int = 16


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


class Limiter:
    """Every bucket of one process."""

    def __init__(self, limits: RateLimits) -> None:
        self.customer = Buckets(limits.customer)
        self.site = Buckets(limits.site)
        self.address = Buckets(limits.address)
        self.newcomers = Buckets(limits.newcomers)
        self.token = Buckets(limits.token)
        self._streams: dict[Hashable, int] = {}
        self._most_streams = limits.streams

    def open_stream(self, caller: Hashable) -> None:
        """Raises TooManyRequests. Pair it with close_stream."""
        if self._streams.get(caller, 0) >= self._most_streams:
            raise TooManyRequests(5.0)
        self._streams[caller] = self._streams.get(caller, 0) + 1

    def close_stream(self, caller: Hashable) -> None:
        left = self._streams.get(caller, 1) - 1
        if left > 0:
            self._streams[caller] = left
        else:
            self._streams.pop(caller, None)
