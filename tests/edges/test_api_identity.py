"""Who is calling: forged, ended, foreign and missing credentials are refused, and nothing of anybody else is told."""

import base64
import json
from collections.abc import AsyncGenerator
from datetime import timedelta
from uuid import uuid4

import pytest

from handrail.api.tokens import BadToken, customer_token, read_customer_token, read_site_token
from tests.edges.desk_for_tests import IDENTITY_SECRET, ApiDesk, api_desk, other_workspace, put_token

OTHER_SECRET = b"not the site's secret, but as long as one"


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


async def test_a_customer_cannot_read_or_write_anothers_conversation(api: ApiDesk) -> None:
    kim, eve = await api.starts(text="My secret is 1234"), await api.starts()
    eve.conversation = kim.conversation
    answers = [
        await eve.get(),
        await eve.get("/messages"),
        await eve.get("/stream"),
        await eve.says("Let me in"),
        await eve.post("/person"),
        await eve.post("/confirm"),
        await eve.post("/email", {"email": "eve@shop.example"}),
        await eve.post("/shown", {"seq": 1}),
        await api.http.post("/v1/customer/conversations", json={"continues": kim.conversation}, headers=eve.headers),
    ]
    assert [one.status_code for one in answers] == [404] * len(answers)
    assert all("1234" not in one.text for one in answers)


async def test_a_customers_token_of_another_workspace_opens_nothing(api: ApiDesk) -> None:
    _, other_site, _ = other_workspace(api.desk.dsn)
    kim = await api.starts(text="Hello")
    headers = {**kim.headers, "X-Handrail-Site": other_site}
    assert (await api.http.get(kim.path, headers=headers)).status_code == 401


async def test_ids_of_another_workspace_do_not_exist(api: ApiDesk) -> None:
    tenant, _, people = other_workspace(api.desk.dsn)
    stranger = {"Authorization": f"Bearer {put_token(api.desk.dsn, tenant, ['agent', 'admin'], people['lea'])}"}
    kim = await api.starts(text="Hello")
    paths = [
        f"/v1/agent/conversations/{kim.conversation}",
        f"/v1/agent/conversations/{kim.conversation}/messages",
        f"/v1/admin/people/{api.desk.people['ana']}",
    ]
    assert [(await api.http.get(path, headers=stranger)).status_code for path in paths] == [404] * 3
    acts = {
        "take-over": None,
        "resolve": None,
        "give-back": None,
        "reply": {"text": "Hello"},
        "hand-to": {"person": str(people["ana"])},
    }
    for act, body in acts.items():
        path = f"/v1/agent/conversations/{kim.conversation}/{act}"
        answer = await api.http.post(path, json=body, headers={**stranger, "Idempotency-Key": "k"})
        assert answer.status_code == 404, act
    mine = {"Authorization": f"Bearer {api.tokens['ana']}"}
    path = f"/v1/agent/conversations/{kim.conversation}"
    await api.http.post(f"{path}/take-over", headers=mine)
    body = {"person": str(people["ben"])}
    assert (await api.http.post(f"{path}/hand-to", json=body, headers=mine)).status_code == 404
    assert (await api.http.get("/v1/agent/inbox?of=all", headers=stranger)).json()["conversations"] == []


async def test_a_signed_customer_is_the_same_one_every_time(api: ApiDesk) -> None:
    headers = api.as_site(Authorization=f"Bearer {api.signed()}")
    first = await api.http.post("/v1/customer/conversations", json={}, headers=headers)
    assert first.status_code == 201
    assert first.json()["token"] is None
    later = api.as_site(Authorization=f"Bearer {api.signed(exp=api.desk.clock().timestamp() + 900)}")
    listed = (await api.http.get("/v1/customer/conversations", headers=later)).json()["conversations"]
    assert [one["id"] for one in listed] == [first.json()["conversation"]["id"]]
    row = api.desk.rows("SELECT name, external_id FROM customer")[0]
    assert row == {"name": "Noor", "external_id": "customer-1"}


