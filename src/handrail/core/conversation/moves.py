"""The legal moves of a conversation: each takes it as it stands and gives it as it stands afterwards, or refuses.

Nothing here reads a clock or chooses a person; times and people are arguments. The database holds the same laws again
as constraints.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from handrail.core.conversation.blocking import may_speak
from handrail.core.conversation.conversation import Conversation, ResolvedAs, State


class IllegalMove(Exception):
    """The conversation does not allow this now; the message says why, in words for the person who tried."""


class ConversationAlreadyClosed(IllegalMove):
    pass


class SomebodyElseHolds(IllegalMove):
    pass


class AssistantMustBeSilent(IllegalMove):
    pass


class PromiseStillOpen(IllegalMove):
    pass


class WishStillUnmet(IllegalMove):
    pass


class CustomerIsBlocked(IllegalMove):
    """A person of the company blocked this customer until `until`; asking for a person stays possible once."""

    def __init__(self, says: str, until: datetime | None = None) -> None:
        super().__init__(says)
        self.until = until


class KeyUsedForAnother(IllegalMove):
    """The same idempotency key came with other words: neither message may be taken for the other."""


class NobodyAnsweredYet(IllegalMove):
    pass


class FenceMoved(IllegalMove):
    """Something happened since this was prepared: it is dropped and thought about again."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """The first word of the customer's that a reply does not answer, since whoever typed it had not seen it: its turn,
    when it was said, and by when it is to be answered."""

    turn: int
    at: datetime
    reply_due: datetime


DECIDE_WITHIN = timedelta(seconds=60)
UNCONFIRMED_AFTER = timedelta(hours=72)


def customer_spoke(
    conversation: Conversation, now: datetime, reply_within: timedelta, *, asks_for_person: bool = False
) -> Conversation:
    """A customer's message: a new turn, and the next `seq`. A resolved or waiting conversation comes back to whoever
    writes in it.

    Raises ConversationAlreadyClosed; the caller opens a linked conversation instead. Raises CustomerIsBlocked, unless
    they wait for a person or ask for one (see may_speak).
    """
    _refuse_closed(conversation)
    _refuse_blocked(conversation, now, asks_for_person=asks_for_person)
    # One copy, not one for each step: this is what a message costs most in the core.
    spoken = partial(
        replace,
        conversation,
        turn=conversation.turn + 1,
        last_seq=conversation.last_seq + 1,
        last_customer_at=now,
        resolved_at=None,
        resolved_as=None,
        closes_at=None,
    )
    if conversation.writer is None:
        since = conversation.undecided_since or now
        due = _earliest(now + DECIDE_WITHIN, conversation.deadline_at if conversation.undecided_since else None)
        return spoken(state=State.ASSISTANT, undecided_since=since, deadline_at=due, deadline_kind="decide")
    if conversation.state is State.OFFERED:
        return spoken()
    if conversation.state is State.HELD:
        due = _earliest(now + reply_within, conversation.deadline_at)
        return spoken(deadline_at=due, deadline_kind="reply")
    return spoken(state=State.HELD, deadline_at=now + reply_within, deadline_kind="reply")


def opened_while_blocked(conversation: Conversation, at: datetime, until: datetime, *, has_open: bool) -> Conversation:
    """Who is blocked may open one conversation, to ask for a person in it. Raises CustomerIsBlocked where they have one."""
    blocked = replace(conversation, blocked_at=at, blocked_until=until)
    if has_open:
        raise _blocked(blocked)
    return blocked


def person_wanted(conversation: Conversation, now: datetime) -> Conversation:
    """The red button, or the wish in words: from here on the assistant is silent until a person gives back.

    The owner becomes the writer at once; `handed_over` then finds the best person for it. Pressing twice changes
    nothing but the record. Raises CustomerIsBlocked when a person has answered since the block (see may_speak).
    """
    _refuse_closed(conversation)
    _refuse_blocked(conversation, now, asks_for_person=True)
    wished = replace(
        conversation, wish_at=conversation.wish_at if conversation.wish_is_unmet else now, wish_met_at=None
    )
    # A writer who is not the owner is away: somebody who is here must be found, as if the assistant had written.
    if conversation.writer is not None and conversation.writer == conversation.owner:
        if conversation.state in (State.RESOLVED, State.WAITING_CUSTOMER, State.WAITING_OTHER):
            return replace(_reopened(wished), state=State.HELD, deadline_at=now + DECIDE_WITHIN, deadline_kind="reply")
        return wished
    return replace(
        _reopened(wished),
        state=State.OFFERED,
        writer=conversation.owner,
        responder=conversation.owner,
        approval_until=None,
        lease_until=now + DECIDE_WITHIN,
        fence=conversation.fence + 1,
        deadline_at=now + DECIDE_WITHIN,
        deadline_kind="hand_off",
    )


def wish_noticed(conversation: Conversation, now: datetime) -> Conversation:
    """A wish for a person that was found while the turn was thought about: it stays unmet until a person has answered.
    Who becomes the writer is the hand-off's that follows in the same transaction."""
    if conversation.wish_is_unmet:
        return conversation
    return replace(conversation, wish_at=now, wish_met_at=None)


