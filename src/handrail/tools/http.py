"""Tools of a plain HTTP service that describes itself by OpenAPI: one request a call, and nothing follows a redirect."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast
from urllib.parse import quote

import httpx

from handrail.core.tools import Tool, Value
from handrail.core.tools.answers import LARGEST, AnswerUnreadable, answer_as_data, clean_text, receipt_in
from handrail.core.tools.effect import canonical
from handrail.ports.tools import ToolAnswer, ToolInDoubt, ToolServer, ToolSurelyNotDone
from handrail.tools.guarded import Guard, authorisation, refuse_strange_url
from handrail.tools.offered import Found
from handrail.tools.openapi import LARGEST_DOCUMENT, read_document

KEY: Final = "Idempotency-Key"
ANSWER_WITHIN: Final = 20.0  # seconds
# Before anything was sent.
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
# They refuse nothing: it may be under way (409: the same key at the same time), or come later.
_UNCLEAR: Final = (408, 409, 425)
# Nothing was done at this address, and we do not go to another.
_ELSEWHERE: Final = (307, 308)


class HttpServer:
    """`transport` is for tests that listen in; by default the network's."""

    def __init__(self, server: ToolServer) -> None:
        self.server = server

    async def offered(self) -> tuple[Mapping[str, Any], Sequence[Found]]:
        """What the server's settings must hold to call it, and what it offers. Raises ToolSurelyNotDone."""
        document = str(self.server.settings.get("document") or self.server.address)
        refuse_strange_url(document)
        async with self._client() as client:
            status, raw = await self._sent(client, client.build_request("GET", document), LARGEST_DOCUMENT)
        if status != 200:
            raise ToolSurelyNotDone(f"The OpenAPI document was answered with {status}.")
        base, operations, found = read_document(raw, document)
        known = {name: one.as_data() for name, one in operations.items()}
        return {**self.server.settings, "document": document, "base": base, "operations": known}, found

    async def call(self, tool: Tool, arguments: Mapping[str, Value], key: str) -> ToolAnswer:
        """Raises ToolSurelyNotDone, ToolInDoubt."""
        operations = cast(Mapping[str, Any], self.server.settings.get("operations", {}))
        if tool.remote not in operations:
            raise ToolSurelyNotDone(f"“{self.server.slug}” has no operation “{tool.remote}”.")
        async with self._client() as client:
            request = self._request(client, cast(Mapping[str, Any], operations[tool.remote]), canonical(arguments), key)
            try:
                status, raw = await self._sent(client, request, LARGEST)
            except ToolSurelyNotDone:
                raise
            except AnswerUnreadable as fault:
                raise ToolInDoubt(str(fault)) from fault
        return _read(status, raw)

    async def close(self) -> None:
        """Nothing is kept open."""

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            timeout=httpx.Timeout(float(self.server.settings.get("seconds", ANSWER_WITHIN)), connect=5.0),
            follow_redirects=False,
            trust_env=False,
            event_hooks={"request": [Guard(self.server)]},
            headers=dict(authorisation(self.server)),
        )

    def _request(
        self, client: httpx.AsyncClient, operation: Mapping[str, Any], said: Mapping[str, Any], key: str
    ) -> httpx.Request:
        places = cast(Mapping[str, str], operation["places"])
        path = str(operation["path"])
        for name, place in places.items():
            if place == "path" and name in said:
                path = path.replace("{" + name + "}", quote(_segment(said[name]), safe=""))
        query = {name: _plain(value) for name, value in said.items() if places.get(name) == "query"}
        body = {name: value for name, value in said.items() if places.get(name) == "body"}
        address = f"{self.server.settings.get('base', self.server.address)}{path}"
        refuse_strange_url(address)
        return client.build_request(
            operation["method"], address, params=query or None, json=body or None, headers={KEY: key}
        )

    async def _sent(self, client: httpx.AsyncClient, request: httpx.Request, largest: int) -> tuple[int, bytes]:
        try:
            response = await client.send(request, stream=True)
            try:
                return response.status_code, await _body(response, largest)
            finally:
                await response.aclose()
        except _NEVER_SENT as error:
            raise ToolSurelyNotDone(f"The tool server “{self.server.slug}” cannot be reached.") from error
        except httpx.HTTPError as error:
            raise ToolInDoubt(f"The tool server broke off ({type(error).__name__}).") from error


async def _body(response: httpx.Response, largest: int) -> bytes:
    read = bytearray()
    async for part in response.aiter_bytes():
        read += part
        if len(read) > largest:
            raise AnswerUnreadable("The tool answered with more than anybody asked for.")
    return bytes(read)


def _read(status: int, raw: bytes) -> ToolAnswer:
    if status in _ELSEWHERE:
        raise ToolSurelyNotDone(f"The tool server sends us elsewhere ({status}), and we do not go.")
    if 400 <= status < 500 and status not in _UNCLEAR:
        raise ToolSurelyNotDone(
            f"The tool server refused it ({status}): {clean_text(raw[:600].decode(errors='replace'))[:200]}"
        )
    if not 200 <= status < 300:
        raise ToolInDoubt(f"The tool server answered {status}, which does not say what became of it.")
    try:
        data = answer_as_data(json.loads(raw) if raw.strip() else {})
    except (AnswerUnreadable, ValueError, RecursionError) as fault:
        raise ToolInDoubt("The tool server's answer could not be read.") from fault
    return ToolAnswer(data, receipt_in(data))


def _segment(value: object) -> str:
    """A path's part; dots alone would climb to another path."""
    text = str(_plain(value))
    if not text or set(text) <= {"."}:
        raise ToolSurelyNotDone("An argument that stands in the path is empty or made of dots.")
    return text


def _plain(value: object) -> str | int:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, int) else json.dumps(value) if isinstance(value, dict) else str(value)
