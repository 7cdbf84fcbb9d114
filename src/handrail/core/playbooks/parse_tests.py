"""The tests that a playbook carries, read from plain data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handrail.core.escalation.rules.reading import Path, Reader
from handrail.core.playbooks.playbook import USUAL_NOW, Example

ENDS: Final = ("done", "hand_over", "asking", "waiting", "approval", "left")
_FIELDS: Final = ("name", "turns", "results", "ends", "asks", "calls", "says", "language", "now", "timezone")
_SAYS: Final = "A test has `turns` (what the customer says, in order) and how it `ends`."


def read_examples(reader: Reader, data: object) -> tuple[Example, ...]:
    listed = reader.sequence(("tests",), data, "`tests:` is a list of examples.")
    return tuple(one for n, each in enumerate(listed) if (one := _example(reader, ("tests", n), each)) is not None)


def _example(reader: Reader, at: Path, data: object) -> Example | None:
    said = reader.mapping(at, data, _FIELDS, _SAYS)
    if said is None:
        return None
    turns = _words(reader, (*at, "turns"), said.get("turns"))
    ends = said.get("ends")
    if ends not in ENDS:
        reader.fault((*at, "ends"), f"`ends` is one of {', '.join(ENDS)}.")
        return None
    if not turns:
        reader.fault((*at, "turns"), _SAYS)
        return None
    now, zone = said.get("now", USUAL_NOW), said.get("timezone", "UTC")
    if not _time(now) or not _zone(zone):
        reader.fault(
            (*at, "now"), "`now` is a time with its offset in quotes, `timezone` a name such as Europe/Lisbon."
        )
        return None
    return Example(
        name=str(said.get("name", "")),
        turns=turns,
        ends=str(ends),
        results=_results(reader, (*at, "results"), said.get("results", {})),
        asks=_words(reader, (*at, "asks"), said["asks"]) if "asks" in said else None,
        calls=_words(reader, (*at, "calls"), said["calls"]) if "calls" in said else None,
        says=_words(reader, (*at, "says"), said.get("says", [])),
        language=str(said.get("language", "en")),
        now=str(now),
        timezone=str(zone),
    )


def _results(reader: Reader, at: Path, data: object) -> dict[str, tuple[Mapping[str, Any] | str, ...]]:
    says = "`results:` has for each step what its tool answers, or in words why it surely did nothing."
    found = reader.mapping(at, data, None, says) or {}
    made: dict[str, tuple[Mapping[str, Any] | str, ...]] = {}
    for step, given in found.items():
        several = cast(list[object], given) if isinstance(given, list) else [given]
        for n, one in enumerate(several):
            if not isinstance(one, Mapping | str):
                reader.fault((*at, step, n), says)
        made[step] = tuple(cast(Mapping[str, Any] | str, one) for one in several if isinstance(one, Mapping | str))
    return made


def _words(reader: Reader, at: Path, data: object) -> tuple[str, ...]:
    listed = [data] if isinstance(data, str) else reader.sequence(at, data, "Here stands a text or a list of texts.")
    return tuple(str(one) for one in listed)


def _time(now: object) -> bool:
    try:
        return datetime.fromisoformat(str(now)).utcoffset() is not None
    except ValueError:
        return False


def _zone(zone: object) -> bool:
    try:
        ZoneInfo(str(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
