"""The whole web side over a small desk, behind a real server on the loopback: for browsers and for streams."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import httpx
import uvicorn
from litestar.types import ASGIApp
from playwright.async_api import Browser, BrowserContext

from handrail.app import Handrail, open_desk
from handrail.app.web import web_app
from handrail.flows.sessions import Where
from handrail.settings import Settings
from handrail.storage.sign_in import sign_ins_within
from tests.desk import TestDesk


@dataclass
class ServedConsole:
    """`desk` is where events are made to happen, by connections and a bell of its own, as in another process."""

    desk: TestDesk
    app: Handrail
    address: str
    slug: str
    web: ASGIApp
    clients: list[httpx.AsyncClient] = field(default_factory=list[httpx.AsyncClient])

    @property
    def path(self) -> str:
        return f"{self.address}/desk/{self.slug}"

    async def session(self, person: str = "ana") -> str:
        """The secret of a fresh session, as the cookie holds it."""
        async with self.app.desk.as_system(self.desk.tenant) as work:
            begun = await self.app.sign_in.sessions.begin(
                sign_ins_within(work), self.desk.people[person], Where("127.0.0.1")
            )
        return begun.secret

    async def client(self, person: str = "ana") -> httpx.AsyncClient:
        """A browser's requests without the browser."""
        made = httpx.AsyncClient(base_url=self.path, cookies={"hr_session": await self.session(person)}, timeout=20)
        self.clients.append(made)
        return made

    async def start(self) -> None:
        port = int(self.address.rpartition(":")[2])
        config = uvicorn.Config(self.web, port=port, lifespan="off", log_level="critical")
        config.timeout_graceful_shutdown = 1
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve())
        while not self._server.started:  # noqa: ASYNC110 (the server offers no event for it)
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Browsers lose their streams, and nobody answers until `start`."""
        self._server.should_exit = True
        await self._serving

    def id_of(self, person: str) -> UUID:
        return self.desk.people[person]


@asynccontextmanager
async def console_served(desk: TestDesk, data: Path) -> AsyncGenerator[ServedConsole]:
    slug = str(desk.rows("SELECT slug FROM workspace WHERE tenant = %s", desk.tenant)[0]["slug"])
    settings = Settings(data=data, database_url=desk.dsn, embedder="none")
    async with open_desk(settings, desk.dsn, clock=desk.clock) as app:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        served = ServedConsole(desk, app, f"http://127.0.0.1:{port}", slug, web_app(app))
        await served.start()
        try:
            yield served
        finally:
            for one in served.clients:
                await one.aclose()
            await served.stop()


async def signed_in_browser(served: ServedConsole, browser: Browser, person: str = "ana") -> BrowserContext:
    """A browser of its own, in which this person is signed in."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    cookie = {"name": "hr_session", "value": await served.session(person), "domain": "127.0.0.1"}
    await context.add_cookies([{**cookie, "path": f"/desk/{served.slug}", "httpOnly": True, "sameSite": "Lax"}])  # type: ignore[list-item]
    return context
