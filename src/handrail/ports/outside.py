"""What is asked outside the record: knowledge, languages, mail, and who is watching."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from handrail.core.escalation.facts import EvidenceFact


@dataclass(frozen=True, slots=True)
class Question:
    """What knowledge is asked: the customer's turn and the turns before it, oldest first."""

    text: str
    history: Sequence[str]
    language: str


class Knowledge(Protocol):
    async def evidence(self, tenant: UUID, question: Question) -> EvidenceFact:
        """What approved, customer-facing text says. Reads as the assistant: internal text does not exist for it."""
        ...


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Outbound:
    """A message on its way out of the desk by mail. `message` is the Message-ID, the same for every try."""

    message: UUID
    to: str
    subject: str
    text: str
    in_reply_to: UUID | None = None


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
