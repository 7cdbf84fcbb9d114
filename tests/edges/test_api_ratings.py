"""After it is settled a customer says how it went, once, and may change their mind for a while."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
import uuid_utils.compat as uuids

from handrail.flows.erase import EraseCustomer
from handrail.flows.export import ExportCustomer
from handrail.storage.customer_records import records_within
from handrail.storage.erasure import erasing_within
from tests.edges.desk_for_tests import ApiDesk, Visitor, api_desk

GOOD = {"rating": 5, "effort": 6, "solved": True, "comment": "Quick and kind, Ana!"}


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


async def settled(api: ApiDesk) -> Visitor:
    visitor = await api.starts(text="Do you ship to Norway?")
    await api.desk.run_jobs()
    assert (await visitor.get()).json()["offers"]["rate"] is False
    await visitor.post("/confirm")
    return visitor


async def rating_on_the_desk(api: ApiDesk, visitor: Visitor) -> Any:
    path = f"/v1/agent/conversations/{visitor.conversation}"
    return (await api.http.get(path, headers=api.as_agent())).json()["rating"]


async def test_a_settled_conversation_is_rated_and_agents_read_it(api: ApiDesk) -> None:
    kim = await settled(api)
    assert (await kim.get()).json()["offers"]["rate"] is True
    assert await rating_on_the_desk(api, kim) is None
    given = await kim.post("/rating", GOOD)
    assert given.status_code == 200, given.text
    assert given.json() == {**GOOD, "at": given.json()["at"], "changed_at": None}
    assert await rating_on_the_desk(api, kim) == given.json()
    assert (await kim.get()).json()["offers"]["rate"] is False


async def test_nothing_is_rated_while_it_goes_on(api: ApiDesk) -> None:
    kim = await api.starts(text="Hello")
    refused = await kim.post("/rating", GOOD)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/not-now")


async def test_a_second_rating_replaces_the_first_until_the_window_has_passed(api: ApiDesk) -> None:
    kim = await settled(api)
    await kim.post("/rating", GOOD)
    api.desk.clock.forward(days=2)
    changed = (await kim.post("/rating", {"rating": 2})).json()
    assert (changed["rating"], changed["effort"], changed["comment"]) == (2, None, None)
    assert changed["changed_at"] > changed["at"]
    kinds = [row["kind"] for row in api.desk.rows("SELECT kind FROM event WHERE kind LIKE 'rat%%' ORDER BY id")]
    assert kinds == ["rated", "rating_changed"]
    api.desk.clock.forward(days=6)
    await api.desk.run_jobs()
    assert (await kim.get()).json()["state"] == "closed"
    refused = await kim.post("/rating", GOOD)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/already-rated")
    assert (await rating_on_the_desk(api, kim))["rating"] == 2


async def test_what_was_closed_unrated_is_rated_later_once(api: ApiDesk) -> None:
    kim = await settled(api)
    api.desk.clock.forward(days=8)
    await api.desk.run_jobs()
    assert (await kim.post("/rating", {"rating": 3})).status_code == 200


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"rating": 0},
        {"rating": 6},
        {"rating": 4.5},
        {"rating": 3, "effort": 8},
        {"rating": 3, "comment": "x" * 2_001},
        {"rating": 3, "by": "somebody"},
    ],
)
async def test_odd_ratings_are_refused(api: ApiDesk, odd: dict[str, Any]) -> None:
    assert (await (await settled(api)).post("/rating", odd)).status_code == 422


async def test_nobody_rates_for_another(api: ApiDesk) -> None:
    kim, mallory = await settled(api), await api.starts()
    answer = await api.http.post(f"{kim.path}/rating", headers=mallory.headers, json=GOOD)
    assert answer.status_code == 404
    assert api.desk.rows("SELECT 1 FROM rating") == []


async def test_the_words_are_in_the_export_not_in_the_log_and_gone_once_erased(api: ApiDesk) -> None:
    kim, desk = await settled(api), api.desk
    await kim.post("/rating", GOOD)
    [row] = desk.rows("SELECT customer_id, conversation_id FROM rating")
    exported = await ExportCustomer(desk.desk, records_within, desk.clock)(desk.tenant, row["customer_id"])
    assert exported["conversations"][0]["ratings"][0]["comment"] == GOOD["comment"]
    events = desk.rows("SELECT data FROM event WHERE kind = 'rated'")
    assert [{**one["data"], "rating": ""} for one in events] == [
        {"rating": "", "stars": 5, "effort": 6, "solved": True}
    ]
    await EraseCustomer(desk.desk, erasing_within, lambda _: None, desk.clock, uuids.uuid7)(
        desk.tenant, row["customer_id"], "system"
    )
    [left] = desk.rows("SELECT rating, comment FROM rating")
    assert (left["rating"], left["comment"]) == (5, None)
