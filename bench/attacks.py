"""How often somebody who owns the assistant's mouth gets what is not theirs: `python -m bench.attacks --count 3000`.

The calls go through the real flow, a real database and the real MCP shop; the judge reads the shop's own books.
"""

import argparse
import asyncio
import os
import random
import tempfile
import time
from pathlib import Path

import psycopg
from tests.desk import small_desk
from tests.hostile_caller import HostileCaller, injected_strings, what_is_wrong
from tests.shop import real_shop

from handrail.jobs.queue_schema import install
from handrail.storage import embedded
from handrail.storage.migrate import migrate
from handrail.storage.texts import sync_texts


async def attack(dsn: str, folder: Path, count: int, seed: int) -> list[str]:
    shared = os.environ.get("HANDRAIL_SHARED_DATA")
    async with small_desk(dsn) as desk, real_shop(desk, folder) as shop:
        caller, began = (
            HostileCaller(desk, shop, random.Random(seed), injected_strings(Path(shared) if shared else None)),
            time.perf_counter(),
        )
        await caller.attacks(count)
        wrong = [*what_is_wrong(desk, shop), *caller.leaks]
        seconds = time.perf_counter() - began
        outcomes = ", ".join(f"{name} {n}" for name, n in caller.outcomes.most_common())
        print(f"seed {seed}: {sum(caller.outcomes.values())} calls in {seconds:.0f} s: {outcomes}")
        print(f"{len(shop.did())} effects in the shop's books; wrong: {len(wrong)}")
        # Rule of three: with none in n, 95 % sure of fewer than 3/n (n the calls).
        if not wrong:
            print(f"upper bound at 95 %: {300 / sum(caller.outcomes.values()):.3f} %")
        return wrong


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--count", type=int, default=3_000)
    reading.add_argument("--seed", type=int, default=1)
    asked = reading.parse_args()
    with tempfile.TemporaryDirectory(prefix="handrail-attacks-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = embedded.start(folder)
        try:
            with psycopg.connect(server.dsn(), autocommit=True) as connection:
                connection.execute("CREATE DATABASE attacks")
            dsn = server.dsn("attacks")
            migrate(dsn)
            install(dsn)
            sync_texts(dsn)
            wrong = asyncio.run(attack(dsn, folder, asked.count, asked.seed))
        finally:
            embedded.stop(folder)
    for one in wrong[:20]:
        print("WRONG:", one)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
