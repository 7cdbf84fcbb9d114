"""A person says yes or no to what the assistant asked for, edits it first, or lets the clock run out: silence is never a yes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.moves import IllegalMove, taken_over, waits_for_yes
from handrail.core.log.chain import Event
from handrail.core.ownership.person import Person
from handrail.core.supervision.approval import (
    Approval,
    ApprovalState,
    Because,
    Yes,
    edited,
    said_yes,
    settled,
)
from handrail.core.supervision.approvers import may_approve
from handrail.core.tools.arguments import read_given
from handrail.core.tools.permit import NeedsApproval, NeedsIdentity, Refused, permit
from handrail.core.tools.tool import Tool, Value
from handrail.flows.administer import NotAllowed
from handrail.flows.hand_off import HandOn, roster_of, say_text
from handrail.flows.take_over import REPLY_WITHIN
from handrail.ports import Clock, Desk, Job, NewId, NotFound, Work

LONGEST_REASON = 500  # characters
MAY = "A supervisor, lead or admin approves; a workspace may let agents too."


class SettleApproval:
    def __init__(self, desk: Desk, hand_on: HandOn, clock: Clock, new_id: NewId) -> None:
        self._desk, self._hand_on, self._clock, self._new_id = desk, hand_on, clock, new_id

    async def approve(self, tenant: UUID, approval: UUID, by: UUID, digest: str, seen_seq: int) -> Approval:
        """`digest`: of exactly what this person saw; `seen_seq`: the last message they saw. With the last yes that is needed
        it is done once, by a job. The same yes again changes nothing.

        Raises NotFound, NotAllowed, NotWaiting, NotWhatWasSeen, CustomerWroteSince, and IllegalMove under a stop.
        """
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            asked, current = await self._standing(work, approval, by)
            if any((one.person, one.digest) == (by, digest) for one in asked.yeses):
                return asked
            since = await work.conversations.customers_next(current.id, after=seen_seq)
            yes = Yes(by, now, digest, seen_seq)
            after = said_yes(asked, yes, None if since is None else since.seq)
            stop = await stopped_by(work, asked, current)
            if stop is not None:
                raise IllegalMove(f"{stop} Nothing may be approved under it.")
            await work.approvals.add_yes(approval, yes)
            await self._record(work, after, "approval_yes", by, counted=after.counted(), needed=after.people)
            if after.state is ApprovalState.APPROVED:
                await work.approvals.save(after)
                await self._go_on(work, current, after, now)
            return after

    async def edit(self, tenant: UUID, approval: UUID, by: UUID, given: Mapping[str, object], seen: str) -> Approval:
        """Other arguments, within what the tool takes; who the customer is stays as code filled it in. Every yes before
        falls, and as many people as before, or more, say it anew. `seen`: the digest of what was edited.

        Raises as `approve`, ArgumentRefused for what the tool does not take, and IllegalMove for what it may never do.
        """
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            asked, current = await self._standing(work, approval, by)
            tool = await work.tools.get(asked.tool)
            if tool is None or asked.run is None:
                raise IllegalMove(
                    "Only an action's arguments can be edited; for other words take the conversation over."
                )
            identity = {one.name for one in tool.parameters if one.from_identity is not None}
            kept = {name: value for name, value in asked.arguments.items() if name in identity}
            arguments = {**kept, **read_given(tool, given)}
            people = await self._people(work, current, tool, arguments, now)
            after = edited(asked, arguments, tool.money(arguments), people, by, now, seen=seen)
            if after.digest == asked.digest:
                return asked
            await work.approvals.save(after)
            await self._record(work, after, "approval_edited", by, needed=after.people)
            return after

    async def decline(
        self,
        tenant: UUID,
        approval: UUID,
        by: UUID,
        code: Because,
        reason: str = "",
        *,
        tell: bool = True,
        take: bool = True,
    ) -> Approval:
        """`take`: whoever declines has the conversation now; else it goes to its owner, or to whoever is there for them.
        `tell`: the customer reads the catalogue's text for this reason at once; else a person tells them.

        Raises NotFound, NotAllowed, NotWaiting, and IllegalMove for a reason that is too long.
        """
        now, reason = self._clock(), " ".join(reason.split())
        if len(reason) > LONGEST_REASON:
            raise IllegalMove(f"A reason has at most {LONGEST_REASON} characters.")
        async with self._desk.as_staff(tenant, by) as work:
            asked, current = await self._standing(work, approval, by)
            after = settled(asked, ApprovalState.DECLINED, now, by, code=code.value, reason=reason)
            await work.approvals.save(after)
            await self._record(work, after, "approval_declined", by, because=code.value)
            if tell:
                text = f"approval.declined.{code.value}"
                current, _ = await say_text(work, current, self._new_id(), text, {}, now)
                await keep_promise(work, current, after, "kept", f"agent:{by}", now)
            if take:
                await self._take(work, current, by, now)
            else:
                why = f"“{asked.tool}” was declined: {code.value.replace('_', ' ')}."
                await self._hand_on.within(work, current, why, passed_on=True, prefer=current.owner)
            return after

    async def _standing(self, work: Work, approval: UUID, by: UUID) -> tuple[Approval, Conversation]:
        """Under the conversation's lock. Raises NotFound, NotAllowed."""
        await self._approver(work, by)
        where = (await work.approvals.get(approval)).conversation
        current = await work.conversations.get(where, lock=True)
        return await work.approvals.get(approval), current

    async def _approver(self, work: Work, by: UUID) -> Person:
        person = (await roster_of(work)).person(by)
        if person is None or not may_approve(person, agents_may=await work.approvals.agents_may()):
            raise NotAllowed(MAY)
        return person

    async def _people(
        self, work: Work, current: Conversation, tool: Tool, arguments: Mapping[str, Value], now: datetime
    ) -> int:
        known = await work.identities.known(current.id, now)
        spent = await work.effects.spent(tool, current.customer, current.id, now)
        match permit(tool, arguments, known, spent, now):
            case Refused(because) | NeedsIdentity(_, because):
                raise IllegalMove(because)
            case NeedsApproval(people, _):
                return people
            case _:
                return 1

    async def _go_on(self, work: Work, current: Conversation, after: Approval, now: datetime) -> None:
        others = [one.expires_at for one in await work.approvals.waiting(current.id)]
        await work.conversations.save(waits_for_yes(current, min(others, default=None), now))
        await keep_promise(work, current, after, "kept", "system", now)
        await work.record(Event("approval_given", "system", now, {"approval": str(after.id)}, current.id))
        if after.decision is None:
            await work.enqueue(Job("act", work.tenant, current.id, more={"approval": str(after.id)}))
        else:
            await work.enqueue(Job("deliver", work.tenant, current.id, more={"decision": str(after.decision)}))

    async def _take(self, work: Work, current: Conversation, by: UUID, now: datetime) -> None:
        promised = [p.due_at for p in await work.decisions.open_promises(current.id) if p.due_at > now]
        held = taken_over(current, by, now, min([now + REPLY_WITHIN, *promised]) - now)
        await work.conversations.save(held)
        data = {"from_owner": str(current.owner), "to_owner": str(held.owner), "fence": held.fence}
        await work.record(Event("taken_over", f"agent:{by}", now, data, current.id))

    async def _record(self, work: Work, after: Approval, kind: str, by: UUID, **more: str | int) -> None:
        data = {"approval": str(after.id), "tool": after.tool, **more}
        await work.record(Event(kind, f"agent:{by}", self._clock(), data, after.conversation))


