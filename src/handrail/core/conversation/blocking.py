"""A customer is blocked for a while by a named person: what they may still do, so that a person stays in reach."""

from datetime import datetime, timedelta

from handrail.core.conversation.conversation import Conversation

LONGEST_BLOCK = timedelta(days=90)


def is_blocked(conversation: Conversation, now: datetime) -> bool:
    """A block ends by itself."""
    return conversation.blocked_until is not None and now < conversation.blocked_until


def may_speak(conversation: Conversation, now: datetime, *, asks_for_person: bool) -> bool:
    """An open wish for a person is never touched: until a person has answered it, the customer may write here whatever
    they like. Who is blocked may ask for a person once more; the first answer of a person since the block was it."""
    if not is_blocked(conversation, now) or conversation.wish_is_unmet:
        return True
    return asks_for_person and not _answered_since(conversation)


def _answered_since(conversation: Conversation) -> bool:
    met, blocked = conversation.wish_met_at, conversation.blocked_at
    return met is not None and blocked is not None and met >= blocked