def handed_over(
    conversation: Conversation,
    to: UUID,
    lease_until: datetime,
    *,
    missed: int = 0,
) -> Conversation:
    """To a named person: owner and writer at once, acknowledged or not, with the time they have to acknowledge."""
    _refuse_closed(conversation)
    return replace(
        _reopened(conversation),
        state=State.OFFERED,
        owner=to,
        writer=to,
        responder=to,
        lease_until=lease_until,
        lease_missed=missed,
        fence=conversation.fence + 1,
        decided_turn=_answered_turn(conversation),
        undecided_since=None,
        approval_until=None,
        deadline_at=lease_until,
        deadline_kind="acknowledge",
        owner_absent_since=None,
    )


def taken_over(conversation: Conversation, by: UUID, now: datetime, reply_within: timedelta) -> Conversation:
    """A person takes the writer, from the assistant or from a colleague: they own it and work on it."""
    _refuse_closed(conversation)
    if conversation.writer == by == conversation.owner and conversation.state is State.HELD:
        return conversation
    return replace(
        _reopened(conversation),
        state=State.HELD,
        owner=by,
        writer=by,
        responder=by,
        lease_until=None,
        lease_missed=0,
        fence=conversation.fence + 1,
        decided_turn=_answered_turn(conversation),
        undecided_since=None,
        approval_until=None,
        deadline_at=now + reply_within,
        deadline_kind="reply",
        owner_absent_since=None,
    )


def offered_to(conversation: Conversation, by: UUID, to: UUID, lease_until: datetime) -> Conversation:
    """Handed on by the person who holds it. They stay accountable until the receiver acknowledges. Nobody hands it to
    themselves: that would be an offer without a giver."""
    must_write(conversation, by)
    if to == by:
        raise IllegalMove("You write in this conversation already.")
    return replace(
        conversation,
        state=State.OFFERED,
        responder=to,
        lease_until=lease_until,
        fence=conversation.fence + 1,
        deadline_at=lease_until,
        deadline_kind="acknowledge",
    )


def person_replied(
    conversation: Conversation, by: UUID, now: datetime, waiting_until: datetime, *, unseen: Unseen | None = None
) -> Conversation:
    """An agent's words went to the customer: a wish for a person is met, and the next word is the customer's. From
    `unseen` on nothing is answered: the agent still holds it, with what they have not read."""
    must_write(conversation, by)
    if unseen is not None:
        return _replied_to_what_was_seen(conversation, by, now, unseen)
    return replace(
        conversation,
        state=State.WAITING_CUSTOMER,
        responder=by,
        lease_until=None,
        lease_missed=0,
        wish_met_at=now if conversation.wish_is_unmet else conversation.wish_met_at,
        decided_turn=conversation.turn,
        undecided_since=None,
        deadline_at=waiting_until,
        deadline_kind="customer_silent",
    )


