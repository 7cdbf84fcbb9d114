"""Tries are counted before they are let through, for a person and for a network, in the database that all processes share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handrail.core.access.letters import in_words
from handrail.core.access.patience import Patience, counted, pardoned
from handrail.ports import SignIns, Tried

DigestOf = Callable[[str], bytes]
"""A keyed digest of 32 bytes: without the desk's secret an address cannot be found again from it by trying all."""


class TooManyTries(Exception):
    """Come back after `wait`; the same words whether or not the address is anybody's."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"There were too many tries. Please wait {in_words(wait)} and try again.")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Counter:
    kind: Tried
    of: bytes
    patience: Patience


async def count(sign_ins: SignIns, counters: Sequence[Counter], now: datetime) -> timedelta:
    """Counts one try on each and gives zero; or gives how long to wait, and counts nothing: tries in vain make no wait
    longer. Always ask in the order person, network: they are held until the end of the transaction."""
    before = [(one, await sign_ins.tries(one.kind, one.of)) for one in counters]
    wait = max((tries.wait(now) for _, tries in before if tries is not None), default=timedelta(0))
    if wait <= timedelta(0):
        for one, tries in before:
            await sign_ins.keep_tries(one.kind, one.of, counted(tries, one.patience, now))
    return wait


async def pardon(sign_ins: SignIns, person: Counter, network: Counter, now: datetime) -> None:
    """It was right: all is forgotten of the person, and of the network this one try, since others try from there too."""
    await sign_ins.forget_tries(person.kind, person.of)
    tries = await sign_ins.tries(network.kind, network.of)
    if tries is not None:
        await sign_ins.keep_tries(network.kind, network.of, pardoned(tries, now))
