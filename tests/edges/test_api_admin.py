"""The admins' side of the API: every change is checked, takes effect, and leaves an event without personal text."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.edges.desk_for_tests import ApiDesk, api_desk


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


class Admin:
    def __init__(self, api: ApiDesk, slug: str = "lea") -> None:
        self._api, self._headers = api, api.as_agent(slug)

    async def get(self, path: str) -> Any:
        answer = await self._api.http.get(f"/v1/admin{path}", headers=self._headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def __call__(self, method: str, path: str, body: Any = None) -> httpx.Response:
        return await self._api.http.request(method, f"/v1/admin{path}", json=body, headers=self._headers)


async def test_somebody_joins_gets_shifts_is_away_and_leaves(api: ApiDesk) -> None:
    admin = Admin(api)
    joins = {"slug": "eli", "name": "Eli Núñez", "email": "eli@handrail.example", "languages": ["es"], "capacity": 2}
    eli = (await admin("POST", "/people", joins)).json()["id"]
    shifts = [{"weekdays": [0, 1, 2, 3, 4], "starts": "22:00", "ends": "06:00", "timezone": "Europe/Madrid"}]
    assert (await admin("PUT", f"/people/{eli}/shifts", {"shifts": shifts})).json()["shifts"] == shifts
    away = {"from_at": "2026-12-24T00:00:00+01:00", "until_at": "2027-01-02T00:00:00+01:00"}
    absence = (await admin("POST", f"/people/{eli}/absences", away)).json()["id"]
    assert (await admin.get(f"/people/{eli}"))["absences"][0]["from_at"] == "2026-12-23T23:00:00Z"
    assert (await admin("DELETE", f"/people/{eli}/absences/{absence}")).status_code == 204
    assert (await admin("DELETE", f"/people/{eli}/absences/{absence}")).status_code == 404
    changed = await admin("PATCH", f"/people/{eli}", {"capacity": 4, "skills": ["returns"], "presence": "away"})
    assert (changed.json()["capacity"], changed.json()["languages"]) == (4, ["es"])
    assert (await admin("PATCH", f"/people/{eli}", {})).json() == changed.json()
    assert (await admin("POST", f"/people/{eli}/leave")).json()["gone"] is True
    kinds = [row["kind"] for row in api.desk.rows("SELECT kind FROM event ORDER BY id")]
    assert kinds == ["person_added", "shifts_set", "absence_added", "absence_dropped", "person_changed", "person_left"]
    logged = " ".join(str(row["data"]) for row in api.desk.rows("SELECT data FROM event"))
    assert "Eli" not in logged
    assert "eli@" not in logged


async def test_what_exists_is_not_made_twice_and_what_is_named_must_exist(api: ApiDesk) -> None:
    admin = Admin(api)
    ana = {"slug": "ana", "name": "Another", "email": "another@handrail.example"}
    assert (await admin("POST", "/people", ana)).status_code == 409
    same = {"slug": "another", "name": "Another", "email": "ana@handrail.example"}
    assert (await admin("POST", "/people", same)).status_code == 409
    assert (await admin("PATCH", f"/people/{api.desk.people['ben']}", {"email": same["email"]})).status_code == 409
    assert (await admin("POST", "/teams", {"slug": "orders", "name": "Orders"})).status_code == 409
    nobody = str(uuid4())
    assert (await admin("POST", "/people", {**ana, "slug": "new", "team": nobody})).status_code == 404
    assert (await admin("POST", "/teams", {"slug": "x", "name": "X", "lead": nobody})).status_code == 404
    assert (await admin("POST", "/topics", {"slug": "x", "name": "X", "owner": nobody})).status_code == 404
    assert (await admin("PATCH", f"/people/{nobody}", {"capacity": 1})).status_code == 404
    assert (await admin("PUT", f"/people/{nobody}/shifts", {"shifts": []})).status_code == 404
    assert (await admin("POST", f"/people/{nobody}/leave")).status_code == 404
    assert (await admin("PATCH", f"/teams/{nobody}", {"name": "Y"})).status_code == 404
    assert (await admin("DELETE", f"/tokens/{nobody}")).status_code == 404
    assert api.desk.rows("SELECT 1 FROM event") == []


async def test_somebody_is_always_the_last_resort(api: ApiDesk) -> None:
    admin, rex, dov = Admin(api), api.desk.people["rex"], api.desk.people["dov"]
    refused = await admin("PATCH", f"/people/{rex}", {"reserve": False})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/last-resort-needed")
    assert (await admin("POST", f"/people/{rex}/leave")).status_code == 409
    assert (await admin("PATCH", f"/people/{dov}", {"reserve": True})).status_code == 200
    assert (await admin("PATCH", f"/people/{rex}", {"reserve": False})).status_code == 200


async def test_whoever_leaves_hands_on_what_they_own(api: ApiDesk) -> None:
    visitor = await api.starts(text="Let me talk to a human")
    await api.desk.run_jobs()
    before = (await visitor.get()).json()["answering"]["name"]
    leaver = api.desk.people[before.lower()]
    assert (await Admin(api)("POST", f"/people/{leaver}/leave")).status_code == 200
    after = (await visitor.get()).json()["answering"]["name"]
    assert after not in ("", before)


async def test_teams_have_names_and_leads(api: ApiDesk) -> None:
    admin = Admin(api)
    lead = str(api.desk.people["dov"])
    team = (await admin("POST", "/teams", {"slug": "home", "name": "Home", "lead": lead})).json()["id"]
    assert (await admin("PATCH", f"/teams/{team}", {"lead": None})).status_code == 204
    found = next(one for one in (await admin.get("/teams"))["teams"] if one["id"] == team)
    assert found == {"id": team, "slug": "home", "name": "Home", "lead": None}


async def test_a_topic_is_taught_granted_and_the_grant_revoked(api: ApiDesk) -> None:
    admin = Admin(api)
    made = await admin("POST", "/topics", {"slug": "parcels", "name": "Parcels", "owner": str(api.desk.people["ana"])})
    assert (made.json()["level"], made.json()["grants"]) == ("suggest", [])
    assert (await admin("PATCH", "/topics/parcels", {"level": "monitored"})).json()["level"] == "monitored"
    ends = api.desk.clock() + timedelta(days=60)
    grant = await admin("POST", "/topics/parcels/grants", {"expires_at": ends.isoformat()})
    assert grant.status_code == 201
    assert grant.json()["signed_by"] == str(api.desk.people["lea"])
    assert (await admin.get("/topics/parcels"))["grants"][0]["in_force"] is True
    assert (await admin("DELETE", f"/topics/parcels/grants/{grant.json()['id']}")).status_code == 204
    assert (await admin.get("/topics/parcels"))["grants"] == []
    assert len((await admin.get("/topics"))["topics"]) == 4


async def test_a_grant_is_signed_by_a_lead_and_ends_within_sixty_days(api: ApiDesk) -> None:
    now = api.desk.clock()
    soon = {"expires_at": (now + timedelta(days=30)).isoformat()}
    for days in (-1, 0, 61):
        ends = {"expires_at": (now + timedelta(days=days)).isoformat()}
        assert (await Admin(api)("POST", "/topics/refunds/grants", ends)).status_code == 409, days
    assert (await Admin(api)("POST", "/topics/nothing/grants", soon)).status_code == 404
    for token in (api.token(["admin"], "ana"), api.token(["admin"])):
        headers = {"Authorization": f"Bearer {token}"}
        answer = await api.http.post("/v1/admin/topics/refunds/grants", json=soon, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-allowed")
    assert (await Admin(api, "rex")("POST", "/topics/refunds/grants", soon)).status_code == 201


async def test_a_grant_names_what_it_is_to(api: ApiDesk) -> None:
    ends = (api.desk.clock() + timedelta(days=30)).isoformat()
    for to, status in (("playbook:refund", 201), ("phrase", 201), ("playbook:", 422), ("anything", 422)):
        answer = await Admin(api)("POST", "/topics/refunds/grants", {"expires_at": ends, "action_class": to})
        assert answer.status_code == status, to
    signed = (await Admin(api).get("/topics/refunds"))["grants"]
    assert {one["action_class"] for one in signed} == {"playbook:refund", "phrase"}


async def test_a_tokens_secret_is_shown_once_and_works_until_it_is_revoked(dsn: str) -> None:
    seconds = [0.0]
    async with api_desk(dsn, seconds=lambda: seconds[0]) as api:
        admin = Admin(api)
        body = {"name": "Console", "scopes": ["agent", "read", "agent"], "person": str(api.desk.people["ana"])}
        made = (await admin("POST", "/tokens", body)).json()
        headers = {"Authorization": f"Bearer {made['secret']}"}
        me = (await api.http.get("/v1/agent/me", headers=headers)).json()
        assert (me["person"]["name"], me["scopes"]) == ("Ana", ["agent", "read"])
        listed = await admin.get("/tokens")
        assert made["secret"] not in str(listed)
        assert made["secret"] not in str(api.desk.rows("SELECT * FROM api_token"))
        assert (await admin("DELETE", f"/tokens/{made['id']}")).status_code == 204
        seconds[0] += 5.1
        assert (await api.http.get("/v1/agent/me", headers=headers)).status_code == 401
        assert (await admin("DELETE", f"/tokens/{made['id']}")).status_code == 404


async def test_a_token_for_agents_names_its_agent(api: ApiDesk) -> None:
    admin = Admin(api)
    for body, status in (
        ({"name": "x", "scopes": ["agent"]}, 409),
        ({"name": "x", "scopes": ["agent"], "person": str(uuid4())}, 404),
        ({"name": "x", "scopes": []}, 422),
        ({"name": "x", "scopes": ["everything"]}, 422),
        ({"name": "x", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"}, 409),
    ):
        assert (await admin("POST", "/tokens", body)).status_code == status, body


async def test_customers_are_found_exported_and_erased(api: ApiDesk) -> None:
    admin = Admin(api)
    await api.starts(name="Kim", email="kim@shop.example", text="Hello")
    found = (await admin.get("/customers?email=KIM@shop.example"))["customers"]
    assert [(one["name"], one["verified"], one["email"]) for one in found] == [("Kim", False, "kim@shop.example")]
    kim = found[0]["id"]
    assert (await admin.get(f"/customers/{kim}"))["name"] == "Kim"
    assert (await admin.get("/customers"))["customers"] == []
    assert (await admin("POST", f"/customers/{kim}/export")).json()["customer"]["customer"] == kim
    assert (await admin("POST", f"/customers/{kim}/erase")).status_code == 204
    assert (await admin.get(f"/customers/{kim}"))["erased"] is True


async def test_articles_are_internal_unless_said_otherwise(api: ApiDesk) -> None:
    admin = Admin(api)
    body = {"key": "shipping/norway", "title": "Norway", "content": "4 to 6 days.", "topic": "shipping"}
    assert (await admin("POST", "/knowledge", body)).json()["audience"] == "internal"
    assert (await admin("POST", "/knowledge", {**body, "topic": "nothing"})).status_code == 404
    for key in ("b", "c"):
        await admin("POST", "/knowledge", {**body, "key": key})
    page = await admin.get("/knowledge?limit=2")
    assert ([one["key"] for one in page["articles"]], page["more"]) == (["b", "c"], True)
    rest = await admin.get("/knowledge?limit=2&after=c")
    assert ([one["key"] for one in rest["articles"]], rest["more"]) == (["shipping/norway"], False)
