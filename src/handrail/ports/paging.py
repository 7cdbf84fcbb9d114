"""Alarms about P0 moments and their pages, as the flows keep them; and the way a page leaves by webhook."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from handrail.ports.work import Work

Way = Literal["webhook", "mail"]
Went = Literal["waiting", "sent", "failed", "none"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A P0 moment in a conversation that somebody has to know about, whoever writes there."""

    id: UUID
    conversation: UUID
    moment: str
    raised_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One round of an alarm. `id` is the mail's Message-ID and the webhook's key, the same for every try."""

    id: UUID
    alarm: UUID
    round: int
    person: UUID | None
    name: str
    slug: str
    email: str | None
    at: datetime
    webhook: Went = "waiting"
    mail: Went = "waiting"


@dataclass(frozen=True, slots=True)
class OnCallSettings:
    """`webhook` None and `every_minutes` None: as the process is set."""

    webhook: str | None = None
    every_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class OpenAlarm:
    """What rings until somebody holds the conversation. `paged`: the names of those paged so far, `paged_people` who they
    were, one a round. `next_at`: when the next one is paged. `holder`: who has the conversation by now, None while
    nobody has taken it; `owner`: whom it is offered to."""

    alarm: Alarm
    rounds: int
    paged: tuple[str, ...]
    paged_people: tuple[UUID, ...]
    next_at: datetime | None
    customer: str | None
    owner: str
    owner_id: UUID
    holder: UUID | None

    @property
    def last_paged(self) -> UUID | None:
        return self.paged_people[-1] if self.paged_people else None


class Paging(Protocol):
    """Within one transaction of one workspace."""

    async def raise_alarm(self, new_id: UUID, conversation: UUID, moment: str, at: datetime, quiet: datetime) -> bool:
        """False while the same moment of this conversation is open, or was acknowledged after `quiet`."""
        ...

    async def raise_again(self, new_id: UUID, conversation: UUID, at: datetime) -> Alarm | None:
        """For the moment of this conversation's last alarm. None while one is open, and where there was never any."""
        ...

    async def offered(self, conversation: UUID) -> Sequence[UUID]:
        """Who got it, in order, since its oldest open alarm was raised; nobody where none is open."""
        ...

    async def alarm(self, alarm: UUID, *, lock: bool = False) -> Alarm:
        """Raises NotFound."""
        ...

    async def open_alarms(self, conversation: UUID | None = None) -> Sequence[OpenAlarm]:
        """Oldest first."""
        ...

    async def stale(self, before: datetime) -> Sequence[tuple[UUID, int]]:
        """Open alarms whose next round was due before, with the last round: the next one was lost somewhere."""
        ...

    async def acknowledge(self, alarm: UUID, by: UUID, at: datetime) -> None: ...

    async def add_page(
        self, new_id: UUID, alarm: UUID, number: int, person: UUID | None, at: datetime, next_at: datetime
    ) -> bool:
        """False when this round has its page already. The next one is due at `next_at`."""
        ...

    async def has_page(self, alarm: UUID, number: int) -> bool: ...

    async def page(self, alarm: UUID, number: int) -> Page:
        """Raises NotFound."""
        ...

    async def settle(self, page: UUID, way: Way, went: Went, at: datetime) -> None:
        """What was sent stays sent."""
        ...

    async def settings(self) -> OnCallSettings: ...

    async def set(self, settings: OnCallSettings) -> None: ...


PagingOf = Callable[[Work], Paging]


class WebhookDidNotGo(Exception):
    """The other side refused, or did not answer; the message says which, without the address."""


PostWebhook = Callable[[str, UUID, UUID, Mapping[str, Any]], Awaitable[None]]
"""Address, workspace (whose secret signs it), key of this page, and what it says. Raises WebhookDidNotGo."""
