"""Approvals on pages: the exact action, the amount twice, what the customer wrote since, and no way past the roles."""

import re
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from uuid import uuid4

import httpx
import pytest_asyncio

from handrail.core.conversation.conversation import Conversation
from handrail.core.supervision.approval import Approval
from handrail.core.tools.tool import Money
from tests.console_desk import Browser, ConsoleDesk, console_desk
from tests.desk import TestDesk
from tests.flows.test_approvals import REFUND, run_of


@pytest_asyncio.fixture
async def console(dsn: str, tmp_path: Path) -> AsyncGenerator[ConsoleDesk]:
    async with console_desk(dsn, tmp_path) as made:
        made.desk.clock.now = datetime.now(UTC)
        yield made


async def asked(desk: TestDesk, amount: int = 2_490, people: int = 1) -> tuple[Conversation, Approval]:
    await keep_tool(desk)
    conversation = await desk.opened()
    first = await desk.says(conversation, "Please refund order 4711, it came broken.")
    desk.rows("UPDATE conversation SET decided_turn = turn, undecided_since = NULL WHERE id = %s", conversation.id)
    async with desk.desk.as_system(desk.tenant) as work:
        current = await work.conversations.get(conversation.id, lock=True)
        return await desk.ask_approval.within(
            work,
            current,
            run_of(desk, conversation),
            "refund",
            REFUND,
            {"order": "4711", "amount": Money(amount, "EUR")},
            "The assistant may pay back nothing alone.",
            "tool/refund",
            [{"text": "The customer says that it came broken.", "message": str(first.message)}],
            people,
            desk.clock(),
        )


async def keep_tool(desk: TestDesk) -> None:
    if desk.rows("SELECT 1 FROM tool WHERE tenant = %s", desk.tenant):
        return
    desk.rows(
        """INSERT INTO tool_server (tenant, slug, kind, address, added_at)
           VALUES (%s, 'shop', 'http', 'http://127.0.0.1', now())""",
        desk.tenant,
    )
    desk.rows(
        """INSERT INTO tool (tenant, slug, version, server, risk, content, author, at)
           VALUES (%s, 'refund', '1', 'shop', 'money', %s::jsonb, 'test', now())""",
        desk.tenant,
        """{"slug": "refund", "server": "shop", "remote": "refund", "description": "Pays money back.", "risk": "money",
            "identity": "claimed", "amount": "amount", "two_people_above": 10000, "caps": {"currency": "EUR"},
            "parameters": [{"name": "order", "kind": "text"}, {"name": "amount", "kind": "money"}]}""",
    )


