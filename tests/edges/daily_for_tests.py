"""The flows of daily work over a small desk, with a post office that keeps what it is given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import uuid_utils.compat as uuids

from handrail.flows.block_customer import BlockCustomer
from handrail.flows.mark_spam import MarkSpam
from handrail.flows.merge_customers import MergeCustomers
from handrail.flows.notify import Notify
from handrail.flows.saved_replies import SavedReplies
from handrail.ports import MailDidNotGo, Outbound
from handrail.storage.customers import customers_within
from handrail.storage.notices import notices_within
from handrail.storage.saved_replies import replies_within
from tests.desk import TestDesk


@dataclass
class Outbox:
    """Keeps letters; while `closed` it takes none."""

    sent: list[Outbound] = field(default_factory=list)
    closed: bool = False

    async def __call__(self, outbound: Outbound) -> str:
        if self.closed:
            raise MailDidNotGo("closed")
        self.sent.append(outbound)
        return "kept"

    def to(self, slug: str) -> Sequence[Outbound]:
        return [one for one in self.sent if one.to.startswith(f"{slug}@")]


@dataclass
class Daily:
    block: BlockCustomer
    merge: MergeCustomers
    mark_spam: MarkSpam
    saved_replies: SavedReplies
    notify: Notify


def daily(desk: TestDesk, outbox: Outbox | None = None) -> Daily:
    clock, ids, send = desk.clock, uuids.uuid7, outbox or Outbox()
    return Daily(
        BlockCustomer(desk.desk, customers_within, clock, ids),
        MergeCustomers(desk.desk, customers_within, clock, ids),
        MarkSpam(desk.desk, clock),
        SavedReplies(desk.desk, replies_within, clock, ids),
        Notify(desk.desk, notices_within, send, clock, ids, lambda slug, one: f"/desk/{slug}/conversations/{one}"),
    )


def daily_parts(desk: TestDesk) -> dict[str, Any]:
    made = daily(desk)
    return {name: getattr(made, name) for name in made.__dataclass_fields__}


def put_contact(desk: TestDesk, customer: object, kind: str, value: str, *, verified: bool) -> None:
    desk.rows(
        """INSERT INTO contact (tenant, customer_id, id, kind, value, verified_at)
           VALUES (%s, %s, %s, %s, %s, CASE WHEN %s THEN now() END)""",
        desk.tenant,
        customer,
        uuid4(),
        kind,
        value,
        verified,
    )
