"""The OpenAPI document: what the handlers declare, with schemas as exact as the checks, and examples that hold."""

from collections.abc import Mapping
from typing import Any, cast

import msgspec
from litestar import Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, Contact, License, SecurityScheme, Tag

from handrail.api import (
    admin_desk,
    health,
    problems,
    schemas,
    schemas_admin,
    schemas_agents,
    schemas_approvals,
    schemas_daily,
)
from handrail.api.examples import EXAMPLES

DOCUMENT = "/v1/openapi.json"
ABOUT = """The JSON API of Handrail, a support desk in which an AI assistant clears the routine and people own the
moments that decide trust.

Errors are RFC 9457 problems: `type` names the kind, `detail` is a sentence for people. Times are UTC. Ids are UUIDs.
Requests are JSON in UTF-8, at most 256 KB; a file is uploaded as it is, at most 10 MB. A caller who asks too much gets
429 with Retry-After; a desk that is busy answers 503 with Retry-After. Sending the same Idempotency-Key again changes
nothing."""

_TAGS = [
    Tag("Customer", "What a widget or an app does for a customer: start, say, watch, reach a person, confirm."),
    Tag("Agent", "What an agent does: inbox, conversation, reply, take over, hand on, promise, stop the assistant."),
    Tag("Admin", "Setting a workspace up: people, teams, topics and grants, tokens, customers, knowledge."),
    Tag("Process", "Health and counters of one process."),
]
_SCHEMES: dict[str, Any] = {
    "site": SecurityScheme(
        "apiKey",
        name="X-Handrail-Site",
        security_scheme_in="header",
        description="The workspace's site key. It names the workspace and is no secret.",
    ),
    "customer": SecurityScheme(
        "http",
        scheme="bearer",
        description="A customer's token: the one that starting a conversation gave, or a JWT (HS256) that the site "
        "signed with its identity secret; claims sub and exp, and name and email if known.",
    ),
    "token": SecurityScheme(
        "http",
        scheme="bearer",
        description="An API token, hr_..., with the scopes read, agent, admin or customer:write.",
    ),
    "onBehalfOf": SecurityScheme(
        "apiKey",
        name="X-Handrail-Customer",
        security_scheme_in="header",
        description="With a token of scope customer:write: your own id of the customer.",
    ),
}
_SCHEMA_MODULES = (
    schemas,
    schemas_agents,
    schemas_approvals,
    schemas_admin,
    schemas_daily,
    problems,
    health,
    admin_desk,
)
_REF = "#/components/schemas/{name}"
_RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}}
_HEADERS = {
    "401": {"WWW-Authenticate": {"description": "How to say who you are.", "schema": {"type": "string"}}},
    "429": _RETRY_AFTER,
    "503": _RETRY_AFTER,
}


class Document(JsonRenderPlugin):
    """Served as /v1/openapi.json; the same for the life of the process."""

    def __init__(self) -> None:
        super().__init__(path="/")
        self._written: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        if self._written is None:
            self._written = msgspec.json.encode(completed(openapi_schema), enc_hook=str)
        return self._written


def openapi_config(version: str) -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Handrail",
        version=version,
        description=ABOUT,
        contact=Contact(name="The Handrail project"),
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        tags=_TAGS,
        components=Components(security_schemes=_SCHEMES),
        use_handler_docstrings=True,
        path=DOCUMENT,
        render_plugins=[Document()],
    )


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the schemas of the decoder itself, which know every bound, and with headers and examples."""
    whole = cast(dict[str, Any], _tidy(msgspec.to_builtins(document, enc_hook=str)))
    used = whole["components"]["schemas"].keys()
    exact = {name: schema for name, schema in _exact_schemas().items() if name in used}
    whole["components"]["schemas"] = {
        name: {**schema, **({"examples": [EXAMPLES[name]]} if name in EXAMPLES else {})}
        for name, schema in exact.items()
    }
    for operations in whole["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _never_null(parameter["schema"])
            for status, response in operation["responses"].items():
                if status in _HEADERS:
                    response["headers"] = _HEADERS[status]
    return whole


def request_types() -> Mapping[str, type[msgspec.Struct]]:
    """Every struct that the API takes or gives, by name."""
    found = (getattr(module, name) for module in _SCHEMA_MODULES for name in vars(module))
    return {one.__name__: one for one in found if isinstance(one, type) and issubclass(one, msgspec.Struct)}


def _exact_schemas() -> dict[str, Any]:
    types = request_types().values()
    _, components = msgspec.json.schema_components(types, ref_template=_REF)
    return components


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """An address or a header holds no null: what may be left out is simply not there."""
    kept = {name: value for name, value in schema.items() if name not in ("oneOf", "type", "enum")}
    for one in schema.get("oneOf", [schema]):
        kinds = [kind for kind in _listed(one.get("type", ())) if kind != "null"]
        if kinds:
            kept |= {name: value for name, value in one.items() if name not in ("type", "enum")}
            kept |= {"type": kinds[0]} | ({"enum": [v for v in one["enum"] if v is not None]} if "enum" in one else {})
    return kept


def _listed(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) else list(value)


def _tidy(value: Any) -> Any:
    """Without what says nothing: false flags, empty headers; and whole numbers as such."""
    if isinstance(value, dict):
        items = cast(dict[str, Any], value).items()
        noise = {("deprecated", False), ("allowEmptyValue", False), ("allowReserved", False)}
        return {
            k: _tidy(v) for k, v in items if not (isinstance(v, bool) and (k, v) in noise) and (k, v) != ("headers", {})
        }
    if isinstance(value, list):
        return [_tidy(one) for one in cast(list[Any], value)]
    return int(value) if isinstance(value, float) and value.is_integer() else value
