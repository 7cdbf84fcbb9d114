"""What somebody may have to be told by mail, found in the rows; and each notice, kept so that it goes once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from handrail.core.daily.notices import DEFAULT, DEFAULT_OF_THE_RESERVE, Happening, Kind, Wanted
from handrail.ports import NotFound, Work
from handrail.ports.daily import Waiting
from handrail.ports.daily_work import Notice
from handrail.storage.desk import PgWork
from handrail.storage.door import SYSTEM, Connection, Rows, Viewer
from handrail.storage.reading_rows import Reader

TRIES: Final = 5
TRY_AGAIN_AFTER: Final = timedelta(minutes=2)
LONGEST_AHEAD: Final = timedelta(days=1)
AT_MOST: Final = 1_000

# An offer has a fence of its own, and its time stands in the log. What a customer wrote is told once until it is answered.
_HAPPENINGS: Final = """
SELECT 'offered' AS kind, c.responder_id AS person, c.id AS conversation, c.id || ':' || c.fence AS about,
  COALESCE((SELECT max(e.at) FROM event e WHERE e.tenant = c.tenant AND e.conversation_id = c.id
            AND e.kind IN ('handed_off', 'offered_to', 'person_wanted')), c.opened_at) AS moment
FROM conversation c WHERE c.tenant = %(tenant)s AND c.state = 'offered'
UNION ALL
SELECT 'due', p.owner_id, p.conversation_id, p.id::text, p.due_at
FROM promise p WHERE p.tenant = %(tenant)s AND p.status = 'open' AND p.due_at > %(now)s AND p.due_at <= %(until)s
UNION ALL
SELECT 'approval', w.id, a.conversation_id, a.id::text, a.asked_at
FROM approval a JOIN conversation c ON c.tenant = a.tenant AND c.id = a.conversation_id
JOIN workspace s ON s.tenant = a.tenant
JOIN person w ON w.tenant = a.tenant AND NOT w.gone
  AND (w.id = c.owner_id OR s.agents_approve OR w.role IN ('supervisor', 'lead', 'admin'))
WHERE a.tenant = %(tenant)s AND a.state = 'waiting' AND a.expires_at > %(now)s
UNION ALL
SELECT 'customer_wrote', c.writer_id, c.id, c.id || ':' || c.decided_turn, c.last_customer_at
FROM conversation c JOIN person w ON w.tenant = c.tenant AND w.id = c.writer_id AND w.presence <> 'available'
WHERE c.tenant = %(tenant)s AND c.state = 'held' AND c.turn > c.decided_turn AND c.last_customer_at IS NOT NULL
LIMIT %(most)s"""
_CLAIM: Final = """UPDATE notification n SET attempts = attempts + 1, tried_at = %(now)s
  FROM person p WHERE p.tenant = n.tenant AND p.id = n.person_id AND n.tenant = %(tenant)s AND n.id IN (
    SELECT q.id FROM notification q JOIN person w ON w.tenant = q.tenant AND w.id = q.person_id AND NOT w.gone
    WHERE q.tenant = %(tenant)s AND q.state = 'queued' AND (q.tried_at IS NULL OR q.tried_at <= %(stale)s)
    ORDER BY q.at, q.id LIMIT %(limit)s FOR UPDATE OF q SKIP LOCKED)
  RETURNING n.id, n.person_id AS person, p.email, p.name, n.conversation_id AS conversation, n.kind, n.at"""
_SETTLE: Final = """UPDATE notification SET
    state = CASE WHEN %(sent)s THEN 'sent' WHEN attempts >= %(tries)s THEN 'failed' ELSE 'queued' END,
    sent_at = CASE WHEN %(sent)s THEN %(at)s::timestamptz END
  WHERE tenant = %(tenant)s AND id = %(id)s AND state = 'queued'"""
_WAITING: Final = """SELECT
  (SELECT count(*) FROM conversation WHERE tenant = %(tenant)s AND state = 'offered' AND responder_id = %(person)s) AS offered,
  (SELECT count(*) FROM conversation WHERE tenant = %(tenant)s AND writer_id = %(person)s AND state = 'held'
     AND turn > decided_turn) AS mine_unanswered,
  (SELECT count(*) FROM promise WHERE tenant = %(tenant)s AND owner_id = %(person)s AND status = 'open'
     AND due_at <= now() + interval '30 minutes') AS due_soon,
  (SELECT count(*) FROM approval a JOIN person w ON w.tenant = a.tenant AND w.id = %(person)s
     JOIN workspace s ON s.tenant = a.tenant AND (s.agents_approve OR w.role IN ('supervisor', 'lead', 'admin'))
     WHERE a.tenant = %(tenant)s AND a.state = 'waiting') AS approvals"""


def notices_within(work: Work) -> "PgNotices":
    """The notices in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgNotices(rows.connection, rows.tenant)


