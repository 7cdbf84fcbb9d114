"""The demo shop's MCP server is connected, and its tools are what a careful lead would let them be."""

import os
import shlex
import sys
from pathlib import Path
from uuid import UUID

from handrail.app.tools import Tooling
from handrail.demo.content import tools_as_allowed
from handrail.flows.administer import By
from handrail.ports.tools import ToolServer


def shop_server(ledger: Path) -> ToolServer:
    """As a child process of whoever calls it. A checkout that is not installed is found by its own path."""
    command = shlex.join([sys.executable, "-m", "handrail.demo.shop_server", "--ledger", str(ledger.resolve())])
    path = os.environ.get("PYTHONPATH")
    return ToolServer("shop", "mcp-stdio", command, {} if path is None else {"env": {"PYTHONPATH": path}})


async def connect_shop(tools: Tooling, tenant: UUID, ledger: Path) -> None:
    """Raises ToolSurelyNotDone when the shop does not start."""
    await tools.add_server(tenant, By(), shop_server(ledger))
    await tools.change.several(tenant, By(), tools_as_allowed())
