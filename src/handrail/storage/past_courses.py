"""Past conversations with what was decided in them and what really happened, for trying rules on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from handrail.core.escalation.rules.course import Truth
from handrail.flows.back_test import Happened
from handrail.ports import Work
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection
from handrail.storage.past_decisions import made_from

_PAGE: Final = """
SELECT c.id, c.opened_at, COALESCE(c.topic, '') AS topic, c.imported_at IS NOT NULL AS imported, r.rating, r.solved,
  ARRAY(SELECT m.at FROM message m WHERE m.tenant = c.tenant AND m.conversation_id = c.id AND m.author_kind = 'agent'
        AND NOT m.internal ORDER BY m.seq LIMIT 100) AS agents_wrote
FROM conversation c LEFT JOIN rating r ON r.tenant = c.tenant AND r.conversation_id = c.id
WHERE c.tenant = %(tenant)s AND c.opened_at >= %(since)s
  AND (%(at)s::timestamptz IS NULL OR (c.opened_at, c.id) < (%(at)s, %(id)s))
ORDER BY c.opened_at DESC, c.id DESC LIMIT %(limit)s"""
_DECISIONS: Final = """
SELECT id, conversation_id, at, kind, rule, offer_person, facts, outcome, erased_at FROM decision
WHERE tenant = %(tenant)s AND conversation_id = ANY(%(conversations)s) ORDER BY at, id"""


def past_courses_within(work: Work) -> "PgPastCourses":
    """The past in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgPastCourses(rows.connection, rows.tenant)


class PgPastCourses:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def count(self, since: datetime) -> int:
        [row] = await self._rows(
            "SELECT count(*) AS count FROM conversation WHERE tenant = %(tenant)s AND opened_at >= %(since)s",
            since=since,
        )
        return row["count"]

    async def page(self, since: datetime, before: tuple[datetime, UUID] | None, limit: int) -> Sequence[Happened]:
        at, last = before or (None, None)
        rows = await self._rows(_PAGE, since=since, at=at, id=last, limit=limit)
        here = [row["id"] for row in rows if not row["imported"]]
        decided = dict[UUID, list[dict[str, Any]]]()
        for row in await self._rows(_DECISIONS, conversations=here) if here else ():
            decided.setdefault(row["conversation_id"], []).append(row)
        return [_happened(row, decided.get(row["id"], [])) for row in rows]

    async def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return await cursor.fetchall()


def _happened(row: dict[str, Any], decided: Sequence[dict[str, Any]]) -> Happened:
    made = [made_from(one) for one in decided]
    facts = tuple((one.at, one.facts) for one in made if one.facts is not None)
    truth = Truth(tuple(row["agents_wrote"]), row["rating"], row["solved"])
    unread = sum(one.facts is None for one in made)
    return Happened(row["id"], row["opened_at"], row["topic"], row["imported"], truth, facts, unread)
