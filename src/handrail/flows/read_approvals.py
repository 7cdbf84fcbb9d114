"""What somebody needs to see before they say yes: the action, what it rests on, who asks, and what was done today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.identity.levels import Known
from handrail.core.ownership.person import Roster
from handrail.core.supervision.approval import Approval, ApprovalState
from handrail.core.supervision.approvers import may_approve
from handrail.core.tools.permit import Spent
from handrail.core.tools.tool import Tool
from handrail.flows.hand_off import roster_of
from handrail.flows.settle_approval import stopped_by
from handrail.ports import Clock, Customer, Desk, Work

SETTLED_SHOWN = 20
SEEN = 200  # messages of the thread


@dataclass(frozen=True, slots=True)
class Line:
    """One of the list. `mine`: this person said yes already."""

    approval: Approval
    conversation: Conversation
    customer: Customer
    wrote_since: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Listed:
    waiting: Sequence[Line]
    settled: Sequence[Line]
    names: Mapping[UUID, str]
    may: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """`tool` is None for a reply, and for a tool that is gone. `since`: what the customer wrote after it was asked.
    `last_seq`: of the thread as it was read, to be sent back with a yes. `said`: messages that evidence points to."""

    line: Line
    tool: Tool | None
    spent: Spent
    known: Known
    since: Sequence[Message]
    said: Mapping[UUID, Message]
    last_seq: int
    stopped: str | None
    names: Mapping[UUID, str]
    may: bool


class ReadApprovals:
    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    async def every(self, tenant: UUID, viewer: UUID) -> Listed:
        """Those that wait, the next to expire first, and the last that were settled."""
        async with self._desk.as_staff(tenant, viewer) as work:
            waiting = [await self._line(work, one, viewer) for one in await work.approvals.every_waiting()]
            settled = [await self._line(work, one, viewer) for one in await work.approvals.settled(SETTLED_SHOWN)]
            roster = await roster_of(work)
            return Listed(waiting, settled, _names(roster), await self._may(work, roster, viewer))

    async def of(self, tenant: UUID, viewer: UUID, conversation: UUID) -> tuple[Sequence[Approval], Known]:
        """What waits in one conversation, and how its customer is known there. Raises NotFound."""
        async with self._desk.as_staff(tenant, viewer) as work:
            known = await work.identities.known(conversation, self._clock())
            return await work.approvals.waiting(conversation), known

    async def one(self, tenant: UUID, viewer: UUID, approval: UUID) -> Seen:
        """Raises NotFound."""
        now = self._clock()
        async with self._desk.as_staff(tenant, viewer) as work:
            asked = await work.approvals.get(approval)
            line = await self._line(work, asked, viewer)
            tool = None if asked.run is None else await work.tools.get(asked.tool)
            current = line.conversation
            spent = Spent()
            if tool is not None:
                spent = await work.effects.spent(tool, current.customer, current.id, now)
            thread = await work.conversations.latest_messages(current.id, SEEN)
            roster = await roster_of(work)
            return Seen(
                line,
                tool,
                spent,
                await work.identities.known(current.id, now),
                _since(thread, asked),
                {one.id: one for one in thread},
                current.last_seq,
                await stopped_by(work, asked, current) if asked.state is ApprovalState.WAITING else None,
                _names(roster),
                await self._may(work, roster, viewer),
            )

    async def _line(self, work: Work, asked: Approval, viewer: UUID) -> Line:
        current = await work.conversations.get(asked.conversation)
        wrote = current.last_customer_at is not None and current.last_customer_at > asked.asked_at
        mine = any((one.person, one.digest) == (viewer, asked.digest) for one in asked.yeses)
        return Line(asked, current, await work.people.customer(current.customer), wrote, mine)

    async def _may(self, work: Work, roster: Roster, viewer: UUID) -> bool:
        person = roster.person(viewer)
        return person is not None and may_approve(person, agents_may=await work.approvals.agents_may())


def _since(thread: Sequence[Message], asked: Approval) -> list[Message]:
    """After the words with which the customer was told that it is asked."""
    told = [one.seq for one in thread if one.text_id == "approval.asked" and one.at == asked.asked_at]
    return [one for one in thread if one.author_kind is AuthorKind.CUSTOMER and one.seq > max(told, default=0)]


def _names(roster: Roster) -> dict[UUID, str]:
    return {one.id: one.name for one in roster.people}
