"""An approval in words: what would be done, with what, how much, because of what, and what a yes or no means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from handrail.core.identity.codes import shortened
from handrail.core.identity.levels import IdentityLevel, Known
from handrail.core.money import digits_of
from handrail.core.supervision.approval import REPLY, Approval, ApprovalState, Because
from handrail.core.tools.money_words import in_words
from handrail.core.tools.tool import Money, Tool, Value
from handrail.flows.read_approvals import Line, Seen

STATES = {
    ApprovalState.WAITING: ("waits", "accent"),
    ApprovalState.APPROVED: ("approved", "good"),
    ApprovalState.DECLINED: ("declined", "bad"),
    ApprovalState.EXPIRED: ("ran out: not done", "warn"),
    ApprovalState.WITHDRAWN: ("withdrawn: not done", ""),
}
REASONS = {
    Because.NOT_ALLOWED.value: "Our rules do not allow it",
    Because.NOT_CONFIRMED.value: "What it rests on could not be confirmed",
    Because.NEEDS_PERSON.value: "I want to look at it myself",
}


@dataclass(frozen=True, slots=True)
class Argument:
    """`fixed`: code filled it in from who the customer is, and nobody edits it."""

    name: str
    value: str
    typed: str
    fixed: bool = False
    long: bool = False
    hint: str = ""
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    text: str
    seq: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Cap:
    says: str
    used: str
    limit: str


def title_of(asked: Approval) -> str:
    return "Send this reply" if asked.tool == REPLY else words_of(asked.tool).capitalize()


def words_of(slug: str) -> str:
    return slug.replace("_", " ").replace("-", " ")


def money_words(money: Money | None) -> str:
    """As people write it: 24.90 EUR."""
    if money is None:
        return ""
    digits = digits_of(money.currency)
    whole, rest = divmod(abs(money.minor), 10**digits)
    sign = "−" if money.minor < 0 else ""
    cents = f".{rest:0{digits}}" if digits else ""
    return f"{sign}{whole:,}{cents} {money.currency}".replace(",", "\u202f")


def value_words(value: Value) -> str:
    match value:
        case Money():
            return money_words(value)
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


def typed_of(value: Value) -> str:
    """As a field takes it back."""
    match value:
        case Money():
            return in_words(value)
        case _:
            return value_words(value)


def arguments_of(asked: Approval, tool: Tool | None) -> list[Argument]:
    """In the tool's own order; what it does not name any more last."""
    order = [] if tool is None else [one.name for one in tool.parameters]
    names = sorted(asked.arguments, key=lambda name: (order.index(name) if name in order else len(order), name))
    return [_argument(name, asked.arguments[name], tool) for name in names]


def fields_of(asked: Approval, tool: Tool) -> list[Argument]:
    """Everything that may be edited, also what was left out."""
    return [
        Argument(
            one.name,
            "",
            typed_of(asked.arguments[one.name]) if one.name in asked.arguments else "",
            long=one.longest > 200 and one.kind.value == "text",
            hint=one.description or _HINTS.get(one.kind.value, ""),
            choices=one.choices,
        )
        for one in tool.parameters
        if one.from_identity is None
    ]


_HINTS = {"money": "With its currency, as in 24.90 EUR", "date": "As in 2026-11-29", "yes_no": "yes or no"}


def _argument(name: str, value: Value, tool: Tool | None) -> Argument:
    parameter = None if tool is None else tool.parameter(name)
    fixed = parameter is not None and parameter.from_identity is not None
    shown = value_words(value)
    return Argument(name, shown, typed_of(value), fixed, len(shown) > 80)


def evidence_of(seen: Seen) -> list[Evidence]:
    return [_evidence(line, seen) for line in seen.line.approval.evidence]


def _evidence(line: Mapping[str, Any], seen: Seen) -> Evidence:
    message = seen.said.get(_id(line.get("message")))
    quote = "" if message is None or message.body is None else message.body
    return Evidence(str(line.get("text", "")), None if message is None else message.seq, quote[:200])


def _id(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        return UUID(int=0)


def known_words(known: Known, now: datetime) -> tuple[str, str]:
    """A sentence of how they are known, and a mood."""
    match known.at(now):
        case IdentityLevel.SIGNED:
            says, mood = f"Signed in at the site as {known.reference}", "good"
        case IdentityLevel.CODE:
            whose = "" if known.email is None else f" to {shortened(known.email)}"
            record = f", which our record says is {known.reference}" if known.reference else ""
            says, mood = f"Gave back a code sent{whose}{record}", "good"
        case IdentityLevel.CLAIMED:
            says, mood = "Only what they claim: nothing proves who they are", "warn"
        case _:
            says, mood = "Nobody knows who they are", "warn"
    if known.cool_off_until is not None and now < known.cool_off_until:
        return (
            f"{says}. A contact was changed lately: money waits until {known.cool_off_until:%-d %b, %H:%M} UTC",
            "bad",
        )
    return says, mood


def caps_of(seen: Seen) -> list[Cap]:
    """What this tool did lately, against what the assistant may do alone."""
    tool, spent = seen.tool, seen.spent
    if tool is None:
        return []
    caps, found = tool.caps, list[Cap]()
    if caps.currency:
        for says, used, limit in (
            ("Moved for this customer", spent.amount_by_customer_day, caps.amount_per_customer_day),
            ("Moved for everybody", spent.amount_day, caps.amount_per_day),
        ):
            found.append(Cap(says, money_words(Money(used, caps.currency)), money_words(Money(limit, caps.currency))))
    found.append(Cap("Calls for this customer", str(spent.calls_by_customer_day), _most(caps.calls_per_customer_day)))
    found.append(Cap("Calls for everybody", str(spent.calls_day), _most(caps.calls_per_day)))
    return found


def _most(cap: int | None) -> str:
    return "no limit" if cap is None else str(cap)


def line_words(line: Line) -> dict[str, Any]:
    """What the list shows of one."""
    asked = line.approval
    state, mood = STATES[asked.state]
    return {
        "line": line,
        "asked": asked,
        "title": title_of(asked),
        "money": money_words(asked.amount),
        "who": line.customer.name or "Customer without a name",
        "state": state,
        "mood": mood,
        "counted": asked.counted(),
    }
