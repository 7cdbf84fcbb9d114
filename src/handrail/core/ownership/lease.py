"""How long an agent has to acknowledge a conversation, and what happens when they do not."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from handrail.core.conversation.conversation import Channel


@dataclass(frozen=True, slots=True)
class LeasePolicy:
    """Time to acknowledge. In chat somebody is waiting at the screen; everything else may wait as long
    as mail."""

    chat: timedelta = timedelta(seconds=90)
    email: timedelta = timedelta(minutes=15)
    urgent_chat: timedelta = timedelta(seconds=30)
    urgent_email: timedelta = timedelta(minutes=5)


class OfferTo(StrEnum):
    NEXT_PERSON = "next_person"
    DUTY_MANAGER = "duty_manager"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True)
class NextStep:
    """`page_lead` is true exactly once in a conversation's run of missed leases, so nobody is paged
    twice for it."""

    offer_to: OfferTo
    page_lead: bool
    because: str


LOOPS = 2


def lease_for(channel: Channel, urgent: bool, policy: LeasePolicy = LeasePolicy()) -> timedelta:
    if channel is Channel.CHAT:
        return min(policy.chat, policy.urgent_chat) if urgent else policy.chat
    return min(policy.email, policy.urgent_email) if urgent else policy.email


def after_missed(times_missed: int, loop: int = 1) -> NextStep:
    """What follows the `times_missed`-th lease in a row (from 1) that ran out.

    `loop` is how many people one round asks: after two rounds the duty manager gets it, after them the
    reserve.
    """
    if times_missed < 1:
        raise ValueError("Nothing was missed yet.")
    offer_to = _after_rounds(times_missed - LOOPS * max(loop, 1))
    return NextStep(offer_to, times_missed == 2, f"{times_missed} not acknowledged in time")


def _after_rounds(over: int) -> OfferTo:
    if over < 0:
        return OfferTo.NEXT_PERSON
    return OfferTo.DUTY_MANAGER if over == 0 else OfferTo.RESERVE
