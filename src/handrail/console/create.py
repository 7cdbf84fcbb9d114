"""The console as one ASGI application: pages, and the walls around every answer."""

from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig

from handrail.console.doorkeeper import forged, let_in, to_sign_in
from handrail.console.errors import as_page
from handrail.console.forgery import ForgedRequest
from handrail.console.parts import ConsoleParts
from handrail.console.routes import all_routes
from handrail.console.signed_in import SignInFirst
from handrail.console.templating import environment_for
from handrail.console.walls import Walls

LARGEST_FORM = 256 * 1024
"""Bytes of a form. Uploads have a limit of their own."""


class Console(Litestar):
    """Litestar behind the walls: headers that stand on every answer, errors included."""

    def __init__(self, parts: ConsoleParts) -> None:
        environment = environment_for(parts)
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            route_handlers=all_routes(),
            state=State({"parts": parts, "environment": environment}),
            template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment)),
            before_request=let_in,
            exception_handlers={Exception: as_page, SignInFirst: to_sign_in, ForgedRequest: forged},
            openapi_config=None,
            request_max_body_size=LARGEST_FORM,
            logging_config=None,
            debug=False,
        )
        self.walls = Walls(super().__call__)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await self.walls(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_console(parts: ConsoleParts) -> Litestar:
    """Every page below /desk; nothing is started and nothing connected."""
    return Console(parts)
