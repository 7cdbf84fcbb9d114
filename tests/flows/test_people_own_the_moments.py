"""The red button, taking over, giving back, promises, and what happens when nobody answers."""

import asyncio
from datetime import timedelta

import psycopg
import pytest
import uuid_utils.compat as uuids

from handrail.core.conversation.conversation import Channel, State
from handrail.core.conversation.moves import (
    ConversationAlreadyClosed,
    IllegalMove,
    KeyUsedForAnother,
    NobodyAnsweredYet,
    PromiseStillOpen,
    SomebodyElseHolds,
    WishStillUnmet,
)
from handrail.flows.promise import MakePromise
from handrail.flows.replace_owner import TheReserveCannotLeave
from handrail.flows.reply import AsksWhatIsKnown
from handrail.flows.take_over import NobodyThere
from handrail.ports import NotFound
from handrail.storage.administration import setup_within
from tests.desk import TestDesk


async def test_the_button_silences_names_a_person_and_tells_the_customer_before_it_returns(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    after = await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    assert after.state is State.OFFERED
    assert after.writer is not None
    assert after.wish_is_unmet
    await desk.run_jobs()
    assert [kind for kind, _ in await desk.thread(conversation)] == ["customer", "system"]


async def test_words_do_what_the_button_does_in_the_same_turn(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Let me talk to a human")
    silenced = await desk.now(conversation)  # before any job has run
    assert silenced.writer is not None
    assert silenced.wish_is_unmet
    assert await desk.run_jobs() == ["hand_off"]
    [handoff] = desk.rows("SELECT reason_code FROM handoff")
    assert handoff["reason_code"] == "human-request"


async def test_a_person_who_wants_a_person_gets_one_with_knowledge_down(desk: TestDesk) -> None:
    desk.knowledge.fails = True
    conversation = await desk.opened()
    await desk.says(conversation, "I want to speak to a person")
    await desk.run_jobs()
    assert desk.knowledge.asked == []
    assert (await desk.now(conversation)).state is State.OFFERED


async def test_a_human_who_takes_over_while_the_assistant_thinks_is_not_talked_over(desk: TestDesk) -> None:
    desk.knowledge.thinking = asyncio.Event()
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    thinking = asyncio.create_task(desk.decide(desk.tenant, conversation.id))
    await asyncio.sleep(0.1)
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    desk.knowledge.thinking.set()
    await thinking
    await desk.run_jobs()
    assert [kind for kind, _ in await desk.thread(conversation)] == ["customer"]


async def test_the_database_itself_refuses_the_assistants_words_over_a_person(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.decide(desk.tenant, conversation.id)
    [decision] = desk.rows("SELECT id FROM decision")
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    with pytest.raises(psycopg.errors.Error) as refused:
        desk.rows(
            """INSERT INTO message (tenant, id, conversation_id, seq, author_kind, body, at, turn, fence, decision_id, salt)
               SELECT tenant, uuidv7(), id, 99, 'assistant', 'hi', now(), turn, fence, %s, '' FROM conversation""",
            decision["id"],
        )
    assert refused.value.sqlstate == "HR001"


async def test_a_conversation_goes_to_a_person_and_back(desk: TestDesk) -> None:
    ana = desk.people["ana"]
    conversation = await desk.opened()
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    await desk.take_over(desk.tenant, conversation.id, ana)
    with pytest.raises(WishStillUnmet):
        await desk.take_over.give_back(desk.tenant, conversation.id, ana)
    await desk.reply(desk.tenant, conversation.id, ana, "Hello, Ana here. How can I help?", "r1")
    assert [p["status"] for p in desk.rows("SELECT status FROM promise")] == ["kept"]
    after = await desk.take_over.give_back(desk.tenant, conversation.id, ana)
    assert after.state is State.ASSISTANT
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.run_jobs()
    assert (await desk.thread(conversation))[-1][0] == "assistant"


async def test_the_same_reply_twice_is_sent_once(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    first = await desk.reply(desk.tenant, conversation.id, ana, "Hello", "same")
    second = await desk.reply(desk.tenant, conversation.id, ana, "Hello", "same")
    assert first == second
    assert await desk.thread(conversation) == [("agent", "Hello")]


async def test_nobody_replies_in_a_colleagues_conversation(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    with pytest.raises(SomebodyElseHolds):
        await desk.reply(desk.tenant, conversation.id, desk.people["ben"], "Hello", "r")


async def test_a_reply_that_asks_for_what_is_known_is_held_back_unless_a_reason_is_given(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "I want to talk to a human about order number 4711-2299.")
    await desk.run_jobs()
    owner = (await desk.now(conversation)).owner
    await desk.take_over(desk.tenant, conversation.id, owner)
    with pytest.raises(AsksWhatIsKnown):
        await desk.reply(desk.tenant, conversation.id, owner, "What is your order number?", "r1")
    await desk.reply(
        desk.tenant, conversation.id, owner, "What is your order number?", "r2", ask_again_because="two orders exist"
    )


async def test_notes_are_for_colleagues_only(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.reply.note(desk.tenant, conversation.id, desk.people["ben"], "called before, be kind", "n1")
    async with desk.desk.as_customer(desk.tenant, conversation.customer) as work:
        assert await work.conversations.messages(conversation.id) == []


async def test_an_offer_nobody_acknowledges_goes_to_the_next_then_the_duty_manager_then_the_reserve(
    desk: TestDesk,
) -> None:
    conversation = await desk.opened()
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    owners = [(await desk.now(conversation)).owner]
    for _ in range(3):
        desk.clock.forward(minutes=3)
        await desk.escalate_late(desk.tenant)
        owners.append((await desk.now(conversation)).owner)
    assert len(set(owners[:2])) == 2
    assert owners[2] == desk.people["dov"]
    assert owners[3] == desk.people["rex"]


async def test_a_broken_promise_is_said_and_made_anew_by_somebody_else(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    owner = (await desk.now(conversation)).owner
    await desk.take_over(desk.tenant, conversation.id, owner)
    desk.clock.forward(hours=2)
    await desk.escalate_late(desk.tenant)
    after = await desk.now(conversation)
    assert after.owner != owner
    statuses = [p["status"] for p in desk.rows("SELECT status FROM promise ORDER BY made_at, id")]
    assert sorted(statuses) == ["broken", "open"]
    assert [text for kind, text in await desk.thread(conversation) if kind == "system"][-2] == "promise.broken"


async def test_nobody_who_is_gone_owns_anything(desk: TestDesk) -> None:
    for slug in ("ana", "ben", "chi", "lea", "dov"):
        conversation = await desk.opened()
        await desk.take_over(desk.tenant, conversation.id, desk.people[slug])
    for slug in ("ana", "ben", "chi", "lea", "dov"):
        await desk.replace_owner.leave(desk.tenant, desk.people[slug])
    owners = {row["owner_id"] for row in desk.rows("SELECT owner_id FROM conversation")}
    assert owners == {desk.people["rex"]}
    with pytest.raises(TheReserveCannotLeave):
        await desk.replace_owner.leave(desk.tenant, desk.people["rex"])


async def test_when_a_shift_ends_the_conversation_moves_to_somebody_who_is_there(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    desk.rows("DELETE FROM shift WHERE person_id = %s", ana)
    await desk.escalate_late(desk.tenant)
    after = await desk.now(conversation)
    assert after.owner != ana
    assert after.writer == after.owner


async def test_silence_after_an_answer_resolves_unconfirmed_and_the_window_closes_it(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.run_jobs()
    desk.clock.forward(hours=73)
    await desk.escalate_late(desk.tenant)
    resolved = await desk.now(conversation)
    assert (resolved.state, resolved.resolved_as) == (State.RESOLVED, "unconfirmed")
    desk.clock.forward(days=8)
    await desk.escalate_late(desk.tenant)
    assert (await desk.now(conversation)).state is State.CLOSED
    with pytest.raises(ConversationAlreadyClosed):
        await desk.says(conversation, "one more thing")


async def test_nothing_is_resolved_over_an_open_promise_or_an_unmet_wish(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    owner = (await desk.now(conversation)).owner
    with pytest.raises(IllegalMove) as refused:
        await desk.close.resolve(desk.tenant, conversation.id, owner)
    assert isinstance(refused.value, PromiseStillOpen | WishStillUnmet)


async def test_a_message_after_resolving_reopens_the_same_conversation_with_its_owner(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    await desk.reply(desk.tenant, conversation.id, ana, "Done.", "r")
    await desk.close.resolve(desk.tenant, conversation.id, ana)
    await desk.says(conversation, "It broke again")
    after = await desk.now(conversation)
    assert (after.state, after.owner) == (State.HELD, ana)


async def test_handing_on_leaves_the_giver_accountable_until_the_receiver_takes_over(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana, ben = desk.people["ana"], desk.people["ben"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    after = await desk.take_over.hand_to(desk.tenant, conversation.id, ana, ben)
    assert (after.owner, after.responder) == (ana, ben)
    desk.clock.forward(minutes=5)
    await desk.escalate_late(desk.tenant)
    back = await desk.now(conversation)
    assert (back.state, back.owner, back.responder) == (State.HELD, ana, ana)
    desk.rows("UPDATE person SET presence = 'offline' WHERE id = %s", ben)
    with pytest.raises(NobodyThere):
        await desk.take_over.hand_to(desk.tenant, conversation.id, ana, ben)


async def test_a_turn_nobody_decided_goes_to_a_person(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    desk.rows("DELETE FROM pgqueuer")
    desk.clock.forward(seconds=61)
    await desk.escalate_late(desk.tenant)
    assert (await desk.now(conversation)).state is State.OFFERED


async def test_a_stranger_cannot_press_somebody_elses_button(desk: TestDesk) -> None:
    mine, theirs = await desk.opened(), await desk.opened()
    with pytest.raises(NotFound):
        await desk.press_button(desk.tenant, mine.id, theirs.customer)


async def test_mail_waits_longer_for_an_acknowledgement_than_chat(desk: TestDesk) -> None:
    conversation = await desk.opened(Channel.EMAIL)
    after = await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    assert after.lease_until is not None
    assert after.lease_until - desk.clock.now >= timedelta(minutes=5)


async def test_who_leaves_for_good_writes_nowhere_any_more(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    await desk.reply(desk.tenant, conversation.id, ana, "Which colour?", "r")
    await desk.replace_owner.leave(desk.tenant, ana)
    after = await desk.now(conversation)
    assert ana not in (after.owner, after.writer)
    await desk.says(conversation, "Blue")
    assert (await desk.now(conversation)).state is State.HELD


async def test_an_answer_whose_grant_ended_before_it_went_out_goes_to_a_person(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.decide(desk.tenant, conversation.id)
    desk.rows("UPDATE autonomy_grant SET revoked_at = %s", desk.clock.now)
    await desk.run_jobs()
    assert all(kind != "assistant" for kind, _ in await desk.thread(conversation))
    assert (await desk.now(conversation)).state is State.OFFERED


async def test_the_timer_of_a_conversation_already_closed_does_nothing(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    await desk.close.resolve(desk.tenant, conversation.id, desk.people["ana"])
    desk.clock.forward(days=8)
    await desk.escalate_late(desk.tenant)
    assert (await desk.now(conversation)).state is State.CLOSED
    assert await desk.close.close(desk.tenant, conversation.id) is None


async def test_an_answer_that_can_never_be_delivered_ends_with_a_person(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.decide(desk.tenant, conversation.id)
    await desk.hand_on.after_failed_work(desk.tenant, conversation.id, "deliver failed 6 times (OSError).")
    assert (await desk.now(conversation)).state is State.OFFERED
    await desk.run_jobs()
    assert all(kind != "assistant" for kind, _ in await desk.thread(conversation))


async def test_what_the_customer_asked_before_it_was_given_back_is_decided(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    await desk.reply(desk.tenant, conversation.id, ana, "Hello", "r")
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.take_over.give_back(desk.tenant, conversation.id, ana)
    await desk.run_jobs()
    assert (await desk.thread(conversation))[-1][0] == "assistant"


async def test_an_answer_cut_off_by_a_person_who_gives_back_is_given_after_all(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.decide(desk.tenant, conversation.id)
    await desk.take_over(desk.tenant, conversation.id, ana)
    await desk.take_over.give_back(desk.tenant, conversation.id, ana)
    await desk.run_jobs()
    assert [kind for kind, _ in await desk.thread(conversation)] == ["customer", "assistant"]


async def test_a_wish_for_a_person_finds_somebody_who_is_there_when_the_writer_is_away(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    await desk.reply(desk.tenant, conversation.id, ana, "Hello", "r")
    desk.rows("UPDATE person SET presence = 'offline' WHERE id = %s", ana)
    await desk.escalate_late(desk.tenant)
    after = await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    assert after.state is State.OFFERED
    assert ana not in (after.owner, after.writer)
    assert (await desk.thread(conversation))[-1] == ("system", "handoff.promise.today")


async def test_a_follow_up_to_a_writer_who_is_away_reaches_somebody_who_is_there(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    await desk.reply(desk.tenant, conversation.id, ana, "Hello", "r")
    desk.rows("UPDATE person SET presence = 'offline' WHERE id = %s", ana)
    await desk.escalate_late(desk.tenant)
    await desk.says(conversation, "And my parcel?")
    desk.clock.forward(minutes=16)
    await desk.escalate_late(desk.tenant)
    assert ana not in ((await desk.now(conversation)).owner, (await desk.now(conversation)).writer)


async def test_one_conversation_that_cannot_move_stops_no_other(desk: TestDesk) -> None:
    stuck, other = await desk.opened(), await desk.opened()
    await desk.press_button(desk.tenant, other.id, other.customer)
    first = (await desk.now(other)).owner
    desk.rows(
        "UPDATE conversation SET deadline_at = %s, deadline_kind = 'unheard_of' WHERE id = %s", desk.clock.now, stuck.id
    )
    desk.clock.forward(minutes=3)
    await desk.escalate_late(desk.tenant)
    assert (await desk.now(other)).owner != first


async def test_nothing_is_promised_in_a_resolved_conversation(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    await desk.close.resolve(desk.tenant, conversation.id, ana)
    promise = MakePromise(desk.desk, setup_within, desk.clock, uuids.uuid7)
    with pytest.raises(IllegalMove):
        await promise(desk.tenant, conversation.id, ana, "a call", desk.clock.now + timedelta(days=1))


async def test_nothing_is_resolved_over_a_question_nobody_answered(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    with pytest.raises(NobodyAnsweredYet):
        await desk.close.resolve(desk.tenant, conversation.id, desk.people["ana"])


async def test_a_reply_that_could_not_be_sent_is_looked_at_again_at_once(desk: TestDesk) -> None:
    conversation = await desk.opened(Channel.EMAIL)
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    await desk.reply(desk.tenant, conversation.id, ana, "Hello", "r")
    await desk.hand_on.after_failed_work(desk.tenant, conversation.id, "mail failed", unsent=True)
    after = await desk.now(conversation)
    assert (after.state, after.deadline_kind) == (State.HELD, "reply")


async def test_a_customers_key_and_an_agents_key_are_two_keys(desk: TestDesk) -> None:
    conversation = await desk.opened()
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    await desk.reply(desk.tenant, conversation.id, ana, "Hello", "1")
    await desk.reply.note(desk.tenant, conversation.id, ana, "be kind", "1")
    assert not (await desk.says(conversation, "My order never arrived", "1")).duplicate
    assert [text for _, text in await desk.thread(conversation)] == ["Hello", "be kind", "My order never arrived"]
    with pytest.raises(KeyUsedForAnother):
        await desk.says(conversation, "Something else", "1")
