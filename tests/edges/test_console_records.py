"""Promises and Log: what the pages say is what the record holds, and each role sees what is theirs."""

import json
from collections.abc import AsyncGenerator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.console_desk import ConsoleDesk, console_desk


@pytest.fixture
async def console(dsn: str, tmp_path: Path) -> AsyncGenerator[ConsoleDesk]:
    async with console_desk(dsn, tmp_path) as made:
        yield made


async def handed_over(console: ConsoleDesk, text: str = "Let me talk to a human, please"):
    conversation = await console.desk.opened(name="Kim <b>Bold</b>")
    await console.desk.says(conversation, text)
    await console.desk.run_jobs()
    return conversation


async def test_six_zeros_stand_beside_how_much_was_examined(console: ConsoleDesk) -> None:
    await handed_over(console)
    page = await (await console.sign_in("ana")).look(f"{console.at}/promises")
    assert page.status_code == 200
    for name in ("Reachable", "Owned", "Kept", "Bounded", "Earned", "Explained"):
        assert f">{name}</h2>" in page.text
    assert page.text.count("<strong>0</strong>") == 6
    assert "nothing to examine yet" in page.text  # nobody was answered by the assistant


async def test_a_violation_is_named_and_leads_to_its_conversation(console: ConsoleDesk) -> None:
    conversation = await handed_over(console)
    console.desk.rows(
        "UPDATE promise SET due_at = due_at - interval '3 days', made_at = made_at - interval '3 days'"
        " WHERE conversation_id = %s",
        conversation.id,
    )
    browser = await console.sign_in("ana")
    page = await browser.look(f"{console.at}/promises")
    assert "broken" in page.text
    found = page.text.split(f"{console.at}/promises/")[1].split('"')[0]
    led = await browser.look(f"{console.at}/promises/{found}")
    assert (led.status_code, led.headers["location"]) == (303, f"{console.at}/conversations/{conversation.id}")
    assert (await browser.look(f"{console.at}/promises/{uuid4()}")).status_code == 404


async def test_the_log_says_who_did_what_and_whether_a_seal_covers_it(console: ConsoleDesk) -> None:
    conversation = await handed_over(console)
    browser = await console.sign_in("lea")
    page = await browser.look(f"{console.at}/log", params={"conversation": str(conversation.id)})
    assert "message received" in page.text
    assert "handed off" in page.text
    assert "sealed within seconds" in page.text
    verified = await browser.look(f"{console.at}/log/verified", headers={"hx-request": "true"})
    assert "The chain holds" in verified.text
    assert "<html" not in verified.text
    assert "<html" in (await browser.look(f"{console.at}/log/verified")).text


async def test_a_log_that_was_tampered_with_says_so(console: ConsoleDesk) -> None:
    await handed_over(console)
    await console.handrail.seal()
    console.desk.rows("ALTER TABLE event DISABLE TRIGGER the_log_only_grows")
    console.desk.rows("UPDATE event SET actor = 'somebody else' WHERE id = (SELECT min(event_id) FROM seal)")
    console.desk.rows("ALTER TABLE event ENABLE TRIGGER the_log_only_grows")
    verified = await (await console.sign_in("lea")).look(f"{console.at}/log/verified")
    assert "The chain is broken" in verified.text


async def test_a_case_is_exported_with_its_place_in_the_chain(console: ConsoleDesk) -> None:
    conversation = await handed_over(console)
    await console.handrail.seal()
    browser = await console.sign_in("lea")
    answer = await browser.look(f"{console.at}/log/cases/{conversation.id}")
    assert "attachment" in answer.headers["content-disposition"]
    case = json.loads(answer.text)
    assert case["messages"][0]["author_kind"] in ("system", "customer")
    assert case["events"][0]["kind"] == "conversation_opened"
    assert all(one["seal"] and one["hash"] for one in case["events"])
    assert (await browser.look(f"{console.at}/log/cases/{uuid4()}")).status_code == 404


async def test_an_agent_sees_the_promises_and_not_the_log(console: ConsoleDesk) -> None:
    browser = await console.sign_in("ana")
    assert (await browser.look(f"{console.at}/promises")).status_code == 200
    refused = await browser.look(f"{console.at}/log")
    assert refused.status_code == 403
    assert f'href="{console.at}/log"' not in refused.text


@pytest.mark.parametrize("query", ["kind=<script>", "before=0", "before=x", "conversation=x", "kind=" + "a" * 5000])
async def test_an_address_that_cannot_be_meant_is_refused_in_words(console: ConsoleDesk, query: str) -> None:
    answer = await (await console.sign_in("lea")).look(f"{console.at}/log?{query}")
    assert answer.status_code in (200, 400, 404, 422)
    assert "<script>" not in answer.text
