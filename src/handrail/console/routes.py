"""Every address of the console."""

from typing import Any

from handrail.console.log import LOG_ROUTES
from handrail.console.promises import PROMISES_ROUTES
from handrail.console.sign_in_routes import SIGN_IN_ROUTES


def all_routes() -> list[Any]:
    return [*SIGN_IN_ROUTES, *LOG_ROUTES, *PROMISES_ROUTES]
