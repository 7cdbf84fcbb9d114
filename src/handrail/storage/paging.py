"""Alarms about P0 moments and the pages they led to, as rows."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from handrail.ports import NotFound, Work
from handrail.ports.paging import Alarm, OnCallSettings, OpenAlarm, Page, Way, Went
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection, Door, Rows, Viewer

_ALARM: Final = "a.id, a.conversation_id AS conversation, a.moment, a.raised_at, a.acknowledged_at, a.acknowledged_by"
_RAISE: Final = """INSERT INTO alarm (tenant, id, conversation_id, moment, raised_at)
  SELECT %(tenant)s, %(id)s, %(conversation)s, %(moment)s, %(at)s WHERE NOT EXISTS (
    SELECT 1 FROM alarm a WHERE a.tenant = %(tenant)s AND a.conversation_id = %(conversation)s AND a.moment = %(moment)s
      AND (a.acknowledged_at IS NULL OR a.acknowledged_at > %(quiet)s))
  ON CONFLICT DO NOTHING"""
# A settled conversation rings no more; its alarm ends with the next round.
OPEN: Final = f"""SELECT {_ALARM}, a.next_at, c.name AS customer, o.name AS owner, o.id AS owner_id,
    CASE WHEN v.state <> 'offered' OR v.responder_id <> v.writer_id THEN v.writer_id END AS holder,
    count(p.round) AS rounds,
    COALESCE(array_agg(p.person_id ORDER BY p.round) FILTER (WHERE p.person_id IS NOT NULL), '{{}}') AS paged_people,
    COALESCE(array_agg(DISTINCT w.name) FILTER (WHERE w.name IS NOT NULL), '{{}}') AS paged
  FROM alarm a
  JOIN conversation v ON v.tenant = a.tenant AND v.id = a.conversation_id
  JOIN customer c ON c.tenant = a.tenant AND c.id = v.customer_id
  JOIN person o ON o.tenant = a.tenant AND o.id = v.owner_id
  LEFT JOIN page p ON p.tenant = a.tenant AND p.alarm_id = a.id
  LEFT JOIN person w ON w.tenant = p.tenant AND w.id = p.person_id
  WHERE a.tenant = %(tenant)s AND a.acknowledged_at IS NULL AND v.state NOT IN ('resolved', 'closed')
    AND (%(conversation)s::uuid IS NULL OR a.conversation_id = %(conversation)s)
  GROUP BY a.tenant, a.id, c.name, o.tenant, o.id, v.tenant, v.id ORDER BY a.raised_at, a.id"""
_AGAIN: Final = """INSERT INTO alarm (tenant, id, conversation_id, moment, raised_at)
  SELECT tenant, %(id)s, conversation_id, moment, %(at)s FROM alarm l
  WHERE l.tenant = %(tenant)s AND l.conversation_id = %(conversation)s AND NOT EXISTS (
    SELECT 1 FROM alarm a WHERE a.tenant = l.tenant AND a.conversation_id = l.conversation_id AND a.acknowledged_at IS NULL)
  ORDER BY l.raised_at DESC, l.id LIMIT 1
  ON CONFLICT DO NOTHING RETURNING moment"""


def paging_within(work: Work) -> "PgPaging":
    """Alarms and pages in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgPaging(rows.connection, rows.tenant)


