"""Topics are taught, fitted, in force at once, rolled back; and a customer's words leave them with the customer."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
import uuid_utils.compat as uuids

from handrail.app.topics import NOTHING, Topics
from handrail.core.understanding.topics.example import Example, Handle
from handrail.flows.administer import By, NotAllowed
from handrail.flows.erase import EraseCustomer
from handrail.flows.fit_topics import FitForgotten, NotEnoughTaught
from handrail.ports import NotFound
from handrail.storage.erasure import erasing_within
from tests.core.test_topics import OUTSIDE, PEOPLE, SHIPPING, THINGS
from tests.desk import TestDesk, small_desk
from tests.past import a_little_history

REFUNDS = [f"When do I get my money back for the {thing}?" for thing in THINGS]
REFUNDS += [f"Has the refund for the {thing} been sent?" for thing in THINGS]
HARPSICHORD = "Can you tune a harpsichord in Trondheim?"


def routine() -> list[Example]:
    return [
        Example(t, topic, language="en") for topic, ts in (("shipping", SHIPPING), ("refunds", REFUNDS)) for t in ts
    ]


def negative() -> list[Example]:
    return [
        *(Example(text, None, Handle.PEOPLE, "en") for text in PEOPLE),
        *(Example(text, None, Handle.OUTSIDE, "en") for text in OUTSIDE),
    ]


@dataclass
class Classroom:
    desk: TestDesk
    topics: Topics

    @property
    def tenant(self) -> UUID:
        return self.desk.tenant

    @property
    def lea(self) -> By:
        return By(self.desk.people["lea"])

    def new_process(self) -> Topics:
        return Topics(self.desk.desk, None, None, self.desk.clock, uuids.uuid7)

    async def accepted(self, text: str, topics: Topics | None = None) -> bool:
        fitted = await (topics or self.topics).in_force(self.tenant)
        assert fitted is not None
        return fitted.guess(text, {}, "en").accepted

    def kinds(self) -> list[str]:
        return [
            row["kind"] for row in self.desk.rows("SELECT kind FROM event WHERE kind LIKE '%%topics%%' ORDER BY id")
        ]


@pytest.fixture
async def room(dsn: str) -> AsyncGenerator[Classroom]:
    async with small_desk(dsn) as desk:
        yield Classroom(desk, Topics(desk.desk, None, None, desk.clock, uuids.uuid7))


async def test_what_is_taught_and_fitted_is_in_force_at_once_in_every_process(room: Classroom) -> None:
    other = room.new_process()
    assert await other.in_force(room.tenant) is None
    done = await room.topics.teach.add(room.tenant, room.lea, [*routine(), *negative()], "file")
    assert (done.added, done.known) == (len(routine()) + len(negative()), 0)
    fit = await room.topics.fit(room.tenant, room.lea)
    assert fit.report.examples >= done.added
    assert (await room.topics.fit.in_force(room.tenant)).fit == fit
    for process in (other, room.topics):
        assert await room.accepted("Do you ship to Portugal?", process)
        assert not await room.accepted("I was billed twice in June", process)
    assert await other.in_force(room.tenant) is await other.in_force(room.tenant)
    assert room.kinds() == ["topics_fitted"]


async def test_articles_teach_their_topic_by_title_and_questions(room: Classroom) -> None:
    room.desk.rows("UPDATE article SET questions = %s WHERE topic = 'shipping'", SHIPPING)
    room.desk.rows("UPDATE article SET questions = %s WHERE topic = 'refunds'", REFUNDS)
    await room.topics.fit(room.tenant, room.lea)
    assert await room.accepted("Do you ship to Portugal?")
    _, articles = await room.topics.teach.examples(room.tenant, "shipping")
    assert {one.text for one in articles} == {*SHIPPING, "Delivery abroad"}


async def test_teaching_the_same_again_changes_nothing(room: Classroom) -> None:
    await room.topics.teach.add(room.tenant, room.lea, routine())
    again = await room.topics.teach.add(room.tenant, room.lea, [*routine(), routine()[0]])
    assert (again.added, again.known) == (0, len(routine()) + 1)


async def test_the_same_data_gives_the_same_fit(room: Classroom) -> None:
    await room.topics.teach.add(room.tenant, room.lea, routine())
    first, second = [await room.topics.fit(room.tenant, room.lea) for _ in range(2)]
    assert first.fitted == second.fitted
    assert first.report == second.report


async def test_an_unknown_topic_is_refused_and_nothing_is_kept_of_the_rest(room: Classroom) -> None:
    with pytest.raises(NotFound, match="“gardening”"):
        await room.topics.teach.add(room.tenant, room.lea, [*routine(), Example("Prune my roses", "gardening")])
    assert await room.topics.teach.counts(room.tenant) == {("shipping", "routine"): 1, ("refunds", "routine"): 1}


@pytest.mark.parametrize("slug", ["ana", "dov"])
async def test_only_a_lead_or_an_admin_teaches_fits_removes_and_rolls_back(room: Classroom, slug: str) -> None:
    by = By(room.desk.people[slug])
    for refused in (
        room.topics.teach.add(room.tenant, by, routine()),
        room.topics.teach.remove(room.tenant, by, uuid4()),
        room.topics.teach.from_message(room.tenant, by, uuid4(), "shipping"),
        room.topics.fit(room.tenant, by),
        room.topics.fit.roll_back(room.tenant, by, "0"),
    ):
        with pytest.raises(NotAllowed, match="lead or an admin"):
            await refused


async def test_nothing_to_tell_apart_is_said_and_publishes_nothing(room: Classroom) -> None:
    room.desk.rows("UPDATE article SET retired_at = now()")
    with pytest.raises(NotEnoughTaught, match="two topics"):
        await room.topics.fit(room.tenant, room.lea)
    assert (await room.topics.fit.in_force(room.tenant)).fit is None
    assert room.kinds() == []


async def test_an_earlier_fit_comes_back_as_a_new_version(room: Classroom) -> None:
    await room.topics.teach.add(room.tenant, room.lea, routine())
    first = await room.topics.fit(room.tenant, room.lea)
    await room.topics.teach.add(room.tenant, room.lea, negative())
    second = await room.topics.fit(room.tenant, room.lea)
    assert first.fitted != second.fitted
    await room.topics.fit.roll_back(room.tenant, room.lea, first.fitted[:6])
    now = await room.topics.fit.in_force(room.tenant)
    assert (now.version, now.fit) == (3, first)
    fitted = await room.topics.in_force(room.tenant)
    assert fitted is not None
    assert fitted.version == first.fitted
    assert room.kinds()[-1] == "topics_rolled_back"
    with pytest.raises(NotFound, match="no fit called"):
        await room.topics.fit.roll_back(room.tenant, room.lea, "beef")


async def test_comparing_two_fits_names_what_they_judge_differently(room: Classroom) -> None:
    await room.topics.teach.add(room.tenant, room.lea, routine())
    before = await room.topics.fit(room.tenant, room.lea)
    await room.topics.teach.add(room.tenant, room.lea, negative())
    after = await room.topics.fit(room.tenant, room.lea)
    changed = await room.topics.fit.compare(room.tenant, before.fitted, after.fitted)
    assert {one.text for one in changed} <= {one.text for one in [*routine(), *negative()]} | {
        "Delivery abroad",
        "Refunds",
    }
    assert not await room.topics.fit.compare(room.tenant, after.fitted, after.fitted)


async def test_removing_an_example_takes_it_out_of_the_next_fit(room: Classroom) -> None:
    await room.topics.teach.add(room.tenant, room.lea, routine())
    before = await room.topics.fit(room.tenant, room.lea)
    [mine] = [one for one in (await room.topics.teach.examples(room.tenant, "shipping"))[0] if one.text == SHIPPING[0]]
    await room.topics.teach.remove(room.tenant, room.lea, mine.id)
    assert (await room.topics.fit(room.tenant, room.lea)).report.examples == before.report.examples - 1
    with pytest.raises(NotFound):
        await room.topics.teach.remove(room.tenant, room.lea, mine.id)


class TestCustomersWords:
    """Picked from what customers asked, and gone with them."""

    async def taught(self, room: Classroom) -> tuple[UUID, UUID]:
        """A message of a customer's, taught; the customer."""
        past = await a_little_history(room.desk)
        [row] = room.desk.rows(
            """SELECT id FROM message WHERE conversation_id = %s AND author_kind = 'customer' ORDER BY seq LIMIT 1""",
            past.helped.id,
        )
        await room.topics.teach.from_message(room.tenant, room.lea, row["id"], "shipping")
        return row["id"], past.helped.customer

    async def erase(self, room: Classroom, customer: UUID) -> None:
        erase = EraseCustomer(room.desk.desk, erasing_within, lambda _: None, room.desk.clock, uuids.uuid7)
        await erase(room.tenant, customer, "agent:lea", even_open=True)

    async def test_what_a_customer_asked_is_suggested_until_it_is_taught(self, room: Classroom) -> None:
        past = await a_little_history(room.desk)
        room.desk.rows("UPDATE conversation SET topic = 'shipping' WHERE id = %s", past.helped.id)
        suggested = await room.topics.teach.suggestions(room.tenant, room.lea, "shipping")
        assert past.helped.id in {one.conversation for one in suggested}
        [mine] = [one for one in suggested if one.conversation == past.helped.id]
        done = await room.topics.teach.from_message(room.tenant, room.lea, mine.message, "shipping")
        assert done.added == 1
        [taught] = (await room.topics.teach.examples(room.tenant, "shipping"))[0]
        assert (taught.text, taught.source, taught.conversation) == (mine.text, "conversation", past.helped.id)
        assert mine not in await room.topics.teach.suggestions(room.tenant, room.lea, "shipping")

    async def test_an_agents_message_or_none_cannot_be_taught(self, room: Classroom) -> None:
        past = await a_little_history(room.desk)
        [row] = room.desk.rows(
            "SELECT id FROM message WHERE conversation_id = %s AND author_kind <> 'customer' LIMIT 1", past.helped.id
        )
        for message in (row["id"], uuid4()):
            with pytest.raises(NotFound, match="no such message"):
                await room.topics.teach.from_message(room.tenant, room.lea, message, "shipping")

    async def test_an_erased_customers_words_are_taught_no_more_and_what_learned_from_them_is_forgotten(
        self, room: Classroom
    ) -> None:
        await room.topics.teach.add(room.tenant, room.lea, [*routine(), *negative()])
        _, customer = await self.taught(room)
        before = await room.topics.fit(room.tenant, room.lea)
        await self.erase(room, customer)
        assert not room.desk.rows("SELECT 1 FROM taught_example WHERE source = 'conversation'")
        assert await room.topics.in_force(room.tenant) is not None
        assert await room.topics.fit.forget_outdated(room.tenant) == 1
        now = (await room.topics.fit.in_force(room.tenant)).fit
        assert now is not None
        assert now.report.examples == before.report.examples - 1
        assert not room.desk.rows("SELECT 1 FROM topics_fit WHERE fitted = %s AND model IS NOT NULL", before.fitted)
        assert await room.topics.fit.forget_outdated(room.tenant) == 0
        with pytest.raises(FitForgotten):
            await room.topics.fit.roll_back(room.tenant, room.lea, before.fitted)

    async def test_a_fit_in_force_that_cannot_be_had_accepts_nothing(self, room: Classroom) -> None:
        """Never bolder for having forgotten."""
        await room.topics.teach.add(room.tenant, room.lea, [*routine(), *negative()])
        await room.topics.fit(room.tenant, room.lea)
        room.desk.rows("UPDATE topics_fit SET model = NULL")
        fitted = await room.new_process().in_force(room.tenant)
        assert fitted is NOTHING
        assert not fitted.guess("Do you ship to Portugal?", {}, "en").accepted
