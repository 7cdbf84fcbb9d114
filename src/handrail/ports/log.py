"""Reading the tamper-evident log: who decided what, when, and whether a seal covers it already."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.log.chain import Event


@dataclass(frozen=True, slots=True)
class LogQuery:
    """`before`: only events with a smaller id, so that a reader can go back page by page. `limit` 1 to 1,000."""

    kind: str | None = None
    conversation: UUID | None = None
    actor: str | None = None
    before: int | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class LogLine:
    """`seal` is its number in the chain and `hash` what covers it and all before; None until it is sealed."""

    event: Event
    seal: int | None
    hash: bytes | None


ReadLog = Callable[[UUID, UUID, LogQuery], Awaitable[Sequence[LogLine]]]
"""(tenant, viewer, query): the newest first. Raises TryAgain."""

LogKinds = Callable[[UUID], Awaitable[Sequence[str]]]
"""(tenant): the kinds of events that this workspace's log holds, by name."""

ConversationOf = Callable[[UUID, UUID], Awaitable[UUID | None]]
"""(tenant, id): the conversation that a message, decision, promise, hand-off or claim belongs to; its own id for itself."""
