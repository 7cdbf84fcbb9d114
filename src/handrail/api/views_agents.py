"""Records turned into what an agent reads: names beside ids, countdowns, and why things are as they are."""

from datetime import datetime
from uuid import UUID

import msgspec

from handrail.api import schemas_agents as schemas
from handrail.api.views import attachment_seen, rating_seen
from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import Message
from handrail.core.conversation.said import snippet, text_of
from handrail.core.log.chain import Event
from handrail.ports import (
    ConversationDetail,
    Customer,
    HandoffSeen,
    InboxPage,
    InboxRow,
    Names,
    PromiseSeen,
    StopSeen,
    StoredDecision,
    Thread,
)

SNIPPET = 160


def inbox_seen(page: InboxPage, now: datetime) -> schemas.Inbox:
    rows = [_row(row, page.names, now) for row in page.rows]
    last = page.rows[-1].conversation if page.more and page.rows else None
    following = None if last is None or last.deadline_at is None else f"{last.deadline_at.isoformat()}_{last.id}"
    return schemas.Inbox(rows, following)


def detail_seen(detail: ConversationDetail, now: datetime) -> schemas.Detail:
    names = detail.thread.names
    return schemas.Detail(
        conversation=conversation_seen(detail.conversation, names, now),
        customer=customer_seen(detail.customer),
        messages=thread_seen(detail.thread),
        more_before=detail.more_before,
        handoff=None if detail.handoff is None else _handoff(detail.handoff, names),
        decisions=[_decision(one) for one in detail.decisions],
        promises=[promise_seen(one, names) for one in detail.promises],
        events=[_event(one) for one in detail.events],
        earlier=[_earlier(one) for one in detail.earlier],
        rating=None if detail.rating is None else rating_seen(detail.rating),
    )


def conversation_seen(one: Conversation, names: Names, now: datetime) -> schemas.AgentConversation:
    return schemas.AgentConversation(
        id=one.id,
        state=one.state.value,
        channel=one.channel.value,
        language=one.language,
        topic=one.topic,
        customer=one.customer,
        owner=named(one.owner, names),
        writer=_writer(one, names),
        responder=None if one.responder is None else named(one.responder, names),
        lease_until=one.lease_until,
        deadline=_deadline(one, now),
        wish=None if one.wish_at is None else schemas.Wish(one.wish_at, one.wish_met_at),
        opened_at=one.opened_at,
        last_customer_at=one.last_customer_at,
        resolved_at=one.resolved_at,
        resolved_as=None if one.resolved_as is None else one.resolved_as.value,
        last_seq=one.last_seq,
        continues=one.continues,
    )


def thread_seen(thread: Thread) -> list[schemas.ThreadMessage]:
    return [message_seen(one, thread.names, thread.language) for one in thread.messages]


def message_seen(message: Message, names: Names, language: str) -> schemas.ThreadMessage:
    name = None if message.author_id is None else names.get(message.author_id)
    return schemas.ThreadMessage(
        id=message.id,
        seq=message.seq,
        at=message.at,
        author=schemas.Speaker(message.author_kind.value, message.author_id, name),
        text=text_of(message, language),
        internal=message.internal,
        drafted_by_assistant=message.drafted_by_assistant,
        sources=[schemas.Citation(one.article, one.version, one.title, one.quote) for one in message.sources],
        turn=message.turn,
        text_id=message.text_id,
        erased=message.erased,
        attachments=[attachment_seen(one) for one in message.attachments],
    )


def customer_seen(customer: Customer) -> schemas.Customer:
    return schemas.Customer(
        id=customer.id,
        name=customer.name,
        verified=customer.verified,
        language=customer.language,
        timezone=customer.timezone,
        email=customer.email,
        erased=customer.erased,
        legal_hold=customer.legal_hold,
    )


def promise_seen(promise: PromiseSeen, names: Names) -> schemas.Promise:
    return schemas.Promise(
        id=promise.id,
        what=promise.what,
        due_at=promise.due_at,
        owner=named(promise.owner, names),
        fallback=None if promise.fallback is None else named(promise.fallback, names),
        reached_by=promise.reached_by,
        status=promise.status,  # pyright: ignore[reportArgumentType]: the database allows these five
        made_at=promise.made_at,
        settled_at=promise.settled_at,
    )


def stop_seen(stop: StopSeen) -> schemas.Stop:
    return schemas.Stop(stop.id, stop.scope, stop.value, stop.because, stop.by, stop.at)


def named(person: UUID, names: Names) -> schemas.PersonNamed:
    return schemas.PersonNamed(person, names.get(person, ""))


def _row(row: InboxRow, names: Names, now: datetime) -> schemas.InboxRow:
    one = row.conversation
    return schemas.InboxRow(conversation_seen(one, names, now), customer_seen(row.customer), _snippet(row))


def _snippet(row: InboxRow) -> schemas.Snippet | None:
    if row.last is None:
        return None
    said = text_of(row.last, row.conversation.language) or ", ".join(one.name for one in row.last.attachments)
    return schemas.Snippet(row.last.author_kind.value, snippet(said, SNIPPET), row.last.at)


def _writer(one: Conversation, names: Names) -> schemas.Writer:
    return schemas.Writer("assistant") if one.writer is None else schemas.Writer("agent", named(one.writer, names))


def _deadline(one: Conversation, now: datetime) -> schemas.Deadline | None:
    if one.deadline_at is None:
        return None
    return schemas.Deadline(one.deadline_at, one.deadline_kind or "", round((one.deadline_at - now).total_seconds()))


def _handoff(handoff: HandoffSeen, names: Names) -> schemas.Handoff:
    return schemas.Handoff(
        id=handoff.id,
        person=named(handoff.person, names),
        reason_code=handoff.reason_code,
        reason=handoff.reason,
        at=handoff.at,
        packet=dict(handoff.packet),
        routing=dict(handoff.routing),
    )


def _decision(one: StoredDecision) -> schemas.Decision:
    return schemas.Decision(
        id=one.id,
        turn=one.turn,
        fence=one.fence,
        kind=one.kind,
        rule=one.rule,
        reason=one.reason,
        outcome=dict(one.outcome),
        facts=None if one.facts is None else msgspec.to_builtins(one.facts),
        versions=dict(one.versions),
        at=one.at,
    )


def _event(event: Event) -> schemas.Event:
    return schemas.Event(event.id, event.kind, event.actor, event.at, dict(event.data))


def _earlier(one: Conversation) -> schemas.Earlier:
    how = None if one.resolved_as is None else one.resolved_as.value
    return schemas.Earlier(one.id, one.state.value, one.topic, one.channel.value, one.opened_at, how)
