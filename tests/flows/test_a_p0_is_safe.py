"""From the words of a P0 moment until a person has it: somebody on call is there, is paged, and is told all that is known."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.moves import IllegalMove
from handrail.flows.try_message import TryMessage
from handrail.storage.promises import check_promises
from tests.desk import TestDesk
from tests.moments_desk import SHIPPED, MomentsDesk, fact_of

CRISIS = "I want to end it all"


@pytest.fixture
async def desk(desk: TestDesk) -> AsyncGenerator["Night"]:
    yield Night(desk)


class Night(MomentsDesk):
    """Nobody is on shift; Ana and Ben are on call. `round` is what the worker and the sweeper do when time has passed."""

    def __init__(self, desk: TestDesk) -> None:
        super().__init__(desk)
        desk.rows("DELETE FROM shift")
        desk.rows("UPDATE person SET on_call = true WHERE slug IN ('ana', 'ben')")

    def works(self, slug: str) -> None:
        self.desk.rows(
            """INSERT INTO shift (tenant, person_id, id, weekdays, starts, ends, timezone)
               VALUES (%s, %s, %s, '{0,1,2,3,4,5,6}', '00:00', '00:00', 'UTC')""",
            self.tenant,
            self.people[slug],
            uuid4(),
        )

    async def minutes(self, number: float) -> None:
        self.forward(minutes=number)
        due = self.desk.rows(
            """SELECT a.id, max(p.round) + 1 AS next FROM alarm a JOIN page p ON p.alarm_id = a.id
               WHERE a.acknowledged_at IS NULL AND a.next_at <= %s GROUP BY a.id""",
            self.desk.clock.now,
        )
        for one in due:  # the delayed jobs; what the desk of the tests runs of them comes too early
            await self.page.again(self.tenant, one["id"], one["next"])
        await self.desk.escalate_late(self.tenant)
        await self.page.sweep(self.tenant)

    def name(self, person: UUID | None) -> str:
        return next(slug for slug, one in self.people.items() if one == person)

    @property
    def paged(self) -> list[str]:
        return [self.name(row["person_id"]) for row in self.desk.rows("SELECT person_id FROM page ORDER BY at, round")]

    def promises(self) -> Sequence[dict[str, Any]]:
        return self.desk.rows("SELECT due_at, status, owner_id FROM promise ORDER BY made_at, id")

    def texts(self) -> list[str]:
        rows = self.desk.rows("SELECT text_id FROM message WHERE text_id LIKE 'handoff.%%' ORDER BY seq")
        return [row["text_id"] for row in rows]

    def ringing(self) -> int:
        return self.desk.rows("SELECT count(*) AS n FROM alarm WHERE acknowledged_at IS NULL")[0]["n"]

    async def broken(self) -> dict[str, tuple[str, ...]]:
        found = await check_promises(self.desk.door, self.tenant, self.desk.clock.now)
        wrong = [part for one in found for part in one.parts if part.violations]
        return {part.part: part.first for part in wrong if part.part != "events are sealed within ten minutes"}


async def test_at_night_whoever_is_on_call_gets_it_and_the_customer_a_time_in_minutes(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    assert (desk.name(conversation.owner), desk.paged) == ("ana", ["ana"])
    assert desk.texts() == ["handoff.promise.now"]
    [promise] = desk.promises()
    assert 10 * 60 <= (promise["due_at"] - desk.desk.clock.now).total_seconds() <= 20 * 60
    assert conversation.lease_until is not None
    assert (conversation.lease_until - desk.desk.clock.now).total_seconds() == 5 * 60  # until the next one is paged


async def test_somebody_at_the_desk_comes_before_whoever_is_on_call_at_home(desk: Night) -> None:
    desk.works("chi")
    conversation = await desk.asked(CRISIS)
    assert (desk.name(conversation.owner), desk.paged) == ("chi", ["ana"])
    await desk.minutes(1)  # not taken: the one who was paged has it now, and is paged no second time
    assert (desk.name((await desk.desk.now(conversation)).owner), desk.paged) == ("ana", ["ana"])


async def test_an_on_call_person_keeps_what_they_took_off_shift_while_the_moment_stands(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    await desk.desk.take_over(desk.tenant, conversation.id, desk.people["ben"])
    await desk.minutes(2)
    assert (await desk.desk.now(conversation)).owner == desk.people["ben"]
    assert await desk.broken() == {}
    await desk.desk.reply(desk.tenant, conversation.id, desk.people["ben"], "I am here with you.", "r1")
    await desk.minutes(60)
    assert (await desk.desk.now(conversation)).owner == desk.people["ben"]
    await desk.desk.close.resolve(desk.tenant, conversation.id, desk.people["ben"])
    desk.works("chi")
    await desk.minutes(2)  # settled: the ordinary hours hold again
    assert (await desk.desk.now(conversation)).owner == desk.people["chi"]
    assert await desk.broken() == {}


async def test_whoever_is_paged_behind_those_on_call_keeps_it_too(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    await desk.page.acknowledge(desk.tenant, conversation.id, desk.people["dov"])
    await desk.minutes(2)
    assert (await desk.desk.now(conversation)).writer == desk.people["dov"]
    assert await desk.broken() == {}


async def test_an_on_call_person_off_shift_keeps_nothing_but_p0(desk: Night) -> None:
    desk.works("chi")
    conversation = await desk.asked("Do you ship to Norway?")
    await desk.desk.take_over(desk.tenant, conversation.id, desk.people["ben"])
    await desk.minutes(2)
    assert (await desk.desk.now(conversation)).owner == desk.people["chi"]


async def test_what_nobody_takes_goes_round_among_those_on_call_and_never_to_tomorrow(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    owners = [desk.name(conversation.owner)]
    [first] = desk.promises()
    for _ in range(5):
        assert await desk.broken() == {}
        await desk.minutes(5)
        owners.append(desk.name((await desk.desk.now(conversation)).owner))
    assert owners == ["ana", "ben", "dov", "rex", "ana", "ben"]
    assert set(desk.texts()) == {"handoff.promise.now"}
    said = desk.promises()
    assert [one["due_at"] for one in said if one["due_at"] < first["due_at"]] == []
    assert {one["due_at"] for one in said[:3]} == {first["due_at"]}  # passing it on moves nothing
    assert all((one["due_at"] - desk.desk.clock.now).total_seconds() <= 20 * 60 for one in said)
    pages = desk.paged
    assert pages[:3] == ["ana", "ben", "dov"]
    assert len(set(pages)) == 4


async def test_the_person_who_is_paged_is_the_one_it_is_offered_to(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    for _ in range(2):
        await desk.minutes(5)
        assert desk.paged[-1] == desk.name((await desk.desk.now(conversation)).owner)


async def test_acknowledging_takes_the_conversation(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    done = await desk.page.acknowledge(desk.tenant, conversation.id, desk.people["ben"])
    after = await desk.desk.now(conversation)
    assert (done.alarms, done.holder, after.owner, after.writer) == (1, *[desk.people["ben"]] * 3)
    assert after.state is State.HELD
    again = await desk.page.acknowledge(desk.tenant, conversation.id, desk.people["ana"])
    assert (again.alarms, again.holder) == (0, desk.people["ben"])
    await desk.minutes(6)
    assert desk.paged == ["ana"]


async def test_taking_it_over_silences_the_alarm(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    await desk.desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    assert desk.ringing() == 0


async def test_whoever_writes_already_keeps_it_when_a_colleague_acknowledges(desk: Night) -> None:
    desk.works("chi")
    conversation = await desk.asked("I want to speak to a person")
    await desk.desk.take_over(desk.tenant, conversation.id, desk.people["chi"])
    await desk.asked(CRISIS, conversation)
    assert desk.paged == ["ana"]
    done = await desk.page.acknowledge(desk.tenant, conversation.id, desk.people["ana"])
    assert (done.alarms, done.holder, desk.ringing()) == (1, desk.people["chi"], 0)
    assert (await desk.desk.now(conversation)).writer == desk.people["chi"]


async def test_the_answer_of_whoever_writes_already_silences_it_unless_it_was_typed_before(desk: Night) -> None:
    desk.works("chi")
    conversation = await desk.asked("I want to speak to a person")
    await desk.desk.take_over(desk.tenant, conversation.id, desk.people["chi"])
    seen = (await desk.desk.now(conversation)).last_seq
    await desk.asked(CRISIS, conversation)
    await desk.desk.reply(desk.tenant, conversation.id, desk.people["chi"], "What is it about?", "r1", seen_seq=seen)
    assert desk.ringing() == 1
    await desk.desk.reply(desk.tenant, conversation.id, desk.people["chi"], "I am here.", "r2")
    assert desk.ringing() == 0


async def test_giving_it_back_calls_the_next_on_call_and_the_assistant_stays_out(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    await desk.page.acknowledge(desk.tenant, conversation.id, desk.people["ana"])
    await desk.desk.take_over.give_back(desk.tenant, conversation.id, desk.people["ana"])
    after = await desk.desk.now(conversation)
    assert (desk.name(after.owner), after.state, desk.ringing()) == ("ben", State.OFFERED, 1)
    assert desk.paged[-1] == "ben"
    assert await desk.broken() == {}


async def test_a_settled_p0_is_not_given_back_to_the_assistant_either(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    await desk.page.acknowledge(desk.tenant, conversation.id, desk.people["ana"])
    await desk.desk.reply(desk.tenant, conversation.id, desk.people["ana"], "I am here with you.", "r1")
    await desk.desk.close.resolve(desk.tenant, conversation.id, desk.people["ana"])
    with pytest.raises(IllegalMove, match="comes to a person"):
        await desk.desk.take_over.give_back(desk.tenant, conversation.id, desk.people["ana"])


async def test_who_holds_it_and_does_not_answer_in_time_has_the_others_paged(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    await desk.page.acknowledge(desk.tenant, conversation.id, desk.people["ana"])
    await desk.desk.reply(desk.tenant, conversation.id, desk.people["ana"], "I am here. Where are you?", "r1")
    await desk.asked("In the garden", conversation)
    await desk.minutes(16)
    assert (desk.paged[-1], desk.ringing()) == ("ben", 1)
    assert (await desk.desk.now(conversation)).writer == desk.people["ana"]  # they may be on the telephone with them


async def test_a_first_answer_that_does_not_come_in_time_pages_again(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    await desk.page.acknowledge(desk.tenant, conversation.id, desk.people["ana"])
    await desk.minutes(21)
    assert desk.ringing() == 1
    assert (await desk.desk.now(conversation)).owner != desk.people["ana"]
    assert await desk.broken() == {}


async def test_noticed_while_it_waits_for_tomorrow_it_goes_to_whoever_is_on_call_now(desk: Night) -> None:
    desk.desk.rows("UPDATE person SET on_call = false")
    conversation = await desk.asked("I want to speak to a person")
    assert desk.name(conversation.owner) == "rex"
    desk.desk.rows("UPDATE person SET on_call = true WHERE slug = 'ben'")
    conversation = await desk.asked(CRISIS, conversation)
    assert (desk.name(conversation.owner), desk.paged) == ("ben", ["ben"])
    assert desk.texts()[-1] == "handoff.promise.now"


async def test_a_wish_and_a_p0_in_one_message_reach_whoever_is_on_call(desk: Night) -> None:
    conversation = await desk.asked(f"{CRISIS}, I want to speak to a person")
    assert (desk.name(conversation.owner), desk.paged) == ("ana", ["ana"])
    assert await desk.broken() == {}


async def test_where_nobody_is_on_call_or_on_shift_the_promise_stays_honest_and_somebody_is_still_paged(
    desk: Night,
) -> None:
    desk.desk.rows("UPDATE person SET on_call = false")
    conversation = await desk.asked(CRISIS)
    assert desk.name(conversation.owner) == "rex"
    assert "handoff.promise.now" not in desk.texts()
    await desk.minutes(5)
    assert desk.paged == ["dov", "rex"]
    assert await desk.broken() == {}
    desk.desk.rows("UPDATE person SET on_call = true WHERE slug = 'chi'")
    await desk.minutes(5)  # somebody is named meanwhile: it does not wait for tomorrow any more
    assert (desk.name((await desk.desk.now(conversation)).owner), desk.texts()[-1]) == ("chi", "handoff.promise.now")


async def test_a_passed_on_packet_keeps_the_moments_advice_tags_and_clocks(desk: Night) -> None:
    desk.desk.rows("UPDATE person SET skills = '{shipping}' WHERE slug = 'ana'")
    conversation = await desk.asked("Do you ship to Norway?")
    conversation = await desk.asked(f"{CRISIS}. And a chargeback.", conversation)
    await desk.minutes(5)
    first, second = (row["packet"] for row in desk.desk.rows("SELECT packet FROM handoff ORDER BY fence"))
    for kept in ("suggested_next", "risk_flags", "policy_refs", "urgency"):
        assert first.get(kept) == second.get(kept), kept
    assert "Somebody may be in danger" in first["suggested_next"][0]
    assert first["issue"]["topic"] == second["issue"]["topic"] == "self-harm"
    assert SHIPPED["self-harm"].name in second["risk_flags"]
    assert second["policy_refs"]
    assert second["failed_because"] == "It was not taken in time."
    [last] = desk.desk.rows("SELECT reason_code, reason FROM handoff ORDER BY fence DESC LIMIT 1")
    assert last["reason_code"] == "danger"
    assert last["reason"].endswith("(noticed earlier in this conversation). It was not taken in time.")


async def test_trying_a_sentence_tells_who_on_call_would_come_and_by_when(desk: Night) -> None:
    tried = await TryMessage(desk.desk.desk, desk.desk.decide, desk.desk.clock, uuid4)(desk.tenant, CRISIS)
    assert tried.routing is not None
    assert tried.promise is not None
    assert (desk.name(tried.routing.person.id), tried.promise.text_id) == ("ana", "handoff.promise.now")


async def test_whom_a_p0_asks_for_comes_from_its_moment_and_not_from_the_topic(desk: Night) -> None:
    skill = fact_of(SHIPPED["self-harm"]).skill
    for slug in ("ana", "ben", "chi"):
        desk.works(slug)
    desk.desk.rows("UPDATE person SET on_call = false")
    desk.desk.rows("UPDATE person SET skills = %s WHERE slug = 'ben'", [skill])
    conversation = await desk.desk.opened()
    desk.desk.rows("UPDATE conversation SET topic = 'shipping'")  # Ana's, and Chi's
    conversation = await desk.asked(CRISIS, conversation)
    assert desk.name(conversation.owner) == "ben"


async def test_off_shift_and_not_on_call_they_do_not_keep_it_and_it_rings_on(desk: Night) -> None:
    conversation = await desk.asked(CRISIS)
    await desk.desk.take_over(desk.tenant, conversation.id, desk.people["chi"])
    await desk.minutes(1)
    after = await desk.desk.now(conversation)
    assert (desk.name(after.owner), desk.ringing()) == ("ana", 1)
    assert await desk.broken() == {}


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_people_do_a_p0_is_held_or_somebody_is_paged(desk: Night, seed: int) -> None:
    random = Random(seed)
    if seed % 2:
        desk.works("chi")
    conversation = await desk.asked(CRISIS)
    for step in range(30):
        with suppress(IllegalMove):
            await _anything(desk, conversation, random, step)
        found = await desk.broken()
        assert found == {}, f"seed {seed}, step {step}: {found}"


async def _anything(desk: Night, one: Conversation, random: Random, step: int) -> None:
    by = desk.people[random.choice(["ana", "ben", "chi", "dov", "rex"])]
    match random.randrange(9):
        case 0:
            await desk.asked(random.choice([CRISIS, "Are you there?"]), one)
        case 1:
            await desk.page.acknowledge(desk.tenant, one.id, by)
        case 2:
            await desk.desk.take_over(desk.tenant, one.id, by)
        case 3:
            await desk.desk.reply(desk.tenant, one.id, (await desk.desk.now(one)).writer or by, "Here.", f"r{step}")
        case 4:
            await desk.desk.take_over.give_back(desk.tenant, one.id, (await desk.desk.now(one)).writer or by)
        case 5:
            await desk.desk.take_over.hand_to(desk.tenant, one.id, (await desk.desk.now(one)).writer or by, by)
        case 6:
            await desk.desk.close.resolve(desk.tenant, one.id, (await desk.desk.now(one)).writer or by)
        case _:
            await desk.minutes(random.choice([0.5, 5, 20]))
    await desk.minutes(0)  # the sweeper runs every few seconds
