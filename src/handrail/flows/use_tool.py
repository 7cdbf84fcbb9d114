"""A tool is used: permitted by code, claimed under the fence, called outside any transaction, settled by its receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.identity.levels import IdentityLevel
from handrail.core.log.chain import Event
from handrail.core.tools import (
    Effect,
    EffectState,
    NeedsApproval,
    NeedsIdentity,
    Permitted,
    Refused,
    Risk,
    Tool,
    Value,
    effect_key,
    permit,
)
from handrail.core.tools.arguments import ArgumentRefused, IdentityMissing, read_arguments, read_given
from handrail.flows.effect_logged import event_data
from handrail.flows.settle_effect import call_and_settle, given_up, settled
from handrail.ports import Clock, Desk, NewId, Work
from handrail.ports.tools import ToolServers


@dataclass(frozen=True, slots=True)
class Intent:
    """What is to be done, and on whose behalf. `origin` is the playbook's run (or the conversation), `step` the visit of a
    step in it: with tool and arguments they are the effect's identity, so the same intent has its effect once, however
    often it is tried. `fence`: the conversation's when this was decided. `arguments` without what code fills in."""

    conversation: UUID
    tool: str
    arguments: Mapping[str, object]
    origin: UUID
    step: str
    fence: int
    decision: UUID | None = None
    run: UUID | None = None
    approval: UUID | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """`effect.answer` is what the tool said: data, never an instruction."""

    effect: Effect


@dataclass(frozen=True, slots=True)
class Blocked:
    """Nothing was called. `verdict`: what would have to be so."""

    verdict: NeedsIdentity | NeedsApproval | Refused


@dataclass(frozen=True, slots=True)
class NotDone:
    """Surely nothing happened. `effect` is None where nothing was tried."""

    because: str
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class InDoubt:
    """It may have happened: a person looks, and nobody tries again."""

    effect: Effect


@dataclass(frozen=True, slots=True)
class MovedOn:
    """The assistant is not the writer any more, or not at this fence: nothing was called and nothing is to follow."""

    because: str


Outcome = Done | Blocked | NotDone | InDoubt | MovedOn


@dataclass(frozen=True, slots=True)
class _Claimed:
    tool: Tool
    effect: Effect


class UseTool:
    def __init__(self, desk: Desk, servers: ToolServers, clock: Clock, new_id: NewId) -> None:
        self._desk, self._servers, self._clock, self._new_id = desk, servers, clock, new_id

    async def __call__(self, tenant: UUID, intent: Intent) -> Outcome:
        """Safe to run again with the same intent, after whatever happened. Raises NotFound for the conversation."""
        async with self._desk.as_system(tenant) as work:
            claimed = await self._claim(work, intent)
        if not isinstance(claimed, _Claimed):
            return claimed
        effect = await call_and_settle(self._desk, self._servers, self._clock, tenant, claimed.tool, claimed.effect)
        return outcome_of(effect)

    async def _claim(self, work: Work, intent: Intent) -> _Claimed | Outcome:
        now = self._clock()
        conversation = await work.conversations.get(intent.conversation, lock=True)
        tool = await work.tools.get(intent.tool)
        if tool is None:
            return NotDone(f"The tool “{intent.tool}” is not here.")
        try:
            given = read_given(tool, intent.arguments)
        except ArgumentRefused as why:
            return NotDone(str(why))
        key = effect_key(intent.origin, intent.step, tool.slug, given)
        before = await work.effects.by_key(key)
        if before is not None:
            return await self._found(work, conversation, intent, before, now)
        if (moved := _moved(conversation, intent)) is not None:
            return MovedOn(moved)
        return await self._try(work, conversation, intent, tool, given, key, now)

    async def _try(
        self,
        work: Work,
        conversation: Conversation,
        intent: Intent,
        tool: Tool,
        given: Mapping[str, Value],
        key: str,
        now: datetime,
    ) -> _Claimed | Outcome:
        known = await work.identities.known(conversation.id, now)
        try:
            arguments = read_arguments(tool, given, known)
        except IdentityMissing as why:
            level = max(tool.identity, IdentityLevel.CODE)
            return await self._blocked(work, conversation, tool, NeedsIdentity(level, str(why)), now)
        spent = await work.effects.spent(tool, conversation.customer, conversation.id, now)
        approved = 0
        if intent.approval is not None:
            approved = await work.effects.approved_by(intent.approval, conversation.id, tool, given)
        stopped = await _stopped(work, conversation, tool)
        verdict = permit(tool, arguments, known, spent, now, stopped=stopped, approved_by=approved)
        if not isinstance(verdict, Permitted):
            return await self._blocked(work, conversation, tool, verdict, now)
        effect = Effect(
            id=self._new_id(),
            key=key,
            tool=tool.slug,
            tool_version=tool.version,
            conversation=conversation.id,
            customer=conversation.customer,
            arguments=arguments,
            state=EffectState.CLAIMED,
            claimed_at=now,
            amount=tool.money(arguments),
            decision=intent.decision,
            approval=intent.approval if approved else None,
            run=intent.run,
            risk=tool.risk,
        )
        kept = await work.effects.claim(effect)
        if kept.id != effect.id:  # somebody else's, between our look and our claim: under the lock it cannot be
            return await self._found(work, conversation, intent, kept, now)
        await work.record(Event("tool_claimed", "assistant", now, event_data(effect), conversation.id))
        return _Claimed(tool, effect)

    async def _found(
        self, work: Work, conversation: Conversation, intent: Intent, effect: Effect, now: datetime
    ) -> _Claimed | Outcome:
        """This intent was tried before. What was only claimed goes on where a second call does no harm: tools that only
        read, and those that promise one effect a key. Else it is in doubt."""
        if effect.state is not EffectState.CLAIMED:
            return outcome_of(effect)
        tool = await work.tools.version(effect.tool, effect.tool_version)
        harmless = tool is not None and (tool.risk is Risk.READ or tool.takes_key)
        if tool is not None and harmless:
            why = _moved(conversation, intent) or await _stopped(work, conversation, tool)
            if why is None:
                return _Claimed(tool, await work.effects.try_again(effect.id))
        return outcome_of(await settled(work, given_up(effect), now))

    async def _blocked(
        self,
        work: Work,
        conversation: Conversation,
        tool: Tool,
        verdict: NeedsIdentity | NeedsApproval | Refused,
        now: datetime,
    ) -> Blocked:
        data = {"tool": tool.slug, "version": tool.version, "verdict": type(verdict).__name__}
        await work.record(Event("tool_not_permitted", "assistant", now, data, conversation.id))
        return Blocked(verdict)


def outcome_of(effect: Effect) -> Done | NotDone | InDoubt:
    match effect.state:
        case EffectState.DONE:
            return Done(effect)
        case EffectState.FAILED:
            return NotDone(effect.because, effect)
        case EffectState.UNDONE:
            return NotDone("It was done, and taken back by a person.", effect)
        case EffectState.CLAIMED | EffectState.IN_DOUBT:
            return InDoubt(effect)


def _moved(conversation: Conversation, intent: Intent) -> str | None:
    if not conversation.assistant_writes or conversation.wish_is_unmet:
        return "A person holds this conversation."
    return None if conversation.fence == intent.fence else "The conversation moved on since this was decided."


async def _stopped(work: Work, conversation: Conversation, tool: Tool) -> str | None:
    return await work.tools.stopped_by(tool.slug) or await work.topics.stopped_by(
        conversation.id, conversation.channel, conversation.topic
    )
