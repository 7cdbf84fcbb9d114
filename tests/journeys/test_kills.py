"""Web, worker and database die at random moments under load, and every promise holds.

HANDRAIL_KILLS says how often (`make soak`: 1,000); HANDRAIL_KILL_SEED repeats a run's draws.
"""

import asyncio
import os
import random
import time
from collections import Counter

import httpx
import psycopg
import pytest

from tests.journeys.afterwards import UNOWNED, promises, settled, what_is_wrong
from tests.journeys.crowd import Agent, Customer, Ledger, both
from tests.journeys.running_desk import RunningDesk, running_desk

KILLS = int(os.environ.get("HANDRAIL_KILLS", "50"))
SEED = int(os.environ.get("HANDRAIL_KILL_SEED", time.time_ns() % 1_000_000))
CUSTOMERS, AGENTS = 6, 3
VICTIMS = ("web", "worker 1", "worker 2", "database")

pytestmark = pytest.mark.slow


async def test_killing_any_process_at_any_moment_loses_nothing_and_says_nothing_twice() -> None:
    print(f"seed {SEED}, {KILLS} kills")  # shown when it fails; the same seed draws the same
    draw, ledger, killed = random.Random(SEED), Ledger(), Counter[str]()
    async with running_desk() as desk:
        desk.start("web", "web")
        desk.start("worker 1", "worker")
        desk.start("worker 2", "worker")
        await desk.until_ready()
        over = asyncio.Event()
        limits = httpx.Limits(max_connections=40)
        async with httpx.AsyncClient(base_url=desk.address, timeout=10, limits=limits) as http:
            crowd = [
                Customer(http, desk.site_key, ledger, random.Random(SEED + n)).visits(over) for n in range(CUSTOMERS)
            ]
            tokens = list(desk.tokens.values())[:AGENTS]
            agents = [Agent(http, token, ledger, random.Random(SEED - n)).works(over) for n, token in enumerate(tokens)]
            await both(
                *crowd, *agents, _nobody_is_without_an_owner(desk, ledger, over), _kills(desk, draw, over, killed)
            )
            await settled(desk)
        wrong = await what_is_wrong(desk, ledger)
        print(f"killed {dict(killed)}; {len(ledger.kept)} receipts, {len(ledger.pressed)} buttons, {ledger.answers}")
        assert wrong == [], f"{len(wrong)} wrong with seed {SEED}, the first: {wrong[:5]}\n{desk.said[-2000:]}"
        assert len(ledger.kept) > KILLS
        assert sum(killed.values()) == KILLS
        verified = desk.command("log", "verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        reports = promises(desk)
        assert [one["promise"] for one in reports if one["violations"]] == [], reports
        assert [one["promise"] for one in reports if not one["examined"]] == [], reports


async def _kills(desk: RunningDesk, draw: random.Random, over: asyncio.Event, killed: Counter[str]) -> None:
    """One after another, some in the middle of a start. Web and workers are started again by us, the database by them."""
    try:
        while sum(killed.values()) < KILLS:
            await asyncio.sleep(draw.uniform(0.2, 2.0))
            victim = draw.choice(VICTIMS)
            if victim == "database":
                killed[victim] += await asyncio.to_thread(desk.kill_database)
            else:
                await asyncio.to_thread(desk.kill, victim)
                killed[victim] += 1
                await asyncio.sleep(draw.uniform(0, 0.3))
                desk.start(victim, victim.split()[0])
            if draw.random() < 0.8:
                await desk.until_ready()
    finally:
        await desk.until_ready()
        over.set()


async def _nobody_is_without_an_owner(desk: RunningDesk, ledger: Ledger, over: asyncio.Event) -> None:
    while not over.is_set():
        try:
            found = await desk.rows(UNOWNED, desk.tenant)
        except psycopg.OperationalError:
            continue
        ledger.wrong.extend(f"without owner while running: {row}" for row in found)
        await asyncio.sleep(0.5)