def _replied_to_what_was_seen(conversation: Conversation, by: UUID, now: datetime, unseen: Unseen) -> Conversation:
    wished_before = conversation.wish_at is not None and conversation.wish_at < unseen.at
    met = conversation.wish_is_unmet and wished_before
    return replace(
        _reopened(conversation),
        state=State.HELD,
        responder=by,
        lease_until=None,
        lease_missed=0,
        wish_met_at=now if met else conversation.wish_met_at,
        decided_turn=min(max(conversation.decided_turn, unseen.turn - 1), conversation.turn),
        undecided_since=None,
        deadline_at=unseen.reply_due,
        deadline_kind="reply",
    )


def given_back(conversation: Conversation, by: UUID, owner: UUID, now: datetime) -> Conversation:
    """A person lets the assistant write again; only this ends its silence. `owner` is accountable from now on.

    What the customer said and nobody answered is the assistant's to decide: the caller enqueues that.
    """
    must_write(conversation, by)
    if conversation.wish_is_unmet:
        raise WishStillUnmet("The customer asked for a person and nobody has answered yet.")
    unanswered = conversation.has_unanswered_turn
    return replace(
        conversation,
        state=State.ASSISTANT,
        owner=owner,
        writer=None,
        responder=None,
        lease_until=None,
        lease_missed=0,
        fence=conversation.fence + 1,
        undecided_since=now if unanswered else None,
        deadline_at=now + (DECIDE_WITHIN if unanswered else UNCONFIRMED_AFTER),
        deadline_kind="decide" if unanswered else "customer_silent",
        owner_absent_since=None,
    )


def waits_for_other(conversation: Conversation, by: UUID, now: datetime, until: datetime) -> Conversation:
    """A third party has the next word; the owner looks again at `until`."""
    must_write(conversation, by)
    if until <= now:
        raise IllegalMove("The time to look again must lie ahead.")
    return replace(conversation, state=State.WAITING_OTHER, deadline_at=until, deadline_kind="other_silent")


def assistant_spoke(conversation: Conversation, fence: int, turn: int, now: datetime) -> Conversation:
    """The assistant's claim: allowed only to the writer, with the fence and the turn it started from.

    Raises AssistantMustBeSilent or FenceMoved; in both cases nothing may be sent.
    """
    _refuse_closed(conversation)
    if not conversation.assistant_writes or conversation.wish_is_unmet:
        raise AssistantMustBeSilent("A person holds this conversation.")
    if (fence, turn) != (conversation.fence, conversation.turn):
        raise FenceMoved("The conversation moved on since this was decided.")
    return replace(
        conversation,
        state=State.ASSISTANT,
        decided_turn=turn,
        undecided_since=None,
        deadline_at=conversation.approval_until or now + UNCONFIRMED_AFTER,
        deadline_kind="customer_silent" if conversation.approval_until is None else "approval",
    )


def waits_for_yes(conversation: Conversation, until: datetime | None, now: datetime) -> Conversation:
    """A person has to say yes, by `until`; the assistant stays the writer. None: nothing waits any more, and what follows is
    done within a minute. What the customer said and nobody decided keeps its own, earlier deadline.

    Raises AssistantMustBeSilent: where a person writes they decide for themselves.
    """
    _refuse_closed(conversation)
    if not conversation.assistant_writes or conversation.wish_is_unmet:
        raise AssistantMustBeSilent("A person holds this conversation.")
    waiting = replace(conversation, approval_until=until)
    if conversation.undecided_since is not None:
        return waiting
    if until is None:
        return replace(waiting, deadline_at=now + DECIDE_WITHIN, deadline_kind="act")
    return replace(waiting, deadline_at=until, deadline_kind="approval")


def comes_back(conversation: Conversation, now: datetime) -> Conversation:
    """The assistant has something to say of itself in a resolved conversation (a reminder): it is open again.

    Raises AssistantMustBeSilent where a person settled it and writes in it, ConversationAlreadyClosed.
    """
    _refuse_closed(conversation)
    if conversation.writer is not None or conversation.wish_is_unmet:
        raise AssistantMustBeSilent("A person holds this conversation.")
    due = now + DECIDE_WITHIN
    return replace(_reopened(conversation), state=State.ASSISTANT, deadline_at=due, deadline_kind="customer_silent")


