"""An OpenAPI 3 document read as operations that can be called, and the tools they are."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urljoin, urlsplit

import yaml

from handrail.ports.tools import ToolSurelyNotDone
from handrail.tools.offered import Found

METHODS: Final = ("get", "put", "post", "delete", "patch")
LARGEST_DOCUMENT: Final = 2_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Operation:
    """`places`: where each argument goes: path, query or body."""

    method: str
    path: str
    places: Mapping[str, str]

    def as_data(self) -> dict[str, Any]:
        return {"method": self.method, "path": self.path, "places": dict(self.places)}


def read_document(raw: bytes, at: str) -> tuple[str, Mapping[str, Operation], list[Found]]:
    """The address that calls go to, the operations by their operationId, and what they take. Raises ToolSurelyNotDone."""
    document = _parsed(raw)
    if not str(document.get("openapi", "")).startswith("3."):
        raise ToolSurelyNotDone("This is no OpenAPI 3 document.")
    operations: dict[str, Operation] = {}
    found: list[Found] = []
    for name, operation, schema, description in _operations(document):
        if name in operations:
            raise ToolSurelyNotDone(f"Two operations are called “{name[:60]}”.")
        operations[name] = operation
        found.append(Found(name, description, schema))
    return _base(document, at), operations, found


def _parsed(raw: bytes) -> Mapping[str, Any]:
    if len(raw) > LARGEST_DOCUMENT:
        raise ToolSurelyNotDone("The OpenAPI document is larger than 2 MB.")
    try:
        text = raw.decode()
        document: Any = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError) as fault:
        raise ToolSurelyNotDone("The OpenAPI document is neither JSON nor YAML.") from fault
    if not isinstance(document, dict):
        raise ToolSurelyNotDone("This is no OpenAPI 3 document.")
    return cast(Mapping[str, Any], document)


def _base(document: Mapping[str, Any], at: str) -> str:
    """The first server, on the document's own host: a document does not send our secret elsewhere."""
    servers = document.get("servers")
    first = _mapping(cast(list[Any], servers)[0]).get("url", "/") if isinstance(servers, list) and servers else "/"
    base = urljoin(at, str(first))
    if urlsplit(base).netloc != urlsplit(at).netloc or "{" in base:
        raise ToolSurelyNotDone(f"The document is at {urlsplit(at).netloc} and sends calls elsewhere: {base[:100]}.")
    return base.rstrip("/")


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Operation, Mapping[str, Any], str]]:
    for path, item in _mapping(document.get("paths")).items():
        shared = _mapping(item).get("parameters", [])
        for method in METHODS:
            said = _mapping(_mapping(item).get(method))
            name = said.get("operationId")
            if not isinstance(name, str):
                continue
            places, schema = _arguments(
                document, [*cast(list[Any], shared), *cast(list[Any], said.get("parameters", []))], said
            )
            description = str(said.get("description") or said.get("summary") or "")
            yield name, Operation(method.upper(), str(path), places), schema, description


def _arguments(
    document: Mapping[str, Any], parameters: list[Any], operation: Mapping[str, Any]
) -> tuple[Mapping[str, str], Mapping[str, Any]]:
    """Parameters of path and query, and the fields of a JSON body, as one schema of arguments."""
    places: dict[str, str] = {}
    properties: dict[str, Any] = {}
    required: list[str] = []
    for one in (_followed(document, each) for each in parameters):
        name, place = str(one.get("name")), one.get("in")
        if place in ("path", "query"):
            places[name], properties[name] = (
                place,
                {"description": one.get("description", ""), **_mapping(one.get("schema"))},
            )
            required += [name] if one.get("required") or place == "path" else []
    content = _mapping(_followed(document, operation.get("requestBody")).get("content"))
    body = _followed(document, _mapping(content.get("application/json")).get("schema"))
    for name, schema in _mapping(body.get("properties")).items():
        if name not in places:
            places[name], properties[name] = "body", schema
            required += [name] if name in cast(list[Any], body.get("required", [])) else []
    return places, {
        "type": "object",
        "properties": properties,
        "required": required,
        "components": document.get("components", {}),
    }


def _followed(document: Mapping[str, Any], value: Any) -> Mapping[str, Any]:
    said = _mapping(value)
    for _ in range(10):
        pointer = said.get("$ref")
        if not isinstance(pointer, str) or not pointer.startswith("#/"):
            return said
        found: Any = document
        for part in pointer[2:].split("/"):
            found = _mapping(found).get(part.replace("~1", "/").replace("~0", "~"))
        said = _mapping(found)
    return {}


def _mapping(value: Any) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], value) if isinstance(value, Mapping) else {}
