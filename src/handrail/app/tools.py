"""A workspace's tools with everything around them: the servers they are at, connecting one, saying what a tool may do."""

from dataclasses import dataclass

from handrail.flows.add_tool_server import AddToolServer
from handrail.flows.change_tool import ChangeTool
from handrail.ports import Clock
from handrail.storage.desk import PgDesk
from handrail.storage.door import Door
from handrail.storage.keys import Keys
from handrail.storage.tools import ToolServersKept
from handrail.tools import CallServers


@dataclass(frozen=True, slots=True)
class Tooling:
    servers: CallServers
    add_server: AddToolServer
    change: ChangeTool


def build_tools(door: Door, desk: PgDesk, keys: Keys, clock: Clock) -> Tooling:
    servers = CallServers(ToolServersKept(door, keys))
    return Tooling(servers, AddToolServer(desk, servers, keys.lock, clock), ChangeTool(desk, clock))
