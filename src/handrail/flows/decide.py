"""A customer's turn is thought about: gather facts, decide, commit only if nothing has moved meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from uuid import UUID

import structlog

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import Message
from handrail.core.conversation.moves import assistant_spoke, wish_noticed
from handrail.core.escalation.decide import decide
from handrail.core.escalation.decision import Act, Answer, AskBack, Decision, HandOff
from handrail.core.escalation.facts import Facts
from handrail.core.escalation.noticed import about_a_p0, with_moments
from handrail.core.log.chain import Event
from handrail.flows.gather import Gather
from handrail.flows.hand_off import HandOver, say_text
from handrail.flows.notice import Page
from handrail.flows.verify_identity import TakeCode, waits
from handrail.ports import Clock, Desk, Job, NewId, Work
from handrail.ports.understanding import NO_RULES_MARK, WORKSPACE_RULES, Rulebook, RulesInForce

log = structlog.get_logger()

SEEN = 60  # messages of the thread that a decision looks at
THINK_AGAIN = 4
NO_RULES = RulesInForce(NO_RULES_MARK, lambda values: ())


class ConversationKeepsMoving(Exception):
    """The customer kept writing while we thought; the next job tries again."""


class Committed(Enum):
    """What became of a decision when its turn came to be written."""

    KEPT = "kept"
    NOT_NEEDED = "not needed"  # a person writes by now, or this turn was decided meanwhile
    MOVED = "moved"  # the customer or a person changed the conversation while we thought


class Decide:
    def __init__(
        self,
        desk: Desk,
        gather: Gather,
        hand_over: HandOver,
        clock: Clock,
        new_id: NewId,
        rulebook: Rulebook | None = None,
        noticed: Page | None = None,
        take_code: TakeCode | None = None,
    ) -> None:
        self._desk, self._gather, self._rulebook, self._noticed = desk, gather, rulebook, noticed
        self._hand_over, self._clock, self._new_id, self._take_code = hand_over, clock, new_id, take_code

    async def __call__(self, tenant: UUID, conversation: UUID) -> Decision | None:
        """Decides what is undecided. None when there was nothing to decide (a person writes, or it is done already)."""
        looked = False
        for _ in range(THINK_AGAIN + 1):
            async with self._desk.as_system(tenant) as work:
                before = await work.conversations.get(conversation)
                thread = await work.conversations.latest_messages(conversation, SEEN)
                code_waits = self._take_code is not None and await waits(work, conversation, thread)
            if before.decided_turn >= before.turn or not before.assistant_writes:
                return None
            if self._take_code is not None and code_waits and not looked:
                looked = True
                if await self._take_code(tenant, conversation):
                    return None
                continue  # what was a code is masked by now
            facts, decision = await self.think(tenant, before, thread)
            match await self._commit(tenant, before, facts, decision):
                case Committed.KEPT:
                    return decision
                case Committed.NOT_NEEDED:
                    return None
                case Committed.MOVED:
                    continue
        raise ConversationKeepsMoving("The customer kept writing while the assistant thought.")

    async def think(
        self, tenant: UUID, conversation: Conversation, thread: Sequence[Message], under: RulesInForce | None = None
    ) -> tuple[Facts, Decision]:
        """The facts of the turn that stands at the end of the thread, and what they lead to; `under` other rules than those
        in force, to try them. Keeps and sends nothing."""
        facts, rules = await self._gather(tenant, conversation, thread), under or NO_RULES
        if self._rulebook is not None and under is None:
            try:
                rules = await self._rulebook.in_force(tenant)
            except Exception as error:  # rules that cannot be had cannot be kept: a person gets the turn
                log.warning("rules.failed", error=type(error).__name__, exc_info=True)
                facts = replace(facts, failures=(*facts.failures, f"the workspace's rules ({type(error).__name__})"))
        facts = replace(facts, versions={**facts.versions, WORKSPACE_RULES: rules.mark})
        return facts, decide(facts, rules.evaluate)

    async def _commit(self, tenant: UUID, before: Conversation, facts: Facts, decision: Decision) -> "Committed":
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(before.id, lock=True)
            if not current.assistant_writes:
                return Committed.NOT_NEEDED
            if (current.fence, current.turn) != (before.fence, before.turn):
                return Committed.MOVED
            if current.decided_turn >= current.turn:  # a job that was picked again while its first run lives
                return Committed.NOT_NEEDED
            decision_id = self._new_id()
            slug = None if facts.topic is None else facts.topic.slug
            current = replace(
                current,
                decided_turn=current.turn,
                language=_language(current, facts),
                topic=current.topic if about_a_p0(facts.moments or ()) else slug or current.topic,
            )
            current = with_moments(current, facts.moments or ())
            if facts.wish is not None and not current.wish_is_unmet:
                current = wish_noticed(current, now)
                data = {"by": facts.wish.by, "fence": current.fence}
                await work.record(Event("person_wanted", f"customer:{current.customer}", now, data, current.id))
            if facts.moments is not None:
                current = replace(current, noticed_turn=current.turn)
            await work.decisions.keep(decision_id, current, facts, decision, now)
            await work.record(decided_event(current, decision_id, decision, facts, now))
            if self._noticed is not None:
                await self._noticed.within(work, current, facts.moments or (), now)
            await self._follow(work, current, decision_id, facts, decision)
        return Committed.KEPT

    async def _follow(
        self, work: Work, conversation: Conversation, decision_id: UUID, facts: Facts, decision: Decision
    ) -> None:
        now = self._clock()
        match decision.outcome:
            case HandOff() as outcome:
                await self._hand_over(work, conversation, decision_id, facts, decision, outcome)
            case Answer():
                # The words go out in `deliver`, which checks the fence once more with the claim.
                await work.conversations.save(conversation)
                await work.enqueue(Job("deliver", work.tenant, conversation.id, more={"decision": str(decision_id)}))
            case Act():
                # What it does and says is checked against fence and turn in `act`, with each thing it does.
                await work.conversations.save(conversation)
                await work.enqueue(Job("act", work.tenant, conversation.id, more={"decision": str(decision_id)}))
            case AskBack(text_id):
                spoken = assistant_spoke(conversation, conversation.fence, conversation.turn, now)
                spoken, _ = await say_text(work, spoken, self._new_id(), text_id, {}, now, decision_id)
                await work.conversations.save(spoken)
            case _:
                rested = assistant_spoke(conversation, conversation.fence, conversation.turn, now)
                await work.conversations.save(rested)


def decided_event(
    conversation: Conversation, decision_id: UUID, decision: Decision, facts: Facts, now: datetime
) -> Event:

    data = {
        "decision": str(decision_id),
        "kind": decision.kind,
        "rule": decision.rule,
        "turn": conversation.turn,
        "fence": conversation.fence,
        "versions": facts.versions,
    }
    return Event("decided", "assistant", now, data, conversation.id)


def _language(conversation: Conversation, facts: Facts) -> str:
    """A sure guess replaces what was known; an unsure one never does ("ok" is no language)."""
    return facts.language if facts.language != "und" else conversation.language
