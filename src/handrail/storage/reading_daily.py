"""Everything that pages read for daily work: search, saved replies, customers, and what waits."""

from collections.abc import Sequence
from uuid import UUID

from handrail.core.daily.notices import Wanted
from handrail.ports.daily import CustomerDetail, SavedReply, SavedReplyQuery, SearchPage, SearchQuery, Waiting
from handrail.storage.notices import WaitingReads
from handrail.storage.reading_customers import CustomerReads
from handrail.storage.reading_rows import Reader
from handrail.storage.reading_search import SearchReads
from handrail.storage.saved_replies import SavedReplyReads


class DailyReads:
    """The port `DailyReading`, in its four rooms."""

    def __init__(self, reader: Reader) -> None:
        self._search, self._replies = SearchReads(reader), SavedReplyReads(reader)
        self._customers, self._waiting = CustomerReads(reader), WaitingReads(reader)

    async def search(self, tenant: UUID, viewer: UUID, query: SearchQuery) -> SearchPage:
        return await self._search.search(tenant, viewer, query)

    async def saved_replies(self, tenant: UUID, viewer: UUID, query: SavedReplyQuery) -> Sequence[SavedReply]:
        return await self._replies.saved_replies(tenant, viewer, query)

    async def saved_reply(self, tenant: UUID, viewer: UUID, reply: UUID) -> SavedReply:
        return await self._replies.saved_reply(tenant, viewer, reply)

    async def customer_detail(self, tenant: UUID, viewer: UUID, customer: UUID) -> CustomerDetail:
        return await self._customers.customer_detail(tenant, viewer, customer)

    async def waiting_for(self, tenant: UUID, person: UUID) -> Waiting:
        return await self._waiting.waiting_for(tenant, person)

    async def notices_wanted(self, tenant: UUID, person: UUID) -> Wanted:
        return await self._waiting.notices_wanted(tenant, person)
