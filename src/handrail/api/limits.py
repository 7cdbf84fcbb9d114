"""Who may ask how much of this process: a bucket for each of its callers, in memory."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from handrail.core.access.rates import PRESENCE, Buckets, Rate, TooManyRequests

__all__ = ["Buckets", "Limiter", "Rate", "RateLimits", "TooManyRequests"]


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Per customer, per site, per network address (customers' side and refused credentials), per agent's token.

    `newcomers`: conversations started without a token, per address. `streams`: open at once per caller. `presence`: that
    a caller types or looks.
    """

    customer: Rate = field(default=Rate(2, 30))
    site: Rate = field(default=Rate(1_000, 4_000))
    address: Rate = field(default=Rate(20, 200))
    newcomers: Rate = field(default=Rate(1, 60))
    token: Rate = field(default=Rate(50, 500))
    streams: int = 16
    presence: Rate = PRESENCE


class Limiter:
    """Every bucket of one process."""

    def __init__(self, limits: RateLimits) -> None:
        self.customer = Buckets(limits.customer)
        self.site = Buckets(limits.site)
        self.address = Buckets(limits.address)
        self.newcomers = Buckets(limits.newcomers)
        self.token = Buckets(limits.token)
        self.presence = Buckets(limits.presence)
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
