"""Whatever order yes, edit, no, time, button, pen and restarts come in: done at most once, and never without its yeses."""

import asyncio
from typing import Any
from uuid import UUID

import psycopg
import uuid_utils.compat as uuids
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.core.conversation.moves import IllegalMove
from handrail.core.supervision.approval import Approval, ApprovalState, Because
from handrail.core.tools import Effect, EffectState, Money, effect_key
from handrail.flows.settle_approval import given as still_given
from tests.desk import TestDesk, another_process, small_desk
from tests.edges.test_console_approvals import asked

SENIOR = ("dov", "lea", "rex")
STEPS = st.one_of(
    st.tuples(st.just("yes"), st.sampled_from(SENIOR)),
    st.tuples(st.just("yes"), st.sampled_from(SENIOR)),
    st.tuples(st.just("act"), st.just("")),
    st.tuples(st.just("edit"), st.sampled_from(("12.00 EUR", "24.90 EUR", "200.00 EUR"))),
    st.tuples(st.sampled_from(("no", "late", "pen", "button", "writes", "restart")), st.just("")),
)


class Case:
    """One approval. `seen` is what everybody has on their screen: it is renewed only when somebody looks."""

    def __init__(self, desk: TestDesk, approval: Approval) -> None:
        self.desk, self.id, self.conversation = desk, approval.id, approval.conversation
        self.withdrawn = False

    async def now(self) -> Approval:
        async with self.desk.desk.as_system(self.desk.tenant) as work:
            return await work.approvals.get(self.id)

    async def step(self, name: str, what: str) -> None:
        desk, settle = self.desk, self.desk.settle_approval
        try:
            match name:
                case "yes":
                    await settle.approve(desk.tenant, self.id, desk.people[what], (await self.now()).digest, 99)
                case "edit":
                    change = {"order": "4711", "amount": what}
                    await settle.edit(desk.tenant, self.id, desk.people["dov"], change, (await self.now()).digest)
                case "no":
                    await settle.decline(desk.tenant, self.id, desk.people["lea"], Because.NEEDS_PERSON)
                case "late":
                    desk.clock.forward(minutes=16)
                    await desk.escalate_late(desk.tenant)
                case "pen":
                    await desk.take_over(desk.tenant, self.conversation, desk.people["ana"])
                case "button":
                    async with desk.desk.as_system(desk.tenant) as work:
                        customer = (await work.conversations.get(self.conversation)).customer
                    await desk.press_button(desk.tenant, self.conversation, customer)
                case "act":
                    await self.act()
                case _:
                    pass
        except IllegalMove:
            pass

    async def act(self) -> None:
        """As the flow that uses tools does: under the lock, the yes is looked at and its effect claimed."""
        desk = self.desk
        async with desk.desk.as_system(desk.tenant) as work:
            current = await work.conversations.get(self.conversation, lock=True)
            approval = await still_given(work, self.id, current)
            amount = approval.amount
            assert amount is not None
            await work.effects.claim(effect_of(approval, current.customer, amount, desk))


def effect_of(approval: Approval, customer: UUID, amount: Money, desk: TestDesk) -> Effect:
    return Effect(
        id=uuids.uuid7(),
        key=effect_key(approval.run or approval.id, "refund", "refund", approval.arguments),
        tool="refund",
        tool_version="1",
        conversation=approval.conversation,
        customer=customer,
        arguments=approval.arguments,
        state=EffectState.CLAIMED,
        claimed_at=desk.clock(),
        amount=amount,
        approval=approval.id,
    )


def effects(desk: TestDesk, approval: UUID) -> list[dict[str, Any]]:
    return list(desk.rows("SELECT amount, arguments FROM effect WHERE approval_id = %s", approval))


async def play(desk: TestDesk, steps: list[tuple[str, str]], people: int) -> None:
    _, approval = await asked(desk, 2_490 if people == 1 else 20_000, people)
    case = Case(desk, approval)
    for name, what in steps:
        before, had = await case.now(), effects(desk, approval.id)
        if name == "restart":
            async with another_process(desk) as process:
                await Case(process, approval).step("act", "")
        elif name == "writes":
            async with desk.desk.as_system(desk.tenant) as work:
                where = await work.conversations.get(case.conversation)
            await desk.says(where, "And one more thing.")
            desk.rows("UPDATE conversation SET decided_turn = turn, undecided_since = NULL WHERE writer_id IS NULL")
        else:
            await case.step(name, what)
        done = effects(desk, approval.id)
        assert len(done) <= 1
        if len(done) > len(had):
            assert before.state is ApprovalState.APPROVED, "never after it was withdrawn, declined or expired"
            assert before.counted() >= before.people >= people
            assert done[0]["amount"] == (before.amount.minor if before.amount else None)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=2, max_size=9), people=st.sampled_from((1, 2)))
def test_what_waits_for_a_yes_is_done_at_most_once_and_never_without_it(
    dsn: str, steps: list[tuple[str, str]], people: int
) -> None:
    async def run() -> None:
        async with small_desk(dsn) as desk:
            await play(desk, steps, people)

    asyncio.run(run())


def test_two_who_act_on_one_yes_at_once_do_it_once(dsn: str) -> None:
    async def run() -> None:
        async with small_desk(dsn) as desk, another_process(desk) as other:
            _, approval = await asked(desk)
            await desk.settle_approval.approve(desk.tenant, approval.id, desk.people["dov"], approval.digest, 99)
            both = [Case(one, approval).act() for one in (desk, other)]
            outcomes = await asyncio.gather(*both, return_exceptions=True)
            assert all(one is None or isinstance(one, psycopg.errors.UniqueViolation) for one in outcomes), outcomes
            assert len(effects(desk, approval.id)) == 1

    asyncio.run(run())
