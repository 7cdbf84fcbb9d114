"""An agent promises something by a time, and later says what became of it."""

from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.moves import ConversationAlreadyClosed, IllegalMove
from handrail.core.log.chain import Event
from handrail.core.ownership.accountable import choose_owner
from handrail.core.ownership.promise import PromiseStatus
from handrail.flows.hand_off import roster_of
from handrail.ports import Clock, Desk, NewId, NewPromise, NotFound, SetupOf, Work

FARTHEST = timedelta(days=90)
FIRST_REPLY = "first_reply"


class MakePromise:
    def __init__(self, desk: Desk, setup: SetupOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._setup, self._clock, self._new_id = desk, setup, clock, new_id

    async def __call__(self, tenant: UUID, conversation: UUID, by: UUID, what: str, due_at: datetime) -> NewPromise:
        """Whoever promises keeps it; somebody else stands behind them. Raises NotFound, ConversationAlreadyClosed, and
        IllegalMove for a time that has passed or lies more than 90 days ahead."""
        now = self._clock()
        if not now < due_at <= now + FARTHEST:
            raise IllegalMove("A promise is for a time ahead, within 90 days.")
        async with self._desk.as_staff(tenant, by) as work:
            current = await work.conversations.get(conversation, lock=True)
            if not current.is_open:
                raise ConversationAlreadyClosed("This conversation is closed. A new message opens a linked one.")
            if current.state is State.RESOLVED:
                raise IllegalMove("This conversation is resolved: take it over before promising more.")
            made = await self._made(work, current, by, what, due_at)
            await work.decisions.promise(conversation, made)
            data = {"promise": str(made.id), "due_at": due_at.isoformat(), "owner": str(by)}
            await work.record(Event("promised", f"agent:{by}", now, data, conversation))
            return made

    async def settle(self, tenant: UUID, promise: UUID, by: UUID, *, kept: bool) -> PromiseStatus:
        """Kept (late is broken, and recorded so) or withdrawn with the customer's knowledge. Raises NotFound for a
        promise that is not open, IllegalMove for the first reply: only replying keeps that."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            conversation, what = await self._setup(work).promise_of(promise)
            if what == FIRST_REPLY:
                raise IllegalMove("A first reply was promised: answering the customer keeps it.")
            await work.conversations.get(conversation, lock=True)
            status = await self._status(work, conversation, promise, now, kept=kept)
            await work.decisions.settle_promise(promise, status, now)
            data = {"promise": str(promise), "status": status.value}
            await work.record(Event("promise_settled", f"agent:{by}", now, data, conversation))
            return status

    async def _made(self, work: Work, current: Conversation, by: UUID, what: str, due_at: datetime) -> NewPromise:
        now = self._clock()
        behind = choose_owner(await roster_of(work), now, agent=current.owner, exclude=frozenset({by}))
        return NewPromise(self._new_id(), what, due_at, by, behind.person.id, current.channel.value, now)

    async def _status(
        self, work: Work, conversation: UUID, promise: UUID, now: datetime, *, kept: bool
    ) -> PromiseStatus:
        open_now = {one.id: one for one in await work.decisions.open_promises(conversation)}
        if promise not in open_now:
            raise NotFound("This promise is not open.")
        if not kept:
            return PromiseStatus.WITHDRAWN
        return PromiseStatus.KEPT if now <= open_now[promise].due_at else PromiseStatus.BROKEN
