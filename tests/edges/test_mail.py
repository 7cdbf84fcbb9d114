"""Letters through a real mail server: what arrives, what is refused, what stays in doubt, and what cannot be smuggled in."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.channels.compose import address, compose
from handrail.channels.console_mail import ConsoleMail
from handrail.channels.mail import MailSettings, SmtpMail
from handrail.core.conversation.message import AuthorKind
from handrail.ports import MailDidNotGo, Outbound
from tests.post_office import PostOffice, post_office, words

ID, FIRST, SECOND = (UUID(int=n) for n in (3, 1, 2))
LETTER = Outbound(
    message=ID,
    to="kim@example.org",
    subject="Your conversation with Northwind",
    text="Hello Kim,\nyour parcel is on its way.",
    author_kind=AuthorKind.AGENT,
    author="Ana Sousa, Northwind",
    workspace="northwind",
    at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
)
SENDER = address("support@desk.example")


@pytest.fixture
async def office() -> AsyncGenerator[PostOffice]:
    async with post_office() as office:
        yield office


def sending(office: PostOffice, **more: object) -> SmtpMail:
    settings = MailSettings("127.0.0.1", office.port, starttls=False, sender="support@desk.example", timeout=2.0)
    return SmtpMail(replace(settings, **more))


async def test_a_letter_arrives_as_it_was_written(office: PostOffice):
    receipt = await sending(office)(LETTER)
    (letter,) = office.letters
    assert letter["Message-ID"] == f"<{ID}@desk.example>"
    assert letter["To"] == "kim@example.org" and letter["Subject"] == LETTER.subject
    assert str(letter["From"]) == '"Ana Sousa, Northwind" <support@desk.example>'
    assert letter["Date"].datetime == LETTER.at
    assert letter.get_content_type() == "text/plain" and words(letter) == LETTER.text
    assert office.envelopes == [("support@desk.example", ["kim@example.org"])]
    assert receipt == "250 2.0.0 queued as …"


@pytest.mark.parametrize(
    "text",
    [
        "Hyvää päivää 🎉👩‍👩‍👧 emoji",
        "سيصلك رد من \u2068Ana Sousa\u2069 اليوم، 24 نوفمبر.",
        "本日11月24日の09:30までに、こちらでお返事します。",
        "שלום, ההזמנה בדרך",
        ".\n.\nFrom the start\n..\n.hidden",
        "x" * 5000,
        "ü" * 3000,
        "line\n" * 400,
        "-- \nAna",
    ],
)
async def test_every_alphabet_and_every_line_comes_through_whole(office: PostOffice, text: str):
    await sending(office)(replace(LETTER, text=text, subject=text[:40], author=text[:20]))
    (letter,) = office.letters
    assert words(letter) == text.rstrip("\n")
    assert letter["Subject"] == " ".join(text[:40].replace("\u2068", "").replace("\u2069", "").split())
    assert max(map(len, office.raw[0].splitlines())) <= 998 and office.raw[0].isascii()


async def test_the_thread_is_named_however_long_the_domain_is(office: PostOffice):
    domain = "a" * 40 + ".a-rather-long-name-of-a-company.example"
    await sending(office, sender=f"support@{domain}")(replace(LETTER, references=[FIRST, SECOND]))
    raw = office.raw[0].decode()
    assert f"In-Reply-To: <{SECOND}@{domain}>\r\n" in raw
    assert f"References: <{FIRST}@{domain}>\r\n <{SECOND}@{domain}>\r\n" in raw


@pytest.mark.parametrize(
    ("kind", "automatic"),
    [(AuthorKind.AGENT, None), (AuthorKind.ASSISTANT, "auto-replied"), (AuthorKind.SYSTEM, "auto-generated")],
)
def test_what_no_person_wrote_says_so_to_mail_programs(kind: AuthorKind, automatic: str | None):
    letter = compose(replace(LETTER, author_kind=kind), SENDER)
    assert letter["Auto-Submitted"] == automatic
    assert letter["List-Id"] == (None if automatic is None else "<northwind.desk.example>")


def test_a_second_try_is_the_same_letter_to_the_last_byte():
    letter = replace(LETTER, text="Grüße 🎉 " * 200, references=[FIRST, SECOND])
    assert compose(letter, SENDER).as_bytes() == compose(letter, SENDER).as_bytes()


@pytest.mark.parametrize(("mood", "doubtful"), [("refuses", False), ("refuses_letter", False), ("hangs_up", True)])
async def test_a_refusal_is_told_from_a_doubt(office: PostOffice, mood: str, doubtful: bool):
    office.mood = mood
    with pytest.raises(MailDidNotGo) as error:
        await sending(office)(LETTER)
    assert error.value.doubtful is doubtful
    assert "kim@example.org" not in str(error.value)


async def test_a_server_that_does_not_answer_after_the_letter_leaves_a_doubt(office: PostOffice):
    office.mood = "stalls"
    with pytest.raises(MailDidNotGo) as error:
        await sending(office, timeout=0.2)(LETTER)
    assert error.value.doubtful


async def test_a_server_that_is_not_there_leaves_no_doubt(office: PostOffice):
    async with post_office() as gone:
        pass
    with pytest.raises(MailDidNotGo) as error:
        await sending(gone)(LETTER)
    assert not error.value.doubtful


async def test_nothing_goes_in_the_clear_when_encryption_was_asked_for(office: PostOffice):
    with pytest.raises(MailDidNotGo) as error:
        await sending(office, starttls=True)(LETTER)
    assert not error.value.doubtful and not office.raw


def test_the_password_is_never_printed():
    assert "hunter2" not in repr(MailSettings("mx.test", password="hunter2"))


@pytest.mark.parametrize(
    "to",
    [
        "kim@example.org\r\nBcc: everybody@example.org",
        "kim@example.org\nBcc: everybody@example.org",
        "kim@example.org, everybody@example.org",
        "kim@example.org everybody@example.org",
        "Kim <kim@example.org>",
        "kim@example.org>",
        "kim@@example.org",
        "kim@",
        "@example.org",
        "kim",
        "",
        "kim@exam ple.org",
        "kim@example..org",
        "kim@[127.0.0.1]",
        "kím@example.org",
        "k" * 65 + "@example.org",
    ],
)
async def test_an_address_that_is_none_is_refused_and_nobody_is_written_to(office: PostOffice, to: str):
    with pytest.raises(MailDidNotGo):
        await sending(office)(replace(LETTER, to=to))
    assert office.connections == 0


async def test_an_address_in_another_alphabet_is_written_as_servers_read_it(office: PostOffice):
    await sending(office)(replace(LETTER, to="kim@münchen.example"))
    assert office.envelopes[0][1] == ["kim@xn--mnchen-3ya.example"]


EVIL = "Hello\r\nBcc: everybody@example.org\r\n\r\nbody"
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
AUTOMATIC = {"Auto-Submitted", "List-Id"}


async def test_no_header_can_be_smuggled_in(office: PostOffice):
    evil = replace(LETTER, subject=EVIL, author=EVIL, workspace=EVIL, author_kind=AuthorKind.SYSTEM, text=EVIL)
    await sending(office)(evil)
    (letter,) = office.letters
    assert set(letter.keys()) == HEADERS | AUTOMATIC
    assert office.envelopes[0][1] == ["kim@example.org"]
    assert letter["Subject"] == "Hello Bcc: everybody@example.org body"


hostile = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('\r\n:<>@",;=?\x00\u2028\x85')))


@given(hostile, hostile, hostile, hostile)
def test_whatever_the_words_the_headers_stay_ours(subject: str, author: str, workspace: str, text: str):
    kind = AuthorKind.ASSISTANT
    made = replace(LETTER, subject=subject, author=author, workspace=workspace, text=text, author_kind=kind)
    raw = compose(made, SENDER).as_bytes()
    letter = message_from_bytes(raw, policy=default)
    assert set(letter.keys()) == HEADERS | AUTOMATIC
    assert raw.isascii() and letter["Message-ID"] == f"<{ID}@desk.example>"
    assert [one.addr_spec for one in letter["From"].addresses] == ["support@desk.example"]


async def test_the_console_shows_the_letter_and_cannot_be_steered_by_it():
    shown: list[str] = []
    receipt = await ConsoleMail("support@desk.example", shown.append)(
        replace(LETTER, text="Hi \x1b[2J\x9b31m\nKim سلام")
    )
    assert receipt == "printed"
    (text,) = shown
    assert "To: kim@example.org" in text and f"<{ID}@desk.example>" in text and "Hi [2J31m\nKim سلام" in text


async def test_the_console_refuses_what_the_server_would():
    with pytest.raises(MailDidNotGo):
        await ConsoleMail(write=lambda text: None)(replace(LETTER, to="nobody"))
