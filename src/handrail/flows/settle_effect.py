"""What became of an effect: by the tool's own receipt, by a person who looked, or in doubt where nobody knows."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.log.chain import Event
from handrail.core.tools import Effect, EffectState, Risk, Tool
from handrail.flows.effect_logged import event_data
from handrail.flows.hand_off import HandOn
from handrail.flows.who_may import person_who_may
from handrail.ports import Clock, Desk, Work
from handrail.ports.tools import ToolInDoubt, ToolServers, ToolSurelyNotDone

ABANDONED_AFTER: Final = timedelta(minutes=10)  # longer than any call with its tries, and a job picked up again
IN_DOUBT: Final = "A tool may or may not have done what it was asked: somebody has to look."


class NotInDoubt(IllegalMove):
    """Somebody settled it meanwhile, or it never was in doubt."""


async def call_and_settle(
    desk: Desk, servers: ToolServers, clock: Clock, tenant: UUID, tool: Tool, effect: Effect
) -> Effect:
    """One claimed effect is tried, with no transaction open, and settled. A tool that promises one effect a key is asked
    once more with the same key where the first answer was lost."""
    tried = await _tried(servers, tenant, tool, effect)
    if tried.state is EffectState.IN_DOUBT and tool.takes_key:
        tried = await _tried(servers, tenant, tool, replace(effect, tries=effect.tries + 1))
    async with desk.as_system(tenant) as work:
        return await settled(work, tried, clock())


async def _tried(servers: ToolServers, tenant: UUID, tool: Tool, effect: Effect) -> Effect:
    try:
        answer = await servers.call(tenant, tool, effect.arguments, effect.key)
    except ToolSurelyNotDone as why:
        return replace(effect, state=EffectState.FAILED, because=str(why))
    except ToolInDoubt as why:
        state = EffectState.FAILED if tool.risk is Risk.READ else EffectState.IN_DOUBT
        return replace(effect, state=state, because=str(why))
    return replace(effect, state=EffectState.DONE, answer=dict(answer.data), receipt=answer.receipt, because="")


async def settled(work: Work, effect: Effect, now: datetime) -> Effect:
    """Keeps what became of it, unless that stands already: what is done stays done, and a person's word is not undone by
    an answer that comes late. Asks for no fence: what happened, happened."""
    standing = await work.effects.get(effect.id, lock=True)
    if standing.state not in (EffectState.CLAIMED, EffectState.IN_DOUBT) or standing.state is effect.state:
        if standing.state is not effect.state:
            late = {**event_data(standing), "state": standing.state.value, "late": effect.state.value}
            await work.record(Event("tool_answered_late", "system", now, late, standing.conversation))
        return standing
    kept = replace(effect, settled_at=now)
    if kept.state is EffectState.FAILED and kept.risk is not Risk.READ and max(kept.tries, standing.tries) > 1:
        # That one try was refused says nothing about the others.
        kept = replace(kept, state=EffectState.IN_DOUBT, because=f"The first try was cut off; then: {kept.because}")
    await work.effects.settle(kept)
    if standing.state is EffectState.CLAIMED and kept.state is not EffectState.FAILED:
        await _money_waits(work, kept, now)
    await work.record(Event(f"tool_{kept.state.value}", kept.actor, now, event_data(kept), kept.conversation))
    return kept


async def _money_waits(work: Work, effect: Effect, now: datetime) -> None:
    """Whoever changed, or may have changed, how a customer is reached does not get their money on the same day."""
    tool = await work.tools.version(effect.tool, effect.tool_version)
    for kind in () if tool is None else tool.contacts_changed(effect.arguments):
        mark = uuid5(effect.id, kind)
        await work.identities.contact_changed(mark, effect.customer, kind, now, f"tool:{effect.tool}")


class SettleEffect:
    """A person who looked says what became of an effect in doubt."""

    def __init__(self, desk: Desk, hand_on: HandOn, clock: Clock) -> None:
        self._desk, self._hand_on, self._clock = desk, hand_on, clock

    async def __call__(self, tenant: UUID, effect: UUID, by: UUID, *, happened: bool, because: str) -> Effect:
        """Raises NotFound, NotAllowed, NotInDoubt, and ValueError without a reason."""
        if not because.strip():
            raise ValueError("Say in a few words how you know.")
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            await person_who_may(work, by, Act.ANSWER_FOR_EFFECTS)
            standing = await work.effects.get(effect, lock=True)
            if standing.state is not EffectState.IN_DOUBT:
                raise NotInDoubt(f"It is {standing.state.value.replace('_', ' ')}, and not in doubt.")
            state = EffectState.DONE if happened else EffectState.FAILED
            kept = replace(standing, state=state, because=because.strip()[:500], settled_at=now)
            await work.effects.settle(kept)
            await work.record(Event(f"tool_{state.value}", f"agent:{by}", now, event_data(kept), kept.conversation))
            return kept

    async def abandoned(self, tenant: UUID) -> int:
        """Effects that somebody claimed and nobody settled, long after their time: whoever tried them is gone. Each is
        in doubt now (one that only reads just did not happen), and its conversation is with a person."""
        async with self._desk.as_system(tenant) as work:
            left = await work.effects.left_claimed(self._clock() - ABANDONED_AFTER)
        for effect in left:
            await self._give_up(tenant, effect)
        return len(left)

    async def _give_up(self, tenant: UUID, effect: UUID) -> None:
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            where = (await work.effects.get(effect)).conversation
            conversation = await work.conversations.get(where, lock=True)
            standing = await work.effects.get(effect, lock=True)
            if standing.state is not EffectState.CLAIMED:
                return
            left = await settled(work, given_up(standing), now)
            if left.state is EffectState.IN_DOUBT and conversation.is_open and conversation.writer is None:
                await self._hand_on.within(work, conversation, IN_DOUBT)


def given_up(effect: Effect) -> Effect:
    """Found claimed, and not to be tried again: what only reads changed nothing."""
    if effect.risk is Risk.READ:
        return replace(effect, state=EffectState.FAILED, because="It was interrupted, and only reads.")
    return replace(effect, state=EffectState.IN_DOUBT, because="It was interrupted before its answer came.")
