"""What the log says of an effect."""

from handrail.core.tools import Effect


def event_data(effect: Effect) -> dict[str, object]:
    """Ids, names and the amount: no word of anybody's."""
    data: dict[str, object] = {"effect": str(effect.id), "tool": effect.tool, "version": effect.tool_version}
    if effect.amount is not None:
        data |= {"amount": effect.amount.minor, "currency": effect.amount.currency}
    return data
