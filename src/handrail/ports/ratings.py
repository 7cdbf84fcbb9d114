"""Ratings, within one transaction of one workspace."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.rating import Rating
from handrail.ports.work import Work


class Ratings(Protocol):
    async def of(self, conversation: UUID) -> Rating | None: ...

    async def keep(self, new_id: UUID, conversation: UUID, customer: UUID, rating: Rating) -> UUID:
        """One a conversation: an earlier one is replaced and keeps its id, which is given."""
        ...


RatingsOf = Callable[[Work], Ratings]
"""The ratings of the workspace whose transaction it is given."""
