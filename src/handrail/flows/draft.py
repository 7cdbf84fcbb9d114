"""An agent asks for a draft: what approved text says to the customer's last words. Nothing is sent by it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.escalation.facts import QuoteFact
from handrail.flows.word_draft import WordDraft
from handrail.ports import Desk, Knowledge, Languages, Question
from handrail.ports.hints import Hint, Hints
from handrail.ports.model_use import Wording

log = structlog.get_logger()

SEEN = 60  # messages of the thread that are looked at
REMEMBERED = 6
PASSAGES = 4
ANSWERS_WITHIN = 10.0  # seconds; the agent is waiting


@dataclass(frozen=True, slots=True)
class Draft:
    """`quote`: the best approved passage for customers, None without any. `enough`: the assistant would have said it by
    itself. `because`: the reasons in words. `hints` are for the agent and never part of the text."""

    quote: QuoteFact | None
    enough: bool
    because: tuple[str, ...]
    hints: Sequence[Hint] = ()
    worded: Wording | None = None  # what a model wrote from these passages, without what no guard let pass


class DraftReply:
    """`worded` None: drafts are approved passages as they stand."""

    def __init__(
        self, desk: Desk, knowledge: Knowledge, hints: Hints, languages: Languages, worded: WordDraft | None = None
    ) -> None:
        self._desk, self._knowledge, self._hints, self._languages = desk, knowledge, hints, languages
        self._worded = worded

    async def __call__(self, tenant: UUID, conversation: UUID, by: UUID) -> Draft:
        """Raises NotFound. Knowledge that does not answer is a draft without a text that says so."""
        async with self._desk.as_staff(tenant, by) as work:
            await work.conversations.get(conversation)
            thread = await work.conversations.latest_messages(conversation, SEEN)
        text, before = last_words(thread)
        if not text:
            return Draft(None, False, ("The customer has not written anything yet.",))
        question = Question(text, before[-REMEMBERED:], self._languages(text).code)
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                evidence = await self._knowledge.evidence(tenant, question)
                hints = await self._hints(tenant, by, question)
        except Exception as error:  # the agent writes by hand: nothing is lost but time
            log.warning("draft.failed", error=type(error).__name__)
            return Draft(None, False, ("Knowledge does not answer at the moment.",))
        worded = None
        if self._worded is not None and evidence.quote is not None:
            passages = [evidence.quote, *evidence.others][:PASSAGES]
            worded = await self._worded(tenant, conversation, passages, thread, question)
        return Draft(evidence.quote, evidence.enough, evidence.because, hints, worded)


def last_words(thread: Sequence[Message]) -> tuple[str, Sequence[str]]:
    """What the customer wrote last, as one text, whatever system said since; and what was said before, oldest first."""
    said = [m for m in thread if m.body and not m.internal and m.author_kind is not AuthorKind.SYSTEM]
    end = next((i + 1 for i in range(len(said) - 1, -1, -1) if said[i].author_kind is AuthorKind.CUSTOMER), 0)
    start = end
    while start and said[start - 1].author_kind is AuthorKind.CUSTOMER:
        start -= 1
    return "\n".join(m.body or "" for m in said[start:end]), [m.body or "" for m in said[:start]]
