"""The demo's first morning is played through the real flows, by customers who exist, and answers nothing in advance."""

from uuid import uuid4

from handrail.demo.content import load_customers
from handrail.demo.morning import PlayMorning, load_morning
from tests.desk import small_desk


def test_whoever_writes_in_the_morning_is_a_customer_of_the_demo_company() -> None:
    assert {one.customer for one in load_morning()} <= {one.external_id for one in load_customers()}


async def test_the_morning_is_kept_word_for_word_and_left_to_the_desk(dsn: str) -> None:
    async with small_desk(dsn) as desk:
        await PlayMorning(desk.start, desk.receive, desk.press_button, uuid4)(desk.tenant)
        said = desk.rows("SELECT body FROM message WHERE author_kind = 'customer' ORDER BY at, seq")
        assert sorted(row["body"] for row in said) == sorted(text for one in load_morning() for text in one.says)
        assert desk.rows("SELECT 1 FROM message WHERE author_kind = 'assistant'") == []
        silent = desk.rows("SELECT 1 FROM conversation WHERE writer_id IS NOT NULL")
        assert len(silent) >= sum(one.button for one in load_morning())
