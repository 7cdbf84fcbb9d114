"""Rules are tried on what happened: stored decisions again, imported conversations turn by turn, and nothing is kept."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
import uuid_utils.compat as uuids

from handrail.core.escalation.rules.backtest import Backtest, Effect
from handrail.flows import back_test as back_test_flow
from handrail.flows.administer import By
from handrail.flows.history import ImportHistory
from handrail.storage.history import past_conversations_within
from handrail.storage.history_lines import read_line
from tests.desk import TestDesk, small_desk
from tests.edges.test_history import line
from tests.past import a_little_history

HOLD_NORWAY = """format: rules/1
rules:
  - {slug: norway, when: 'text_plain.contains("norway")', then: hand_off, because: Norway is a person's.}
"""
AT_NIGHT = HOLD_NORWAY.replace('text_plain.contains("norway")', "hour < 6 && turns == 1")
NONE = "format: rules/1\nrules: []\n"


@pytest.fixture
async def desk(dsn: str) -> AsyncGenerator[TestDesk]:
    async with small_desk(dsn) as made:
        yield made


async def tried(desk: TestDesk, text: str, days: int = 3650, **more: int) -> Backtest:
    evaluate = desk.rules.language.from_file(text).evaluate
    return await desk.rules.back_test(desk.tenant, desk.clock.now - timedelta(days=days), evaluate, **more)


async def imported(
    desk: TestDesk, *said: tuple[str, str], at: str = "2026-11-02T10:0{n}:00Z", name: str = "old-1"
) -> None:
    messages = [{"author": who, "text": text, "at": at.format(n=n)} for n, (who, text) in enumerate(said)]
    one = line(
        external_id=name,
        customer={"external_id": name},
        messages=messages,
        opened_at=messages[0]["at"],
        resolved_at=None,
    )
    await ImportHistory(desk.desk, past_conversations_within, desk.clock, uuids.uuid7)(desk.tenant, [one], read_line)


async def test_stored_decisions_are_compared_under_the_rules_in_force_and_the_new_ones(desk: TestDesk) -> None:
    past = await a_little_history(desk)
    kept = {
        table: desk.rows(f"SELECT count(*) AS n FROM {table}") for table in ("event", "decision", "message", "pgqueuer")
    }
    found = await tried(desk, HOLD_NORWAY)
    by_conversation = {change.course.conversation: change for change in found.changes}
    assert by_conversation[past.answered.id].effect is Effect.NEEDLESS
    assert by_conversation[past.given_back.id].effect is Effect.OTHER, "a person came when they asked for one"
    assert past.helped.id not in by_conversation, "it went to a person anyway"
    change = by_conversation[past.answered.id]
    assert (change.step.before.kind, change.step.after.rule) == ("answer", "rules/norway")
    assert change.step.after.would_change
    for table, before in kept.items():
        assert desk.rows(f"SELECT count(*) AS n FROM {table}") == before, table
    await desk.rules.publish(desk.tenant, By(), HOLD_NORWAY)
    assert (await tried(desk, HOLD_NORWAY)).changes == ()
    back = await tried(desk, NONE)
    assert {change.effect for change in back.changes} == {Effect.RELEASED, Effect.OTHER}
    desk.rows(
        """INSERT INTO rating (tenant, id, conversation_id, customer_id, rating, at)
           SELECT tenant, uuidv7(), id, customer_id, 1, now() FROM conversation WHERE id = %s""",
        past.answered.id,
    )
    lost = (await tried(desk, NONE)).changes[0]
    assert (lost.effect, lost.course.conversation) == (Effect.LOST, past.answered.id), "what is taken away comes first"


async def test_what_was_imported_is_decided_turn_by_turn_and_held_against_what_happened(desk: TestDesk) -> None:
    await imported(
        desk,
        ("customer", "Do you ship to Norway?"),
        ("assistant", "Yes."),
        ("customer", "And the norway customs,"),
        ("customer", "who pays for them?"),
        ("agent", "We do."),
        ("customer", "Norway again"),
    )
    found = await tried(desk, HOLD_NORWAY)
    assert (found.looked_at, found.imported, found.turns) == (1, 1, 2), (
        "a burst is one turn; after the agent it was theirs"
    )
    [change] = found.changes
    assert change.effect is Effect.CAUGHT
    assert change.step.facts.text == "Do you ship to Norway?"
    assert change.needed is not None
    assert (change.needed.step, change.needed.because) == (1, "An agent answered it.")
    assert desk.rows("SELECT 1 FROM decision WHERE rule <> 'imported'") == []


async def test_an_imported_turn_is_judged_at_the_time_it_happened(desk: TestDesk) -> None:
    await imported(desk, ("customer", "Do you ship to Norway?"), at="2026-11-02T03:0{n}:00Z")
    await imported(desk, ("customer", "Do you ship to Norway?"), at="2026-11-02T12:0{n}:00Z", name="old-2")
    [change] = (await tried(desk, AT_NIGHT)).changes
    assert change.step.at.hour == 3


async def test_only_what_happened_since_then_and_no_more_than_was_asked_for(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        await imported(
            desk, ("customer", "Do you ship to Norway?"), at=f"2026-11-0{n + 1}T10:0{{n}}:00Z", name=f"old-{n}"
        )
    assert (await tried(desk, HOLD_NORWAY, days=20)).looked_at == 3
    limited = await tried(desk, HOLD_NORWAY, most_conversations=3)
    assert (limited.looked_at, limited.left_out) == (3, 2)
    assert [change.step.at.day for change in limited.changes] == [5, 4, 3], "the newest"
    assert (await tried(desk, HOLD_NORWAY, most_turns=2)).turns == 2
    monkeypatch.setattr(back_test_flow, "AT_ONCE", 2)
    assert (await tried(desk, HOLD_NORWAY)).looked_at == 5


async def test_erased_conversations_are_counted_and_passed_over(desk: TestDesk) -> None:
    past = await a_little_history(desk)
    desk.rows("UPDATE decision SET erased_at = now(), facts = '{}' WHERE conversation_id = %s", past.answered.id)
    found = await tried(desk, HOLD_NORWAY)
    assert found.unread == 1
    assert past.answered.id not in {change.course.conversation for change in found.changes}
