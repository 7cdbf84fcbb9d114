"""A person's reply answers what they had read; what the customer said while they typed still waits for an answer."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from handrail.core.conversation.conversation import Conversation, State
from handrail.flows.reply import Replied
from tests.desk import TestDesk

QUARTER = timedelta(minutes=15)


async def held(desk: TestDesk) -> Conversation:
    """Ana holds a conversation in which the customer has said one thing, `seq` 1."""
    conversation = await desk.opened()
    await desk.says(conversation, "My tent has a hole.")
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    desk.clock.forward(minutes=1)
    return conversation


async def ana_says(desk: TestDesk, conversation: Conversation, seen: int | None, key: str | None = None) -> Replied:
    ana = desk.people["ana"]
    return await desk.reply(
        desk.tenant, conversation.id, ana, "We send you a patch.", key or uuid4().hex, seen_seq=seen
    )


def promises(desk: TestDesk, conversation: Conversation) -> list[str]:
    rows = desk.rows("SELECT status FROM promise WHERE conversation_id = %s ORDER BY made_at", conversation.id)
    return [row["status"] for row in rows]


async def test_what_was_said_before_the_reply_was_typed_is_answered(desk: TestDesk) -> None:
    conversation = await held(desk)
    sent = await ana_says(desk, conversation, seen=1)
    now = await desk.now(conversation)
    assert not sent.newer
    assert (now.state, now.has_unanswered_turn) == (State.WAITING_CUSTOMER, False)


async def test_what_was_said_while_it_was_typed_is_not(desk: TestDesk) -> None:
    conversation = await held(desk)
    await desk.says(conversation, "And I leave tomorrow!")
    said_at = desk.clock.now
    desk.clock.forward(minutes=2)
    sent = await ana_says(desk, conversation, seen=1)
    now = await desk.now(conversation)
    assert sent.newer
    assert (await desk.thread(conversation))[-1] == ("agent", "We send you a patch.")
    assert (now.state, now.has_unanswered_turn, now.decided_turn) == (State.HELD, True, 1)
    assert (now.deadline_kind, now.deadline_at) == ("reply", said_at + QUARTER)
    await ana_says(desk, conversation, seen=sent.message.seq)
    now = await desk.now(conversation)
    assert (now.state, now.has_unanswered_turn) == (State.WAITING_CUSTOMER, False)


async def test_without_saying_what_was_seen_a_reply_answers_everything(desk: TestDesk) -> None:
    conversation = await held(desk)
    await desk.says(conversation, "And I leave tomorrow!")
    sent = await ana_says(desk, conversation, seen=None)
    assert not sent.newer
    assert not (await desk.now(conversation)).has_unanswered_turn


async def test_given_back_the_assistant_takes_up_what_nobody_had_seen(desk: TestDesk) -> None:
    conversation = await held(desk)
    await desk.says(conversation, "Do you deliver to Norway?")
    await ana_says(desk, conversation, seen=1)
    await desk.run_jobs()
    await desk.take_over.give_back(desk.tenant, conversation.id, desk.people["ana"])
    await desk.run_jobs()
    assert (await desk.thread(conversation))[-1][0] == "assistant"


async def test_a_stale_page_says_so_and_reopens_nothing_that_was_answered(desk: TestDesk) -> None:
    conversation = await held(desk)
    await desk.says(conversation, "And I leave tomorrow!")
    await ana_says(desk, conversation, seen=2)
    stale = await ana_says(desk, conversation, seen=1)
    assert stale.newer
    now = await desk.now(conversation)
    assert (now.state, now.has_unanswered_turn) == (State.WAITING_CUSTOMER, False)


async def test_the_same_reply_sent_again_says_the_same(desk: TestDesk) -> None:
    conversation = await held(desk)
    await desk.says(conversation, "And I leave tomorrow!")
    first = await ana_says(desk, conversation, seen=1, key="k")
    await desk.says(conversation, "Hello?")
    assert await ana_says(desk, conversation, seen=1, key="k") == first
    assert (await ana_says(desk, conversation, seen=2, key="other")).newer


@pytest.mark.parametrize(("seen", "met", "settled"), [(1, False, []), (2, True, [])])
async def test_a_wish_is_met_by_who_read_it(desk: TestDesk, seen: int, met: bool, settled: list[str]) -> None:
    conversation = await held(desk)
    await desk.says(conversation, "Let me talk to a human.")
    await ana_says(desk, conversation, seen=seen)
    now = await desk.now(conversation)
    assert now.wish_is_unmet is not met
    (event,) = desk.rows("SELECT data FROM event WHERE kind = 'agent_said'")
    assert (event["data"]["meets_wish"], event["data"]["seen"]) == (met, seen)
    assert promises(desk, conversation) == settled


@pytest.mark.parametrize(("seen", "status"), [(1, "open"), (None, "kept")])
async def test_a_promise_for_words_that_nobody_read_stays_promised(
    desk: TestDesk, seen: int | None, status: str
) -> None:
    """Ana reads the first message, the customer asks for a person, and Ana gets it with a promise before she has looked."""
    conversation = await desk.opened()
    await desk.says(conversation, "My tent has a hole.")
    await desk.says(conversation, "Let me talk to a human.")
    await desk.run_jobs()
    owner: UUID = (await desk.now(conversation)).owner
    assert promises(desk, conversation) == ["open"]
    await desk.reply(desk.tenant, conversation.id, owner, "A patch is on its way.", "r", seen_seq=seen)
    assert promises(desk, conversation) == [status]
    now = await desk.now(conversation)
    assert now.has_unanswered_turn == (status == "open")
    if status == "open":
        (promise,) = desk.rows("SELECT due_at FROM promise WHERE conversation_id = %s", conversation.id)
        assert now.deadline_at is not None
        assert now.deadline_at <= promise["due_at"]
