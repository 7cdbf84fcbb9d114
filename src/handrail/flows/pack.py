"""What travels with a hand-off is put together from the thread: quotations with their messages, nothing invented."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.escalation.decide import CLEAR
from handrail.core.escalation.decision import URGENT as URGENT_REASONS
from handrail.core.escalation.decision import Decision, HandOff, Reason
from handrail.core.escalation.facts import Facts
from handrail.core.escalation.moments.moment import GRAVEST
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
from handrail.core.identity.codes import shortened
from handrail.core.identity.levels import IdentityLevel as Shown
from handrail.core.identity.levels import Known
from handrail.core.ownership.promise import PromiseTerms
from handrail.core.supervision.approval import Approval, ApprovalState
from handrail.flows.actions_taken import actions_taken
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
    clocks: tuple[str, ...] = (),
    playbooks: Sequence[Mapping[str, Any]] = (),
) -> Mapping[str, Any]:
    """The packet `handoff/1` as JSON, with the assistant's draft beside it where the topic's level lets it draft.
    `clocks`: what runs by law or by our word, a sentence each. `playbooks`: how far each came that was at work."""
    thread = await work.conversations.latest_messages(conversation.id, WHOLE_THREAD)
    workspace = await work.people.workspace()
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
            customer=_customer(customer, conversation, await work.identities.known(conversation.id, now), now),
            reason_code=_reason_code(outcome, facts),
            reason_text=decision.reason,
            transcript=tuple(thread),
            home_currency=workspace.currency,
            urgency=_urgency(conversation, outcome),
            promise=PacketPromise("first_reply", terms.due_at, terms.slots.name, conversation.channel),
            topic=_topic(conversation, facts),
            failed_because=failed,
            known=_known(customer),
            policy_refs=(*clocks, *(_asked_for(one) for one in await work.approvals.of(conversation.id))),
            risk_flags=_risks(facts),
            related=Related(contacts=tuple(earlier)),
            actions_taken=await actions_taken(work, conversation.id),
            offer_person=decision.offer_person,
        )
    )
    more: dict[str, Any] = {"playbooks": list(playbooks)} if playbooks else {}
    draft = outcome.draft
    if draft is None:
        return {**packet.to_json(), **more}
    source = {"article": str(draft.article), "version": draft.version, "title": draft.title}
    return {**packet.to_json(), **more, "draft": {"text": draft.text, "source": source}}


def _topic(conversation: Conversation, facts: Facts) -> str | None:
    """A P0 moment is what it is about, whatever else was talked of."""
    return next((one.slug for one in facts.moments or () if one.urgency == GRAVEST), conversation.topic)


def _reason_code(outcome: HandOff, facts: Facts) -> str:
    """A moment by its own name, so that the advice fits it; a P0 moment also when something else came after it."""
    first = next(iter(facts.moments or ()), None)
    if first is not None and (first.urgency == GRAVEST or outcome.reason in (Reason.MOMENT, Reason.DANGER)):
        return f"moment.{first.slug}"
    return outcome.reason.value


def _urgency(conversation: Conversation, outcome: HandOff) -> Urgency:
    if conversation.urgency == "P0":
        return Urgency.ON_CALL
    return Urgency.URGENT if outcome.reason in URGENT_REASONS or conversation.urgency == "P1" else Urgency.NORMAL


def _risks(facts: Facts) -> tuple[str, ...]:
    """Moments by name, then what was noticed clearly besides; a person reads these first."""
    moments = [one.name for one in facts.moments or ()]
    signals = [one.note or one.name.replace("_", " ") for one in facts.signals or () if one.score >= CLEAR]
    return tuple(dict.fromkeys((*moments, *signals)))[:8]


def _customer(customer: Customer, conversation: Conversation, known: Known, now: datetime) -> PacketCustomer:
    shown = known.at(now)
    level = IdentityLevel.NONE if shown is Shown.ANONYMOUS else IdentityLevel.CLAIMED
    if shown >= Shown.CODE:
        level = IdentityLevel.VERIFIED
    return PacketCustomer(
        customer.id,
        customer.name,
        level,
        how_known(known, now),
        conversation.language if conversation.language != "und" else customer.language or "und",
        customer.timezone,
        Channel(conversation.channel),
    )


def how_known(known: Known, now: datetime) -> str | None:
    """In words, what shows who they are; None where nothing does."""
    match known.at(now):
        case Shown.SIGNED:
            how = "signed by the site"
        case Shown.CODE:
            how = "a code sent to " + ("a contact of theirs" if known.email is None else shortened(known.email))
            how += "" if known.reference is not None else ", which no record of ours says is a customer's"
        case _:
            return None
    waits = known.cool_off_until is not None and now < known.cool_off_until
    return f"{how}; a contact was changed lately, so money waits" if waits else how


def _asked_for(asked: Approval) -> str:
    """What a person was asked for, and what became of it: what still waits is withdrawn by the hand-off itself."""
    state = "withdrawn by this hand-off" if asked.state is ApprovalState.WAITING else asked.state.value
    money = "" if asked.amount is None else f" of {asked.amount.minor} minor units of {asked.amount.currency}"
    return f"Asked a person to approve “{asked.tool}”{money}: {state}."


def _known(customer: Customer) -> frozenset[Slot]:
    """On record, so nobody asks for it again."""
    held = {Slot.NAME: customer.name, Slot.EMAIL: customer.email}
    return frozenset(slot for slot, value in held.items() if value)
