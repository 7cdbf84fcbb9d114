"""What somebody said: a message with an author kind that can never change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from handrail.core.conversation.attachment import Attachment

MAX_CHARS = 20_000


class AuthorKind(StrEnum):
    CUSTOMER = "customer"
    ASSISTANT = "assistant"
    AGENT = "agent"
    SYSTEM = "system"


class MessageEmpty(ValueError):
    """A message needs at least one visible character."""


class MessageTooLong(ValueError):
    """A message holds at most MAX_CHARS characters."""


class MessageNotText(ValueError):
    """A message is text: bytes that are no text, or half of a character pair, are refused."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a quoted sentence stands: an article in the version that was approved, and the very words."""

    article: UUID
    version: int
    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message as kept. `seq` counts within its conversation from 1 and may have gaps; `turn` is the customer's turn
    it belongs to. `body` is None for catalogue texts (`text_id` and `slots` instead) and after erasure, and empty where
    only files were sent."""

    id: UUID
    seq: int
    author_kind: AuthorKind
    at: datetime
    body: str | None
    author_id: UUID | None = None
    drafted_by_assistant: bool = False
    internal: bool = False
    text_id: str | None = None
    slots: Mapping[str, Any] = field(default_factory=dict[str, Any])
    sources: tuple[Source, ...] = ()
    turn: int = 0
    erased: bool = False
    attachments: tuple[Attachment, ...] = ()


def clean_text(text: str, limit: int = MAX_CHARS, *, files: int = 0) -> str:
    """The text as it is kept: NUL removed (no database text holds it), line ends made one kind, ends trimmed. With
    `files` beside it there may be none at all.

    Nothing else is altered: right-to-left marks, emoji and odd spacing are the customer's own.
    Raises MessageNotText for lone surrogates, MessageEmpty when nothing visible is left, MessageTooLong past `limit`.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MessageNotText("The text holds half of a character pair and cannot be stored.") from error
    kept = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not any(char.isprintable() and not char.isspace() for char in kept):
        if files:
            return ""
        raise MessageEmpty("The message is empty.")
    if len(kept) > limit:
        raise MessageTooLong(f"The message has {len(kept)} characters; at most {limit} are accepted.")
    return kept