def resolved(
    conversation: Conversation, how: ResolvedAs, now: datetime, window: timedelta, *, open_promises: int
) -> Conversation:
    """Settled for now; the same conversation and owner come back until `window` has passed.

    Raises PromiseStillOpen, WishStillUnmet or NobodyAnsweredYet: nothing is resolved over any of them. What the customer
    asked last is settled by their own yes, or by the person who writes and has read it; never past the assistant.
    """
    _refuse_closed(conversation)
    if conversation.writer is None and conversation.has_unanswered_turn and how is not ResolvedAs.CONFIRMED:
        raise NobodyAnsweredYet("The customer wrote and nobody has answered yet: take it over first.")
    if open_promises:
        raise PromiseStillOpen("A promise to the customer is still open: keep it, or settle it with them first.")
    if conversation.wish_is_unmet:
        raise WishStillUnmet("The customer asked for a person and nobody has answered yet.")
    return replace(
        conversation,
        state=State.RESOLVED,
        resolved_as=how,
        resolved_at=now,
        responder=None,
        lease_until=None,
        decided_turn=conversation.turn,
        undecided_since=None,
        approval_until=None,
        closes_at=now + window,
        deadline_at=now + window,
        deadline_kind="close",
    )


def closed(conversation: Conversation, now: datetime, *, open_promises: int) -> Conversation:
    """The window has passed. Only a resolved conversation closes, never with an open promise or an unmet wish."""
    if conversation.state is not State.RESOLVED or conversation.closes_at is None:
        raise IllegalMove("Only a resolved conversation can close.")
    if conversation.closes_at > now:
        raise IllegalMove("The time in which the customer may come back has not passed.")
    if open_promises:
        raise PromiseStillOpen("A promise to the customer is still open.")
    return replace(conversation, state=State.CLOSED, closed_at=now, deadline_at=None, deadline_kind=None)


def passed_on(conversation: Conversation, leaving: UUID, to: UUID) -> Conversation:
    """Somebody leaves for good while the next word is not theirs: whoever comes after them owns it and writes in it."""
    owned = owned_by(conversation, to)
    if conversation.writer != leaving:
        return owned
    return replace(owned, writer=to, fence=conversation.fence + 1)


def owned_by(conversation: Conversation, owner: UUID) -> Conversation:
    """The accountable person changes while the assistant writes (a shift ended): no writer is taken, no fence moves."""
    _refuse_closed(conversation)
    return replace(conversation, owner=owner, owner_absent_since=None)


def _answered_turn(conversation: Conversation) -> int:
    """What was decided and never said (the writer was taken first) was not answered."""
    return conversation.decided_turn if conversation.undecided_since is None else conversation.turn - 1


def _reopened(conversation: Conversation) -> Conversation:
    return replace(conversation, resolved_at=None, resolved_as=None, closes_at=None)


def _refuse_closed(conversation: Conversation) -> None:
    if conversation.state is State.CLOSED:
        raise ConversationAlreadyClosed("This conversation is closed. A new message opens a linked one.")


def _refuse_blocked(conversation: Conversation, now: datetime, *, asks_for_person: bool) -> None:
    if not may_speak(conversation, now, asks_for_person=asks_for_person):
        raise _blocked(conversation)


def _blocked(conversation: Conversation) -> CustomerIsBlocked:
    until = f"{conversation.blocked_until:%Y-%m-%d %H:%M} UTC"
    says = f"Your messages are not accepted until {until}. A person of this company decided that."
    return CustomerIsBlocked(says, conversation.blocked_until)


def must_write(conversation: Conversation, person: UUID) -> None:
    """Raises ConversationAlreadyClosed and SomebodyElseHolds."""
    _refuse_closed(conversation)
    if conversation.writer != person:
        raise SomebodyElseHolds(
            "The assistant writes in this conversation: take it over first."
            if conversation.writer is None
            else "A colleague writes in this conversation: take it over first."
        )


def _earliest(new: datetime, old: datetime | None) -> datetime:
    return new if old is None else min(new, old)
