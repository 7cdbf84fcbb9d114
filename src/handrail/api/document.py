"""The OpenAPI document: what the handlers declare, with what they cannot say themselves."""

from typing import Any

import msgspec
from litestar import Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, Contact, License, SecurityScheme, Tag

ABOUT = """The JSON API of Handrail, a support desk in which an AI assistant clears the routine and people own the
moments that decide trust.

Errors are RFC 9457 problems: `type` names the kind, `detail` is a sentence for people. Times are UTC. Ids are UUIDs.
Requests are JSON in UTF-8, at most 256 KB. A caller who asks too much gets 429 with Retry-After; a desk that is busy
answers 503 with Retry-After. Sending the same Idempotency-Key again changes nothing."""

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
        description="A customer's token: the one that starting a conversation gave, or a JWT "
        "(HS256) that the site signed with its identity secret; claims sub and exp, and name "
        "and email if known.",
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


class Document(JsonRenderPlugin):
    """Served as /v1/openapi.json."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return msgspec.json.encode(openapi_schema, enc_hook=str)


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
        path="/v1",
        render_plugins=[Document(path="/openapi.json")],
    )
