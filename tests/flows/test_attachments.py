"""Files live as long as their message: people look at them, mail carries them, exports hold them, erasure ends them."""

import base64
import json
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
import uuid_utils.compat as uuids
from psycopg import errors

from handrail.channels.mail import MailSettings, SmtpMail
from handrail.core.conversation.attachment import Attachment
from handrail.core.conversation.conversation import Channel, Conversation, State
from handrail.core.log.chain import digest
from handrail.flows.erase import EraseCustomer
from handrail.flows.export import ExportCustomer
from handrail.flows.mail import Mail
from handrail.flows.start_conversation import Arrival
from handrail.ports import NewCustomer, Said
from handrail.ports.files import Uploader
from handrail.storage.customer_records import records_within
from handrail.storage.erasure import erasing_within
from handrail.storage.history import past_conversations_within
from tests.desk import TestDesk
from tests.post_office import PostOffice, post_office

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
SECRET = b"%PDF-1.7 the deed of the house in Elm Street"


async def uploaded(
    desk: TestDesk, conversation: Conversation, content: bytes = PNG, name: str = "photo.png", by: str | None = None
) -> Attachment:
    uploader = Uploader(customer=conversation.customer) if by is None else Uploader(person=desk.people[by])
    kept = await desk.attach(desk.tenant, conversation.id, uploader, uuid4().hex, name, content)
    return kept.attachment


async def sends(desk: TestDesk, conversation: Conversation, text: str, *files: Attachment) -> UUID:
    ids = tuple(file.id for file in files)
    said = Said(desk.tenant, conversation.id, conversation.customer, text, uuid4().hex, ids)
    return (await desk.receive(said)).message


@pytest.mark.parametrize("text", ["", "Thanks!", "Hello"])
async def test_a_file_without_a_question_goes_to_a_person_who_is_told_to_open_it(desk: TestDesk, text: str) -> None:
    conversation = await desk.opened()
    await sends(desk, conversation, text, await uploaded(desk, conversation))
    await desk.run_jobs()
    assert (await desk.now(conversation)).state is State.OFFERED
    [handoff] = desk.rows("SELECT reason_code, packet FROM handoff")
    assert handoff["reason_code"] == "unread-file"
    assert "Open it first" in handoff["packet"]["suggested_next"][0]
    assert not desk.knowledge.asked


