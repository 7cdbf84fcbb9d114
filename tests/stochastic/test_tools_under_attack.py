"""Somebody who owns the assistant's mouth calls tools with any arguments whatever, against the real shop: nothing that is not
theirs, nothing over a cap, nothing twice. HANDRAIL_ATTACKS says how often (`python -m bench.attacks`: thousands)."""

import os
import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from handrail.core.tools import Tool
from tests.conftest import SHARED_DATA
from tests.desk import TestDesk, small_desk
from tests.hostile_caller import HostileCaller, canaries_of_others, injected_strings, what_is_wrong
from tests.shop import real_shop

ATTACKS = int(os.environ.get("HANDRAIL_ATTACKS", "240"))
SEED = int(os.environ.get("HANDRAIL_ATTACK_SEED", time.time_ns() % 1_000_000))

pytestmark = pytest.mark.slow


async def test_a_hostile_caller_gets_nothing_that_is_not_theirs_and_nothing_twice(dsn: str, tmp_path: Path) -> None:
    print(f"seed {SEED}, {ATTACKS} attacks")
    async with small_desk(dsn) as desk, real_shop(desk, tmp_path) as shop:
        caller = HostileCaller(desk, shop, random.Random(SEED), injected_strings(SHARED_DATA))
        await caller.attacks(ATTACKS)
        wrong = [*what_is_wrong(desk, shop), *caller.leaks]
        print(caller.outcomes, len(shop.did()), "effects by the shop's books")
        assert wrong == [], f"{len(wrong)} wrong with seed {SEED}, the first: {wrong[:3]}"
        # An attack that never gets through to a tool shows nothing.
        assert caller.outcomes["Done"] > ATTACKS / 10 and caller.outcomes["Blocked"] and caller.outcomes["NotDone"]
        assert len(shop.did()) > ATTACKS / 40


async def test_the_judge_sees_a_planted_theft_a_planted_leak_and_a_planted_double(dsn: str, tmp_path: Path) -> None:
    async with small_desk(dsn) as desk, real_shop(desk, tmp_path) as shop:
        caller = HostileCaller(desk, shop, random.Random(7), injected_strings(None))
        await caller.attacks(60)
        assert what_is_wrong(desk, shop) == []
        tool = next(one for one in (await _tools(desk)) if one.slug == "request_password_reset")
        await shop.tools.servers.call(desk.tenant, tool, {"customer": "cus-0005"}, "a key nobody claimed")
        assert any("do not know of" in one for one in what_is_wrong(desk, shop))
        assert canaries_of_others({"internal": "canary-cus-0002-00000000"}, "cus-0001")


async def _tools(desk: TestDesk) -> Sequence[Tool]:
    async with desk.desk.as_system(desk.tenant) as work:
        return await work.tools.all()
