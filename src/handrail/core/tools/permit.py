"""May this call be made, now, for this customer, with these arguments? Code decides, from counted facts; never a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handrail.core.identity.levels import IdentityLevel, Known
from handrail.core.tools.tool import Caps, Money, Risk, Tool, Value


@dataclass(frozen=True, slots=True)
class Spent:
    """What this tool did already, effects in doubt counted as done. Amounts in minor units of the cap's currency."""

    calls_in_conversation: int = 0
    calls_by_customer_hour: int = 0
    calls_by_customer_day: int = 0
    calls_hour: int = 0
    calls_day: int = 0
    amount_by_customer_day: int = 0
    amount_day: int = 0


@dataclass(frozen=True, slots=True)
class Permitted:
    pass


@dataclass(frozen=True, slots=True)
class NeedsIdentity:
    level: IdentityLevel
    because: str


@dataclass(frozen=True, slots=True)
class NeedsApproval:
    """`people`: how many different people must say yes."""

    people: int
    because: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody's yes in a conversation changes it: a person gets the conversation."""

    because: str


Permit = Permitted | NeedsIdentity | NeedsApproval | Refused


def permit(
    tool: Tool,
    arguments: Mapping[str, Value],
    known: Known,
    spent: Spent,
    now: datetime,
    *,
    stopped: str | None = None,
    approved_by: int = 0,
) -> Permit:
    """In order of caution: a stop, how often, who it is, the cool-off, then money and what cannot be taken back.

    `approved_by`: how many different people said yes to exactly this call. A yes lifts the caps on money, never the
    stop, the counts, the identity or the cool-off.
    """
    if stopped is not None:
        return Refused(stopped)
    if (why := _too_often(tool.caps, spent)) is not None:
        return Refused(why)
    if known.at(now) < tool.identity:
        return NeedsIdentity(tool.identity, f"“{tool.slug}” needs the customer to be {tool.identity.word}.")
    if tool.risk is Risk.MONEY and known.cool_off_until is not None and now < known.cool_off_until:
        return Refused("A mail address or telephone number of this customer was changed lately.")
    needed, because = _people_needed(tool, arguments, spent)
    if approved_by < needed:
        return NeedsApproval(needed, because)
    return Permitted()


def _too_often(caps: Caps, spent: Spent) -> str | None:
    limits = (
        (caps.calls_per_conversation, spent.calls_in_conversation, "in this conversation"),
        (caps.calls_per_customer_hour, spent.calls_by_customer_hour, "by this customer within an hour"),
        (caps.calls_per_customer_day, spent.calls_by_customer_day, "by this customer within a day"),
        (caps.calls_per_hour, spent.calls_hour, "within an hour"),
        (caps.calls_per_day, spent.calls_day, "within a day"),
    )
    found = next((words for cap, used, words in limits if cap is not None and used >= cap), None)
    return None if found is None else f"It was used as often as it may be {found}."


def _people_needed(tool: Tool, arguments: Mapping[str, Value], spent: Spent) -> tuple[int, str]:
    if tool.risk is Risk.IRREVERSIBLE:
        return 1, "It cannot be taken back."
    if tool.risk is not Risk.MONEY:
        return 0, ""
    money = tool.money(arguments)
    if money is None or money.minor <= 0:
        return 1, "The amount is not known."
    why = _over(tool.caps, money, spent)
    strange = money.currency != tool.caps.currency
    if tool.two_people_above is not None and (strange or money.minor > tool.two_people_above):
        return 2, why or "From this amount on two people say yes."
    return (0, "") if why is None else (1, why)


def _over(caps: Caps, money: Money, spent: Spent) -> str | None:
    if money.currency != caps.currency:
        return "It is not in the currency of the cap."
    if money.minor > caps.amount_per_call:
        return "The amount is over what the assistant may move in one call."
    if spent.amount_by_customer_day + money.minor > caps.amount_per_customer_day:
        return "With it this customer would have had more than the cap of a day."
    if spent.amount_day + money.minor > caps.amount_per_day:
        return "With it the workspace would be over its cap of a day."
    return None
