"""The log's newest entries, for people who want to read along."""

from collections.abc import Sequence
from uuid import UUID

from handrail.core.log.chain import Event
from handrail.storage.door import SYSTEM, Door


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
