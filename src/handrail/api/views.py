"""Records turned into what a customer reads: labels, rendered texts, and who is coming by when."""

from dataclasses import replace
from datetime import datetime

from handrail.api import schemas
from handrail.core.conversation.attachment import Attachment
from handrail.core.conversation.blocking import may_speak
from handrail.core.conversation.conversation import State
from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.conversation.rating import Rating
from handrail.core.conversation.said import text_of
from handrail.ports import Kept, Names, OwnConversation, PromiseSeen, Thread

AI = "AI assistant"
SOMEBODY = "Our team"


def thread_seen(thread: Thread, limit: int) -> schemas.Messages:
    """`limit` is how many were asked for."""
    shown = [message_seen(one, thread.names, thread.language) for one in thread.messages]
    return schemas.Messages(shown, len(thread.messages) == limit)


def message_seen(message: Message, names: Names, language: str) -> schemas.Message:
    return schemas.Message(
        id=message.id,
        seq=message.seq,
        at=message.at,
        author=_author(message, names),
        text=text_of(message, language),
        sources=[schemas.Source(one.title, one.quote) for one in message.sources],
        drafted_by_assistant=message.drafted_by_assistant,
        erased=message.erased,
        attachments=[attachment_seen(one) for one in message.attachments],
    )


def attachment_seen(one: Attachment) -> schemas.Attachment:
    return schemas.Attachment(one.id, one.name, one.type, one.size)


def own_conversation(own: OwnConversation, now: datetime) -> schemas.Conversation:
    one = own.conversation
    refused = not may_speak(one, now, asks_for_person=False)
    return schemas.Conversation(
        id=one.id,
        state=one.state.value,
        answering=_answering(own),
        promise=None if own.promise is None else _promised(own, own.promise),
        offers=_offers(own, now),
        language=one.language,
        channel=one.channel.value,
        opened_at=one.opened_at,
        last_seq=one.last_seq,
        continues=one.continues,
        blocked_until=one.blocked_until if refused else None,
    )


def _promised(own: OwnConversation, promise: PromiseSeen) -> schemas.PromiseMade:
    """By whoever writes here now: a colleague's word is kept by the one who took over, by the same hour."""
    return promise_seen(replace(promise, owner=own.conversation.writer or promise.owner), own.names)


def promise_seen(promise: PromiseSeen, names: Names) -> schemas.PromiseMade:
    return schemas.PromiseMade(names.get(promise.owner, SOMEBODY), promise.what, promise.due_at, promise.reached_by)


def rating_seen(rating: Rating) -> schemas.Rating:
    return schemas.Rating(rating.rating, rating.effort, rating.solved, rating.comment, rating.at, rating.changed_at)


def kept_seen(kept: Kept) -> schemas.Kept:
    return schemas.Kept(kept.message, kept.conversation, kept.seq, kept.at, kept.turn)


def _author(message: Message, names: Names) -> schemas.Author:
    match message.author_kind:
        case AuthorKind.CUSTOMER:
            return schemas.Author("customer", "You")
        case AuthorKind.ASSISTANT:
            return schemas.Author("assistant", AI)
        case AuthorKind.AGENT:
            name = names.get(message.author_id, SOMEBODY) if message.author_id else SOMEBODY
            return schemas.Author("agent", name, name)
        case AuthorKind.SYSTEM:
            return schemas.Author("system", "Automatic message")


def _answering(own: OwnConversation) -> schemas.Answering:
    writer = own.conversation.writer
    if writer is None:
        return schemas.Answering("assistant", AI)
    name = own.names.get(writer, SOMEBODY)
    return schemas.Answering("agent", name, name)


def _offers(own: OwnConversation, now: datetime) -> schemas.Offers:
    one = own.conversation
    with_person = one.writer is not None and one.state is not State.CLOSED
    return schemas.Offers(
        person=one.is_open and may_speak(one, now, asks_for_person=True),
        suggest_person=one.is_open and own.offer_person and one.writer is None,
        email=with_person and not own.has_email,
        confirm=own.answered and one.is_open and one.state is not State.RESOLVED and not one.wish_is_unmet,
        rate=one.state in (State.RESOLVED, State.CLOSED) and not own.rated,
    )
