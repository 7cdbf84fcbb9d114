"""What every page reaches for: the parts, and how an answer is written."""

from typing import Any

from jinja2 import Environment
from litestar import Request
from litestar.datastructures import State
from litestar.response import Template

from handrail.console.parts import ConsoleParts

Asked = Request[Any, Any, State]


def parts(request: Asked) -> ConsoleParts:
    return request.app.state["parts"]


def page(request: Asked, template: str, status: int = 200, **context: Any) -> Template:
    """A page or fragment from its template. Whoever is signed in is in the template as `me` (None before sign-in)."""
    return Template(template_name=template, context={"me": somebody_in(request), **context}, status_code=status)


def written(request: Asked, template: str, **context: Any) -> str:
    """The same as text, for an answer that holds several."""
    environment: Environment = request.app.state["environment"]
    return environment.get_template(template).render(me=somebody_in(request), request=request, **context)


def somebody_in(request: Asked) -> Any:
    return request.scope["state"].get("signed_in")


def place_of(request: Asked) -> str:
    """How far the workspace's log was read before this page was; empty while nobody follows it. The page's script goes
    on from there."""
    place = request.scope["state"].get("place")
    return "" if place is None else str(place)
