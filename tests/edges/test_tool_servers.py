"""What a company's system answers, and what it does to us, becomes done, surely not done, or in doubt; never anything else."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest

from handrail.core.tools import Kind, Money, Risk
from handrail.core.tools.answers import AnswerUnreadable, answer_as_data
from handrail.ports.tools import Offer, ToolInDoubt, ToolServer, ToolSurelyNotDone
from handrail.tools import CallServers
from handrail.tools.guarded import Guard
from handrail.tools.http import HttpServer
from tests.journeys.running_desk import a_free_port

DOCUMENT = {
    "openapi": "3.1.0",
    "paths": {
        "/orders/{order}/refunds": {
            "post": {
                "operationId": "refundOrder",
                "parameters": [
                    {"name": "order", "in": "path", "required": True, "schema": {"$ref": "#/components/schemas/Order"}}
                ],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refund"}}}},
            }
        },
        "/orders": {
            "get": {
                "operationId": "findOrders",
                "parameters": [{"name": "customer", "in": "query", "required": True, "schema": {"type": "string"}}],
            }
        },
        "/bulk": {
            "post": {
                "operationId": "bulk",
                "parameters": [{"name": "ids", "in": "query", "required": True, "schema": {"type": "array"}}],
            }
        },
    },
    "components": {
        "schemas": {
            "Order": {"type": "string", "pattern": "^[A-Z]-[0-9]+$"},
            "Money": {"type": "object", "properties": {"amount": {"type": "integer"}, "currency": {"type": "string"}}},
            "Refund": {
                "type": "object",
                "required": ["amount"],
                "properties": {"amount": {"$ref": "#/components/schemas/Money"}, "note": {"type": ["string", "null"]}},
            },
        }
    },
}


@dataclass
class Service:
    """A real HTTP service that says what the test wants: raw bytes, or nothing at all."""

    port: int
    answers: list[bytes] = field(default_factory=list[bytes])
    asked: list[str] = field(default_factory=list[str])
    serving: list[Any] = field(default_factory=list[Any])

    @property
    def at(self) -> ToolServer:
        more = {"private": True, "seconds": 0.6}
        return ToolServer("erp", "http", f"http://127.0.0.1:{self.port}/openapi.json", more, "s3cret")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.serving.append(asyncio.current_task())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            (int(line.split(":")[1]) for line in head.lower().splitlines() if line.startswith("content-length")), 0
        )
        body = (await reader.readexactly(length)).decode()
        self.asked.append(head + body)
        if head.startswith("GET /openapi.json"):
            writer.write(said(200, json.dumps(DOCUMENT)))
        elif not self.answers:
            with suppress(ConnectionError):
                await reader.read()  # until they hang up
        else:
            writer.write(self.answers.pop(0))
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


def said(status: int, body: str = "", *headers: str) -> bytes:
    more = "".join(f"{one}\r\n" for one in headers)
    return f"HTTP/1.1 {status} X\r\nContent-Length: {len(body.encode())}\r\n{more}\r\n{body}".encode()


@asynccontextmanager
async def connected() -> AsyncGenerator[tuple[Service, CallServers, Offer]]:
    service = Service(a_free_port())
    listening = await asyncio.start_server(service.serve, "127.0.0.1", service.port)
    offer: list[Offer] = []

    async def where(_tenant: Any, _slug: str) -> ToolServer:
        found = offer[0].server
        return ToolServer(found.slug, found.kind, found.address, found.settings, "s3cret")

    servers = CallServers(where)
    async with listening:
        offer.append(await servers.look(service.at))
        yield service, servers, offer[0]
    await asyncio.gather(*service.serving)


async def refund(servers: CallServers, offer: Offer) -> Any:
    tool = next(one for one in offer.tools if one.remote == "refundOrder")
    return await servers.call(uuid4(), tool, {"order": "A-1", "amount": Money(250, "EUR")}, "the key")


async def test_an_openapi_document_becomes_typed_tools_at_their_most_cautious() -> None:
    async with connected() as (_, _, offer):
        by = {tool.slug: tool for tool in offer.tools}
        assert set(by) == {"refund_order", "find_orders"}
        assert [(one.name, one.kind, one.required) for one in by["refund_order"].parameters] == [
            ("order", Kind.TEXT, True),
            ("amount", Kind.MONEY, True),
            ("note", Kind.TEXT, False),
        ]
        assert all(tool.risk is Risk.IRREVERSIBLE and not tool.caps.amount_per_call for tool in offer.tools)
        assert len(offer.left_out) == 1 and "bulk" in offer.left_out[0]


async def test_a_call_goes_to_its_path_with_key_and_secret_and_its_answer_is_data() -> None:
    async with connected() as (service, servers, offer):
        service.answers = [said(201, '{"receipt": "R-7", "note": "a\\u202eb\\u0000"}')]
        answer = await refund(servers, offer)
        assert answer.receipt == "R-7" and answer.data["note"] == "ab"
        asked = service.asked[-1]
        assert asked.startswith("POST /orders/A-1/refunds ")
        assert "idempotency-key: the key" in asked.lower() and "authorization: bearer s3cret" in asked.lower()
        assert json.loads(asked.rpartition("\r\n\r\n")[2]) == {"amount": {"amount": 250, "currency": "EUR"}}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (said(404, "no such order"), ToolSurelyNotDone),
        (said(422, "{}"), ToolSurelyNotDone),
        (said(307, "", "Location: http://evil.example/"), ToolSurelyNotDone),
        (said(303, "", "Location: /done"), ToolInDoubt),
        (said(409, "{}"), ToolInDoubt),
        (said(500, "{}"), ToolInDoubt),
        (said(200, "<html>"), ToolInDoubt),
        (said(200, json.dumps({"x": "y" * 300_000})), ToolInDoubt),
        (said(200, "[" * 40 + "]" * 40), ToolInDoubt),
        (b"", ToolInDoubt),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{", ToolInDoubt),
        (None, ToolInDoubt),
    ],
)
async def test_whatever_is_answered_is_done_surely_not_done_or_in_doubt(
    answer: bytes | None, kind: type[Exception]
) -> None:
    async with connected() as (service, servers, offer):
        service.answers = [] if answer is None else [answer]
        with pytest.raises(kind):
            await refund(servers, offer)
        assert len(service.asked) == 2  # the document, and one try; no redirect was followed


async def test_who_cannot_be_reached_did_surely_nothing() -> None:
    async with connected() as (service, servers, offer):
        pass
    with pytest.raises(ToolSurelyNotDone):
        await refund(servers, offer)
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.8", "169.254.169.254", "[::1]", "0.0.0.0", "2130706433"]
)
async def test_our_own_network_is_not_asked_unless_an_admin_says_so(host: str) -> None:
    async def where(_tenant: Any, _slug: str) -> ToolServer:
        raise AssertionError

    for kind in ("http", "mcp-http"):
        with pytest.raises(ToolSurelyNotDone):
            await CallServers(where).look(ToolServer("erp", kind, f"http://{host}:9/openapi.json"))


async def test_a_name_is_asked_at_the_address_that_was_looked_at() -> None:
    request = httpx.Request("GET", "https://localhost:9/x")
    await Guard(ToolServer("erp", "http", "", {"private": True}))(request)
    assert request.url.host == "127.0.0.1" and request.extensions["sni_hostname"] == "localhost"
    assert request.headers["host"] == "localhost:9"


def test_an_argument_cannot_climb_out_of_its_place_in_the_path() -> None:
    server = HttpServer(ToolServer("erp", "http", "http://x.example/", {"base": "http://x.example"}))
    operation = {"method": "GET", "path": "/orders/{order}", "places": {"order": "path"}}
    made = server._request(httpx.AsyncClient(), operation, {"order": "../admin?x=1#y"}, "k")
    assert str(made.url) == "http://x.example/orders/..%2Fadmin%3Fx%3D1%23y"
    with pytest.raises(ToolSurelyNotDone):
        server._request(httpx.AsyncClient(), operation, {"order": ".."}, "k")


async def test_a_document_does_not_send_our_secret_elsewhere() -> None:
    async with connected() as (service, servers, _):
        DOCUMENT["servers"] = [{"url": "https://evil.example/"}]
        try:
            with pytest.raises(ToolSurelyNotDone, match="elsewhere"):
                await servers.look(service.at)
        finally:
            del DOCUMENT["servers"]


@pytest.mark.parametrize("raw", [object(), {"a": b"x"}, [[[[[[[[[[1]]]]]]]]]], list(range(3_000))])
def test_what_is_no_data_or_too_much_of_it_is_no_answer(raw: Any) -> None:
    with pytest.raises(AnswerUnreadable):
        answer_as_data(raw)
