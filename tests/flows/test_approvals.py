"""A person's yes: to exactly what they saw, by as many as it takes, in time, and never by silence."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from handrail.core.conversation.conversation import Channel, Conversation, State
from handrail.core.conversation.moves import IllegalMove
from handrail.core.supervision.approval import (
    Approval,
    ApprovalState,
    Because,
    CustomerWroteSince,
    NotWaiting,
    NotWhatWasSeen,
)
from handrail.core.tools.tool import Caps, Kind, Money, Parameter, Risk, Tool
from handrail.flows.administer import NotAllowed
from handrail.flows.stop import StopAssistant
from handrail.ports import NewStop
from handrail.storage.administration import setup_within
from tests.desk import TestDesk

REFUND = Tool(
    "refund",
    "shop",
    "refund",
    "Pays money back.",
    Risk.MONEY,
    (Parameter("order", Kind.TEXT), Parameter("amount", Kind.MONEY)),
    caps=Caps(currency="EUR"),
    amount="amount",
    two_people_above=10_000,
)


def run_of(desk: TestDesk, conversation: Conversation) -> UUID:
    run = uuid4()
    desk.rows(
        """INSERT INTO playbook_run (tenant, id, conversation_id, playbook, version, step, state, started_at, changed_at)
           VALUES (%s, %s, %s, 'return', '1', 'refund', 'approval', now(), now())""",
        desk.tenant,
        run,
        conversation.id,
    )
    return run


async def asked(
    desk: TestDesk, *, amount: int = 2_490, people: int = 1, channel: Channel = Channel.CHAT
) -> tuple[Conversation, Approval]:
    conversation = await desk.opened(channel)
    await desk.says(conversation, "Please refund order 4711.")
    desk.rows("DELETE FROM pgqueuer")
    desk.rows("UPDATE conversation SET decided_turn = turn, undecided_since = NULL WHERE id = %s", conversation.id)
    async with desk.desk.as_system(desk.tenant) as work:
        current = await work.conversations.get(conversation.id, lock=True)
        after, approval = await desk.ask_approval.within(
            work,
            current,
            run_of(desk, conversation),
            "refund",
            REFUND,
            {"order": "4711", "amount": Money(amount, "EUR")},
            "The cap for refunds is 0.",
            "tool/refund",
            [{"text": "Order 4711 was delivered."}],
            people,
            desk.clock(),
        )
    return after, approval


def state_of(desk: TestDesk, approval: Approval) -> str:
    [row] = desk.rows("SELECT state FROM approval WHERE id = %s", approval.id)
    return row["state"]


def jobs(desk: TestDesk) -> list[dict[str, Any]]:
    return [
        row["p"]
        for row in desk.rows("SELECT convert_from(payload, 'UTF8')::jsonb AS p FROM pgqueuer WHERE entrypoint = 'act'")
    ]


def promises(desk: TestDesk) -> list[str]:
    return [row["status"] for row in desk.rows("SELECT status FROM promise ORDER BY made_at, id")]


async def approve(
    desk: TestDesk, approval: Approval, by: str, *, seen: int = 99, digest: str | None = None
) -> Approval:
    return await desk.settle_approval.approve(
        desk.tenant, approval.id, desk.people[by], digest or approval.digest, seen
    )


async def test_the_assistant_stays_the_writer_and_the_customer_knows_by_when(desk: TestDesk) -> None:
    conversation, approval = await asked(desk)
    assert conversation.assistant_writes
    assert (conversation.deadline_kind, conversation.deadline_at) == ("approval", approval.expires_at)
    assert approval.expires_at == desk.clock() + timedelta(minutes=15)
    assert (await desk.thread(conversation))[-1] == ("system", "approval.asked")
    [promise] = desk.rows("SELECT due_at, status FROM promise")
    assert (promise["due_at"], promise["status"]) == (approval.expires_at, "open")


async def test_mail_waits_four_hours_and_the_night_does_not_count(desk: TestDesk) -> None:
    _, by_mail = await asked(desk, channel=Channel.EMAIL)
    assert by_mail.expires_at == desk.clock() + timedelta(hours=4)
    desk.rows("DELETE FROM shift")
    desk.rows(
        """INSERT INTO shift (tenant, person_id, id, weekdays, starts, ends, timezone)
           VALUES (%s, %s, %s, '{0,1,2,3,4}', '09:00', '17:00', 'UTC')""",
        desk.tenant,
        desk.people["dov"],
        uuid4(),
    )
    desk.clock.forward(hours=9)
    _, by_night = await asked(desk)
    assert by_night.expires_at.isoformat() == "2026-11-24T09:15:00+00:00"


async def test_a_yes_enqueues_the_action_once_and_keeps_the_promise(desk: TestDesk) -> None:
    conversation, approval = await asked(desk)
    for _ in range(2):
        after = await approve(desk, approval, "dov")
        assert after.state is ApprovalState.APPROVED
    [job] = jobs(desk)
    assert job["approval"] == str(approval.id)
    assert promises(desk) == ["kept"]
    assert (await desk.now(conversation)).deadline_kind == "act"


async def test_an_agent_may_not_unless_the_workspace_says_so(desk: TestDesk) -> None:
    _, approval = await asked(desk)
    with pytest.raises(NotAllowed):
        await approve(desk, approval, "ana")
    desk.rows("UPDATE workspace SET agents_approve = true WHERE tenant = %s", desk.tenant)
    assert (await approve(desk, approval, "ana")).state is ApprovalState.APPROVED


async def test_a_large_amount_needs_two_different_people(desk: TestDesk) -> None:
    _, approval = await asked(desk, amount=50_000, people=2)
    for _ in range(3):
        assert (await approve(desk, approval, "dov")).state is ApprovalState.WAITING
    assert jobs(desk) == []
    assert (await approve(desk, approval, "lea")).state is ApprovalState.APPROVED
    assert len(jobs(desk)) == 1


async def test_the_database_itself_refuses_an_approval_without_enough_yeses(desk: TestDesk) -> None:
    _, approval = await asked(desk, people=2)
    await approve(desk, approval, "dov")
    with pytest.raises(psycopg.errors.Error) as refused:
        desk.rows(
            "UPDATE approval SET state = 'approved', settled_at = now(), settled_by = %s WHERE id = %s",
            desk.people["dov"],
            approval.id,
        )
    assert refused.value.sqlstate == "HR007"


async def test_a_yes_is_to_exactly_what_was_seen(desk: TestDesk) -> None:
    _, approval = await asked(desk)
    with pytest.raises(NotWhatWasSeen):
        await approve(desk, approval, "dov", digest="0" * 64)


async def test_what_the_customer_wrote_since_is_read_before_a_yes_counts(desk: TestDesk) -> None:
    conversation, approval = await asked(desk)
    said = await desk.says(conversation, "Wait, I have found the parcel.")
    with pytest.raises(CustomerWroteSince) as refused:
        await approve(desk, approval, "dov", seen=said.seq - 1)
    assert refused.value.seq == said.seq
    assert (await approve(desk, approval, "dov", seen=said.seq)).state is ApprovalState.APPROVED


async def test_after_a_message_during_the_wait_the_clock_is_the_approvals_again(desk: TestDesk) -> None:
    conversation, approval = await asked(desk)
    await desk.says(conversation, "Do you ship to Norway?")
    assert (await desk.now(conversation)).deadline_kind == "decide"
    assert await desk.run_jobs() == ["decide", "deliver"]
    after = await desk.now(conversation)
    assert (await desk.thread(conversation))[-1][0] == "assistant"
    assert (after.deadline_kind, after.deadline_at) == ("approval", approval.expires_at)
    assert state_of(desk, approval) == "waiting"


async def test_silence_is_never_a_yes(desk: TestDesk) -> None:
    conversation, approval = await asked(desk)
    desk.clock.forward(minutes=15)
    with pytest.raises(NotWaiting):
        await approve(desk, approval, "dov")
    await desk.escalate_late(desk.tenant)
    assert state_of(desk, approval) == "expired"
    after = await desk.now(conversation)
    assert after.state is State.OFFERED
    texts = [text for kind, text in await desk.thread(conversation) if kind == "system"]
    assert texts[1] == "approval.expired"
    assert texts[2].startswith("handoff.promise.")
    assert promises(desk) == ["broken", "open"]
    assert jobs(desk) == []


@pytest.mark.parametrize("code", list(Because))
async def test_a_no_is_told_with_its_reason_and_whoever_declined_has_it(desk: TestDesk, code: Because) -> None:
    conversation, approval = await asked(desk)
    dov = desk.people["dov"]
    await desk.settle_approval.decline(desk.tenant, approval.id, dov, code, "Looks odd.")
    after = await desk.now(conversation)
    assert (after.state, after.writer, after.owner) == (State.HELD, dov, dov)
    assert (await desk.thread(conversation))[-1] == ("system", f"approval.declined.{code.value}")
    assert state_of(desk, approval) == "declined"
    with pytest.raises(NotWaiting):
        await approve(desk, approval, "lea")


async def test_a_no_can_go_to_the_owner_with_a_packet(desk: TestDesk) -> None:
    conversation, approval = await asked(desk)
    owner = conversation.owner
    await desk.settle_approval.decline(
        desk.tenant, approval.id, desk.people["dov"], Because.NEEDS_PERSON, tell=False, take=False
    )
    after = await desk.now(conversation)
    assert (after.state, after.owner) == (State.OFFERED, owner)
    assert promises(desk) == ["renewed", "open"]
    assert len(desk.rows("SELECT 1 FROM handoff")) == 1


async def test_whoever_takes_the_pen_withdraws_it_even_after_the_yes(desk: TestDesk) -> None:
    for given in (False, True):
        conversation, approval = await asked(desk)
        if given:
            await approve(desk, approval, "dov")
        await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
        assert state_of(desk, approval) == "withdrawn"


async def test_the_button_a_wish_in_words_and_a_hard_moment_withdraw_it(desk: TestDesk) -> None:
    conversation, first = await asked(desk)
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    conversation, second = await asked(desk)
    await desk.says(conversation, "I want to talk to a human")
    assert state_of(desk, second) == "withdrawn", "in the commit that kept the message"
    conversation, third = await asked(desk)
    await desk.says(conversation, "There is smoke coming out of it, the battery is on fire")
    await desk.run_jobs()
    assert [state_of(desk, one) for one in (first, third)] == ["withdrawn", "withdrawn"]
    assert len(desk.rows("SELECT 1 FROM event WHERE kind = 'approval_withdrawn'")) == 3
    for one in (first, second, third):
        with pytest.raises(IllegalMove):
            await approve(desk, one, "dov")


async def test_under_a_stop_nothing_is_approved_and_a_person_gets_it(desk: TestDesk) -> None:
    conversation, approval = await asked(desk)
    stop = StopAssistant(desk.desk, setup_within, desk.clock, uuid4)
    await stop.put(desk.tenant, desk.people["ana"], NewStop("everything", "", "drill"))
    with pytest.raises(IllegalMove):
        await approve(desk, approval, "dov")
    await desk.escalate_late(desk.tenant)
    assert state_of(desk, approval) == "withdrawn"
    assert (await desk.now(conversation)).state is State.OFFERED


async def test_asking_again_for_the_same_step_is_the_same_question(desk: TestDesk) -> None:
    conversation, approval = await asked(desk)
    async with desk.desk.as_system(desk.tenant) as work:
        current = await work.conversations.get(conversation.id, lock=True)
        assert approval.run is not None
        _, again = await desk.ask_approval.within(
            work, current, approval.run, "refund", REFUND, approval.arguments, "", "", [], 1, desk.clock()
        )
    assert again.id == approval.id
    assert len(await desk.thread(conversation)) == 2


PLAIN = '{"order": "4711", "amount": {"amount": 2490, "currency": "EUR"}}'


def effect(desk: TestDesk, approval: Approval, arguments: str = PLAIN) -> None:
    desk.rows(
        """INSERT INTO effect (tenant, id, key, tool, tool_version, risk, conversation_id, customer_id, approval_id,
             arguments, amount, currency, claimed_at)
           SELECT c.tenant, uuidv7(), uuidv7()::text, 'refund', '1', 'money', c.id, c.customer_id, %s, %s::jsonb, 2490,
             'EUR', now() FROM conversation c WHERE c.id = %s""",
        approval.id,
        arguments,
        approval.conversation,
    )


async def test_an_effect_needs_a_yes_to_its_own_arguments_and_uses_it_up(desk: TestDesk) -> None:
    _, approval = await asked(desk)
    with pytest.raises(psycopg.errors.Error) as refused:
        effect(desk, approval)
    assert refused.value.sqlstate == "HR010"
    await approve(desk, approval, "dov")
    with pytest.raises(psycopg.errors.Error):
        effect(desk, approval, '{"order": "4711", "amount": {"amount": 9999, "currency": "EUR"}}')
    effect(desk, approval)
    with pytest.raises(psycopg.errors.UniqueViolation):
        effect(desk, approval)