def words(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


async def send(browser: Browser, path: str, /, **given: str) -> httpx.Response:
    return await browser.send_form(path, None, **given)


async def fields(browser: Browser, at: str) -> dict[str, str]:
    page = (await browser.look(at)).text
    return dict(re.findall(r'name="(digest|seen)" value="([^"]+)"', page))


async def test_the_list_and_the_page_say_exactly_what_would_be_done(console: ConsoleDesk) -> None:
    _, approval = await asked(console.desk)
    browser = await console.sign_in("dov")
    listed = words((await browser.look(f"{console.at}/approvals")).text)
    assert "24.90 EUR" in listed
    page = words((await browser.look(f"{console.at}/approvals/{approval.id}")).text)
    for said in (
        "24.90 EUR",
        "4711",
        "The assistant may pay back nothing alone.",
        "tool/refund",
        "The customer says that it came broken.",
        "nothing proves who they are",
        "0.00 EUR of 0.00 EUR",
    ):
        assert said in page, said


async def test_where_money_moves_it_is_asked_twice_and_done_once(console: ConsoleDesk) -> None:
    desk, (_, approval) = console.desk, await asked(console.desk)
    browser, at = await console.sign_in("dov"), f"{console.at}/approvals/{approval.id}"
    given = await fields(browser, at)
    sure = await send(browser, f"{at}/approve", **given)
    assert sure.status_code == 200
    assert "Yes, 24.90 EUR" in words(sure.text)
    assert desk.rows("SELECT state FROM approval")[0]["state"] == "waiting"
    done = await send(browser, f"{at}/approve", **given, sure=given["digest"])
    assert done.status_code == 303
    assert desk.rows("SELECT state FROM approval")[0]["state"] == "approved"
    again = await send(browser, f"{at}/approve", **given, sure=given["digest"])
    assert again.status_code == 303
    assert len(desk.rows("SELECT 1 FROM pgqueuer WHERE entrypoint = 'act'")) == 1


async def test_a_message_since_is_shown_and_the_yes_asked_anew(console: ConsoleDesk) -> None:
    desk, (conversation, approval) = console.desk, await asked(console.desk)
    browser, at = await console.sign_in("lea"), f"{console.at}/approvals/{approval.id}"
    given = await fields(browser, at)
    await desk.says(conversation, "Stop, I have found the receipt for another one.")
    refused = await send(browser, f"{at}/approve", **given, sure=given["digest"])
    assert refused.status_code == 409
    assert "Stop, I have found the receipt" in words(refused.text)
    fresh = dict(re.findall(r'name="(digest|seen)" value="([^"]+)"', refused.text))
    assert int(fresh["seen"]) > int(given["seen"])
    assert (await send(browser, f"{at}/approve", **fresh, sure=fresh["digest"])).status_code == 303


async def test_an_edit_is_checked_and_needs_as_many_yeses_as_it_takes(console: ConsoleDesk) -> None:
    desk, (_, approval) = console.desk, await asked(console.desk, 20_000, 2)
    lea, dov, at = await console.sign_in("lea"), await console.sign_in("dov"), f"{console.at}/approvals/{approval.id}"
    given = await fields(lea, at)
    await send(lea, f"{at}/approve", **given, sure=given["digest"])
    change = {"digest": given["digest"], "arg.order": "4711"}
    await dov.look(at)
    wrong = await send(dov, f"{at}/edit", **change, **{"arg.amount": "12"})
    assert wrong.status_code == 422
    assert "is no amount with its currency" in words(wrong.text)
    assert (await send(dov, f"{at}/edit", **change, **{"arg.amount": "12.00 EUR"})).status_code == 303
    stale = await send(lea, f"{at}/approve", **given, sure=given["digest"])
    assert stale.status_code in (303, 409), "said before: it is not asked again, and does not count"
    assert desk.rows("SELECT state, people, amount FROM approval") == [
        {"state": "waiting", "people": 2, "amount": 1_200}
    ]
    for browser in (dov, lea):
        given = await fields(browser, at)
        assert (await send(browser, f"{at}/approve", **given, sure=given["digest"])).status_code == 303
    assert desk.rows("SELECT state FROM approval")[0]["state"] == "approved"


async def test_a_no_needs_its_reason_and_an_agent_can_only_look(console: ConsoleDesk) -> None:
    desk, (conversation, approval) = console.desk, await asked(console.desk)
    dov, ana, at = await console.sign_in("dov"), await console.sign_in("ana"), f"{console.at}/approvals/{approval.id}"
    page = await ana.look(at)
    assert f"{at}/approve" not in page.text
    given = {"digest": approval.digest, "seen": "9", "sure": approval.digest}
    assert (await send(ana, f"{at}/approve", **given)).status_code == 403
    await dov.look(at)
    assert (await send(dov, f"{at}/decline", reason="no")).status_code == 422
    sent = await send(dov, f"{at}/decline", code="not_allowed", reason="Too late.", tell="1", then="mine")
    assert sent.headers["location"] == f"{console.at}/conversations/{conversation.id}"
    assert (await desk.now(conversation)).writer == desk.people["dov"]
    assert "Our rules do not allow it" in words((await dov.look(at)).text)


async def test_what_is_not_here_is_not_found_and_words_of_strangers_stay_words(console: ConsoleDesk) -> None:
    desk, (conversation, approval) = console.desk, await asked(console.desk)
    browser = await console.sign_in("dov")
    assert (await browser.look(f"{console.at}/approvals/{uuid4()}")).status_code == 404
    await desk.says(conversation, "<img src=x onerror=alert(1)>")
    page = await browser.look(f"{console.at}/approvals/{approval.id}")
    assert "<img src=x" not in page.text
    assert "&lt;img" in page.text


async def test_the_conversation_says_what_waits_and_how_its_customer_is_known(console: ConsoleDesk) -> None:
    conversation, approval = await asked(console.desk)
    page = (await (await console.sign_in("ana")).look(f"{console.at}/conversations/{conversation.id}")).text
    assert f"/approvals/{approval.id}" in page
    assert "Refund, 24.90 EUR" in words(page)
    assert "Only what they claim: nothing proves who they are" in words(page)
