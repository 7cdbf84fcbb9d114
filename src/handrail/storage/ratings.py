"""Ratings as rows, one a conversation."""

from typing import Final
from uuid import UUID

from handrail.core.conversation.rating import Rating
from handrail.ports import Work
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection

_OF: Final = """SELECT rating, effort, solved, comment, at, changed_at FROM rating
  WHERE tenant = %s AND conversation_id = %s"""
_KEEP: Final = """
INSERT INTO rating AS r (tenant, id, conversation_id, customer_id, rating, effort, solved, comment, at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (tenant, conversation_id) DO UPDATE SET rating = EXCLUDED.rating, effort = EXCLUDED.effort,
  solved = EXCLUDED.solved, comment = EXCLUDED.comment, changed_at = %s, erased_at = NULL
RETURNING r.id"""


def ratings_within(work: Work) -> "PgRatings":
    """Ratings in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgRatings(rows.connection, rows.tenant)


class PgRatings:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def of(self, conversation: UUID) -> Rating | None:
        return await rating_of(self._connection, self._tenant, conversation)

    async def keep(self, new_id: UUID, conversation: UUID, customer: UUID, rating: Rating) -> UUID:
        answers = (rating.rating, rating.effort, rating.solved, rating.comment, rating.at, rating.changed_at)
        cursor = await self._connection.execute(_KEEP, [self._tenant, new_id, conversation, customer, *answers])
        row = await cursor.fetchone()
        assert row is not None
        return row["id"]


async def rating_of(connection: Connection, tenant: UUID, conversation: UUID) -> Rating | None:
    row = await (await connection.execute(_OF, [tenant, conversation])).fetchone()
    return None if row is None else Rating(**row)
