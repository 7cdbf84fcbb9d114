"""A desk as real processes that a test may kill: web, workers and the bundled database."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.resources import as_file
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg
from psycopg.rows import dict_row

from handrail.app import Handrail, open_desk, prepare_database
from handrail.demo.content import articles_path, load_company
from handrail.demo.seed import SeedDemo
from handrail.search.read_articles import read_articles
from handrail.settings import Settings
from handrail.storage import embedded
from handrail.storage.workspaces import WorkspaceRow

HANDRAIL = str(Path(sys.executable).with_name("handrail"))
QUICK = {
    "HANDRAIL_EMBEDDER": "none",
    "HANDRAIL_MULTILINGUAL": "none",
    "HANDRAIL_DEBOUNCE_SECONDS": "0.3",
    "HANDRAIL_SWEEP_SECONDS": "1",
    "HANDRAIL_SEAL_SECONDS": "0.5",
}
READY_WITHIN = 90.0


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class RunningDesk:
    """`tokens`: one for each agent of the demo company, by slug. What the processes say is kept in DATA/said.log."""

    data: Path
    port: int
    tenant: UUID
    site_key: str
    tokens: dict[str, str]
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        return (self.data / "said.log").read_text(errors="replace")

    def start(self, name: str, role: str) -> None:
        command = [HANDRAIL, "up", "--role", role, "--data", str(self.data), "--port", str(self.port)]
        with (self.data / "said.log").open("ab") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **QUICK})
        self.processes[name] = process

    def kill(self, name: str) -> None:
        """kill -9, as the kernel does it when memory runs out."""
        process = self.processes[name]
        process.kill()
        process.wait()

    def kill_database(self) -> bool:
        """False when it is not up just now."""
        server = embedded.status(self.data)
        if server is None:
            return False
        os.kill(server.pid, signal.SIGKILL)
        return True

    async def until_ready(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            if await self._answers():
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"not ready within {READY_WITHIN} s:\n{self.said[-3000:]}")

    async def _answers(self) -> bool:
        try:
            async with httpx.AsyncClient(timeout=5) as http:
                return (await http.get(f"{self.address}/readyz")).status_code == 200
        except httpx.TransportError:
            return False

    async def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """As the database's owner, past the wall. Waits for a server that is just being started again."""
        until = time.monotonic() + READY_WITHIN
        while True:
            try:
                return await asyncio.to_thread(self._rows, query, values)
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(0.1)

    def _rows(self, query: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
        server = embedded.status(self.data)
        if server is None:
            raise psycopg.OperationalError("The server is away.")
        with psycopg.Connection[dict[str, Any]].connect(server.dsn(), row_factory=dict_row) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [HANDRAIL, *words, "--data", str(self.data)], check=False, capture_output=True, text=True, timeout=300
        )

    def stop(self) -> None:
        for process in self.processes.values():
            process.kill()
            process.wait()
        embedded.stop(self.data)


@asynccontextmanager
async def running_desk() -> AsyncGenerator[RunningDesk]:
    """The demo company behind a port of its own; nothing runs yet but the database."""
    with tempfile.TemporaryDirectory(prefix="handrail-kills-") as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101 - the server's own account must get through
        data = Path(folder)
        desk = await _set_up(data)
        try:
            yield desk
        finally:
            desk.stop()


async def _company(desk: Handrail) -> WorkspaceRow:
    """The demo company without its past."""
    company = load_company().workspace
    where = await desk.workspaces.create(desk.ids(), company.slug, company.name, company.timezone)

    async def bring_in(tenant: UUID) -> None:
        with as_file(articles_path()) as folder:
            await desk.import_articles(tenant, read_articles(folder, language_of=desk.language_of).articles)

    await SeedDemo(desk.desk, desk.administer, bring_in, desk.clock, desk.ids, desk.flows.sign_text.every)(where.tenant)
    return where


async def _set_up(data: Path) -> RunningDesk:
    settings = Settings(data=data, embedder="none")
    dsn = await asyncio.to_thread(prepare_database, settings)
    async with open_desk(settings, dsn) as desk:
        where = await _company(desk)
        async with desk.desk.as_system(where.tenant) as work:
            people, _ = await work.people.roster()
        agents = {person.slug for person in load_company().people if person.role == "agent"}
        names = {person.name: person.slug for person in load_company().people}
        tokens = {
            names[person.name]: await desk.administer.create_token(
                where.tenant, None, person.name, ["agent", "read"], person.id
            )
            for person in people
            if names.get(person.name) in agents
        }
    secrets = {slug: token.secret for slug, token in tokens.items()}
    return RunningDesk(data, a_free_port(), where.tenant, where.site_key, secrets)
