"""Days and times as customers name them: “tomorrow”, “next Friday”, “12 December”, “3 pm”."""

import re
from datetime import date, time, timedelta
from typing import Final

from handrail.core.conversation.texts.catalogue import LANGUAGES
from handrail.core.handoff.dates import DATE, month_of, read_date
from handrail.core.playbooks.words import plain_words

_IN_DAYS: Final = {
    **dict.fromkeys(("today", "heute", "hoy", "aujourd"), 0),
    **dict.fromkeys(("tomorrow", "demain", "manana", "amanha", "domani", "morgen"), 1),
}
_TIME: Final = re.compile(
    r"(?<![\d.:/-])(?:(?P<h>[01]?\d|2[0-3])[:.h](?P<m>[0-5]\d)\s*(?P<half>[ap]\.?m\b)?|(?P<h2>1[0-2]|0?\d)\s*(?P<half2>[ap]\.?m\b)"
    r"|(?P<h3>[01]?\d|2[0-3])\s*(?:uhr|h\b|o'clock))",
    re.IGNORECASE,
)


def _weekdays() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in LANGUAGES.values():
        if language.code in ("en", "de", "fr", "es", "pt", "it", "nl"):
            for n, name in enumerate(language.weekdays.split("|")):
                found.setdefault("".join(plain_words(name)), n)
    return found


_WEEKDAYS: Final = _weekdays()


def day_named(text: str, today: date) -> date | None:
    """The one day it names, never one that has passed; None for none, for two, and for a day that could be two."""
    found = {*_written(text, today), *_spoken(text, today)}
    return found.pop() if len(found) == 1 else None


def time_named(text: str) -> time | None:
    """The one time of day it names."""
    found = {one for match in _TIME.finditer(text) if (one := _time(match)) is not None}
    return found.pop() if len(found) == 1 else None


def _time(match: re.Match[str]) -> time | None:
    hour = int(match["h"] or match["h2"] or match["h3"])
    half = (match["half"] or match["half2"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, int(match["m"] or 0))


def _written(text: str, today: date) -> set[date]:
    found: set[date] = set()
    for match in DATE.finditer(text):
        read = read_date(match)
        if read is None:
            continue
        try:
            day = date.fromisoformat(read)
        except ValueError:
            if (day := _without_year(match, today)) is None:
                continue
        if day >= today:
            found.add(day)
    return found


def _without_year(match: re.Match[str], today: date) -> date | None:
    """“12 December” is the next one. “3/4/26” may be two days, and is none."""
    name = match["name"] or match["name2"]
    if not name:
        return None
    day, month = int(match["day"] or match["day2"]), month_of(name)
    for year in (today.year, today.year + 1):
        try:
            if (found := date(year, month, day)) >= today:
                return found
        except ValueError:
            continue
    return None


def _spoken(text: str, today: date) -> set[date]:
    words = plain_words(text)
    found = {today + timedelta(days=_IN_DAYS[word]) for word in words if word in _IN_DAYS}
    ahead = [(_WEEKDAYS[word] - today.weekday()) % 7 or 7 for word in words if word in _WEEKDAYS]
    return found | ({today + timedelta(days=days) for days in ahead} if not _dated(text) else set[date]())


def _dated(text: str) -> bool:
    """“Friday 12 December” names one day, by its date."""
    return DATE.search(text) is not None
