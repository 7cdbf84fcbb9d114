"""Around every request: which web pages may call, what is counted and logged, and whether the process can serve."""

from collections.abc import Mapping

import pytest

from tests.edges.desk_for_tests import api_desk

PAGE = "https://shop.example"


async def test_only_allowed_origins_may_call_and_only_the_customers_side(dsn: str) -> None:
    async with api_desk(dsn, origins=frozenset({PAGE})) as api:
        kim = await api.starts()
        start = "/v1/customer/conversations"
        asked = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
        allowed = await api.http.options(f"{kim.path}/messages", headers=asked)
        assert allowed.status_code == 204
        assert allowed.headers["access-control-allow-origin"] == PAGE
        assert "idempotency-key" in allowed.headers["access-control-allow-headers"]
        assert "access-control-allow-credentials" not in allowed.headers
        for answer in (
            await api.http.post(start, json={}, headers=api.as_site(Origin=PAGE)),
            await api.http.post(f"{kim.path}/messages", json={"text": ""}, headers={**kim.headers, "Origin": PAGE}),
            await api.http.get(f"{start}/nothing", headers={**kim.headers, "Origin": PAGE}),
        ):
            assert answer.headers["access-control-allow-origin"] == PAGE, answer.text
            assert answer.headers["vary"] == "Origin"
        stranger = await api.http.post(start, json={}, headers=api.as_site(Origin="https://evil.example"))
        assert "access-control-allow-origin" not in stranger.headers
        agents = await api.http.get("/v1/agent/me", headers=api.as_agent(Origin=PAGE))
        assert "access-control-allow-origin" not in agents.headers


async def test_no_other_origin_may_call_unless_it_was_set(dsn: str) -> None:
    async with api_desk(dsn) as api:
        answer = await api.http.post("/v1/customer/conversations", json={}, headers=api.as_site(Origin=PAGE))
        assert "access-control-allow-origin" not in answer.headers
    async with api_desk(dsn, origins=frozenset({"*"})) as api:
        answer = await api.http.post("/v1/customer/conversations", json={}, headers=api.as_site(Origin=PAGE))
        assert answer.headers["access-control-allow-origin"] == PAGE


async def test_what_is_counted_and_logged_holds_no_personal_text_and_no_ids(
    dsn: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with api_desk(dsn) as api:
        kim = await api.starts(text="My name is Kim Larsen", name="Kim Larsen", email="kim@shop.example")
        await kim.says("I live in Elm Street")
        await kim.says("I live in Elm Street", "same")
        await kim.says("I live in Elm Street", "same")
        await kim.get("/messages")
        counted = (await api.http.get("/metrics")).text
    logged = capsys.readouterr().out
    assert 'handrail_messages_accepted_total{duplicate="no"} 3.0' in counted
    assert 'handrail_messages_accepted_total{duplicate="yes"} 1.0' in counted
    assert "/v1/customer/conversations/{conversation}/messages" in counted
    assert "path=/v1/customer/conversations" in logged
    for secret in ("Larsen", "Elm", "kim@", kim.conversation, kim.token, api.site):
        assert secret not in counted
        assert secret not in logged


async def test_alive_says_nothing_of_the_database_and_ready_does(dsn: str) -> None:
    broken: Mapping[str, str | None] = {"database": None, "worker": "No worker has been heard for 90 seconds."}

    async def ready() -> Mapping[str, str | None]:
        return broken

    async with api_desk(dsn, ready=ready) as api:
        assert (await api.http.get("/healthz")).json() == {"alive": True}
        answer = await api.http.get("/readyz")
        assert answer.status_code == 503
        assert answer.json() == {"ready": False, "checks": broken}
    async with api_desk(dsn) as api:
        assert (await api.http.get("/readyz")).json() == {"ready": True, "checks": {"database": None}}
