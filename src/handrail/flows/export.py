"""A customer asks what is kept about them: everything, as one JSON document."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from handrail.core.conversation.texts import render
from handrail.core.log.chain import Event
from handrail.flows.fetch_file import whole
from handrail.ports import Clock, Desk, Work
from handrail.ports.files import Bucket
from handrail.ports.records import FileFound

FORMAT = "customer-export/1"
Record = Mapping[str, Any]


class Records(Protocol):
    """What is kept about one customer, as plain JSON values."""

    async def customer(self, customer: UUID) -> Record:
        """With `contacts` and `erasures`. Raises NotFound."""
        ...

    async def conversations(self, customer: UUID) -> Sequence[Record]:
        """Oldest first, each with its messages, decisions, handoffs, promises, ratings and attachments: `content` is
        their bytes in base64, or a FileFound where these are in the bucket."""
        ...

    async def log(self, customer: UUID) -> Sequence[Record]:
        """The log's entries about the customer and their conversations."""
        ...


RecordsOf = Callable[[Work], Records]


class ExportCustomer:
    def __init__(self, desk: Desk, records: RecordsOf, clock: Clock, bucket: Bucket | None = None) -> None:
        self._desk, self._records, self._clock, self._bucket = desk, records, clock, bucket

    async def __call__(self, tenant: UUID, customer: UUID, by: str = "system") -> Mapping[str, Any]:
        """Notes among agents are part of it, marked `internal`. After an erasure the texts are gone and `erased_at` says
        since when. Raises NotFound, and FilesAway rather than leave a file out."""
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
            "conversations": [await self._with_files(one) for one in conversations],
            "log": log,
        }

    async def _with_files(self, conversation: Record) -> Record:
        return {**conversation, "attachments": [await self._filled(one) for one in conversation["attachments"]]}

    async def _filled(self, file: Record) -> Record:
        content = file["content"]
        if not isinstance(content, FileFound):
            return file
        return {**file, "content": b64encode(await whole(content, self._bucket)).decode()}


def _readable(conversation: Record) -> Record:
    """Catalogue texts in words, as the customer read them."""
    messages = [
        {**message, "body": render(message["text_id"], message["slots"] or {}, conversation["language"])}
        if message["text_id"] is not None and message["erased_at"] is None
        else message
        for message in conversation["messages"]
    ]
    return {**conversation, "messages": messages}