async def test_a_signed_customer_without_conversations_has_none(api: ApiDesk) -> None:
    headers = api.as_site(Authorization=f"Bearer {api.signed(sub='nobody-yet')}")
    assert (await api.http.get("/v1/customer/conversations", headers=headers)).json() == {"conversations": []}
    assert (await api.http.get(f"/v1/customer/conversations/{uuid4()}", headers=headers)).status_code == 404
    path = f"/v1/customer/conversations/{uuid4()}/messages"
    said = await api.http.post(path, json={"text": "hi"}, headers={**headers, "Idempotency-Key": "k"})
    assert said.status_code == 404


@pytest.mark.parametrize(
    ("why", "made"),
    [
        ("another secret", lambda api: api.signed(OTHER_SECRET)),
        ("alg none", lambda api: _unsigned(api)),  # noqa: PLW0108
        ("another algorithm", lambda api: api.signed(IDENTITY_SECRET * 2, "HS512")),
        ("out of time", lambda api: api.signed(exp=api.desk.clock().timestamp() - 1)),
        ("not yet", lambda api: api.signed(nbf=api.desk.clock().timestamp() + 900)),
        ("no end", lambda api: api.signed(exp=None)),
        ("an end that is no number", lambda api: api.signed(exp="tomorrow")),
        ("no subject", lambda api: api.signed(sub="")),
        ("a subject with control characters", lambda api: api.signed(sub="a\x00b")),
        ("a very long subject", lambda api: api.signed(sub="a" * 201)),
        ("damaged", lambda api: api.signed()[:-3] + "AAA"),
        ("nonsense", lambda api: "a.b.c"),
        ("dots", lambda api: "..."),
    ],
)
async def test_a_token_the_site_did_not_sign_so_is_refused(api: ApiDesk, why: str, made) -> None:
    headers = api.as_site(Authorization=f"Bearer {made(api)}")
    answer = await api.http.post("/v1/customer/conversations", json={}, headers=headers)
    assert answer.status_code == 401, why
    assert answer.json()["type"] == "/problems/not-signed-in"
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_workspace_without_identity_secret_accepts_no_signed_token(api: ApiDesk) -> None:
    headers = api.as_site(Authorization=f"Bearer {api.signed()}")
    for secret in (None, b""):
        api.desk.rows("UPDATE workspace SET identity_secret = %s", secret)
        assert (await api.http.get("/v1/customer/conversations", headers=headers)).status_code == 401


async def test_our_own_customer_token_ends_after_thirty_days(api: ApiDesk) -> None:
    kim = await api.starts(text="Hello")
    assert (await kim.get()).status_code == 200
    api.desk.clock.forward(days=31)
    assert (await kim.get()).status_code == 401
    assert (await kim.says("Still there?")).status_code == 401


async def test_no_bit_of_a_customers_token_can_be_changed(api: ApiDesk) -> None:
    secret, now = b"s" * 32, api.desk.clock()
    token, _ = customer_token(secret, uuid4(), uuid4(), now)
    raw = bytearray(base64.urlsafe_b64decode(token[3:] + "=" * (-len(token[3:]) % 4)))
    for place in range(len(raw)):
        raw[place] ^= 1
        forged = "hc_" + base64.urlsafe_b64encode(bytes(raw)).decode()
        with pytest.raises(BadToken):
            read_customer_token(secret, forged, now.timestamp())
        raw[place] ^= 1
    with pytest.raises(BadToken):
        read_customer_token(b"t" * 32, token, now.timestamp())


async def test_without_site_key_nothing_is_told(api: ApiDesk) -> None:
    kim = await api.starts(text="Hello")
    for headers in ({}, {"X-Handrail-Site": "site-nobody"}, {"X-Handrail-Site": ""}, {"X-Handrail-Site": "\x7f"}):
        assert (await api.http.post("/v1/customer/conversations", json={}, headers=headers)).status_code == 401
        bearer = {**headers, "Authorization": f"Bearer {kim.token}"}
        assert (await api.http.get(kim.path, headers=bearer)).status_code == 401


