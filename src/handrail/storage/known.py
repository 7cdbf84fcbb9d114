"""Who the customer of a conversation is known to be, as far as rows prove it."""

from datetime import datetime
from uuid import UUID

from handrail.core.identity.levels import IdentityLevel, Known
from handrail.ports import NotFound
from handrail.storage.door import Connection

_CUSTOMER = """SELECT k.external_id, k.name, m.value AS email, m.verified_at
FROM conversation c JOIN customer k ON k.tenant = c.tenant AND k.id = c.customer_id
LEFT JOIN LATERAL (
  SELECT value, verified_at FROM contact o WHERE o.tenant = k.tenant AND o.customer_id = k.id AND o.kind = 'email'
  ORDER BY verified_at NULLS LAST, id LIMIT 1) m ON true
WHERE c.tenant = %s AND c.id = %s"""


class PgIdentities:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def known(self, conversation: UUID, now: datetime) -> Known:
        """Raises NotFound."""
        cursor = await self._connection.execute(_CUSTOMER.encode(), [self._tenant, conversation])
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This conversation does not exist.")
        email = row["email"] if row["verified_at"] is not None else None
        if row["external_id"] is not None:
            return Known(IdentityLevel.SIGNED, row["external_id"], email)
        claimed = row["name"] is not None or row["email"] is not None
        return Known(IdentityLevel.CLAIMED if claimed else IdentityLevel.ANONYMOUS)
