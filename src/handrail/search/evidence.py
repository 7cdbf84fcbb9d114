"""What approved, customer-facing text says to a question: the best quote, and whether it is enough to answer with."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from uuid import UUID

import structlog
from psycopg import AsyncConnection
from psycopg.rows import DictRow

from handrail.core.escalation.facts import EvidenceFact, QuoteFact
from handrail.core.knowledge.abstain import enough
from handrail.core.knowledge.article import Audience
from handrail.core.knowledge.asked import Asked
from handrail.core.knowledge.hit import Found, Hit
from handrail.core.knowledge.quote import UnfilledTextRefused, as_markdown, quotes
from handrail.ports import Question
from handrail.ports.encoder import Encoder, mark
from handrail.search.find_passages import QuestionVector, find_passages

Enter = Callable[[UUID], AbstractAsyncContextManager[AsyncConnection[DictRow]]]
"""Opens a transaction in a workspace as the assistant, for whom internal text does not exist."""


log = structlog.get_logger()

EMBED_WITHIN = 5.0
"""Seconds for an embedder to answer; after that the question is searched for by its words."""

SHOWN = 6
"""Articles looked at: the best, and the five it has to be ahead of."""


class Evidence:
    def __init__(self, enter: Enter, encoder: Encoder | None) -> None:
        self._enter, self._encoder = enter, encoder

    async def warm_up(self) -> None:
        """Loads the embedder before the first customer waits for it."""
        if self._encoder is not None:
            await self._encoder.embed(["hello"])

    async def evidence(self, tenant: UUID, question: Question) -> EvidenceFact:
        """Embeds before the transaction opens: no model is called inside one."""
        asked = Asked(question.text, tuple(question.history), question.language)
        vector = await self._vector(asked)
        async with self._enter(tenant) as connection, connection.cursor() as cursor:
            found = await find_passages(cursor, asked, vector, limit=SHOWN)
        return _fact(asked, found)

    @property
    def versions(self) -> Mapping[str, str]:
        return {"embedder": "none" if self._encoder is None else mark(self._encoder)}

    async def _vector(self, asked: Asked) -> QuestionVector | None:
        """None without an embedder, and when it does not answer: words alone are weaker evidence, judged as such."""
        if self._encoder is None:
            return None
        try:
            async with asyncio.timeout(EMBED_WITHIN):
                rows = await self._encoder.embed([asked.meaning])
        except Exception as error:
            log.warning("embedder.failed", error=type(error).__name__)
            return None
        return QuestionVector(rows[0], mark(self._encoder))


def _fact(asked: Asked, found: Found) -> EvidenceFact:
    verdict = enough(found)
    if not found.hits or found.hits[0].passage.audience is not Audience.CUSTOMER:
        return EvidenceFact(None, False, verdict.because, margin=verdict.margin)
    try:
        best = _quote_fact(asked, found.hits[0])
    except UnfilledTextRefused:
        return EvidenceFact(None, False, verdict.because, margin=verdict.margin)
    return EvidenceFact(best, verdict.enough, verdict.because, margin=verdict.margin)


def _quote_fact(asked: Asked, hit: Hit) -> QuoteFact:
    passage = hit.passage
    return QuoteFact(
        article=hit.article_id,
        version=hit.version,
        title=passage.title,
        text=as_markdown(quotes(asked, passage, hit.beside)),
        topic=passage.topic,
        score=hit.score,
        language=passage.language,
        key=passage.article_key,
    )
