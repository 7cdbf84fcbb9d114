"""The passages for agents that answer a question, read as the agent who asks."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import DictRow

from handrail.core.knowledge.article import Audience
from handrail.core.knowledge.asked import Asked
from handrail.core.knowledge.hit import Hit
from handrail.ports import Question
from handrail.ports.hints import Hint
from handrail.search.find_passages import find_passages

EnterAs = Callable[[UUID, UUID], AbstractAsyncContextManager[AsyncConnection[DictRow]]]
"""(tenant, person): a transaction in a workspace as this person of the staff."""

LOOKED_AT = 6
SHOWN = 2


class InternalHints:
    """By their words alone: an agent waits for this, and a hint that is missing costs nothing."""

    def __init__(self, enter: EnterAs) -> None:
        self._enter = enter

    async def __call__(self, tenant: UUID, person: UUID, question: Question) -> Sequence[Hint]:
        asked = Asked(question.text, tuple(question.history), question.language)
        async with self._enter(tenant, person) as connection, connection.cursor() as cursor:
            found = await find_passages(cursor, asked, None, limit=LOOKED_AT, internal=True)
        internal = [hit for hit in found.hits if hit.passage.audience is Audience.INTERNAL]
        return [_hint(hit) for hit in internal[:SHOWN]]


def _hint(hit: Hit) -> Hint:
    return Hint(hit.article_id, hit.passage.article_key, hit.passage.title, hit.passage.text)
