"""How soon an agent's page shows what a customer sent: from the POST to the changed DOM of a real Chromium's inbox, while 1,
100 and 1,000 console streams are open. The anchor, in the same run: a bare NOTIFY to whoever LISTENs on the same Postgres.
"""

import asyncio
import hashlib
import secrets
import shutil
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import uuid_utils.compat as uuids
from playwright.async_api import Page, async_playwright

from bench.served import ServedDesk, Thread, served_desk
from bench.tables import percentile, print_table

STREAMS = (1, 100, 1_000)
TIMES = 100
WARM = 10
OF_A_SESSION = 10  # streams of one browser's session, at most
GIVES_UP_AFTER = 20.0

# The page notes itself when its list first shows each message: no driver's delay is measured.
WATCH = """() => {
  window.seen = {};
  const look = () => {
    for (const [mark] of document.querySelector("#inbox-list").textContent.matchAll(/mark-[0-9a-f]+/g))
      window.seen[mark] ??= performance.timeOrigin + performance.now();
  };
  new MutationObserver(look).observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
}"""


def main() -> None:
    with served_desk() as desk:
        desk.start("web")
        asyncio.run(_measure(desk))


async def _measure(desk: ServedDesk) -> None:
    rows: list[list[object]] = [["anchor: NOTIFY to LISTEN", "", *_spread(await _anchor(desk.dsn)), ""]]
    anchor = float(rows[0][3])  # type: ignore[arg-type]
    cookies = _sessions(desk, max(STREAMS) // OF_A_SESSION + 2)
    (thread,) = desk.threads(1)
    async with _looking(desk, cookies[0]) as page, httpx.AsyncClient(base_url=desk.address, timeout=30) as http:
        others: list[asyncio.Task[None]] = []
        for count in STREAMS:
            others += [
                await _stream(desk, cookies[1 + number // OF_A_SESSION]) for number in range(len(others), count - 1)
            ]
            for _ in range(WARM):
                await _shown(desk, http, page, thread)
            before = desk.cpu()[0]
            took = [await _shown(desk, http, page, thread) for _ in range(TIMES)]
            cpu = (desk.cpu()[0] - before) / TIMES * 1000
            rows.append(["POST to DOM", count, *_spread(took), cpu])
        for task in others:
            task.cancel()
        await asyncio.wait(others)
    print_table(
        ["what", "open streams", "n", "p50 ms", "p99 ms", "web's CPU ms each", "p50 / anchor"],
        [[*row, _over(row, anchor)] for row in rows],
    )


def _spread(took: list[float]) -> list[object]:
    return [len(took), percentile(took, 0.5) * 1000, percentile(took, 0.99) * 1000]


def _over(row: list[object], anchor: float) -> float:
    return float(row[3]) / anchor  # type: ignore[arg-type]


async def _anchor(dsn: str) -> list[float]:
    took: list[float] = []
    async with (
        await psycopg.AsyncConnection.connect(dsn, autocommit=True) as speaks,
        await psycopg.AsyncConnection.connect(dsn, autocommit=True) as hears,
    ):
        await hears.execute("LISTEN bench")
        for _ in range(TIMES):
            began = time.perf_counter()
            heard = asyncio.create_task(_one(hears))
            await speaks.execute("NOTIFY bench")
            await heard
            took.append(time.perf_counter() - began)
    return took


async def _one(connection: psycopg.AsyncConnection[Any]) -> None:
    async for _ in connection.notifies(timeout=GIVES_UP_AFTER, stop_after=1):
        pass


def _sessions(desk: ServedDesk, count: int) -> list[str]:
    """Cookies of people of the company, by turns."""
    people = [row[0] for row in desk.execute("SELECT id FROM person WHERE tenant = %s AND NOT gone", [desk.tenant])]
    made = [secrets.token_urlsafe(32) for _ in range(count)]
    for number, secret in enumerate(made):
        desk.execute(
            """INSERT INTO session (tenant, id, person_id, hash, created_at, last_seen_at, expires_at)
               VALUES (%s, %s, %s, %s, now(), now(), now() + interval '1 day')""",
            [desk.tenant, uuids.uuid7(), people[number % len(people)], hashlib.sha256(secret.encode()).digest()],
        )
    return made


def _slug(desk: ServedDesk) -> str:
    return str(desk.execute("SELECT slug FROM workspace WHERE tenant = %s", [desk.tenant])[0][0])


@asynccontextmanager
async def _looking(desk: ServedDesk, cookie: str) -> AsyncGenerator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("Chromium is missing: install the package `chromium`.")
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]
        browser = await playwright.chromium.launch(executable_path=chromium, args=arguments)
        context = await browser.new_context()
        path = f"/desk/{_slug(desk)}"
        await context.add_cookies([{"name": "hr_session", "value": cookie, "domain": "127.0.0.1", "path": path}])
        page = await context.new_page()
        await page.goto(f"{desk.address}{path}/inbox?of=all")
        await page.wait_for_selector("body[data-line=open]")
        await page.evaluate(WATCH)
        yield page
        await browser.close()


async def _stream(desk: ServedDesk, cookie: str) -> asyncio.Task[None]:
    """One more open console stream, without a browser around it: it reads whatever comes."""
    host, port = "127.0.0.1", desk.port
    reader, writer = await asyncio.open_connection(host, port)
    asked = f"GET /desk/{_slug(desk)}/live HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: hr_session={cookie}\r\n\r\n"
    writer.write(asked.encode())
    async with asyncio.timeout(GIVES_UP_AFTER):
        status = await reader.readline()
        if b" 200 " not in status:
            raise SystemExit(f"A stream was refused: {status.decode()}")
        await reader.readuntil(b"event: ready")

    async def read() -> None:
        try:
            while await reader.read(65536):
                pass
        finally:
            writer.close()

    return asyncio.create_task(read())


async def _shown(desk: ServedDesk, http: httpx.AsyncClient, page: Page, thread: Thread) -> float:
    """Seconds from before the POST until the list in the page holds its words."""
    mark = f"mark-{uuid4().hex[:12]}"
    headers = {
        "X-Handrail-Site": desk.site_key,
        "Authorization": f"Bearer {thread.token}",
        "Idempotency-Key": uuid4().hex,
    }
    address = f"/v1/customer/conversations/{thread.conversation}/messages"
    began = time.time()
    answer = await http.post(address, json={"text": f"Where is my parcel? {mark}"}, headers=headers)
    answer.raise_for_status()
    until = time.monotonic() + GIVES_UP_AFTER
    while time.monotonic() < until:
        at = await page.evaluate("(mark) => window.seen[mark] ?? 0", mark)
        if at:
            await asyncio.sleep(0.1)  # the page's own pause between two renewals is over: each starts at rest
            return at / 1000 - began
        await asyncio.sleep(0.02)
    raise SystemExit("The page never showed the message.")


if __name__ == "__main__":
    main()
