"""The texts that `system` may send: chosen by an id, filled with typed slots, in the customer's language."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from string import Formatter
from typing import Any, Final

from handrail.core.conversation.texts.approval import APPROVAL
from handrail.core.conversation.texts.arabic import ARABIC
from handrail.core.conversation.texts.dutch import DUTCH
from handrail.core.conversation.texts.english import ENGLISH
from handrail.core.conversation.texts.french import FRENCH
from handrail.core.conversation.texts.german import GERMAN
from handrail.core.conversation.texts.identity import IDENTITY
from handrail.core.conversation.texts.italian import ITALIAN
from handrail.core.conversation.texts.japanese import JAPANESE
from handrail.core.conversation.texts.language import Language
from handrail.core.conversation.texts.polish import POLISH
from handrail.core.conversation.texts.portuguese import PORTUGUESE
from handrail.core.conversation.texts.slots import isolated, plain
from handrail.core.conversation.texts.spanish import SPANISH
from handrail.core.conversation.texts.swedish import SWEDISH
from handrail.core.conversation.texts.turkish import TURKISH

CATALOGUE_VERSION: Final = "texts/2"

_BY_THEME: Final = (APPROVAL, IDENTITY)
LANGUAGES: Final[Mapping[str, Language]] = {
    one.code: replace(
        one, texts={**one.texts, **{name: said[one.code] for theme in _BY_THEME for name, said in theme.items()}}
    )
    for one in (
        ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, DUTCH, POLISH, SWEDISH, TURKISH, ARABIC, JAPANESE
    )
}  # fmt: skip

_PROMISE: Final = frozenset({"name", "date", "time", "timezone"})
SLOTS: Final[Mapping[str, frozenset[str]]] = {
    "handoff.promise.now": _PROMISE,
    "handoff.promise.today": _PROMISE,
    "handoff.promise.tomorrow": _PROMISE,
    "handoff.promise.date": _PROMISE,
    "handoff.promise.mail": _PROMISE,
    "handoff.passed_on": frozenset({"previous"}),  # with this slot, it also stands before a promise, in one message
    "handoff.already": frozenset({"name"}),
    "handoff.leave_email": frozenset(),
    "promise.broken": frozenset(),
    "assistant.greeting": frozenset(),
    "assistant.is_ai": frozenset(),
    "assistant.left": frozenset(),  # a playbook that the customer does not want to go on with
    "conversation.continues": frozenset(),
    "approval.asked": frozenset({"date", "time", "timezone"}),
    "approval.expired": frozenset(),
    "approval.declined.not_allowed": frozenset(),
    "approval.declined.not_confirmed": frozenset(),
    "approval.declined.needs_person": frozenset(),
    "identity.ask_contact": frozenset(),
    "identity.code_sent": frozenset({"contact"}),
    "identity.code_renewed": frozenset({"contact"}),
    "identity.code_wrong": frozenset({"left"}),
    "identity.code_failed": frozenset(),
    "identity.verified": frozenset(),
}
TEXT_IDS: Final = frozenset(SLOTS)
FIXED: Final = "moment.fixed"
"""A text of the moments register: its words stand in a slot, as a lead signed them, so that what was said stays readable
whatever the register says later. The database takes signed words only."""
FIXED_SLOTS: Final = frozenset({"moment", "language", "register", "words"})
SAYABLE: Final = TEXT_IDS | {FIXED}
_WITH_WEEKDAY: Final = frozenset({"handoff.promise.date", "handoff.promise.mail", "approval.asked"})


class UnknownText(LookupError):
    """No such text in the catalogue: `system` has nothing else to say."""


class SlotMissing(LookupError):
    """The text needs a slot that was not given."""


def language_for(code: str) -> Language:
    """The language itself, else its primary subtag ("pt-BR" is Portuguese), else English."""
    primary = code.replace("_", "-").partition("-")[0].lower()
    return LANGUAGES.get(primary, LANGUAGES[ENGLISH.code])


def render(text_id: str, slots: Mapping[str, Any], language: str) -> str:
    """The text as plain text. `date` is ISO, `time` HH:MM; what is neither is shown as written. Raises UnknownText and
    SlotMissing. An empty name reads as somebody of the team. A promise with `previous` says first who could not take it."""
    if text_id == FIXED:
        return _fixed(slots)
    if text_id not in TEXT_IDS:
        raise UnknownText(f"There is no text {text_id!r} in the catalogue.")
    missing = sorted(SLOTS[text_id] - slots.keys())
    if missing:
        raise SlotMissing(f"The text {text_id} needs {', '.join(missing)}.")
    tongue = language_for(language)
    values = {slot: _value(slot, slots[slot], text_id, tongue) for slot in SLOTS[text_id]}
    text = filled(tongue.texts[text_id], {**values, "person": tongue.person})
    if SLOTS[text_id] is not _PROMISE or "previous" not in slots:
        return text
    before = render("handoff.passed_on", slots, language)
    return before + ("" if before.endswith("。") else " ") + text


def _fixed(slots: Mapping[str, Any]) -> str:
    if missing := sorted(FIXED_SLOTS - slots.keys()):
        raise SlotMissing(f"The text {FIXED} needs {', '.join(missing)}.")
    return str(slots["words"])


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """One pass: braces inside a value are ordinary characters. A sentence that begins with a value begins upper-case."""
    text = Formatter().vformat(pattern, (), values)
    return text[:1].upper() + text[1:]


def _value(slot: str, value: object, text_id: str, language: Language) -> str:
    match slot:
        case "date":
            return _date(plain(value), language.long_date if text_id in _WITH_WEEKDAY else language.date, language)
        case "time":
            shown = _time(plain(value))
        case "timezone":
            shown = plain(value).replace("_", " ")
        case _:
            shown = plain(value) or language.somebody
    return isolated(shown, right_to_left=language.right_to_left)


def _date(value: str, pattern: str, language: Language) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return isolated(value, right_to_left=language.right_to_left)
    return pattern.format(
        day=language.first_of_month if day.day == 1 else day.day,
        month=language.months.split("|")[day.month - 1],
        weekday=language.weekdays.split("|")[day.weekday()],
    )


def _time(value: str) -> str:
    try:
        return time.fromisoformat(value).strftime("%H:%M")
    except ValueError:
        return value
