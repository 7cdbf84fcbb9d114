"""Who types and who looks is seen at once, in every web process, and forgotten after ten seconds; no log knows of it."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest

from handrail.storage import presence as held
from handrail.storage.presence import PresenceHere
from tests.desk import another_process
from tests.edges.desk_for_tests import ApiDesk, Visitor, api_desk
from tests.edges.test_api_streams import served, watching


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


async def look(api: ApiDesk, visitor: Visitor, slug: str, typing: bool = False) -> Any:
    path = f"/v1/agent/conversations/{visitor.conversation}/looking"
    answer = await api.http.post(path, json={"typing": typing}, headers=api.as_agent(slug))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 (notes between processes come without an event to wait for)
            await asyncio.sleep(0.01)


async def test_colleagues_see_who_else_is_there_and_who_types(api: ApiDesk) -> None:
    kim = await api.starts(text="Hello")
    await look(api, kim, "ana")
    seen = await look(api, kim, "ben", typing=True)
    assert [(one["person"]["name"], one["typing"]) for one in seen["people"]] == [("Ana", False), ("Ben", True)]
    assert seen["customer_types"] is False
    assert (await kim.post("/typing", {"typing": True})).status_code == 204
    path = f"/v1/agent/conversations/{kim.conversation}/looking"
    now = (await api.http.get(path, headers=api.as_agent())).json()
    assert now["customer_types"] is True
    assert now["people"] == seen["people"]
    assert (await kim.says("It is my lamp")).status_code == 201
    assert (await api.http.get(path, headers=api.as_agent())).json()["customer_types"] is False, "it is said"


async def test_the_customer_sees_who_types_an_answer_and_never_who_types_a_note(api: ApiDesk) -> None:
    kim = await api.starts(text="I want to talk to a person")
    take = f"/v1/agent/conversations/{kim.conversation}/take-over"
    await api.http.post(take, headers=api.as_agent("ana"))
    async with served(api) as client, watching(client, f"{kim.path}/stream", kim.headers) as live:
        while (await live.next()).kind != "state":
            pass
        await look(api, kim, "ben", typing=True)  # who does not write here
        await look(api, kim, "ana")
        await look(api, kim, "ana", typing=True)
        told = await live.next()
        assert (told.kind, told.data, told.id) == ("typing", {"who": "Ana"}, None)
        await look(api, kim, "ana", typing=False)
        assert (await live.next()).data == {"who": None}


async def test_typing_ends_by_itself(api: ApiDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "LASTS", 0.3)
    kim = await api.starts()
    await api.http.post(f"/v1/agent/conversations/{kim.conversation}/take-over", headers=api.as_agent("ana"))
    async with served(api) as client, watching(client, f"{kim.path}/stream", kim.headers) as live:
        while (await live.next()).kind != "state":
            pass
        await look(api, kim, "ana", typing=True)
        assert [(await live.next()).data, (await live.next()).data] == [{"who": "Ana"}, {"who": None}]
    path = f"/v1/agent/conversations/{kim.conversation}/looking"
    assert (await api.http.get(path, headers=api.as_agent())).json() == {"people": [], "customer_types": False}


async def test_another_web_process_knows_a_moment_later(api: ApiDesk) -> None:
    kim = await api.starts()
    here = api.desk.bell.presence
    async with another_process(api.desk) as other:
        conversation = api.desk.rows("SELECT id FROM conversation")[0]["id"]
        there = other.bell.presence
        async with other.bell.watch(other.tenant, conversation) as wakeups:
            await asyncio.sleep(0.2)  # until it listens
            await look(api, kim, "ana", typing=True)
            assert await wakeups.wait(10)
        [ana] = there.people(other.tenant, conversation)
        assert (ana.person, ana.typing) == (api.desk.people["ana"], True)
        assert 9 < ana.left <= 10
        there.customer_types(other.tenant, conversation, typing=True)
        await until(lambda: here.customer_typing(api.desk.tenant, conversation))


async def test_no_table_and_no_log_ever_hears_of_it(api: ApiDesk) -> None:
    kim = await api.starts(text="Hello")
    before = api.desk.rows("SELECT count(*) AS n FROM event")
    await look(api, kim, "ana", typing=True)
    await kim.post("/typing", {"typing": True})
    assert api.desk.rows("SELECT count(*) AS n FROM event") == before
    tables = api.desk.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ 'presence|typing|looking'")
    assert tables == []


async def test_only_those_who_may_see_a_conversation_say_that_they_are_there(api: ApiDesk) -> None:
    kim, mallory = await api.starts(), await api.starts()
    answer = await api.http.post(f"{kim.path}/typing", json={"typing": True}, headers=mallory.headers)
    assert answer.status_code == 404
    agents = f"/v1/agent/conversations/{kim.conversation}/looking"
    assert (await api.http.post(agents, json={"typing": True}, headers=kim.headers)).status_code == 401
    assert (await kim.post("/typing", {"typing": "yes"})).status_code == 422


def test_a_flood_is_forgotten_and_the_same_is_not_told_again_and_again(
    api: ApiDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "MOST", 10)
    told: list[str] = []
    now = [0.0]
    here = PresenceHere(lambda _, note: told.append(note), lambda *_: None, lambda: now[0])
    tenant, conversation = api.desk.tenant, api.desk.people["rex"]
    for _ in range(50):
        here.customer_types(tenant, conversation, typing=True)
    assert len(told) == 1
    now[0] += 3
    here.customer_types(tenant, conversation, typing=True)
    assert len(told) == 2
    for number in range(100):
        here.hear(f"another:{tenant}:00000000-0000-0000-0000-{number:012}:{conversation}:1")
    here.hear("what is this")
    assert len(vars(here)["_here"]) <= 10
