"""Every address of the console."""

from typing import Any

from handrail.console.log import LOG_ROUTES
from handrail.console.promises import PROMISES_ROUTES


def all_routes() -> list[Any]:
    return [*LOG_ROUTES, *PROMISES_ROUTES]
