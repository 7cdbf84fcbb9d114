"""Which part of the desk answers an address: the console, what browsers load, or the API."""

from typing import Any

from litestar.types import ASGIApp

from handrail.frontend import Frontend

DESK = "/desk"


class Addresses:
    """One ASGI application over three. The root leads to the desk; whatever belongs to nobody else is the API's."""

    def __init__(self, api: ASGIApp, console: ASGIApp, frontend: Frontend) -> None:
        self._api, self._console, self._frontend = api, console, frontend

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._for(scope)(scope, receive, send)

    def _for(self, scope: Any) -> Any:
        if scope["type"] != "http":  # starting and stopping: the API speaks for the process
            return self._api
        path: str = scope["path"]
        if path == "/":
            return _to_the_desk
        if path == DESK or path.startswith(f"{DESK}/"):
            return self._console
        return self._frontend if self._frontend.serves(path) else self._api


async def _to_the_desk(scope: Any, receive: Any, send: Any) -> None:
    headers = [(b"location", DESK.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
