"""All tool servers of all workspaces: each is looked up once a while, and called by what it speaks."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from handrail.core.tools import Tool, Value
from handrail.ports import NotFound
from handrail.ports.tools import Offer, ServerOf, ToolAnswer, ToolInDoubt, ToolServer, ToolSurelyNotDone
from handrail.tools.http import HttpServer
from handrail.tools.mcp_server import McpServer
from handrail.tools.offered import Found, as_tools

LOOK_AGAIN_AFTER: Final = 5.0  # seconds: so long an old address may still be called


@dataclass(slots=True)
class _Open:
    server: McpServer | HttpServer
    looked_at: float


class CallServers:
    """The port `ToolServers`. Sessions stay open until `close`."""

    def __init__(self, server_of: ServerOf) -> None:
        self._server_of = server_of
        self._open: dict[tuple[UUID, str], _Open] = {}
        self._opening = asyncio.Lock()

    async def call(self, tenant: UUID, tool: Tool, arguments: Mapping[str, Value], key: str) -> ToolAnswer:
        """Raises ToolSurelyNotDone, ToolInDoubt."""
        server = await self._server(tenant, tool.server)
        try:
            return await server.call(tool, arguments, key)
        except (ToolSurelyNotDone, ToolInDoubt):
            raise
        except Exception as fault:  # a fault of ours after which nobody knows what was sent
            raise ToolInDoubt(f"The call broke off: {type(fault).__name__}.") from fault

    async def offered(self, tenant: UUID, server: str) -> Offer:
        """Raises ToolSurelyNotDone."""
        return await self.look(await self._kept(tenant, server))

    async def look(self, server: ToolServer) -> Offer:
        """At a server that nobody has added yet. Raises ToolSurelyNotDone."""
        asked = _speaking(server)
        try:
            settings, found = (
                await asked.offered() if isinstance(asked, HttpServer) else (server.settings, await asked.offered())
            )
        except ToolInDoubt as why:
            raise ToolSurelyNotDone(str(why)) from why
        finally:
            await asked.close()
        return _offer(replace(server, settings=settings), found)

    async def close(self) -> None:
        for one in list(self._open.values()):
            await one.server.close()
        self._open.clear()

    async def _server(self, tenant: UUID, slug: str) -> McpServer | HttpServer:
        async with self._opening:
            found = self._open.get((tenant, slug))
            now = time.monotonic()
            if found is not None and now - found.looked_at < LOOK_AGAIN_AFTER:
                return found.server
            kept = await self._kept(tenant, slug)
            if found is None or found.server.server != kept:
                if found is not None:
                    await found.server.close()
                found = self._open[tenant, slug] = _Open(_speaking(kept), now)
            found.looked_at = now
            return found.server

    async def _kept(self, tenant: UUID, slug: str) -> ToolServer:
        try:
            return await self._server_of(tenant, slug)
        except NotFound as gone:
            raise ToolSurelyNotDone(str(gone)) from gone
        except Exception as fault:  # away, or locked with another key: nothing was sent
            raise ToolSurelyNotDone(f"Where “{slug}” is could not be read: {type(fault).__name__}.") from fault


def _speaking(server: ToolServer) -> McpServer | HttpServer:
    return HttpServer(server) if server.kind == "http" else McpServer(server)


def _offer(server: ToolServer, found: Sequence[Found]) -> Offer:
    read = list(as_tools(server.slug, found))
    return Offer(
        server,
        tuple(one for one in read if isinstance(one, Tool)),
        tuple(one for one in read if isinstance(one, str)),
    )
