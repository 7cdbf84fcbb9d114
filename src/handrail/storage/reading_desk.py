"""What agents read: the inbox by what is due next, one conversation with everything about it, and the log as it grows."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from handrail.core.log.chain import Event
from handrail.ports import (
    ConversationDetail,
    EventSeen,
    HandoffSeen,
    InboxPage,
    InboxQuery,
    InboxRow,
    LogPlace,
    LogRead,
    PromiseSeen,
    StoredDecision,
    Thread,
)
from handrail.storage.blocks import WHOLE
from handrail.storage.conversations import SELECT, PgConversations, conversation_from, messages_from
from handrail.storage.decisions import decision_from
from handrail.storage.door import SYSTEM, Connection, Viewer
from handrail.storage.ratings import rating_of
from handrail.storage.reading_rows import PROMISE, Reader, customers_of, names_of, people_in, promise_from, speakers

LAST_MESSAGES = 200
LAST_EVENTS = 500
LAST_DECISIONS = 50

_OF = {
    "mine": "AND (owner_id = %(person)s OR writer_id = %(person)s OR responder_id = %(person)s)",
    "team": """AND owner_id IN (SELECT id FROM person WHERE tenant = %(tenant)s AND team_id =
                 (SELECT team_id FROM person WHERE tenant = %(tenant)s AND id = %(person)s))""",
    "all": "",
}
_LAST_WORDS = """SELECT w.id AS of, m.* FROM unnest(%s::uuid[]) AS w(id) CROSS JOIN LATERAL (
  SELECT * FROM message WHERE tenant = %s AND conversation_id = w.id AND NOT internal ORDER BY seq DESC LIMIT 1) m"""
_DECISIONS = "SELECT * FROM decision WHERE tenant = %s AND conversation_id = %s ORDER BY turn DESC, fence DESC LIMIT %s"
_HANDOFF = """SELECT id, person_id AS person, reason_code, reason, routing, packet, at FROM handoff
  WHERE tenant = %s AND conversation_id = %s ORDER BY fence DESC LIMIT 1"""
_EVENTS = """SELECT id, kind, actor, at, data, conversation_id AS conversation FROM event
  WHERE tenant = %s AND conversation_id = %s ORDER BY id DESC LIMIT %s"""
_LOG = """SELECT tx::text::bigint AS tx, id, kind, conversation_id, at FROM event
  WHERE tenant = %s AND tx < pg_snapshot_xmin(pg_current_snapshot()) AND (tx, id) > (%s::text::xid8, %s)
  ORDER BY tx, id LIMIT %s"""
_PENDING = """SELECT EXISTS (SELECT 1 FROM event WHERE tenant = %s
  AND tx >= pg_snapshot_xmin(pg_current_snapshot())) AS pending"""


class DeskReads:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def inbox(self, tenant: UUID, viewer: UUID, query: InboxQuery) -> InboxPage:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            cursor = await connection.execute(_inbox_sql(query).encode(), _inbox_values(tenant, query))
            found = [conversation_from(row) for row in await cursor.fetchall()]
            shown = found[: query.limit]
            customers = await customers_of(connection, tenant, {one.customer for one in shown})
            cursor = await connection.execute(_LAST_WORDS, [[one.id for one in shown], tenant])
            said = await cursor.fetchall()
            last = dict(zip([row["of"] for row in said], await messages_from(connection, tenant, said), strict=True))
            people = people_in(*shown) | speakers(last.values())
            rows = [InboxRow(one, customers[one.customer], last.get(one.id)) for one in shown]
            return InboxPage(rows, await names_of(connection, tenant, people), len(found) > query.limit)

    async def conversation(self, tenant: UUID, viewer: UUID, conversation: UUID) -> ConversationDetail:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            rows = PgConversations(connection, tenant)
            current = await rows.get(conversation)
            messages = await rows.latest_messages(conversation, LAST_MESSAGES)
            handoff = await _handoff(connection, tenant, conversation)
            promises = await _promises(connection, tenant, conversation)
            people = people_in(current) | speakers(messages) | {p.owner for p in promises}
            people |= {p.fallback for p in promises} | {None if handoff is None else handoff.person}
            customers = await customers_of(connection, tenant, [current.customer])
            return ConversationDetail(
                conversation=current,
                customer=customers[current.customer],
                thread=Thread(messages, await names_of(connection, tenant, people), current.language),
                more_before=bool(messages) and messages[0].seq > 1 and len(messages) == LAST_MESSAGES,
                handoff=handoff,
                decisions=await _decisions(connection, tenant, conversation),
                promises=promises,
                events=await _events(connection, tenant, conversation),
                earlier=await self._earlier(connection, tenant, current.customer, conversation),
                rating=await rating_of(connection, tenant, conversation),
            )

    async def thread(self, tenant: UUID, viewer: UUID, conversation: UUID, after: int, limit: int) -> Thread:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            rows = PgConversations(connection, tenant)
            current = await rows.get(conversation)
            messages = await rows.messages(conversation, after=after, limit=limit)
            return Thread(messages, await names_of(connection, tenant, speakers(messages)), current.language)

    async def log_end(self, tenant: UUID) -> LogPlace:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS tx")
            row = await cursor.fetchone()
            assert row is not None
            return LogPlace(row["tx"], 0)

    async def log_after(self, tenant: UUID, place: LogPlace, limit: int) -> LogRead:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute(_LOG, [tenant, str(place.tx), place.id, limit])
            events = [
                EventSeen(LogPlace(row["tx"], row["id"]), row["kind"], row["conversation_id"], row["at"])
                for row in await cursor.fetchall()
            ]
            row = await (await connection.execute(_PENDING, [tenant])).fetchone()
            return LogRead(events, len(events) == limit or (row is not None and row["pending"]))

    async def _earlier(self, connection: Connection, tenant: UUID, customer: UUID, but: UUID):
        cursor = await connection.execute(
            f"""SELECT {SELECT} FROM conversation WHERE tenant = %(tenant)s AND customer_id IN {WHOLE} AND id <> %(but)s
                ORDER BY opened_at DESC LIMIT 20""".encode(),
            {"tenant": tenant, "customer": customer, "but": but},
        )
        return [conversation_from(row) for row in await cursor.fetchall()]


def _inbox_sql(query: InboxQuery) -> str:
    filters = [
        _OF[query.of],
        "AND state = %(state)s" if query.state else "",
        "AND topic = %(topic)s" if query.topic else "",
        "AND language = %(language)s" if query.language else "",
        "AND (deadline_at, id) > (%(deadline)s, %(last)s)" if query.after else "",
    ]
    return f"""SELECT {SELECT} FROM conversation WHERE tenant = %(tenant)s AND state <> 'closed' {" ".join(filters)}
               ORDER BY deadline_at, id LIMIT %(limit)s"""


def _inbox_values(tenant: UUID, query: InboxQuery) -> dict[str, Any]:
    deadline, last = query.after or (None, None)
    return {
        "tenant": tenant,
        "person": query.person,
        "state": query.state,
        "topic": query.topic,
        "language": query.language,
        "deadline": deadline,
        "last": last,
        "limit": query.limit + 1,
    }


async def _handoff(connection: Connection, tenant: UUID, conversation: UUID) -> HandoffSeen | None:
    row = await (await connection.execute(_HANDOFF, [tenant, conversation])).fetchone()
    return None if row is None else HandoffSeen(**row)


async def _promises(connection: Connection, tenant: UUID, conversation: UUID) -> Sequence[PromiseSeen]:
    cursor = await connection.execute(
        f"SELECT {PROMISE} FROM promise WHERE tenant = %s AND conversation_id = %s ORDER BY made_at, id".encode(),
        [tenant, conversation],
    )
    return [promise_from(row) for row in await cursor.fetchall()]


async def _decisions(connection: Connection, tenant: UUID, conversation: UUID) -> Sequence[StoredDecision]:
    """The last ones, oldest first."""
    cursor = await connection.execute(_DECISIONS, [tenant, conversation, LAST_DECISIONS])
    return [decision_from(row) for row in reversed(await cursor.fetchall())]


async def _events(connection: Connection, tenant: UUID, conversation: UUID) -> Sequence[Event]:
    cursor = await connection.execute(_EVENTS, [tenant, conversation, LAST_EVENTS])
    return [Event(**row) for row in reversed(await cursor.fetchall())]
