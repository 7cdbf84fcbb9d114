"""One customer with everything an agent should know: contacts, conversations, ratings, blocks, merges, and who is the same."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from handrail.core.daily.merging import Evidence, Identity, Proven, evidence_for
from handrail.ports import NotFound
from handrail.ports.daily import BlockSeen, ContactSeen, CustomerDetail, Mergeable, MergeSeen, RatingSeen
from handrail.storage.blocks import WHOLE
from handrail.storage.conversations import SELECT, conversation_from
from handrail.storage.customers import PROVEN
from handrail.storage.door import Connection, Viewer
from handrail.storage.reading_rows import Reader, customers_of, names_of, people_in

LAST_CONVERSATIONS: Final = 100

_ROOT: Final = "SELECT COALESCE(merged_into, id) AS id FROM customer WHERE tenant = %(tenant)s AND id = %(customer)s"
_IDS: Final = f"""SELECT id, external_id FROM customer
  WHERE tenant = %(tenant)s AND id IN {WHOLE} ORDER BY id <> %(customer)s, id"""
_CONTACTS: Final = f"""SELECT id, customer_id AS customer, kind, value, verified_at FROM contact
  WHERE tenant = %(tenant)s AND customer_id IN {WHOLE} ORDER BY verified_at NULLS LAST, id"""
_CONVERSATIONS: Final = f"""SELECT {SELECT} FROM conversation
  WHERE tenant = %(tenant)s AND customer_id IN {WHOLE} ORDER BY opened_at DESC, id LIMIT {LAST_CONVERSATIONS}"""
_RATINGS: Final = f"""SELECT conversation_id AS conversation, rating, effort, solved, comment, at FROM rating
  WHERE tenant = %(tenant)s AND customer_id IN {WHOLE} ORDER BY at DESC, id LIMIT {LAST_CONVERSATIONS}"""
_BLOCKS: Final = f"""SELECT id, by_id AS by, because, at, until, lifted_at, lifted_at IS NULL AND until > now() AS in_force
  FROM customer_block WHERE tenant = %(tenant)s AND customer_id IN {WHOLE} ORDER BY at DESC LIMIT 50"""
_MERGES: Final = f"""SELECT id, from_id AS gone, into_id AS into, evidence, by_id AS by, at, undone_at FROM customer_merge
  WHERE tenant = %(tenant)s AND (from_id IN {WHOLE} OR into_id IN {WHOLE}) ORDER BY at DESC LIMIT 50"""
# Only whoever shares something that is proven: their signed id, or an address.
_SAME: Final = f"""SELECT DISTINCT c.id, c.external_id FROM customer c
  LEFT JOIN contact theirs ON theirs.tenant = c.tenant AND theirs.customer_id = c.id AND theirs.verified_at IS NOT NULL
  JOIN contact ours ON ours.tenant = c.tenant AND ours.customer_id = %(customer)s AND ours.verified_at IS NOT NULL
    AND ((ours.kind = theirs.kind AND lower(ours.value) = lower(theirs.value))
      OR (ours.kind = 'external' AND ours.value = c.external_id))
  WHERE c.tenant = %(tenant)s AND c.merged_into IS NULL AND c.erased_at IS NULL AND c.id NOT IN {WHOLE}
  UNION SELECT c.id, c.external_id FROM customer me
  JOIN contact theirs ON theirs.tenant = me.tenant AND theirs.kind = 'external' AND lower(theirs.value) = lower(me.external_id)
    AND theirs.verified_at IS NOT NULL
  JOIN customer c ON c.tenant = me.tenant AND c.id = theirs.customer_id AND c.merged_into IS NULL AND c.erased_at IS NULL
  WHERE me.tenant = %(tenant)s AND me.id = %(customer)s AND c.id NOT IN {WHOLE} LIMIT 20"""


class CustomerReads:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def customer_detail(self, tenant: UUID, viewer: UUID, customer: UUID) -> CustomerDetail:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            root = await _rows(connection, _ROOT, tenant, customer)
            if not root:
                raise NotFound("This customer does not exist.")
            return await _detail(connection, tenant, root[0]["id"])


async def _detail(connection: Connection, tenant: UUID, whole: UUID) -> CustomerDetail:
    ids = await _rows(connection, _IDS, tenant, whole)
    conversations = [conversation_from(row) for row in await _rows(connection, _CONVERSATIONS, tenant, whole)]
    blocks = await _rows(connection, _BLOCKS, tenant, whole)
    in_force = next((one for one in blocks if one["in_force"]), None)
    merged = await _rows(connection, _MERGES, tenant, whole)
    merges = [MergeSeen(evidence=Evidence(row.pop("evidence")), **row) for row in merged]
    people = people_in(*conversations) | {one["by"] for one in blocks} | {one.by for one in merges}
    return CustomerDetail(
        customer=(await customers_of(connection, tenant, [whole]))[whole],
        external_ids=[row["external_id"] for row in ids if row["external_id"] is not None],
        contacts=[ContactSeen(**row) for row in await _rows(connection, _CONTACTS, tenant, whole)],
        conversations=conversations,
        ratings=[RatingSeen(**row) for row in await _rows(connection, _RATINGS, tenant, whole)],
        block=None if in_force is None else _block(in_force),
        blocks=[_block(one) for one in blocks],
        merges=merges,
        same=await _same(connection, tenant, whole, ids[0]["external_id"]),
        names=await names_of(connection, tenant, people),
    )


async def _same(connection: Connection, tenant: UUID, whole: UUID, external_id: str | None) -> Sequence[Mergeable]:
    """What the database finds near enough is judged by the same rule that a merge is."""
    rows = await _rows(connection, _SAME, tenant, whole)
    if not rows:
        return []
    ids = [whole, *(row["id"] for row in rows)]
    cursor = await connection.execute(
        f"{PROVEN} AND customer_id = ANY(%(ids)s)".encode(), {"tenant": tenant, "ids": ids}
    )
    proven: dict[UUID, set[Proven]] = {one: set() for one in ids}
    for row in await cursor.fetchall():
        proven[row["customer_id"]].add(Proven(row["kind"], row["value"]))
    me = Identity(whole, external_id, frozenset(proven[whole]))
    others = [Identity(row["id"], row["external_id"], frozenset(proven[row["id"]])) for row in rows]
    customers = await customers_of(connection, tenant, ids[1:])
    judged = [(one.customer, evidence_for(me, one)) for one in others]
    return [Mergeable(customers[one], evidence) for one, evidence in judged if evidence is not None]


def _block(row: dict[str, Any]) -> BlockSeen:
    return BlockSeen(row["id"], row["by"], row["because"], row["at"], row["until"], row["lifted_at"])


async def _rows(connection: Connection, query: str, tenant: UUID, customer: UUID) -> list[dict[str, Any]]:
    return await (await connection.execute(query.encode(), {"tenant": tenant, "customer": customer})).fetchall()
