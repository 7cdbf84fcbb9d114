"""The inbox in one question to the database, quick however many conversations are open."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.core.conversation.conversation import State
from handrail.core.conversation.message import AuthorKind, Message
from handrail.ports.inbox_lines import COUNTED_TO, Line, Lines
from handrail.ports.reading import InboxQuery
from handrail.storage.conversations import SELECT, conversation_from
from handrail.storage.door import Door, Viewer
from handrail.storage.reading_rows import Reader

LAST_WORDS = 400  # characters; a line shows fewer
_OPEN = "c.tenant = %(tenant)s AND c.state <> 'closed'"

# Each way of being somebody's is one ordered index scan that stops at the page's end; together they are merged. An OR
# over the three would look at every open conversation.
_WAYS = {
    "mine": (
        f"FROM conversation c WHERE {_OPEN} AND c.owner_id = %(person)s",
        f"FROM conversation c WHERE {_OPEN} AND c.writer_id = %(person)s",
        f"FROM conversation c WHERE {_OPEN} AND c.state = 'offered' AND c.responder_id = %(person)s",
    ),
    "team": (
        f"""FROM person p JOIN person me ON me.tenant = p.tenant AND me.team_id = p.team_id
            CROSS JOIN LATERAL (SELECT c.* FROM conversation c WHERE {_OPEN} AND c.owner_id = p.id {{filters}}
                                ORDER BY c.deadline_at, c.id LIMIT {{limit}}) c
            WHERE p.tenant = %(tenant)s AND me.tenant = %(tenant)s AND me.id = %(person)s""",
    ),
    "all": (f"FROM conversation c WHERE {_OPEN}",),
}
# While a P0 moment stands the conversation stands above all others. There are few of these, under an index of their own.
_P0 = "(c.urgency = 'P0' AND c.state NOT IN ('resolved', 'closed'))"
_LINES = """WITH found AS MATERIALIZED ({found}), page AS MATERIALIZED (
  SELECT id, pinned FROM found ORDER BY pinned DESC, deadline_at, id LIMIT {limit})
SELECT {columns}, cu.name AS customer_name, cu.erased_at IS NOT NULL AS customer_erased, o.name AS owner_name,
  w.name AS writer_name, r.name AS receiver_name, t.name AS topic_name, h.reason_code, k.seen_until, g.rating,
  m.id AS m_id, m.seq AS m_seq, m.author_kind AS m_author_kind, m.author_id AS m_author_id, m.at AS m_at,
  left(m.body, {words}) AS m_body, m.text_id AS m_text_id, m.slots AS m_slots, m.erased_at AS m_erased_at
FROM page JOIN conversation c ON c.tenant = %(tenant)s AND c.id = page.id
JOIN customer cu ON cu.tenant = c.tenant AND cu.id = c.customer_id
JOIN person o ON o.tenant = c.tenant AND o.id = c.owner_id
LEFT JOIN person w ON w.tenant = c.tenant AND w.id = c.writer_id
LEFT JOIN person r ON r.tenant = c.tenant AND r.id = c.responder_id
LEFT JOIN topic t ON t.tenant = c.tenant AND t.slug = c.topic
LEFT JOIN rating g ON g.tenant = c.tenant AND g.conversation_id = c.id AND g.erased_at IS NULL
LEFT JOIN read_mark k ON k.tenant = c.tenant AND k.person_id = %(person)s AND k.conversation_id = c.id
LEFT JOIN LATERAL (SELECT * FROM (
    (SELECT *, 1 AS rank FROM message WHERE tenant = c.tenant AND conversation_id = c.id AND NOT internal
       AND author_kind IN ('customer', 'agent') ORDER BY seq DESC LIMIT 1)
    UNION ALL
    (SELECT *, 2 AS rank FROM message WHERE tenant = c.tenant AND conversation_id = c.id AND NOT internal
       AND author_kind <> 'system' ORDER BY seq DESC LIMIT 1)) said ORDER BY rank LIMIT 1) m ON true
LEFT JOIN LATERAL (SELECT reason_code FROM handoff WHERE tenant = c.tenant AND conversation_id = c.id
                   ORDER BY fence DESC LIMIT 1) h ON true
