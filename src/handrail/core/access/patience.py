"""How wrong tries are slowed down: not at all at first, then twice as long each time, and never for good.

Tries are counted before anything is verified, so that a thousand at once are a thousand counted tries. Whoever has to
wait is told how long; a mailed link opens the door at once, so that nobody can be kept out by a stranger's guesses.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

_NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Patience:
    """`free` tries without a wait, then `first`, doubling up to `longest`. After `forgets` without a try all is new."""

    free: int
    first: timedelta
    longest: timedelta
    forgets: timedelta

    def wait_after(self, tries: int) -> timedelta:
        over = tries - self.free
        if over < 0:
            return _NO_TIME
        return min(self.longest, self.first * 2 ** min(over, 40))


@dataclass(frozen=True, slots=True)
class Tries:
    """`open_at`: from when the next try is let through."""

    count: int
    last_at: datetime
    open_at: datetime

    def wait(self, now: datetime) -> timedelta:
        """How long the next try has to wait; zero when it need not."""
        return max(_NO_TIME, self.open_at - now)


def counted(before: Tries | None, patience: Patience, now: datetime) -> Tries:
    """One try more."""
    known = 0 if before is None or now - before.last_at >= patience.forgets else before.count
    count = known + 1
    return Tries(count, now, now + patience.wait_after(count))


def pardoned(before: Tries, now: datetime) -> Tries:
    """The last try was right: it is taken back, those before it are not."""
    return Tries(max(0, before.count - 1), before.last_at, now)


SIGN_IN_OF_PERSON = Patience(5, timedelta(seconds=2), timedelta(minutes=15), timedelta(days=1))
SIGN_IN_FROM_ADDRESS = Patience(30, timedelta(seconds=2), timedelta(minutes=15), timedelta(hours=1))
RESET_OF_PERSON = Patience(3, timedelta(minutes=5), timedelta(hours=4), timedelta(days=1))
RESET_FROM_ADDRESS = Patience(10, timedelta(seconds=30), timedelta(hours=1), timedelta(hours=4))
LINKS_MADE_BY = Patience(60, timedelta(minutes=1), timedelta(hours=1), timedelta(hours=4))


def network_of(address: str) -> str:
    """What is counted of a network address: an IPv6 customer has a whole /64 to try from, so that is one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