class PgPaging:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def raise_alarm(self, new_id: UUID, conversation: UUID, moment: str, at: datetime, quiet: datetime) -> bool:
        cursor = await self._run(_RAISE, id=new_id, conversation=conversation, moment=moment, at=at, quiet=quiet)
        return cursor.rowcount == 1

    async def raise_again(self, new_id: UUID, conversation: UUID, at: datetime) -> Alarm | None:
        row = await (await self._run(_AGAIN, id=new_id, conversation=conversation, at=at)).fetchone()
        return None if row is None else Alarm(new_id, conversation, row["moment"], at)

    async def offered(self, conversation: UUID) -> Sequence[UUID]:
        cursor = await self._run(
            """SELECT person_id FROM handoff WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s AND at >= (
                 SELECT min(raised_at) FROM alarm
                 WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s AND acknowledged_at IS NULL)
               ORDER BY fence""",
            conversation=conversation,
        )
        return [row["person_id"] for row in await cursor.fetchall()]

    async def alarm(self, alarm: UUID, *, lock: bool = False) -> Alarm:
        how = " FOR NO KEY UPDATE" if lock else ""
        cursor = await self._run(
            f"SELECT {_ALARM} FROM alarm a WHERE tenant = %(tenant)s AND id = %(id)s{how}", id=alarm
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This alarm does not exist.")
        return Alarm(**row)

    async def open_alarms(self, conversation: UUID | None = None) -> Sequence[OpenAlarm]:
        cursor = await self._run(OPEN, conversation=conversation)
        return [open_alarm(row) for row in await cursor.fetchall()]

    async def stale(self, before: datetime) -> Sequence[tuple[UUID, int]]:
        cursor = await self._run(
            """SELECT a.id, (SELECT COALESCE(max(p.round), 0) FROM page p
                             WHERE p.tenant = a.tenant AND p.alarm_id = a.id) AS last
               FROM alarm a
               WHERE a.tenant = %(tenant)s AND a.acknowledged_at IS NULL AND COALESCE(a.next_at, a.raised_at) < %(before)s""",
            before=before,
        )
        return [(row["id"], row["last"]) for row in await cursor.fetchall()]

    async def acknowledge(self, alarm: UUID, by: UUID, at: datetime) -> None:
        await self._run(
            """UPDATE alarm SET acknowledged_at = %(at)s, acknowledged_by = %(by)s
               WHERE tenant = %(tenant)s AND id = %(id)s AND acknowledged_at IS NULL""",
            id=alarm,
            by=by,
            at=at,
        )

    async def add_page(
        self, new_id: UUID, alarm: UUID, number: int, person: UUID | None, at: datetime, next_at: datetime
    ) -> bool:
        cursor = await self._run(
            """INSERT INTO page (tenant, alarm_id, round, id, person_id, at)
               VALUES (%(tenant)s, %(alarm)s, %(round)s, %(id)s, %(person)s, %(at)s) ON CONFLICT DO NOTHING""",
            id=new_id,
            alarm=alarm,
            round=number,
            person=person,
            at=at,
        )
        if cursor.rowcount == 1:
            await self._run(
                "UPDATE alarm SET next_at = %(at)s WHERE tenant = %(tenant)s AND id = %(id)s", at=next_at, id=alarm
            )
        return cursor.rowcount == 1

    async def has_page(self, alarm: UUID, number: int) -> bool:
        cursor = await self._run(
            "SELECT 1 FROM page WHERE tenant = %(tenant)s AND alarm_id = %(alarm)s AND round = %(round)s",
            alarm=alarm,
            round=number,
        )
        return await cursor.fetchone() is not None

    async def page(self, alarm: UUID, number: int) -> Page:
        cursor = await self._run(
            """SELECT p.id, p.alarm_id AS alarm, p.round, p.person_id AS person, COALESCE(w.name, '') AS name,
                 COALESCE(w.slug, '') AS slug, w.email, p.at, p.webhook, p.mail
               FROM page p LEFT JOIN person w ON w.tenant = p.tenant AND w.id = p.person_id
               WHERE p.tenant = %(tenant)s AND p.alarm_id = %(alarm)s AND p.round = %(round)s""",
            alarm=alarm,
            round=number,
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This page does not exist.")
        return Page(**row)

    async def settle(self, page: UUID, way: Way, went: Went, at: datetime) -> None:
        await self._run(
            f"""UPDATE page SET {way} = %(went)s, settled_at = %(at)s
                WHERE tenant = %(tenant)s AND id = %(id)s AND {way} <> 'sent'""",
            id=page,
            went=went,
            at=at,
        )

    async def settings(self) -> OnCallSettings:
        cursor = await self._run("SELECT webhook, every_minutes FROM on_call_setting WHERE tenant = %(tenant)s")
        row = await cursor.fetchone()
        return OnCallSettings() if row is None else OnCallSettings(**row)

    async def set(self, settings: OnCallSettings) -> None:
        if settings == OnCallSettings():
            await self._run("DELETE FROM on_call_setting WHERE tenant = %(tenant)s")
            return
        await self._run(
            """INSERT INTO on_call_setting (tenant, webhook, every_minutes) VALUES (%(tenant)s, %(webhook)s, %(every)s)
               ON CONFLICT (tenant) DO UPDATE SET webhook = EXCLUDED.webhook, every_minutes = EXCLUDED.every_minutes""",
            webhook=settings.webhook,
            every=settings.every_minutes,
        )

    async def _run(self, query: str, **values: Any) -> Rows:
        return await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})


async def open_alarms(door: Door, tenant: UUID, viewer: UUID) -> Sequence[OpenAlarm]:
    """Those of the whole workspace, as somebody of the team sees them."""
    async with door.enter(tenant, Viewer.staff(viewer)) as connection:
        return await PgPaging(connection, tenant).open_alarms()


def open_alarm(row: dict[str, Any]) -> OpenAlarm:
    fields = (f.name for f in dataclasses.fields(Alarm))
    alarm = Alarm(**{name: row[name] for name in fields})
    return OpenAlarm(
        alarm,
        row["rounds"],
        tuple(row["paged"]),
        tuple(row["paged_people"]),
        row["next_at"],
        row["customer"],
        row["owner"],
        row["owner_id"],
        row["holder"],
    )
