"""The thread as agents read it: every author kind unmistakable, in pages of bounded length."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from handrail.console.marked import marked
from handrail.core.conversation.attachment import Attachment
from handrail.core.conversation.message import AuthorKind, Message, Source
from handrail.core.conversation.said import text_of
from handrail.ports import Names

SHOWN = 60
"""Messages on one page of a thread."""
SOMEBODY = "Somebody who left"


@dataclass(frozen=True, slots=True)
class SaidSeen:
    """`look`: customer, assistant, agent, drafted (the assistant's draft, sent by an agent), note or system. `day` where
    a new one begins. `why`: the turn whose decision explains it."""

    id: UUID
    seq: int
    at: datetime
    look: str
    author_kind: str
    name: str
    words: Markup
    language: str
    sources: tuple[Source, ...]
    attachments: tuple[Attachment, ...]
    erased: bool
    why: int | None
    day: date | None


@dataclass(frozen=True, slots=True)
class ThreadSeen:
    """One page: `earlier` and `later` are the `upto` of the pages beside it. `newest` is the last `seq` shown."""

    said: Sequence[SaidSeen]
    earlier: int | None
    later: int | None
    newest: int
    latest: bool

    def holds(self, seq: int) -> bool:
        return bool(self.said) and self.said[0].seq <= seq <= self.said[-1].seq


def window(last_seq: int, upto: int | None) -> tuple[int, int]:
    """The page that ends at `upto`: (after, upto). Numbers count from 1, nearly without gaps."""
    end = last_seq if upto is None else max(1, min(upto, last_seq))
    return max(0, end - SHOWN), end


def thread_seen(
    messages: Sequence[Message], last_seq: int, upto: int | None, names: Names, customer: str, language: str, zone: str
) -> ThreadSeen:
    """`messages`: those of the window at least, in order."""
    after, end = window(last_seq, upto)
    shown = [message for message in messages if after < message.seq <= end]
    said: list[SaidSeen] = []
    day: date | None = None
    for message in shown:
        today = message.at.astimezone(ZoneInfo(zone)).date()
        said.append(_said(message, names, customer, language, today if today != day else None))
        day = today
    return ThreadSeen(
        said=said,
        earlier=after or None,
        later=None if end >= last_seq else min(last_seq, end + SHOWN),
        newest=shown[-1].seq if shown else 0,
        latest=end >= last_seq,
    )


def _said(message: Message, names: Names, customer: str, language: str, day: date | None) -> SaidSeen:
    look = _look(message)
    text = text_of(message, language)
    quoted = look in ("assistant", "drafted")
    spoken = language if look in ("customer", "assistant", "system") and language != "und" else ""
    return SaidSeen(
        id=message.id,
        seq=message.seq,
        at=message.at,
        look=look,
        author_kind=message.author_kind.value,
        name=_name(message, names, customer),
        words=marked(text) if quoted else escape(text),
        language=spoken,
        sources=message.sources,
        attachments=message.attachments,
        erased=message.erased,
        why=message.turn if message.author_kind is AuthorKind.ASSISTANT else None,
        day=day,
    )


def _look(message: Message) -> str:
    if message.internal:
        return "note"
    if message.author_kind is AuthorKind.AGENT and message.drafted_by_assistant:
        return "drafted"
    return message.author_kind.value


def _name(message: Message, names: Names, customer: str) -> str:
    if message.author_kind is AuthorKind.CUSTOMER:
        return customer
    return "" if message.author_id is None else names.get(message.author_id, SOMEBODY)


def places_known(messages: Sequence[Message]) -> Mapping[UUID, int]:
    return {message.id: message.seq for message in messages}
