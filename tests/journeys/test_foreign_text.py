"""Nothing that a customer, a colleague or an article says becomes part of a page: one corpus in every text there is, on every page,
in the chat, and in what arrives while one looks."""

import re
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from playwright.async_api import Browser, Page, expect

from handrail.core.conversation.conversation import Conversation
from handrail.flows.rate import Answers
from handrail.ports import Said
from handrail.ports.files import Uploader
from tests.browser import watch_errors
from tests.console_served import ServedConsole, console_served, signed_in_browser
from tests.desk import NORWAY, TestClock, TestDesk, small_desk
from tests.journeys.foreign import PAYLOAD, PAYLOADS, found, plant, shows

pytestmark = pytest.mark.slow
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"
LEAVE_ALONE = re.compile(r"/sign-out|/files/|/live|/log/cases/")
# Pages on which somebody else's words must be seen, or nothing was tested there.
SHOWN = {
    "/inbox", "/conversations/*", "/customers/*", "/search", "/knowledge", "/knowledge/*", "/knowledge/*/edit",
    "/knowledge/*/versions/*", "/topics", "/topics/shipping", "/team", "/team/*", "/saved-replies", "/saved-replies/*", "/log",
    "/settings", "/account",
}  # fmt: skip
ODD_ADDRESSES = (
    "/search?q={}", "/inbox?of=all&topic={}", "/inbox?of={}&state={}", "/log?kind={}", "/knowledge?q={}", "/sign-in?next={}",
    "/topics/{}", "/team/{}", "/nowhere/{}", "/inbox?flash={}", "/conversations/{}", "/welcome/{}", "/knowledge?topic={}",
)  # fmt: skip


@pytest.fixture
async def served(dsn: str, tmp_path: Path) -> AsyncGenerator[ServedConsole]:
    clock = TestClock(datetime.now(UTC).replace(microsecond=0))
    async with small_desk(dsn, clock) as desk, console_served(desk, tmp_path) as made:
        yield made


async def test_no_words_of_a_stranger_run_or_become_markup_on_any_page(served: ServedConsole, browser: Browser) -> None:
    held = await everything(served.desk)
    context = await signed_in_browser(served, browser, "rex")
    planted = plant(served.desk.dsn)
    assert {name for name, rows in planted.items() if not rows} == set(), "nothing was planted there"
    page = await context.new_page()
    wrong, asked = watch_errors(page), elsewhere(page, served)
    seen, showing = dict[str, list[str]](), set[str]()
    words = quote(PAYLOAD)
    odd = [served.path + one.format(words, words) for one in ODD_ADDRESSES]
    waiting = [f"{served.path}/{one}" for one in ("inbox?of=all", "start", "account", f"customers/{held.customer}")]
    visits: dict[str, int] = {}
    while odd or waiting:  # and on, from link to link
        address, given = (odd.pop(), True) if odd else (waiting.pop(0), False)
        shape = shape_of(served, address)
        if not given and visits.get(shape, 0) >= 2:
            continue
        visits[shape] = visits.get(shape, 0) + (not given)
        await page.goto(address)
        if bad := await found(page):
            seen[address[:160]] = bad
        if not given and await shows(page):
            showing.add(shape)
        links: list[str] = await page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        waiting += [one for one in links if one.startswith(served.path) and not LEAVE_ALONE.search(one)]
    assert seen == {}
    assert wrong == []
    assert asked == []
    assert showing >= SHOWN, f"not seen on {SHOWN - showing}"
    assert len(visits) > 30, f"only these pages were found: {sorted(visits)}"


