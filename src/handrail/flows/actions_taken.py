"""What tools did in a conversation, as the packet tells whoever gets it: what, with which receipt, and what can be taken back."""

from uuid import UUID

from handrail.core.handoff.packet import ActionTaken
from handrail.core.handoff.plain import plain
from handrail.core.tools import EffectState, Money, Risk, Value
from handrail.core.tools.money_words import in_words
from handrail.flows.read_tools import EffectNow, effects_now
from handrail.ports import Work

STATES = {
    EffectState.CLAIMED: "under way, or broken off: look before anything is done again",
    EffectState.DONE: "done",
    EffectState.FAILED: "did not happen",
    EffectState.IN_DOUBT: "in doubt: it may have happened; look before anything is done again",
    EffectState.UNDONE: "done, and taken back",
}


async def actions_taken(work: Work, conversation: UUID) -> tuple[ActionTaken, ...]:
    """Reads that went well are left out: they changed nothing."""
    found = await effects_now(work, conversation)
    told = [one for one in found if one.effect.risk is not Risk.READ]
    return tuple(_told(one) for one in told)


def _told(one: EffectNow) -> ActionTaken:
    effect = one.effect
    receipt = "" if effect.receipt is None else f", receipt {plain(effect.receipt, 60)}"
    undo = "; can be taken back in the console" if one.can_undo else ""
    why = f": {plain(effect.because, 120)}" if effect.because and effect.state is not EffectState.DONE else ""
    said = ", ".join(f"{name}: {said_value(value)}" for name, value in effect.arguments.items())
    return ActionTaken(effect.tool, plain(said, 200), f"{STATES[effect.state]}{why}{receipt}{undo}", effect.claimed_at)


def said_value(value: Value) -> str:
    return in_words(value) if isinstance(value, Money) else plain(str(value), 80)
