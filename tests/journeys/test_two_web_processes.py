"""Two web processes hear the same customer at once: what they make of it is one thing, not two."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from handrail.api import create_api
from handrail.core.conversation.conversation import Channel, Conversation
from handrail.flows.start_conversation import Arrival
from handrail.storage.migrate import migrate
from tests.desk import TestDesk, another_process
from tests.edges.desk_for_tests import NO_LIMITS, ApiDesk, Visitor, api_desk, parts_of


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as desk:
        yield desk


@pytest.fixture
async def elsewhere(api: ApiDesk) -> AsyncGenerator[TestDesk]:
    async with another_process(api.desk) as other:
        yield other


async def closed(api: ApiDesk) -> Visitor:
    visitor = await api.starts(text="Do you ship to Norway?")
    await api.desk.run_jobs()
    await _settle(api, visitor)
    return visitor


async def _settle(api: ApiDesk, visitor: Visitor) -> None:
    await visitor.post("/confirm")
    api.desk.clock.forward(days=8)
    await api.desk.run_jobs()
    assert (await visitor.get()).json()["state"] == "closed"


def linked(desk: TestDesk, conversation: str) -> list[UUID]:
    return [row["id"] for row in desk.rows("SELECT id FROM conversation WHERE continues = %s", UUID(conversation))]


async def test_one_message_retried_at_both_opens_one_linked_conversation(api: ApiDesk, elsewhere: TestDesk) -> None:
    app: Any = create_api(replace(parts_of(elsewhere, NO_LIMITS), secret=api.parts.secret))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://handrail.test") as http:
        for n in range(4):
            visitor = await closed(api)
            headers = {**visitor.headers, "Idempotency-Key": f"k{n}"}
            body = {"text": "Hello again", "continue": True}
            answers = await asyncio.gather(
                *(
                    client.post(f"{visitor.path}/messages", json=body, headers=headers)
                    for client in (api.http, http) * 3
                )
            )
            assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
            assert len({answer.text for answer in answers}) == 1
            (only,) = linked(api.desk, visitor.conversation)
            assert answers[0].json()["conversation"] == str(only)


async def test_whoever_comes_back_after_the_continuation_closed_goes_on_from_the_last_one(
    api: ApiDesk, elsewhere: TestDesk
) -> None:
    visitor = await closed(api)
    first = (await visitor.says("Hello again", "k9", **{"continue": True})).json()["conversation"]
    assert first != visitor.conversation
    await api.desk.run_jobs()
    await api.desk.take_over(api.desk.tenant, UUID(first), api.desk.people["ana"])
    await api.desk.reply(api.desk.tenant, UUID(first), api.desk.people["ana"], "Hello.", "r1")
    await _settle(api, Visitor(api, visitor.token, first))
    customer = api.desk.rows("SELECT customer_id FROM conversation WHERE id = %s", UUID(first))[0]["customer_id"]
    arrival = Arrival(Channel.CHAT, customer=customer, continues=UUID(visitor.conversation))
    found: list[Conversation] = await asyncio.gather(
        *(desk.start(desk.tenant, arrival) for desk in (api.desk, elsewhere) * 4)
    )
    assert len({one.id for one in found}) == 1
    assert found[0].continues == UUID(first)
    assert linked(api.desk, visitor.conversation) == [UUID(first)]


async def test_the_database_itself_refuses_a_second_way_on(api: ApiDesk) -> None:
    visitor = await closed(api)
    await visitor.says("Hello again", "k9", **{"continue": True})
    (only,) = linked(api.desk, visitor.conversation)
    with pytest.raises(psycopg.errors.UniqueViolation):
        api.desk.rows(
            """INSERT INTO conversation (tenant, id, customer_id, channel, state, owner_id, opened_at, deadline_at, continues)
               SELECT tenant, gen_random_uuid(), customer_id, channel, state, owner_id, opened_at, deadline_at, continues
               FROM conversation WHERE id = %s""",
            only,
        )


async def test_forks_of_an_earlier_version_become_one_thread_when_it_is_updated(api: ApiDesk) -> None:
    desk = api.desk
    root = UUID((await closed(api)).conversation)
    desk.rows("DROP INDEX conversation_goes_on_once")
    desk.rows("ALTER TABLE claim DROP COLUMN tried_at")
    desk.rows("DROP TABLE round")
    desk.rows("DELETE FROM _yoyo_migration WHERE migration_id = '0007_spine_gaps'")
    one, two, three = [await _fork(desk, root) for _ in range(3)]
    deep = await _fork(desk, one)
    assert migrate(desk.dsn) == ["0007_spine_gaps"]
    after = {row["id"]: row["continues"] for row in desk.rows("SELECT id, continues FROM conversation")}
    assert after[one] == root
    assert len(set(after.values())) == len(after.values())
    seen, at = {root}, root
    while (following := next((one for one, before in after.items() if before == at), None)) is not None:
        seen.add(following)
        at = following
    assert seen == {root, one, two, three, deep}


async def _fork(desk: TestDesk, conversation: UUID) -> UUID:
    (row,) = desk.rows(
        """INSERT INTO conversation (tenant, id, customer_id, channel, state, owner_id, opened_at, deadline_at, continues)
           SELECT tenant, gen_random_uuid(), customer_id, channel, 'resolved', owner_id, clock_timestamp(), now(), id
           FROM conversation WHERE id = %s RETURNING id""",
        conversation,
    )
    return row["id"]
