"""Everything the console is made of; app/ puts it together."""

from collections.abc import Callable
from dataclasses import dataclass

from handrail.flows.administer import Administer
from handrail.flows.close import Close
from handrail.flows.promise import MakePromise
from handrail.flows.reply import Reply
from handrail.flows.stop import StopAssistant
from handrail.flows.take_over import TakeOver
from handrail.ports import Clock, Live, NewId, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleParts:
    """`asset` gives the address of a built file ("console.css" → "/assets/console-1a2b.css"). `away`: what storage
    raises when the database is away, answered with a page that says so (503)."""

    # reads
    reading: Reading
    live: Live
    # flows
    reply: Reply
    take_over: TakeOver
    close: Close
    promise: MakePromise
    stop: StopAssistant
    administer: Administer
    # the process
    asset: Callable[[str], str]
    clock: Clock
    new_id: NewId
    away: tuple[type[Exception], ...] = ()
    version: str = "0.1.0"
