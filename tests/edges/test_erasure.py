"""A customer is forgotten for good, the law may forbid it, retention does it by itself, and the log still verifies."""

import json
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
import uuid_utils.compat as uuids

from handrail.core.conversation.conversation import Channel
from handrail.core.conversation.texts import render
from handrail.core.tools import Effect, EffectState
from handrail.flows.erase import EraseCustomer, EraseOld, StillOpen, UnderLegalHold
from handrail.flows.export import ExportCustomer
from handrail.flows.promise import MakePromise
from handrail.flows.replay import Replay, Verdict
from handrail.ports import NewCustomer, NotFound
from handrail.storage.administration import setup_within
from handrail.storage.customer_records import records_within
from handrail.storage.erasure import ErasureList, erasing_within
from handrail.storage.past_decisions import past_within
from handrail.storage.promises import check_promises
from tests.desk import TestDesk, small_desk
from tests.past import Past, a_little_history, sealer_of

PERSONAL = ("Ingrid", "harpsichord", "Nordmann", "ola@home.example", "tune", "site-user-77", "Ola", "Fjordgata 8")


class Scene:
    def __init__(self, desk: TestDesk, past: Past, folder: Path) -> None:
        self.desk, self.past, self.listed = desk, past, ErasureList(folder / "erasures.jsonl")
        self.sealer = sealer_of(desk, folder / "heads.jsonl")
        self.erase = EraseCustomer(desk.desk, erasing_within, self.listed, desk.clock, uuids.uuid7)
        self.erase_old = EraseOld(desk.desk, erasing_within, desk.clock)
        self.export = ExportCustomer(desk.desk, records_within, desk.clock)
        self.ola = past.helped.customer

    async def forget(self, customer: UUID, **how: bool) -> None:
        await self.erase(self.desk.tenant, customer, f"agent:{self.desk.people['lea']}", **how)

    async def exported(self, customer: UUID) -> str:
        return json.dumps(await self.export(self.desk.tenant, customer), ensure_ascii=False)

    async def broken(self) -> dict[str, int]:
        found = await check_promises(self.desk.door, self.desk.tenant, self.desk.clock.now, sealer=self.sealer)
        return {report.promise.value: report.violations for report in found if report.violations}

    def everything_stored(self) -> str:
        """Every row of every table as text, as somebody with the whole database would read it."""
        names = self.desk.rows(
            "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        rows = [self.desk.rows(f"SELECT t::text AS row FROM {one['name']} t") for one in names]
        return "\n".join(row["row"] for table in rows for row in table)


@pytest.fixture
async def scene(dsn: str, tmp_path: Path) -> AsyncGenerator[Scene]:
    async with small_desk(dsn) as desk:
        made = Scene(desk, await a_little_history(desk), tmp_path)
        desk.rows(
            "INSERT INTO contact (tenant, customer_id, id, kind, value) VALUES (%s, %s, %s, 'email', 'ola@home.example')",
            desk.tenant,
            made.ola,
            uuid4(),
        )
        desk.rows("UPDATE customer SET external_id = 'site-user-77', timezone = 'Europe/Oslo' WHERE id = %s", made.ola)
        promises = MakePromise(desk.desk, setup_within, desk.clock, uuids.uuid7)
        await _acted(desk, made)
        by, due = desk.people["ana"], desk.clock.now.replace(year=2027)
        kept = await promises(
            desk.tenant, made.past.chatting.id, by, "call Kim at home", due.replace(year=2026, day=31)
        )
        await promises.settle(desk.tenant, kept.id, by, kept=True)
        await made.sealer.seal(desk.tenant)
        yield made


async def _acted(desk: TestDesk, scene: Scene) -> None:
    """A tool changed an address, and answered with it."""
    where = await desk.now(scene.past.helped)
    said = {"address": "Fjordgata 8"}
    effect = Effect(
        uuid4(), "key", "change_address", "1", where.id, where.customer, said, EffectState.CLAIMED, desk.clock()
    )
    async with desk.desk.as_system(desk.tenant) as work:
        await work.effects.claim(effect)
        await work.effects.settle(
            replace(effect, state=EffectState.DONE, settled_at=desk.clock(), answer=said, receipt="Fjordgata 8")
        )


async def test_nothing_that_anybody_wrote_or_that_names_them_is_left_in_any_table(scene: Scene) -> None:
    before = scene.everything_stored()
    assert all(word in before for word in PERSONAL)
    await scene.forget(scene.ola)
    after = scene.everything_stored()
    assert [word for word in PERSONAL if word in after] == []


async def test_other_customers_keep_their_words(scene: Scene) -> None:
    await scene.forget(scene.ola)
    assert "4711-22" in await scene.exported(scene.past.chatting.customer)


async def test_what_an_agent_promised_in_words_goes_too(scene: Scene) -> None:
    assert "call Kim at home" in await scene.exported(scene.past.chatting.customer)
    await scene.forget(scene.past.chatting.customer, even_open=True)
    assert "Kim" not in await scene.exported(scene.past.chatting.customer)


async def test_the_log_still_verifies_the_promises_still_hold_and_the_erasure_is_on_record(scene: Scene) -> None:
    await scene.forget(scene.ola)
    await scene.sealer.seal(scene.desk.tenant)
    report = await scene.sealer.verify(scene.desk.tenant)
    assert report.holds
    assert report.unsealed == 0
    assert await scene.broken() == {}
    [event] = scene.desk.rows("SELECT actor, data FROM event WHERE kind = 'customer_erased'")
    assert event["actor"] == f"agent:{scene.desk.people['lea']}"
    assert event["data"]["messages"] == 4
    [listed] = list(scene.listed)
    assert (listed.tenant, listed.customer, str(listed.id)) == (scene.desk.tenant, scene.ola, event["data"]["erasure"])


async def test_the_digest_left_in_the_log_can_no_longer_be_checked_by_guessing(scene: Scene) -> None:
    query = "SELECT salt FROM message WHERE conversation_id = %s ORDER BY seq"
    before = scene.desk.rows(query, scene.past.helped.id)
    await scene.forget(scene.ola)
    after = scene.desk.rows(query, scene.past.helped.id)
    assert all(old["salt"] != new["salt"] for old, new in zip(before, after, strict=True))


async def test_replay_says_erased_and_everything_else_replays_the_same(scene: Scene) -> None:
    await scene.forget(scene.ola)
    replay = Replay(scene.desk.desk, past_within)
    since = scene.desk.clock.now.replace(year=2020)
    verdicts = [one async for one in replay(scene.desk.tenant, since)]
    erased = [one for one in verdicts if one.made.conversation == scene.past.helped.id]
    assert {one.verdict for one in erased} == {Verdict.ERASED}
    assert {one.verdict for one in verdicts if one not in erased} == {Verdict.SAME}


async def test_an_export_holds_everything_and_after_erasure_says_so(scene: Scene) -> None:
    document = await scene.export(scene.desk.tenant, scene.ola)
    text = json.dumps(document, ensure_ascii=False)
    assert all(word in text for word in PERSONAL)
    assert not document["erased"]
    [conversation] = document["conversations"]
    assert [message["author_kind"] for message in conversation["messages"]] == ["customer", "system", "agent", "agent"]
    assert conversation["messages"][1]["body"].startswith("A person is taking over: ")
    assert conversation["handoffs"][0]["packet"]["format"] == "handoff/1"
    assert {entry["kind"] for entry in document["log"]} >= {"message_received", "handed_off", "agent_said", "resolved"}
    await scene.forget(scene.ola)
    document = await scene.export(scene.desk.tenant, scene.ola)
    assert document["erased"]
    assert document["customer"]["name"] is None
    assert all(message["body"] is None for message in document["conversations"][0]["messages"])
    assert document["log"][-1]["kind"] == "customer_erased"


async def test_an_erased_text_of_the_catalogue_can_still_be_shown(scene: Scene) -> None:
    await scene.forget(scene.ola)
    rows = scene.desk.rows("SELECT text_id, slots FROM message WHERE text_id IS NOT NULL AND erased_at IS NOT NULL")
    assert rows
    for row in rows:
        assert render(row["text_id"], row["slots"], "en")


async def test_a_legal_hold_keeps_every_word_until_it_is_lifted(scene: Scene) -> None:
    by = f"agent:{scene.desk.people['lea']}"
    await scene.erase.hold(scene.desk.tenant, scene.ola, by, held=True)
    with pytest.raises(UnderLegalHold, match="under legal hold"):
        await scene.forget(scene.ola, even_open=True)
    assert "harpsichord" in scene.everything_stored()
    assert list(scene.listed) == []
    await scene.erase.hold(scene.desk.tenant, scene.ola, by, held=False)
    await scene.forget(scene.ola)
    assert "harpsichord" not in scene.everything_stored()
    kinds = [
        row["kind"]
        for row in scene.desk.rows("SELECT kind FROM event WHERE starts_with(kind, 'legal_hold') ORDER BY id")
    ]
    assert kinds == ["legal_hold_set", "legal_hold_lifted"]


async def test_a_conversation_somebody_works_on_is_not_erased_by_accident(scene: Scene) -> None:
    zoe = scene.past.waiting.customer
    with pytest.raises(StillOpen, match=str(scene.past.waiting.id)):
        await scene.forget(zoe)
    await scene.forget(zoe, even_open=True)
    assert "Zoë" not in scene.everything_stored()
    after = await scene.desk.now(scene.past.waiting)
    assert after.writer is not None
    assert after.wish_is_unmet
    assert await scene.broken() == {}


async def test_what_came_after_an_erasure_is_erased_by_the_next(scene: Scene) -> None:
    kim = scene.past.chatting
    await scene.forget(kim.customer, even_open=True)
    await scene.desk.says(kim, "my new secret is 42-XYZ")
    await scene.desk.run_jobs()
    await scene.forget(kim.customer, even_open=True)
    assert "42-XYZ" not in scene.everything_stored()
    assert len(list(scene.listed)) == 2


async def test_a_customer_of_another_workspace_does_not_exist(scene: Scene) -> None:
    for attempt in (scene.forget(uuid4()), scene.exported(uuid4())):
        with pytest.raises(NotFound):
            await attempt
    with pytest.raises(NotFound):
        await scene.erase(uuid4(), scene.ola, "system")


async def test_an_erased_customer_who_comes_back_is_somebody_new(scene: Scene) -> None:
    await scene.forget(scene.ola)
    async with scene.desk.desk.as_system(scene.desk.tenant) as work:
        again = await work.people.customer_for(uuid4(), NewCustomer(name="Ola", external_id="site-user-77"))
    assert again != scene.ola


async def test_the_list_outside_is_written_before_the_erasure_is_committed(scene: Scene) -> None:
    def full(_: object) -> None:
        raise OSError("the disk is full")

    erase = EraseCustomer(scene.desk.desk, erasing_within, full, scene.desk.clock, uuids.uuid7)
    with pytest.raises(OSError, match="full"):
        await erase(scene.desk.tenant, scene.ola, "system")
    assert "harpsichord" in scene.everything_stored()


async def test_retention_erases_what_closed_too_long_ago_and_nothing_else(scene: Scene) -> None:
    desk, tenant = scene.desk, scene.desk.tenant
    assert (await scene.erase_old(tenant)).conversations == 0  # no retention is set
    desk.rows("UPDATE workspace SET retention_days = 30 WHERE tenant = %s", tenant)
    desk.clock.forward(days=29)
    assert (await scene.erase_old(tenant)).conversations == 0
    desk.clock.forward(days=2)
    erased = await scene.erase_old(tenant)
    assert (erased.conversations, erased.messages) == (1, 2)
    assert (await scene.erase_old(tenant)).conversations == 0
    rows = desk.rows("SELECT DISTINCT conversation_id AS id FROM message WHERE erased_at IS NOT NULL")
    assert [row["id"] for row in rows] == [scene.past.answered.id]
    assert (await scene.sealer.verify(tenant)).holds


async def test_retention_passes_over_a_legal_hold(scene: Scene) -> None:
    desk, tenant = scene.desk, scene.desk.tenant
    desk.rows("UPDATE workspace SET retention_days = 1 WHERE tenant = %s", tenant)
    await scene.erase.hold(tenant, scene.past.answered.customer, "system", held=True)
    desk.clock.forward(days=5)
    assert (await scene.erase_old(tenant)).conversations == 0


async def test_retention_of_many_conversations_goes_on_page_by_page(scene: Scene) -> None:
    desk, tenant = scene.desk, scene.desk.tenant
    desk.rows("UPDATE workspace SET retention_days = 1 WHERE tenant = %s", tenant)
    desk.rows(
        """INSERT INTO conversation (tenant, id, customer_id, channel, state, owner_id, opened_at, closed_at)
           SELECT tenant, uuidv7(), customer_id, channel, 'closed', owner_id, opened_at, '2020-01-01'
           FROM conversation, generate_series(1, 450) WHERE id = %s""",
        scene.past.answered.id,
    )
    desk.clock.forward(days=5)
    assert (await scene.erase_old(tenant)).conversations == 451
    assert (await scene.erase_old(tenant)).conversations == 0


async def test_a_mail_to_an_erased_customer_does_not_go(scene: Scene) -> None:
    conversation = await scene.desk.opened(Channel.EMAIL, "Per")
    await scene.desk.says(conversation, "I want to speak to a person")
    await scene.desk.run_jobs()
    await scene.forget(conversation.customer, even_open=True)
    with psycopg.connect(scene.desk.dsn) as connection:
        [(left,)] = connection.execute(
            "SELECT count(*) FROM contact WHERE customer_id = %s", [conversation.customer]
        ).fetchall()
    assert left == 0
