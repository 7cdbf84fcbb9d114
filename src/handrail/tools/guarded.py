"""Which addresses a tool server may have: never the inside of our own house, unless an admin said that it is there."""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from handrail.ports.tools import ToolServer, ToolSurelyNotDone

MAY_BE_PRIVATE: Final = "private"


class Url(Protocol):
    @property
    def host(self) -> str: ...

    def copy_with(self, **changes: Any) -> Any: ...


class Request(Protocol):
    """What httpx and its successor have in common."""

    url: Any
    headers: Any
    extensions: Any


def refuse_strange_url(address: str) -> None:
    """Raises ToolSurelyNotDone for what is no plain http or https address."""
    try:
        parts = urlsplit(address)
        said = (parts.scheme, parts.hostname, parts.port)
    except ValueError as fault:
        raise ToolSurelyNotDone(f"“{address[:80]}” is no address.") from fault
    if said[0] not in ("http", "https") or not said[1] or parts.username is not None:
        raise ToolSurelyNotDone("A tool server's address begins with http:// or https:// and holds no password.")


class Guard:
    """Each request goes to the very address that was looked at: a name that means something else a moment later (DNS
    rebinding) changes nothing."""

    def __init__(self, server: ToolServer) -> None:
        self._private = server.settings.get(MAY_BE_PRIVATE) is True
        self._slug = server.slug

    async def __call__(self, request: Request) -> None:
        """A hook before each request. Raises ToolSurelyNotDone."""
        host = str(request.url.host)
        address = await self.looked_up(host)
        if address != host:
            request.extensions = {**dict(request.extensions), "sni_hostname": host}
            request.url = request.url.copy_with(host=address)

    async def looked_up(self, host: str) -> str:
        """The address that a request to this host goes to. Raises ToolSurelyNotDone."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as fault:
            raise ToolSurelyNotDone(f"The address of “{self._slug}” was not found.") from fault
        addresses = [str(one[4][0]).partition("%")[0] for one in found]
        if not self._private and not all(map(_is_outside, addresses)):
            raise ToolSurelyNotDone(
                f"“{self._slug}” is at an address inside our own network; an admin has to allow that (--private)."
            )
        return next((one for one in addresses if ":" not in one), addresses[0])


def _is_outside(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    inside = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    return parsed.is_global and not parsed.is_multicast and (inside is None or inside.is_global)


def authorisation(server: ToolServer) -> Mapping[str, str]:
    """The header with the secret: a bearer token, or as it stands under the name that the settings give."""
    if server.secret is None:
        return {}
    name = server.settings.get("header")
    return {str(name): server.secret} if name else {"Authorization": f"Bearer {server.secret}"}
