"""Who looks, in two web processes over one database: seen in a second, gone when they leave or their process dies; and the
switch that says whether I am there, on every page."""

import asyncio
import re
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import structlog

from handrail.console import conversation_others
from handrail.core.access.rates import Buckets, Rate
from handrail.storage import presence as held
from tests.console_desk import console_desk
from tests.console_served import ServedConsole, console_served
from tests.desk import another_process, small_desk
from tests.edges.test_console_live import Heard, listening

SOON = 2.0  # seconds; the aim is one, on a machine that does nothing else


@dataclass
class Two:
    """Ana at one process, Ben at the other, and a conversation."""

    here: ServedConsole
    there: ServedConsole
    ana: httpx.AsyncClient
    ben: httpx.AsyncClient
    at: str

    async def said_to_ana(self) -> str:
        answer = await self.ana.get(f"{self.here.path}{self.at}/looking", headers={"hx-request": "true"})
        [found] = re.findall(r'<p id="others"[^>]*>([^<]*)</p>', answer.text)
        return found

    async def ben_says(self, **what: str) -> int:
        page = await self.ben.get(f"{self.there.path}/account")
        [token] = set(re.findall(r'name="csrf" value="([^"]+)"', page.text))
        sent = await self.ben.post(f"{self.there.path}{self.at}/looking", data={"csrf": token, **what})
        return sent.status_code


@pytest.fixture
async def two(dsn: str, tmp_path: Path) -> AsyncGenerator[Two]:
    async with (
        small_desk(dsn) as desk,
        another_process(desk) as other,
        console_served(desk, tmp_path) as here,
        console_served(other, tmp_path) as there,
    ):
        conversation = await desk.opened()
        ana, ben = await here.client("ana"), await there.client("ben")
        yield Two(here, there, ana, ben, f"/conversations/{conversation.id}")


async def told(heard: Heard) -> float:
    began = time.monotonic()
    await heard.until("looking", within=SOON)
    return time.monotonic() - began


async def test_a_colleague_at_another_process_is_seen_when_they_come_type_and_leave(two: Two) -> None:
    assert await two.said_to_ana() == ""
    async with listening(two.ana) as heard:
        await heard.until("ready")
        await two.ben.get(f"{two.there.path}{two.at}")
        await told(heard)
        assert await two.said_to_ana() == "Ben looks at this too."
        assert await two.ben_says(typing="1") == 204
        await told(heard)
        assert await two.said_to_ana() == "Ben is writing."
        assert await two.ben_says(gone="1") == 204
        await told(heard)
        assert await two.said_to_ana() == ""


async def test_whoever_is_at_a_process_that_dies_is_forgotten(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "LASTS", 1.5)
    async with listening(two.ana) as heard:
        await heard.until("ready")
        await two.said_to_ana()
        await two.ben.get(f"{two.there.path}{two.at}")
        await told(heard)
        assert await two.said_to_ana() == "Ben looks at this too."
        await two.there.stop()
        await asyncio.sleep(2)
        assert await two.said_to_ana() == ""
        await two.there.start()


async def test_one_session_says_so_only_so_often_and_the_page_goes_on(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation_others, "_said", Buckets(Rate(0.01, 3)))
    assert [await two.ben_says(typing="1") for _ in range(5)] == [204, 204, 204, 429, 429]
    assert (await two.ben.get(f"{two.there.path}{two.at}/looking")).status_code == 200
    assert (await two.ben.get(f"{two.there.path}{two.at}")).status_code == 200


async def test_the_switch_stands_once_on_every_page_and_leaves_one_where_one_was(dsn: str, tmp_path: Path) -> None:
    async with console_desk(dsn, tmp_path) as console:
        rex = await console.sign_in("rex")
        for path in ("inbox", "search", "team", "log", "settings", "account", "knowledge", "promises"):
            page = await rex.look(f"{console.at}/{path}")
            assert page.text.count('<form id="presence"') == 1, path
        there = f"{console.at}/inbox?view=all"
        sent = await rex.send_form(
            f"{console.at}/presence", presence="away", headers={"referer": f"http://desk.test{there}"}
        )
        assert (sent.status_code, sent.headers["location"]) == (303, there)
        page = await rex.look(f"{console.at}/inbox")
        assert 'value="away" class="small away" aria-pressed="true"' in page.text


async def test_a_browser_that_closes_while_it_says_so_is_no_failure_of_ours(dsn: str, tmp_path: Path) -> None:
    async with console_desk(dsn, tmp_path) as console:
        browser, one = await console.sign_in("ana"), await console.desk.opened()
        await browser.look(f"{console.at}/inbox")
        given = {"host": "desk.test", "origin": "http://desk.test", "sec-fetch-site": "same-origin"}
        given |= {"cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}
        given |= {
            "x-csrf-token": browser.token,
            "content-type": "application/x-www-form-urlencoded",
            "content-length": "6",
        }
        path = f"{console.at}/conversations/{one.id}/looking"
        scope = {
            "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": path, "query_string": b"",
            "raw_path": path.encode(), "root_path": "", "client": ("203.0.113.7", 40000), "server": ("desk.test", 80),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip
        asked = list[str]()

        async def hangs_up() -> dict[str, str]:
            asked.append("body")
            return {"type": "http.disconnect"}

        async def nobody_hears(_: object) -> None:
            return None

        with structlog.testing.capture_logs() as logs:
            await console.app(scope, hangs_up, nobody_hears)  # type: ignore[arg-type]
        assert asked
        assert [line for line in logs if line["event"] == "page_failed"] == []
