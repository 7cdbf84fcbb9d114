"""The sweeper: whatever is late, abandoned or owned by somebody who left moves on to a person who is there."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Conversation, ResolvedAs, State
from handrail.core.conversation.moves import IllegalMove
from handrail.core.log.chain import Event
from handrail.core.ownership.there import why_not_keep
from handrail.flows.close import Close
from handrail.flows.hand_off import AnswerWish, HandOn, roster_of, say_text
from handrail.flows.pass_on import PassOn
from handrail.flows.replace_owner import ReplaceOwner, apart
from handrail.flows.settle_approval import ExpireApprovals
from handrail.ports import Clock, Desk, NewId, Work

LOOK_AGAIN = timedelta(minutes=15)
AT_ONCE = 200


class Late(Protocol):
    """Rings the alarm about a P0 moment anew."""

    async def late(self, work: Work, conversation: Conversation, now: datetime) -> None: ...


class EscalateLate:
    def __init__(
        self,
        desk: Desk,
        answer_wish: AnswerWish,
        hand_on: HandOn,
        replace_owner: ReplaceOwner,
        close: Close,
        clock: Clock,
        new_id: NewId,
        ring: Late | None = None,
        approvals: ExpireApprovals | None = None,
    ) -> None:
        self._desk, self._answer_wish, self._hand_on, self._close = desk, answer_wish, hand_on, close
        self._pass_on, self._ring = PassOn(hand_on, clock), ring
        self._replace_owner, self._clock, self._new_id = replace_owner, clock, new_id
        self._approvals = approvals or ExpireApprovals(desk, hand_on, clock, new_id)
        self._late: dict[str, Callable[[Work, Conversation], Awaitable[object]]] = {
            "decide": self._never_decided,
            "hand_off": self._never_routed,
            "acknowledge": self._not_acknowledged,
            "reply": self._not_answered,
            "customer_silent": self._customer_silent,
            "other_silent": self._look_again,
            "approval": self._not_approved,
            "act": self._not_done,
            "close": self._window_passed,
        }

    async def __call__(self, tenant: UUID) -> int:
        """One sweep of one workspace; how many conversations moved. One that cannot be moved stops no other."""
        moved = await self._replace_absent_owners(tenant)
        moved += await self._settle_approvals(tenant)
        moved += await self._break_promises(tenant)
        async with self._desk.as_system(tenant) as work:
            due = await work.conversations.due(self._clock(), AT_ONCE)
        for conversation in due:
            moved += await apart(self._one_due(tenant, conversation), conversation)
        return moved

    async def _one_due(self, tenant: UUID, conversation: UUID) -> int:
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            if current.deadline_at is None or current.deadline_at > self._clock():
                return 0
            await self._late[current.deadline_kind or "decide"](work, current)
        return 1

    async def _never_decided(self, work: Work, current: Conversation) -> None:
        await self._hand_on.within(work, current, "The assistant did not answer in time.")

    async def _settle_approvals(self, tenant: UUID) -> int:
        """Before promises are looked at: what was promised with them ends with them."""
        due = await self._approvals.due(tenant)
        return sum([await apart(self._approvals.one(tenant, one), one) for one in due])

    async def _not_approved(self, work: Work, current: Conversation) -> None:
        """The approval itself was settled before; a clock that is left over means that something went wrong."""
        await self._hand_on.within(work, current, "What waited for a person's yes is not waiting any more.")

    async def _not_done(self, work: Work, current: Conversation) -> None:
        await self._hand_on.within(work, current, "What a person said yes to was not carried out in time.")

    async def _never_routed(self, work: Work, current: Conversation) -> None:
        await self._answer_wish.within(work, current)

    async def _not_acknowledged(self, work: Work, current: Conversation) -> None:
        if current.responder != current.owner:  # handed to a colleague who did not take it: it stays with the giver
            due = self._clock() + LOOK_AGAIN
            held = replace(
                current,
                state=State.HELD,
                responder=current.owner,
                lease_until=None,
                deadline_at=due,
                deadline_kind="reply",
            )
            await work.conversations.save(held)
            await self._record(work, current, "not_accepted", responder=str(current.responder))
            return
        await self._pass_on.within(work, current)

    async def _not_answered(self, work: Work, current: Conversation) -> None:
        """The owner is there but late: a service level, not a violation. They are reminded until they answer, and about a
        P0 moment the others are paged. A writer who is somebody else, or away, will not: whoever is here gets it."""
        roster = await roster_of(work)
        writer = roster.person(current.writer)
        away = writer is None or why_not_keep(writer, self._clock(), grave=current.p0_stands) is not None
        if away or current.writer != current.owner:
            name = "The writer" if writer is None else writer.name
            await self._hand_on.within(
                work,
                current,
                f"{name} is not here to answer.",
                exclude=frozenset({current.writer or current.owner}),
                passed_on=True,
            )
            return
        later = replace(current, deadline_at=self._clock() + LOOK_AGAIN)
        await work.conversations.save(later)
        await self._record(work, current, "reply_late")
        if self._ring is not None and current.p0_stands:
            await self._ring.late(work, current, self._clock())

    async def _customer_silent(self, work: Work, current: Conversation) -> None:
        if current.writer is not None:
            await self._look_again(work, current)
            return
        try:
            await self._close.settle(work, current, ResolvedAs.UNCONFIRMED, "system")
        except IllegalMove as why:
            await self._hand_on.within(work, current, f"Silent, but not settled: {why}")

    async def _look_again(self, work: Work, current: Conversation) -> None:
        due = self._clock() + LOOK_AGAIN
        held = replace(current, state=State.HELD, deadline_at=due, deadline_kind="reply")
        await work.conversations.save(held)
        await self._record(work, current, "look_again")

    async def _window_passed(self, work: Work, current: Conversation) -> None:
        await self._close.shut(work, current)

    async def _break_promises(self, tenant: UUID) -> int:
        """A promise that passed unkept is broken, said so, and made anew by somebody else who is there."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            overdue = await work.decisions.overdue_promises(now, AT_ONCE)
        return sum([await apart(self._break_one(tenant, one, now), one) for one in overdue])

    async def _break_one(self, tenant: UUID, conversation: UUID, now: datetime) -> int:
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            broken = [p for p in await work.decisions.open_promises(conversation) if p.due_at <= now]
            if not broken or not current.is_open:
                return 0
            for promise in broken:
                await work.decisions.settle_promise(promise.id, "broken", now)
                await self._record(work, current, "promise_broken", promise=str(promise.id))
            current, _ = await say_text(work, current, self._new_id(), "promise.broken", {}, now)
            await self._hand_on.within(
                work,
                current,
                "A promise to the customer was not kept.",
                exclude=frozenset({current.owner}),
                missed=current.lease_missed,
                passed_on=True,
            )
        return 1

    async def _replace_absent_owners(self, tenant: UUID) -> int:
        """Ownership never falls to someone absent: a shift ended, an absence began, a person left."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            roster = await roster_of(work)
            owners = set(await work.conversations.owners())
        absent = [p for p in roster.people if p.id in owners and why_not_keep(p, now)]
        return sum([await self._replace_owner(tenant, person) for person in absent])

    async def _record(self, work: Work, current: Conversation, kind: str, **data: str | int | bool) -> None:
        base = {"owner": str(current.owner), "deadline": current.deadline_kind}
        await work.record(Event(kind, "system", self._clock(), {**base, **data}, current.id))
