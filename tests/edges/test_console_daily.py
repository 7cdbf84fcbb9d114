"""Search, customers and saved replies on pages: found, kept, refused in words, and never anybody else's."""

from collections.abc import AsyncGenerator
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest

from handrail.ports.daily import SearchHit, SearchQuery
from handrail.storage import reading_search
from handrail.storage.reading_daily import DailyReads
from handrail.storage.reading_rows import Reader
from tests.console_desk import ConsoleDesk, console_desk


@pytest.fixture
async def console(dsn: str, tmp_path: Path) -> AsyncGenerator[ConsoleDesk]:
    async with console_desk(dsn, tmp_path) as made:
        yield made


async def test_what_a_customer_said_is_found_and_marked_in_its_words(console: ConsoleDesk) -> None:
    conversation = await console.desk.opened(name="Kim")
    await console.desk.says(conversation, "The <img src=x onerror=alert(1)> zeppelin arrived without its rudder")
    await console.handrail.index()
    browser = await console.sign_in("ana")
    page = await browser.look(f"{console.at}/search", params={"q": "zeppelin rud"})
    assert "<mark>zeppelin</mark>" in page.text
    assert "<mark>rudder</mark>" in page.text
    assert f"{console.at}/conversations/{conversation.id}#m-" in page.text
    assert "<img" not in page.text
    assert "Nothing was found" in (await browser.look(f"{console.at}/search", params={"q": "submarine"})).text


async def test_by_a_name_their_conversations_are_found_too_and_say_how_they_were_rated(console: ConsoleDesk) -> None:
    desk, ana = console.desk, console.desk.people["ana"]
    one = await desk.opened(name="Noor")
    await desk.says(one, "The zeppelin has no rudder")
    await desk.take_over(desk.tenant, one.id, ana)
    await desk.close.resolve(desk.tenant, one.id, ana)
    desk.rows(
        """INSERT INTO rating (tenant, id, conversation_id, customer_id, rating, at)
           VALUES (%s, gen_random_uuid(), %s, %s, 2, now())""",
        desk.tenant, one.id, one.customer,
    )  # fmt: skip
    await console.handrail.index()
    browser = await console.sign_in("ana")
    found = (await browser.get(f"{console.at}/palette", params={"q": "noor"})).json()
    assert [(hit["group"], hit["label"]) for hit in found[:2]] == [("Conversations", "Noor"), ("Customers", "Noor")]
    assert found[0]["href"] == f"{console.at}/conversations/{one.id}"
    for query in ("zeppelin", ""):
        assert "Rated 2 of 5" in (await browser.look(f"{console.at}/search", params={"q": query})).text, query


