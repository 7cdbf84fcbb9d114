"""The worker is killed at random moments around tool calls: each effect happened once, or is with a person.

HANDRAIL_KILLS says how often (`make soak`); HANDRAIL_KILL_SEED repeats a run's draws.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from handrail.demo.shop_ledger import ShopLedger
from handrail.flows.administer import By
from tests.desk import TestDesk, small_desk
from tests.hostile_caller import CUSTOMERS
from tests.shop import real_shop, shop_over_http, visitor

KILLS = int(os.environ.get("HANDRAIL_KILLS", "8"))
SEED = int(os.environ.get("HANDRAIL_KILL_SEED", time.time_ns() % 1_000_000))
CALLS_A_KILL = 6
WIDE = {
    "amount_per_call": 100,
    "amount_per_customer_day": 10**9,
    "amount_per_day": 10**9,
    "currency": "EUR",
    "calls_per_customer_day": None,
    "calls_per_customer_hour": None,
}
KEYLESS = "book_appointment"  # does it again when it is asked again

pytestmark = pytest.mark.slow


async def test_killed_around_calls_each_effect_happened_once_or_is_with_a_person(dsn: str, tmp_path: Path) -> None:
    print(f"seed {SEED}, {KILLS} kills")
    draw, ledger, file = random.Random(SEED), tmp_path / "shop.sqlite", tmp_path / "intents.json"
    async with small_desk(dsn) as desk:
        async with shop_over_http(ledger, "--pause", "0.04", "--keyless", KEYLESS) as server:
            async with real_shop(desk, tmp_path, server) as shop:
                unkeyed = {
                    "takes_key": False,
                    "caps": {"calls_per_customer_day": None, "calls_per_customer_hour": None},
                }
                await shop.tools.change(desk.tenant, By(), KEYLESS, unkeyed)
                for slug in ("change_address", "refund_order", "order_status"):
                    await shop.tools.change(desk.tenant, By(), slug, {"caps": WIDE})
            intents = [await _intent(desk, draw, n) for n in range(KILLS * CALLS_A_KILL)]
            said = {"tenant": str(desk.tenant), "dsn": dsn, "shop": server.address, "intents": intents}
            file.write_text(json.dumps(said))
            killed = await _killed_again_and_again(file, draw)
        wrong, seen = _what_is_wrong(desk, intents, ShopLedger(ledger).effects())
        print(f"{killed} kills in the middle; {dict(seen)}")
        assert wrong == [], f"{len(wrong)} wrong with seed {SEED}, the first: {wrong[:3]}"
        assert killed > KILLS / 2 and seen["done"] > len(intents) / 3


async def _killed_again_and_again(file: Path, draw: random.Random) -> int:
    """How often the worker was in the middle of its work; the last one works in peace."""
    caught = 0
    async with _workers(file) as tell:
        for _ in range(KILLS):
            await tell("start")
            before = _finished(file)
            await _until(lambda before=before: _finished(file) > before, 30)
            await asyncio.sleep(draw.uniform(0.0, 0.3))
            caught += await tell("kill") == -signal.SIGKILL
        await tell("start")
        async with asyncio.timeout(120 + 4 * KILLS):
            assert await tell("wait") == 0
    return caught


@asynccontextmanager
async def _workers(file: Path) -> AsyncGenerator[Callable[[str], Awaitable[int | None]]]:
    root, pipe = Path(__file__).parents[2], asyncio.subprocess.PIPE
    env = {**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}"}
    made = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.journeys.tool_worker", str(file), env=env, stdin=pipe, stdout=pipe
    )

    async def tell(what: str) -> int | None:
        assert made.stdin is not None and made.stdout is not None
        made.stdin.write(f"{what}\n".encode())
        return None if what == "start" else int(await made.stdout.readline())

    try:
        yield tell
    finally:
        made.kill()
        await made.wait()


async def _until(so: Callable[[], bool], seconds: float) -> None:
    """Or until the time is over: then it is killed all the same."""
    until = time.monotonic() + seconds
    while not so() and time.monotonic() < until:  # noqa: ASYNC110 - a file says it
        await asyncio.sleep(0.005)


def _finished(file: Path) -> int:
    lines = file.with_suffix(".finished")
    return lines.read_text().count("\n") if lines.exists() else 0


async def _intent(desk: TestDesk, draw: random.Random, n: int) -> dict[str, Any]:
    who = CUSTOMERS[n % len(CUSTOMERS)]
    where = await visitor(desk, who)
    order = f"TW-{300_000 + CUSTOMERS.index(who) * 10 + draw.randint(1, 3)}"
    tool, arguments = draw.choice(
        [
            ("refund_order", {"order": order, "amount": {"amount": 1, "currency": "EUR"}}),
            ("change_address", {"order": order, "address": f"{n} New Street"}),
            ("order_status", {"order": order}),
            (KEYLESS, {"store": "Porto", "starts": "2026-12-01T10:00+00:00", "about": f"visit {n}"}),
        ]
    )
    return {"conversation": str(where.id), "fence": where.fence, "tool": tool, "arguments": arguments}


def _what_is_wrong(desk: TestDesk, intents: list[dict[str, Any]], did: Any) -> tuple[list[str], Counter[str]]:
    times, wrong, seen = Counter[str](one["asked"] for one in did), list[str](), Counter[str]()
    rows = {str(row["conversation_id"]): row for row in desk.rows("SELECT * FROM effect")}
    for intent in intents:
        row = rows.get(intent["conversation"])
        if row is None:
            wrong.append(f"nothing is written down of {intent}")
            continue
        seen[row["state"]] += 1
        happened, reads = times[row["key"]], intent["tool"] == "order_status"
        match row["state"]:
            case "done" if happened == (0 if reads else 1):
                pass
            case "failed" if happened == 0:
                pass
            case "in_doubt" if happened <= 1 and not reads and _is_with_a_person(desk, intent["conversation"]):
                pass
            case state:
                wrong.append(f"{state}, and by the books {happened} times: {intent}")
    wrong += [f"not ours: {one}" for one in did if one["asked"] not in {row["key"] for row in rows.values()}]
    return wrong, seen


def _is_with_a_person(desk: TestDesk, conversation: str) -> bool:
    [row] = desk.rows("SELECT writer_id FROM conversation WHERE id = %s::uuid", conversation)
    return row["writer_id"] is not None
