"""A customer asks what is kept about them: everything, as one JSON document."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from handrail.core.conversation.texts import render
from handrail.core.log.chain import Event
from handrail.ports import Clock, Desk, Work

FORMAT = "customer-export/1"
Record = Mapping[str, Any]


class Records(Protocol):
    """What is kept about one customer, as plain JSON values."""

    async def customer(self, customer: UUID) -> Record:
        """With `contacts` and `erasures`. Raises NotFound."""
        ...

    async def conversations(self, customer: UUID) -> Sequence[Record]:
        """Oldest first, each with its messages, decisions, handoffs, promises, ratings and attachments (`content` is
        their bytes in base64)."""
        ...

    async def log(self, customer: UUID) -> Sequence[Record]:
        """The log's entries about the customer and their conversations."""
        ...


RecordsOf = Callable[[Work], Records]


class ExportCustomer:
    def __init__(self, desk: Desk, records: RecordsOf, clock: Clock) -> None:
        self._desk, self._records, self._clock = desk, records, clock

    async def __call__(self, tenant: UUID, customer: UUID, by: str = "system") -> Mapping[str, Any]:
        """Notes among agents are part of it, marked `internal`. After an erasure the texts are gone and `erased_at` says
        since when. Raises NotFound."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            records = self._records(work)
            about = await records.customer(customer)
            conversations = [_readable(one) for one in await records.conversations(customer)]
            log = await records.log(customer)
            await work.record(Event("customer_exported", by, now, {"customer": str(customer)}))
        return {
            "format": FORMAT,
            "exported_at": now.isoformat(),
            "erased": about["erased_at"] is not None,
            "customer": about,
            "conversations": conversations,
            "log": log,
        }


def _readable(conversation: Record) -> Record:
    """Catalogue texts in words, as the customer read them."""
    messages = [
        {**message, "body": render(message["text_id"], message["slots"] or {}, conversation["language"])}
        if message["text_id"] is not None and message["erased_at"] is None
        else message
        for message in conversation["messages"]
    ]
    return {**conversation, "messages": messages}
