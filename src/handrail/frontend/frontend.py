"""Serves what browsers load, from memory, with the headers that let sites embed the widget and nothing more."""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from handrail.frontend.assets import DIST, Asset, Built, FrontendNotBuilt, asset_of, read_built
from handrail.frontend.shop import POLICY, shop_page

Send = Callable[[Any], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
SiteKey = Callable[[], Awaitable[str | None]]
SHOP = "/shop"
_PREFIXES = ("/widget/", "/assets/")
_PAGES = ("/widget.js", SHOP)


class Frontend:
    """An ASGI application. `built` is None when node was missing at setup: then every address says so with 503.

    `folder` holds the build. `demo_site` gives the demo company's site key, None while there is no such company here; it
    is asked each time the shop page is."""

    def __init__(self, folder: Path = DIST, *, demo_site: SiteKey | None = None) -> None:
        self._demo_site = demo_site
        self.built: Built | None = None
        self.missing = ""
        try:
            self.built = read_built(folder)
        except FrontendNotBuilt as error:
            self.missing = str(error)

    def asset_url(self, name: str) -> str:
        """ "console.css" -> "/assets/console-<hash>.css". Raises FrontendNotBuilt."""
        if self.built is None:
            raise FrontendNotBuilt(f"“{name}” is missing")
        return self.built.url(name)

    @staticmethod
    def serves(path: str) -> bool:
        """True for the paths that belong here and to nobody else."""
        return path in _PAGES or path.startswith(_PREFIXES)

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] not in ("GET", "HEAD"):
            await _say(send, 405, "Only GET and HEAD are understood here.", [(b"allow", b"GET, HEAD")])
        elif self.built is None:
            await _say(send, 503, self.missing, [(b"retry-after", b"60")])
        elif scope["path"] == SHOP:
            await self._shop(self.built, scope, send)
        elif (asset := self.built.served.get(scope["path"])) is None:
            await _say(send, 404, "There is no such file.", [])
        else:
            await _serve(asset, scope, send)

    async def _shop(self, built: Built, scope: Any, send: Send) -> None:
        site_key = None if self._demo_site is None else await self._demo_site()
        if site_key is None:
            await _say(send, 404, "The demo company is not here: `handrail demo` sets it up.", [])
            return
        html = shop_page(site_key, built.url("shop.css"), built.url("icon.svg"))
        page = asset_of("shop.html", html, "no-cache")
        await _serve(page, scope, send, [(b"content-security-policy", POLICY.encode())])


async def _serve(asset: Asset, scope: Any, send: Send, more: Iterable[tuple[bytes, bytes]] = ()) -> None:
    asked = dict(scope["headers"])
    etag = f'"{asset.etag}"'.encode()
    headers = [(b"etag", etag), (b"cache-control", asset.cache.encode()), *_always(asset), *more]
    if etag in asked.get(b"if-none-match", b"").replace(b"W/", b"").split(b", "):
        await _send(send, scope, 304, headers, b"")
        return
    body = asset.body
    headers.append((b"content-type", asset.content_type.encode()))
    if asset.packed is not None and b"gzip" in asked.get(b"accept-encoding", b""):
        body = asset.packed
        headers.append((b"content-encoding", b"gzip"))
    await _send(send, scope, 200, headers, body)


def _always(asset: Asset) -> Headers:
    headers = [(b"x-content-type-options", b"nosniff"), (b"vary", b"Accept-Encoding")]
    if asset.anywhere:
        return [*headers, (b"access-control-allow-origin", b"*"), (b"cross-origin-resource-policy", b"cross-origin")]
    return [*headers, (b"cross-origin-resource-policy", b"same-origin")]


async def _send(send: Send, scope: Any, status: int, headers: Headers, body: bytes) -> None:
    if status != 304:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


async def _say(send: Send, status: int, sentence: str, headers: Headers) -> None:
    body = sentence.encode()
    always = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*always, *headers]})
    await send({"type": "http.response.body", "body": body})
