"""What the assistant may do: tools with a risk, caps and typed arguments, and effects that happen exactly once or are with a person."""

from handrail.core.tools.effect import Effect, EffectState, effect_key
from handrail.core.tools.permit import NeedsApproval, NeedsIdentity, Permit, Permitted, Refused, Spent, permit
from handrail.core.tools.tool import Caps, Kind, Money, Parameter, Risk, Tool, Value

__all__ = [
    "Caps",
    "Effect",
    "EffectState",
    "Kind",
    "Money",
    "NeedsApproval",
    "NeedsIdentity",
    "Parameter",
    "Permit",
    "Permitted",
    "Refused",
    "Risk",
    "Spent",
    "Tool",
    "Value",
    "effect_key",
    "permit",
]
