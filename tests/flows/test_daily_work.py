"""Blocks leave the way to a person open, spam ends no duty, merges open nothing, and a mail to the team goes once."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import uuid_utils.compat as uuids

from handrail.core.conversation.conversation import Channel, Conversation, State
from handrail.core.conversation.moves import (
    CustomerIsBlocked,
    IllegalMove,
    PromiseStillOpen,
    SomebodyElseHolds,
    WishStillUnmet,
)
from handrail.core.daily.notices import Wanted
from handrail.flows.administer import NotAllowed
from handrail.flows.erase import EraseCustomer
from handrail.flows.export import ExportCustomer
from handrail.flows.start_conversation import Arrival
from handrail.ports import NewCustomer, NotFound
from handrail.ports.daily import SearchQuery
from handrail.storage.customer_records import records_within
from handrail.storage.erasure import ErasureList, erasing_within
from handrail.storage.promises import check_promises
from handrail.storage.reading import PgReading
from handrail.storage.search_index import SearchIndex
from tests.desk import TestDesk, small_desk
from tests.edges.daily_for_tests import Daily, Outbox, daily, put_contact


class Scene:
    def __init__(self, desk: TestDesk) -> None:
        self.desk, self.outbox = desk, Outbox()
        self.daily: Daily = daily(desk, self.outbox)
        self.reading = PgReading(desk.door)

    async def block(self, customer: UUID, by: str = "lea", days: int = 7) -> None:
        until = self.desk.clock() + timedelta(days=days)
        await self.daily.block(self.desk.tenant, self.desk.people[by], customer, "Insults.", until)

    async def held(self, conversation: Conversation, by: str) -> None:
        await self.desk.take_over(self.desk.tenant, conversation.id, self.desk.people[by])

    async def replies(self, conversation: Conversation, by: str) -> None:
        await self.desk.reply(self.desk.tenant, conversation.id, self.desk.people[by], "Here I am.", uuid4().hex)

    async def found(self, text: str) -> list[UUID]:
        await SearchIndex(self.desk.door)(self.desk.tenant)
        page = await self.reading.search(self.desk.tenant, self.desk.people["ana"], SearchQuery(text))
        return [hit.conversation.id for hit in page.hits]

    async def notified(self) -> int:
        return await self.daily.notify(self.desk.tenant)

    async def broken(self) -> dict[str, int]:
        found = await check_promises(self.desk.door, self.desk.tenant, self.desk.clock.now)
        return {report.promise.value: report.violations for report in found if report.violations}


@pytest.fixture
async def scene(dsn: str) -> AsyncGenerator[Scene]:
    async with small_desk(dsn) as desk:
        yield Scene(desk)


# blocks
async def test_a_block_never_touches_an_open_wish_for_a_person(scene: Scene) -> None:
    conversation = await scene.desk.opened()
    await scene.desk.says(conversation, "I want to talk to a human")
    await scene.block(conversation.customer)
    await scene.desk.says(conversation, "Are you there?")
    await scene.desk.run_jobs()
    now = await scene.desk.now(conversation)
    assert (now.state, now.wish_is_unmet) == (State.OFFERED, True)
    await scene.held(conversation, "ana")
    await scene.replies(conversation, "ana")
    with pytest.raises(CustomerIsBlocked):
        await scene.desk.says(conversation, "And another thing")
    with pytest.raises(CustomerIsBlocked):
        await scene.desk.press_button(scene.desk.tenant, conversation.id, conversation.customer)
    assert await scene.broken() == {}


async def test_who_is_blocked_may_ask_for_a_person_once_in_words_or_by_the_button(scene: Scene) -> None:
    for wish in ("words", "button"):
        conversation = await scene.desk.opened()
        await scene.desk.says(conversation, "Fools!")
        await scene.block(conversation.customer)
        with pytest.raises(CustomerIsBlocked):
            await scene.desk.says(conversation, "Fools!")
        if wish == "words":
            await scene.desk.says(conversation, "Please let me talk to a person")
        else:
            await scene.desk.press_button(scene.desk.tenant, conversation.id, conversation.customer)
        await scene.desk.run_jobs()
        assert (await scene.desk.now(conversation)).wish_is_unmet
    assert await scene.broken() == {}


async def test_who_is_blocked_opens_one_conversation_and_no_more(scene: Scene) -> None:
    known = NewCustomer(name="Noor", external_id="7")
    first = await scene.desk.start(scene.desk.tenant, Arrival(Channel.CHAT, newcomer=known))
    await scene.desk.says(first, "Hello")
    await scene.desk.run_jobs()
    await scene.daily.mark_spam(scene.desk.tenant, (await clear(scene, first)).id, scene.desk.people["ana"])
    await scene.block(first.customer)
    only = await scene.desk.start(scene.desk.tenant, Arrival(Channel.CHAT, newcomer=known))
    with pytest.raises(CustomerIsBlocked):
        await scene.desk.says(only, "Fools!")
    with pytest.raises(CustomerIsBlocked):
        await scene.desk.start(scene.desk.tenant, Arrival(Channel.CHAT, customer=first.customer))


async def clear(scene: Scene, conversation: Conversation) -> Conversation:
    """Answered by a person, so that nothing is owed."""
    await scene.held(conversation, "ana")
    await scene.replies(conversation, "ana")
    return await scene.desk.now(conversation)


async def test_a_block_ends_by_itself_and_by_a_lead(scene: Scene) -> None:
    conversation = await scene.desk.opened()
    await scene.block(conversation.customer, days=1)
    scene.desk.clock.forward(days=1)
    await scene.desk.says(conversation, "Hello again")
    await scene.block(conversation.customer)
    with pytest.raises(NotAllowed):
        await scene.daily.block.lift(scene.desk.tenant, scene.desk.people["ana"], conversation.customer)
    await scene.daily.block.lift(scene.desk.tenant, scene.desk.people["rex"], conversation.customer)
    await scene.desk.says(conversation, "Thank you")
    kinds = [row["kind"] for row in scene.desk.rows("SELECT kind FROM event WHERE kind LIKE 'customer_%%' ORDER BY id")]
    assert kinds == ["customer_blocked", "customer_blocked", "customer_unblocked"]


async def test_only_leads_block_and_never_for_longer_than_ninety_days(scene: Scene) -> None:
    conversation = await scene.desk.opened()
    for slug in ("ana", "dov"):
        with pytest.raises(NotAllowed):
            await scene.block(conversation.customer, slug)
    for days in (0, 91):
        with pytest.raises(IllegalMove):
            await scene.block(conversation.customer, days=days)
    with pytest.raises(NotFound):
        await scene.block(uuid4())


async def test_one_blocked_message_fails_none_of_its_neighbours(scene: Scene) -> None:
    blocked, free = await scene.desk.opened(), await scene.desk.opened()
    await scene.block(blocked.customer)
    with pytest.raises(CustomerIsBlocked):
        await scene.desk.says(blocked, "Fools!")
    assert (await scene.desk.says(free, "Hello")).seq == 1


# spam
async def test_spam_ends_no_wish_and_no_promise(scene: Scene) -> None:
    conversation = await scene.desk.opened()
    await scene.desk.says(conversation, "Cheap watches! Talk to a human now!")
    await scene.desk.run_jobs()
    by = scene.desk.people["ana"]
    await scene.held(conversation, "ana")
    with pytest.raises(WishStillUnmet):
        await scene.daily.mark_spam(scene.desk.tenant, conversation.id, by)
    await scene.replies(conversation, "ana")
    with pytest.raises(SomebodyElseHolds):
        await scene.daily.mark_spam(scene.desk.tenant, conversation.id, scene.desk.people["ben"])
    scene.desk.rows(
        """INSERT INTO promise (tenant, id, conversation_id, what, due_at, owner_id, reached_by, made_at)
           VALUES (%s, %s, %s, 'a watch', '2027-01-01', %s, 'chat', now())""",
        *(scene.desk.tenant, uuid4(), conversation.id, by),
    )
    with pytest.raises(PromiseStillOpen):
        await scene.daily.mark_spam(scene.desk.tenant, conversation.id, by)


async def test_the_assistant_says_nothing_more_after_spam(scene: Scene) -> None:
    conversation = await scene.desk.opened()
    await scene.desk.says(conversation, "Do you ship to Norway?")
    await scene.desk.decide(scene.desk.tenant, conversation.id)
    await scene.daily.mark_spam(scene.desk.tenant, conversation.id, scene.desk.people["ana"])
    await scene.desk.run_jobs()
    assert [author for author, _ in await scene.desk.thread(conversation)] == ["customer"]
    assert await scene.broken() == {}
    back = await scene.daily.mark_spam.undo(scene.desk.tenant, conversation.id, scene.desk.people["ben"])
    assert (back.state, back.writer) == (State.HELD, scene.desk.people["ben"])
    assert await scene.broken() == {}


# merges
async def test_a_merged_customer_is_blocked_erased_and_exported_as_one(scene: Scene, tmp_path: Path) -> None:
    one, two = await scene.desk.opened(name="Ola"), await scene.desk.opened(name="Ola Nordmann")
    for conversation, text in ((one, "My harpsichord"), (two, "My zither")):
        put_contact(scene.desk, conversation.customer, "email", "ola@home.example", verified=True)
        await scene.desk.says(conversation, text)
    lea, desk = scene.desk.people["lea"], scene.desk
    await scene.daily.merge(desk.tenant, lea, one.customer, two.customer)
    await scene.block(one.customer)
    for conversation in (one, two):
        with pytest.raises(CustomerIsBlocked):
            await desk.says(conversation, "Still me")
    await scene.daily.merge.undo(desk.tenant, lea, one.customer)
    await desk.says(one, "Not the one who is blocked")
    await scene.daily.merge(desk.tenant, lea, one.customer, two.customer)
    exported = await ExportCustomer(desk.desk, records_within, desk.clock)(desk.tenant, one.customer)
    assert len(exported["conversations"]) == 2
    assert exported["customer"]["blocks"][0]["because"] == "Insults."
    assert set(await scene.found("harpsichord") + await scene.found("zith")) == {one.id, two.id}
    erase = EraseCustomer(desk.desk, erasing_within, ErasureList(tmp_path / "erased"), desk.clock, uuids.uuid7)
    await erase(desk.tenant, one.customer, f"agent:{lea}", even_open=True)
    assert await scene.found("harpsichord") == await scene.found("zith") == []
    await SearchIndex(desk.door)(desk.tenant)
    tables = ("search_entry", "search_customer", "customer_block", "contact")
    left = "".join(row["row"] for name in tables for row in desk.rows(f"SELECT t::text AS row FROM {name} t"))
    assert not [word for word in ("harpsichord", "zither", "ola", "nordmann", "Insults") if word in left]


# search
async def test_the_index_holds_everything_once_whoever_builds_it_when(scene: Scene) -> None:
    first = await scene.desk.opened()
    await scene.desk.says(first, "A torch")
    assert await scene.found("torch") == [first.id]
    await scene.desk.says(first, "A lantern")
    second = await scene.desk.opened()
    await scene.desk.says(second, "A lantern too")
    assert set(await scene.found("lantern")) == {first.id, second.id}
    built = scene.desk.rows("SELECT conversation_id, seq, words FROM search_entry ORDER BY conversation_id, seq")
    scene.desk.rows("DELETE FROM search_place")
    scene.desk.rows("DELETE FROM search_entry WHERE seq = 1")
    scene.desk.rows("DELETE FROM search_entry")
    await scene.found("torch")
    again = scene.desk.rows("SELECT conversation_id, seq, words FROM search_entry ORDER BY conversation_id, seq")
    assert built == again
    assert len(built) == 3


# mail to the team
async def test_an_offer_that_nobody_takes_is_mailed_once(scene: Scene) -> None:
    conversation = await scene.desk.opened(Channel.EMAIL)
    await scene.desk.says(conversation, "I want to talk to a human about secrets")
    await scene.desk.run_jobs()
    assert await scene.notified() == 0
    scene.desk.clock.forward(minutes=5)
    assert await scene.notified() == 1
    assert await scene.notified() == 0
    [letter] = scene.outbox.sent
    assert letter.to.removesuffix("@handrail.example") in scene.desk.people
    assert str(conversation.id) in letter.text
    assert "secrets" not in letter.text
    assert "Kim" not in letter.text


async def test_a_mail_that_did_not_go_is_tried_again_as_the_same_letter_and_given_up_at_last(scene: Scene) -> None:
    conversation = await scene.desk.opened(Channel.EMAIL)
    await scene.desk.says(conversation, "I want to talk to a human")
    await scene.desk.run_jobs()
    scene.desk.clock.forward(minutes=5)
    scene.outbox.closed = True
    assert await scene.notified() == 0
    scene.outbox.closed = False
    assert await scene.notified() == 0, "not before two minutes have passed"
    scene.desk.clock.forward(minutes=2)
    assert await scene.notified() == 1
    [row] = scene.desk.rows("SELECT id, state, attempts FROM notification")
    assert (row["state"], row["attempts"], scene.outbox.sent[0].message) == ("sent", 2, row["id"])


async def test_a_customers_words_reach_who_is_away_once_until_they_answer(scene: Scene) -> None:
    conversation = await scene.desk.opened()
    await scene.desk.says(conversation, "Hello, about my parcel")
    await scene.held(conversation, "ana")
    assert await scene.notified() == 0, "she is there"
    scene.desk.rows("UPDATE person SET presence = 'away' WHERE slug = 'ana'")
    await scene.desk.says(conversation, "Hello?")
    assert await scene.notified() == 1
    await scene.desk.says(conversation, "Hello??")
    assert await scene.notified() == 0
    await scene.replies(conversation, "ana")
    await scene.desk.says(conversation, "Thanks, and one more thing")
    assert await scene.notified() == 1
    await scene.replies(conversation, "ana")
    await scene.daily.notify.choose(scene.desk.tenant, scene.desk.people["ana"], Wanted(None, None, False))
    await scene.desk.says(conversation, "And another")
    assert await scene.notified() == 0
    assert len(scene.outbox.to("ana")) == 2