ORDER BY page.pinned DESC, c.deadline_at, c.id"""
# Row-level security hides from the planner how many rows pass, so it would read and sort all that is open; and it would
# plan these joins anew for every page, which takes longer than to run them.
_IN_ORDER = """SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
  set_config('plan_cache_mode', 'force_generic_plan', true)"""
_TOPICS = "SELECT slug, name FROM topic WHERE tenant = %s ORDER BY name"
_SEEN = """INSERT INTO read_mark AS k (tenant, person_id, conversation_id, seen_until) VALUES (%s, %s, %s, %s)
  ON CONFLICT (tenant, person_id, conversation_id) DO UPDATE SET seen_until = EXCLUDED.seen_until
  WHERE k.seen_until < EXCLUDED.seen_until"""


class PgInboxLines:
    """The port `InboxLines`."""

    def __init__(self, door: Door) -> None:
        self._reader = Reader(door)

    async def lines(self, tenant: UUID, person: UUID, query: InboxQuery) -> Lines:
        values = _values(tenant, person, query)
        async with self._reader.enter(tenant, Viewer.staff(person)) as connection:
            async with connection.pipeline():  # asked together, answered together: one wait and not four
                await connection.execute(_IN_ORDER)
                found = await connection.execute(_lines_sql(query).encode(), values)
                counted = await connection.execute(_COUNTS.encode(), values)
                named = await connection.execute(_TOPICS, [tenant])
            rows, counts = await found.fetchall(), await counted.fetchone()
            topics = {row["slug"]: row["name"] for row in await named.fetchall()}
        lines = [_line(row, person) for row in rows[: query.limit]]
        return Lines(lines, len(rows) > query.limit, counts or {}, topics)

    async def places(self, tenant: UUID, person: UUID, messages: Sequence[UUID]) -> Mapping[UUID, int]:
        if not messages:
            return {}
        async with self._reader.enter(tenant, Viewer.staff(person)) as connection:
            cursor = await connection.execute(
                "SELECT id, seq FROM message WHERE tenant = %s AND id = ANY(%s)", [tenant, list(messages)]
            )
            return {row["id"]: row["seq"] for row in await cursor.fetchall()}

    async def seen(self, tenant: UUID, person: UUID, conversation: UUID, until: datetime) -> None:
        async with self._reader.enter(tenant, Viewer.staff(person)) as connection:
            await connection.execute(_SEEN, [tenant, person, conversation, until])


def _found(of: str, filters: str, limit: int, *, pinned: bool) -> str:
    """Ids with their deadlines, of each way the first ones; a conversation that is found twice stands once."""
    one = "(SELECT c.id, c.deadline_at, {pinned} AS pinned {way} {filters} ORDER BY c.deadline_at, c.id LIMIT {limit})"
    filters = f"AND {'' if pinned else 'NOT '}{_P0} {filters}"
    ways = [way.format(filters=filters, limit=limit) for way in _WAYS[of]]
    return " UNION ".join(one.format(way=way, filters=filters, limit=limit, pinned=pinned) for way in ways)


def _lines_sql(query: InboxQuery) -> str:
    filters = [
        "AND c.state = %(state)s" if query.state else "AND c.state <> 'resolved'",
        "AND c.topic = %(topic)s" if query.topic else "",
        "AND c.language = %(language)s" if query.language else "",
    ]
    columns = ", ".join(f"c.{column}" for column in SELECT.split(", "))
    limit = query.limit + 1
    parts = [_found(query.of, " ".join([*filters, past]), limit, pinned=pinned) for pinned, past in _asked(query)]
    found = " UNION ".join(parts)
    return _LINES.format(found=found, columns=columns, words=LAST_WORDS, limit=limit)


def _asked(query: InboxQuery) -> list[tuple[bool, str]]:
    """Those that stand above, then the others; of both only what comes after the last row seen."""
    past = "AND (c.deadline_at, c.id) > (%(deadline)s, %(last)s)" if query.after else ""
    if query.after and not query.after_pinned:
        return [(False, past)]
    return [(True, past), (False, "")]


def _count(of: str) -> str:
    both = (_found(of, "AND c.state <> 'resolved'", COUNTED_TO, pinned=pinned) for pinned in (True, False))
    return f"(SELECT count(*) FROM (SELECT id FROM ({' UNION '.join(both)}) f LIMIT {COUNTED_TO}) n) AS {of}"


_COUNTS = f"SELECT {', '.join(_count(of) for of in _WAYS)}"


def _values(tenant: UUID, person: UUID, query: InboxQuery) -> dict[str, Any]:
    deadline, last = query.after or (None, None)
    return {
        "tenant": tenant,
        "person": person,
        "state": query.state,
        "topic": query.topic,
        "language": query.language,
        "deadline": deadline,
        "last": last,
    }


def _line(row: dict[str, Any], person: UUID) -> Line:
    conversation = conversation_from(row)
    theirs = person in (conversation.owner, conversation.writer, conversation.responder)
    asked, seen = conversation.last_customer_at, row["seen_until"]
    new = asked is not None and (seen is None or asked > seen)
    return Line(
        conversation=conversation,
        customer=row["customer_name"],
        erased=row["customer_erased"],
        owner=row["owner_name"],
        writer=row["writer_name"],
        receiver=row["receiver_name"] if conversation.state is State.OFFERED else None,
        topic=row["topic_name"],
        last=_last(row),
        reason=row["reason_code"],
        rating=row["rating"],
        unread=new and theirs and conversation.writer is not None and conversation.state is not State.RESOLVED,
    )


def _last(row: dict[str, Any]) -> Message | None:
    if row["m_id"] is None:
        return None
    return Message(
        id=row["m_id"],
        seq=row["m_seq"],
        author_kind=AuthorKind(row["m_author_kind"]),
        at=row["m_at"],
        body=row["m_body"],
        author_id=row["m_author_id"],
        text_id=row["m_text_id"],
        slots=row["m_slots"] or {},
        erased=row["m_erased_at"] is not None,
    )
