"""Published rules hold from the next decision on, in every process; every decision is made again under its own version."""

from collections.abc import AsyncGenerator

import pytest

from handrail.core.escalation.decide import decide
from handrail.core.escalation.rules import RulesAreWrong
from handrail.core.promises import Promise
from handrail.flows.administer import By, NotAllowed
from handrail.flows.publish_rules import NothingToRollBackTo, RulesAreRefused
from handrail.flows.replay import MADE_AGAIN, Replay, Verdict, made_again
from handrail.ports import NotFound
from handrail.ports.configuration import VersionMovedOn
from handrail.storage.past_decisions import past_within
from handrail.storage.promises import check_promises
from tests.desk import NORWAY, TestDesk, another_process, small_desk

APPROVE = """# Ours
format: rules/1
rules:
  - slug: norway
    when: text_plain.contains("norway")
    then: {require: approval, route: {skill: returns}}
    because: Norway is looked at by a person.
"""
NONE = "format: rules/1\nrules: []\n"
BLOCKS = """format: rules/1
rules:
  - {slug: wait, when: wants_person, then: {ask_back: assistant.greeting}, because: They should wait.}
"""
UNKNOWN = APPROVE.replace("skill: returns", "skill: juggling")


@pytest.fixture
async def desk(dsn: str) -> AsyncGenerator[TestDesk]:
    async with small_desk(dsn) as made:
        yield made


def by(desk: TestDesk, slug: str = "lea") -> By:
    return By(desk.people[slug])


async def asks(desk: TestDesk, text: str = "Do you ship to Norway?") -> dict[str, object]:
    conversation = await desk.opened()
    await desk.says(conversation, text)
    await desk.run_jobs()
    [row] = desk.rows(
        "SELECT kind, rule, reason, versions, outcome FROM decision WHERE conversation_id = %s", conversation.id
    )
    return {**row, "owner": (await desk.now(conversation)).owner}


async def test_a_publish_holds_from_the_next_decision_on_in_every_process(desk: TestDesk) -> None:
    async with another_process(desk) as other:
        assert (await asks(other))["kind"] == "answer"
        published, _ = await desk.rules.publish(desk.tenant, by(desk), APPROVE, "We agreed so.")
        assert (published.version, published.source, published.because) == (1, APPROVE, "We agreed so.")
        decided = await asks(other)
        assert (decided["kind"], decided["rule"]) == ("hand_off", "rules/norway")
        assert decided["reason"] == "Norway is looked at by a person."
        assert decided["outcome"]["reason"] == "approval"  # pyright: ignore[reportIndexIssue]
        assert decided["outcome"]["draft"]["text"] == NORWAY.text  # pyright: ignore[reportIndexIssue]
        assert decided["owner"] == desk.people["ben"], "who can do returns"
        assert str(decided["versions"]["workspace_rules"]).startswith("1/")  # pyright: ignore[reportIndexIssue]
        await desk.rules.publish(desk.tenant, by(desk), NONE)
        assert (await asks(other))["kind"] == "answer"


async def test_every_decision_is_made_again_under_the_rules_it_was_made_under(desk: TestDesk) -> None:
    await asks(desk)
    await desk.rules.publish(desk.tenant, by(desk), APPROVE)
    await asks(desk)
    await desk.rules.publish(desk.tenant, by(desk), NONE)
    await asks(desk)
    since = desk.clock.now.replace(year=2020)
    replay = Replay(desk.desk, past_within, rulebook=desk.rules.rulebook)
    again = [one async for one in replay(desk.tenant, since)]
    assert [one.verdict for one in again] == [Verdict.SAME] * 3
    under_none = [one async for one in Replay(desk.desk, past_within, decide)(desk.tenant, since)]
    assert [one.verdict for one in under_none] == [Verdict.SAME, Verdict.DIFFERS, Verdict.SAME]
    desk.rows("UPDATE decision SET facts = jsonb_set(facts, '{versions,workspace_rules}', '\"7/abc\"')")
    lost = [one async for one in replay(desk.tenant, since)]
    assert {one.verdict for one in lost} == {Verdict.UNREADABLE}
    assert "7/abc" in str(lost[0].why)


async def test_a_lead_or_an_admin_publishes_and_nobody_else(desk: TestDesk) -> None:
    for slug in ("ana", "dov"):
        with pytest.raises(NotAllowed, match=r"A lead or an admin does this\."):
            await desk.rules.publish(desk.tenant, by(desk, slug), APPROVE)
    await desk.rules.publish(desk.tenant, by(desk, "rex"), APPROVE)
    with pytest.raises(NotAllowed):
        await desk.rules.publish.roll_back(desk.tenant, by(desk, "ana"), 1)
    assert len(await desk.rules.read.history(desk.tenant)) == 1


