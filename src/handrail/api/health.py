"""Is the process alive, can it serve, and what does it count?"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec
from msgspec import Struct
from prometheus_client import CollectorRegistry, generate_latest

from handrail.api.house import Asked

VITALS = "vitals"  # where an application keeps them


@dataclass(frozen=True, slots=True)
class Vitals:
    """What a process knows of itself. `ready`: each thing it needs, None or what is wrong with it."""

    ready: Callable[[], Awaitable[Mapping[str, str | None]]]
    registry: CollectorRegistry


class Alive(Struct, frozen=True):
    alive: bool = True


class Readiness(Struct, frozen=True):
    """Each thing that must be there to serve, with null when it is, or a sentence that says what is wrong."""

    ready: bool
    checks: dict[str, str | None]


@get("/healthz", summary="The process is alive")
async def healthz() -> Alive:
    """Says nothing of the database: restarting the process would not bring that back."""
    return Alive()


@get(
    "/readyz",
    summary="The process can serve",
    responses={503: ResponseSpec(Readiness, description="Something is missing.", generate_examples=False)},
)
async def readyz(request: Asked) -> Response[Readiness]:
    """Database reachable, migrations applied, and whatever else this process needs."""
    checks = dict(await _vitals(request).ready())
    ready = all(wrong is None for wrong in checks.values())
    return Response(Readiness(ready, checks), status_code=200 if ready else 503)


@get("/metrics", summary="Counters for Prometheus", media_type="text/plain")
async def metrics(request: Asked) -> Response[str]:
    """No id and no personal text is in any label."""
    return Response[Any](generate_latest(_vitals(request).registry), media_type="text/plain; version=1.0.0")


def _vitals(request: Asked) -> Vitals:
    return request.app.state[VITALS]


HEALTH_ROUTES = [healthz, readyz, metrics]
