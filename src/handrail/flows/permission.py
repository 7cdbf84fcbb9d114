"""May the assistant say this alone, now? Asked when deciding, and again with the claim: a signature may have ended between."""

from datetime import datetime

from handrail.core.conversation.conversation import Conversation
from handrail.core.supervision.levels import PHRASE, QUOTE, Permission, permission
from handrail.ports import Topic, Work


async def may_quote(work: Work, topic: Topic, language: str, conversation: Conversation, now: datetime) -> Permission:
    return await _may(work, topic, QUOTE, language, conversation, now)


async def may_phrase(work: Work, topic: Topic, language: str, conversation: Conversation, now: datetime) -> Permission:
    """Beside `may_quote`, never instead of it."""
    return await _may(work, topic, PHRASE, language, conversation, now)


async def _may(
    work: Work, topic: Topic, action_class: str, language: str, conversation: Conversation, now: datetime
) -> Permission:
    return permission(
        topic.level,
        action_class,
        await work.topics.grants(topic.slug),
        await work.topics.certificates(topic.slug),
        language=language,
        channel=conversation.channel,
        now=now,
    )


async def forbidden(work: Work, slug: str, language: str, conversation: Conversation, now: datetime) -> str | None:
    """In words, why an answer on this topic may not go out any more; None when it may."""
    stop = await work.topics.stopped_by(conversation.id, conversation.channel, slug)
    if stop is not None:
        return stop
    topic = await work.topics.get(slug)
    if topic is None:
        return f"The topic “{slug}” is gone."
    allowed = await may_quote(work, topic, language, conversation, now)
    return None if allowed.speaks else allowed.because