async def test_no_words_run_while_one_works_in_a_conversation(served: ServedConsole, browser: Browser) -> None:
    held = await everything(served.desk)
    context = await signed_in_browser(served, browser, "rex")
    plant(served.desk.dsn)
    desk, page = served.desk, await context.new_page()
    wrong, asked = watch_errors(page), elsewhere(page, served)

    async def inert(where: str) -> None:
        assert await shows(page), where
        assert await found(page) == [], where

    await page.goto(f"{served.path}/conversations/{held.id}")
    await page.wait_for_selector("body[data-line=open]")
    await desk.take_over(desk.tenant, held.id, desk.people["rex"])
    for at, text in enumerate(PAYLOADS):  # what arrives while one looks
        await desk.says(held, f"{text} arrived {at}.")
    await expect(page.locator("#thread")).to_contain_text(f"arrived {len(PAYLOADS) - 1}.")
    await inert("live")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("<img")
    await page.wait_for_timeout(300)
    await inert("palette")
    await page.keyboard.press("Escape")
    await page.locator("#saved summary").click()
    await page.locator("#saved li button").first.click()
    await expect(page.locator("#f-text")).to_have_value(re.compile("ran=1"))
    await inert("a saved reply in the box")
    await page.fill("#f-text", f"{PAYLOAD} What is your order number?")
    await page.locator("[data-send]").click()
    await page.wait_for_load_state()
    await inert("a reply that asks for what is known, or was sent")
    await page.keyboard.press("n")
    await page.locator("#f-note").fill(PAYLOAD)
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#thread").get_by_text("internal note")).to_have_count(2)
    await inert("a note")
    assert wrong == []
    assert asked == []


SITE = """<!doctype html><html lang="en"><head><title>Site</title><script src="/widget.js" defer></script></head>
<body><h1>Site</h1><handrail-chat site-key="%s" heading="%s"></handrail-chat></body></html>"""
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none';"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)


async def test_no_words_run_in_the_customers_chat(served: ServedConsole, browser: Browser) -> None:
    desk = served.desk
    await everything(desk)
    plant(desk.dsn)
    desk.knowledge.answers = {"norway": replace(NORWAY, text=PAYLOAD, title=PAYLOAD)}
    [site] = desk.rows("SELECT site_key FROM workspace WHERE tenant = %s", desk.tenant)
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    wrong, asked = watch_errors(page), elsewhere(page, served)
    body = SITE % (site["site_key"], PAYLOAD.replace("&", "&amp;").replace('"', "&quot;"))
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
    await page.route(f"{served.address}/site", lambda route: route.fulfill(body=body, headers=headers))
    await page.goto(f"{served.address}/site")
    await page.get_by_role("button", name="Open chat").click()
    box = page.get_by_label("Write a message")
    await box.fill("Do you ship to Norway?")
    await box.press("Enter")
    await expect(page.locator("li.said.customer")).to_contain_text("Received")
    await desk.run_jobs()
    await expect(page.locator("li.said.assistant")).to_contain_text("ran=1")
    await page.locator("details.source summary").first.click()
    await page.get_by_role("button", name="Talk to a person").click()
    await desk.run_jobs()
    await expect(page.locator(".coming")).to_contain_text("ran=1")
    [row] = desk.rows("SELECT id, customer_id FROM conversation ORDER BY opened_at DESC, id DESC LIMIT 1")
    conversation: UUID = row["id"]
    await desk.take_over(desk.tenant, conversation, desk.people["ana"])
    uploader = Uploader(person=desk.people["ana"])
    file = await desk.attach(desk.tenant, conversation, uploader, uuid4().hex, "photo.png", PNG)
    desk.rows("UPDATE attachment SET name = %s", PAYLOAD)
    await desk.reply(
        desk.tenant, conversation, desk.people["ana"], PAYLOAD, "r", seen_seq=99, attachments=(file.attachment.id,)
    )
    await expect(page.locator("li.said.agent .file")).to_contain_text("ran=1")
    for text in PAYLOADS:
        await box.fill(text)
        await box.press("Enter")
    await expect(page.locator("li.said.customer .body")).to_have_count(len(PAYLOADS) + 1)
    await expect(page.locator("li.waiting, li.sending, li.failed")).to_have_count(0)
    assert [(await one.text_content()) for one in await page.locator("li.said.customer .body").all()][1:] == [
        one.strip() for one in PAYLOADS
    ]
    assert await found(page) == []
    links: list[str] = await page.locator("handrail-chat a").evaluate_all("all => all.map(one => one.href)")
    assert all(link.startswith("https://") for link in links)
    await page.reload()
    await expect(page.locator("li.said.agent .file")).to_contain_text("ran=1")
    assert await found(page) == []
    assert wrong == []
    assert asked == []