async def test_what_stands_in_the_way_of_a_person_or_names_nobody_is_not_published(desk: TestDesk) -> None:
    for text, code in ((BLOCKS, "in-the-way"), (UNKNOWN, "unknown-word")):
        with pytest.raises(RulesAreRefused) as refused:
            await desk.rules.publish(desk.tenant, by(desk), text)
        assert code in {one.code for one in refused.value.checked.linted.refused}
    with pytest.raises(RulesAreWrong):
        await desk.rules.publish(desk.tenant, by(desk), "rules: {}")
    assert await desk.rules.read.latest(desk.tenant) is None


async def test_whoever_has_not_seen_the_newest_version_does_not_write_over_it(desk: TestDesk) -> None:
    await desk.rules.publish(desk.tenant, by(desk), APPROVE, after=0)
    with pytest.raises(VersionMovedOn, match="Version 1 of the rules was published meanwhile"):
        await desk.rules.publish(desk.tenant, by(desk), NONE, after=0)
    await desk.rules.publish(desk.tenant, by(desk), NONE, after=1)


async def test_rolling_back_publishes_the_earlier_content_as_a_new_version(desk: TestDesk) -> None:
    await desk.rules.publish(desk.tenant, by(desk), APPROVE)
    await desk.rules.publish(desk.tenant, by(desk), NONE)
    back = await desk.rules.publish.roll_back(desk.tenant, by(desk), 1, "The old ones were better.")
    assert (back.version, back.rolled_back_to, back.source) == (3, 1, APPROVE)
    assert (await asks(desk))["rule"] == "rules/norway"
    with pytest.raises(NothingToRollBackTo):
        await desk.rules.publish.roll_back(desk.tenant, by(desk), 3)
    with pytest.raises(NotFound):
        await desk.rules.publish.roll_back(desk.tenant, by(desk), 9)
    kinds = [row["kind"] for row in desk.rows("SELECT kind FROM event WHERE kind LIKE 'rules%%' ORDER BY id")]
    assert kinds == ["rules_published", "rules_published", "rules_rolled_back"]
    [event] = desk.rows("SELECT actor, data FROM event WHERE kind = 'rules_rolled_back'")
    assert event["actor"] == f"agent:{desk.people['lea']}"
    assert (event["data"]["version"], event["data"]["to"]) == (3, 1)


async def test_rules_that_are_not_what_was_published_send_every_turn_to_a_person(desk: TestDesk) -> None:
    await desk.rules.publish(desk.tenant, by(desk), APPROVE)
    desk.rows("UPDATE configuration SET content = jsonb_set(content, '{rules,0,when}', '\"false\"')")
    decided = await asks(desk)
    assert (decided["kind"], decided["rule"]) == ("hand_off", "failed")
    assert "the workspace's rules (RulesWereChanged)" in str(decided["reason"])


async def test_a_wish_for_a_person_is_granted_though_no_rules_can_be_read(desk: TestDesk) -> None:
    await desk.rules.publish(desk.tenant, by(desk), APPROVE)
    desk.rows("UPDATE configuration SET content = '{}'")
    decided = await asks(desk, "I want to talk to a person")
    assert decided["rule"] == "wants-person"


async def test_the_age_of_an_article_is_known_and_a_rule_may_ask_for_it(desk: TestDesk) -> None:
    desk.rows("UPDATE article SET imported_at = %s", desk.clock.now.replace(year=2024))
    old = APPROVE.replace('text_plain.contains("norway")', "has_article && article_age_days > 365")
    await desk.rules.publish(desk.tenant, by(desk), old)
    assert (await asks(desk))["rule"] == "rules/norway"
    desk.rows("UPDATE article SET imported_at = %s", desk.clock.now)
    assert (await asks(desk))["kind"] == "answer"


async def test_the_promise_explained_sees_a_decision_that_comes_out_otherwise_and_no_other(desk: TestDesk) -> None:
    await desk.rules.publish(desk.tenant, by(desk), APPROVE)
    await asks(desk)
    await asks(desk, "Do you sell harpsichords?")
    await desk.rules.publish(desk.tenant, by(desk), NONE)
    replay = Replay(desk.desk, past_within, rulebook=desk.rules.rulebook)

    async def checked() -> tuple[int, int]:
        found = await made_again(replay, desk.tenant, desk.clock.now)
        return found.examined, found.violations

    assert await checked() == (2, 0)
    desk.rows(
        "UPDATE decision SET facts = jsonb_set(facts, '{versions,rules}', '\"floor/1\"') WHERE rule = 'no-evidence'"
    )
    assert await checked() == (1, 0), "what another floor decided is not held to this one"
    desk.rows("UPDATE decision SET facts = jsonb_set(facts, '{text}', '\"Hello\"') WHERE rule = 'rules/norway'")
    assert await checked() == (1, 1)
    [report] = [
        one
        for one in await check_promises(
            desk.door, desk.tenant, desk.clock.now, again=lambda tenant, now: made_again(replay, tenant, now)
        )
        if one.promise is Promise.EXPLAINED
    ]
    assert MADE_AGAIN in {part.part for part in report.parts if part.violations}
    assert not any("replay" in what for what in report.not_checked)
    desk.clock.forward(days=8)
    assert await checked() == (0, 0)
