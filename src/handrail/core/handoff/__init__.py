"""The packet that travels with a customer to a person, so that nobody repeats themselves."""

from handrail.core.handoff.build import PacketInputs, build_packet, summarise
from handrail.core.handoff.do_not_ask import Violation, asks_again, opens_cold
from handrail.core.handoff.packet import (
    FORMAT,
    SIZE_TARGET,
    ActionTaken,
    Citation,
    CustomerConfirmed,
    Edit,
    Effort,
    Fact,
    FactWithoutSource,
    IdentityLevel,
    Issue,
    LeftOut,
    Packet,
    PacketCustomer,
    PacketPromise,
    Quote,
    Related,
    Summary,
    SummaryLine,
    Told,
    TranscriptRef,
    Tried,
    Urgency,
)
from handrail.core.handoff.plain import plain
from handrail.core.handoff.slots import SlotValue, extract
from handrail.core.handoff.suggest import suggested_next
from handrail.core.handoff.trim import trimmed
from handrail.core.handoff.vocabulary import Slot
from handrail.core.money import Money

__all__ = [
    "FORMAT",
    "SIZE_TARGET",
    "ActionTaken",
    "Citation",
    "CustomerConfirmed",
    "Edit",
    "Effort",
    "Fact",
    "FactWithoutSource",
    "IdentityLevel",
    "Issue",
    "LeftOut",
    "Money",
    "Packet",
    "PacketCustomer",
    "PacketInputs",
    "PacketPromise",
    "Quote",
    "Related",
    "Slot",
    "SlotValue",
    "Summary",
    "SummaryLine",
    "Told",
    "TranscriptRef",
    "Tried",
    "Urgency",
    "Violation",
    "asks_again",
    "build_packet",
    "extract",
    "opens_cold",
    "plain",
    "suggested_next",
    "summarise",
    "trimmed",
]
