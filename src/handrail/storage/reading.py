"""Everything the API and the pages read, behind the one door."""

from collections.abc import Sequence
from uuid import UUID

from handrail.ports import (
    ConversationDetail,
    Customer,
    InboxPage,
    InboxQuery,
    LogPlace,
    LogRead,
    OwnConversation,
    PersonSeen,
    StopSeen,
    TeamSeen,
    Thread,
    TokenSeen,
    TopicSeen,
)
from handrail.storage.door import Door
from handrail.storage.reading_daily import DailyReads
from handrail.storage.reading_desk import DeskReads
from handrail.storage.reading_own import OwnReads
from handrail.storage.reading_rows import Reader
from handrail.storage.reading_setup import SetupReads


class PgReading(DailyReads):
    """The port `Reading`, in its three rooms and those of daily work."""

    def __init__(self, door: Door) -> None:
        reader = Reader(door)
        super().__init__(reader)
        self._own, self._desk, self._setup = OwnReads(reader), DeskReads(reader), SetupReads(reader)

    # the customer's side
    async def own_conversations(self, tenant: UUID, customer: UUID, limit: int) -> Sequence[OwnConversation]:
        return await self._own.conversations(tenant, customer, limit)

    async def own_conversation(self, tenant: UUID, customer: UUID, conversation: UUID) -> OwnConversation:
        return await self._own.conversation(tenant, customer, conversation)

    async def own_thread(self, tenant: UUID, customer: UUID, conversation: UUID, after: int, limit: int) -> Thread:
        return await self._own.thread(tenant, customer, conversation, after, limit)

    # the agents' side
    async def inbox(self, tenant: UUID, viewer: UUID, query: InboxQuery) -> InboxPage:
        return await self._desk.inbox(tenant, viewer, query)

    async def conversation(self, tenant: UUID, viewer: UUID, conversation: UUID) -> ConversationDetail:
        return await self._desk.conversation(tenant, viewer, conversation)

    async def thread(self, tenant: UUID, viewer: UUID, conversation: UUID, after: int, limit: int) -> Thread:
        return await self._desk.thread(tenant, viewer, conversation, after, limit)

    async def log_end(self, tenant: UUID) -> LogPlace:
        return await self._desk.log_end(tenant)

    async def log_after(self, tenant: UUID, place: LogPlace, limit: int) -> LogRead:
        return await self._desk.log_after(tenant, place, limit)

    # the workspace's own records
    async def people(self, tenant: UUID) -> Sequence[PersonSeen]:
        return await self._setup.people(tenant)

    async def person(self, tenant: UUID, person: UUID) -> PersonSeen:
        return await self._setup.person(tenant, person)

    async def teams(self, tenant: UUID) -> Sequence[TeamSeen]:
        return await self._setup.teams(tenant)

    async def topics(self, tenant: UUID) -> Sequence[TopicSeen]:
        return await self._setup.topics(tenant)

    async def topic(self, tenant: UUID, slug: str) -> TopicSeen:
        return await self._setup.topic(tenant, slug)

    async def tokens(self, tenant: UUID) -> Sequence[TokenSeen]:
        return await self._setup.tokens(tenant)

    async def stops(self, tenant: UUID) -> Sequence[StopSeen]:
        return await self._setup.stops(tenant)

    async def customer(self, tenant: UUID, customer: UUID) -> Customer:
        return await self._setup.customer(tenant, customer)

    async def customers(self, tenant: UUID, *, external_id: str | None, email: str | None) -> Sequence[Customer]:
        return await self._setup.customers(tenant, external_id=external_id, email=email)
