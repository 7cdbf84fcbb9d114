"""Whether a customer is blocked now, wherever they were merged."""

from datetime import datetime
from typing import Final
from uuid import UUID

from handrail.ports import Blocked
from handrail.storage.door import Connection

# The whole human being: whoever the customer was merged into, and everybody merged into that one.
WHOLE: Final = """(SELECT k.id FROM customer k, (
    SELECT COALESCE(merged_into, id) AS id FROM customer WHERE tenant = %(tenant)s AND id = %(customer)s) root
  WHERE k.tenant = %(tenant)s AND (k.id = root.id OR k.merged_into = root.id))"""
_BLOCK: Final = f"""SELECT at, until, EXISTS (
    SELECT 1 FROM conversation c WHERE c.tenant = %(tenant)s AND c.customer_id = %(customer)s AND c.state <> 'closed') AS has_open
  FROM customer_block WHERE tenant = %(tenant)s AND customer_id IN {WHOLE} AND lifted_at IS NULL AND until > %(now)s
  ORDER BY until DESC LIMIT 1"""


async def block_of(connection: Connection, tenant: UUID, customer: UUID, now: datetime) -> Blocked | None:
    cursor = await connection.execute(_BLOCK.encode(), {"tenant": tenant, "customer": customer, "now": now})
    row = await cursor.fetchone()
    return None if row is None else Blocked(**row)