class PgNotices:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def happenings(self, now: datetime) -> Sequence[Happening]:
        cursor = await self._run(_HAPPENINGS, now=now, until=now + LONGEST_AHEAD, most=AT_MOST)
        return [Happening(Kind(row.pop("kind")), **row) for row in await cursor.fetchall()]

    async def settings(self) -> Mapping[UUID, Wanted]:
        cursor = await self._run("SELECT * FROM notification_setting WHERE tenant = %(tenant)s")
        return {row["person_id"]: _wanted(row) for row in await cursor.fetchall()}

    async def set(self, person: UUID, wanted: Wanted) -> None:
        if await (await self._run(_PERSON, person=person)).fetchone() is None:
            raise NotFound("This person does not exist.")
        await self._run(
            """INSERT INTO notification_setting (tenant, person_id, offered_after_minutes, due_within_minutes, when_away)
               VALUES (%(tenant)s, %(person)s, %(offered)s, %(due)s, %(away)s)
               ON CONFLICT (tenant, person_id) DO UPDATE SET offered_after_minutes = EXCLUDED.offered_after_minutes,
                 due_within_minutes = EXCLUDED.due_within_minutes, when_away = EXCLUDED.when_away""",
            person=person,
            offered=_minutes(wanted.offered_after),
            due=_minutes(wanted.due_within),
            away=wanted.when_away,
        )

    async def queue(self, new_id: UUID, happening: Happening, at: datetime) -> bool:
        cursor = await self._run(
            """INSERT INTO notification (tenant, id, person_id, conversation_id, kind, about, at)
               VALUES (%(tenant)s, %(id)s, %(person)s, %(conversation)s, %(kind)s, %(about)s, %(at)s)
               ON CONFLICT (tenant, person_id, kind, about) DO NOTHING""",
            id=new_id,
            person=happening.person,
            conversation=happening.conversation,
            kind=happening.kind.value,
            about=happening.about,
            at=at,
        )
        return cursor.rowcount == 1

    async def claim(self, now: datetime, limit: int) -> Sequence[Notice]:
        cursor = await self._run(_CLAIM, now=now, stale=now - TRY_AGAIN_AFTER, limit=limit)
        return [Notice(kind=Kind(row.pop("kind")), **row) for row in await cursor.fetchall()]

    async def settle(self, notice: UUID, sent: bool, at: datetime) -> None:
        await self._run(_SETTLE, id=notice, sent=sent, at=at, tries=TRIES)

    async def _run(self, query: str, **values: Any) -> Rows:
        return await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})


_PERSON: Final = "SELECT reserve FROM person WHERE tenant = %(tenant)s AND id = %(person)s"


class WaitingReads:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def waiting_for(self, tenant: UUID, person: UUID) -> Waiting:
        async with self._reader.enter(tenant, Viewer.staff(person)) as connection:
            row = await (await connection.execute(_WAITING, {"tenant": tenant, "person": person})).fetchone()
            assert row is not None
            return Waiting(**row)

    async def notices_wanted(self, tenant: UUID, person: UUID) -> Wanted:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            values = {"tenant": tenant, "person": person}
            who = await (await connection.execute(_PERSON, values)).fetchone()
            if who is None:
                raise NotFound("This person does not exist.")
            cursor = await connection.execute(
                "SELECT * FROM notification_setting WHERE tenant = %(tenant)s AND person_id = %(person)s", values
            )
            row = await cursor.fetchone()
        if row is None:
            return DEFAULT_OF_THE_RESERVE if who["reserve"] else DEFAULT
        return _wanted(row)


def _wanted(row: dict[str, Any]) -> Wanted:
    offered, due = row["offered_after_minutes"], row["due_within_minutes"]
    return Wanted(
        None if offered is None else timedelta(minutes=offered),
        None if due is None else timedelta(minutes=due),
        row["when_away"],
    )


def _minutes(time: timedelta | None) -> int | None:
    return None if time is None else round(time.total_seconds() / 60)
