"""What the flows never do, the database refuses: the laws stand a second time as constraints."""

from datetime import timedelta

import psycopg
import pytest

from tests.desk import TestDesk

MESSAGE = """INSERT INTO message (tenant, id, conversation_id, seq, author_kind, body, text_id, at, turn, fence, decision_id, salt)
             SELECT tenant, uuidv7(), id, 99, %s, %s, %s, now(), turn, fence, %s, '' FROM conversation"""


async def refused(desk: TestDesk, query: str, *values: object) -> str:
    with pytest.raises(psycopg.Error) as error:
        desk.rows(query, *values)
    return error.value.diag.constraint_name or error.value.sqlstate or ""


async def test_the_assistant_says_nothing_that_was_not_decided(desk: TestDesk) -> None:
    await desk.opened()
    assert await refused(desk, MESSAGE, "assistant", "hello", None, None) == "the_assistant_says_what_was_decided"


async def test_system_says_only_catalogue_texts(desk: TestDesk) -> None:
    await desk.opened()
    law = "system_speaks_only_catalogue_texts"
    assert await refused(desk, MESSAGE, "system", "You won!", None, None) == law
    assert await refused(desk, MESSAGE, "system", "free words", "assistant.greeting", None) == law
    assert "text_id" in await refused(desk, MESSAGE, "system", None, "invented.text", None)


async def test_an_open_conversation_has_an_owner_and_a_deadline(desk: TestDesk) -> None:
    await desk.opened()
    assert await refused(desk, "UPDATE conversation SET deadline_at = NULL") == "open_has_a_deadline"
    assert await refused(desk, "UPDATE conversation SET owner_id = NULL") == "23502"


async def test_an_unmet_wish_silences_the_assistant_and_keeps_the_conversation_open(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    silent = "UPDATE conversation SET writer_id = NULL, state = 'assistant'"
    assert await refused(desk, silent) == "an_unmet_wish_silences_the_assistant"
    assert await refused(desk, "UPDATE conversation SET state = 'resolved'") == "an_unmet_wish_keeps_it_open"


async def test_nothing_resolves_over_an_open_promise(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    settled = "UPDATE conversation SET wish_met_at = now(), state = 'resolved'"
    assert await refused(desk, settled) == "HR002"


async def test_nobody_leaves_while_they_own_an_open_conversation(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    assert await refused(desk, "UPDATE person SET gone = true WHERE slug = 'ana'") == "HR003"
    assert await refused(desk, "UPDATE person SET gone = true WHERE slug = 'rex'") == "person_check"


async def test_the_log_only_grows(desk: TestDesk) -> None:
    await desk.opened()
    assert await refused(desk, "UPDATE event SET kind = 'nothing_happened'") == "HR004"
    assert await refused(desk, "DELETE FROM event") == "HR004"


async def test_a_grant_ends_within_sixty_days(desk: TestDesk) -> None:
    longer = "UPDATE autonomy_grant SET expires_at = signed_at + interval '61 days'"
    assert await refused(desk, longer) == "autonomy_grant_check"


async def test_an_expired_grant_lets_the_assistant_draft_only(desk: TestDesk) -> None:
    desk.clock.now += timedelta(days=60)
    conversation = await desk.opened()
    await desk.says(conversation, "Do you ship to Norway?")
    await desk.run_jobs()
    [handoff] = desk.rows("SELECT reason_code FROM handoff")
    assert handoff["reason_code"] == "level"
