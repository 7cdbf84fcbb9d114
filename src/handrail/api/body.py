"""A body is read as it stands: 0 is not false and “7” is not 7, whichever way it came in."""

from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import State


class AsItStands(Request[Any, Any, State]):
    """Decodes JSON straight to what the handler takes; the framework would bend values until they fit."""

    async def json(self) -> Any:
        """Raises msgspec.ValidationError or msgspec.DecodeError, which become problems (api/problems.py)."""
        taken = getattr(self.route_handler, "parsed_data_field", None)
        return msgspec.json.decode(await self.body(), type=Any if taken is None else taken.annotation)
