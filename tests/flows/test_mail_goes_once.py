"""What was said reaches the customer by mail: once, honest about who wrote it, and never what was not meant for them."""

import asyncio
from collections.abc import AsyncGenerator
from uuid import UUID, uuid4

import pytest

from handrail.channels.mail import MailSettings, SmtpMail
from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.conversation.message import Message
from handrail.core.conversation.texts import LANGUAGES
from handrail.flows.mail import Mail
from handrail.flows.mark_shown import MarkShown
from handrail.flows.start_conversation import Arrival
from handrail.ports import MailDidNotGo, NewCustomer, NotFound
from tests.desk import TestDesk
from tests.post_office import PostOffice, post_office, words

KIM = "kim@example.org"


@pytest.fixture
async def office() -> AsyncGenerator[PostOffice]:
    async with post_office() as office:
        yield office


@pytest.fixture
def mail(desk: TestDesk, office: PostOffice) -> Mail:
    settings = MailSettings("127.0.0.1", office.port, starttls=False, sender="support@desk.example", timeout=2.0)
    return Mail(desk.desk, SmtpMail(settings), desk.clock)


@pytest.fixture
def mark_shown(desk: TestDesk) -> MarkShown:
    return MarkShown(desk.desk, desk.clock)


async def opened(
    desk: TestDesk, channel: Channel = Channel.EMAIL, email: str | None = KIM, language: str = "und"
) -> Conversation:
    kim = NewCustomer(name="Kim", email=email)
    return await desk.start(desk.tenant, Arrival(channel, newcomer=kim, language=language))


async def answered(desk: TestDesk, conversation: Conversation, text: str = "It is on its way, Kim.") -> Message:
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    return (await desk.reply(desk.tenant, conversation.id, desk.people["ana"], text, uuid4().hex)).message


def claim(desk: TestDesk, message: UUID) -> dict[str, object]:
    (row,) = desk.rows("SELECT state, channel, attempts, receipt, sent_at FROM claim WHERE message_id = %s", message)
    return row


def events(desk: TestDesk, message: UUID) -> list[str]:
    rows = desk.rows(
        "SELECT kind FROM event WHERE data->>'message' = %s AND kind LIKE 'mail%%' ORDER BY id", str(message)
    )
    return [row["kind"] for row in rows]


async def test_a_reply_by_mail_carries_its_claims_id_and_goes_once(desk: TestDesk, mail: Mail, office: PostOffice):
    message = await answered(desk, await opened(desk))
    await mail(desk.tenant, message.id)
    await mail(desk.tenant, message.id)
    (letter,) = office.letters
    assert letter["Message-ID"] == f"<{message.id}@desk.example>" and letter["To"] == KIM
    assert str(letter["From"]) == '"Ana, Test" <support@desk.example>'
    assert words(letter) == "It is on its way, Kim.\n\n-- \nAna, Test"
    assert letter["Auto-Submitted"] is None
    kept = claim(desk, message.id)
    assert (kept["state"], kept["attempts"], kept["sent_at"]) == ("sent", 1, desk.clock.now)
    assert str(kept["receipt"]).startswith("250 ") and KIM not in str(kept["receipt"])
    assert events(desk, message.id) == ["mailed"]


async def test_two_runs_at_once_send_one_letter(desk: TestDesk, mail: Mail, office: PostOffice):
    message = await answered(desk, await opened(desk))
    await asyncio.gather(*(mail(desk.tenant, message.id) for _ in range(5)))
    assert len(office.raw) == 1


async def test_after_a_doubt_the_same_letter_goes_again(desk: TestDesk, mail: Mail, office: PostOffice):
    message = await answered(desk, await opened(desk))
    office.mood = "hangs_up"
    with pytest.raises(MailDidNotGo) as error:
        await mail(desk.tenant, message.id)
    assert error.value.doubtful and claim(desk, message.id)["state"] == "claimed"
    office.mood = "kind"
    await mail(desk.tenant, message.id)
    first, second = office.raw
    assert first == second
    assert (claim(desk, message.id)["state"], claim(desk, message.id)["attempts"]) == ("sent", 2)
    assert events(desk, message.id) == ["mail_did_not_go", "mailed"]


