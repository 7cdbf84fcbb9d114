"""The log's entries, newest first, for people who want to read along."""

from collections.abc import Sequence
from uuid import UUID

from handrail.core.log.chain import Event
from handrail.ports import LogLine, LogQuery
from handrail.storage.door import SYSTEM, Door, Viewer

_LINES = """SELECT e.id, e.kind, e.actor, e.at, e.data, e.conversation_id, s.n, s.hash
  FROM event e LEFT JOIN seal s ON s.tenant = e.tenant AND s.event_id = e.id
  WHERE e.tenant = %(tenant)s AND (%(conversation)s::uuid IS NULL OR e.conversation_id = %(conversation)s)
    AND (%(kind)s::text IS NULL OR e.kind = %(kind)s) AND (%(actor)s::text IS NULL OR e.actor = %(actor)s)
    AND (%(before)s::bigint IS NULL OR e.id < %(before)s)
  ORDER BY e.id DESC LIMIT %(limit)s"""
# A loose index scan over a column without an index of its own would read the whole log; the newest tell enough.
_KINDS = """SELECT DISTINCT kind FROM (SELECT kind FROM event WHERE tenant = %s ORDER BY id DESC LIMIT 5000) recent
  ORDER BY kind"""
_CONVERSATION_OF = """SELECT id AS found FROM conversation WHERE tenant = %(tenant)s AND id = %(id)s
  UNION ALL SELECT conversation_id FROM message WHERE tenant = %(tenant)s AND id = %(id)s
  UNION ALL SELECT conversation_id FROM decision WHERE tenant = %(tenant)s AND id = %(id)s
  UNION ALL SELECT conversation_id FROM handoff WHERE tenant = %(tenant)s AND id = %(id)s
  UNION ALL SELECT conversation_id FROM promise WHERE tenant = %(tenant)s AND id = %(id)s
  LIMIT 1"""


async def newest_events(door: Door, tenant: UUID, conversation: UUID | None, limit: int) -> Sequence[Event]:
    """Oldest of them first; of one conversation, or with None of the whole workspace."""
    async with door.enter(tenant, SYSTEM) as connection:
        cursor = await connection.execute(
            """SELECT id, kind, actor, at, data, conversation_id FROM event
               WHERE tenant = %(tenant)s AND (%(conversation)s::uuid IS NULL OR conversation_id = %(conversation)s)
               ORDER BY id DESC LIMIT %(limit)s""",
            {"tenant": tenant, "conversation": conversation, "limit": limit},
        )
        rows = await cursor.fetchall()
    return [
        Event(row["kind"], row["actor"], row["at"], row["data"], row["conversation_id"], row["id"])
        for row in reversed(rows)
    ]


class PgLog:
    """The log as staff of one workspace read it."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def lines(self, tenant: UUID, viewer: UUID, query: LogQuery) -> Sequence[LogLine]:
        values = {
            "tenant": tenant,
            "conversation": query.conversation,
            "kind": query.kind,
            "actor": query.actor,
            "before": query.before,
            "limit": query.limit,
        }
        async with self._door.enter(tenant, Viewer.staff(viewer)) as connection:
            cursor = await connection.execute(_LINES, values)
            return [
                LogLine(
                    Event(row["kind"], row["actor"], row["at"], row["data"], row["conversation_id"], row["id"]),
                    row["n"],
                    None if row["hash"] is None else bytes(row["hash"]),
                )
                for row in await cursor.fetchall()
            ]

    async def kinds(self, tenant: UUID) -> Sequence[str]:
        async with self._door.enter(tenant, SYSTEM) as connection:
            return [row["kind"] for row in await (await connection.execute(_KINDS, [tenant])).fetchall()]

    async def conversation_of(self, tenant: UUID, thing: UUID) -> UUID | None:
        async with self._door.enter(tenant, SYSTEM) as connection:
            row = await (await connection.execute(_CONVERSATION_OF, {"tenant": tenant, "id": thing})).fetchone()
            return None if row is None else row["found"]
