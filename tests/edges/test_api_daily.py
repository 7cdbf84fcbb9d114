"""Daily work over the API: search, saved replies, customers, spam, notifications; for staff alone, whatever is typed."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from handrail.storage.search_index import SearchIndex
from tests.edges.daily_for_tests import put_contact
from tests.edges.desk_for_tests import ApiDesk, Visitor, api_desk, other_workspace, put_token

XSS = "<img src=x onerror=alert(1)>"
ODD = (
    "", " ", "'", "\"", "\\", "a\\' | b", "& | ! ( ) :*", "((((", "-", "--", "-a", "or", "a or", "or or or", ":*", "a:*",
    "<->", "a <-> b", "!!a", "½", "''''''", '"', '""', '"a', "%", "%%s", "_", "\x00", "a\x00b", "\x1b[0m", "\u202e", "🦊",
    "a" * 1000, "word " * 200, "مرحبا", "東京", "é", "\ufeff", "$1", "{customer_name}", "'); DROP TABLE message; --", XSS,
)  # fmt: skip


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


async def search(api: ApiDesk, **asked: Any) -> dict[str, Any]:
    await SearchIndex(api.desk.door)(api.desk.tenant)
    answer = await api.http.get("/v1/agent/search", params=asked, headers=api.as_agent())
    assert answer.status_code == 200, answer.text
    return answer.json()


async def post(api: ApiDesk, path: str, who: str = "lea", body: Any = None, **headers: str) -> httpx.Response:
    return await api.http.post(f"/v1{path}", json=body, headers=api.as_agent(who, **headers))


async def customer_of(api: ApiDesk, visitor: Visitor) -> str:
    detail = await api.http.get(f"/v1/agent/conversations/{visitor.conversation}", headers=api.as_agent("lea"))
    return detail.json()["customer"]["id"]


def until(api: ApiDesk, days: int = 7) -> str:
    return (api.desk.clock() + timedelta(days=days)).isoformat()


# search
async def test_what_was_said_is_found_by_words_phrases_and_beginnings_without_accents(api: ApiDesk) -> None:
    one = await api.starts(text="My crème brûlée torch arrived broken in order 4711-22", name="Kim")
    two = await api.starts(text="The torch is fine, the order arrived late", name="Zoë Quist")
    first, second = one.conversation, two.conversation
    expected: dict[str, set[str]] = {
        "creme torch": {first},
        "torch arr": {first, second},
        '"arrived late"': {second},
        '"late arrived"': set(),
        "torch -broken": {second},
        "4711-22": {first},
        "harpsichord": set(),
    }
    for asked, hits in expected.items():
        found = (await search(api, q=asked))["found"]
        assert {each["conversation"]["id"] for each in found} == hits, asked
    excerpt = (await search(api, q="brulee"))["found"][0]["excerpt"]
    assert [excerpt["text"][m["start"] : m["end"]] for m in excerpt["matches"]] == ["brûlée"]


async def test_customers_are_found_by_name_address_and_id(api: ApiDesk) -> None:
    visitor = await api.starts(text="Hello", name="Zoë Quist", email="zoe.quist@home.example")
    for asked in ("zoe", "Quist", "zoe.quist@home.example", "home.exa"):
        assert [one["name"] for one in (await search(api, q=asked))["customers"]] == ["Zoë Quist"], asked
    headers = {**api.as_site(), "Authorization": f"Bearer {api.signed(sub='shop-4711')}"}
    await api.http.post("/v1/customer/conversations", json={}, headers=headers)
    assert [one["name"] for one in (await search(api, q="shop-4711"))["customers"]] == ["Noor"]
    assert visitor.conversation


async def test_pages_follow_each_other_without_gap_or_repetition(api: ApiDesk) -> None:
    for _ in range(7):
        await api.starts(text="A torch again")
        api.desk.clock.forward(minutes=1)
    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = await search(api, q="torch", limit=3, **after)
        seen += [each["conversation"]["id"] for each in page["found"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert len(seen) == len(set(seen)) == 7
    everything = await search(api, limit=100)
    assert [each["conversation"]["id"] for each in everything["found"]] == seen, "newest first, without words too"


async def test_filters_narrow_what_is_found(api: ApiDesk) -> None:
    visitor = await api.starts(text="I want to talk to a human about the torch")
    await api.starts(text="Do you ship the torch to Norway?")
    await api.desk.run_jobs()
    assert len((await search(api, q="torch"))["found"]) == 2
    for name, value in (("has", "wish"), ("has", ["open", "promise"]), ("state", "offered")):
        found = (await search(api, **{"q": "torch", name: value}))["found"]
        assert [each["conversation"]["id"] for each in found] == [visitor.conversation], (name, value)
    now = api.desk.clock().isoformat()
    for name, value in (("state", "closed"), ("has", "spam"), ("channel", "email"), ("from", "2030-01-01T00:00:00Z")):
        assert (await search(api, **{"q": "torch", name: value}))["found"] == [], (name, value)
    assert (await search(api, q="torch", to=now))["found"] == []


async def test_whatever_is_typed_never_fails(api: ApiDesk) -> None:
    await api.starts(text=f"A torch {XSS}")
    for odd in ODD:
        for name in ("/search", "/saved-replies"):
            answer = await api.http.get(f"/v1/agent{name}", params={"q": odd}, headers=api.as_agent())
            expected = 422 if len(odd) > 200 and name == "/saved-replies" else 200
            assert answer.status_code == expected, (name, odd, answer.text)
    for raw in (
        "q=%ff%fe",
        "q=%ed%a0%80",
        "q=a%00b",
        "after=x",
        "after=2_9999-99-99_x",
        "from=x",
        "from=2026-02-31T00:00:00Z",
    ):
        answer = await api.http.get(f"/v1/agent/search?{raw}", headers=api.as_agent())
        assert answer.status_code in (200, 400, 422), (raw, answer.text)


async def test_html_in_messages_stays_text(api: ApiDesk) -> None:
    await api.starts(text=f"torch {XSS}", name=XSS)
    found = (await search(api, q="torch"))["found"][0]
    assert found["excerpt"]["text"] == f"torch {XSS}"
    assert found["customer"]["name"] == XSS


async def test_notes_are_found_by_staff(api: ApiDesk) -> None:
    visitor = await api.starts(text="Hello")
    path = f"/agent/conversations/{visitor.conversation}/notes"
    await post(api, path, "ana", {"text": "Calls about a zither"}, **{"Idempotency-Key": "n"})
    excerpt = (await search(api, q="zither"))["found"][0]["excerpt"]
    assert (excerpt["internal"], excerpt["author_kind"]) == (True, "agent")


async def test_no_customer_and_no_other_workspace_searches(api: ApiDesk, dsn: str) -> None:
    visitor = await api.starts(text="A torch", name="Kim")
    await SearchIndex(api.desk.door)(api.desk.tenant)
    assert (await api.http.get("/v1/agent/search?q=torch", headers=visitor.headers)).status_code == 401
    other, _, people = other_workspace(dsn)
    token = put_token(dsn, other, ["agent", "admin"], people["lea"])
    headers = {"Authorization": f"Bearer {token}"}
    theirs = (await api.http.get("/v1/agent/search?q=torch", headers=headers)).json()
    assert theirs == {"found": [], "customers": [], "next": None}
    customer = await customer_of(api, visitor)
    for method, path, body in (
        ("GET", f"customers/{customer}", None),
        ("POST", f"customers/{customer}/block", {"because": "x", "until": until(api)}),
        ("POST", f"customers/{customer}/unblock", None),
        ("POST", f"customers/{customer}/merge", {"into": customer}),
        ("POST", f"customers/{customer}/unmerge", None),
        ("POST", f"conversations/{visitor.conversation}/spam", None),
        ("POST", f"conversations/{visitor.conversation}/not-spam", None),
        ("GET", f"saved-replies?conversation={visitor.conversation}", None),
    ):
        answer = await api.http.request(method, f"/v1/agent/{path}", json=body, headers=headers)
        assert answer.status_code == 404, (path, answer.text)


# saved replies
async def test_leads_write_replies_and_agents_use_them(api: ApiDesk) -> None:
    body = {
        "shortcut": "late",
        "title": "Late",
        "body": "Hello {customer_name}, {agent_name} here.",
        "topic": "shipping",
    }
    made = await post(api, "/admin/saved-replies", "lea", body)
    assert made.status_code == 201, made.text
    reply = made.json()
    assert (await post(api, "/admin/saved-replies", "lea", body)).json()["type"] == "/problems/already-exists"
    wrong = await post(api, "/admin/saved-replies", "lea", {**body, "shortcut": "x", "body": "{order}"})
    assert (wrong.status_code, wrong.json()["type"]) == (422, "/problems/unknown-variable")
    visitor = await api.starts(text="Hello", name="Kim")
    query = {"conversation": visitor.conversation, "topic": "shipping", "q": "LATE"}
    listed = await api.http.get("/v1/agent/saved-replies", params=query, headers=api.as_agent("ana"))
    assert [one["text"] for one in listed.json()["saved_replies"]] == ["Hello Kim, Ana here."]
    path = f"/v1/admin/saved-replies/{reply['id']}"
    change = {"version": 1, "title": "Later", "topic": None}
    changed = await api.http.patch(path, json=change, headers=api.as_agent("lea"))
    assert (changed.json()["version"], changed.json()["topic"]) == (2, None)
    stale = await api.http.patch(path, json=change, headers=api.as_agent("lea"))
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/changed-meanwhile")
    assert (await api.http.delete(path, headers=api.as_agent("lea"))).status_code == 204
    assert (await api.http.delete(path, headers=api.as_agent("lea"))).status_code == 404
    assert (await api.http.get("/v1/agent/saved-replies", headers=api.as_agent())).json() == {"saved_replies": []}
    kinds = [row["kind"] for row in api.desk.rows("SELECT kind FROM event WHERE kind LIKE 'saved_reply%%' ORDER BY id")]
    assert kinds == ["saved_reply_added", "saved_reply_changed", "saved_reply_retired"]


async def test_an_agent_with_an_admins_token_still_writes_no_replies(api: ApiDesk) -> None:
    headers = {"Authorization": f"Bearer {api.token(['agent', 'admin'], 'ana')}"}
    body = {"shortcut": "late", "title": "Late", "body": "Hello"}
    assert (await api.http.post("/v1/admin/saved-replies", json=body, headers=headers)).status_code == 403


# customers
async def test_a_blocked_customer_is_told_so_and_a_person_stays_in_reach(api: ApiDesk) -> None:
    visitor = await api.starts(text="You are all fools", name="Kim")
    customer = await customer_of(api, visitor)
    body = {"because": "Insults after two warnings.", "until": until(api)}
    assert (await post(api, f"/agent/customers/{customer}/block", "ana", body)).status_code == 403
    blocked = await post(api, f"/agent/customers/{customer}/block", "lea", body)
    assert blocked.json()["block"]["because"] == "Insults after two warnings."
    assert blocked.json()["block"]["by"]["name"] == "Lea"
    refused = await visitor.says("Fools!", "f")
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/blocked")
    assert "2026-11-30" in refused.json()["detail"]
    own = (await visitor.get("")).json()
    assert own["blocked_until"] == refused.json()["until"]
    assert own["offers"]["person"]
    pressed = await visitor.post("/person")
    assert pressed.status_code == 200
    assert pressed.json()["blocked_until"] is None, "who waits for a person may write"
    assert (await visitor.says("I am sorry, I was upset.")).status_code == 201
    await post(api, f"/agent/customers/{customer}/unblock", "lea")
    assert (await visitor.says("Thank you")).status_code == 201
    assert (await post(api, f"/agent/customers/{customer}/unblock", "lea")).status_code == 404
    for wrong in (until(api, 91), until(api, -1)):
        answer = await post(api, f"/agent/customers/{customer}/block", "lea", {**body, "until": wrong})
        assert answer.status_code == 409


async def test_customers_are_merged_on_proof_only_and_parted_again(api: ApiDesk) -> None:
    one, two = await api.starts(text="A", name="Kim"), await api.starts(text="B", name="Kim L.")
    gone, into = await customer_of(api, one), await customer_of(api, two)
    for customer in (gone, into):
        put_contact(api.desk, customer, "email", "kim@home.example", verified=False)
    refused = await post(api, f"/agent/customers/{gone}/merge", "dov", {"into": into})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/nothing-proves-it")
    for customer in (gone, into):
        put_contact(api.desk, customer, "email", "Kim@Home.example", verified=True)
    assert (await post(api, f"/agent/customers/{gone}/merge", "ana", {"into": into})).status_code == 403
    seen = (await api.http.get(f"/v1/agent/customers/{gone}", headers=api.as_agent())).json()
    assert [(s["customer"]["id"], s["evidence"]) for s in seen["same"]] == [(into, "verified_contact")]
    merged = await post(api, f"/agent/customers/{gone}/merge", "dov", {"into": into})
    assert {c["id"] for c in merged.json()["conversations"]} == {one.conversation, two.conversation}
    assert len(merged.json()["contacts"]) == 4
    whole = (await api.http.get(f"/v1/agent/customers/{gone}", headers=api.as_agent())).json()
    assert whole["customer"]["id"] == into
    found = (await search(api, customer=into))["found"]
    assert {each["conversation"]["id"] for each in found} == {one.conversation, two.conversation}
    own = (await api.http.get("/v1/customer/conversations", headers=two.headers)).json()["conversations"]
    assert [each["id"] for each in own] == [two.conversation], "a merge opens nothing to customers"
    assert (await one.says("Still me")).status_code == 201
    apart = await post(api, f"/agent/customers/{gone}/unmerge", "dov")
    assert [c["id"] for c in apart.json()["conversations"]] == [one.conversation]
    assert apart.json()["merges"][0]["undone_at"] is not None
    assert (await post(api, f"/agent/customers/{gone}/unmerge", "dov")).status_code == 404


async def test_spam_is_closed_and_left_out_and_comes_back(api: ApiDesk) -> None:
    visitor = await api.starts(text="Buy cheap watches")
    marked = await post(api, f"/agent/conversations/{visitor.conversation}/spam", "ana")
    assert marked.json()["conversation"]["state"] == "closed", marked.text
    assert (await search(api, q="watches"))["found"] == []
    assert len((await search(api, q="watches", has="spam"))["found"]) == 1
    back = await post(api, f"/agent/conversations/{visitor.conversation}/not-spam", "ben")
    assert back.json()["conversation"]["state"] == "held"
    assert back.json()["conversation"]["owner"]["name"] == "Ben"
    again = await post(api, f"/agent/conversations/{visitor.conversation}/not-spam", "ben")
    assert again.status_code == 409


# what waits
async def test_what_waits_is_counted_and_mail_is_chosen(api: ApiDesk) -> None:
    visitor = await api.starts(text="I want to talk to a human")
    await api.desk.run_jobs()
    detail = await api.http.get(f"/v1/agent/conversations/{visitor.conversation}", headers=api.as_agent("lea"))
    name = detail.json()["conversation"]["responder"]["name"].lower()
    path = "/v1/agent/waiting"
    waits = (await api.http.get(path, headers=api.as_agent(name))).json()
    assert waits["offered"] == 1
    await post(api, f"/agent/conversations/{visitor.conversation}/take-over", name)
    waits = (await api.http.get(path, headers=api.as_agent(name))).json()
    assert (waits["offered"], waits["mine_unanswered"]) == (0, 1)
    mine = "/v1/agent/me/notifications"
    assert (await api.http.get(mine, headers=api.as_agent("rex"))).json()["offered_after_minutes"] == 0
    wanted = {"offered_after_minutes": None, "due_within_minutes": 30, "when_away": False}
    assert (await api.http.put(mine, json=wanted, headers=api.as_agent("ana"))).json() == wanted
    assert (await api.http.get(mine, headers=api.as_agent("ana"))).json() == wanted
    bad = await api.http.put(mine, json={**wanted, "due_within_minutes": 0}, headers=api.as_agent("ana"))
    assert bad.status_code == 422


async def test_a_value_given_twice_is_refused_by_name_and_a_list_is_not(api: ApiDesk) -> None:
    twice = await api.http.get("/v1/agent/search?customer=null&customer=null&q=a", headers=api.as_agent())
    assert twice.status_code == 422
    assert [one["at"] for one in twice.json()["errors"]] == ["query.customer"]
    several = await api.http.get("/v1/agent/search?has=open&has=wish", headers=api.as_agent())
    assert several.status_code == 200
