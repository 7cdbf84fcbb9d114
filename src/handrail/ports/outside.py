"""What is asked outside the record: knowledge, languages, mail, and who is watching."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.message import AuthorKind
from handrail.core.escalation.facts import EvidenceFact
from handrail.ports.records import Enclosed


@dataclass(frozen=True, slots=True)
class Question:
    """What knowledge is asked: the customer's turn and the turns before it, oldest first."""

    text: str
    history: Sequence[str]
    language: str


class Knowledge(Protocol):
    @property
    def versions(self) -> Mapping[str, str]:
        """Of what judged, stored with each decision."""
        ...

    async def evidence(self, tenant: UUID, question: Question) -> EvidenceFact:
        """What approved, customer-facing text says. Reads as the assistant: internal text does not exist for it."""
        ...


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Outbound:
    """A letter on its way out of the desk, whole: label, sources and signature stand in `text` already.

    `message` is the Message-ID, the same for every try, and `references` are those of the conversation's earlier mails,
    oldest first. `author` is who speaks, as the customer reads it in From; `workspace` is its slug. `enclosed`: files.
    """

    message: UUID
    to: str
    subject: str
    text: str
    author_kind: AuthorKind
    author: str
    workspace: str
    at: datetime
    references: Sequence[UUID] = ()
    enclosed: Sequence[Enclosed] = ()


class MailDidNotGo(Exception):
    """The mail server refused or did not answer. `doubtful` when it may have accepted the message all the same."""

    def __init__(self, why: str, *, doubtful: bool = False) -> None:
        super().__init__(why)
        self.doubtful = doubtful


class Live(Protocol):
    """Wake-ups for whoever watches: something changed, read it again. Never the change itself."""

    def watch(self, tenant: UUID, conversation: UUID | None = None) -> AbstractAsyncContextManager["Wakeups"]:
        """One conversation, or with None every conversation of the workspace."""
        ...


class Wakeups(Protocol):
    async def wait(self, seconds: float) -> bool:
        """True when something changed since the last call, False after `seconds` without."""
        ...


Languages = Callable[[str], LanguageGuess]
SendMail = Callable[[Outbound], Awaitable[str]]
