"""A conversation is taken for spam by a person and closed at once, and comes back when they were wrong."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.moves import (
    ConversationAlreadyClosed,
    IllegalMove,
    PromiseStillOpen,
    SomebodyElseHolds,
    WishStillUnmet,
)


def marked_as_spam(conversation: Conversation, by: UUID, now: datetime, *, open_promises: int) -> Conversation:
    """Closed without the window of a resolved one; whatever the assistant has prepared is dropped at the fence.

    Calling it spam ends no duty: raises WishStillUnmet and PromiseStillOpen, as resolving does. One sentence of a person
    meets both. Raises SomebodyElseHolds and ConversationAlreadyClosed.
    """
    if conversation.state is State.CLOSED:
        raise ConversationAlreadyClosed("This conversation is closed.")
    if conversation.writer not in (None, by):
        raise SomebodyElseHolds("A colleague writes in this conversation: take it over first.")
    if conversation.wish_is_unmet:
        raise WishStillUnmet("They asked for a person: answer in one sentence first, then it can be spam.")
    if open_promises:
        raise PromiseStillOpen("A promise is still open: keep it or take it back first, then it can be spam.")
    return replace(
        conversation,
        state=State.CLOSED,
        responder=None,
        lease_until=None,
        fence=conversation.fence + 1,
        decided_turn=conversation.turn,
        undecided_since=None,
        approval_until=None,
        resolved_at=None,
        resolved_as=None,
        closes_at=None,
        closed_at=now,
        deadline_at=None,
        deadline_kind=None,
        spam_at=now,
        spam_by=by,
    )


def not_spam(conversation: Conversation, by: UUID, now: datetime, reply_within: timedelta) -> Conversation:
    """It was none: whoever says so has it now and answers it. Raises IllegalMove for what is not marked."""
    if conversation.spam_at is None:
        raise IllegalMove("This conversation is not marked as spam.")
    return replace(
        conversation,
        state=State.HELD,
        owner=by,
        writer=by,
        responder=by,
        lease_missed=0,
        fence=conversation.fence + 1,
        closed_at=None,
        deadline_at=now + reply_within,
        deadline_kind="reply",
        owner_absent_since=None,
        spam_at=None,
        spam_by=None,
    )
