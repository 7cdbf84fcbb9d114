"""What every handler reaches for: the parts, the callers, the limits and the meters of this process."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, cast

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import ValidationException
from litestar.handlers import BaseRouteHandler

from handrail.api.file_body import Uploads
from handrail.api.identity import AgentCaller, Callers, CustomerCaller, headers_of, need_scope
from handrail.api.limits import Limiter
from handrail.api.meters import Meters
from handrail.api.parts import ApiParts
from handrail.api.problems import NotSignedIn

Asked = Request[Any, Any, State]
NEWCOMERS = "newcomers"
Connected = ASGIConnection[Any, Any, Any, State]


@dataclass(frozen=True, slots=True)
class House:
    parts: ApiParts
    callers: Callers
    limiter: Limiter
    meters: Meters
    uploads: Uploads

    @classmethod
    def of(cls, parts: ApiParts) -> "House":
        limiter = Limiter(parts.limits)
        return cls(parts, Callers(parts, limiter), limiter, Meters(parts.registry), Uploads())


def house(connection: Asked | Connected) -> House:
    return connection.app.state["house"]


def parts(request: Asked) -> ApiParts:
    return house(request).parts


async def customers_only(connection: Connected, handler: BaseRouteHandler) -> None:
    """The guard of the customer's side, before anything of the request is read. One address lets newcomers in."""
    inside = house(connection)
    caller = await inside.callers.customer(headers_of(connection.scope))
    if caller.customer is None and caller.vouched is None:
        if NEWCOMERS not in handler.opt:
            raise NotSignedIn("A customer's token is needed: start a conversation to get one.")
        inside.limiter.newcomers.take(address_of(connection.scope), inside.parts.seconds())
    connection.scope["state"]["caller"] = caller


async def agents_only(connection: Connected, _: BaseRouteHandler) -> None:
    """The guard of the agents' side: reading needs scope `read` or `agent`, acting `agent`."""
    await _with_scope(connection, "agent")


async def admins_only(connection: Connected, _: BaseRouteHandler) -> None:
    """The guard of the admins' side: reading needs scope `read` or `admin`, changing `admin`."""
    await _with_scope(connection, "admin")


async def each_asked_once(connection: Connected, handler: BaseRouteHandler) -> None:
    """The guard of addresses with a query: of a value given twice none can be meant, unless it is a list."""
    asked = handler.parsed_fn_signature.parameters.items()
    lists = {name for name, one in asked if any(kind.is_non_string_sequence for kind in (one, *one.inner_types))}
    given = Counter(name for name, _ in connection.query_params.multi_items())
    twice = sorted(name for name, times in given.items() if times > 1 and name not in lists)
    if twice:
        said = [
            {"message": "Given more than once; one value is understood.", "source": "query", "key": name}
            for name in twice
        ]
        raise ValidationException("A value was given more than once.", extra=said)


async def _with_scope(connection: Connected, scope: str) -> None:
    caller = await house(connection).callers.agent(headers_of(connection.scope))
    reading = cast(Any, connection.scope)["method"] == "GET"
    need_scope(caller, scope, *(["read"] if reading else []))
    connection.scope["state"]["caller"] = caller


def customer(request: Asked) -> CustomerCaller:
    return request.scope["state"]["caller"]


def agent(request: Asked) -> AgentCaller:
    return request.scope["state"]["caller"]


def address_of(scope: Any) -> str:
    """The caller's network address; behind a proxy the server must be told to believe it (uvicorn's own setting)."""
    client = scope.get("client")
    return client[0] if client else "local"
