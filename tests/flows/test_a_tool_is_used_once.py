"""What a tool did happened once and was permitted, or a person knows of it."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg.types.json import Jsonb

from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.identity.levels import IdentityLevel
from handrail.core.tools import EffectState, NeedsApproval, NeedsIdentity, Refused, Tool
from handrail.core.tools.effect import canonical
from handrail.flows.administer import NotAllowed
from handrail.flows.settle_effect import ABANDONED_AFTER, NotInDoubt, SettleEffect
from handrail.flows.start_conversation import Arrival
from handrail.flows.stop import StopAssistant
from handrail.flows.undo_effect import CannotUndo, UndoEffect
from handrail.flows.use_tool import Blocked, Done, InDoubt, Intent, MovedOn, NotDone, UseTool
from handrail.ports import NewCustomer, NewStop
from handrail.storage.administration import setup_within
from tests.desk import TestDesk
from tests.shop_for_tests import CANCEL, CONTACT, REFUND, Shop, euros, set_up_tools


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
async def use(desk: TestDesk, shop: Shop) -> UseTool:
    await set_up_tools(desk)
    return UseTool(desk.desk, shop, desk.clock, uuid4)


async def signed(desk: TestDesk, reference: str = "c-1") -> Conversation:
    newcomer = NewCustomer(name="Kim", external_id=reference)
    return await desk.start(desk.tenant, Arrival(Channel.CHAT, newcomer=newcomer))


def intent(where: Conversation, tool: str = "refund_order", **more: Any) -> Intent:
    given = {
        "refund_order": {"order": "A-1", "amount": euros(1_000)},
        "change_address": {"order": "A-1", "address": "B 2"},
    }
    arguments = more.pop("arguments", given.get(tool, {"order": "A-1"}))
    return Intent(where.id, tool, arguments, more.pop("origin", where.id), more.pop("step", "1"), where.fence, **more)


async def test_the_same_intent_has_its_effect_once_however_often_it_is_tried(
    desk: TestDesk, use: UseTool, shop: Shop
) -> None:
    where = await signed(desk)
    first, second = [await use(desk.tenant, intent(where)) for _ in range(2)]
    assert isinstance(first, Done) and isinstance(second, Done)
    assert first.effect.id == second.effect.id and second.effect.answer == {"order": "A-1", "ok": True}
    assert shop.effects("refund_order") == [{"order": "A-1", "customer": "c-1", "amount": euros(1_000)}]
    assert shop.calls == 1


async def test_the_customer_is_filled_in_by_code_and_cannot_be_given(desk: TestDesk, use: UseTool, shop: Shop) -> None:
    where = await signed(desk)
    told = await use(desk.tenant, intent(where, arguments={"order": "A-1", "amount": euros(1), "customer": "c-2"}))
    assert isinstance(told, NotDone) and "cannot be given" in told.because
    assert shop.calls == 0


async def test_who_is_only_claimed_gets_nothing_that_asks_for_more(desk: TestDesk, use: UseTool, shop: Shop) -> None:
    where = await desk.opened()
    for tool, level in (("refund_order", IdentityLevel.SIGNED), ("order_status", IdentityLevel.CODE)):
        told = await use(desk.tenant, intent(where, tool))
        assert isinstance(told, Blocked) and isinstance(told.verdict, NeedsIdentity) and told.verdict.level is level
    assert shop.calls == 0


async def test_two_calls_in_the_same_moment_never_both_fit_under_a_cap(
    desk: TestDesk, use: UseTool, shop: Shop
) -> None:
    tries = [await signed(desk) for _ in range(6)]
    told = await asyncio.gather(
        *(use(desk.tenant, intent(one, arguments={"order": "A-1", "amount": euros(3_000)})) for one in tries)
    )
    assert sum(isinstance(one, Done) for one in told) == 2  # 60 EUR fit under 80, 90 do not
    assert sum(isinstance(one, Blocked) and isinstance(one.verdict, NeedsApproval) for one in told) == 4
    assert len(shop.effects("refund_order")) == 2


async def test_a_person_who_takes_over_is_not_acted_over(desk: TestDesk, use: UseTool, shop: Shop) -> None:
    where = await signed(desk)
    await desk.take_over(desk.tenant, where.id, desk.people["ana"])
    assert isinstance(await use(desk.tenant, intent(where)), MovedOn)
    assert shop.calls == 0


async def test_what_was_done_settles_although_a_person_took_over_meanwhile(
    desk: TestDesk, use: UseTool, shop: Shop
) -> None:
    where = await signed(desk)
    shop.slow = asyncio.Barrier(2)
    running = asyncio.create_task(use(desk.tenant, intent(where)))
    await _until_called(shop)
    await desk.take_over(desk.tenant, where.id, desk.people["ana"])
    await shop.slow.wait()
    assert isinstance(await running, Done)


@pytest.mark.parametrize(
    ("tool", "second"),
    [("refund_order", Done), ("order_status", Done), ("change_address", InDoubt)],
)
async def test_after_a_crash_in_the_call_it_is_done_once_or_in_doubt(
    desk: TestDesk, use: UseTool, shop: Shop, tool: str, second: type
) -> None:
    where = await signed(desk)
    shop.line = ["dead"]
    with pytest.raises(KeyboardInterrupt):
        await use(desk.tenant, intent(where, tool))
    told = await use(desk.tenant, intent(where, tool))
    assert isinstance(told, second)
    assert tool == "order_status" or len(shop.effects(tool)) == 1


async def test_a_refusal_after_a_crash_says_nothing_about_the_first_try(
    desk: TestDesk, use: UseTool, shop: Shop
) -> None:
    where = await signed(desk)
    shop.line = ["dead", "refused"]
    with pytest.raises(KeyboardInterrupt):
        await use(desk.tenant, intent(where))
    assert isinstance(await use(desk.tenant, intent(where)), InDoubt)


async def test_a_crash_and_then_a_person_is_in_doubt_and_not_tried_again(
    desk: TestDesk, use: UseTool, shop: Shop
) -> None:
    where = await signed(desk)
    shop.line = ["dead"]
    with pytest.raises(KeyboardInterrupt):
        await use(desk.tenant, intent(where))
    await desk.take_over(desk.tenant, where.id, desk.people["ana"])
    assert isinstance(await use(desk.tenant, intent(where)), InDoubt)
    assert shop.calls == 1


async def test_a_lost_answer_is_asked_for_again_only_where_the_key_makes_it_one(
    desk: TestDesk, use: UseTool, shop: Shop
) -> None:
    where = await signed(desk)
    shop.line = ["lost"]
    assert isinstance(await use(desk.tenant, intent(where)), Done)
    assert (len(shop.effects("refund_order")), shop.calls) == (1, 2)
    shop.line = ["lost"]
    assert isinstance(await use(desk.tenant, intent(where, "change_address")), InDoubt)
    assert shop.calls == 3


async def test_what_was_refused_surely_did_not_happen_and_uses_no_cap(desk: TestDesk, use: UseTool, shop: Shop) -> None:
    where = await signed(desk)
    shop.line = ["refused"]
    told = await use(desk.tenant, intent(where, arguments={"order": "A-1", "amount": euros(5_000)}))
    assert isinstance(told, NotDone) and told.because == "The shop says no."
    assert isinstance(
        await use(desk.tenant, intent(where, arguments={"order": "A-1", "amount": euros(5_000)}, step="2")), Done
    )


async def test_a_stop_of_the_tool_stops_it_everywhere_at_once(desk: TestDesk, use: UseTool, shop: Shop) -> None:
    where = await signed(desk)
    stop = StopAssistant(desk.desk, setup_within, desk.clock, uuid4)
    put = await stop.put(desk.tenant, desk.people["ana"], NewStop("tool", "refund_order", "odd refunds"))
    told = await use(desk.tenant, intent(where))
    assert isinstance(told, Blocked) and isinstance(told.verdict, Refused) and "odd refunds" in told.verdict.because
    assert isinstance(await use(desk.tenant, intent(where, "order_status")), Done)
    with pytest.raises(NotAllowed):
        await stop.lift(desk.tenant, desk.people["ana"], put)
    await stop.lift(desk.tenant, desk.people["lea"], put)
    assert isinstance(await use(desk.tenant, intent(where)), Done)


async def test_a_yes_counts_for_exactly_what_it_was_said_to_and_once(desk: TestDesk, use: UseTool, shop: Shop) -> None:
    where = await signed(desk)
    large = {"order": "A-1", "amount": euros(9_000)}
    approval = _approved(desk, where, REFUND, large, "lea")
    other = {"order": "A-1", "amount": euros(9_001)}
    assert isinstance(await use(desk.tenant, intent(where, arguments=other, approval=approval)), Blocked)
    assert isinstance(await use(desk.tenant, intent(where, arguments=large, approval=approval)), Done)
    assert isinstance(await use(desk.tenant, intent(where, arguments=large, approval=approval, step="2")), Blocked)
    elsewhere = await signed(desk)
    assert isinstance(await use(desk.tenant, intent(elsewhere, arguments=large, approval=approval)), Blocked)
    assert len(shop.effects("refund_order")) == 1


@pytest.mark.parametrize(("line", "waits"), [("fine", True), ("lost", True), ("refused", False)])
async def test_after_a_contact_was_or_may_have_been_changed_money_waits(
    desk: TestDesk, use: UseTool, shop: Shop, line: str, waits: bool
) -> None:
    await set_up_tools(desk, CONTACT)
    where = await signed(desk)
    shop.line = [line]
    await use(desk.tenant, intent(where, "change_contact", arguments={"email": "new@post.example"}))
    money = await use(desk.tenant, intent(where))
    assert isinstance(money, Blocked if waits else Done)
    if isinstance(money, Blocked):
        assert isinstance(money.verdict, Refused) and "changed lately" in money.verdict.because


async def test_two_yeses_of_one_person_count_once(desk: TestDesk, use: UseTool) -> None:
    where = await signed(desk)
    huge = {"order": "A-1", "amount": euros(30_000)}
    once = _approved(desk, where, REFUND, huge, "lea", "lea")
    told = await use(desk.tenant, intent(where, arguments=huge, approval=once))
    assert isinstance(told, Blocked) and isinstance(told.verdict, NeedsApproval) and told.verdict.people == 2
    twice = _approved(desk, where, REFUND, huge, "lea", "dov")
    assert isinstance(await use(desk.tenant, intent(where, arguments=huge, approval=twice)), Done)


async def test_what_cannot_be_taken_back_always_asks_a_person(desk: TestDesk, use: UseTool) -> None:
    where = await signed(desk)
    told = await use(desk.tenant, intent(where, "cancel_order"))
    assert isinstance(told, Blocked) and isinstance(told.verdict, NeedsApproval)
    yes = _approved(desk, where, CANCEL, {"order": "A-1"}, "lea")
    assert isinstance(await use(desk.tenant, intent(where, "cancel_order", approval=yes)), Done)


async def test_a_person_takes_back_what_was_done_once(desk: TestDesk, use: UseTool, shop: Shop) -> None:
    where = await signed(desk)
    done = await use(desk.tenant, intent(where, "change_address"))
    assert isinstance(done, Done)
    undo = UndoEffect(desk.desk, shop, desk.clock, uuid4)
    shop.line = ["refused"]
    failed = await undo(desk.tenant, done.effect.id, desk.people["ana"])
    assert failed.state is EffectState.FAILED
    undoing = await undo(desk.tenant, done.effect.id, desk.people["ana"])
    assert undoing.state is EffectState.DONE and undoing.undoes == done.effect.id
    assert shop.effects("change_back") == [{"order": "A-1", "customer": "c-1", "receipt": done.effect.receipt}]
    with pytest.raises(CannotUndo):
        await undo(desk.tenant, done.effect.id, desk.people["ana"])
    again = await use(desk.tenant, intent(where, "change_address"))
    assert isinstance(again, NotDone) and len(shop.effects("change_address")) == 1


async def test_who_only_looks_on_takes_nothing_back(desk: TestDesk, use: UseTool, shop: Shop) -> None:
    where = await signed(desk)
    done = await use(desk.tenant, intent(where, "change_address"))
    assert isinstance(done, Done)
    desk.rows("UPDATE person SET role = 'reviewer' WHERE id = %s", desk.people["ana"])
    with pytest.raises(NotAllowed):
        await UndoEffect(desk.desk, shop, desk.clock, uuid4)(desk.tenant, done.effect.id, desk.people["ana"])


async def test_a_person_who_looked_settles_a_doubt_and_an_answer_that_comes_late_changes_nothing(
    desk: TestDesk, use: UseTool, shop: Shop
) -> None:
    where = await signed(desk)
    shop.line = ["lost"]
    doubt = await use(desk.tenant, intent(where, "change_address"))
    assert isinstance(doubt, InDoubt)
    settle = SettleEffect(desk.desk, desk.hand_on, desk.clock)
    with pytest.raises(ValueError, match="how you know"):
        await settle(desk.tenant, doubt.effect.id, desk.people["ana"], happened=True, because=" ")
    kept = await settle(desk.tenant, doubt.effect.id, desk.people["ana"], happened=False, because="Not in the shop.")
    assert kept.state is EffectState.FAILED
    with pytest.raises(NotInDoubt):
        await settle(desk.tenant, doubt.effect.id, desk.people["ana"], happened=True, because="It is.")
    kinds = [row["kind"] for row in desk.rows("SELECT kind FROM event WHERE kind LIKE 'tool%%' ORDER BY id")]
    assert kinds == ["tool_claimed", "tool_in_doubt", "tool_failed"]


async def test_what_nobody_settled_is_in_doubt_and_with_a_person_after_its_time(
    desk: TestDesk, use: UseTool, shop: Shop
) -> None:
    where = await signed(desk)
    await desk.says(where, "please change my address")
    shop.line = ["dead"]
    with pytest.raises(KeyboardInterrupt):
        await use(desk.tenant, intent(where, "change_address"))
    settle = SettleEffect(desk.desk, desk.hand_on, desk.clock)
    assert await settle.abandoned(desk.tenant) == 0
    desk.clock.now += ABANDONED_AFTER * 2
    assert await settle.abandoned(desk.tenant) == 1
    assert (await desk.now(where)).writer is not None
    assert desk.rows("SELECT state FROM effect") == [{"state": "in_doubt"}]


async def test_a_tool_changed_meanwhile_goes_on_as_it_was_claimed(desk: TestDesk, use: UseTool, shop: Shop) -> None:
    where = await signed(desk)
    shop.line = ["dead"]
    with pytest.raises(KeyboardInterrupt):
        await use(desk.tenant, intent(where))
    await set_up_tools(desk, replace(REFUND, takes_key=False, version=""))
    assert isinstance(await use(desk.tenant, intent(where)), Done)
    assert len(shop.effects("refund_order")) == 1


async def test_the_log_holds_no_word_of_anybody(desk: TestDesk, use: UseTool) -> None:
    where = await signed(desk)
    await use(desk.tenant, intent(where, "change_address", arguments={"order": "A-1", "address": "Canary Lane 7"}))
    said = str(desk.rows("SELECT data FROM event"))
    assert "Canary" not in said and "c-1" not in said


def _approved(desk: TestDesk, where: Conversation, tool: Tool, arguments: dict[str, Any], *people: str) -> UUID:
    """An approval as its rows stand once those people said yes."""
    approval, run, now, money = uuid4(), uuid4(), desk.clock(), tool.money(arguments)
    desk.rows(
        """INSERT INTO playbook_run (tenant, id, conversation_id, playbook, version, step, state, started_at, changed_at)
           VALUES (%s, %s, %s, 'p', '1', 's', 'waiting', %s, %s)""",
        desk.tenant, run, where.id, now, now,
    )  # fmt: skip
    desk.rows(
        """INSERT INTO approval (tenant, id, conversation_id, run_id, step, tool, arguments, digest, because, rule, people,
             asked_at, expires_at, amount, currency)
           VALUES (%s, %s, %s, %s, 's', %s, %s, 'd', '', '', 1, %s, %s::timestamptz + interval '1 day', %s, %s)""",
        desk.tenant, approval, where.id, run, tool.slug, Jsonb(canonical(arguments)), now, now,
        None if money is None else money.minor, None if money is None else money.currency,
    )  # fmt: skip
    for n, slug in enumerate(people):
        desk.rows(
            """INSERT INTO approval_yes (tenant, approval_id, person_id, digest, at, seen_seq)
               VALUES (%s, %s, %s, %s, %s, 0) ON CONFLICT DO NOTHING""",
            desk.tenant, approval, desk.people[slug], "d", now,
        )  # fmt: skip
        assert n < 2
    desk.rows(
        "UPDATE approval SET state = 'approved', settled_at = %s, settled_by = %s WHERE id = %s",
        now, desk.people[people[0]], approval,
    )  # fmt: skip
    return approval


async def _until_called(shop: Shop) -> None:
    async with asyncio.timeout(5):
        await shop.called.wait()
