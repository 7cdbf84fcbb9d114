"""The words of what was said, brought into the search index behind the log: who speaks never waits for it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from handrail.storage.door import SYSTEM, Connection, Door

AT_ONCE: Final = 2_000  # events a round
CONVERSATIONS: Final = 200  # a round through the past

# Erasing and indexing take turns: words that were read before an erasure must not be written after it.
TAKE_TURNS: Final = "SELECT pg_advisory_xact_lock(hashtextextended('handrail.search:' || %(tenant)s::text, 0))"
_TRY_TURN: Final = (
    """SELECT pg_try_advisory_xact_lock(hashtextextended('handrail.search:' || %(tenant)s::text, 0)) AS mine"""
)
_PLACE: Final = """SELECT tx::text AS tx, event_id, built_upto FROM search_place WHERE tenant = %(tenant)s"""
# Everything up to now is found conversation by conversation; what follows, in the log from here on.
_BEGIN: Final = """INSERT INTO search_place (tenant, tx, event_id, built_upto)
  VALUES (%(tenant)s, pg_snapshot_xmin(pg_current_snapshot()), 0, '00000000-0000-0000-0000-000000000000')"""
_NEXT: Final = (
    """SELECT id FROM conversation WHERE tenant = %(tenant)s AND id > %(after)s ORDER BY id LIMIT %(limit)s"""
)
_BUILT: Final = "UPDATE search_place SET built_upto = %(upto)s WHERE tenant = %(tenant)s"
_EVENTS: Final = """SELECT tx::text AS tx, id, conversation_id FROM event
  WHERE tenant = %(tenant)s AND tx < pg_snapshot_xmin(pg_current_snapshot())
    AND (tx, id) > (%(tx)s::text::xid8, %(id)s) ORDER BY tx, id LIMIT %(limit)s"""
_MOVED: Final = """UPDATE search_place SET tx = %(tx)s::text::xid8, event_id = %(id)s WHERE tenant = %(tenant)s"""
# Within a conversation numbers are given under its lock, so that whatever is above the last one indexed is all there is.
_INDEX: Final = """INSERT INTO search_entry (tenant, conversation_id, seq, message_id, at, words)
  SELECT m.tenant, m.conversation_id, m.seq, m.id, m.at, search_words(m.body)
  FROM unnest(%(conversations)s::uuid[]) AS w(id) CROSS JOIN LATERAL (
    SELECT * FROM message m WHERE m.tenant = %(tenant)s AND m.conversation_id = w.id AND m.seq > COALESCE((
      SELECT max(s.seq) FROM search_entry s WHERE s.tenant = %(tenant)s AND s.conversation_id = w.id), 0)) m
  WHERE m.body IS NOT NULL AND m.erased_at IS NULL
  ON CONFLICT DO NOTHING"""


class SearchIndex:
    """One call is one round of one workspace; any number of processes may call."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def __call__(self, tenant: UUID) -> int:
        """How many messages came in, until nothing was left to do or somebody else does it."""
        brought, again = 0, True
        while again:
            some, again = await self._round(tenant)
            brought += some
        return brought

    async def _round(self, tenant: UUID) -> tuple[int, bool]:
        async with self._door.enter(tenant, SYSTEM) as connection:
            turn = await (await connection.execute(_TRY_TURN, {"tenant": tenant})).fetchone()
            if turn is None or not turn["mine"]:
                return 0, False
            place = await (await connection.execute(_PLACE, {"tenant": tenant})).fetchone()
            if place is None:
                await connection.execute(_BEGIN, {"tenant": tenant})
                return 0, True
            if place["built_upto"] is not None:
                return await _past(connection, tenant, place["built_upto"]), True
            return await _present(connection, tenant, place["tx"], place["event_id"])


async def _past(connection: Connection, tenant: UUID, after: UUID) -> int:
    cursor = await connection.execute(_NEXT, {"tenant": tenant, "after": after, "limit": CONVERSATIONS})
    found = [row["id"] for row in await cursor.fetchall()]
    await connection.execute(_BUILT, {"tenant": tenant, "upto": found[-1] if found else None})
    return await _index(connection, tenant, found)


async def _present(connection: Connection, tenant: UUID, tx: str, event: int) -> tuple[int, bool]:
    cursor = await connection.execute(_EVENTS, {"tenant": tenant, "tx": tx, "id": event, "limit": AT_ONCE})
    events = await cursor.fetchall()
    if not events:
        return 0, False
    touched = {row["conversation_id"] for row in events} - {None}
    brought = await _index(connection, tenant, sorted(touched))
    await connection.execute(_MOVED, {"tenant": tenant, "tx": events[-1]["tx"], "id": events[-1]["id"]})
    return brought, len(events) == AT_ONCE


async def _index(connection: Connection, tenant: UUID, conversations: Sequence[UUID]) -> int:
    cursor = await connection.execute(_INDEX, {"tenant": tenant, "conversations": list(conversations)})
    return cursor.rowcount
