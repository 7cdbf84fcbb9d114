"""The demo shop as a real MCP server beside a test's desk, and what its books say afterwards."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from handrail.app.demo_tools import shop_server
from handrail.app.tools import Tooling, build_tools
from handrail.core.conversation.conversation import Channel, Conversation
from handrail.demo.content import tools_as_allowed
from handrail.demo.shop_ledger import ShopLedger
from handrail.flows.administer import By
from handrail.flows.start_conversation import Arrival
from handrail.ports import NewCustomer
from handrail.ports.tools import ToolServer
from handrail.storage.keys import Keys
from tests.desk import TestDesk
from tests.journeys.running_desk import a_free_port

CAPS = {"amount_per_call": 5_000, "amount_per_customer_day": 8_000, "amount_per_day": 40_000, "currency": "EUR"}
KEYS = Keys(b"k" * 32)


@dataclass
class RealShop:
    tools: Tooling
    ledger: Path

    def did(self) -> Sequence[dict[str, Any]]:
        return ShopLedger(self.ledger).effects()


@asynccontextmanager
async def real_shop(desk: TestDesk, folder: Path, server: ToolServer | None = None) -> AsyncGenerator[RealShop]:
    """Connected and allowed as the demo does it, but that the assistant may refund a little by itself."""
    tools, ledger = build_tools(desk.door, desk.desk, KEYS, desk.clock), folder / "shop.sqlite"
    child = shop_server(ledger)
    source = str(Path(__file__).parents[1] / "src")
    child = ToolServer(child.slug, child.kind, child.address, {"env": {"PYTHONPATH": source}})
    try:
        await tools.add_server(desk.tenant, By(), server or child)
        await tools.change.several(desk.tenant, By(), tools_as_allowed())
        await tools.change(desk.tenant, By(), "refund_order", {"caps": CAPS})
        yield RealShop(tools, ledger)
    finally:
        await tools.servers.close()


async def visitor(desk: TestDesk, reference: str | None) -> Conversation:
    """Signed in at the shop's site, or somebody who only says who they are."""
    newcomer = NewCustomer(name="Kim", external_id=reference)
    return await desk.start(desk.tenant, Arrival(Channel.CHAT, newcomer=newcomer))


@asynccontextmanager
async def shop_over_http(ledger: Path, *more: str) -> AsyncGenerator[ToolServer]:
    """A process of its own at a loopback port."""
    port = a_free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "handrail.demo.shop_server",
        *("--ledger", str(ledger), "--http", str(port), *more),
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")},
    )
    try:
        await _until_open(port)
        yield ToolServer("shop", "mcp-http", f"http://127.0.0.1:{port}/mcp", {"private": True})
    finally:
        process.kill()
        await process.wait()


async def _until_open(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                await writer.wait_closed()
                return


def reference_of(desk: TestDesk, conversation: UUID) -> str | None:
    rows = desk.rows(
        "SELECT k.external_id AS id FROM conversation c JOIN customer k ON k.id = c.customer_id WHERE c.id = %s",
        conversation,
    )
    return rows[0]["id"] if rows else None
