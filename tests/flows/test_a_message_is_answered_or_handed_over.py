"""From a customer's words to an answer or a person, on a real database."""

import asyncio
import json
from pathlib import Path
from uuid import uuid4

import jsonschema
import pytest

from handrail.core.conversation.conversation import State
from handrail.core.conversation.message import MessageEmpty, MessageNotText, MessageTooLong
from handrail.ports import NotFound, Said
from tests.desk import NORWAY, TestDesk

ROOT = Path(__file__).parents[2]


async def test_a_question_with_approved_text_is_answered_word_for_word_with_its_source(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    assert await desk.run_jobs() == ["decide", "deliver"]
    assert await desk.thread(conversation) == [("customer", "Do you ship to Norway?"), ("assistant", NORWAY.text)]
    after = await desk.now(conversation)
    assert after.state is State.ASSISTANT
    assert after.decided_turn == after.turn == 1
    assert after.undecided_since is None
    assert after.topic == "shipping"


async def test_what_nobody_wrote_about_goes_to_a_named_person_with_a_promise_and_a_packet(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "My aunt left me a harpsichord, can you tune it? Order 4711-22.")
    await desk.run_jobs()
    after = await desk.now(conversation)
    assert after.state is State.OFFERED
    assert after.writer == after.owner == after.responder
    assert (await desk.thread(conversation))[-1] == ("system", "handoff.promise.today")
    [handoff] = desk.rows("SELECT * FROM handoff")
    assert handoff["reason_code"] == "no-evidence"
    assert handoff["person_id"] == after.owner
    assert handoff["packet"]["issue"]["problem"]["text"].startswith("My aunt left me a harpsichord")
    [promise] = desk.rows("SELECT * FROM promise")
    assert promise["status"] == "open"
    assert promise["due_at"] > desk.clock.now


async def test_a_topic_that_may_not_speak_alone_goes_to_a_person_with_a_draft(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "When does my refund arrive?")
    await desk.run_jobs()
    [handoff] = desk.rows("SELECT * FROM handoff")
    assert handoff["reason_code"] == "level"
    assert handoff["packet"]["draft"]["text"] == "Refunds arrive within 5 days."
    assert all(kind != "assistant" for kind, _ in await desk.thread(conversation))


@pytest.mark.parametrize(
    "text", ["When does my refund arrive?", "Let me talk to a human", "My harpsichord, order 4711?"]
)
async def test_every_packet_is_what_the_published_schema_says(desk: TestDesk, text: str) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, text)
    await desk.run_jobs()
    [handoff] = desk.rows("SELECT packet FROM handoff")
    schema = json.loads((ROOT / "docs" / "reference" / "handoff-1.schema.json").read_text())
    jsonschema.validate(handoff["packet"], schema, format_checker=jsonschema.FormatChecker())


async def test_a_burst_of_messages_is_one_turn_with_one_answer(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await asyncio.gather(
        *(desk.says(conversation, text) for text in ("Hello", "a question:", "do you ship to Norway?"))
    )
    await desk.run_jobs()
    kinds = [kind for kind, _ in await desk.thread(conversation)]
    assert kinds == ["customer", "customer", "customer", "assistant"]
    assert len(desk.rows("SELECT 1 FROM decision")) == 1


async def test_the_same_message_twice_changes_nothing(desk: TestDesk) -> None:
    conversation = await desk.opened()
    first, second = await asyncio.gather(
        desk.says(conversation, "Do you ship to Norway?", "k1"), desk.says(conversation, "Do you ship to Norway?", "k1")
    )
    third = await desk.says(conversation, "Do you ship to Norway?", "k1")
    assert first.message == second.message == third.message
    assert [first.duplicate, second.duplicate, third.duplicate] == [False, True, True]
    assert len(await desk.thread(conversation)) == 1


async def test_an_answer_thought_of_before_the_customer_wrote_again_is_dropped(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.decide(desk.tenant, conversation.id)
    await desk.says(conversation, "And how long does it take?")
    await desk.run_jobs()
    assert [kind for kind, _ in await desk.thread(conversation)] == ["customer", "customer", "assistant"]
    assert len(desk.rows("SELECT 1 FROM event WHERE kind = 'answer_dropped'")) == 1
    assert desk.knowledge.asked[-1].text == "Do you ship to Norway?\nAnd how long does it take?"


async def test_when_knowledge_fails_a_person_gets_the_conversation(desk: TestDesk) -> None:
    desk.knowledge.fails = True
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.run_jobs()
    [handoff] = desk.rows("SELECT * FROM handoff")
    assert handoff["reason_code"] == "failure"


async def test_many_conversations_share_commits_and_every_message_is_kept_once(desk: TestDesk) -> None:
    conversations = [await desk.opened() for _ in range(12)]
    await asyncio.gather(*(desk.says(c, f"message {n}") for c in conversations for n in range(10)))
    counted = desk.rows("SELECT conversation_id, count(*) AS n, max(seq) AS last FROM message GROUP BY 1")
    assert [(row["n"], row["last"]) for row in counted] == [(10, 10)] * 12
    assert {row["turn"] for row in desk.rows("SELECT turn FROM conversation")} == {10}
    assert len(desk.rows("SELECT 1 FROM event WHERE kind = 'message_received'")) == 120


async def test_one_bad_message_in_a_batch_does_not_fail_its_neighbours(desk: TestDesk) -> None:
    conversation = await desk.opened()
    stranger = Said(desk.tenant, conversation.id, uuid4(), "let me in", "s")
    nowhere = Said(desk.tenant, uuid4(), conversation.customer, "hello?", "n")
    outcomes = await asyncio.gather(
        desk.receive(stranger), desk.says(conversation, "hello"), desk.receive(nowhere), return_exceptions=True
    )
    assert isinstance(outcomes[0], NotFound)
    assert isinstance(outcomes[2], NotFound)
    assert [text for _, text in await desk.thread(conversation)] == ["hello"]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", MessageEmpty),
        (" \n\u200b\t", MessageEmpty),
        ("\x00", MessageEmpty),
        ("a" * 20_001, MessageTooLong),
        ("half \ud800", MessageNotText),
    ],
)
async def test_what_is_no_message_is_refused_with_a_reason(desk: TestDesk, text: str, refusal: type[Exception]) -> None:
    conversation = await desk.opened()
    with pytest.raises(refusal):
        await desk.says(conversation, text)


@pytest.mark.parametrize("text", ["\u202eright to left\u202c שלום", "nul\x00inside", "👩‍👩‍👧 " * 50, "a" * 20_000])
async def test_odd_but_real_text_is_kept(desk: TestDesk, text: str) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, text)
    assert (await desk.thread(conversation))[0][1] == text.replace("\x00", "").strip()


async def test_a_turn_that_two_workers_think_about_at_once_is_decided_once(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    desk.knowledge.thinking = asyncio.Barrier(2)
    async with asyncio.timeout(60):
        decided = await asyncio.gather(*(desk.decide(desk.tenant, conversation.id) for _ in range(2)))
    assert [one is None for one in decided].count(True) == 1
    assert len(desk.rows("SELECT id FROM decision")) == 1
