"""CPU of one decision without a language model, over the demo's questions, with the small embedder and with words alone.

The anchor is a query of the same server that does nothing, so that the machine's mood shows.
"""

import asyncio
import random
import tempfile
import time
from pathlib import Path

import yaml

from bench.tables import percentile, print_table
from handrail.app import Handrail, open_desk, prepare_database
from handrail.demo.content import articles_path
from handrail.settings import Settings
from handrail.storage import embedded

QUESTIONS = 200


def questions() -> list[str]:
    found: list[str] = []
    for file in sorted(Path(str(articles_path())).rglob("*.md")):
        found += yaml.safe_load(file.read_text(encoding="utf-8").split("---")[1])["questions"]
    random.Random(7).shuffle(found)
    return found[:QUESTIONS]


async def measured(desk: Handrail, asked: list[str], name: str) -> list[object]:
    where = await desk.workspaces.find("demo") or await desk.create_demo()
    await desk.flows.try_message(where.tenant, "how long does delivery take?")
    cpu: list[float] = []
    idle: list[float] = []
    for text in asked:
        started = time.process_time()
        await desk.flows.try_message(where.tenant, text)
        cpu.append((time.process_time() - started) * 1000)
        started = time.process_time()
        async with desk.desk.as_system(where.tenant) as work:
            await work.people.workspace()
        idle.append((time.process_time() - started) * 1000)
    middle, anchor = percentile(cpu, 0.5), percentile(idle, 0.5)
    return [name, middle, percentile(cpu, 0.99), anchor, middle / anchor]


async def run(data: Path) -> None:
    rows: list[list[object]] = []
    for name, embedder in (("small English embedder", "auto"), ("words alone", "none")):
        settings = Settings(data=data, embedder=embedder)
        dsn = await asyncio.to_thread(prepare_database, settings)
        async with open_desk(settings, dsn) as desk:
            rows.append(await measured(desk, questions(), name))
    print_table(["decision with", "CPU p50 ms", "CPU p99 ms", "one read, p50 ms", "ratio"], rows)
    print("CPU of the deciding process; the database's own is not in it.")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as folder:
        Path(folder).chmod(0o755)
        try:
            asyncio.run(run(Path(folder)))
        finally:
            embedded.stop(Path(folder))


if __name__ == "__main__":
    main()
