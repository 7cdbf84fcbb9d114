"""A conversation is handed over: put together what travels with it, from quotations, without a model."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.handoff import sentences as own_words
from handrail.core.handoff.heard import (
    quoted,
    quoted_summary,
    said_by_us,
    said_since_answered,
    spoken,
    told_statements,
    tried_steps,
)
from handrail.core.handoff.packet import (
    ActionTaken,
    Effort,
    Fact,
    FactWithoutSource,
    Issue,
    Packet,
    PacketCustomer,
    PacketPromise,
    Quote,
    Related,
    Summary,
    SummaryLine,
    TranscriptRef,
    Urgency,
)
from handrail.core.handoff.plain import plain, visible
from handrail.core.handoff.slots import extract
from handrail.core.handoff.suggest import suggested_next
from handrail.core.handoff.trim import trimmed
from handrail.core.handoff.vocabulary import Slot
from handrail.core.money import Money

NOTHING_RELATED = Related()


@dataclass(frozen=True, slots=True)
class PacketInputs:
    """What the hand-off knows. `transcript` in order of `seq`; `summary` only when a model wrote one
    with its sources.

    `known`: slots held on record, so not to be asked for. `confirmed`: values a record agrees with.
    """

    id: UUID
    created_at: datetime
    conversation: UUID
    customer: PacketCustomer
    reason_code: str
    reason_text: str
    transcript: tuple[Message, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    promise: PacketPromise | None = None
    topic: str | None = None
    actions_taken: tuple[ActionTaken, ...] = ()
    failed_because: str | None = None
    known: frozenset[Slot] = frozenset()
    confirmed: frozenset[str] = frozenset()
    earlier_handoffs: int = 0
    vulnerability_needs: tuple[str, ...] = ()
    policy_refs: tuple[str, ...] = ()
    risk_flags: tuple[str, ...] = ()
    related: Related = NOTHING_RELATED
    offer_person: bool = False
    summary: Summary | None = None
    home_currency: str = ""


def build_packet(inputs: PacketInputs) -> Packet:
    """The packet, under 8 KB: the longest lists lose their oldest entries first and say how many.

    Raises FactWithoutSource when a given summary points to a message that the transcript does not hold.
    """
    read = spoken(inputs.transcript)
    said = tuple(quoted(message) for message in read if message.author_kind is AuthorKind.CUSTOMER)
    words = own_words.split(said)
    facts = _facts(said, inputs)
    issue = Issue(
        topic=plain(inputs.topic, 80) if inputs.topic else None,
        problem=own_words.problem(words),
        desired_outcome=own_words.desired_outcome(words),
        since_when=own_words.since_when(words),
    )
    tried, told = tried_steps(read, words), told_statements(read)
    packet = Packet(
        id=inputs.id,
        created_at=inputs.created_at,
        reason_code=plain(inputs.reason_code, 80),
        reason_text=plain(inputs.reason_text, 300),
        urgency=inputs.urgency,
        promise=_plain_promise(inputs.promise),
        customer=_plain_customer(inputs.customer),
        issue=issue,
        facts=facts,
        tried=tried,
        told=told,
        commitments=tuple(own_words.commitments(own_words.split(said_by_us(read)))),
        actions_taken=tuple(_plain_action(action) for action in inputs.actions_taken),
        failed_because=plain(inputs.failed_because, 300) if inputs.failed_because else None,
        open_questions=tuple(own_words.questions(own_words.split(said_since_answered(read)))),
        do_not_ask=_do_not_ask(facts, inputs),
        effort=_effort(inputs),
        vulnerability_needs=_plain_all(inputs.vulnerability_needs),
        suggested_next=suggested_next(
            inputs.reason_code, issue.topic, issue.problem.text if issue.problem else None, inputs.urgency
        ),
        policy_refs=_plain_all(inputs.policy_refs),
        risk_flags=_plain_all(inputs.risk_flags),
        related=_plain_related(inputs.related),
        transcript_ref=_transcript_ref(inputs),
        summary=_plain_summary(inputs.summary) if inputs.summary else quoted_summary(issue, said, told),
        offer_person=inputs.offer_person,
    )
    _refuse_strangers(packet, inputs.transcript)
    return trimmed(packet)


def summarise(transcript: tuple[Message, ...]) -> Summary:
    """Three quotations at most, each with the message it stands in; without any model, for any conversation."""
    read = spoken(transcript)
    said = tuple(quoted(message) for message in read if message.author_kind is AuthorKind.CUSTOMER)
    words = own_words.split(said)
    issue = Issue(None, own_words.problem(words), own_words.desired_outcome(words), own_words.since_when(words))
    return quoted_summary(issue, said, told_statements(read))


def _facts(said: Iterable[Quote], inputs: PacketInputs) -> tuple[Fact, ...]:
    """One fact for each value, with every message that states it."""
    stated: dict[tuple[Slot, str | Money], list[UUID]] = {}
    for quote in said:
        for found in extract(visible(quote.text), inputs.home_currency):
            value = plain(found.value, 120) if isinstance(found.value, str) else found.value
            messages = stated.setdefault((found.slot, value), [])
            if quote.message not in messages and len(messages) < 5:
                messages.append(quote.message)
    return tuple(
        Fact(slot, value, tuple(messages), isinstance(value, str) and value in inputs.confirmed)
        for (slot, value), messages in stated.items()
    )


def _do_not_ask(facts: Iterable[Fact], inputs: PacketInputs) -> tuple[Slot, ...]:
    named = {Slot.NAME} if inputs.customer.name else set[Slot]()
    known = {fact.slot for fact in facts} | inputs.known | named
    return tuple(slot for slot in Slot if slot in known)


def _effort(inputs: PacketInputs) -> Effort:
    kinds = [message.author_kind for message in inputs.transcript]
    spent = inputs.created_at - inputs.transcript[0].at if inputs.transcript else None
    return Effort(
        customer_messages=kinds.count(AuthorKind.CUSTOMER),
        assistant_messages=kinds.count(AuthorKind.ASSISTANT),
        minutes=max(int(spent.total_seconds() // 60), 0) if spent else 0,
        earlier_handoffs=inputs.earlier_handoffs,
    )


def _transcript_ref(inputs: PacketInputs) -> TranscriptRef:
    last = max((message.seq for message in inputs.transcript), default=0)
    return TranscriptRef(inputs.conversation, len(inputs.transcript), last)


def _refuse_strangers(packet: Packet, transcript: tuple[Message, ...]) -> None:
    strangers = packet.quoted_messages() - {message.id for message in transcript}
    if strangers:
        raise FactWithoutSource("The packet points to a message that this conversation does not hold.")


def _plain_all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain(text, 160) for text in texts)


def _plain_promise(promise: PacketPromise | None) -> PacketPromise | None:
    if promise is None:
        return None
    return replace(promise, what=plain(promise.what, 200), owner_name=plain(promise.owner_name, 120))


def _plain_customer(customer: PacketCustomer) -> PacketCustomer:
    return replace(
        customer,
        name=plain(customer.name, 120) if customer.name else None,
        how_verified=plain(customer.how_verified, 80) if customer.how_verified else None,
        language=plain(customer.language, 40),
        timezone=plain(customer.timezone, 60) if customer.timezone else None,
        access_needs=_plain_all(customer.access_needs[:6]),
    )


def _plain_action(action: ActionTaken) -> ActionTaken:
    return replace(
        action,
        tool=plain(action.tool, 80),
        arguments=plain(action.arguments, 240),
        result=plain(action.result, 240),
    )


def _plain_related(related: Related) -> Related:
    return replace(
        related,
        contacts=related.contacts[-10:],
        incident=plain(related.incident, 120) if related.incident else None,
    )


def _plain_summary(summary: Summary) -> Summary:
    lines = tuple(SummaryLine(plain(one.text, 240), one.messages[:5]) for one in summary.lines[:8])
    model = plain(summary.model, 80) if summary.model else None
    return Summary("\n".join(line.text for line in lines), lines, model)
