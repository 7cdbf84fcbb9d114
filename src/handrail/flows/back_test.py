"""Rules are tried on what happened before they are published: stored decisions are made again, imported turns for once."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.escalation.decide import decide
from handrail.core.escalation.facts import Circumstances, Facts
from handrail.core.escalation.rules import Evaluator
from handrail.core.escalation.rules.backtest import Backtest, backtest
from handrail.core.escalation.rules.course import Course, Step, Truth
from handrail.core.ownership.hours import anybody_there
from handrail.core.ownership.person import Person
from handrail.flows.decide import SEEN
from handrail.flows.gather import Gather
from handrail.ports import Desk, Work
from handrail.ports.understanding import Rulebook

AT_ONCE = 100
MOST_CONVERSATIONS = 2_000
MOST_TURNS = 2_000  # that are decided for the first time: each asks knowledge


@dataclass(frozen=True, slots=True)
class Happened:
    """A past conversation. `facts`: of its decisions made here, in order, with their times; empty for an imported one.
    `unread`: how many decisions are erased or cannot be read by this version."""

    id: UUID
    opened_at: datetime
    topic: str
    imported: bool
    truth: Truth
    facts: tuple[tuple[datetime, Facts], ...]
    unread: int = 0


class PastCourses(Protocol):
    """Within one transaction of one workspace."""

    async def count(self, since: datetime) -> int: ...

    async def page(self, since: datetime, before: tuple[datetime, UUID] | None, limit: int) -> Sequence[Happened]:
        """Conversations opened since then, the newest first, after the one named by (opened_at, id)."""
        ...


PastCoursesOf = Callable[[Work], PastCourses]
Progress = Callable[[int, int], None]
"""(conversations looked at, of how many)."""


class BackTest:
    """Sends, keeps and promises nothing. What was decided here is decided again from its stored facts, under the rules in
    force and under the new ones, so that the difference is the rules' alone; what was imported has no facts and is
    gathered now, with today's knowledge and grants, at the time it happened."""

    def __init__(self, desk: Desk, past: PastCoursesOf, gather: Gather, rulebook: Rulebook) -> None:
        self._desk, self._past, self._gather, self._rulebook = desk, past, gather, rulebook

    async def __call__(
        self,
        tenant: UUID,
        since: datetime,
        new: Evaluator,
        *,
        most_conversations: int = MOST_CONVERSATIONS,
        most_turns: int = MOST_TURNS,
        progress: Progress | None = None,
    ) -> Backtest:
        """The newest conversations first; what is beyond the limits is counted as left out."""
        old = (await self._rulebook.in_force(tenant)).evaluate
        async with self._desk.as_system(tenant) as work:
            count = await self._past(work).count(since)
            people, _ = await work.people.roster()
            zone = ZoneInfo((await work.people.workspace()).timezone)
        courses, unread, looked, fresh = list[Course](), 0, 0, 0
        async for one in self._happened(tenant, since):
            if looked >= most_conversations or fresh >= most_turns:
                break
            looked += 1
            facts = one.facts
            if one.imported:
                facts = await self._gathered(tenant, one, people, zone, most_turns - fresh)
                fresh += len(facts)
            unread += one.unread > 0
            if facts:
                steps = tuple(Step(at, found, decide(found, old), decide(found, new)) for at, found in facts)
                courses.append(Course(one.id, one.opened_at, one.topic, one.imported, steps, one.truth))
            if progress is not None:
                progress(looked, min(count, most_conversations))
        return backtest(courses, unread=unread, left_out=max(0, count - looked))

    async def _happened(self, tenant: UUID, since: datetime) -> AsyncIterator[Happened]:
        before: tuple[datetime, UUID] | None = None
        while True:
            async with self._desk.as_system(tenant) as work:
                page = await self._past(work).page(since, before, AT_ONCE)
            for one in page:
                yield one
            if len(page) < AT_ONCE:
                return
            before = (page[-1].opened_at, page[-1].id)

    async def _gathered(
        self, tenant: UUID, one: Happened, people: Sequence[Person], zone: ZoneInfo, most: int
    ) -> tuple[tuple[datetime, Facts], ...]:
        """The facts of each turn until an agent wrote: what came after was a person's."""
        async with self._desk.as_system(tenant) as work:
            conversation = await work.conversations.get(one.id)
            thread = await work.conversations.messages(one.id)
        found = list[tuple[datetime, Facts]]()
        for number, end in enumerate(turns_of(thread)[:most], start=1):
            now = thread[end].at
            # As it stood then: nobody had taken it over, and this turn was undecided.
            then = replace(conversation, writer=None, turn=number, decided_turn=number - 1)
            facts = await self._gather(tenant, then, thread[max(0, end + 1 - SEEN) : end + 1])
            around = replace(
                facts.around or Circumstances(),
                now=now.astimezone(zone),
                staffed=anybody_there(people, now),
                turns=number,
            )
            found.append((now, replace(facts, around=around)))
        return tuple(found)


def turns_of(thread: Sequence[Message]) -> list[int]:
    """Where each of the customer's turns ends in a thread, until an agent wrote to them. A burst is one turn."""
    ends = list[int]()
    for n, message in enumerate(thread):
        if message.author_kind is AuthorKind.AGENT and not message.internal:
            break
        if message.author_kind is not AuthorKind.CUSTOMER or not (message.body or message.attachments):
            continue
        following = next((one for one in thread[n + 1 :] if not one.internal), None)
        if following is None or following.author_kind is not AuthorKind.CUSTOMER:
            ends.append(n)
    return ends
