"""The outermost layer of every request: sizes, media types, origins, addresses; meters and logs; failures as problems."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from handrail.api.document import DOCUMENT
from handrail.api.house import House, address_of
from handrail.api.identity import Headers, headers_of
from handrail.api.limits import TooManyRequests
from handrail.api.problems import MEDIA_TYPE, Answered, answered, is_ours, where
from handrail.api.say import TEMPLATE, SayMessage, Sent, is_said, refuse_large, refuse_other_media
from handrail.ports import NotFound

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Inner = Callable[[Any, Receive, Send], Awaitable[None]]
_BELOW_DOCUMENT = f"{DOCUMENT}/"
SLOW_SECONDS = 1.0
_WRITES = frozenset({"POST", "PUT", "PATCH"})
_UPLOAD = re.compile(r"/v1/(customer|agent)/conversations/[^/]+/attachments/?")
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, POST, DELETE"),
    (b"access-control-allow-headers", b"authorization, content-type, idempotency-key, last-event-id, x-handrail-site"),
    (b"access-control-max-age", b"600"),
)
_log = structlog.get_logger("handrail.api")


class Gate:
    """`methods`: what each address knows, as its Allow header names them."""

    def __init__(self, inside: House, say: SayMessage, inner: Inner, methods: Mapping[str, bytes]) -> None:
        self._inside, self._say, self._inner, self._methods = inside, say, inner, methods
        self._origins = inside.parts.origins

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        began = self._inside.parts.seconds()
        out = _Out(send, self._allowed(scope))
        try:
            await self._answer(scope, receive, out)
        except Exception as error:
            if out.status is not None:  # an answer is half way out: only the connection can end now
                raise
            await out.problem(answered(error, self._inside.parts.away))
            tell_failure(scope, error, self._inside.parts.away)
        self._note(scope, out.status or 0, self._inside.parts.seconds() - began)

    async def _answer(self, scope: Any, receive: Receive, out: "_Out") -> None:
        method: str = scope["method"]
        if method == "OPTIONS" and out.origin is not None:
            await out.finished(Sent(204, b"", _PREFLIGHT))
            return
        if "//" in scope["path"]:  # the router would forgive it, and the checks by address would not apply
            raise NotFound("It does not exist.")
        self._take_address(scope)
        if is_said(scope):
            scope["path_template"] = TEMPLATE
            await out.finished(await self._say.serve(scope, receive))
            return
        if scope["path"].startswith(_BELOW_DOCUMENT):  # the framework's own pages there are HTML
            raise NotFound("It does not exist.")
        headers = headers_of(scope)
        if method in _WRITES and not is_upload(scope):
            refuse_large(headers)
            refuse_other_media(headers, needs_body=_brings_body(headers))
        await self._inner(scope, receive, self._naming_methods(scope, out) if method == "OPTIONS" else out)
        if out.status == 401:
            self._punish(scope)

    def _take_address(self, scope: Any) -> None:
        """Customers pay for every request, agents only for refused credentials: one office has one address."""
        path: str = scope["path"]
        seconds = self._inside.parts.seconds()
        if path.startswith("/v1/customer/"):
            self._inside.limiter.address.take(address_of(scope), seconds)
        elif path.startswith("/v1/") and self._inside.limiter.address.empty(address_of(scope), seconds):
            raise TooManyRequests(1.0)

    def _punish(self, scope: Any) -> None:
        if not scope["path"].startswith("/v1/customer/"):
            try:
                self._inside.limiter.address.take(address_of(scope), self._inside.parts.seconds())
            except TooManyRequests:
                return

    def _naming_methods(self, scope: Any, out: "_Out") -> Send:
        """The framework names only the methods of whichever handler it was told of first."""

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start" and _template(scope) in self._methods:
                others = [(name, value) for name, value in message["headers"] if name.lower() != b"allow"]
                message = {**message, "headers": [*others, (b"allow", self._methods[_template(scope)])]}
            await out(message)

        return send

    def _allowed(self, scope: Any) -> bytes | None:
        """The page's origin, where its pages may call: the customer's side only, by the workspace's own setting."""
        if not self._origins or not scope["path"].startswith("/v1/customer/"):
            return None
        origin = next((value for name, value in scope["headers"] if name == b"origin"), None)
        if origin is None:
            return None
        return origin if "*" in self._origins or origin.decode("latin-1") in self._origins else None

    def _note(self, scope: Any, status: int, seconds: float) -> None:
        """Messages kept in good time are counted, not logged line by line: they are in the log that matters."""
        template = _template(scope)
        self._inside.meters.answered(_method(scope), template, status, seconds)
        if template in _QUIET or (template == TEMPLATE and status < 400 and seconds < SLOW_SECONDS):
            return
        _log.info("request", method=_method(scope), path=template, status=status, ms=round(seconds * 1000, 1))


class _Out:
    """Sends an answer, remembers its status, and adds what a page of another origin needs to read it."""

    __slots__ = ("_send", "origin", "status")

    def __init__(self, send: Send, origin: bytes | None) -> None:
        self._send, self.origin, self.status = send, origin, None

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status: int | None = message["status"]
            if self.origin is not None:
                message = {**message, "headers": [*message["headers"], *_readable_by(self.origin)]}
        await self._send(message)

    async def finished(self, sent: Sent) -> None:
        length = (b"content-length", str(len(sent.body)).encode())
        await self({"type": "http.response.start", "status": sent.status, "headers": [*sent.headers, length]})
        await self._send({"type": "http.response.body", "body": sent.body})

    async def problem(self, problem: Answered) -> None:
        headers = [(name.lower().encode(), value.encode()) for name, value in problem.headers.items()]
        await self.finished(Sent(problem.status, problem.body, ((b"content-type", MEDIA_TYPE.encode()), *headers)))


def tell_failure(scope: Any, error: Exception, away: tuple[type[Exception], ...]) -> None:
    """Logs a failure of our own by its kind and place; its message may quote somebody and stays out."""
    if is_ours(error, away):
        _log.error("request_failed", path=_template(scope), error=type(error).__name__, where=where(error))


def is_upload(scope: Any) -> bool:
    """Whether the body is a file: that address has limits of its own."""
    return scope["method"] == "POST" and _UPLOAD.fullmatch(scope["path"]) is not None


def _readable_by(origin: bytes) -> list[tuple[bytes, bytes]]:
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-expose-headers", b"retry-after"),
        (b"vary", b"Origin"),
    ]


def _brings_body(headers: Headers) -> bool:
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers


def _template(scope: Any) -> str:
    return scope.get("path_template") or "(none)"


def _method(scope: Any) -> str:
    """Strangers send anything as a method; a label must not grow with it."""
    method: str = scope["method"]
    return method if method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"} else "other"