async def everything(desk: TestDesk) -> Conversation:
    """A desk in which there is something of every kind; the conversation that has most of it."""
    tenant, rex, ana = desk.tenant, desk.people["rex"], desk.people["ana"]
    settled = await desk.opened(name="Noor Haddad")
    await desk.says(settled, "Do you ship to Norway?")
    await desk.run_jobs()
    await desk.take_over(tenant, settled.id, ana)
    await desk.reply(tenant, settled.id, ana, "Yes, we do.", "s", seen_seq=99)
    await desk.close.resolve(tenant, settled.id, ana)
    await desk.rate(tenant, settled.id, settled.customer, Answers(rating=4, comment="Good, thank you."))
    one = await desk.opened(name="Kim")
    file = await desk.attach(tenant, one.id, Uploader(customer=one.customer), uuid4().hex, "photo.png", PNG)
    said = "My order number is 4711-22 and my mail is kim@shop.example. I want to talk to a person."
    await desk.receive(Said(tenant, one.id, one.customer, said, uuid4().hex, (file.attachment.id,)))
    await desk.run_jobs()
    await desk.take_over(tenant, one.id, rex)
    await desk.reply(tenant, one.id, rex, "I am here.", "r", drafted_by_assistant=True, seen_seq=99)
    await desk.reply.note(tenant, one.id, rex, "A note.", "n")
    await desk.says(one, "Thank you, I wait.")
    now, day = desk.clock.now, timedelta(days=1)
    soon = now + timedelta(hours=1)
    for table, row in (
        ("promise", {"conversation_id": one.id, "what": "A cup", "due_at": soon, "owner_id": rex, "reached_by": "chat", "made_at": now}),
        ("stop", {"scope": "topic", "value": "refunds", "because": "It is wrong", "by_id": rex, "at": now}),
        ("customer_block", {"customer_id": settled.customer, "by_id": rex, "because": "Insults", "at": now, "until": now + day}),
        ("contact", {"customer_id": one.customer, "kind": "email", "value": "kim@shop.example"}),
        ("saved_reply", {"shortcut": "thanks", "title": "Thanks", "body": "Thanks.", "language": "en", "by": f"agent:{rex}", "at": now}),
        ("api_token", {"hash": b"1", "name": "A token", "scopes": ["agent"], "person_id": rex}),
    ):  # fmt: skip
        columns, marks = ", ".join(row), ", ".join(["%s"] * len(row))
        desk.rows(
            f"INSERT INTO {table} (tenant, id, {columns}) VALUES (%s, %s, {marks})", tenant, uuid4(), *row.values()
        )
    desk.rows(
        """INSERT INTO article_revision (tenant, article_id, version, title, body, audience)
           SELECT tenant, id, 1, title, body, audience FROM article ON CONFLICT DO NOTHING"""
    )
    desk.rows(
        """INSERT INTO passage (tenant, article_id, ordinal, id, heading, body, start_at, end_at, audience)
           SELECT tenant, id, 0, gen_random_uuid(), '{Heading}', body, 0, length(body), audience FROM article"""
    )
    desk.rows(
        """INSERT INTO topic_example (tenant, topic, id, text, language, article_id)
           SELECT tenant, topic, gen_random_uuid(), 'How so?', 'en', id FROM article"""
    )
    desk.rows("UPDATE autonomy_grant SET because = 'Checked', expires_at = now() + interval '30 days'")
    desk.rows("UPDATE customer SET external_id = 'kim-' || id")
    return one


def shape_of(served: ServedConsole, address: str) -> str:
    """Which page it is, whichever thing it shows."""
    path = address.removeprefix(served.path).partition("?")[0].partition("#")[0]
    return re.sub(r"versions/\d+", "versions/*", re.sub(ID, "*", path))


def elsewhere(page: Page, served: ServedConsole) -> list[str]:
    """What the page asks of anybody but the desk."""
    asked: list[str] = []
    page.on("request", lambda one: None if one.url.startswith((served.address, "blob:")) else asked.append(one.url))
    return asked
