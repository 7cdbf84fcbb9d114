"""A past conversation as a line of JSON in the format conversation/1, and back."""

from datetime import datetime
from itertools import pairwise
from typing import Annotated, Literal

import msgspec

from handrail.core.conversation.conversation import Channel
from handrail.core.conversation.message import AuthorKind, clean_text
from handrail.flows.history import FORMAT, LineRefused, PastConversation, PastCustomer, PastMessage

_Moment = Annotated[datetime, msgspec.Meta(tz=True)]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
_Language = Annotated[str, msgspec.Meta(min_length=2, max_length=35)]


class _Message(msgspec.Struct, omit_defaults=True):
    author: AuthorKind
    text: str
    at: _Moment
    author_name: _Name | None = None
    internal: bool = False


class _Customer(msgspec.Struct, omit_defaults=True):
    external_id: _Name
    name: str | None = None


class _Line(msgspec.Struct, omit_defaults=True, kw_only=True):
    schema: Literal["conversation/1"]
    external_id: _Name
    customer: _Customer
    channel: Channel
    topic: str | None = None
    language: _Language = "und"
    opened_at: _Moment
    messages: Annotated[tuple[_Message, ...], msgspec.Meta(min_length=1, max_length=100_000)]
    resolved_at: _Moment | None = None


def read_line(line: bytes) -> PastConversation:
    """Raises LineRefused. Fields that the format does not know are passed over."""
    try:
        found = msgspec.json.decode(line, type=_Line)
        messages = tuple(_read(message) for message in found.messages)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise LineRefused(str(error)) from error
    _refuse_disorder(found, messages)
    return PastConversation(
        external_id=found.external_id,
        customer=PastCustomer(found.customer.external_id, found.customer.name or None),
        channel=found.channel,
        opened_at=found.opened_at,
        messages=messages,
        topic=found.topic,
        language=found.language,
        resolved_at=found.resolved_at,
    )


def write_line(past: PastConversation) -> bytes:
    """One line with its end."""
    line = _Line(
        schema=FORMAT,
        external_id=past.external_id,
        customer=_Customer(past.customer.external_id, past.customer.name),
        channel=past.channel,
        topic=past.topic,
        language=past.language,
        opened_at=past.opened_at,
        messages=tuple(_Message(m.author, m.text, m.at, m.author_name, m.internal) for m in past.messages),
        resolved_at=past.resolved_at,
    )
    return msgspec.json.encode(line) + b"\n"


def _read(message: _Message) -> PastMessage:
    if message.internal and message.author is not AuthorKind.AGENT:
        raise ValueError("Only agents leave internal notes.")
    return PastMessage(message.author, clean_text(message.text), message.at, message.author_name, message.internal)


def _refuse_disorder(line: _Line, messages: tuple[PastMessage, ...]) -> None:
    for number, (before, after) in enumerate(pairwise(messages), start=2):
        if after.at < before.at:
            raise LineRefused(f"Message {number} is earlier than the one before it.")
    if line.resolved_at is not None and line.resolved_at < line.opened_at:
        raise LineRefused("It was resolved before it was opened.")