async def test_the_newest_of_what_is_found_are_the_first_of_all_of_it(
    console: ConsoleDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, said = console.desk, ("a brass bell", "the bell is brass", "bell", "brass bell and brass bell")
    for number in range(24):
        one = await desk.opened(name=f"Customer {number}")
        await desk.says(one, f"{said[number % 4]} {number}")
        if number % 3 == 0:
            await desk.says(one, "and the brass bell again")
        desk.clock.forward(minutes=1)
    await console.handrail.index()
    daily = DailyReads(Reader(console.handrail.door))

    async def every(text: str, newest: int, state: str | None = None) -> list[object]:
        monkeypatch.setattr(reading_search, "NEWEST", newest)
        hits, after = list[SearchHit](), None
        while True:
            asked = SearchQuery(text, state=state, after=after, limit=3)
            found = await daily.search(desk.tenant, desk.people["ana"], asked)
            hits += found.hits
            if not found.more:
                return [(hit.conversation.id, hit.message, hit.place.tier) for hit in hits]
            after = hits[-1].place

    for text in ("bell", "brass bell", '"brass bell"', "br", "bell -brass", "gong"):
        whole = await every(text, 0)  # always all of it
        assert [await every(text, newest) for newest in (1, 4, 9, 1000)] == [whole] * 4, text
    assert len(await every("bell", 4)) == 24
    assert await every("bell", 4, "closed") == []


@pytest.mark.parametrize("typed", ["\x00", '"', "-", "a" * 1000, "\ud800", "'; DROP TABLE message; --", "!!! & | :*"])
async def test_anything_can_be_typed_into_the_search(console: ConsoleDesk, typed: str) -> None:
    browser = await console.sign_in("ana")
    query = typed.encode("utf-8", "surrogatepass")
    answer = await browser.look(f"{console.at}/search?q={quote(query)}")
    assert answer.status_code in (200, 400, 422)


async def test_a_customer_is_blocked_with_a_reason_and_let_in_again(console: ConsoleDesk) -> None:
    conversation = await console.desk.opened(name="Kim")
    browser = await console.sign_in("lea")
    at = f"{console.at}/customers/{conversation.customer}"
    assert "Block this customer" in (await browser.look(at)).text
    refused = await browser.send_form(f"{at}/block", because="", days="7")
    assert refused.status_code == 422
    assert "needed" in refused.text
    assert (await browser.send_form(f"{at}/block", because="Threats", days="7")).status_code == 303
    page = await browser.look(at)
    assert "Blocked until" in page.text
    assert "Threats" in page.text
    assert (await browser.send_form(f"{at}/unblock")).status_code == 303
    assert "Blocked until" not in (await browser.look(at)).text


async def test_customers_are_merged_only_where_it_is_proven(console: ConsoleDesk) -> None:
    one, other = await console.desk.opened(name="Kim"), await console.desk.opened(name="Kim")
    browser = await console.sign_in("lea")
    at = f"{console.at}/customers/{one.customer}"
    refused = await browser.send_form(f"{at}/merge", gone=str(other.customer))
    assert refused.status_code == 409
    assert "Nothing proves" in refused.text
    for customer in (one.customer, other.customer):
        console.desk.rows(
            "INSERT INTO contact (tenant, customer_id, id, kind, value, verified_at)"
            " VALUES (%s, %s, %s, 'email', 'kim@letters.example', now())",
            console.desk.tenant,
            customer,
            uuid4(),
        )
    assert "the same verified address" in (await browser.look(at)).text
    assert (await browser.send_form(f"{at}/merge", gone=str(other.customer))).status_code == 303
    page = await browser.look(at)
    assert str(other.id) in page.text
    undone = await browser.send_form(f"{console.at}/customers/{other.customer}/unmerge")
    assert undone.status_code == 303
    assert str(other.id) not in (await browser.look(at)).text


async def test_an_agent_may_not_merge_and_nobody_sees_another_workspaces_customer(console: ConsoleDesk) -> None:
    conversation = await console.desk.opened()
    browser = await console.sign_in("ana")
    at = f"{console.at}/customers/{conversation.customer}"
    await browser.look(at)
    assert (await browser.send_form(f"{at}/merge", gone=str(uuid4()))).status_code == 403
    assert (await browser.look(f"{console.at}/customers/{uuid4()}")).status_code == 404


async def test_a_saved_reply_is_kept_changed_and_retired(console: ConsoleDesk) -> None:
    browser = await console.sign_in("lea")
    at = f"{console.at}/saved-replies"
    typed = {"shortcut": "hello", "title": "Greeting", "body": "Hello {customer_name}", "language": "en", "topic": ""}
    wrong = await browser.send_form(at, **{**typed, "body": "Hello {nonsense}"})
    assert wrong.status_code == 422
    assert "Nothing fills in {nonsense}" in wrong.text
    assert 'value="Greeting"' in wrong.text
    assert (await browser.send_form(at, **typed)).status_code == 303
    listed = await browser.look(at)
    assert "Hello {customer_name}" in listed.text
    assert (await browser.send_form(at, **typed)).status_code == 422  # the shortcut is in use
    edit = listed.text.split(f"{at}/")[2].split('"')[0] if f"{at}/new" in listed.text else ""
    page = await browser.look(f"{at}/{edit}")
    version = page.text.split('name="version" value="')[1].split('"')[0]
    kept = await browser.send_form(f"{at}/{edit}", **{**typed, "title": "Good day", "version": version})
    assert kept.status_code == 303
    lost = await browser.send_form(f"{at}/{edit}", **{**typed, "title": "Too late", "version": version})
    assert lost.status_code == 422
    assert 'value="Too late"' in lost.text
    assert (await browser.send_form(f"{at}/{edit}/retire")).status_code == 303
    assert "No saved replies yet" in (await browser.look(at)).text


async def test_an_agent_reads_saved_replies_and_does_not_make_them(console: ConsoleDesk) -> None:
    browser = await console.sign_in("ana")
    assert (await browser.look(f"{console.at}/saved-replies")).status_code == 200
    assert (await browser.look(f"{console.at}/saved-replies/new")).status_code == 403


async def test_everybody_chooses_what_they_get_mail_about(console: ConsoleDesk) -> None:
    browser, at = await console.sign_in("ana"), f"{console.at}/account/mail"
    assert 'value="5"' in (await browser.look(at)).text
    wrong = await browser.send_form(at, offered="1", offered_after="soon", due_within="15")
    assert wrong.status_code == 422
    assert 'value="soon"' in wrong.text
    assert (await browser.send_form(at, offered="1", offered_after="9", due_within="15")).status_code == 303
    kept = (await browser.look(f"{at}?kept=1")).text
    assert 'value="9"' in kept
    rows = console.desk.rows("SELECT * FROM notification_setting WHERE person_id = %s", console.desk.people["ana"])
    assert (rows[0]["due_within_minutes"], rows[0]["when_away"]) == (None, False)
