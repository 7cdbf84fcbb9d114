"""What differs between two registers, moment by moment and field by field, in words that a lead reads before publishing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, cast

from handrail.core.escalation.moments.moment import Moment, Register
from handrail.core.escalation.moments.register import plain_moment
from handrail.core.escalation.rules.fact_table import URGENCIES
from handrail.core.supervision.levels import Level

_LEVELS: Final = tuple(Level)
_BY_LANGUAGE: Final = frozenset({"forbidden", "positive", "near", "phrases", "not_phrases"})


@dataclass(frozen=True, slots=True)
class Change:
    """`field` is empty when the whole moment is new or gone. Lists of lines give what was `added` and `removed`; all else
    gives what it `was` and what it `becomes`. `lowers`: less caution than before, so that a lead looks twice."""

    moment: str
    field: str
    was: str = ""
    becomes: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    lowers: bool = False


def difference(before: Register, after: Register) -> tuple[Change, ...]:
    """In the order of the registers. Signatures are no part of a register and do not count."""
    slugs = dict.fromkeys(chain(before.moments, after.moments))
    changes = list(chain.from_iterable(_moment(slug, before, after) for slug in slugs))
    return (*changes, *_words("", "routine", before.routine, after.routine))


def _moment(slug: str, before: Register, after: Register) -> Iterator[Change]:
    was, becomes = before.moments.get(slug), after.moments.get(slug)
    if was is None:
        yield Change(slug, "", becomes="" if becomes is None else becomes.name)
    elif becomes is None:
        yield Change(slug, "", was=was.name, lowers=True)
    elif was != becomes:
        yield from _fields(was, becomes)


def _fields(was: Moment, becomes: Moment) -> Iterator[Change]:
    old, new = plain_moment(was), plain_moment(becomes)
    for field, value in old.items():
        if field in _BY_LANGUAGE:
            yield from _words(was.slug, field, value, new[field])
        elif field == "texts":
            yield from _texts(was.slug, value, new[field])
        elif value != new[field]:
            lowers = _lowers(field, value, new[field])
            yield Change(was.slug, field, _shown(value), _shown(new[field]), lowers=lowers)


def _words(slug: str, field: str, was: Mapping[str, Any], becomes: Mapping[str, Any]) -> Iterator[Change]:
    for language in dict.fromkeys(chain(was, becomes)):
        old, new = tuple(was.get(language, ())), tuple(becomes.get(language, ()))
        added = tuple(one for one in new if one not in old)
        removed = tuple(one for one in old if one not in new)
        if added or removed:
            less = bool(added) if field in ("not_phrases", "near") else bool(removed)
            yield Change(slug, f"{field}.{language}", added=added, removed=removed, lowers=less)


def _texts(slug: str, was: Mapping[str, Any], becomes: Mapping[str, Any]) -> Iterator[Change]:
    for language in dict.fromkeys(chain(was, becomes)):
        old, new = was.get(language, {}).get("text", ""), becomes.get(language, {}).get("text", "")
        if old != new:
            yield Change(slug, f"texts.{language}", old, new, lowers=not new)


def _lowers(field: str, was: Any, becomes: Any) -> bool:
    match field:
        case "hard" | "around_the_clock":
            return was is True and becomes is False
        case "urgency":
            return URGENCIES.index(becomes) < URGENCIES.index(was)
        case "ceiling":
            return _LEVELS.index(Level(becomes)) > _LEVELS.index(Level(was))
        case "within_minutes":
            return becomes > was
        case "detectors" | "clocks":
            return not set(was) <= set(becomes)
        case "allowed":
            return not set(becomes) <= set(was)
        case _:
            return False


def _shown(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(str(one) for one in cast(list[Any], value)) or "none"
        case dict():
            pairs = cast(dict[str, Any], value).items()
            return ", ".join(f"{key} {one}" for key, one in pairs)
        case _:
            return str(value)
