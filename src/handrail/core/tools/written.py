"""A tool as plain data and back: how the database keeps it and how people write it, each fault with its place."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any, Final, TypeVar, cast

from handrail.core.identity.levels import IdentityLevel
from handrail.core.money import CURRENCIES
from handrail.core.tools.tool import Caps, Kind, Parameter, Risk, Tool

Path = tuple[str | int, ...]
SLUG: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
LONGEST_PATTERN: Final = 200
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_IDENTITY: Final = ("reference", "email")
_KNOWN: Final = {kind: frozenset(one.name for one in fields(kind)) for kind in (Tool, Caps, Parameter)}
_E = TypeVar("_E", bound=StrEnum)


class ToolMisdescribed(ValueError):
    """Where in the data, and what is wrong with it."""

    def __init__(self, path: Path, says: str) -> None:
        super().__init__(says)
        self.path, self.says = path, says


def tool_as_data(tool: Tool) -> dict[str, Any]:
    """Without its version; what stands at its most ordinary value is left out."""
    caps = _unusual(tool.caps, Caps())
    parameters = [
        {"name": one.name, "kind": one.kind.value, **_unusual(one, Parameter(one.name, one.kind))}
        for one in tool.parameters
    ]
    plain = Tool(tool.slug, tool.server, tool.remote, tool.description, tool.risk)
    more = {
        name: value
        for name, value in _unusual(tool, plain).items()
        if name not in ("parameters", "caps", "version", "identity")
    }
    return {
        "slug": tool.slug,
        "server": tool.server,
        "remote": tool.remote,
        "description": tool.description,
        "risk": tool.risk.value,
        "identity": tool.identity.word,
        **more,
        **({"caps": caps} if caps else {}),
        "parameters": parameters,
    }


def tool_from_data(data: object, at: Path = ()) -> Tool:
    """With the version of what it says. Raises ToolMisdescribed."""
    said = _mapping(data, at, Tool)
    tool = Tool(
        slug=_matching(said, "slug", at, SLUG, "small letters, digits, - and _"),
        server=_text(said, "server", at),
        remote=_text(said, "remote", at),
        description=_text(said, "description", at, ""),
        risk=_one_of(said, "risk", at, Risk),
        parameters=tuple(
            _parameter(one, (*at, "parameters", n))
            for n, one in enumerate(_list(said.get("parameters", ()), (*at, "parameters")))
        ),
        identity=_level(said.get("identity", "claimed"), (*at, "identity")),
        caps=_caps(said.get("caps", {}), (*at, "caps")),
        amount=_text(said, "amount", at, None),
        undo=_text(said, "undo", at, None),
        two_people_above=_count(said, "two_people_above", at, None),
        takes_key=_flag(said, "takes_key", at, False),
    )
    _fits(tool, at)
    return versioned(tool)


def versioned(tool: Tool) -> Tool:
    """Its version is the hash of what it says: the same tool has the same version everywhere."""
    said = json.dumps(tool_as_data(tool), ensure_ascii=False, sort_keys=True)
    return replace(tool, version=hashlib.sha256(said.encode()).hexdigest()[:16])


def _fits(tool: Tool, at: Path) -> None:
    names = [one.name for one in tool.parameters]
    twice = next((n for n, name in enumerate(names) if name in names[:n]), None)
    if twice is not None:
        raise ToolMisdescribed((*at, "parameters", twice), f"There are two parameters “{names[twice]}”.")
    moved = tool.parameter(tool.amount) if tool.amount is not None else None
    if tool.amount is not None and (moved is None or moved.kind is not Kind.MONEY):
        raise ToolMisdescribed((*at, "amount"), f"“{tool.amount}” is no parameter of kind money.")
    caps = tool.caps
    if (
        caps.amount_per_call or caps.amount_per_customer_day or caps.amount_per_day
    ) and caps.currency not in CURRENCIES:
        raise ToolMisdescribed((*at, "caps"), "A cap on money needs its currency, as in EUR.")
    if tool.two_people_above is not None and caps.currency not in CURRENCIES:
        raise ToolMisdescribed((*at, "two_people_above"), "From when on two people say yes needs the caps' currency.")


def _parameter(data: object, at: Path) -> Parameter:
    said = _mapping(data, at, Parameter)
    kind = _one_of(said, "kind", at, Kind)
    choices = tuple(_list(said.get("choices", ()), (*at, "choices")))
    if (kind is Kind.CHOICE) != bool(choices) or not all(isinstance(one, str) for one in choices):
        raise ToolMisdescribed((*at, "choices"), "A choice has its choices, as texts; nothing else has any.")
    source = _text(said, "from_identity", at, None)
    if source is not None and source not in _IDENTITY:
        raise ToolMisdescribed((*at, "from_identity"), "Code knows a customer's reference and email.")
    return Parameter(
        name=_matching(said, "name", at, _NAME, "letters, digits, _, - and ."),
        kind=kind,
        description=_text(said, "description", at, ""),
        required=_flag(said, "required", at, True),
        choices=cast(tuple[str, ...], choices),
        pattern=_pattern(said, at),
        longest=_count(said, "longest", at, 500),
        from_identity=source,
    )


def _caps(data: object, at: Path) -> Caps:
    said = _mapping(data, at, Caps)
    usual = Caps()
    amounts = {
        name: _count(said, name, at, 0) for name in ("amount_per_call", "amount_per_customer_day", "amount_per_day")
    }
    calls = {name: _count(said, name, at, getattr(usual, name)) for name in _KNOWN[Caps] if name.startswith("calls_")}
    return Caps(**amounts, **calls, currency=_text(said, "currency", at, ""))


def _pattern(said: Mapping[str, object], at: Path) -> str | None:
    pattern = _text(said, "pattern", at, None)
    if pattern is None:
        return None
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, RecursionError, OverflowError) as fault:
        raise ToolMisdescribed((*at, "pattern"), f"This pattern cannot be read: {fault}.") from fault
    if len(pattern) > LONGEST_PATTERN:
        raise ToolMisdescribed((*at, "pattern"), f"A pattern has at most {LONGEST_PATTERN} characters.")
    return pattern


def _unusual(value: Any, usual: Any) -> dict[str, Any]:
    found = {
        one.name: getattr(value, one.name)
        for one in fields(value)
        if getattr(value, one.name) != getattr(usual, one.name)
    }
    return {name: list(cast(tuple[Any, ...], one)) if isinstance(one, tuple) else one for name, one in found.items()}


def _mapping(data: object, at: Path, kind: type) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise ToolMisdescribed(at, "Here stands a mapping of names to values.")
    said = cast(Mapping[str, object], data)
    strange = next((name for name in said if name not in _KNOWN[kind] or name == "version"), None)
    if strange is not None:
        raise ToolMisdescribed((*at, strange), f"“{strange}” is not known here.")
    return said


def _list(data: object, at: Path) -> Sequence[object]:
    if isinstance(data, str) or not isinstance(data, Sequence):
        raise ToolMisdescribed(at, "Here stands a list.")
    return cast(Sequence[object], data)


_NEEDED: Final = object()


def _text(said: Mapping[str, object], name: str, at: Path, usual: Any = _NEEDED) -> Any:
    value = said.get(name, usual)
    if value is _NEEDED:
        raise ToolMisdescribed(at, f"“{name}” is missing.")
    if value is usual:
        return usual
    if not isinstance(value, str) or not value or len(value) > 4_000:
        raise ToolMisdescribed((*at, name), f"“{name}” is a text.")
    return value


def _matching(said: Mapping[str, object], name: str, at: Path, pattern: re.Pattern[str], of: str) -> str:
    value = _text(said, name, at)
    if pattern.fullmatch(value) is None:
        raise ToolMisdescribed((*at, name), f"“{name}” is made of {of}.")
    return value


def _count(said: Mapping[str, object], name: str, at: Path, usual: Any) -> Any:
    value = said.get(name, usual)
    if value is None and usual is not None and not name.startswith("calls_"):
        raise ToolMisdescribed((*at, name), f"“{name}” is a whole number from 0 on.")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**12):
        raise ToolMisdescribed((*at, name), f"“{name}” is a whole number from 0 on.")
    return value


def _flag(said: Mapping[str, object], name: str, at: Path, usual: bool) -> bool:
    value = said.get(name, usual)
    if not isinstance(value, bool):
        raise ToolMisdescribed((*at, name), f"“{name}” is true or false.")
    return value


def _one_of(said: Mapping[str, object], name: str, at: Path, kind: Callable[[str], _E]) -> _E:
    value = _text(said, name, at)
    try:
        return kind(value)
    except ValueError as fault:
        known = ", ".join(one.value for one in cast(type[StrEnum], kind))
        raise ToolMisdescribed((*at, name), f"“{name}” is one of: {known}.") from fault


def _level(value: object, at: Path) -> IdentityLevel:
    found = next((one for one in IdentityLevel if one.word == value), None)
    if found is None:
        raise ToolMisdescribed(at, f"It is one of: {', '.join(one.word for one in IdentityLevel)}.")
    return found


def tool_changed(tool: Tool, said: object, at: Path = ()) -> Tool:
    """The tool with what a file or a form says of it; what is not said stays. `fills` names parameters that code fills in,
    as in `{customer: reference}`. Raises ToolMisdescribed."""
    if not isinstance(said, Mapping):
        raise ToolMisdescribed(at, "Here stands a mapping of names to values.")
    change = dict(cast(Mapping[str, Any], said))
    fills = _fills(tool, change.pop("fills", {}), (*at, "fills"))
    whole = {**tool_as_data(tool), **change}
    for parameter in cast(list[Any], whole["parameters"] if "parameters" not in change else []):
        parameter.update({"from_identity": fills[parameter["name"]]} if parameter["name"] in fills else {})
    return tool_from_data({name: value for name, value in whole.items() if value is not None}, at)


def _fills(tool: Tool, said: object, at: Path) -> Mapping[str, str]:
    if not isinstance(said, Mapping):
        raise ToolMisdescribed(at, "Here stand parameters, each with what fills it in.")
    fills = cast(Mapping[str, Any], said)
    for name, source in fills.items():
        if tool.parameter(name) is None:
            raise ToolMisdescribed((*at, name), f"“{tool.slug}” has no parameter “{name}”.")
        if source not in _IDENTITY:
            raise ToolMisdescribed((*at, name), "Code knows a customer's reference and email.")
    return fills
