"""What flows need of tools: servers that can be called, and rows that remember what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from handrail.core.identity.levels import Known
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


class ToolServers(Protocol):
    """The edge that speaks MCP and HTTP."""

    async def call(self, tenant: UUID, tool: Tool, arguments: Mapping[str, Value], key: str) -> ToolAnswer:
        """One try, within its time. `key` goes along as the idempotency key. Raises ToolSurelyNotDone, ToolInDoubt."""
        ...

    async def offered(self, tenant: UUID, server: str) -> Sequence[Tool]:
        """What a server offers, every risk and cap at its most cautious. Raises ToolSurelyNotDone."""
        ...


class Tools(Protocol):
    """The tools of a workspace, within one transaction."""

    async def get(self, slug: str) -> Tool | None: ...

    async def all(self) -> Sequence[Tool]: ...

    async def stopped_by(self, slug: str) -> str | None:
        """In words, the stop in force that covers this tool."""
        ...


class Effects(Protocol):
    """What tools did, within one transaction."""

    async def claim(self, effect: Effect) -> Effect:
        """Keeps it, or gives the one that has this key already; the caller sees by the id whether it is theirs."""
        ...

    async def get(self, effect: UUID, *, lock: bool = False) -> Effect: ...

    async def settle(self, effect: Effect) -> None:
        """Writes state, answer, reason and time. What is done stays done."""
        ...

    async def spent(self, tool: Tool, customer: UUID, conversation: UUID, now: datetime) -> Spent:
        """Counted under a lock of tool and customer, so that two at once never both fit under a cap."""
        ...

    async def of(self, conversation: UUID) -> Sequence[Effect]: ...


class Identities(Protocol):
    """Who the customer of a conversation is known to be, within one transaction."""

    async def known(self, conversation: UUID, now: datetime) -> Known: ...
