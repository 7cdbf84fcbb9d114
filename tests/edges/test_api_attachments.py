"""Files over the API: taken for what their bytes say, sent once by whoever uploaded them, fetched only by who may."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from handrail.api import file_body
from handrail.api.limits import TooManyRequests
from handrail.core.conversation.attachment import ACCEPTED, LARGEST_FILE, LONGEST_NAME
from tests.edges.desk_for_tests import ApiDesk, Visitor, api_desk
from tests.edges.test_api_streams import served, watching

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


async def uploads(
    visitor: Visitor, content: Any = PNG, name: str = "photo.png", key: str | None = None, **headers: str
) -> httpx.Response:
    headers = {**visitor.headers, "Idempotency-Key": key or uuid4().hex, **headers}
    return await visitor.api.http.post(
        f"{visitor.path}/attachments", content=content, headers=headers, params={"name": name}
    )


async def agent_uploads(api: ApiDesk, conversation: str, slug: str = "ana", content: bytes = PNG) -> str:
    answer = await api.http.post(
        f"/v1/agent/conversations/{conversation}/attachments",
        content=content,
        headers=api.as_agent(slug, **{"Idempotency-Key": uuid4().hex}),
        params={"name": "label.png"},
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def as_agent(api: ApiDesk, path: str, slug: str = "ana", **body: Any) -> httpx.Response:
    headers = api.as_agent(slug, **{"Idempotency-Key": uuid4().hex})
    return await api.http.post(f"/v1/agent/conversations/{path}", json=body, headers=headers)


async def test_a_photo_goes_with_a_message_and_both_sides_can_fetch_it(api: ApiDesk) -> None:
    kim = await api.starts()
    uploaded = await uploads(kim, name="C:\\Users\\Kim\\Föto 1.PNG")
    assert uploaded.status_code == 201, uploaded.text
    file = uploaded.json()
    assert file == {"id": file["id"], "name": "Föto 1.png", "type": "image/png", "size": len(PNG)}
    sent = await kim.says("It arrived broken", attachments=[file["id"]])
    assert sent.status_code == 201, sent.text
    [seen] = (await kim.get("/messages")).json()["messages"]
    assert seen["attachments"] == [file]
    detail = await api.http.get(f"/v1/agent/conversations/{kim.conversation}", headers=api.as_agent())
    assert detail.json()["messages"][0]["attachments"] == [file]
    for path, headers in (
        (f"{kim.path}/attachments/{file['id']}", kim.headers),
        (f"/v1/agent/conversations/{kim.conversation}/attachments/{file['id']}", api.as_agent()),
    ):
        fetched = await api.http.get(path, headers=headers)
        assert fetched.content == PNG
        assert fetched.headers["content-type"] == "image/png"
        assert fetched.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert fetched.headers["x-content-type-options"] == "nosniff"
        assert fetched.headers["cache-control"] == "private, no-store"
        disposition = fetched.headers["content-disposition"]
        assert disposition == "attachment; filename=\"F_to 1.png\"; filename*=UTF-8''F%C3%B6to%201.png"


async def test_a_message_without_files_says_so(api: ApiDesk) -> None:
    kim = await api.starts(text="Hello")
    assert (await kim.get("/messages")).json()["messages"][0]["attachments"] == []
    assert (await kim.says("")).json()["type"] == "/problems/message-empty"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", HTML),
        ("photo.png", b"  \n\xef\xbb\xbf" + HTML),
        ("picture.svg", SVG),
        ("picture.png", b"<?xml version='1.0'?>" + SVG),
        ("tool.exe", b"MZ\x90\x00\x03"),
        ("invoice.pdf", b"\x7fELF\x02\x01\x01"),
        ("run.txt", b"#!/bin/sh\nrm -rf /"),
        ("archive.docx", b"PK\x03\x04" + b"\x00" * 26 + b"evil.class"),
        ("macro.docx", b"PK\x03\x04[Content_Types].xml word/document.xml word/vbaProject.bin"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("wide.txt", "hello".encode("utf-16")),
    ],
)
async def test_what_is_not_accepted_is_refused_by_its_bytes_and_the_answer_says_what_is(
    api: ApiDesk, name: str, content: bytes
) -> None:
    kim = await api.starts()
    refused = await uploads(kim, content, name, **{"Content-Type": "image/png"})
    assert refused.status_code == 415, refused.text
    problem = refused.json()
    assert problem["type"] == "/problems/file-type-refused"
    assert "PDF" in problem["detail"]
    assert problem["accepted"] == list(ACCEPTED)
    assert not api.desk.rows("SELECT 1 FROM attachment")


@pytest.mark.parametrize(
    ("name", "content", "kind", "kept"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0", "image/jpeg", "photo.jpg"),
        ("evil.html", PNG, "image/png", "evil.html.png"),
        ("../../etc/passwd", b"root", "text/plain", "passwd.txt"),
        ("..\\..\\boot.ini", b"x", "text/plain", "boot.ini.txt"),
        ("photo\u202egnp.exe", PNG, "image/png", "photognp.exe.png"),
        ("a\x00b\x1b[2J\n.png", PNG, "image/png", "ab[2J.png"),
        ("x" * 400 + ".pdf", b"%PDF-1.7", "application/pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
        ("<img src=x onerror=alert(1)>.png", PNG, "image/png", "_img src=x onerror=alert(1)_.png"),
        ("", b"%PDF-1.7", "application/pdf", "file.pdf"),
        ("orders.csv", "a;b\nü;2\n".encode(), "text/csv", "orders.csv"),
        ("clip.mov", b"\x00\x00\x00\x14ftypqt  ", "video/quicktime", "clip.mov"),
        ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic", "image/heic", "IMG_1.heic"),
        (
            "letter.odt",
            b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04",
            "application/vnd.oasis.opendocument.text",
            "letter.odt",
        ),
    ],
)
async def test_a_file_is_what_its_bytes_say_and_its_name_fits_it(
    api: ApiDesk, name: str, content: bytes, kind: str, kept: str
) -> None:
    answer = await uploads(await api.starts(), content, name)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["type"], answer.json()["name"]) == (kind, kept)


async def test_ten_megabytes_are_taken_and_one_byte_more_is_not(api: ApiDesk) -> None:
    kim = await api.starts()
    largest = PNG + b"\x00" * (LARGEST_FILE - len(PNG))
    assert (await uploads(kim, largest)).status_code == 201

    async def in_pieces() -> AsyncIterator[bytes]:
        for at in range(0, LARGEST_FILE, 1_000_000):
            yield largest[at : at + 1_000_000]
        yield b"\x00"

    for content in (largest + b"\x00", in_pieces()):
        refused = await uploads(kim, content)
        assert refused.status_code == 413
        assert refused.json()["type"] == "/problems/file-too-large"
        assert "10 MB" in refused.json()["detail"]
    assert (await uploads(kim, b"")).json()["type"] == "/problems/file-empty"


async def test_a_body_that_does_not_come_is_not_waited_for(api: ApiDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_body, "PAUSE", 0.2)
    kim = await api.starts()

    async def slowly() -> AsyncIterator[bytes]:
        yield PNG
        await asyncio.sleep(2)
        yield b"late"

    async with served(api) as client:
        headers = {**kim.headers, "Idempotency-Key": "slow"}
        answer = await client.post(f"{kim.path}/attachments", content=slowly(), headers=headers)
    assert answer.status_code == 408
    assert answer.json()["type"] == "/problems/upload-too-slow"
    assert not api.desk.rows("SELECT 1 FROM attachment")


async def test_a_caller_uploads_only_so_many_at_once_and_all_together_only_so_much() -> None:
    under_way, release = file_body.Uploads(), asyncio.Event()

    async def held() -> dict[str, Any]:
        await release.wait()
        return {"type": "http.request", "body": PNG}

    first = [asyncio.create_task(under_way.read("kim", held)) for _ in range(file_body.AT_ONCE)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyRequests):
        await under_way.read("kim", held)
    others = asyncio.create_task(under_way.read("noor", held))
    release.set()
    assert await asyncio.gather(*first, others) == [PNG] * (file_body.AT_ONCE + 1)
    assert await under_way.read("kim", held) == PNG


async def test_a_connection_that_ends_keeps_nothing() -> None:
    under_way = file_body.Uploads()
    pieces = iter([{"type": "http.request", "body": PNG, "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> dict[str, Any]:
        return next(pieces)

    with pytest.raises(file_body.UploadBrokeOff):
        await under_way.read("kim", receive)


async def test_the_same_key_keeps_one_file(api: ApiDesk) -> None:
    kim = await api.starts()
    first, again = await uploads(kim, key="k"), await uploads(kim, key="k")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await uploads(kim, PNG + b"other", key="k")
    assert other.status_code == 409
    assert len(api.desk.rows("SELECT 1 FROM attachment")) == 1


async def test_nobody_sends_what_is_not_theirs_or_was_sent(api: ApiDesk) -> None:
    kim, mallory = await api.starts(), await api.starts()
    mine = (await uploads(kim)).json()["id"]
    agents = await agent_uploads(api, mallory.conversation)
    second = await api.http.post("/v1/customer/conversations", json={}, headers=mallory.headers)
    elsewhere = Visitor(api, mallory.token, second.json()["conversation"]["id"])
    other_thread = (await uploads(elsewhere)).json()["id"]
    for foreign in (mine, agents, other_thread, str(uuid4())):
        refused = await mallory.says("look", attachments=[foreign])
        assert refused.status_code == 422, refused.text
        assert refused.json()["type"] == "/problems/file-not-free"
    own = (await uploads(mallory)).json()["id"]
    assert (await mallory.says("", attachments=[own, mine])).status_code == 422
    assert (await mallory.get("/messages")).json()["messages"] == []
    assert (await mallory.says("", "k", attachments=[own, own])).status_code == 201
    assert (await mallory.says("again", attachments=[own])).status_code == 422
    assert (await kim.says("mine", attachments=[mine])).status_code == 201


async def test_a_message_with_files_is_kept_once_for_each_key(api: ApiDesk) -> None:
    kim = await api.starts()
    files = [(await uploads(kim)).json()["id"] for _ in range(2)]
    first = await kim.says("Two photos", "k", attachments=files)
    again = await kim.says("Two photos", "k", attachments=files)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    for other in ([], files[:1]):
        assert (await kim.says("Two photos", "k", attachments=other)).status_code == 409
    at_once = await asyncio.gather(*(kim.says("x", f"k{n}", attachments=[files[0]]) for n in range(5)))
    assert {one.status_code for one in at_once} == {422}
    assert len((await kim.get("/messages")).json()["messages"]) == 1


async def test_of_two_messages_at_once_one_takes_the_file(api: ApiDesk) -> None:
    kim = await api.starts()
    file = (await uploads(kim)).json()["id"]
    at_once = await asyncio.gather(*(kim.says(f"here {n}", attachments=[file]) for n in range(6)))
    assert sorted(one.status_code for one in at_once) == [201, 422, 422, 422, 422, 422]


async def test_ten_files_go_with_a_message_and_no_more(api: ApiDesk) -> None:
    kim = await api.starts()
    files = [(await uploads(kim)).json()["id"] for _ in range(11)]
    assert (await kim.says("", attachments=files)).status_code == 422
    assert (await kim.says("", attachments=files[:10])).status_code == 201


async def test_only_so_much_may_wait_to_be_sent(api: ApiDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handrail.flows.attach.MOST_UNSENT", 2)
    kim = await api.starts()
    at_once = await asyncio.gather(*(uploads(kim) for _ in range(4)))
    assert sorted(one.status_code for one in at_once) == [201, 201, 409, 409]
    kept = next(one for one in at_once if one.status_code == 201).json()["id"]
    assert (await api.http.delete(f"{kim.path}/attachments/{kept}", headers=kim.headers)).status_code == 204
    assert (await uploads(kim)).status_code == 201


async def test_a_file_is_taken_back_before_it_is_sent_and_not_after(api: ApiDesk) -> None:
    kim, other = await api.starts(), await api.starts()
    file = (await uploads(kim)).json()["id"]
    path = f"{kim.path}/attachments/{file}"
    assert (await api.http.delete(path, headers=other.headers)).status_code == 404
    await kim.says("", attachments=[file])
    assert (await api.http.delete(path, headers=kim.headers)).status_code == 404
    assert (await api.http.get(path, headers=kim.headers)).status_code == 200


async def test_files_of_others_of_notes_and_of_nobody_do_not_exist(api: ApiDesk) -> None:
    kim, mallory = await api.starts(text="Hello"), await api.starts()
    unsent = (await uploads(kim)).json()["id"]
    secret = await agent_uploads(api, kim.conversation)
    noted = await as_agent(api, f"{kim.conversation}/notes", attachments=[secret])
    assert noted.status_code == 201, noted.text
    draft = await agent_uploads(api, kim.conversation)
    for file, visitor, path in (
        (unsent, mallory, kim.path),
        (unsent, mallory, mallory.path),
        (secret, kim, kim.path),
        (draft, kim, kim.path),
        (str(uuid4()), kim, kim.path),
    ):
        assert (await api.http.get(f"{path}/attachments/{file}", headers=visitor.headers)).status_code == 404
    agents = f"/v1/agent/conversations/{kim.conversation}/attachments"
    for file, slug, status in ((secret, "ben", 200), (draft, "ana", 200), (draft, "ben", 404), (unsent, "ana", 404)):
        answer = await api.http.get(f"{agents}/{file}", headers=api.as_agent(slug))
        assert answer.status_code == status, (file, slug)
    assert secret not in (await kim.get("/messages")).text
    assert (await api.http.get(f"{agents}/{secret}", headers=kim.headers)).status_code == 401


async def test_an_agent_replies_with_a_file_of_their_own_only(api: ApiDesk) -> None:
    kim = await api.starts(text="Where is the label?")
    await as_agent(api, f"{kim.conversation}/take-over")
    bens = await agent_uploads(api, kim.conversation, "ben")
    refused = await as_agent(api, f"{kim.conversation}/reply", text="Here", attachments=[bens])
    assert refused.json()["type"] == "/problems/file-not-free"
    label = await agent_uploads(api, kim.conversation)
    sent = await as_agent(api, f"{kim.conversation}/reply", attachments=[label])
    assert sent.status_code == 201, sent.text
    last = (await kim.get("/messages")).json()["messages"][-1]
    assert [one["id"] for one in last["attachments"]] == [label]
    assert last["author"]["kind"] == "agent"
    fetched = await api.http.get(f"{kim.path}/attachments/{label}", headers=kim.headers)
    assert fetched.content == PNG


async def test_the_stream_shows_the_files_of_a_message(api: ApiDesk) -> None:
    kim = await api.starts()
    file = (await uploads(kim)).json()
    async with served(api) as client, watching(client, f"{kim.path}/stream", kim.headers) as live:
        assert (await live.next()).kind == "state"
        await kim.says("", attachments=[file["id"]])
        told = await live.next()
    assert told.kind == "message"
    assert told.data["attachments"] == [file]


async def test_a_closed_conversation_takes_no_file(api: ApiDesk) -> None:
    kim = await api.starts(text="Do you ship to Norway?")
    await api.desk.run_jobs()
    await kim.post("/confirm")
    api.desk.clock.forward(days=8)
    await api.desk.run_jobs()
    assert (await uploads(kim)).json()["type"] == "/problems/conversation-closed"


async def test_uploads_need_their_owner_and_a_key(api: ApiDesk) -> None:
    kim, other = await api.starts(), await api.starts()
    path = f"{kim.path}/attachments"
    assert (await api.http.post(path, content=PNG, headers=other.headers)).status_code == 422
    keyed = {"Idempotency-Key": "k"}
    assert (await api.http.post(path, content=PNG, headers={**other.headers, **keyed})).status_code == 404
    assert (await api.http.post(path, content=PNG, headers={**api.as_site(), **keyed})).status_code == 401
    reads = {"Authorization": f"Bearer {api.token(['read'], 'ana')}", **keyed}
    agents = f"/v1/agent/conversations/{kim.conversation}/attachments"
    assert (await api.http.post(agents, content=PNG, headers=reads)).status_code == 403
