"""Conversations that happened elsewhere are taken in, closed and marked as imported; and whatever is here is given out."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Channel
from handrail.core.conversation.message import AuthorKind
from handrail.core.log.chain import Event
from handrail.core.ownership.person import Person
from handrail.ports import Clock, Desk, NewId, Topic, Work

FORMAT = "conversation/1"
GENERAL = "general"


class LineRefused(ValueError):
    """The line is not a conversation in this format; the message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class PastMessage:
    """`author_name` as it was then; None where nobody was named. `internal`: a note among agents."""

    author: AuthorKind
    text: str
    at: datetime
    author_name: str | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class PastCustomer:
    external_id: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class PastConversation:
    """One line of the exchange format conversation/1 (docs/reference/conversation-1.schema.json), messages in order."""

    external_id: str
    customer: PastCustomer
    channel: Channel
    opened_at: datetime
    messages: tuple[PastMessage, ...]
    topic: str | None = None
    language: str = "und"
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an imported conversation belongs here: its topic if it is taught, who is accountable, which past agents are
    people of this workspace."""

    id: UUID
    topic: str | None
    owner: UUID
    agents: Mapping[str, UUID]
    imported_at: datetime


class Past(Protocol):
    """Imported and exported conversations within one transaction of one workspace."""

    async def import_(self, past: PastConversation, placed: Placed) -> bool:
        """False when a conversation with this external id is here already; then nothing changes."""
        ...

    async def page(
        self, after: tuple[datetime, UUID] | None
    ) -> tuple[Sequence[PastConversation], tuple[datetime, UUID] | None]:
        """The next conversations with text, oldest first, and where the page ends; None at the end."""
        ...


PastOf = Callable[[Work], Past]


@dataclass(frozen=True, slots=True)
class Remark:
    """About one line, counted from 1: why it was refused, or what of it could not be kept as it was."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    imported: int
    known: int
    refused: tuple[Remark, ...]
    remarks: tuple[Remark, ...]


class ImportHistory:
    """Never asks a question, makes no job and sends no mail: what is imported is over."""

    def __init__(self, desk: Desk, past: PastOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._past, self._clock, self._new_id = desk, past, clock, new_id

    async def __call__(
        self, tenant: UUID, lines: Iterable[bytes], read: Callable[[bytes], PastConversation], by: str = "system"
    ) -> Imported:
        """Each line in a transaction of its own: a bad one is named and the rest is kept. Lines that are here already
        (by external id) change nothing. `read` raises LineRefused."""
        return await self.conversations(tenant, _each(lines, read), by)

    async def conversations(
        self, tenant: UUID, found: Iterable[tuple[int, PastConversation | LineRefused]], by: str = "system"
    ) -> Imported:
        """The same for conversations read already, each with the line it stands in, or why it was refused."""
        counts, refused, remarks = [0, 0], list[Remark](), list[Remark]()
        for number, past in found:
            if isinstance(past, LineRefused):
                refused.append(Remark(number, str(past)))
                continue
            new, odd = await self._one(tenant, past, by)
            counts[0 if new else 1] += 1
            remarks.extend(Remark(number, text) for text in odd if new)
        return Imported(counts[0], counts[1], tuple(refused), tuple(remarks))

    async def _one(self, tenant: UUID, past: PastConversation, by: str) -> tuple[bool, list[str]]:
        async with self._desk.as_system(tenant) as work:
            topic = None if past.topic is None else await work.topics.get(past.topic)
            people, _ = await work.people.roster()
            placed = await self._placed(work, topic, people)
            if not await self._past(work).import_(past, placed):
                return False, []
            data = {"messages": len(past.messages)}
            await work.record(Event("conversation_imported", by, placed.imported_at, data, placed.id))
        return True, _remarks(past, topic, placed.agents)

    async def _placed(self, work: Work, topic: Topic | None, people: Sequence[Person]) -> Placed:
        general = topic or await work.topics.get(GENERAL)
        reserve = next(person.id for person in people if person.reserve)
        owner = reserve if general is None else general.owner
        agents = {person.name.casefold(): person.id for person in people}
        return Placed(self._new_id(), None if topic is None else topic.slug, owner, agents, self._clock())


def _each(
    lines: Iterable[bytes], read: Callable[[bytes], PastConversation]
) -> Iterator[tuple[int, PastConversation | LineRefused]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, read(line)
            except LineRefused as why:
                yield number, why


class ExportHistory:
    def __init__(self, desk: Desk, past: PastOf) -> None:
        self._desk, self._past = desk, past

    async def __call__(self, tenant: UUID) -> AsyncIterator[PastConversation]:
        """Every conversation that still has text, oldest first, whether it happened here or was imported."""
        after: tuple[datetime, UUID] | None = None
        while True:
            async with self._desk.as_system(tenant) as work:
                page, after = await self._past(work).page(after)
            for past in page:
                yield past
            if after is None:
                return


def _remarks(past: PastConversation, topic: Topic | None, agents: Mapping[str, UUID]) -> list[str]:
    found: list[str] = []
    if past.topic is not None and topic is None:
        found.append(f"The topic {past.topic!r} is not taught here; kept without a topic.")
    named = {m.author_name for m in past.messages if m.author is AuthorKind.AGENT and m.author_name}
    unknown = sorted(name for name in named if name.casefold() not in agents)
    found.extend(f"{name} is nobody of this team; their messages carry the name alone." for name in unknown)
    return found
