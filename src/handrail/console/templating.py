"""How templates are read and what they may say: everything is escaped, a missing value is an error."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from handrail.console.browsers import browser
from handrail.console.forgery import csrf, csrf_token
from handrail.console.page import place_of
from handrail.console.parts import ConsoleParts
from handrail.console.rail import rail


def environment_for(parts: ConsoleParts) -> Environment:
    environment = Environment(
        loader=PackageLoader("handrail.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    given: dict[str, Any] = {"asset": parts.asset, "now": parts.clock, "version": parts.version, "rail": rail}
    given |= {"place_of": place_of, "csrf": csrf, "csrf_token": csrf_token}
    environment.globals.update(given)

    def when_seen(moment: datetime, zone: str = "UTC") -> Markup:
        return when(moment, zone, parts.clock())

    def until_now(moment: datetime | None) -> Markup:
        return until(moment, parts.clock())

    filters: dict[str, Any] = {"when": when_seen, "until": until_now, "browser": browser}
    filters["clock"] = clock
    filters["ticks"] = ticks
    environment.filters.update(filters)
    return environment


def when(moment: datetime, zone: str, now: datetime) -> Markup:
    """A time as people read it, in `zone` (IANA), with the exact one for machines: <time datetime=...>14:05</time>."""
    local, today = moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    if local.date() == today.date():
        short = f"{local:%H:%M}"
    else:
        short = f"{local:%-d %b, %H:%M}" if local.year == today.year else f"{local:%-d %b %Y}"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        _exact(moment), f"{local:%A %-d %B %Y, %H:%M} {zone}", short
    )


def ticks(text: str) -> Markup:
    """A sentence in which names stand between backticks, those as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return Markup("{}").format(text)
    return Markup("").join(Markup("<code>{}</code>" if n % 2 else "{}").format(part) for n, part in enumerate(parts))


def clock(moment: datetime, zone: str) -> str:
    """Hours and minutes by the wall clock of `zone`, for shifts."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def until(moment: datetime | None, now: datetime) -> Markup:
    """A deadline as a countdown, which the console's script keeps counting; overdue is said in words too."""
    if moment is None:
        return Markup("")
    seconds = (moment - now).total_seconds()
    mood = "late" if seconds < 0 else "soon" if seconds < 300 else "calm"
    # Nothing of it comes from anybody: put together as it is, fifty times a page.
    return Markup(
        f'<time class="countdown {mood}" datetime="{_exact(moment)}" data-countdown>{countdown(seconds)}</time>'
    )


def countdown(seconds: float) -> str:
    """ "40 s", "4 min", "2 h 10 min", "3 d"; past: "6 min late". The same words as countdown.ts writes."""
    left = abs(int(seconds))
    if left < 60:
        text = f"{left} s"
    elif left < 3600:
        text = f"{left // 60} min"
    elif left < 86400:
        text = f"{left // 3600} h {left % 3600 // 60} min"
    else:
        text = f"{left // 86400} d"
    return f"{text} late" if seconds < 0 else text


def _exact(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
