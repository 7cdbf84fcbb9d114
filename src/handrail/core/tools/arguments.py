"""What a call is made with: every value read strictly as its kind, and who the customer is filled in by code alone."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final, cast

import phonenumbers

from handrail.core.handoff.plain import visible
from handrail.core.identity.levels import Known
from handrail.core.money import CURRENCIES, MONEY, read_money
from handrail.core.tools.tool import Kind, Money, Parameter, Tool, Value

LARGEST_AMOUNT: Final = 10**12  # minor units
LARGEST_WHOLE: Final = 2**53 - 1  # what every JSON reader keeps exactly
LONGEST: Final = 10_000  # characters, whatever a parameter says
# No upper end for the mailbox's host is needed: `longest` holds. No quotation marks, no comments, no spaces.
_EMAIL: Final = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,8}", re.IGNORECASE)
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,16}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES: Final = {"true": True, "yes": True, "false": False, "no": False}


class ArgumentRefused(ValueError):
    """A value that is not what its parameter takes; `name` is the parameter's, the message a sentence for people."""

    def __init__(self, name: str, says: str) -> None:
        super().__init__(says)
        self.name = name


class IdentityMissing(Exception):
    """The tool needs to know who the customer is, and nothing has proved it."""


def read_arguments(tool: Tool, given: Mapping[str, object], known: Known) -> dict[str, Value]:
    """Whole and typed. Raises ArgumentRefused, also for what the tool does not take and for an identity that was given;
    raises IdentityMissing."""
    read = read_given(tool, given)
    for parameter in tool.parameters:
        if parameter.from_identity is not None:
            value = _identity(parameter.from_identity, known)
            if value is not None:
                read[parameter.name] = value
            elif parameter.required:
                raise IdentityMissing(f"“{tool.slug}” needs to know surely who the customer is.")
    return read


def read_given(tool: Tool, given: Mapping[str, object]) -> dict[str, Value]:
    """Those that are not filled in by code: what an effect's key is made of. Raises ArgumentRefused."""
    for name in given:
        parameter = tool.parameter(name)
        if parameter is None:
            raise ArgumentRefused(name, f"“{tool.slug}” takes no “{visible(name)[:60]}”.")
        if parameter.from_identity is not None:
            raise ArgumentRefused(name, f"“{name}” is filled in from who the customer is, and cannot be given.")
    asked = [one for one in tool.parameters if one.from_identity is None]
    missing = next((one for one in asked if one.required and given.get(one.name) is None), None)
    if missing is not None:
        raise ArgumentRefused(missing.name, f"“{missing.name}” is missing.")
    return {one.name: read_value(one, given[one.name]) for one in asked if given.get(one.name) is not None}


def read_value(parameter: Parameter, raw: object) -> Value:
    """One value as its parameter's kind, from text or JSON. Raises ArgumentRefused."""
    value = _READERS[parameter.kind](parameter, raw)
    if parameter.pattern is not None and (
        not isinstance(value, str) or re.fullmatch(parameter.pattern, value, re.ASCII) is None
    ):
        raise _not(parameter, "does not look as it must")
    return value


def _identity(what: str, known: Known) -> str | None:
    match what:
        case "reference":
            return known.reference
        case "email":
            return known.email
        case _:
            return None


def _text(parameter: Parameter, raw: object) -> str:
    if not isinstance(raw, str):
        raise _not(parameter, "is no text")
    if len(raw) > LONGEST:
        raise _not(parameter, "is too long")
    text = unicodedata.normalize("NFC", visible(raw))
    if not text:
        raise _not(parameter, "is empty")
    if len(text) > parameter.longest:
        raise _not(parameter, f"is longer than {parameter.longest} characters")
    return text


def _whole(parameter: Parameter, raw: object) -> int:
    if isinstance(raw, str) and _WHOLE.fullmatch(raw.strip()):
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > LARGEST_WHOLE:
        raise _not(parameter, "is no whole number")
    return raw


def _money(parameter: Parameter, raw: object) -> Money:
    """`24.90 EUR`, a Money, or `{"amount": 2490, "currency": "EUR"}` in minor units; a bare number is no money."""
    found = _read_money(raw)
    if found is None or found.currency not in CURRENCIES:
        raise _not(parameter, "is no amount with its currency, as in “24.90 EUR”")
    if not 0 < found.minor <= LARGEST_AMOUNT:
        raise _not(parameter, "is no amount above zero that could be meant")
    return found


def _read_money(raw: object) -> Money | None:
    match raw:
        case Money(minor=int(amount), currency=str(currency)) if not isinstance(amount, bool):
            return Money(amount, currency)
        case {"amount": int(amount), "currency": str(currency)} if not isinstance(amount, bool) and _is_two(raw):
            return Money(amount, currency)
        case str() if len(raw) <= 40 and raw.isascii() | ("€" in raw) | ("£" in raw) | ("¥" in raw):
            match = MONEY.fullmatch(raw.strip())
            found = None if match is None else read_money(match, "")
            return None if found is None else Money(found.minor, found.currency)
        case _:
            return None


def _is_two(raw: object) -> bool:
    return isinstance(raw, Mapping) and len(cast(Mapping[object, object], raw)) == 2


def _date(parameter: Parameter, raw: object) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        if isinstance(raw, str) and _DATE.fullmatch(raw.strip()):
            return date.fromisoformat(raw.strip())
    except ValueError:
        pass
    raise _not(parameter, "is no date, as in “2026-11-29”")


def _instant(parameter: Parameter, raw: object) -> datetime:
    try:
        found = datetime.fromisoformat(raw.strip()) if isinstance(raw, str) and len(raw) <= 40 else raw
        if isinstance(found, datetime) and found.utcoffset() is not None:
            return found
    except (ValueError, OverflowError):
        pass
    raise _not(parameter, "is no time with its offset, as in “2026-11-29T14:30+01:00”")


def _choice(parameter: Parameter, raw: object) -> str:
    if isinstance(raw, str) and raw in parameter.choices:
        return raw
    raise _not(parameter, f"is none of: {', '.join(parameter.choices)}")


def _email(parameter: Parameter, raw: object) -> str:
    text = _text(parameter, raw)
    # What was hidden in it is no slip of the pen: an address is taken as written or not at all.
    if text != cast(str, raw).strip() or len(text) > 254 or _EMAIL.fullmatch(text) is None:
        raise _not(parameter, "is no mail address")
    return text


def _phone(parameter: Parameter, raw: object) -> str:
    """In E.164, as in +4930123456; without a country it is not known whose it is."""
    text = _text(parameter, raw)
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as fault:
        raise _not(parameter, "is no telephone number with its country, as in “+49 30 123456”") from fault
    if not phonenumbers.is_possible_number(number):
        raise _not(parameter, "is no telephone number with its country, as in “+49 30 123456”")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _yes_no(parameter: Parameter, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip().lower() in _YES:
        return _YES[raw.strip().lower()]
    raise _not(parameter, "is neither yes nor no")


def _not(parameter: Parameter, says: str) -> ArgumentRefused:
    return ArgumentRefused(parameter.name, f"“{parameter.name}” {says}.")


_READERS: Final[Mapping[Kind, Callable[[Parameter, object], Value]]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.INSTANT: _instant,
    Kind.CHOICE: _choice,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.YES_NO: _yes_no,
}
