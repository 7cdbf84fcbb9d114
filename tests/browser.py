"""A real Chromium and a real desk for every test that looks at pages. `tests/conftest.py` makes these fixtures known everywhere.

`browser`   Chromium as an async Playwright `Browser`: one process a session, with windows and storage of its own each test
`page`      one page of it, whose errors fail the test
`running`   the demo company behind a port of its own, once a session: address, site key, tokens; it can be restarted
`axe`       await axe(page) gives what axe-core finds wrong, [] when nothing is
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright._impl._driver import compute_driver_executable
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from handrail.frontend import Frontend
from handrail.storage import embedded

HANDRAIL = str(Path(sys.executable).with_name("handrail"))
AXE = Path(__file__).parents[1] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
READY_WITHIN = 150.0
QUICK = {
    "HANDRAIL_EMBEDDER": "none",
    "HANDRAIL_MULTILINGUAL": "none",
    "HANDRAIL_DEBOUNCE_SECONDS": "0.2",
    "HANDRAIL_SWEEP_SECONDS": "1",
    "HANDRAIL_NEWCOMERS_PER_MINUTE": "6000",
    "HANDRAIL_REQUESTS_PER_MINUTE": "60000",
    "PYTHONUNBUFFERED": "1",
}
Axe = Callable[[Page], Awaitable[list[str]]]


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """`handrail demo` as a process. `elsewhere`: a port whose pages may call the customer's side from another origin."""

    def __init__(self, data: Path) -> None:
        self.data, self.port, self.elsewhere = data, a_free_port(), a_free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        return (self.data / "said.log").read_text(errors="replace")

    @property
    def site_key(self) -> str:
        return re.findall(r"SITE=(site_\S+)", self.said)[-1]

    @property
    def tokens(self) -> dict[str, str]:
        """`agent_token` and `admin_token`."""
        return json.loads((self.data / "demo-sign-in.json").read_text())

    def agent(self) -> httpx.AsyncClient:
        """The API as the demo's agent."""
        headers = {"Authorization": f"Bearer {self.tokens['agent_token']}"}
        return httpx.AsyncClient(base_url=f"{self.address}/v1/agent", headers=headers, timeout=20)

    def start(self) -> None:
        """Returns when it answers."""
        origins = {"HANDRAIL_ALLOWED_ORIGINS": f"http://127.0.0.1:{self.elsewhere}"}
        command = [HANDRAIL, "demo", "--data", str(self.data), "--port", str(self.port)]
        with (self.data / "said.log").open("ab") as said:
            self._process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **QUICK, **origins})
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and self._process.poll() is None:
            if self._answers():
                return
            time.sleep(0.1)
        raise AssertionError(f"never ready:\n{self.said[-3000:]}")

    def stop(self) -> None:
        """The web side and its workers; the database stays up."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=30)
            self._process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    if (missing := Frontend().missing) != "":
        pytest.skip(missing)
    with tempfile.TemporaryDirectory(prefix="handrail-face-") as folder:
        data = Path(folder)
        data.chmod(0o755)  # the database server's own account must get through
        desk = Running(data)
        try:
            desk.start()
            yield desk
        finally:
            desk.stop()
            embedded.stop(data)


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    """One Chromium for the whole run, and the address at which each test gets windows of its own in it: starting one a test
    was half of what a small browser test took."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium is missing: install the package `chromium`")
    given = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]
    with tempfile.TemporaryDirectory(prefix="handrail-browser-") as folder:
        how = Path(folder) / "how.json"
        how.write_text(json.dumps({"executablePath": found, "args": given, "headless": True}))
        command = [*compute_driver_executable(), "launch-server", "--browser", "chromium", "--config", str(how)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            assert address.startswith("ws://"), f"Chromium did not start: {address}"
            yield address
            server.terminate()  # it closes its Chromium


@pytest.fixture
async def browser(chromium: str) -> AsyncGenerator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.connect(chromium)
        yield opened
        await opened.close()  # with every window that the test opened; the next one finds none


@pytest.fixture
async def page(browser: Browser) -> AsyncGenerator[Page]:
    """A script's error, or a policy that was violated, fails the test."""
    opened = await browser.new_page(viewport={"width": 1280, "height": 800})
    wrong = watch_errors(opened)
    yield opened
    assert wrong == []


def watch_errors(page: Page) -> list[str]:
    """What goes wrong in the page from now on: uncaught errors, refusals by its policy."""
    wrong: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and re.search("Content.Security.Policy|Trusted", message.text):
            wrong.append(message.text)

    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", console)
    return wrong


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Names each violation with the elements that have it."""
    if not AXE.exists():
        pytest.skip("axe-core is missing: `make setup` installs it where npm is")
    source = AXE.read_text("utf-8")

    async def violations(page: Page) -> list[str]:
        await page.evaluate(source)  # through the debugger, so a page's own policy need not allow it
        options = {"runOnly": list(RULES), "resultTypes": ["violations"]}
        found: dict[str, Any] = await page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{one['id']}: {node['target']} {node['html'][:120]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    return violations
