"""Whoever pages is killed while the page is on its way: the page arrives all the same, once a round, until somebody acknowledges."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from handrail.core.escalation.facts import MomentFact
from handrail.core.supervision.levels import Level
from handrail.flows.page_on_call import PageOnCall, Ways
from handrail.flows.pass_on import PassOn
from handrail.flows.ring_alarm import RingAlarm
from handrail.flows.take_over import TakeOver
from handrail.ports import Outbound
from handrail.storage.paging import paging_within
from tests.desk import TestClock, TestDesk, small_desk
from tests.pager import Pager, pager

PAGES = """
import asyncio, sys
from datetime import UTC, datetime
from uuid import UUID
import httpx
import uuid_utils.compat as uuids
from handrail.channels.webhook import SignedWebhook
from handrail.flows.hand_off import HandOn, HandOver
from handrail.flows.page_on_call import PageOnCall, Ways
from handrail.flows.pass_on import PassOn
from handrail.flows.ring_alarm import RingAlarm
from handrail.flows.take_over import TakeOver
from handrail.jobs.worker import Worker
from handrail.storage.bell import Bell
from handrail.storage.desk import PgDesk
from handrail.storage.door import Door
from handrail.storage.paging import paging_within
def clock(): return datetime.now(UTC)
def on(flow):
    async def run(task): await flow(task.tenant, UUID(task.more["alarm"]), int(task.more["round"]))
    return run
async def mail(outbound): return "ok"
async def nobody(task, why): print(why, flush=True)
async def main():
    door, bell = Door(sys.argv[1], largest=4), Bell(sys.argv[1], "ch_pgqueuer")
    await door.open()
    await bell.open()
    async with httpx.AsyncClient() as client:
        post = SignedWebhook(client, lambda tenant: b"secret", clock)
        ways = Ways(mail, post, lambda slug, conversation: "https://desk.example", sys.argv[2])
        desk, ring = PgDesk(door, bell), RingAlarm(paging_within, uuids.uuid7, 0.05)
        hand_on = HandOn(desk, HandOver(clock, uuids.uuid7, ring=ring), clock, uuids.uuid7)
        page = PageOnCall(desk, paging_within, ways, clock, ring, TakeOver(desk, clock, alarm=ring), PassOn(hand_on, clock))
        await Worker(sys.argv[1], {"page": on(page.send), "page_again": on(page.again)}, nobody).run()
asyncio.run(main())
"""
CRISIS = MomentFact("self-harm", "Self-harm", "P0", True, Level.OFF, 1.0, "phrase", "test")


@pytest.fixture
async def desk(dsn: str) -> AsyncGenerator[TestDesk]:
    async with small_desk(dsn, TestClock(datetime.now(UTC))) as made:
        made.rows("UPDATE person SET on_call = true WHERE slug IN ('ana', 'ben')")
        yield made


def begun(desk: TestDesk, address: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", PAGES, desk.dsn, address])


async def until(holds: Callable[[], object], seconds: float = 60) -> None:
    for _ in range(round(seconds / 0.05)):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


async def no_mail(_: Outbound) -> str:
    raise AssertionError("the other process pages")


async def no_post(_: str, __: UUID, ___: UUID, ____: Mapping[str, Any]) -> None:
    raise AssertionError("the other process pages")


async def raises(desk: TestDesk, ring: RingAlarm) -> UUID:
    one = await desk.opened()
    async with desk.desk.as_system(desk.tenant) as work:
        current = await work.conversations.get(one.id, lock=True)
        await ring.noticed(work, current, [CRISIS], desk.clock())
    return one.id


@pytest.mark.slow
async def test_a_killed_worker_loses_no_page_and_no_next_round(desk: TestDesk) -> None:
    ways = Ways(no_mail, no_post, lambda slug, conversation: "")
    ring, pass_on = RingAlarm(paging_within, uuids.uuid7, 1), PassOn(desk.hand_on, desk.clock)
    take_over = TakeOver(desk.desk, desk.clock, alarm=ring)
    page = PageOnCall(desk.desk, paging_within, ways, desk.clock, ring, take_over, pass_on)
    async with pager() as other_side:
        other_side.answers = 0
        first = begun(desk, other_side.address)
        conversation = await raises(desk, ring)
        desk.rows("UPDATE pgqueuer SET execute_after = now() + interval '6 seconds' WHERE entrypoint = 'page_again'")
        await until(lambda: other_side.asked)
        first.kill()
        first.wait()
        other_side.answers = 204
        second = begun(desk, other_side.address)
        try:
            await until(lambda: {1, 2, 3} <= {one["round"] for one in other_side.pages})
            await page.acknowledge(desk.tenant, conversation, desk.people["ben"])
            said = len(other_side.pages)
            await asyncio.sleep(5)
            assert len(other_side.pages) <= said + 1  # one may have been on its way
        finally:
            second.kill()
            second.wait()
        _check(desk, other_side)


def _check(desk: TestDesk, other_side: Pager) -> None:
    """The first page went out again under its own key; every round is one row, one key, and the next person's."""
    first, *_ = pages = sorted(other_side.pages, key=lambda one: one["round"])
    assert (first["round"], first["id"]) == (1, other_side.asked[0])
    rounds = [(one["round"], one["id"]) for one in pages]
    assert len(set(rounds)) == len({number for number, _ in rounds})
    by_round = {one["round"]: one["person"] for one in pages}
    assert [by_round[number] for number in (1, 2, 3)] == ["ana", "ben", "dov"]
    kept = desk.rows("SELECT round, id::text FROM page ORDER BY round")
    assert {(row["round"], row["id"]) for row in kept} >= set(rounds)
    assert [row["round"] for row in kept] == list(range(1, len(kept) + 1))
