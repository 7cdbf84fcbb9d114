"""Bad input of every kind gets a clear 4xx as a problem, never a 5xx, and loses nothing."""

import json
from collections.abc import AsyncGenerator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from handrail.api.say import LARGEST_BODY, PREFIX
from tests.edges.desk_for_tests import ApiDesk, Visitor, api_desk

JSON = {"Content-Type": "application/json"}

RAW: dict[str, tuple[bytes, dict[str, str], int | None]] = {
    "no body": (b"", JSON, 422),
    "not JSON": (b"{'text': 1}", JSON, 400),
    "half of it": (b'{"text": "he', JSON, 400),
    "binary": (bytes(range(256)), JSON, 400),
    "not UTF-8": (b'{"text": "\xff\xfe"}', JSON, 400),
    "UTF-16": ('{"text": "hello"}'.encode("utf-16"), JSON, 400),
    "half of a pair": (b'{"text": "\\ud800"}', JSON, 400),
    "the other half": (b'{"text": "a\\udc00b"}', JSON, 400),
    "deeper than any stack": (b"[" * 100_000, JSON, None),
    "deep inside": (b'{"text": "a", "x": ' + b"[" * 100_000, JSON, None),
    "a list": (b"[]", JSON, 422),
    "null": (b"null", JSON, 422),
    "a number for text": (b'{"text": 7}', JSON, 422),
    "a number out of range": (b'{"text": 1e999}', JSON, None),
    "an unknown field": (b'{"text": "a", "admin": true}', JSON, 422),
    "no text": (b"{}", JSON, 422),
    "empty": (b'{"text": ""}', JSON, 422),
    "spaces": (b'{"text": "  \\n "}', JSON, 422),
    "NUL alone": (b'{"text": "\\u0000"}', JSON, 422),
    "marks that nobody sees": ('{"text": "\u200b\u200e"}'.encode(), JSON, 422),
    "one character too many": (json.dumps({"text": "x" * 20_001}).encode(), JSON, 422),
    "a body too large": (b'{"text": "' + b"x" * LARGEST_BODY + b'"}', JSON, 413),
    "a form": (b"text=hello", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    "no type": (b'{"text": "a"}', {"Content-Type": ""}, 415),
    "another charset": (b'{"text": "a"}', {"Content-Type": "application/json; charset=latin-1"}, 415),
}


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


@pytest.fixture
async def kim(api: ApiDesk) -> Visitor:
    return await api.starts()


def is_problem(answer: httpx.Response, status: int | None = None) -> bool:
    body = answer.json()
    return (
        400 <= answer.status_code < 500
        and status in (None, answer.status_code)
        and answer.headers["content-type"] == "application/problem+json"
        and body["status"] == answer.status_code
        and body["type"].startswith("/problems/")
        and bool(body["title"])
        and bool(body["detail"])
        and "Traceback" not in answer.text
    )


async def test_every_unfit_body_is_refused_in_words_by_both_ways_in(api: ApiDesk, kim: Visitor) -> None:
    """The plain ASGI way serves; with a slash at its end the same address goes through the documented handler."""
    for name, (body, headers, status) in RAW.items():
        for path in (f"{kim.path}/messages", f"{kim.path}/messages/"):
            answer = await api.http.post(path, content=body, headers={**kim.headers, "Idempotency-Key": "k", **headers})
            assert is_problem(answer, status), (name, path, answer.status_code, answer.text)
    assert (await kim.get("/messages")).json()["messages"] == []


async def test_text_in_any_alphabet_arrives_as_it_was_written(kim: Visitor) -> None:
    texts = [
        "\u05e9\u05dc\u05d5\u05dd \u202babc\u202c",
        "\u0645\u0631\u062d\u0628\u0627 \u200f12345",
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "e\u0301 ﷽",
        "<script>alert(1)</script>",
        "'; DROP TABLE message; --",
        "x" * 20_000,
    ]
    for text in texts:
        assert (await kim.says(text)).status_code == 201
    kept = [one["text"] for one in (await kim.get("/messages")).json()["messages"]]
    assert kept == texts


async def test_nul_is_dropped_and_the_rest_kept(kim: Visitor) -> None:
    assert (await kim.says("he\x00llo")).status_code == 201
    assert (await kim.get("/messages")).json()["messages"][0]["text"] == "hello"


async def test_a_body_without_length_is_cut_off_at_the_limit(api: ApiDesk, kim: Visitor) -> None:
    async def endless() -> Any:
        for _ in range(300):
            yield b" " * 1024

    for path in ("/messages", "/messages/", "/email"):
        headers = {**kim.headers, **JSON, "Idempotency-Key": "k"}
        answer = await api.http.post(f"{kim.path}{path}", content=endless(), headers=headers)
        assert is_problem(answer, 413), path


async def test_idempotency_keys_are_needed_short_and_printable(api: ApiDesk, kim: Visitor) -> None:
    path = f"{kim.path}/messages"
    assert is_problem(await api.http.post(path, json={"text": "a"}, headers=kim.headers), 422)
    for key in (b"", b"x" * 201, b"\xff", b"a\tb"):
        headers = {**{k.encode(): v.encode() for k, v in kim.headers.items()}, b"Idempotency-Key": key}
        for way in (path, f"{path}/"):
            assert is_problem(await api.http.post(way, json={"text": "a"}, headers=headers), 422), key


async def test_ids_that_are_none_do_not_exist(api: ApiDesk, kim: Visitor) -> None:
    for wrong in ("1", "null", "' OR 1=1", "%00", "..%2f..%2fetc", "x" * 4_000, str(uuid4()), "%ff%fe"):
        for path in (f"{PREFIX}{wrong}", f"{PREFIX}{wrong}/messages"):
            assert is_problem(await api.http.get(path, headers=kim.headers), 404), path
        said = await api.http.post(
            f"{PREFIX}{wrong}/messages", json={"text": "a"}, headers={**kim.headers, "Idempotency-Key": "k"}
        )
        assert is_problem(said, 404), wrong
    agent = api.as_agent("lea")
    for path in ("topics/%00", "topics/..", "people/1", "customers/x", f"customers/{uuid4()}"):
        assert is_problem(await api.http.get(f"/v1/admin/{path}", headers=agent)), path


async def test_numbers_and_filters_out_of_range_are_refused(api: ApiDesk, kim: Visitor) -> None:
    for after in ("-1", "1.5", "9" * 30, "NaN", "", "%00"):
        assert is_problem(await api.http.get(f"{kim.path}/messages?after={after}", headers=kim.headers), 422), after
    agent = api.as_agent("lea")
    for query in (
        "of=everyone",
        "state=closed",
        "topic=%00",
        "topic=A%20B",
        "language=%00",
        "limit=0",
        "limit=9999999999999999999999",
        "after=nonsense",
        "after=2026-01-01_x",
        f"after=2026-01-01T00:00:00_{uuid4()}",
    ):
        assert is_problem(await api.http.get(f"/v1/agent/inbox?{query}", headers=agent), 422), query
    assert is_problem(await api.http.get("/v1/admin/customers?email=%00", headers=agent), 422)
    assert is_problem(await kim.post("/shown", {"seq": 2**63}), 422)
    assert is_problem(await kim.post("/shown", {"seq": 10**40}), 422)


async def test_times_that_nobody_can_mean_are_refused(api: ApiDesk, kim: Visitor) -> None:
    agent, path = api.as_agent("ana"), f"/v1/agent/conversations/{kim.conversation}"
    await api.http.post(f"{path}/take-over", headers=agent)
    times = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-24T10:00:00", "tomorrow", 7]
    for at in times:
        assert is_problem(await api.http.post(f"{path}/wait", json={"until": at}, headers=agent), 422), at
        body = {"what": "I call", "due_at": at}
        assert is_problem(await api.http.post(f"{path}/promises", json=body, headers=agent), 422), at
    lead, person = api.as_agent("lea"), api.desk.people["ben"]
    for start, end in (("2027-01-02T00:00:00Z", "2027-01-01T00:00:00Z"), (times[0], times[1])):
        body = {"from_at": start, "until_at": end}
        answer = await api.http.post(f"/v1/admin/people/{person}/absences", json=body, headers=lead)
        assert is_problem(answer, 422)
    shift = {"weekdays": [0], "starts": "09:00", "ends": "17:00", "timezone": "Mars/Olympus"}
    answer = await api.http.put(f"/v1/admin/people/{person}/shifts", json={"shifts": [shift]}, headers=lead)
    assert is_problem(answer, 422)


async def test_unknown_addresses_and_methods_answer_as_problems(api: ApiDesk, kim: Visitor) -> None:
    for path in (
        "/nothing",
        "/v1",
        "/v1/nothing",
        "/v1/openapi.json/x",
        "/v1/openapi.json/openapi.json",
        "//",
        "/v1/customer",
    ):
        assert is_problem(await api.http.get(path), 404), path
    assert (await api.http.get("/v1/openapi.json")).status_code == 200
    wrong = await api.http.delete("/v1/customer/conversations", headers=kim.headers)
    assert is_problem(wrong, 405)
    assert "GET" in wrong.headers["allow"]
    assert (await api.http.request("BREW", "/v1/customer/conversations")).status_code == 405


async def test_a_failure_of_ours_says_nothing_of_the_inside(
    api: ApiDesk, kim: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    api.desk.rows("ALTER TABLE promise RENAME TO promise_away")
    answer = await kim.get()
    assert answer.status_code == 500
    assert answer.json()["type"] == "/problems/internal"
    assert "promise" not in answer.text
    logged = capsys.readouterr().out
    assert "request_failed" in logged
    assert "storage/reading_own.py" in logged


async def test_a_database_that_is_away_means_try_again(api: ApiDesk, kim: Visitor) -> None:
    await api.desk.door.close()
    for answer in (await kim.get(), await kim.says("Hello"), await kim.post("/person")):
        assert answer.status_code == 503, answer.text
        assert answer.headers["retry-after"] == "1"


@pytest.mark.parametrize("typing", [0, 1, "false", "yes", None])
async def test_a_value_of_another_type_is_never_bent_until_it_fits(api: ApiDesk, typing: Any) -> None:
    visitor = await api.starts(text="Hello")
    assert (await visitor.post("/typing", {"typing": typing})).status_code == 422
