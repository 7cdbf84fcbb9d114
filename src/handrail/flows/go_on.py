"""A playbook goes on by itself: a person said yes, a code was given back, a time came, or its question is put once more."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.moves import comes_back
from handrail.core.escalation.decide import decide
from handrail.core.escalation.decision import Act as Acts
from handrail.core.escalation.decision import HandOff
from handrail.core.escalation.facts import Facts
from handrail.core.log.chain import Event
from handrail.core.playbooks.playbook import Playbook
from handrail.core.playbooks.run import Run, RunState
from handrail.flows.act import Act
from handrail.flows.hand_off import HandOver
from handrail.flows.playbook_heard import playbook_fact
from handrail.flows.playbook_to_person import decided_again, resumed_facts
from handrail.ports import Clock, Desk, NewId, Work
from handrail.ports.playbooks import Bookshelf, RunsOf
from handrail.ports.understanding import NO_RULES_MARK, WORKSPACE_RULES, Rulebook, RulesInForce

NO_RULES = RulesInForce(NO_RULES_MARK, lambda values: ())
LOOK_AGAIN = timedelta(minutes=10)
"""A reminder whose conversation a person holds looks again so often, until there is nothing to be reminded of."""


class GoOn:
    """Each of the ways makes a decision of its own, under the fence and turn as they are now; then it acts."""

    def __init__(
        self,
        desk: Desk,
        shelf: Bookshelf,
        runs: RunsOf,
        act: Act,
        hand_over: HandOver,
        rulebook: Rulebook | None,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._desk, self._shelf, self._runs, self._act = desk, shelf, runs, act
        self._hand_over, self._rulebook, self._clock, self._new_id = hand_over, rulebook, clock, new_id

    async def after_yes(self, tenant: UUID, approval: UUID) -> None:
        """A person said yes to the step that waits for it."""
        async with self._desk.as_system(tenant) as work:
            run = await self._runs(work).asked_for(approval)
        if run is not None:
            await self._resume(tenant, run.conversation, (RunState.APPROVAL,), "A person said yes.", approval)

    async def after_code(self, tenant: UUID, conversation: UUID) -> None:
        """The customer showed who they are."""
        await self._resume(tenant, conversation, (RunState.IDENTITY,), "The customer showed who they are.")

    async def ask_once_more(self, tenant: UUID, conversation: UUID, after: UUID) -> None:
        """`after`: the decision that answered something else; nothing may have been said since."""
        async with self._desk.as_system(tenant) as work:
            thread = await work.conversations.latest_messages(conversation, 1)
            said = await work.conversations.already_said(conversation, f"decision:{after}")
        if said is not None and thread and thread[-1].id == said.id:
            open_states = (RunState.ASKING, RunState.ACTING, RunState.IDENTITY)
            await self._resume(tenant, conversation, open_states, "Its question is still open.")

    async def wake(self, tenant: UUID, limit: int = 100) -> int:
        """The sweeper's call: every run whose time has come, each for itself."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            due = await self._runs(work).due(now, limit)
        for run in due:
            await self._wake(tenant, run)
        return len(due)

    async def _wake(self, tenant: UUID, run: Run) -> None:
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(run.conversation, lock=True)
            standing = await self._runs(work).get(run.id, lock=True)
            if standing.wake_at is None or standing.wake_at > now or standing.state.is_over:
                return
            if not await self._may_remind(work, current, standing, now):
                return
            decision = await self._decided(work, await self._back(work, current), standing, "Its time has come.")
        if decision is not None:
            await self._act(tenant, decision)

    async def _may_remind(self, work: Work, current: Conversation, run: Run, now: datetime) -> bool:
        """Never over a person, and never before a turn of the customer's is decided. After what it was about there is
        nothing to say any more."""
        runs = self._runs(work)
        if run.due is not None and run.due <= now and current.writer is not None:
            over = replace(run, state=RunState.LEFT, because="A person had the conversation until its time was over.")
            await runs.save(over, now)
            return False
        if current.state is State.CLOSED:
            await runs.save(replace(run, state=RunState.LEFT, because="The conversation was closed."), now)
            return False
        if current.writer is not None or current.wish_is_unmet or current.turn > current.decided_turn:
            await runs.save(replace(run, wake_at=now + LOOK_AGAIN), now)
            return False
        return True

    async def _back(self, work: Work, current: Conversation) -> Conversation:
        """A resolved conversation is open again: something is said in it."""
        if current.state is not State.RESOLVED:
            return current
        back = comes_back(current, self._clock())
        await work.conversations.save(back)
        await work.record(Event("reopened", "assistant", self._clock(), {}, current.id))
        return back

    async def _resume(
        self,
        tenant: UUID,
        conversation: UUID,
        states: tuple[RunState, ...],
        because: str,
        approval: UUID | None = None,
    ) -> None:
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            runs = [one for one in await self._runs(work).open(conversation) if one.state in (*states, RunState.ACTING)]
            run = next((one for one in runs if approval is None or one.approval == approval), None)
            if run is None or not current.assistant_writes or current.wish_is_unmet:
                return
            decision = await self._decided(work, current, run, because)
        if decision is not None:
            await self._act(tenant, decision)

    async def _decided(self, work: Work, current: Conversation, run: Run, because: str) -> UUID | None:
        """The decision's id where it acts; else a person has the conversation now."""
        shelf = await self._shelf.within(work, int(run.version))
        playbook = shelf.playbooks.get(run.playbook)
        if playbook is None:
            return None
        facts, rules = await self._facts(work, current, run, playbook, shelf.version)
        decision = decide(facts, rules.evaluate)
        decision_id, now = self._new_id(), self._clock()
        await work.decisions.keep(decision_id, current, facts, decision, now)
        await work.record(decided_again(current, decision_id, decision.kind, decision.rule, facts, now))
        await work.record(
            Event("playbook_goes_on", "assistant", now, {"run": str(run.id), "because": because}, current.id)
        )
        match decision.outcome:
            case Acts():
                return decision_id
            case HandOff() as outcome:
                over = replace(run, state=RunState.HANDED_OVER, because=decision.reason, wake_at=None, due=None)
                await self._runs(work).save(over, now)
                await self._hand_over(work, current, decision_id, facts, decision, outcome)
                return None
            case _:
                return None

    async def _facts(
        self, work: Work, current: Conversation, run: Run, playbook: Playbook, version: int
    ) -> tuple[Facts, RulesInForce]:
        now = self._clock()
        fact = await playbook_fact(work, playbook, version, "goes_on", current, run.language, now, run)
        stop = await work.topics.stopped_by(current.id, current.channel, playbook.topic)
        facts = replace(resumed_facts(current, fact, language=run.language), stopped_by=stop)
        rules = NO_RULES if self._rulebook is None else await self._rulebook.in_force(work.tenant)
        return replace(facts, versions={**facts.versions, WORKSPACE_RULES: rules.mark}), rules
