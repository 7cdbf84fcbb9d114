"""A workspace as its admins see it: its own record, what it has by now of what it needs, and the process it runs in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.ownership.person import Presence


@dataclass(frozen=True, slots=True)
class WorkspaceSeen:
    """`site_key` is public: it stands in every page that embeds the widget."""

    slug: str
    name: str
    timezone: str
    retention_days: int | None
    currency: str
    site_key: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Counted on the record, now. `taught`: topics with a customer-facing article that has an example question;
    `granted`: topics that may speak alone, by level and by a signature in force; `on_call`: people who are paged;
    `signed`: moments of which a lead has signed a text; `answered`: conversations that began here, in which the assistant
    or an agent has spoken."""

    people: int
    on_shifts: int
    reserve: int
    articles: int
    taught: int
    granted: int
    on_call: int
    signed: int
    tried: bool
    chats: bool
    answered: bool

    @property
    def complete(self) -> bool:
        there = self.people > 1 and self.on_shifts and self.reserve
        knows = self.articles and self.taught and self.granted
        ready = self.on_call and self.signed
        return bool(there and knows and ready and self.tried and self.chats and self.answered)


class HouseReading(Protocol):
    """Raises TryAgain."""

    async def workspace(self, tenant: UUID) -> WorkspaceSeen: ...

    async def presence(self, tenant: UUID, person: UUID) -> Presence:
        """Whether they said that they are there. Raises NotFound."""
        ...

    async def first_steps(self, tenant: UUID, now: datetime) -> FirstSteps: ...


@dataclass(frozen=True, slots=True)
class Process:
    """How this installation is set, in sentences for people. `address`: where browsers reach the desk."""

    address: str
    mail: str
    mail_arrives: bool
    embedder: str
    embeds: bool
    origins: Sequence[str]
