"""A company's tools for tests of flows: what they do is kept in memory, and each test says how the line to them behaves."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from handrail.core.identity.levels import IdentityLevel
from handrail.core.tools import Caps, Kind, Money, Parameter, Risk, Tool, Value
from handrail.core.tools.written import versioned
from handrail.ports.tools import Offer, ToolAnswer, ToolInDoubt, ToolServer, ToolSurelyNotDone

ORDER = Parameter("order", Kind.TEXT, pattern=r"[A-Z]-[0-9]{1,6}")
WHO = Parameter("customer", Kind.TEXT, from_identity="reference")
STATUS = versioned(Tool("order_status", "shop", "order_status", "", Risk.READ, (ORDER, WHO), IdentityLevel.CODE))
REFUND = versioned(
    Tool(
        "refund_order",
        "shop",
        "refund_order",
        "",
        Risk.MONEY,
        (ORDER, WHO, Parameter("amount", Kind.MONEY)),
        IdentityLevel.SIGNED,
        Caps(5_000, 8_000, 100_000, "EUR"),
        amount="amount",
        two_people_above=20_000,
        takes_key=True,
    )
)
ADDRESS = versioned(
    Tool(
        "change_address",
        "shop",
        "change_address",
        "",
        Risk.REVERSIBLE,
        (ORDER, WHO, Parameter("address", Kind.TEXT)),
        IdentityLevel.SIGNED,
        undo="change_back",
    )
)
BACK = versioned(
    Tool(
        "change_back",
        "shop",
        "change_back",
        "",
        Risk.REVERSIBLE,
        (ORDER, WHO, Parameter("receipt", Kind.TEXT)),
        IdentityLevel.SIGNED,
    )
)
CANCEL = versioned(
    Tool("cancel_order", "shop", "cancel_order", "", Risk.IRREVERSIBLE, (ORDER, WHO), IdentityLevel.SIGNED)
)
CONTACT = versioned(
    Tool(
        "change_contact",
        "shop",
        "change_contact",
        "",
        Risk.REVERSIBLE,
        (WHO, Parameter("email", Kind.EMAIL)),
        IdentityLevel.SIGNED,
    )
)
ALL = (STATUS, REFUND, ADDRESS, BACK, CANCEL)


@dataclass
class Shop:
    """`line`: what happens to the next calls: fine, refused, lost (done, and no answer), dead (the process dies)."""

    line: list[str] = field(default_factory=list[str])
    did: list[tuple[str, Mapping[str, Value], str]] = field(default_factory=list[tuple[str, Mapping[str, Value], str]])
    calls: int = 0
    slow: asyncio.Barrier | None = None
    called: asyncio.Event = field(default_factory=asyncio.Event)

    async def call(self, tenant: UUID, tool: Tool, arguments: Mapping[str, Value], key: str) -> ToolAnswer:
        self.calls += 1
        self.called.set()
        if self.slow is not None:
            await self.slow.wait()
        how = self.line.pop(0) if self.line else "fine"
        if how == "refused":
            raise ToolSurelyNotDone("The shop says no.")
        if not (tool.takes_key and any(key == known for _, _, known in self.did)):
            self.did.append((tool.slug, arguments, key))
        if how == "lost":
            raise ToolInDoubt("No answer came.")
        if how == "dead":
            raise KeyboardInterrupt
        return ToolAnswer({"order": arguments.get("order"), "ok": True}, f"receipt-{len(self.did)}")

    async def offered(self, tenant: UUID, server: str) -> Offer:
        return await self.look(ToolServer(server, "mcp-stdio", "shop"))

    async def look(self, server: ToolServer) -> Offer:
        return Offer(server, ALL)

    def effects(self, slug: str) -> list[Mapping[str, Value]]:
        return [arguments for name, arguments, _ in self.did if name == slug]


async def set_up_tools(desk: Any, *tools: Tool) -> None:
    """The shop's tools in the desk's workspace."""
    async with desk.desk.as_system(desk.tenant) as work:
        await work.tools.keep_server(ToolServer("shop", "mcp-stdio", "shop"), None, desk.clock())
        for tool in tools or ALL:
            await work.tools.keep(versioned(replace(tool, version="")), "test", desk.clock())


def euros(amount: int) -> Money:
    return Money(amount, "EUR")
