"""The agents' side of the API: what is due, everything about a conversation, and every move."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.edges.desk_for_tests import ApiDesk, Visitor, api_desk


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


async def act(api: ApiDesk, visitor: Visitor, who: str, what: str, body: Any = None, key: str = "k") -> httpx.Response:
    path = f"/v1/agent/conversations/{visitor.conversation}/{what}"
    return await api.http.post(path, json=body, headers=api.as_agent(who, **{"Idempotency-Key": key}))


async def seen(api: ApiDesk, visitor: Visitor, who: str = "lea") -> dict[str, Any]:
    path = f"/v1/agent/conversations/{visitor.conversation}"
    answer = await api.http.get(path, headers=api.as_agent(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def handed_over(api: ApiDesk) -> tuple[Visitor, str]:
    """A conversation whose customer asked for a person, and the slug of the person it went to."""
    visitor = await api.starts(text="My order number is 48213. I want to talk to a human", name="Kim")
    await api.desk.run_jobs()
    owner = (await seen(api, visitor))["conversation"]["owner"]["id"]
    return visitor, next(slug for slug, person in api.desk.people.items() if str(person) == owner)


async def test_a_conversation_goes_to_a_person_and_back_and_is_solved(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    assert (await act(api, visitor, who, "take-over")).json()["conversation"]["state"] == "held"
    refused = await act(api, visitor, who, "give-back")
    assert refused.json()["type"] == "/problems/wish-still-unmet"
    sent = await act(api, visitor, who, "reply", {"text": "Hello Kim, I am looking at it."}, "r1")
    assert sent.status_code == 201
    assert (
        await act(api, visitor, who, "reply", {"text": "Hello Kim, I am looking at it."}, "r1")
    ).json() == sent.json()
    back = (await act(api, visitor, who, "give-back")).json()["conversation"]
    assert back["writer"] == {"kind": "assistant", "person": None}
    assert back["owner"]["name"]
    await visitor.says("Thank you!")
    early = await act(api, visitor, who, "resolve")
    assert early.status_code == 409, "the assistant has not decided on it yet"
    await act(api, visitor, who, "take-over")
    assert (await act(api, visitor, who, "resolve")).json()["conversation"]["state"] == "resolved"
    thread = (await visitor.get("/messages")).json()["messages"]
    assert [one["author"]["kind"] for one in thread][:4] == ["customer", "system", "agent", "customer"]
    assert thread[2]["author"]["name"] == who.title()


async def test_a_reply_says_when_the_customer_had_said_more_than_was_seen(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    await act(api, visitor, who, "take-over")
    on_screen = (await seen(api, visitor))["messages"][-1]["seq"]
    first = await act(api, visitor, who, "reply", {"text": "On its way.", "seen_seq": on_screen}, "r1")
    assert first.json()["newer"] is False
    await visitor.says("Wait, the address was wrong!")
    stale = {"text": "It left the house.", "seen_seq": first.json()["seq"]}
    again = await act(api, visitor, who, "reply", stale, "r2")
    assert (again.status_code, again.json()["newer"]) == (201, True)
    assert (await seen(api, visitor))["conversation"]["state"] == "held"
    refused = await act(api, visitor, who, "reply", {"text": "Hm.", "seen_seq": -1}, "r3")
    assert refused.status_code == 422


async def test_the_detail_explains_everything(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    await act(api, visitor, who, "notes", {"text": "Seems urgent"}, "n1")
    detail = await seen(api, visitor)
    assert detail["handoff"]["packet"]["format"] == "handoff/1"
    assert detail["handoff"]["person"]["name"] == who.title()
    assert {one["name"] for one in detail["handoff"]["routing"]["ranked"]} >= {"Ana", "Ben", "Chi"}
    decision = detail["decisions"][-1]
    assert (decision["kind"], decision["rule"]) == ("hand_off", "wants-person")
    assert decision["facts"]["wish"]["message"] == detail["messages"][0]["id"]
    assert decision["versions"]["rules"]
    assert [one["status"] for one in detail["promises"]] == ["open"]
    kinds = [one["kind"] for one in detail["events"]]
    assert kinds[0] == "conversation_opened"
    assert {"message_received", "handed_off", "promised", "note_written"} <= set(kinds)
    assert detail["messages"][-1]["internal"] is True
    assert detail["customer"]["name"] == "Kim"


async def test_the_inbox_counts_down_to_what_is_due_next(api: ApiDesk) -> None:
    waiting = [await api.starts(text=f"Question {number}") for number in range(5)]
    urgent, who = await handed_over(api)
    page = (await api.http.get("/v1/agent/inbox?of=all&limit=4", headers=api.as_agent("lea"))).json()
    deadlines = [row["conversation"]["deadline"]["at"] for row in page["conversations"]]
    assert deadlines == sorted(deadlines)
    rest = (
        await api.http.get("/v1/agent/inbox", params={"of": "all", "after": page["next"]}, headers=api.as_agent("lea"))
    ).json()
    ids = [row["conversation"]["id"] for row in page["conversations"] + rest["conversations"]]
    assert sorted(ids) == sorted([*(one.conversation for one in waiting), urgent.conversation])
    assert rest["next"] is None
    mine = (await api.http.get("/v1/agent/inbox", headers=api.as_agent(who))).json()["conversations"]
    row = next(one for one in mine if one["conversation"]["id"] == urgent.conversation)
    assert row["conversation"]["wish"]["met_at"] is None
    assert row["conversation"]["deadline"]["seconds"] > 0
    assert row["last"]["author_kind"] == "system"
    api.desk.clock.forward(hours=1)
    late = (await api.http.get("/v1/agent/inbox?state=offered", headers=api.as_agent(who))).json()["conversations"]
    assert late[0]["conversation"]["deadline"]["seconds"] < 0


async def test_the_inbox_can_be_narrowed(api: ApiDesk) -> None:
    english = await api.starts(text="Do you ship to Norway?", language="en")
    await api.desk.run_jobs()
    await api.starts(text="Hallo", language="de")
    for query, expected in (
        ("topic=shipping", [english.conversation]),
        ("topic=refunds", []),
        ("state=held", []),
        ("language=en", [english.conversation]),
    ):
        found = (await api.http.get(f"/v1/agent/inbox?of=all&{query}", headers=api.as_agent("lea"))).json()
        assert [row["conversation"]["id"] for row in found["conversations"]] == expected, query
    team = (await api.http.get("/v1/agent/inbox?of=team", headers=api.as_agent("ben"))).json()["conversations"]
    assert {row["conversation"]["owner"]["name"] for row in team} <= {"Ana", "Ben", "Chi", "Lea"}
    outside = (await api.http.get("/v1/agent/inbox?of=team", headers=api.as_agent("dov"))).json()["conversations"]
    assert outside == []


async def test_only_whoever_writes_may_answer(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    other = next(slug for slug in ("ana", "ben", "chi") if slug != who)
    refused = await act(api, visitor, other, "reply", {"text": "Hello"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/somebody-else-holds")
    assert (await act(api, visitor, other, "take-over")).status_code == 200
    assert (await act(api, visitor, other, "reply", {"text": "Hello"})).status_code == 201


async def test_asking_for_what_is_known_is_refused_once_and_can_be_overridden_with_a_reason(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    await act(api, visitor, who, "take-over")
    body = {"text": "Hello. What is your order number?"}
    refused = await act(api, visitor, who, "reply", body, "r1")
    assert refused.status_code == 409
    problem = refused.json()
    assert problem["type"] == "/problems/asks-what-is-known"
    asked = problem["asks"][0]
    assert asked["slot"] == "order_number"
    assert body["text"][asked["start"] : asked["end"]] == asked["text"]
    because = {**body, "ask_again_because": "The number has one digit too few."}
    assert (await act(api, visitor, who, "reply", because, "r1")).status_code == 201


async def test_handing_on_keeps_the_giver_accountable_until_it_is_taken(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    await act(api, visitor, who, "take-over")
    other = next(slug for slug in ("ana", "ben", "chi") if slug != who)
    offered = await act(api, visitor, who, "hand-to", {"person": str(api.desk.people[other])})
    now = offered.json()["conversation"]
    assert (now["owner"]["name"], now["responder"]["name"]) == (who.title(), other.title())
    presence = await api.http.put("/v1/agent/me/presence", json={"presence": "away"}, headers=api.as_agent("lea"))
    assert presence.status_code == 204
    refused = await act(api, visitor, who, "hand-to", {"person": str(api.desk.people["lea"])})
    assert refused.json()["type"] == "/problems/nobody-there"
    taken = (await act(api, visitor, other, "take-over")).json()["conversation"]
    assert taken["owner"]["name"] == other.title()


async def test_waiting_for_somebody_else_comes_back_in_time(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    await act(api, visitor, who, "take-over")
    until = (api.desk.clock() + timedelta(days=1)).isoformat()
    waits = (await act(api, visitor, who, "wait", {"until": until})).json()["conversation"]
    assert (waits["state"], waits["deadline"]["kind"]) == ("waiting_other", "other_silent")
    past = (api.desk.clock() - timedelta(days=1)).isoformat()
    assert (await act(api, visitor, who, "wait", {"until": past})).status_code == 409


async def test_nothing_is_resolved_over_a_promise(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    await act(api, visitor, who, "take-over")
    await act(api, visitor, who, "reply", {"text": "Hello, I will find out."})
    due = api.desk.clock() + timedelta(hours=2)
    made = await act(api, visitor, who, "promises", {"what": "I call the carrier", "due_at": due.isoformat()})
    assert made.status_code == 201
    refused = await act(api, visitor, who, "resolve")
    assert refused.json()["type"] == "/problems/promise-still-open"
    promise = f"/v1/agent/promises/{made.json()['id']}"
    kept = await api.http.post(f"{promise}/keep", headers=api.as_agent(who))
    assert kept.json() == {"status": "kept"}
    assert (await api.http.post(f"{promise}/keep", headers=api.as_agent(who))).status_code == 404
    assert (await act(api, visitor, who, "resolve")).status_code == 200


async def test_a_promise_kept_too_late_is_recorded_as_broken(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    due = api.desk.clock() + timedelta(hours=2)
    made = await act(api, visitor, who, "promises", {"what": "I call", "due_at": due.isoformat()})
    other = await act(api, visitor, who, "promises", {"what": "I write", "due_at": due.isoformat()})
    withdrawn = await api.http.post(f"/v1/agent/promises/{other.json()['id']}/withdraw", headers=api.as_agent(who))
    assert withdrawn.json() == {"status": "withdrawn"}
    api.desk.clock.forward(hours=3)
    kept = await api.http.post(f"/v1/agent/promises/{made.json()['id']}/keep", headers=api.as_agent(who))
    assert kept.json() == {"status": "broken"}


async def test_the_promise_of_a_first_reply_is_kept_by_answering_only(api: ApiDesk) -> None:
    visitor, who = await handed_over(api)
    first = (await seen(api, visitor))["promises"][0]
    refused = await api.http.post(f"/v1/agent/promises/{first['id']}/withdraw", headers=api.as_agent(who))
    assert refused.status_code == 409
    await act(api, visitor, who, "reply", {"text": "Here I am"})
    assert (await seen(api, visitor))["promises"][0]["status"] == "kept"


async def test_a_stop_silences_the_assistant_and_gives_the_open_question_to_a_person(api: ApiDesk) -> None:
    visitor = await api.starts(text="Do you ship to Norway?")
    body = {"scope": "conversation", "value": visitor.conversation, "because": "It tells nonsense today."}
    made = await api.http.post("/v1/agent/stops", json=body, headers=api.as_agent("ana"))
    assert made.status_code == 201
    await api.desk.run_jobs()
    now = (await visitor.get()).json()
    assert now["answering"]["kind"] == "agent"
    detail = await seen(api, visitor)
    assert detail["decisions"][-1]["rule"] == "stopped"
    assert "nonsense" in detail["decisions"][-1]["reason"]
    assert {"assistant_stopped"} <= {one["kind"] for one in detail["events"]}
    lifted = await api.http.delete(f"/v1/agent/stops/{made.json()['id']}", headers=api.as_agent("ben"))
    assert lifted.status_code == 204
    assert (await api.http.get("/v1/agent/stops", headers=api.as_agent("ben"))).json() == {"stops": []}


async def test_a_stop_everywhere_is_put_by_anybody_and_lifted_by_a_supervisor(api: ApiDesk) -> None:
    body = {"scope": "everything", "because": "Prices are wrong."}
    made = (await api.http.post("/v1/agent/stops", json=body, headers=api.as_agent("ana"))).json()["id"]
    refused = await api.http.delete(f"/v1/agent/stops/{made}", headers=api.as_agent("ana"))
    assert refused.status_code == 403
    visitor = await api.starts(text="Do you ship to Norway?")
    await api.desk.run_jobs()
    assert (await visitor.get()).json()["answering"]["kind"] == "agent"
    assert (await api.http.delete(f"/v1/agent/stops/{made}", headers=api.as_agent("dov"))).status_code == 204
    for wrong in (
        {"scope": "topic", "value": "nothing"},
        {"scope": "channel", "value": "fax"},
        {"scope": "conversation", "value": "x"},
    ):
        answer = await api.http.post("/v1/agent/stops", json={**wrong, "because": "b"}, headers=api.as_agent("ana"))
        assert answer.status_code == 404, wrong


async def test_who_am_i(api: ApiDesk) -> None:
    mine = (await api.http.get("/v1/agent/me", headers=api.as_agent("dov"))).json()
    assert (mine["person"]["name"], mine["role"], mine["scopes"]) == ("Dov", "supervisor", ["agent"])
    assert mine["workspace"] == str(api.desk.tenant)
