"""What customers answer and tools say becomes values of their kinds; and values become words again."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from handrail.core.conversation.texts.catalogue import language_for
from handrail.core.conversation.texts.slots import plain
from handrail.core.handoff.plain import disarmed
from handrail.core.handoff.slots import extract
from handrail.core.handoff.vocabulary import Slot as Heard
from handrail.core.money import digits_of
from handrail.core.playbooks.days import day_named, time_named
from handrail.core.playbooks.playbook import Call, Choice, Slot, SlotKind
from handrail.core.playbooks.words import asks, leaves, plain_words, says, says_yes_or_no
from handrail.core.tools.arguments import ArgumentRefused, read_value
from handrail.core.tools.tool import Kind, Money, Parameter, Value

LONGEST_TEXT: Final = 500  # characters of a free answer
LONGEST_SHOWN: Final = 160  # of a tool's text in an answer
_HEARD: Final[Mapping[SlotKind, Heard]] = {
    SlotKind.ORDER_NUMBER: Heard.ORDER_NUMBER,
    SlotKind.INVOICE_NUMBER: Heard.INVOICE_NUMBER,
    SlotKind.EMAIL: Heard.EMAIL,
    SlotKind.PHONE: Heard.PHONE,
    SlotKind.ADDRESS: Heard.ADDRESS,
    SlotKind.POSTCODE: Heard.POSTCODE,
}
_CODE: Final = re.compile(r"(?<![\w@.])#?((?:[A-Za-z]{1,4}-?)?\d[\dA-Za-z/-]{1,29})(?![\w@])")
_WITH_LETTERS: Final = re.compile(r"(?<![\w@.])#?([A-Za-z]{1,4}-\d[\dA-Za-z/-]{1,29})(?![\w@])")


def stated(slot: Slot, text: str, now: datetime) -> Value | None:
    """What the text says of it by itself, whatever was asked; None where it says nothing, or two different things."""
    match slot.kind:
        case SlotKind.CHOICE:
            found = _chosen(slot, text)
            return None if found is None else found.value
        case SlotKind.MOMENT:
            return _moment(text, now)
        case SlotKind.DATE:
            return day_named(text, now.date())
        case SlotKind.YES_NO | SlotKind.TEXT:
            return None
        case _:
            return _only([one for raw in _heard(slot, text) if (one := _fitting(slot, raw)) is not None])


def answered(slot: Slot, text: str, now: datetime) -> Value | None:
    """The answer to its open question; looser than `stated`, since only one thing was asked for."""
    bare = text.strip()
    whole = _address(slot, bare) if slot.kind is SlotKind.ADDRESS else None
    found = whole if whole is not None else stated(slot, text, now)
    if found is not None:
        return found
    match slot.kind:
        case SlotKind.YES_NO:
            return says_yes_or_no(text)
        case SlotKind.CHOICE:
            return _numbered(slot, bare)
        case SlotKind.ORDER_NUMBER | SlotKind.INVOICE_NUMBER | SlotKind.POSTCODE:
            codes = [one for raw in _CODE.findall(bare) if (one := _fitting(slot, raw)) is not None]
            return _only(codes)
        case SlotKind.ADDRESS:
            return None
        case SlotKind.TEXT:
            return None if asks(bare) or leaves(bare) else _fitting(slot, bare)
        case _:
            return _fitting(slot, bare) if len(bare) <= LONGEST_TEXT else None


def _address(slot: Slot, bare: str) -> Value | None:
    """All of it, where it looks like one and nothing else: what is found within a text ends at the street."""
    written = " ".join(bare.split())
    has_both = bool(re.search(r"\d", written) and re.search(r"[^\W\d_]{3}", written))
    looks = has_both and 8 <= len(written) <= 200 and not asks(bare) and not leaves(bare)
    return _fitting(slot, written) if looks else None


class AnswerUnread(ValueError):
    """A tool's answer is not what the playbook says it gives; the message says which field."""


def read_answer(call: Call, data: Mapping[str, Any]) -> dict[str, Value]:
    """The declared fields alone, each as its kind. A field that need not be there may be missing or null. Raises
    AnswerUnread."""
    found: dict[str, Value] = {}
    for one in call.gives:
        raw = data.get(one.name)
        if raw is None and not one.required:
            continue
        try:
            found[one.name] = read_value(one, raw if one.kind is not Kind.TEXT else _as_text(raw, one))
        except ArgumentRefused as refused:
            raise AnswerUnread(f"The answer of “{call.tool}” cannot be used: {refused}") from refused
    return found


