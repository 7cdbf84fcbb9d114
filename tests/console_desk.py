"""The console over a small desk on a real database, with everything the app gives it; browsers are httpx clients."""

import re
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from litestar import Litestar

from handrail.app import Handrail, open_desk
from handrail.app.console import console_parts
from handrail.console import create_console
from handrail.console.sign_in_parts import SignInParts
from handrail.frontend import Frontend
from handrail.ports import WorkspaceFound
from handrail.settings import Settings
from tests.desk import TestClock, TestDesk, small_desk
from tests.sign_in import GOOD, SignInDesk

ORIGIN = "http://desk.test"
_FIELD = re.compile(r'name="csrf" value="([^"]+)"')


class Browser(httpx.AsyncClient):
    """Follows nothing, keeps cookies, and sends forms with the token of the page it looked at last."""

    def __init__(self, app: Litestar, address: str = "203.0.113.7") -> None:
        transport = httpx.ASGITransport(app=app, client=(address, 40000))
        super().__init__(transport=transport, base_url=ORIGIN, headers={"user-agent": "Test browser 1.0"})
        self.token = ""

    async def look(self, path: str, **more: Any) -> httpx.Response:
        answer = await self.get(path, **more)
        found = _FIELD.search(answer.text)
        self.token = found[1] if found else self.token
        return answer

    async def send_form(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> httpx.Response:
        from_here = {"origin": ORIGIN, "sec-fetch-site": "same-origin", **(headers or {})}
        answer = await self.post(path, data={"csrf": self.token, **fields}, headers=from_here)
        found = _FIELD.search(answer.text)
        self.token = found[1] if found else self.token
        return answer


@dataclass
class ConsoleDesk:
    """`here` signs people in by flows; `sign_in(slug)` gives a browser that went through the page."""

    desk: TestDesk
    here: SignInDesk
    app: Litestar
    stack: AsyncExitStack
    handrail: Handrail

    @property
    def at(self) -> str:
        return f"/desk/{self.here.slug}"

    async def browser(self, address: str = "203.0.113.7") -> Browser:
        return await self.stack.enter_async_context(Browser(self.app, address))

    async def sign_in(self, slug: str, password: str = GOOD) -> Browser:
        """`slug` of one of tests.desk.PEOPLE: ana, ben, chi (agents), lea (lead), dov (supervisor), rex (admin)."""
        await self.here.knows(slug, password)
        browser = await self.browser()
        await browser.look(f"{self.at}/sign-in")
        answer = await browser.send_form(f"{self.at}/sign-in", email=f"{slug}@handrail.example", password=password)
        assert answer.status_code == 303, answer.text
        await browser.look(f"{self.at}/account")
        return browser

    def becomes(self, slug: str, role: str) -> UUID:
        """Somebody gets another role."""
        self.desk.rows("UPDATE person SET role = %s WHERE id = %s", role, self.desk.people[slug])
        return self.desk.people[slug]


@asynccontextmanager
async def console_desk(
    dsn: str,
    data: Path,
    *,
    clock: TestClock | None = None,
    public_url: str | None = None,
    mail: bool = True,
    **more: Any,
) -> AsyncGenerator[ConsoleDesk]:
    """`data`: an empty folder; `more`: settings. The clock stands still unless a test moves it."""
    settings = Settings(data=data, database_url=dsn, public_url=public_url, **{"embedder": "none", **more})
    async with (
        small_desk(dsn, clock) as desk,
        open_desk(settings, dsn, clock=desk.clock) as handrail,
        AsyncExitStack() as stack,
    ):
        here = SignInDesk(desk, arrives=mail)

        async def find(slug: str) -> WorkspaceFound | None:
            row = await handrail.workspaces.find(slug)
            return None if row is None else WorkspaceFound(row.tenant, row.slug, row.name)

        signing_in = SignInParts(
            find_workspace=find,
            sessions=here.sessions,
            sign_in=here.sign_in,
            invite=here.invite,
            accept=here.accept,
            public_url=public_url,
            mail_arrives=mail,
        )
        parts = replace(console_parts(handrail, Frontend()), sign_in=signing_in)
        yield ConsoleDesk(desk, here, create_console(parts), stack, handrail)