async def test_what_a_server_refuses_is_tried_again_and_then_given_up_visibly(
    desk: TestDesk, mail: Mail, office: PostOffice
):
    conversation = await opened(desk)
    message = await answered(desk, conversation)
    office.mood = "refuses"
    with pytest.raises(MailDidNotGo) as error:
        await mail(desk.tenant, message.id)
    assert not error.value.doubtful and claim(desk, message.id)["state"] == "claimed"
    assert await mail.gave_up(desk.tenant, message.id, "mail failed 6 times.") == conversation.id
    assert claim(desk, message.id)["state"] == "failed"
    assert events(desk, message.id) == ["mail_did_not_go", "mail_failed"]


async def test_giving_up_never_takes_back_what_was_sent(desk: TestDesk, mail: Mail):
    message = await answered(desk, await opened(desk))
    await mail(desk.tenant, message.id)
    await mail.gave_up(desk.tenant, message.id, "late")
    assert claim(desk, message.id)["state"] == "sent"


async def test_without_an_address_nothing_is_needed(desk: TestDesk, mail: Mail, office: PostOffice):
    message = await answered(desk, await opened(desk, email=None))
    await mail(desk.tenant, message.id)
    assert claim(desk, message.id)["state"] == "not_needed" and office.connections == 0


async def test_an_erased_customer_is_never_written_to(desk: TestDesk, mail: Mail, office: PostOffice):
    conversation = await opened(desk)
    message = await answered(desk, conversation)
    desk.rows("UPDATE customer SET erased_at = now() WHERE id = %s", conversation.customer)
    await mail(desk.tenant, message.id)
    assert claim(desk, message.id)["state"] == "not_needed" and office.connections == 0


async def test_notes_and_the_customers_own_words_never_leave(desk: TestDesk, mail: Mail, office: PostOffice):
    conversation = await opened(desk)
    said = await desk.says(conversation, "Where is my parcel?")
    note = await desk.reply.note(desk.tenant, conversation.id, desk.people["ben"], "Kim called twice.", "n1")
    for message in (said.message, note.id):
        await mail(desk.tenant, message)
        await mail.unless_shown(desk.tenant, message)
    assert office.connections == 0


async def test_later_letters_name_the_earlier_ones(desk: TestDesk, mail: Mail, office: PostOffice):
    conversation = await opened(desk)
    messages = [await answered(desk, conversation, f"Part {n}.") for n in range(3)]
    for message in messages:
        await mail(desk.tenant, message.id)
    first, second, third = (f"<{message.id}@desk.example>" for message in messages)
    last = office.letters[2]
    assert office.letters[0]["References"] is None and office.letters[1]["In-Reply-To"] == first
    assert (
        last["References"].split() == [first, second] and last["In-Reply-To"] == second and last["Message-ID"] == third
    )
    assert {letter["Subject"] for letter in office.letters} == {"Your conversation with Test"}


async def test_an_assistants_answer_says_that_it_is_one_and_what_it_rests_on(
    desk: TestDesk, mail: Mail, office: PostOffice
):
    conversation = await opened(desk)
    await desk.says(conversation, "Do you deliver to Norway?")
    await desk.run_jobs()
    (row,) = desk.rows("SELECT id FROM message WHERE author_kind = 'assistant'")
    await mail(desk.tenant, row["id"])
    (letter,) = office.letters
    assert words(letter) == (
        "We deliver to Norway in 4 to 6 working days.\n\nSources:\n- Delivery abroad\n\n"
        "This answer was written by an AI assistant. Reply “person” at any time to reach a person."
    )
    assert letter["Auto-Submitted"] == "auto-replied" and "AI assistant" in str(letter["From"])


