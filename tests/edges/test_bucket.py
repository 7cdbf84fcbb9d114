"""Files in a bucket: the same rules as in the database, nothing lost and nothing left behind, whatever fails between the two."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import obstore
import pytest

from handrail.app import Handrail, open_desk
from handrail.app.health import findings
from handrail.app.web import api_parts
from handrail.channels.mail import MailSettings, SmtpMail
from handrail.flows.mail import Mail
from handrail.ports import MailDidNotGo
from handrail.ports.files import FilesAway
from tests.bucket import S3Server
from tests.desk import TestDesk
from tests.edges.desk_for_tests import ApiDesk, Visitor, api_desk
from tests.edges.test_api_attachments import PNG, agent_uploads, as_agent, uploads
from tests.edges.test_api_streams import served
from tests.flows.test_attachments import by_mail
from tests.post_office import post_office

pytestmark = pytest.mark.slow  # a server of its own has to come up

PHOTO = PNG + bytes(range(256)) * 4_000  # several pieces


@dataclass
class Kept:
    """An API whose files go into a bucket; `desk.rows` looks past the wall, `server.objects` past everything."""

    api: ApiDesk
    app: Handrail
    server: S3Server

    @property
    def tenant(self) -> UUID:
        return self.api.desk.tenant

    def objects(self) -> dict[str, bytes]:
        return self.server.objects(self.app.settings.files_prefix)

    def waiting(self) -> list[str]:
        return [row["key"] for row in self.api.desk.rows("SELECT key FROM bucket_removal")]


@pytest.fixture
async def kept(dsn: str, tmp_path: Path, s3_server: S3Server) -> AsyncGenerator[Kept]:
    settings = s3_server.settings(tmp_path, dsn)
    async with api_desk(dsn) as api, open_desk(settings, dsn, clock=api.desk.clock) as app:
        given = api_parts(app)
        parts = replace(api.parts, attach=given.attach, files=given.files, export_customer=given.export_customer)
        api.app.state["house"] = replace(api.app.state["house"], parts=parts)
        api.desk.attach = app.flows.attach
        yield Kept(api, app, s3_server)


async def fetched(visitor: Visitor, file: str) -> httpx.Response:
    return await visitor.api.http.get(f"{visitor.path}/attachments/{file}", headers=visitor.headers)


async def test_a_file_is_kept_in_the_bucket_and_served_byte_for_byte_to_those_who_may_see_it(kept: Kept) -> None:
    kim, mallory = await kept.api.starts(text="Hello"), await kept.api.starts()
    file = (await uploads(kim, PHOTO)).json()["id"]
    assert kept.objects() == {f"{kept.tenant}/{file}": PHOTO}
    [row] = kept.api.desk.rows("SELECT stored_at, content FROM attachment")
    assert (row["stored_at"], row["content"]) == ("s3", None)
    assert (await kim.says("It arrived broken", attachments=[file])).status_code == 201
    agents = f"/v1/agent/conversations/{kim.conversation}/attachments/{file}"
    for path, headers in ((f"{kim.path}/attachments/{file}", kim.headers), (agents, kept.api.as_agent())):
        answer = await kept.api.http.get(path, headers=headers)
        assert answer.content == PHOTO
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["content-length"] == str(len(PHOTO))
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert answer.headers["content-disposition"].startswith("attachment;")
    note = await agent_uploads(kept.api, kim.conversation)
    await as_agent(kept.api, f"{kim.conversation}/notes", attachments=[note])
    for visitor, path, one in ((mallory, kim.path, file), (mallory, mallory.path, file), (kim, kim.path, note)):
        assert (await kept.api.http.get(f"{path}/attachments/{one}", headers=visitor.headers)).status_code == 404
    assert kept.waiting() == []


async def test_the_same_key_at_once_keeps_one_object_in_the_end(kept: Kept) -> None:
    kim = await kept.api.starts()
    answers = await asyncio.gather(*(uploads(kim, PHOTO, key="k") for _ in range(4)))
    assert len({one.json()["id"] for one in answers}) == 1, [one.text for one in answers]
    kept.api.desk.clock.forward(hours=2)
    await kept.app.flows.remove_files(kept.tenant)
    assert list(kept.objects()) == [f"{kept.tenant}/{answers[0].json()['id']}"]


async def test_erasing_taking_back_and_forgetting_leave_nothing_in_the_bucket(kept: Kept) -> None:
    kim = await kept.api.starts(text="Hello")
    sent, unsent, back = [(await uploads(kim, PHOTO)).json()["id"] for _ in range(3)]
    await kim.says("", attachments=[sent])
    assert (await kept.api.http.delete(f"{kim.path}/attachments/{back}", headers=kim.headers)).status_code == 204
    kept.api.desk.clock.forward(hours=25)
    assert await kept.app.flows.attach.sweep(kept.tenant) == 1
    [customer] = kept.api.desk.rows("SELECT customer_id AS id FROM conversation")
    exported = await kept.app.export_customer(kept.tenant, customer["id"])
    [file] = exported["conversations"][0]["attachments"]
    assert base64.b64decode(file["content"]) == PHOTO
    assert not {"key", "sha256"} & set(file)
    with kept.server.away():
        await kept.app.erase(kept.tenant, customer["id"], "system", even_open=True)
        with pytest.raises(FilesAway):
            await kept.app.flows.remove_files(kept.tenant)
    assert len(kept.waiting()) == 3, "an erasure that the bucket did not hear of is not forgotten"
    assert len(kept.objects()) == 3
    kept.api.desk.clock.forward(minutes=2)
    assert await kept.app.flows.remove_files(kept.tenant) == 3
    assert (kept.objects(), kept.waiting()) == ({}, [])
    [event] = kept.api.desk.rows("SELECT data FROM event WHERE kind = 'files_removed'")
    assert sorted(event["data"]["files"]) == sorted([sent, unsent, back])


async def test_an_outage_loses_nothing_and_keeps_nothing_by_half(kept: Kept) -> None:
    kim = await kept.api.starts(text="Hello")
    file = (await uploads(kim, PHOTO)).json()["id"]
    with kept.server.away():
        refused, unreadable = await uploads(kim, PHOTO, key="again"), await fetched(kim, file)
        [bad] = [one for one in await findings(kept.app) if one.what == "files"]
    for answer in (refused, unreadable):
        assert answer.status_code == 503, answer.text
        assert answer.json()["type"] == "/problems/files-away"
        assert "try again" in answer.json()["detail"]
        assert "HANDRAIL" not in answer.text, "customers are not told how the desk is set up"
    assert bad.grade == "bad"
    assert "does not answer" in bad.says
    assert len(kept.api.desk.rows("SELECT 1 FROM attachment")) == 1
    assert (await uploads(kim, PHOTO, key="again")).status_code == 201
    assert (await fetched(kim, file)).content == PHOTO
    assert len(kept.waiting()) == 1, "what may have arrived unheard"
    kept.api.desk.clock.forward(hours=2)
    assert await kept.app.flows.remove_files(kept.tenant) == 1
    assert len(kept.objects()) == 2


async def test_a_process_that_dies_between_bucket_and_database_leaves_no_orphan(kept: Kept) -> None:
    kim = await kept.api.starts()
    attach = kept.app.flows.attach

    async def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, pytest.raises(BaseException):  # noqa: B017
        patch.setattr(attach, "_kept", dies)
        await uploads(kim, PHOTO)
    assert len(kept.objects()) == 1
    assert not kept.api.desk.rows("SELECT 1 FROM attachment")
    assert await kept.app.flows.remove_files(kept.tenant) == 0, "it might still be under way"
    kept.api.desk.clock.forward(hours=2)
    assert await kept.app.flows.remove_files(kept.tenant) == 1
    assert (kept.objects(), kept.waiting()) == ({}, [])


async def test_an_upload_that_was_given_up_is_not_kept_after_all(kept: Kept) -> None:
    kim = await kept.api.starts()
    bucket = kept.app.bucket
    assert bucket is not None
    put = bucket.put

    async def slowly(*given: object) -> None:
        await put(*given)  # type: ignore[arg-type]
        kept.api.desk.clock.forward(hours=2)
        await kept.app.flows.remove_files(kept.tenant)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bucket, "put", slowly)
        assert (await uploads(kim, PHOTO)).status_code == 503
    assert not kept.api.desk.rows("SELECT 1 FROM attachment")
    assert (kept.objects(), kept.waiting()) == ({}, [])


async def test_what_is_not_what_was_sent_is_never_handed_out_whole(kept: Kept) -> None:
    kim = await kept.api.starts()
    file = (await uploads(kim, PHOTO)).json()["id"]
    name = f"{kept.app.settings.files_prefix}{kept.tenant}/{file}"
    obstore.put(kept.server.store, name, PHOTO[:-1] + b"!", use_multipart=False)
    async with served(kept.api) as client:
        with pytest.raises(httpx.RemoteProtocolError):  # it breaks off before the length it was said to have
            await client.get(f"{kim.path}/attachments/{file}", headers=kim.headers)
    obstore.delete(kept.server.store, name)
    assert (await fetched(kim, file)).status_code == 404


async def test_what_was_kept_in_the_database_stays_readable_there(kept: Kept, dsn: str, tmp_path: Path) -> None:
    kim = await kept.api.starts()
    in_bucket = (await uploads(kim, PHOTO)).json()["id"]
    house, desk = kept.api.app.state["house"], kept.api.desk
    async with open_desk(replace(kept.app.settings, **NO_BUCKET), dsn, clock=desk.clock) as before:
        parts = replace(house.parts, attach=api_parts(before).attach)
        kept.api.app.state["house"] = replace(house, parts=parts)
        in_database = (await uploads(kim, PHOTO)).json()["id"]
        told = [one.says for one in await findings(before) if one.grade == "bad"]
        assert any("not set any more" in one for one in told), told
    for file in (in_bucket, in_database):
        assert (await fetched(kim, file)).content == PHOTO
    assert len(kept.objects()) == 1
    notes = [one.says for one in await findings(kept.app) if one.grade == "note"]
    assert any("1 files (1.0 MB) are in the bucket and not in what `handrail backup`" in one for one in notes), notes


NO_BUCKET = {"files_bucket": None, "files_endpoint": None, "files_key": None, "files_secret": None}


async def test_a_letter_carries_files_from_the_bucket_or_waits(kept: Kept) -> None:
    desk: TestDesk = kept.api.desk
    message = await by_mail(desk, ("label.png", PHOTO))
    async with post_office() as office:
        given = MailSettings("127.0.0.1", office.port, starttls=False, sender="support@desk.example", timeout=5.0)
        mail = Mail(desk.desk, SmtpMail(given), desk.clock, kept.app.bucket)
        with kept.server.away(), pytest.raises(MailDidNotGo):
            await mail(kept.tenant, message)
        assert office.letters == []
        await mail(kept.tenant, message)
        [picture] = office.letters[0].iter_attachments()
        assert picture.get_content() == PHOTO


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "wrote, read and removed a probe"),
        ({"files_key": "nobody"}, "does not know this key: check HANDRAIL_FILES_KEY"),
        ({"files_secret": "guessed"}, "the secret does not fit the key: check HANDRAIL_FILES_SECRET"),
        ({"files_key": "reader"}, "nothing may be written in"),
        ({"files_bucket": f"no-{uuid4().hex}"}, "there is no bucket no-"),
        ({"files_endpoint": "http://127.0.0.1:9"}, "does not answer: check HANDRAIL_FILES_ENDPOINT"),
    ],
)
async def test_the_doctor_says_in_words_what_is_wrong_with_the_bucket(
    dsn: str, tmp_path: Path, s3_server: S3Server, changed: dict[str, str], says: str
) -> None:
    if changed.get("files_key") == "reader":
        changed = {"files_key": s3_server.reader}
    settings = s3_server.settings(tmp_path, dsn, **changed)
    async with open_desk(settings, dsn) as desk:
        [found] = [one for one in await findings(desk) if one.what == "files"]
    assert says in found.says
    assert found.grade == ("bad" if changed else "good")
    assert s3_server.secret not in found.says
    assert s3_server.objects(settings.files_prefix) == {}