def shown(value: Value, language: str, zone: str, links: Sequence[str] = ()) -> str:
    """As it stands in a text: on one line, cut short, with links that cannot be followed unless their host is named in
    `links`."""
    tongue = language_for(language)
    match value:
        case bool():
            return "1" if value else "0"
        case Money(amount, currency):
            digits = digits_of(currency)
            number = f"{amount / 10**digits:.{digits}f}"
            return f"{number if tongue.code in ('en', 'ja') else number.replace('.', ',')} {currency}"
        case datetime():
            there = value.astimezone(ZoneInfo(zone))
            return f"{_day(there.date(), language)}, {there:%H:%M}"
        case date():
            return _day(value, language)
        case int():
            return str(value)
        case str():
            return plain(_armed(value[: 4 * LONGEST_SHOWN], links))


def cel_value(value: Value) -> dict[str, bool | int | str]:
    """By suffix: money as `.amount` in minor units and `.currency`, days and times as texts that compare in order."""
    match value:
        case Money(amount, currency):
            return {".amount": amount, ".currency": currency}
        case datetime():
            return {"": value.astimezone(UTC).isoformat(timespec="seconds")}
        case date():
            return {"": value.isoformat()}
        case _:
            return {"": value}


def _day(day: date, language: str) -> str:
    tongue = language_for(language)
    return tongue.long_date.format(
        day=tongue.first_of_month if day.day == 1 else day.day,
        month=tongue.months.split("|")[day.month - 1],
        weekday=tongue.weekdays.split("|")[day.weekday()],
    )


def _armed(text: str, links: Sequence[str]) -> str:
    """A link stays one only where it is the whole value and its host is one that the playbook names."""
    match = re.fullmatch(r"https://([a-z0-9.-]{1,253})(/[\w./?=&%+~#-]{0,300})?", text.strip())
    if match is not None and match[1] in links:
        return text.strip()
    return disarmed(text)


def _as_text(raw: Any, one: Parameter) -> Any:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    return raw[: one.longest] if isinstance(raw, str) else raw


def _heard(slot: Slot, text: str) -> list[str]:
    wanted = _HEARD[slot.kind]
    found = [one.value for one in extract(text) if one.slot is wanted and isinstance(one.value, str)]
    if not found and slot.pattern is not None and slot.kind in (SlotKind.ORDER_NUMBER, SlotKind.INVOICE_NUMBER):
        found = _WITH_LETTERS.findall(text)  # "TW-20417" is what it is, whatever stands before it
    return found


def _fitting(slot: Slot, raw: str) -> Value | None:
    kind = {SlotKind.EMAIL: Kind.EMAIL, SlotKind.PHONE: Kind.PHONE}.get(slot.kind, Kind.TEXT)
    longest = 300 if slot.kind is SlotKind.ADDRESS else LONGEST_TEXT if slot.kind is SlotKind.TEXT else 80
    upper = slot.kind in (SlotKind.ORDER_NUMBER, SlotKind.INVOICE_NUMBER, SlotKind.POSTCODE)
    given = raw.lstrip("#").rstrip(".").upper() if upper else raw
    parameter = Parameter(slot.name, kind, longest=longest, pattern=slot.pattern)
    try:
        return read_value(parameter, given)
    except ArgumentRefused:
        return None


def _only(found: Sequence[Value]) -> Value | None:
    return found[0] if found and all(one == found[0] for one in found) else None


def _chosen(slot: Slot, text: str) -> Choice | None:
    """The one choice whose words stand in it; the longest words decide ("not light" before "light")."""
    words = plain_words(text)
    best: dict[str, int] = {}
    for one in slot.choices:
        lengths = [
            len(phrase) for said in one.words.values() for each in said if says(words, phrase := plain_words(each))
        ]
        if lengths:
            best[one.value] = max(lengths)
    top = [value for value, length in best.items() if length == max(best.values())]
    return slot.choice(top[0]) if len(top) == 1 else None


def _numbered(slot: Slot, text: str) -> str | None:
    number = re.fullmatch(r"\(?#?(\d{1,2})[.)]?", text)
    place = 0 if number is None else int(number[1])
    return slot.choices[place - 1].value if 1 <= place <= len(slot.choices) else None


def _moment(text: str, now: datetime) -> datetime | None:
    day, at = day_named(text, now.date()), time_named(text)
    if day is None or at is None:
        return None
    local = datetime.combine(day, at, tzinfo=now.tzinfo)
    there = local.astimezone(UTC).astimezone(now.tzinfo)  # a time that the clock leaps over is the one after it
    return there if there > now else None


def wake_time(at: datetime, before: timedelta, zone: str) -> datetime:
    """`before` an instant. Whole days are days on the wall clock of `zone` (the same time of day, however long the night
    was); anything shorter is true time. A time that the clock shows twice is the first of the two."""
    days = timedelta(days=before.days)
    there = at.astimezone(ZoneInfo(zone))
    moved = (there.replace(tzinfo=None) - days).replace(tzinfo=ZoneInfo(zone), fold=0)
    return moved.astimezone(UTC) - (before - days)
