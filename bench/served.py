"""A desk to measure: the demo company on a database of its own, its web side a process of its own, as in production."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import as_file
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psutil
import psycopg
import uuid_utils.compat as uuids

from handrail.api.tokens import customer_token
from handrail.app import Handrail, new_id, open_desk, prepare_database, utc_now
from handrail.core.understanding.wants_person import find_wish
from handrail.demo.content import articles_path, load_company, load_history
from handrail.demo.seed import SeedDemo
from handrail.search.read_articles import read_articles
from handrail.settings import Settings
from handrail.storage import embedded

HANDRAIL = str(Path(sys.executable).with_name("handrail"))
# Everything stays on; the limits are set where this crowd, which comes from one address, does not meet them.
ENVIRONMENT = {
    "HANDRAIL_EMBEDDER": "none",
    "HANDRAIL_MESSAGES_PER_MINUTE": "100000000",
    "HANDRAIL_REQUESTS_PER_MINUTE": "100000000",
    "HANDRAIL_NEWCOMERS_PER_MINUTE": "100000000",
    "HANDRAIL_SITE_REQUESTS_PER_MINUTE": "100000000",
}


@dataclass(frozen=True, slots=True)
class Thread:
    """A customer's conversation, with the token they carry."""

    conversation: UUID
    customer: UUID
    token: str


@dataclass
class ServedDesk:
    data: Path
    dsn: str
    port: int
    tenant: UUID
    site_key: str
    agent_token: str
    owner: UUID
    secret: bytes
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, role: str, **settings: str) -> None:
        command = [HANDRAIL, "up", "--role", role, "--port", str(self.port), "--data", str(self.data)]
        with (self.data / "said.log").open("ab") as said:
            environment = {**os.environ, **ENVIRONMENT, **settings}
            self.processes.append(subprocess.Popen(command, stdout=said, stderr=said, env=environment))
        if role != "worker":
            self._until_ready()

    def _until_ready(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise SystemExit((self.data / "said.log").read_text()[-3000:])

    def stop_processes(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()
        self.processes.clear()

    def execute(self, query: str, values: Any = None) -> list[tuple[Any, ...]]:
        """As the database's owner."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            cursor = connection.execute(query.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def threads(self, count: int) -> list[Thread]:
        """Conversations as they are opened, each of a customer of its own."""
        made = [(uuids.uuid7(), uuids.uuid7()) for _ in range(count)]
        with psycopg.connect(self.dsn) as connection, connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO customer (tenant, id, name) VALUES (%s, %s, 'Kim')", [(self.tenant, c) for _, c in made]
            )
            cursor.executemany(
                """INSERT INTO conversation (tenant, id, customer_id, channel, state, owner_id, opened_at, deadline_at,
                     deadline_kind) VALUES (%s, %s, %s, 'chat', 'assistant', %s, now(), now() + '1 hour', 'decide')""",
                [(self.tenant, conversation, customer, self.owner) for conversation, customer in made],
            )
        return [
            Thread(conversation, customer, customer_token(self.secret, self.tenant, customer, utc_now())[0])
            for conversation, customer in made
        ]

    def cpu(self) -> tuple[float, float]:
        """Seconds of CPU that our processes, and the database's, have used so far."""
        ours = sum(sum(psutil.Process(process.pid).cpu_times()[:2]) for process in self.processes)
        return ours, database_cpu(self.data)


def database_cpu(data: Path) -> float:
    """The server's own and its backends', those that have ended too."""
    server = embedded.status(data)
    assert server is not None
    postmaster = psutil.Process(server.pid)
    used = sum(postmaster.cpu_times()[:4])
    for backend in postmaster.children():
        try:
            used += sum(backend.cpu_times()[:2])
        except psutil.NoSuchProcess:  # ended just now: it is in the postmaster's own count
            continue
    return used


def messages() -> list[str]:
    """What the demo company's customers wrote, as they wrote it; not the wishes for a person, after which the assistant
    has nothing to decide any more."""
    texts = [m.text for conversation in load_history() for m in conversation.messages if m.author == "customer"]
    return [text for text in texts if find_wish(text) is None]


@contextmanager
def served_desk() -> Generator[ServedDesk]:
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as folder:
        data = Path(folder)
        data.chmod(0o755)
        desk = asyncio.run(_set_up(data))
        try:
            yield desk
        finally:
            desk.stop_processes()
            embedded.stop(data)


async def _set_up(data: Path) -> ServedDesk:
    settings = Settings(data=data, embedder="none")
    dsn = prepare_database(settings)
    async with open_desk(settings, dsn) as desk:
        tenant, site_key, token, owner = await company(desk)
        return ServedDesk(data, dsn, free_port(), tenant, site_key, token, owner, desk.keys.customer_tokens)


async def company(desk: Handrail) -> tuple[UUID, str, str, UUID]:
    """The demo company without its past: workspace, site key, an agent's token, and the agent."""
    about = load_company().workspace
    where = await desk.workspaces.create(new_id(), about.slug, about.name, about.timezone)

    async def bring_in(tenant: UUID) -> None:
        with as_file(articles_path()) as folder:
            await desk.import_articles(tenant, read_articles(folder, language_of=desk.language_of).articles)

    seeded = await SeedDemo(desk.desk, desk.administer, bring_in, desk.clock, desk.ids)(where.tenant)
    return where.tenant, where.site_key, seeded.agent_token, seeded.people[seeded.agent]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
