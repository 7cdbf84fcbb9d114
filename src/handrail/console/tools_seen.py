"""Tools and what they did, as people read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from handrail.core.handoff.plain import plain
from handrail.core.identity.levels import IdentityLevel
from handrail.core.tools import Effect, EffectState, Money, Risk, Tool
from handrail.core.tools.money_words import in_words
from handrail.flows.actions_taken import said_value
from handrail.flows.read_tools import EffectNow, ToolNow

RISKS: Mapping[Risk, str] = {
    Risk.READ: "only tells something",
    Risk.REVERSIBLE: "changes what can be changed back",
    Risk.MONEY: "moves money",
    Risk.IRREVERSIBLE: "cannot be taken back: a person says yes each time",
}
LEVELS: Mapping[IdentityLevel, str] = {
    IdentityLevel.ANONYMOUS: "nobody",
    IdentityLevel.CLAIMED: "whoever says so",
    IdentityLevel.CODE: "shown by code or signed in",
    IdentityLevel.SIGNED: "signed in at your site",
}
STATES: Mapping[EffectState, tuple[str, str]] = {
    EffectState.CLAIMED: ("under way", ""),
    EffectState.DONE: ("done", "good"),
    EffectState.FAILED: ("did not happen", ""),
    EffectState.IN_DOUBT: ("in doubt", "bad"),
    EffectState.UNDONE: ("taken back", "warn"),
}
MOODS: Mapping[Risk, str] = {Risk.READ: "", Risk.REVERSIBLE: "", Risk.MONEY: "warn", Risk.IRREVERSIBLE: "bad"}


@dataclass(frozen=True, slots=True)
class ToolSeen:
    tool: Tool
    does: str
    mood: str
    known: str
    alone: str
    used: str
    stopped: str | None


def tool_seen(one: ToolNow) -> ToolSeen:
    tool = one.tool
    return ToolSeen(
        tool, RISKS[tool.risk], MOODS[tool.risk], LEVELS[tool.identity], _alone(tool), _used(one), one.stopped
    )


def _alone(tool: Tool) -> str:
    """What the assistant may do with it without a person's yes."""
    if tool.risk is Risk.IRREVERSIBLE:
        return "nothing"
    if tool.risk is not Risk.MONEY:
        return "all of it"
    caps = tool.caps
    least = min(caps.amount_per_call, caps.amount_per_customer_day, caps.amount_per_day)
    return f"up to {in_words(Money(least, caps.currency))}" if least else "nothing"


def _used(one: ToolNow) -> str:
    calls, cap = one.used.calls, one.tool.caps.calls_per_day
    said = f"{calls} of {cap}" if cap is not None else f"{calls}"
    if one.tool.risk is not Risk.MONEY or not one.used.currency:
        return said
    moved = in_words(Money(one.used.amount, one.used.currency))
    limit = one.tool.caps.amount_per_day
    return f"{said}, {moved}" + (f" of {in_words(Money(limit, one.tool.caps.currency))}" if limit else "")


@dataclass(frozen=True, slots=True)
class EffectSeen:
    id: UUID
    tool: str
    conversation: UUID
    state: str
    mood: str
    at: datetime
    who: str
    amount: str
    said: str
    answered: str
    receipt: str
    because: str
    in_doubt: bool
    can_undo: bool = False
    undone_by: str = ""


def effect_seen(effect: Effect, names: Mapping[UUID, str]) -> EffectSeen:
    state, mood = STATES[effect.state]
    return EffectSeen(
        id=effect.id,
        tool=effect.tool,
        conversation=effect.conversation,
        state=state,
        mood=mood,
        at=effect.claimed_at,
        who=_who(effect.actor, names),
        amount="" if effect.amount is None else in_words(effect.amount),
        said=", ".join(f"{name}: {said_value(value)}" for name, value in effect.arguments.items()),
        answered="" if effect.answer is None else plain(str(dict(effect.answer)), 600),
        receipt=plain(effect.receipt or "", 80),
        because=plain(effect.because, 300),
        in_doubt=effect.state is EffectState.IN_DOUBT,
    )


def effects_seen(found: Sequence[EffectNow], names: Mapping[UUID, str]) -> tuple[EffectSeen, ...]:
    """With who took something back, and whether it can be."""
    return tuple(_with_undo(one, names) for one in found)


def _with_undo(one: EffectNow, names: Mapping[UUID, str]) -> EffectSeen:
    seen = effect_seen(one.effect, names)
    by = one.undone_by
    said = "" if by is None else f"{_who(by.actor, names)}: {STATES[by.state][0]}"
    return replace(seen, can_undo=one.can_undo, undone_by=said)


def _who(actor: str, names: Mapping[UUID, str]) -> str:
    kind, _, rest = actor.partition(":")
    if kind != "agent":
        return "the assistant"
    try:
        return names.get(UUID(rest), "somebody who left")
    except ValueError:
        return "somebody"
