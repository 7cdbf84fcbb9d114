"""What travels with a hand-off is put together from the thread: quotations with their messages, nothing invented."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.escalation.decision import URGENT as URGENT_REASONS
from handrail.core.escalation.decision import Decision, HandOff, Reason
from handrail.core.escalation.facts import Facts
from handrail.core.handoff import (
    IdentityLevel,
    PacketCustomer,
    PacketInputs,
    PacketPromise,
    Related,
    Slot,
    Urgency,
    build_packet,
)
from handrail.core.ownership.promise import PromiseTerms
from handrail.ports import Customer, Work

WHOLE_THREAD = 2_000
EARLIER = timedelta(days=90)


async def pack(
    work: Work,
    conversation: Conversation,
    packet_id: UUID,
    facts: Facts,
    decision: Decision,
    outcome: HandOff,
    terms: PromiseTerms,
    customer: Customer,
    now: datetime,
) -> Mapping[str, Any]:
    """The packet `handoff/1` as JSON, with the assistant's draft beside it where the topic's level lets it draft."""
    thread = await work.conversations.latest_messages(conversation.id, WHOLE_THREAD)
    earlier = await work.conversations.earlier_contacts(conversation.customer, now - EARLIER, conversation.id)
    failed = (
        " ".join(facts.failures)
        or facts.passed_on
        or (decision.reason if outcome.reason is Reason.NO_EVIDENCE else None)
    )
    packet = build_packet(
        PacketInputs(
            id=packet_id,
            created_at=now,
            conversation=conversation.id,
            customer=_customer(customer, conversation),
            reason_code=outcome.reason.value,
            reason_text=decision.reason,
            transcript=tuple(thread),
            urgency=Urgency.URGENT if outcome.reason in URGENT_REASONS else Urgency.NORMAL,
            promise=PacketPromise("first_reply", terms.due_at, terms.slots.name, conversation.channel),
            topic=conversation.topic,
            failed_because=failed,
            known=_known(customer),
            related=Related(contacts=tuple(earlier)),
            offer_person=decision.offer_person,
        )
    )
    draft = outcome.draft
    if draft is None:
        return packet.to_json()
    source = {"article": str(draft.article), "version": draft.version, "title": draft.title}
    return {**packet.to_json(), "draft": {"text": draft.text, "source": source}}


def _customer(customer: Customer, conversation: Conversation) -> PacketCustomer:
    level = (
        IdentityLevel.VERIFIED if customer.verified else IdentityLevel.CLAIMED if customer.name else IdentityLevel.NONE
    )
    return PacketCustomer(
        customer.id,
        customer.name,
        level,
        "signed by the site" if customer.verified else None,
        conversation.language if conversation.language != "und" else customer.language or "und",
        customer.timezone,
        Channel(conversation.channel),
    )


def _known(customer: Customer) -> frozenset[Slot]:
    """On record, so nobody asks for it again."""
    held = {Slot.NAME: customer.name, Slot.EMAIL: customer.email}
    return frozenset(slot for slot, value in held.items() if value)
