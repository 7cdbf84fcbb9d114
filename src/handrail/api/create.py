"""The API as one ASGI application: routes behind the gate."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from litestar import Litestar, Response
from litestar.datastructures import State
from prometheus_client import CollectorRegistry

from handrail.api.body import AsItStands
from handrail.api.document import openapi_config
from handrail.api.gate import Gate, tell_failure
from handrail.api.health import HEALTH_ROUTES, VITALS, Vitals
from handrail.api.house import Asked, House, house
from handrail.api.parts import ApiParts
from handrail.api.problems import MEDIA_TYPE, answered
from handrail.api.routes import all_routes
from handrail.api.say import LARGEST_BODY, SayMessage


class Api(Litestar):
    """Litestar behind the gate. `quick`: the address for messages is served by plain ASGI."""

    def __init__(self, parts: ApiParts) -> None:
        inside = House.of(parts)
        say = SayMessage(inside)
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            route_handlers=all_routes(),
            request_class=AsItStands,
            state=State({"house": inside, "say": say, VITALS: Vitals(parts.ready, parts.registry)}),
            exception_handlers={Exception: _as_problem},
            openapi_config=openapi_config(parts.version),
            request_max_body_size=LARGEST_BODY,
            logging_config=None,
            debug=False,
        )
        self.gate = Gate(
            inside, say, super().__call__, {r.path_format: ", ".join(sorted(r.methods)).encode() for r in self.routes}
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await self.gate(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_api(parts: ApiParts) -> Litestar:
    """Every route of the JSON API, health and metrics; nothing is started and nothing connected."""
    return Api(parts)


def create_vitals(ready: Callable[[], Awaitable[Mapping[str, str | None]]], registry: CollectorRegistry) -> Litestar:
    """Health and metrics alone, for a process that serves nothing else."""
    return Litestar(
        route_handlers=HEALTH_ROUTES,
        state=State({VITALS: Vitals(ready, registry)}),
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def _as_problem(request: Asked, error: Exception) -> Response[bytes]:
    away = house(request).parts.away
    tell_failure(request.scope, error, away)
    problem = answered(error, away)
    return Response(problem.body, status_code=problem.status, headers=dict(problem.headers), media_type=MEDIA_TYPE)
