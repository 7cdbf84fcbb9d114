"""What a rule does: only things that hold the assistant back can be written."""

from collections.abc import Mapping
from typing import Any, Final

from handrail.core.escalation.decision import Route
from handrail.core.escalation.rules.reading import Path, Reader
from handrail.core.escalation.rules.rule import Do, Then

_FLAGS: Final = {"hand_off": Do.HAND_OFF, "offer_person": Do.OFFER_PERSON}
_FORBIDS: Final = {"quote": Do.FORBID_QUOTE, "act": Do.FORBID_ACT}
_FIELDS: Final = (*_FLAGS, "ask_back", "require", "forbid", "route")
_SAYS: Final = (
    "`then` holds the assistant back in one way: `hand_off: true`, `require: approval`, `forbid: quote`, `forbid: act`, "
    "`ask_back: TEXT`, `offer_person: true`, or only `route`. Nothing lets it speak."
)
_PERSONS: Final = frozenset({"person", "hand_off", "human", "agent", "offer_person"})


def parse_then(reader: Reader, at: Path, data: object, texts: frozenset[str]) -> Then | None:
    """`texts`: the catalogue texts that the assistant may ask back with. None, with faults, when it is none."""
    if isinstance(data, str) and data in _FLAGS:
        return Then(_FLAGS[data])
    then = reader.mapping(at, data, _FIELDS, _SAYS)
    if then is None:
        return None
    route = _route(reader, (*at, "route"), then["route"]) if "route" in then else None
    does = [key for key in then if key in _FIELDS and key != "route"]
    if len(does) > 1:
        reader.fault((*at, does[1]), f"A rule does one thing; this one has {' and '.join(f'`{one}`' for one in does)}.")
        return None
    if not does:
        if route is None:
            reader.fault(at, _SAYS)
        return None if route is None else Then(Do.ROUTE, route=route)
    return _one(reader, at, does[0], then[does[0]], route, texts)


def _one(reader: Reader, at: Path, name: str, value: object, route: Route | None, texts: frozenset[str]) -> Then | None:
    here = (*at, name)
    match name:
        case "hand_off" | "offer_person" if value is True:
            return Then(_FLAGS[name], route=route)
        case "require" if value == "approval":
            return Then(Do.REQUIRE_APPROVAL, route=route)
        case "forbid" if isinstance(value, str) and value in _FORBIDS:
            return Then(_FORBIDS[value], route=route)
        case "ask_back" if isinstance(value, str) and value in texts:
            return Then(Do.ASK_BACK, value, route)
        case "forbid" if value in _PERSONS:
            says = "Nothing may forbid a person: a customer who wants one always gets one."
        case "ask_back":
            says = f"The assistant asks back with one of its catalogue texts: {', '.join(sorted(texts))}."
        case "forbid":
            says = "`forbid` takes `quote` or `act`."
        case "require":
            says = "`require` takes `approval`: a person's yes to the answer."
        case _:
            says = f"`{name}` takes `true`; leave it out for no. {_SAYS}"
    reader.fault(here, says)
    return None


def _route(reader: Reader, at: Path, data: object) -> Route | None:
    route = reader.mapping(at, data, ("team", "skill", "priority"), "`route` has `team`, `skill` and `priority`.")
    if route is None:
        return None
    if not route:
        reader.fault(at, "`route` names a `team`, a `skill` or a `priority`.")
    for key in ("team", "skill"):
        if key in route and not (isinstance(route[key], str) and route[key].strip()):
            reader.fault((*at, key), f"`{key}` is the short name of a {key}.")
            return None
    if route.get("priority", "urgent") != "urgent":
        says = "`priority` can only be `urgent`: a rule may hurry a customer's way to a person, never slow it."
        reader.fault((*at, "priority"), says)
        return None
    return Route(_text(route, "team"), _text(route, "skill"), "priority" in route)


def _text(route: Mapping[str, Any], key: str) -> str | None:
    found = route.get(key)
    return found.strip() if isinstance(found, str) else None