async def test_without_customers_token_only_starting_is_possible(api: ApiDesk) -> None:
    kim = await api.starts(text="Hello")
    assert (await api.http.get(kim.path, headers=api.as_site())).status_code == 401
    said = await api.http.post(
        f"{kim.path}/messages", json={"text": "x"}, headers=api.as_site(**{"Idempotency-Key": "k"})
    )
    assert said.status_code == 401


async def test_scopes_are_kept_apart(api: ApiDesk) -> None:
    kim = await api.starts(text="Hello")
    act, read = f"/v1/agent/conversations/{kim.conversation}/take-over", "/v1/agent/inbox"
    tokens = {
        "read": api.token(["read"]),
        "agent": api.token(["agent"], "ana"),
        "admin": api.token(["admin"]),
        "customer": api.token(["customer:write"]),
    }
    allowed: dict[str, list[int]] = {}
    for name, token in tokens.items():
        headers = {"Authorization": f"Bearer {token}"}
        allowed[name] = [
            (await api.http.get(read, headers=headers)).status_code,
            (await api.http.post(act, headers=headers)).status_code,
            (await api.http.get("/v1/admin/people", headers=headers)).status_code,
            (await api.http.post("/v1/admin/teams", json={"slug": name, "name": name}, headers=headers)).status_code,
        ]
    assert allowed == {
        "read": [200, 403, 200, 403],
        "agent": [200, 200, 403, 403],
        "admin": [403, 403, 200, 201],
        "customer": [403, 403, 403, 403],
    }


async def test_a_token_that_stands_for_nobody_cannot_act_as_an_agent(api: ApiDesk) -> None:
    kim = await api.starts(text="Hello")
    headers = {"Authorization": f"Bearer {api.token(['agent'])}"}
    answer = await api.http.post(f"/v1/agent/conversations/{kim.conversation}/take-over", headers=headers)
    assert answer.status_code == 403


async def test_revoked_ended_and_orphaned_tokens_are_refused_within_seconds(dsn: str) -> None:
    seconds = [0.0]
    async with api_desk(dsn, seconds=lambda: seconds[0]) as api:
        soon = api.desk.clock() + timedelta(minutes=5)
        tokens = [api.token(["read"]), api.token(["read"], expires_at=soon), api.token(["agent"], "chi")]
        assert [await _status(api, token) for token in tokens] == [200, 200, 200]
        api.desk.rows("UPDATE api_token SET revoked_at = now() WHERE person_id IS NULL AND expires_at IS NULL")
        api.desk.clock.forward(minutes=6)
        await api.desk.replace_owner.leave(api.desk.tenant, api.desk.people["chi"])
        seconds[0] += 5.1
        assert [await _status(api, token) for token in tokens] == [401, 401, 401]


async def test_a_companys_own_server_speaks_for_its_customers(api: ApiDesk) -> None:
    token = api.token(["customer:write"])
    headers = {"Authorization": f"Bearer {token}", "X-Handrail-Customer": "crm-77"}
    opened = await api.http.post("/v1/customer/conversations", json={"channel": "api"}, headers=headers)
    assert opened.status_code == 201
    path = f"/v1/customer/conversations/{opened.json()['conversation']['id']}"
    said = await api.http.post(f"{path}/messages", json={"text": "Hi"}, headers={**headers, "Idempotency-Key": "k"})
    assert said.status_code == 201
    other = {**headers, "X-Handrail-Customer": "crm-78"}
    assert (await api.http.get(path, headers=other)).status_code == 404
    assert (await api.http.get(path, headers={"Authorization": f"Bearer {token}"})).status_code == 401
    reader = {"Authorization": f"Bearer {api.token(['read'])}", "X-Handrail-Customer": "crm-77"}
    assert (await api.http.get(path, headers=reader)).status_code == 403


def test_a_site_token_is_read_with_the_desks_own_clock() -> None:
    with pytest.raises(BadToken):
        read_site_token(IDENTITY_SECRET, "x" * 5_000, 0.0)


def _unsigned(api: ApiDesk) -> str:
    claims = {"sub": "customer-1", "exp": api.desk.clock().timestamp() + 600}
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


async def _status(api: ApiDesk, token: str) -> int:
    return (await api.http.get("/v1/agent/me", headers={"Authorization": f"Bearer {token}"})).status_code
