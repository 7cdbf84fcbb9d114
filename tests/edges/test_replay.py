"""Every stored decision can be made again: the same, or what changed is said."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handrail.core.escalation.decide import decide
from handrail.core.escalation.decision import AskBack, Decision, HandOff
from handrail.core.escalation.facts import Facts
from handrail.flows import replay as replay_flow
from handrail.flows.replay import Replay, Replayed, Verdict
from handrail.storage.past_decisions import past_within
from tests.desk import TestDesk, small_desk
from tests.past import a_little_history

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
async def desk(dsn: str) -> AsyncGenerator[TestDesk]:
    async with small_desk(dsn) as made:
        await a_little_history(made)
        yield made


async def all_of(replay: Replay, desk: TestDesk, since: datetime = LONG_AGO) -> list[Replayed]:
    return [one async for one in replay(desk.tenant, since)]


async def test_every_decision_of_a_history_is_made_again_the_same(desk: TestDesk) -> None:
    found = await all_of(Replay(desk.desk, past_within), desk)
    assert len(found) == len(desk.rows("SELECT 1 FROM decision"))
    assert {one.made.rule for one in found} >= {"quote-approved", "no-evidence", "wants-person", "greeting"}
    assert [one for one in found if one.verdict is not Verdict.SAME] == []


async def test_decisions_come_in_order_and_page_by_page(desk: TestDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await all_of(Replay(desk.desk, past_within), desk)
    for size in (1, 3, len(whole)):
        monkeypatch.setattr(replay_flow, "AT_ONCE", size)
        assert [one.made.id for one in await all_of(Replay(desk.desk, past_within), desk)] == [o.made.id for o in whole]
    assert [one.made.at for one in whole] == sorted(one.made.at for one in whole)


async def test_only_what_was_decided_since_then(desk: TestDesk) -> None:
    [row] = desk.rows("SELECT max(at) AS last FROM decision")
    last = await all_of(Replay(desk.desk, past_within), desk, row["last"])
    assert last
    assert {one.made.at for one in last} == {row["last"]}


async def test_a_changed_rule_shows_as_a_difference_with_old_and_new(desk: TestDesk) -> None:
    def colder(facts: Facts) -> Decision:
        decision = decide(facts)
        return replace(decision, rule="no-greeting") if isinstance(decision.outcome, AskBack) else decision

    def careful(facts: Facts) -> Decision:
        return decide(replace(facts, failures=("trust",)))

    colder_found = await all_of(Replay(desk.desk, past_within, colder), desk)
    assert [one.why for one in colder_found if one.verdict is Verdict.DIFFERS] == ["rule greeting became no-greeting"]
    found = await all_of(Replay(desk.desk, past_within, careful), desk)
    differing = [one for one in found if one.verdict is Verdict.DIFFERS and one.made.rule == "quote-approved"]
    assert differing
    for one in differing:
        assert one.why == "answer became hand_off"
        assert one.now is not None
        assert isinstance(one.now.outcome, HandOff)


async def test_facts_that_this_version_cannot_read_are_named_and_not_skipped(desk: TestDesk) -> None:
    desk.rows("UPDATE decision SET facts = jsonb_set(facts, '{text}', '[1]') WHERE rule = 'greeting'")
    desk.rows("UPDATE decision SET outcome = '{\"kind\": \"sing\"}' WHERE rule = 'no-evidence'")
    found = await all_of(Replay(desk.desk, past_within), desk)
    unreadable = {one.made.rule: one.why for one in found if one.verdict is Verdict.UNREADABLE}
    assert set(unreadable) == {"greeting", "no-evidence"}
    assert "$.text" in (unreadable["greeting"] or "")