@pytest.mark.parametrize("code", ["ar", "ja", "de"])
async def test_a_promise_by_mail_is_in_the_customers_language(
    desk: TestDesk, mail: Mail, office: PostOffice, code: str
):
    conversation = await opened(desk, language=code)
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    (row,) = desk.rows("SELECT id, slots FROM message WHERE text_id = 'handoff.promise.mail'")
    await mail(desk.tenant, row["id"])
    (letter,) = office.letters
    said, language = words(letter), LANGUAGES[code]
    assert row["slots"]["name"] in said and row["slots"]["time"] in said
    assert any(month in said for month in language.months.split("|"))
    assert letter["Subject"] == language.mail.subject.format(workspace="Test")
    assert letter["Auto-Submitted"] == "auto-generated" and said.endswith("-- \nTest")


async def test_a_reply_in_chat_that_nobody_saw_is_mailed_once(desk: TestDesk, mail: Mail, office: PostOffice):
    conversation = await opened(desk, Channel.CHAT)
    message = await answered(desk, conversation)
    assert claim(desk, message.id)["state"] == "not_needed"
    await mail.unless_shown(desk.tenant, message.id)
    await mail.unless_shown(desk.tenant, message.id)
    (letter,) = office.letters
    assert "You were no longer in the chat when this reply came" in words(letter)
    assert (claim(desk, message.id)["state"], claim(desk, message.id)["channel"]) == ("sent", "email")


async def test_what_the_screen_showed_is_not_mailed(
    desk: TestDesk, mail: Mail, mark_shown: MarkShown, office: PostOffice
):
    conversation = await opened(desk, Channel.CHAT)
    seen = await answered(desk, conversation, "First.")
    unseen = await answered(desk, conversation, "Second.")
    await mark_shown(desk.tenant, conversation.id, conversation.customer, seen.seq)
    for message in (seen, unseen):
        await mail.unless_shown(desk.tenant, message.id)
    (letter,) = office.letters
    assert words(letter).startswith("Second.")


async def test_what_was_shown_first_stays_the_time_it_was_shown(desk: TestDesk, mark_shown: MarkShown):
    conversation = await opened(desk, Channel.CHAT)
    message = await answered(desk, conversation)
    shown = desk.clock.now
    await mark_shown(desk.tenant, conversation.id, conversation.customer, message.seq)
    desk.clock.forward(hours=1)
    await mark_shown(desk.tenant, conversation.id, conversation.customer, 10_000)
    (row,) = desk.rows("SELECT shown_at FROM message WHERE id = %s", message.id)
    assert row["shown_at"] == shown


async def test_nobody_marks_the_conversation_of_another(desk: TestDesk, mark_shown: MarkShown):
    conversation = await opened(desk, Channel.CHAT)
    message = await answered(desk, conversation)
    stranger = await opened(desk, Channel.CHAT, email=None)
    with pytest.raises(NotFound):
        await mark_shown(desk.tenant, conversation.id, stranger.customer, message.seq)
    assert desk.rows("SELECT 1 FROM message WHERE shown_at IS NOT NULL") == []


async def test_a_reply_in_chat_without_an_address_stays_in_chat(desk: TestDesk, mail: Mail, office: PostOffice):
    message = await answered(desk, await opened(desk, Channel.CHAT, email=None))
    await mail.unless_shown(desk.tenant, message.id)
    assert claim(desk, message.id)["state"] == "not_needed" and office.connections == 0


async def test_an_answer_nobody_saw_is_not_sent_after_a_person_took_over(
    desk: TestDesk, mail: Mail, office: PostOffice
):
    conversation = await opened(desk, Channel.CHAT)
    await desk.says(conversation, "Do you deliver to Norway?")
    await desk.run_jobs()
    (row,) = desk.rows("SELECT id FROM message WHERE author_kind = 'assistant'")
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    await mail.unless_shown(desk.tenant, row["id"])
    assert office.connections == 0


async def test_a_message_that_does_not_exist_is_said_so(desk: TestDesk, mail: Mail):
    with pytest.raises(NotFound):
        await mail(desk.tenant, uuid4())
