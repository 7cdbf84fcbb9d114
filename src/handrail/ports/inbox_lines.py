"""What the inbox page reads: one line a conversation, whole in one question, and what each person has seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import Message
from handrail.ports.reading import InboxQuery

COUNTED_TO = 100
"""Counts stop here ("99+"): to know more would mean to look at every open conversation."""


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation of the list. `last`: the last words of the customer or an agent, else of the assistant, cut to a
    few hundred characters. `reason`: the code of the last hand-off. `rating`: what the customer gave, 1 to 5. `unread`: the customer
    wrote since this person last looked, in a conversation that a person answers and that is theirs."""

    conversation: Conversation
    customer: str | None
    erased: bool
    owner: str
    writer: str | None
    receiver: str | None
    topic: str | None
    last: Message | None
    reason: str | None
    rating: int | None
    unread: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Where a P0 moment stands first, then the next deadline. `counts`: what is not resolved, by tab, at most COUNTED_TO
    each. `topics`: slug to name, of the whole workspace."""

    lines: Sequence[Line]
    more: bool
    counts: Mapping[str, int]
    topics: Mapping[str, str]


class InboxLines(Protocol):
    """Raises NotFound and TryAgain as Reading does."""

    async def lines(self, tenant: UUID, person: UUID, query: InboxQuery) -> Lines:
        """For `query.state` None: all that is neither resolved nor closed."""
        ...

    async def places(self, tenant: UUID, person: UUID, messages: Sequence[UUID]) -> Mapping[UUID, int]:
        """The `seq` of each of these messages that exists."""
        ...

    async def seen(self, tenant: UUID, person: UUID, conversation: UUID, until: datetime) -> None:
        """The customer's words up to then stood on this person's screen. Never moves back."""
        ...
