"""A workspace's own record, and what it has by now of what it needs before its first chat."""

from datetime import datetime
from uuid import UUID

from handrail.core.ownership.person import Presence
from handrail.ports import FirstSteps, NotFound, WorkspaceSeen
from handrail.storage.door import SYSTEM, Door
from handrail.storage.reading_rows import Reader

_FIRST_STEPS = """
SELECT
  (SELECT count(*) FROM person WHERE tenant = %(t)s AND NOT gone) AS people,
  (SELECT count(DISTINCT s.person_id) FROM shift s JOIN person p ON p.tenant = s.tenant AND p.id = s.person_id
   WHERE s.tenant = %(t)s AND NOT p.gone) AS on_shifts,
  (SELECT count(*) FROM person WHERE tenant = %(t)s AND reserve AND NOT gone) AS reserve,
  (SELECT count(*) FROM article WHERE tenant = %(t)s AND retired_at IS NULL AND audience = 'customer') AS articles,
  (SELECT count(DISTINCT topic) FROM article WHERE tenant = %(t)s AND retired_at IS NULL AND audience = 'customer'
     AND questions <> '{}') AS taught,
  (SELECT count(*) FROM topic o WHERE tenant = %(t)s AND level IN ('monitored', 'autonomous') AND (
     EXISTS (SELECT FROM autonomy_grant g WHERE g.tenant = o.tenant AND g.topic = o.slug AND g.revoked_at IS NULL
               AND g.expires_at > %(now)s)
     OR EXISTS (SELECT FROM certificate c WHERE c.tenant = o.tenant AND c.topic = o.slug
                  AND (c.ended_at IS NULL OR c.ended_at > %(now)s)))) AS granted,
  (SELECT count(*) FROM person WHERE tenant = %(t)s AND on_call AND NOT gone) AS on_call,
  (SELECT count(DISTINCT moment) FROM fixed_text_signature WHERE tenant = %(t)s AND withdrawn_at IS NULL) AS signed,
  EXISTS (SELECT FROM event WHERE tenant = %(t)s AND conversation_id IS NULL AND kind = 'question_tried') AS tried,
  EXISTS (SELECT FROM conversation WHERE tenant = %(t)s AND channel = 'chat' AND imported_at IS NULL) AS chats,
  EXISTS (SELECT FROM conversation c JOIN message m ON m.tenant = c.tenant AND m.conversation_id = c.id
          WHERE c.tenant = %(t)s AND c.imported_at IS NULL AND m.author_kind IN ('assistant', 'agent') AND NOT m.internal
         ) AS answered
"""


class PgHouse:
    """The port `HouseReading`."""

    def __init__(self, door: Door) -> None:
        self._reader = Reader(door)

    async def workspace(self, tenant: UUID) -> WorkspaceSeen:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute(
                """SELECT slug, name, timezone, retention_days, currency, site_key, created_at FROM workspace WHERE tenant = %s""",
                [tenant],
            )
            row = await cursor.fetchone()
        if row is None:
            raise NotFound("This workspace does not exist.")
        return WorkspaceSeen(**row)

    async def presence(self, tenant: UUID, person: UUID) -> Presence:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute(
                "SELECT presence FROM person WHERE tenant = %s AND id = %s", [tenant, person]
            )
            row = await cursor.fetchone()
        if row is None:
            raise NotFound("This person does not exist.")
        return Presence(row["presence"])

    async def first_steps(self, tenant: UUID, now: datetime) -> FirstSteps:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            row = await (await connection.execute(_FIRST_STEPS, {"t": tenant, "now": now})).fetchone()
        assert row is not None
        return FirstSteps(**row)