class ExpireApprovals:
    """The sweeper's part: what nobody said yes or no to in time, and what a stop covers, goes to a person."""

    def __init__(self, desk: Desk, hand_on: HandOn, clock: Clock, new_id: NewId) -> None:
        self._desk, self._hand_on, self._clock, self._new_id = desk, hand_on, clock, new_id

    async def due(self, tenant: UUID) -> list[UUID]:
        """Those to look at now."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            waiting = await work.approvals.every_waiting()
            stopped = [one for one in waiting if one.expires_at > now and await self._stop(work, one) is not None]
        return [one.id for one in waiting if one.expires_at <= now] + [one.id for one in stopped]

    async def one(self, tenant: UUID, approval: UUID) -> int:
        """How many conversations moved."""
        async with self._desk.as_system(tenant) as work:
            where = (await work.approvals.get(approval)).conversation
            current = await work.conversations.get(where, lock=True)
            asked = await work.approvals.get(approval)
            if asked.state is not ApprovalState.WAITING:
                return 0
            if asked.expires_at <= self._clock():
                await self._expired(work, current, asked)
            elif (why := await self._stop(work, asked)) is not None:
                await self._stopped(work, current, asked, why)
            else:
                return 0
        return 1

    async def _expired(self, work: Work, current: Conversation, asked: Approval) -> None:
        now = self._clock()
        await work.approvals.save(settled(asked, ApprovalState.EXPIRED, now))
        await work.record(Event("approval_expired", "system", now, {"approval": str(asked.id)}, current.id))
        await keep_promise(work, current, asked, "broken", "system", now)
        current, _ = await say_text(work, current, self._new_id(), "approval.expired", {}, now)
        why = f"Nobody said yes or no to “{asked.tool}” in time. Nothing was done."
        await self._hand_on.within(work, current, why, passed_on=True)

    async def _stopped(self, work: Work, current: Conversation, asked: Approval, why: str) -> None:
        now = self._clock()
        await work.approvals.save(settled(asked, ApprovalState.WITHDRAWN, now, code="stopped"))
        await work.record(Event("approval_withdrawn", "system", now, {"approval": str(asked.id)}, current.id))
        await self._hand_on.within(work, current, f"“{asked.tool}” waited for a yes. {why}", passed_on=True)

    async def _stop(self, work: Work, asked: Approval) -> str | None:
        return await stopped_by(work, asked, await work.conversations.get(asked.conversation))


async def stopped_by(work: Work, asked: Approval, current: Conversation) -> str | None:
    """In words, the stop in force that covers this."""
    stop = await work.topics.stopped_by(current.id, current.channel, current.topic)
    return stop or await work.tools.stopped_by(asked.tool)


async def keep_promise(
    work: Work, current: Conversation, asked: Approval, status: str, actor: str, now: datetime
) -> None:
    """What the customer was promised when it was asked."""
    for promise in await work.decisions.open_promises(current.id):
        if promise.made_at == asked.asked_at:
            await work.decisions.settle_promise(promise.id, status, now)
            data = {"promise": str(promise.id), "status": status}
            await work.record(Event("promise_settled", actor, now, data, current.id))


async def given(work: Work, approval: UUID, current: Conversation) -> Approval:
    """For whoever carries it out, under the conversation's lock: the yes, if it still holds. Raises NotFound, and
    IllegalMove when it was withdrawn since, or a person writes."""
    asked = await work.approvals.get(approval)
    if asked.conversation != current.id:
        raise NotFound("This approval does not exist.")
    if asked.state is not ApprovalState.APPROVED or not asked.is_enough or not current.assistant_writes:
        raise IllegalMove(f"There is no yes to this any more: it is {asked.state.value}.")
    return asked
