"""What flows need of tools: servers that can be called, and rows that remember what was done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from handrail.core.tools.effect import Effect
from handrail.core.tools.permit import Spent
from handrail.core.tools.tool import Tool, Value


class ToolSurelyNotDone(Exception):
    """The call did not reach the tool, or the tool refused it: nothing happened. The message says why, for people."""


class ToolInDoubt(Exception):
    """The call may have had its effect: the answer was lost, late or unreadable."""


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """What the tool said, as data. `receipt` is its own name for the effect, where it gave one."""

    data: Mapping[str, Any]
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class ToolServer:
    """Where tools are. `kind`: mcp-stdio, mcp-http or http. `address`: a command line or a URL. `settings`: never a secret.
    `secret`: what goes into the authorisation header; locked (see storage/keys.py) wherever it is kept."""

    slug: str
    kind: str
    address: str
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])
    secret: str | None = None
    has_secret: bool = False


ServerOf = Callable[[UUID, str], Awaitable[ToolServer]]
"""The server of a workspace with its secret unlocked. Raises NotFound."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server offers, every risk and cap at its most cautious. `server`: as it has to be kept to be called.
    `left_out`: a sentence for each tool that cannot be had."""

    server: ToolServer
    tools: Sequence[Tool]
    left_out: Sequence[str] = ()


class ToolServers(Protocol):
    """The edge that speaks MCP and HTTP."""

    async def call(self, tenant: UUID, tool: Tool, arguments: Mapping[str, Value], key: str) -> ToolAnswer:
        """One try, within its time. `key` goes along as the idempotency key. Raises ToolSurelyNotDone, ToolInDoubt."""
        ...

    async def offered(self, tenant: UUID, server: str) -> Offer:
        """What a server of this workspace offers now. Raises ToolSurelyNotDone."""
        ...

    async def look(self, server: ToolServer) -> Offer:
        """What a server that nobody has added yet offers. Raises ToolSurelyNotDone."""
        ...


@dataclass(frozen=True, slots=True)
class UsedToday:
    """Of one tool in the last 24 hours, what surely did not happen left out. `amount` in minor units of `currency`, the one
    that most was moved in."""

    calls: int = 0
    amount: int = 0
    currency: str = ""


class Tools(Protocol):
    """The tools of a workspace, within one transaction."""

    async def get(self, slug: str) -> Tool | None: ...

    async def all(self) -> Sequence[Tool]: ...

    async def version(self, slug: str, version: str) -> Tool | None:
        """As it was then, also when it is not in force any more."""
        ...

    async def stopped_by(self, slug: str) -> str | None:
        """In words, the stop in force that covers this tool."""
        ...

    async def keep(self, tool: Tool, author: str, at: datetime) -> bool:
        """This version is in force from now on; False when it was. Raises NotFound for a server that is not here."""
        ...

    async def remove(self, slug: str, at: datetime) -> None:
        """Raises NotFound."""
        ...

    async def servers(self) -> Sequence[ToolServer]:
        """Without their secrets."""
        ...

    async def keep_server(self, server: ToolServer, locked: bytes | None, at: datetime) -> None:
        """Added, or changed: a secret that is not given stays. Raises AlreadyExists for one of another kind."""
        ...

    async def remove_server(self, slug: str, at: datetime) -> None:
        """Its tools go with it. Raises NotFound."""
        ...


class Effects(Protocol):
    """What tools did, within one transaction."""

    async def claim(self, effect: Effect) -> Effect:
        """Keeps it, or gives the one that has this key already; the caller sees by the id whether it is theirs."""
        ...

    async def by_key(self, key: str) -> Effect | None:
        """Locked until the end of the transaction."""
        ...

    async def get(self, effect: UUID, *, lock: bool = False) -> Effect:
        """Raises NotFound."""
        ...

    async def try_again(self, effect: UUID) -> Effect:
        """Counts one more try; the effect as it stands then, locked."""
        ...

    async def settle(self, effect: Effect) -> None:
        """Writes state, answer, receipt, reason and time. What is done stays done."""
        ...

    async def spent(self, tool: Tool, customer: UUID, conversation: UUID, now: datetime) -> Spent:
        """Counted under a lock of the tool until the end of the transaction, so that two at once never both fit under a
        cap. A day is the last 24 hours; whoever was merged is one customer."""
        ...

    async def of(self, conversation: UUID) -> Sequence[Effect]:
        """In the order they were claimed."""
        ...

    async def undoing(self, effect: UUID) -> Sequence[Effect]:
        """The tries to take it back."""
        ...

    async def latest(self, tool: str | None, limit: int) -> Sequence[Effect]:
        """Of a tool, or of all; the newest first."""
        ...

    async def used_today(self, now: datetime) -> Mapping[str, UsedToday]:
        """By tool."""
        ...

    async def in_doubt(self, limit: int = 100) -> Sequence[Effect]: ...

    async def left_claimed(self, before: datetime, limit: int = 100) -> Sequence[UUID]:
        """Claimed before then and settled by nobody."""
        ...

    async def approved_by(self, approval: UUID, conversation: UUID, tool: Tool, given: Mapping[str, Value]) -> int:
        """How many different people said yes to exactly this call in this conversation: the tool and its arguments, those
        that code fills in left out. 0 for an approval that is not given, or was used for another effect."""
        ...
