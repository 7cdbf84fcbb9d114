"""A JSON Schema of arguments, as servers describe their tools, read as typed parameters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from handrail.core.tools import Kind, Parameter
from handrail.core.tools.answers import clean_text
from handrail.core.tools.written import LONGEST_PATTERN

KEY_NAMES: Final = ("idempotency_key", "idempotencyKey")
_FORMATS: Final = {
    "date": Kind.DATE,
    "date-time": Kind.INSTANT,
    "email": Kind.EMAIL,
    "phone": Kind.PHONE,
}
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_DEEPEST: Final = 20  # of $ref that point to $ref

Schema = Mapping[str, Any]


class CannotBeCalled(ValueError):
    """It needs an argument of a kind that we have no type for."""


def parameters_of(schema: Schema) -> tuple[Parameter, ...]:
    """In order; what we have no type for is left out. Raises CannotBeCalled when such a one is required."""
    required = set(_names(schema.get("required")))
    return tuple(_read(schema, required))


def takes_key(schema: Schema) -> str | None:
    """The argument for the idempotency key, which code fills in."""
    return next((name for name in KEY_NAMES if name in _mapping(schema.get("properties"))), None)


def parameter_of(name: str, schema: Schema, root: Schema, *, required: bool) -> Parameter | None:
    """None for a kind that we have no type for."""
    schema, optional = _resolved(schema, root)
    read = _by_type(name, schema, root)
    if read is None or _NAME.fullmatch(name) is None:
        return None
    description = clean_text(str(schema.get("description", "")))[:300]
    return replace(read, required=required and not optional, description=description)


def _read(schema: Schema, required: set[str]) -> Iterator[Parameter]:
    for name, said in _mapping(schema.get("properties")).items():
        if name in KEY_NAMES:
            continue
        parameter = parameter_of(name, _mapping(said), schema, required=name in required)
        if parameter is not None:
            yield parameter
        elif name in required:
            raise CannotBeCalled(
                f"It needs “{clean_text(name)[:60]}”, which is no text, number, money, date or choice."
            )


def _by_type(name: str, schema: Schema, root: Schema) -> Parameter | None:
    choices = schema.get("enum") or ([schema["const"]] if "const" in schema else None)
    if choices:
        texts = tuple(one for one in cast(list[Any], choices) if isinstance(one, str))
        return Parameter(name, Kind.CHOICE, choices=texts) if len(texts) == len(choices) else None
    match schema.get("type"):
        case "string":
            return _text(name, schema)
        case "integer":
            return Parameter(name, Kind.WHOLE)
        case "boolean":
            return Parameter(name, Kind.YES_NO)
        case "object" if _is_money(schema, root):
            return Parameter(name, Kind.MONEY)
        case _:
            return None


def _text(name: str, schema: Schema) -> Parameter:
    kind = _FORMATS.get(str(schema.get("format")), Kind.TEXT)
    longest = schema.get("maxLength")
    limit = min(longest, 4_000) if isinstance(longest, int) and longest > 0 else 500
    return Parameter(name, kind, pattern=_pattern(schema.get("pattern")) if kind is Kind.TEXT else None, longest=limit)


def _pattern(said: object) -> str | None:
    """Ours must match the whole text; one that is not anchored says something else, and the server checks it anyway."""
    if not isinstance(said, str) or not (said.startswith("^") and said.endswith("$")) or len(said) > LONGEST_PATTERN:
        return None
    try:
        re.compile(said, re.ASCII)
    except re.error:
        return None
    return said


def _is_money(schema: Schema, root: Schema) -> bool:
    parts = {name: _resolved(_mapping(one), root)[0] for name, one in _mapping(schema.get("properties")).items()}
    return set(parts) == {"amount", "currency"} and parts["amount"].get("type") == "integer"


def _resolved(schema: Schema, root: Schema) -> tuple[Schema, bool]:
    """Without $ref and without the `null` beside the one type that is meant; whether null was among them."""
    optional = False
    for _ in range(_DEEPEST):
        if isinstance(schema.get("$ref"), str):
            schema = {**_at(root, schema["$ref"]), **{k: v for k, v in schema.items() if k != "$ref"}}
            continue
        several = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
        if isinstance(several, list):
            kept = [one for one in cast(list[Any], several) if _mapping(one).get("type") != "null"]
            optional = optional or len(kept) < len(cast(list[Any], several))
            if len(kept) != 1:
                return {}, optional
            rest = {k: v for k, v in schema.items() if k not in ("anyOf", "oneOf", "allOf")}
            schema = {**rest, **_mapping(kept[0])}
            continue
        kinds = schema.get("type")
        if isinstance(kinds, list):
            kept = [one for one in cast(list[Any], kinds) if one != "null"]
            optional = optional or len(kept) < len(cast(list[Any], kinds))
            return ({**schema, "type": kept[0]} if len(kept) == 1 else {}), optional
        return schema, optional
    return {}, optional


def _at(root: Schema, pointer: str) -> Schema:
    """Within the same document only (RFC 6901)."""
    found: Any = root
    for part in pointer.removeprefix("#/").split("/") if pointer.startswith("#/") else ["\0"]:
        found = _mapping(found).get(part.replace("~1", "/").replace("~0", "~"))
    return _mapping(found)


def _mapping(value: object) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], value) if isinstance(value, Mapping) else {}


def _names(value: object) -> Sequence[str]:
    return [one for one in cast(list[Any], value) if isinstance(one, str)] if isinstance(value, list) else []
