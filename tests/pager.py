"""A real HTTP server on the loopback that takes pages, and misbehaves when told to."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Pager:
    """`answers`: the status of each answer from now on; 0: none ever comes. `asked`: the keys of all that was posted."""

    port: int = 0
    answers: int = 204
    bodies: list[bytes] = field(default_factory=list[bytes])
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    asked: list[str] = field(default_factory=list[str])
    rang: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/page"

    @property
    def pages(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.asked.append(headers["idempotency-key"])
            if self.answers == 0:
                self.rang.set()
                await reader.read()  # until whoever asked is gone
                return
            if self.answers < 300:
                self.headers.append(headers)
                self.bodies.append(body)
            self.rang.set()
            writer.write(f"HTTP/1.1 {self.answers} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        finally:
            writer.close()


@asynccontextmanager
async def pager() -> AsyncGenerator[Pager]:
    one = Pager()
    server = await asyncio.start_server(one.take, "127.0.0.1", 0)
    one.port = server.sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        server.close()
        await server.wait_closed()
