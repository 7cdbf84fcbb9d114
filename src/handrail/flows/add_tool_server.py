"""A company's system is connected: what it offers becomes tools at their most cautious, until somebody says more of them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.log.chain import Event
from handrail.core.tools import Parameter, Tool
from handrail.core.tools.written import versioned
from handrail.flows.administer import By
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk, Work
from handrail.ports.tools import Offer, ToolServer, ToolServers


@dataclass(frozen=True, slots=True)
class Connected:
    """Slugs of tools. `changed`: they take other arguments than before, so they are at their most cautious again."""

    server: ToolServer
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sorted:
    added: list[str] = field(default_factory=list[str])
    changed: list[str] = field(default_factory=list[str])


class AddToolServer:
    """`lock` encrypts a secret for the database."""

    def __init__(self, desk: Desk, servers: ToolServers, lock: Callable[[bytes], bytes], clock: Clock) -> None:
        self._desk, self._servers, self._lock, self._clock = desk, servers, lock, clock

    async def __call__(self, tenant: UUID, by: By, server: ToolServer) -> Connected:
        """Adds it, or looks at it again and takes the new address. Raises ToolSurelyNotDone, NotAllowed, and
        AlreadyExists for a server of another kind with this name."""
        async with self._desk.as_system(tenant) as work:
            await need(work, by.person, Act.CHANGE_TOOLS)
        offer = await self._servers.look(server)
        locked = None if server.secret is None else self._lock(server.secret.encode())
        async with self._desk.as_system(tenant) as work:
            await work.tools.keep_server(offer.server, locked, self._clock())
            return await self._take_in(work, by, offer)

    async def again(self, tenant: UUID, by: By, slug: str) -> Connected:
        """What a server that is known offers now. Raises as above, and NotFound."""
        async with self._desk.as_system(tenant) as work:
            await need(work, by.person, Act.CHANGE_TOOLS)
        offer = await self._servers.offered(tenant, slug)
        async with self._desk.as_system(tenant) as work:
            await work.tools.keep_server(offer.server, None, self._clock())
            return await self._take_in(work, by, offer)

    async def remove(self, tenant: UUID, by: By, slug: str) -> None:
        """Its tools go with it. Raises NotFound, NotAllowed."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            await need(work, by.person, Act.CHANGE_TOOLS)
            await work.tools.remove_server(slug, now)
            await work.record(Event("tool_server_removed", by.actor, now, {"server": slug}))

    async def _take_in(self, work: Work, by: By, offer: Offer) -> Connected:
        now, server = self._clock(), offer.server.slug
        every = await work.tools.all()
        standing = {tool.remote: tool for tool in every if tool.server == server}
        taken = {tool.slug for tool in every if tool.server != server}
        sorted_ = _Sorted()
        for tool in offer.tools:
            await self._take(work, by, tool, standing.get(tool.remote), taken, sorted_, now)
        gone = [tool for tool in standing.values() if tool.remote not in {one.remote for one in offer.tools}]
        for tool in gone:
            await work.tools.remove(tool.slug, now)
        data = {
            "server": server,
            "kind": offer.server.kind,
            "added": sorted_.added,
            "changed": sorted_.changed,
            "gone": [tool.slug for tool in gone],
        }
        await work.record(Event("tool_server_connected", by.actor, now, data))
        names = tuple(tool.slug for tool in gone)
        return Connected(offer.server, tuple(sorted_.added), tuple(sorted_.changed), names, tuple(offer.left_out))

    async def _take(
        self, work: Work, by: By, tool: Tool, before: Tool | None, taken: set[str], sorted_: _Sorted, now: datetime
    ) -> None:
        if before is not None and _asks(before) == _asks(tool):
            return  # what people said of it stays
        slug = tool.slug if before is None else before.slug
        if before is None and slug in taken:
            slug = f"{tool.server}_{slug}"[:63]
        taken.add(slug)
        await work.tools.keep(versioned(replace(tool, slug=slug)), by.actor, now)
        (sorted_.added if before is None else sorted_.changed).append(slug)


def _asks(tool: Tool) -> tuple[Parameter, ...]:
    """What a call is made of, whatever people said of the tool."""
    return tuple(replace(one, from_identity=None, description="") for one in tool.parameters)
