"""Who is who and who is blocked, as rows: a merge points one customer at another, and a block stands on conversations."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from handrail.core.daily.merging import Evidence, Identity, Proven
from handrail.ports import NotFound, Work
from handrail.storage.blocks import WHOLE, block_of
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection, Rows

PROVEN: Final = "SELECT customer_id, kind, value FROM contact WHERE tenant = %(tenant)s AND verified_at IS NOT NULL"


def customers_within(work: Work) -> "PgCustomers":
    """The customers in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgCustomers(rows.connection, rows.tenant)


class PgCustomers:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def identity(self, customer: UUID) -> Identity:
        cursor = await self._run(
            """SELECT external_id, merged_into, erased_at FROM customer WHERE tenant = %(tenant)s AND id = %(customer)s
               FOR NO KEY UPDATE""",
            customer=customer,
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This customer does not exist.")
        proven = await self._run(f"{PROVEN} AND customer_id = %(customer)s", customer=customer)
        absorbed = await self._run(
            "SELECT 1 FROM customer WHERE tenant = %(tenant)s AND merged_into = %(customer)s LIMIT 1", customer=customer
        )
        return Identity(
            customer,
            row["external_id"],
            frozenset(Proven(one["kind"], one["value"]) for one in await proven.fetchall()),
            row["merged_into"],
            absorbed=await absorbed.fetchone() is not None,
            erased=row["erased_at"] is not None,
        )

    async def merge(self, new_id: UUID, gone: UUID, into: UUID, evidence: Evidence, by: UUID, at: datetime) -> None:
        await self._run(
            """INSERT INTO customer_merge (tenant, id, from_id, into_id, evidence, by_id, at)
               VALUES (%(tenant)s, %(id)s, %(gone)s, %(into)s, %(evidence)s, %(by)s, %(at)s)""",
            id=new_id, gone=gone, into=into, evidence=evidence.value, by=by, at=at,
        )  # fmt: skip
        await self._run(
            "UPDATE customer SET merged_into = %(into)s WHERE tenant = %(tenant)s AND id = %(gone)s",
            gone=gone,
            into=into,
        )

    async def unmerge(self, gone: UUID, by: UUID, at: datetime) -> UUID:
        cursor = await self._run(
            """UPDATE customer_merge SET undone_at = %(at)s, undone_by = %(by)s
               WHERE tenant = %(tenant)s AND from_id = %(gone)s AND undone_at IS NULL RETURNING into_id""",
            gone=gone,
            by=by,
            at=at,
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This customer is not merged into another.")
        await self._run("UPDATE customer SET merged_into = NULL WHERE tenant = %(tenant)s AND id = %(gone)s", gone=gone)
        return row["into_id"]

    async def block(self, new_id: UUID, customer: UUID, by: UUID, because: str, at: datetime, until: datetime) -> None:
        await self._end_block(customer, by, at)
        await self._run(
            """INSERT INTO customer_block (tenant, id, customer_id, by_id, because, at, until)
               VALUES (%(tenant)s, %(id)s, %(customer)s, %(by)s, %(because)s, %(at)s, %(until)s)""",
            id=new_id, customer=customer, by=by, because=because, at=at, until=until,
        )  # fmt: skip

    async def lift(self, customer: UUID, by: UUID, at: datetime) -> None:
        if await self._end_block(customer, by, at, " AND until > %(at)s") == 0:
            raise NotFound("This customer is not blocked.")

    async def whole(self, customer: UUID) -> UUID:
        cursor = await self._run(
            """SELECT COALESCE(merged_into, id) AS id FROM customer WHERE tenant = %(tenant)s AND id = %(customer)s
               FOR NO KEY UPDATE""",
            customer=customer,
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This customer does not exist.")
        return row["id"]

    async def spread_blocks(self, customer: UUID, now: datetime) -> None:
        # In the order in which everybody else locks conversations, so that two can wait, never block each other.
        await self._run(
            f"""SELECT id FROM conversation WHERE tenant = %(tenant)s AND customer_id IN {WHOLE} AND state <> 'closed'
                ORDER BY id FOR NO KEY UPDATE""",
            customer=customer,
        )
        block = await block_of(self._connection, self._tenant, customer, now)
        await self._run(
            f"""UPDATE conversation SET blocked_at = %(at)s, blocked_until = %(until)s
                WHERE tenant = %(tenant)s AND customer_id IN {WHOLE} AND state <> 'closed'""",
            customer=customer,
            at=None if block is None else block.at,
            until=None if block is None else block.until,
        )

    async def _end_block(self, customer: UUID, by: UUID, at: datetime, which: str = "") -> int:
        cursor = await self._run(
            f"""UPDATE customer_block SET lifted_at = %(at)s, lifted_by = %(by)s
                WHERE tenant = %(tenant)s AND customer_id IN {WHOLE} AND lifted_at IS NULL{which}""",
            customer=customer,
            by=by,
            at=at,
        )
        return cursor.rowcount

    async def _run(self, query: str, **values: Any) -> Rows:
        return await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
