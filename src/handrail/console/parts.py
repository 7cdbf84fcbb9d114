"""Everything the console is made of; app/ puts it together."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.console.sign_in_parts import SignInParts
from handrail.core.log.report import LogReport
from handrail.core.promises import PromiseReport
from handrail.flows.administer import Administer
from handrail.flows.close import Close
from handrail.flows.promise import MakePromise
from handrail.flows.reply import Reply
from handrail.flows.stop import StopAssistant
from handrail.flows.take_over import TakeOver
from handrail.ports import Clock, ConversationOf, Live, LogKinds, NewId, Reading, ReadLog

CheckPromises = Callable[[UUID], Awaitable[Sequence[PromiseReport]]]
"""(tenant): the six, checked on the live database. Raises TryAgain."""

VerifyLog = Callable[[UUID], Awaitable[LogReport]]
"""(tenant): recomputes the whole chain; seconds on a long log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleParts:
    """`asset` gives the address of a built file ("console.css" → "/assets/console-1a2b.css"). `away`: what storage
    raises when the database is away, answered with a page that says so (503)."""

    # reads
    reading: Reading
    check_promises: CheckPromises
    read_log: ReadLog
    log_kinds: LogKinds
    verify_log: VerifyLog
    conversation_of: ConversationOf
    live: Live
    # who comes in
    sign_in: SignInParts
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
