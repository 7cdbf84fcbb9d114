"""What the pages about moments and on-call are made of."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.escalation.moments.examples import NoticingOf
from handrail.flows.page_on_call import PageOnCall
from handrail.flows.publish_register import PublishRegister
from handrail.flows.ready_for_grave import ReadyForGrave
from handrail.flows.register_in_force import RegisterInForce
from handrail.flows.sign_text import SignText
from handrail.ports.clocks import Running
from handrail.ports.paging import OpenAlarm


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentsParts:
    """`alarms`: (tenant, viewer). `clocks`: (tenant, viewer, conversation). Both raise TryAgain."""

    in_force: RegisterInForce
    publish: PublishRegister
    sign: SignText
    page_on_call: PageOnCall
    ready: ReadyForGrave
    noticing: NoticingOf
    alarms: Callable[[UUID, UUID], Awaitable[Sequence[OpenAlarm]]]
    clocks: Callable[[UUID, UUID, UUID], Awaitable[Sequence[Running]]]
