"""What approved, customer-facing text says to a question: the best quote, and whether it is enough to answer with."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import DictRow

from handrail.core.escalation.facts import EvidenceFact, QuoteFact
from handrail.core.knowledge.asked import Asked
from handrail.core.knowledge.hit import Hit
from handrail.core.knowledge.quote import UnfilledTextRefused, quote, share_of_question
from handrail.ports import Question
from handrail.search.encoder import Encoder, mark
from handrail.search.find_passages import QuestionVector, find_passages

Enter = Callable[[UUID], AbstractAsyncContextManager[AsyncConnection[DictRow]]]
"""Opens a transaction in a workspace as the assistant, for whom internal text does not exist."""


class Evidence:
    def __init__(self, enter: Enter, encoder: Encoder | None) -> None:
        self._enter, self._encoder = enter, encoder

    async def evidence(self, tenant: UUID, question: Question) -> EvidenceFact:
        """Embeds before the transaction opens: no model is called inside one."""
        asked = Asked(question.text, tuple(question.history))
        vector = await self._vector(asked)
        async with self._enter(tenant) as connection, connection.cursor() as cursor:
            hits = await find_passages(cursor, asked, vector, limit=5)
        return _fact(asked, hits)

    async def _vector(self, asked: Asked) -> QuestionVector | None:
        if self._encoder is None:
            return None
        return QuestionVector((await self._encoder.embed([asked.meaning]))[0], mark(self._encoder))


def _fact(asked: Asked, hits: Sequence[Hit]) -> EvidenceFact:
    if not hits:
        return EvidenceFact(None, False, ("No approved passage was found.",))
    best, share = hits[0], share_of_question(asked, [hits[0].passage.title, hits[0].passage.text])
    try:
        fact = _quote_fact(asked, best)
    except UnfilledTextRefused:
        return EvidenceFact(None, False, ("The passage has a gap that nobody filled in.",))
    enough = (best.passage_similarity or 0) >= 0.5 and share >= 0.3
    because = (f"similarity {best.passage_similarity or 0:.2f}, {share:.0%} of the question's words",)
    margin = best.score - hits[1].score if len(hits) > 1 else best.score
    return EvidenceFact(fact, enough, because, margin=margin)


def _quote_fact(asked: Asked, hit: Hit) -> QuoteFact:
    passage = hit.passage
    return QuoteFact(
        article=hit.article_id,
        version=hit.version,
        title=passage.title,
        text=quote(asked, passage).text,
        topic=passage.topic,
        score=hit.score,
        language=passage.language,
        key=passage.article_key,
    )
