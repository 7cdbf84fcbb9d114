"""A person takes back what a tool did, through the tool that undoes it; the taking back is an effect of its own."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.log.chain import Event
from handrail.core.tools import Effect, EffectState, Tool, Value, effect_key
from handrail.flows.effect_logged import event_data
from handrail.flows.settle_effect import call_and_settle
from handrail.flows.who_may import person_who_may
from handrail.ports import Clock, Desk, NewId, Work
from handrail.ports.tools import ToolServers


class CannotUndo(IllegalMove):
    """It was not done, is taken back already, or nothing takes it back."""


class UndoEffect:
    def __init__(self, desk: Desk, servers: ToolServers, clock: Clock, new_id: NewId) -> None:
        self._desk, self._servers, self._clock, self._new_id = desk, servers, clock, new_id

    async def __call__(self, tenant: UUID, effect: UUID, by: UUID) -> Effect:
        """The effect that takes it back, as it stands afterwards: done, failed or in doubt. A person does this whoever
        writes, and whatever is stopped. Raises NotFound, NotAllowed, CannotUndo."""
        async with self._desk.as_staff(tenant, by) as work:
            tool, undoing = await self._claim(work, effect, by)
        tried = await call_and_settle(self._desk, self._servers, self._clock, tenant, tool, undoing)
        if tried.state is EffectState.DONE:
            async with self._desk.as_system(tenant) as work:
                await self._undone(work, effect, tried)
        return tried

    async def _claim(self, work: Work, effect: UUID, by: UUID) -> tuple[Tool, Effect]:
        now = self._clock()
        await person_who_may(work, by, Act.ANSWER_FOR_EFFECTS)
        done = await work.effects.get(effect, lock=True)
        tool = await undo_of(work, done)
        before = await work.effects.undoing(done.id)
        if any(one.state is not EffectState.FAILED for one in before):
            raise CannotUndo("Somebody takes it back already, or did: look at what became of that.")
        arguments = _arguments(tool, done)
        undoing = Effect(
            id=self._new_id(),
            key=effect_key(done.id, f"undo:{len(before)}", tool.slug, arguments),
            tool=tool.slug,
            tool_version=tool.version,
            conversation=done.conversation,
            customer=done.customer,
            arguments=arguments,
            state=EffectState.CLAIMED,
            claimed_at=now,
            amount=tool.money(arguments),
            risk=tool.risk,
            actor=f"agent:{by}",
            undoes=done.id,
        )
        await work.effects.claim(undoing)
        await work.record(Event("tool_claimed", undoing.actor, now, event_data(undoing), done.conversation))
        return tool, undoing

    async def _undone(self, work: Work, effect: UUID, by: Effect) -> None:
        now = self._clock()
        done = await work.effects.get(effect, lock=True)
        if done.state is EffectState.DONE:
            await work.effects.settle(replace(done, state=EffectState.UNDONE, settled_at=now))
            data = {**event_data(done), "by_effect": str(by.id)}
            await work.record(Event("tool_undone", by.actor, now, data, done.conversation))


async def undo_of(work: Work, done: Effect) -> Tool:
    """The tool that takes this effect back. Raises CannotUndo."""
    if done.state is not EffectState.DONE:
        raise CannotUndo(f"It is {done.state.value.replace('_', ' ')}: only what was done can be taken back.")
    if done.answer is None:
        raise CannotUndo("What the tool answered is not here any more, so nothing says what to take back.")
    tool = await work.tools.version(done.tool, done.tool_version)
    undo = None if tool is None or tool.undo is None else await work.tools.get(tool.undo)
    if undo is None:
        raise CannotUndo(f"Nothing takes back what “{done.tool}” does.")
    return undo


def _arguments(undo: Tool, done: Effect) -> Mapping[str, Value]:
    """Those of the effect that the undoing tool takes too, and the receipt."""
    taken = {one.name: done.arguments[one.name] for one in undo.parameters if one.name in done.arguments}
    if undo.parameter("receipt") is not None and done.receipt is not None:
        taken["receipt"] = done.receipt
    missing = next((one.name for one in undo.parameters if one.required and one.name not in taken), None)
    if missing is not None:
        raise CannotUndo(f"“{undo.slug}” needs “{missing}”, which is not known of this effect.")
    return taken
