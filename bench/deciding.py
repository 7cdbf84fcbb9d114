"""What a decision costs: CPU per message over the demo company's own questions, without a model and with the embedder.

The anchor is one plain full-text query for the same question, asked through the same door.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from importlib.resources import as_file
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.served import company, database_cpu, messages
from bench.tables import percentile, print_table
from handrail.app import Handrail, open_desk, prepare_database
from handrail.demo.content import articles_path
from handrail.models.minilm import installed_minilm
from handrail.search.read_articles import read_articles
from handrail.settings import Settings
from handrail.storage import embedded
from handrail.storage.door import ASSISTANT

ROUNDS = 4
FULL_TEXT = """SELECT id, title FROM article WHERE tenant = %s
  ORDER BY ts_rank(to_tsvector('english', title || ' ' || body), websearch_to_tsquery('english', %s)) DESC LIMIT 5"""


def main() -> None:
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as folder:
        data = Path(folder)
        data.chmod(0o755)
        try:
            rows += asyncio.run(_without_and_with(data))
        finally:
            embedded.stop(data)
    print_table(["decision per message", "n", "CPU median ms", "CPU p99 ms", "wall p99 ms", "database CPU ms"], rows)


async def _without_and_with(data: Path) -> list[list[object]]:
    dsn = prepare_database(Settings(data=data, embedder="none"))
    rows: list[list[object]] = []
    tenant: UUID | None = None
    for kind in ("none", *(("minilm",) if installed_minilm() is not None else ())):
        async with open_desk(Settings(data=data, embedder=kind), dsn) as desk:
            tenant = tenant or (await company(desk))[0]
            if kind == "none":
                rows.append(await _measured("plain full-text query", data, _plain(desk, tenant)))
            else:
                await _embedded(desk, tenant)
            label = "ours, words alone" if kind == "none" else "ours, words and MiniLM"
            rows.append(await _measured(label, data, _tried(desk, tenant)))
    return rows


async def _embedded(desk: Handrail, tenant: UUID) -> None:
    """The articles again, now that there is an embedder to read them."""
    with as_file(articles_path()) as folder:
        await desk.import_articles(tenant, read_articles(folder, language_of=desk.language_of).articles)


def _tried(desk: Handrail, tenant: UUID) -> Callable[[str], Awaitable[Any]]:
    async def run(text: str) -> None:
        await desk.flows.try_message(tenant, text)

    return run


def _plain(desk: Handrail, tenant: UUID) -> Callable[[str], Awaitable[Any]]:
    async def run(text: str) -> None:
        async with desk.door.enter(tenant, ASSISTANT) as connection:
            await (await connection.execute(FULL_TEXT, [tenant, text])).fetchall()

    return run


async def _measured(label: str, data: Path, run: Callable[[str], Awaitable[Any]]) -> list[object]:
    texts = messages()
    for text in texts:
        await run(text)
    cpu: list[float] = []
    wall: list[float] = []
    database = database_cpu(data)
    for text in texts * ROUNDS:
        began, used = time.perf_counter(), time.process_time()
        await run(text)
        cpu.append((time.process_time() - used) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    database = (database_cpu(data) - database) / len(cpu) * 1000
    return [label, len(cpu), percentile(cpu, 0.5), percentile(cpu, 0.99), percentile(wall, 0.99), database]


if __name__ == "__main__":
    main()
