"""What a conversation is about, at a glance: its tags, and a summary of quotations that lead to their messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from handrail.console.packet_seen import Claim
from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import Message
from handrail.core.handoff import summarise

PRIORITIES: Final[Mapping[str, str]] = {
    "P0": "at once, somebody is on call",
    "P1": "within the hour",
    "P2": "today",
    "none": "in turn",
}


@dataclass(frozen=True, slots=True)
class Tags:
    """`moments` by their short names; `skill` that the topic asks of a person, empty without one."""

    topic: str
    language: str
    priority: str
    moments: tuple[str, ...]
    skill: str


def tags_of(one: Conversation, topic: str, skill: str) -> Tags:
    return Tags(
        topic=topic or one.topic or "not known",
        language="not known" if one.language == "und" else one.language,
        priority=PRIORITIES[one.urgency],
        moments=tuple(slug.replace("-", " ") for slug in one.moments),
        skill=skill,
    )


def summary_of(messages: Sequence[Message]) -> tuple[Claim, ...]:
    places: dict[UUID, int] = {message.id: message.seq for message in messages}
    lines = summarise(tuple(messages)).lines
    return tuple(Claim(line.text, tuple(places[one] for one in line.messages if one in places)) for line in lines)
