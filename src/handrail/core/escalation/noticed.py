"""What was noticed stays on the conversation: its moments so far, and how urgent the gravest of them is."""

from collections.abc import Sequence
from dataclasses import replace

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.facts import MomentFact

URGENCIES = ("none", "P2", "P1", "P0")
"""The least urgent first."""


def with_moments(conversation: Conversation, moments: Sequence[MomentFact]) -> Conversation:
    """Moments are added and never taken back: what a customer has told stays told."""
    slugs = tuple(dict.fromkeys((*conversation.moments, *(one.slug for one in moments))))
    return replace(conversation, moments=slugs, urgency=gravest((conversation.urgency, *(m.urgency for m in moments))))


def gravest(urgencies: Sequence[str]) -> str:
    return max(urgencies, key=URGENCIES.index, default="none")


def not_yet_known(conversation: Conversation, moments: Sequence[MomentFact]) -> tuple[MomentFact, ...]:
    """Those that nobody has been told of before."""
    return tuple(one for one in moments if one.slug not in conversation.moments)


def about_a_p0(moments: Sequence[MomentFact]) -> bool:
    """Then it is about that, and the topic it also sounds like says nothing of who can help."""
    return any(one.urgency == URGENCIES[-1] for one in moments)