async def test_a_question_beside_a_file_is_answered_as_ever(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await sends(desk, conversation, "Do you ship to Norway?", await uploaded(desk, conversation))
    await desk.run_jobs()
    assert (await desk.thread(conversation))[-1] == ("assistant", "We deliver to Norway in 4 to 6 working days.")


async def test_the_log_proves_which_file_it_was_without_saying_what_it_is_called(desk: TestDesk) -> None:
    conversation = await desk.opened()
    file = await uploaded(desk, conversation, SECRET, "deed-of-elm-street.pdf")
    await sends(desk, conversation, "Here", file)
    [event] = desk.rows("SELECT data FROM event WHERE kind = 'message_received'")
    [row] = desk.rows("SELECT m.salt, a.sha256 FROM message m JOIN attachment a ON a.message_id = m.id")
    assert event["data"]["attachments"] == [{"id": str(file.id), "digest": digest(row["salt"], row["sha256"].hex())}]
    assert "elm" not in json.dumps(event["data"]).lower()


async def test_what_nobody_sent_within_a_day_is_taken_away(desk: TestDesk) -> None:
    conversation = await desk.opened()
    sent, forgotten = await uploaded(desk, conversation), await uploaded(desk, conversation)
    await sends(desk, conversation, "", sent)
    desk.clock.forward(hours=23)
    fresh = await uploaded(desk, conversation)
    desk.clock.forward(hours=2)
    assert await desk.attach.sweep(desk.tenant) == 1
    left = {row["id"] for row in desk.rows("SELECT id FROM attachment")}
    assert left == {sent.id, fresh.id}
    assert forgotten.id not in left


async def test_the_database_itself_lets_a_file_go_once_and_only_with_its_own_conversation(desk: TestDesk) -> None:
    conversation, other = await desk.opened(), await desk.opened()
    file = await uploaded(desk, conversation)
    await sends(desk, conversation, "", file)
    elsewhere = await sends(desk, other, "", await uploaded(desk, other))
    agents = await uploaded(desk, other, by="ana")
    for move in (
        ("UPDATE attachment SET message_id = %s WHERE id = %s", elsewhere, file.id),
        ("UPDATE attachment SET message_id = %s WHERE id = %s", elsewhere, agents.id),
    ):
        with pytest.raises(psycopg.Error) as refused:
            desk.rows(*move)
        assert refused.value.sqlstate == "HR005"
    with psycopg.connect(desk.dsn) as connection:
        connection.execute("SET ROLE handrail_app")
        connection.execute(
            "SELECT set_config('app.tenant', %s, true), set_config('app.viewer', 'system', true)", [str(desk.tenant)]
        )
        assert connection.execute("DELETE FROM attachment WHERE id = %s", [file.id]).rowcount == 0
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("UPDATE attachment SET type = 'text/html'")


@pytest.fixture
async def office() -> AsyncGenerator[PostOffice]:
    async with post_office() as office:
        yield office


def mail_of(desk: TestDesk, office: PostOffice) -> Mail:
    settings = MailSettings("127.0.0.1", office.port, starttls=False, sender="support@desk.example", timeout=5.0)
    return Mail(desk.desk, SmtpMail(settings), desk.clock)


async def by_mail(desk: TestDesk, *contents: tuple[str, bytes]) -> UUID:
    newcomer = NewCustomer(name="Kim", email="kim@example.org")
    conversation = await desk.start(desk.tenant, Arrival(Channel.EMAIL, newcomer=newcomer))
    ana = desk.people["ana"]
    await desk.take_over(desk.tenant, conversation.id, ana)
    files = [(await uploaded(desk, conversation, content, name, by="ana")).id for name, content in contents]
    said = await desk.reply(desk.tenant, conversation.id, ana, "Your label.", uuid4().hex, attachments=files)
    return said.message.id


async def test_a_reply_by_mail_carries_its_files_the_same_in_every_try(desk: TestDesk, office: PostOffice) -> None:
    message = await by_mail(desk, ("Étiquette.png", PNG), ("note.txt", b"Cut here.\n"))
    mail = mail_of(desk, office)
    await mail(desk.tenant, message)
    [letter] = office.letters
    picture, note = letter.iter_attachments()
    assert (picture.get_filename(), picture.get_content_type(), picture.get_content()) == (
        "Étiquette.png",
        "image/png",
        PNG,
    )
    assert note.get_content() == "Cut here.\n"
    desk.rows("UPDATE claim SET state = 'claimed', tried_at = NULL, sent_at = NULL")
    await mail(desk.tenant, message)
    assert office.letters[1].as_bytes() == letter.as_bytes()


async def test_files_too_large_for_a_letter_are_named_in_it(desk: TestDesk, office: PostOffice) -> None:
    large = PNG + bytes(6_000_000)
    await mail_of(desk, office)(desk.tenant, await by_mail(desk, ("one.png", large), ("two.png", large)))
    [letter] = office.letters
    assert not letter.is_multipart()
    text = letter.get_content()
    assert "too large for an e-mail" in text
    assert "- one.png" in text
    assert "- two.png" in text


async def test_an_export_holds_the_files_and_an_erasure_leaves_nothing_of_them(desk: TestDesk, tmp_path: Path) -> None:
    conversation = await desk.opened(name="Noor")
    file = await uploaded(desk, conversation, SECRET, "deed-of-elm-street.pdf")
    await uploaded(desk, conversation, SECRET + b"2", "unsent-elm.pdf")
    await sends(desk, conversation, "The deed", file)
    export = ExportCustomer(desk.desk, records_within, desk.clock)
    exported = await export(desk.tenant, conversation.customer)
    sent, _ = exported["conversations"][0]["attachments"]
    assert sent["name"] == "deed-of-elm-street.pdf"
    assert base64.b64decode(sent["content"]) == SECRET
    erase = EraseCustomer(desk.desk, erasing_within, lambda _: None, desk.clock, uuids.uuid7)
    await erase(desk.tenant, conversation.customer, "system", even_open=True)
    rows = desk.rows("SELECT attachment::text AS row, name, content, sha256 FROM attachment")
    assert [(row["name"], row["content"], row["sha256"]) for row in rows] == [("", None, None)] * 2
    assert not any("elm" in row["row"].lower() for row in rows)
    async with desk.desk.as_system(desk.tenant) as work:
        [message] = await work.conversations.messages(conversation.id)
    assert message.attachments == ()


async def test_a_message_of_files_only_is_exported_by_their_names(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await sends(desk, conversation, "", await uploaded(desk, conversation), await uploaded(desk, conversation))
    async with desk.desk.as_system(desk.tenant) as work:
        [past], _ = await past_conversations_within(work).page(None)
    assert [one.text for one in past.messages] == ["[photo.png] [photo.png]"]


async def test_a_key_of_another_workspaces_customer_finds_nothing(desk: TestDesk) -> None:
    conversation = await desk.opened()
    file = await uploaded(desk, conversation)
    stranger = replace(conversation, customer=uuid4())
    with pytest.raises(Exception, match="does not exist"):
        await sends(desk, stranger, "", file)
