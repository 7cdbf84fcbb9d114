"""The customer's side of the API, from the first word to the last, on a real database."""

from collections.abc import AsyncGenerator

import pytest

from tests.edges.desk_for_tests import ApiDesk, api_desk


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


async def test_a_question_is_answered_with_its_source_by_an_assistant_that_says_it_is_one(api: ApiDesk) -> None:
    visitor = await api.starts(text="Do you ship to Norway?")
    await api.desk.run_jobs()
    thread = (await visitor.get("/messages")).json()["messages"]
    asked, answer = thread
    assert asked["author"] == {"kind": "customer", "label": "You", "name": None}
    assert answer["author"]["kind"] == "assistant"
    assert answer["author"]["label"] == "AI assistant"
    assert answer["text"] == "We deliver to Norway in 4 to 6 working days."
    assert answer["sources"] == [{"title": "Delivery abroad", "quote": answer["text"]}]


async def test_the_same_key_twice_is_kept_once_and_answered_alike(api: ApiDesk) -> None:
    visitor = await api.starts()
    first, again = await visitor.says("Hello there", "k1"), await visitor.says("Hello there", "k1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert set(first.json()) == {"id", "conversation", "seq", "at", "turn"}
    assert len((await visitor.get("/messages")).json()["messages"]) == 1


async def test_the_red_button_says_who_is_coming_and_by_when(api: ApiDesk) -> None:
    visitor = await api.starts(text="Hello")
    pressed = await visitor.post("/person")
    assert pressed.status_code == 200
    now = pressed.json()
    assert now["state"] == "offered"
    assert now["answering"]["kind"] == "agent"
    assert now["promise"]["who"] == now["answering"]["name"]
    assert now["promise"]["by"] > now["opened_at"]
    assert now["promise"]["how"] == "chat"
    assert now["offers"]["email"] is True
    told = (await visitor.get("/messages")).json()["messages"][-1]
    assert told["author"]["kind"] == "system"
    assert now["promise"]["who"] in told["text"]


async def test_whoever_takes_over_is_the_one_who_is_coming_by_the_same_hour(api: ApiDesk) -> None:
    visitor = await api.starts(text="Hello")
    promised = (await visitor.post("/person")).json()["promise"]
    other = "ben" if promised["who"] != "Ben" else "ana"
    taken = await api.http.post(
        f"/v1/agent/conversations/{visitor.conversation}/take-over", headers=api.as_agent(other)
    )
    assert taken.is_success, taken.text
    now = (await visitor.get("")).json()
    assert now["answering"]["name"] == other.capitalize()
    assert now["promise"] == {**promised, "who": other.capitalize()}


async def test_pressing_twice_tells_the_customer_once(api: ApiDesk) -> None:
    visitor = await api.starts(text="Hello")
    await visitor.post("/person")
    before = (await visitor.get("/messages")).json()["messages"]
    await visitor.post("/person")
    assert (await visitor.get("/messages")).json()["messages"] == before


async def test_texts_of_the_system_come_in_the_customers_language(api: ApiDesk) -> None:
    visitor = await api.starts(text="Hallo", language="de")
    await visitor.post("/person")
    told = (await visitor.get("/messages")).json()["messages"][-1]["text"]
    assert "Uhr" in told or "heute" in told.lower(), told


async def test_a_customer_never_sees_a_note_among_agents(api: ApiDesk) -> None:
    visitor = await api.starts(text="Hello")
    note = await api.http.post(
        f"/v1/agent/conversations/{visitor.conversation}/notes",
        json={"text": "Difficult one"},
        headers=api.as_agent("ana", **{"Idempotency-Key": "n1"}),
    )
    assert note.status_code == 201
    assert "Difficult" not in (await visitor.get("/messages")).text


async def test_yes_it_is_solved_resolves_and_the_next_word_opens_it_again(api: ApiDesk) -> None:
    visitor = await api.starts(text="Do you ship to Norway?")
    await api.desk.run_jobs()
    assert (await visitor.get()).json()["offers"]["confirm"] is True
    assert (await visitor.post("/confirm")).json()["state"] == "resolved"
    again = await visitor.says("One more thing")
    assert again.json()["conversation"] == visitor.conversation
    assert (await visitor.get()).json()["state"] == "assistant"


async def test_an_address_left_behind_is_kept_once(api: ApiDesk) -> None:
    visitor = await api.starts(text="Hello")
    await visitor.post("/person")
    for address in ("noor@shop.example", "Noor@shop.example"):
        assert (await visitor.post("/email", {"email": address})).status_code == 204
    assert len(api.desk.rows("SELECT value FROM contact")) == 1
    assert (await visitor.get()).json()["offers"]["email"] is False


async def test_what_the_screen_showed_is_marked_shown(api: ApiDesk) -> None:
    visitor = await api.starts(text="Do you ship to Norway?")
    await api.desk.run_jobs()
    assert (await visitor.post("/shown", {"seq": 2})).status_code == 204
    shown = api.desk.rows("SELECT seq FROM message WHERE shown_at IS NOT NULL AND author_kind <> 'customer'")
    assert [row["seq"] for row in shown] == [2]


async def test_a_message_to_a_closed_conversation_is_refused_with_the_way_on(api: ApiDesk) -> None:
    visitor = await _closed(api)
    refused = await visitor.says("Hello again", "k9")
    assert refused.status_code == 409
    problem = refused.json()
    assert problem["type"] == "/problems/conversation-closed"
    assert problem["continue"] == {"href": "/v1/customer/conversations", "continues": visitor.conversation}
    body = {"continues": visitor.conversation}
    linked = await api.http.post("/v1/customer/conversations", json=body, headers=visitor.headers)
    assert linked.status_code == 201
    assert linked.json()["conversation"]["continues"] == visitor.conversation


async def test_with_continue_it_goes_on_in_one_linked_conversation_however_often_it_is_sent(api: ApiDesk) -> None:
    visitor = await _closed(api)
    first = await visitor.says("Hello again", "k9", **{"continue": True})
    again = await visitor.says("Hello again", "k9", **{"continue": True})
    more = await visitor.says("And more", "k10", **{"continue": True})
    assert (first.status_code, again.status_code, more.status_code) == (201, 200, 201)
    assert first.json() == again.json()
    assert first.json()["conversation"] == more.json()["conversation"] != visitor.conversation


async def test_pages_of_a_long_thread_are_complete_and_in_order(api: ApiDesk) -> None:
    visitor = await api.starts()
    for number in range(25):
        await visitor.says(f"Message {number}")
    seen: list[str] = []
    after, more = 0, True
    while more:
        page = (await visitor.get("/messages", after=after, limit=10)).json()
        seen += [one["text"] for one in page["messages"]]
        after, more = page["messages"][-1]["seq"], page["more"]
    assert seen == [f"Message {number}" for number in range(25)]


async def test_own_conversations_are_listed_newest_first(api: ApiDesk) -> None:
    visitor = await api.starts()
    api.desk.clock.forward(minutes=5)
    second = await api.http.post("/v1/customer/conversations", json={}, headers=visitor.headers)
    assert second.json()["token"] is None
    listed = await api.http.get("/v1/customer/conversations", headers=visitor.headers)
    ids = [one["id"] for one in listed.json()["conversations"]]
    assert ids == [second.json()["conversation"]["id"], visitor.conversation]


async def _closed(api: ApiDesk):
    visitor = await api.starts(text="Do you ship to Norway?")
    await api.desk.run_jobs()
    await visitor.post("/confirm")
    api.desk.clock.forward(days=8)
    await api.desk.run_jobs()
    assert (await visitor.get()).json()["state"] == "closed"
    return visitor
