"""Everything in inbox and conversation by key, in a real Chromium: the keys, the sheet that cannot be wrong, the palette."""

import json
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from handrail.core.conversation.conversation import Conversation
from tests.browser import Axe, watch_errors
from tests.console_served import ServedConsole, console_served, signed_in_browser
from tests.desk import TestClock, TestDesk, small_desk

pytestmark = pytest.mark.slow
IN_VIEW = """(row) => { const box = row.getBoundingClientRect(), list = row.closest("#inbox-list").getBoundingClientRect();
  return box.top >= list.top && box.bottom <= list.bottom + 1; }"""


@pytest.fixture
async def served(dsn: str, tmp_path: Path) -> AsyncGenerator[ServedConsole]:
    clock = TestClock(datetime.now(UTC).replace(microsecond=0))
    async with small_desk(dsn, clock) as desk, console_served(desk, tmp_path) as made:
        yield made


@pytest.fixture
async def page(served: ServedConsole, browser: Browser) -> AsyncGenerator[Page]:
    context = await signed_in_browser(served, browser)
    opened = await context.new_page()
    wrong = watch_errors(opened)
    yield opened
    assert wrong == []


async def anas(desk: TestDesk, text: str = "Let me talk to a human", name: str = "Kim") -> Conversation:
    conversation = await desk.opened(name=name)
    await desk.says(conversation, text)
    await desk.run_jobs()
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    return conversation


async def ready(page: Page, address: str) -> None:
    await page.goto(address)
    await page.wait_for_selector("body[data-line=open]")


async def test_a_conversation_is_found_opened_answered_and_resolved_without_the_mouse(
    served: ServedConsole, page: Page
) -> None:
    for name in ("Ada", "Bo", "Cy"):
        await anas(served.desk, name=name)
    await ready(page, f"{served.path}/inbox")
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await page.keyboard.press("k")
    first = await page.locator("[data-row]").first.get_attribute("id")
    assert await page.evaluate("document.activeElement.closest('[data-row]').id") == first
    await page.keyboard.press("o")
    await page.wait_for_url("**/conversations/**")
    await page.wait_for_selector("body[data-line=open]")
    await page.keyboard.press("r")
    await page.keyboard.type("jkrteg is no command here")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#thread")).to_contain_text("jkrteg is no command here")
    await expect(page.locator(".toast")).to_have_text("Sent.")
    assert "flash=" not in page.url
    await page.keyboard.press("n")
    await page.keyboard.type("A note by key.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#thread")).to_contain_text("A note by key.")
    await page.keyboard.press("e")
    await expect(page.locator("#head")).to_contain_text("Resolved")


async def test_taking_over_giving_back_handing_on_and_promising_by_key(served: ServedConsole, page: Page) -> None:
    conversation = await served.desk.opened()
    await served.desk.says(conversation, "Do you ship to Norway?")
    await served.desk.run_jobs()
    await ready(page, f"{served.path}/conversations/{conversation.id}")
    await page.keyboard.press("t")
    await expect(page.locator("#head")).to_contain_text("You own and write")
    await page.wait_for_selector("body[data-line=open]")
    await page.keyboard.press("p")
    await expect(page.locator("#f-what")).to_be_focused()
    await page.keyboard.press("Escape")
    await page.keyboard.press("h")
    await expect(page.locator("#f-to")).to_be_focused()
    await page.keyboard.press("Escape")
    await page.keyboard.press("g")
    await expect(page.locator("#head")).to_contain_text("AI assistant")


async def test_tabs_and_search_by_key(served: ServedConsole, page: Page) -> None:
    await ready(page, f"{served.path}/inbox")
    await page.keyboard.press("3")
    await page.wait_for_url("**/inbox?of=all")
    await page.wait_for_selector("body[data-line=open]")
    await page.keyboard.press("/")
    await page.wait_for_url("**/search")


async def test_the_sheet_says_what_the_page_does_and_nothing_else(served: ServedConsole, page: Page, axe: Axe) -> None:
    conversation = await anas(served.desk)
    for path in ("/inbox", f"/conversations/{conversation.id}"):
        await ready(page, served.path + path)
        wanted = await page.evaluate(
            "[...document.querySelectorAll('[data-key]')].filter((one) => one.checkVisibility()).map((one) => one.dataset.key)"
        )
        await page.keyboard.press("?")
        shown = await page.locator("dialog.sheet dt").all_inner_texts()
        rows = ["j", "k", "o"] if await page.locator("[data-row]").count() else []
        rows += ["u"] if "/conversations/" in path else []
        assert sorted(shown) == sorted([*wanted, *rows, "1", "2", "3", "/", "Ctrl+K", "Ctrl+Enter", "Esc", "?"])
        assert await axe(page) == []
        await page.keyboard.press("Escape")
        await expect(page.locator("dialog")).to_have_count(0)


async def test_single_keys_can_be_turned_off_and_the_palette_still_does_all(served: ServedConsole, page: Page) -> None:
    conversation = await anas(served.desk)
    await ready(page, f"{served.path}/conversations/{conversation.id}")
    await page.keyboard.press("?")
    await page.get_by_label("Single keys").uncheck()
    await page.keyboard.press("Escape")
    await page.reload()
    await page.wait_for_selector("body[data-line=open]")
    await page.keyboard.press("r")
    assert await page.evaluate("document.activeElement === document.body")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("reply")
    await page.keyboard.press("Enter")
    await expect(page.locator("#f-text")).to_be_focused()


async def test_the_palette_runs_commands_opens_pages_and_finds_customers(
    served: ServedConsole, page: Page, axe: Axe
) -> None:
    await anas(served.desk, "Where is my harpsichord?", "Noor <b>Haddad</b>")
    await ready(page, f"{served.path}/inbox")
    await page.keyboard.press("Control+k")
    combobox = page.get_by_role("combobox")
    await expect(combobox).to_be_focused()
    active = await combobox.get_attribute("aria-activedescendant")
    assert await page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    await page.keyboard.press("ArrowDown")
    assert await combobox.get_attribute("aria-activedescendant") != active
    assert await axe(page) == []
    await page.keyboard.type("noor")
    customer = page.get_by_role("option", name="Noor <b>Haddad</b>").first
    await expect(customer).to_be_visible()
    await expect(page.locator("dialog.palette b")).to_have_count(0)
    await combobox.fill("knowl")
    await expect(page.get_by_role("option", name="Knowledge", exact=True)).to_be_visible()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/knowledge")


async def test_what_the_palette_finds_is_for_people_of_the_workspace(served: ServedConsole) -> None:
    await anas(served.desk, "Where is my harpsichord?", "Noor")
    client = await served.client("ana")
    found = (await client.get("palette", params={"q": "noor"})).json()
    assert {"Customers", "Search"} <= {one["group"] for one in found}
    assert all(one["href"].startswith(f"/desk/{served.slug}/") for one in found)
    assert (await client.get("palette", params={"q": " n "})).json() == []
    for odd in ('"', "%", "\\", "-", "((", "\x00ab", "a" * 5000):
        answer = await client.get("palette", params={"q": odd})
        assert answer.status_code == 200, json.dumps(odd)


async def test_unsent_words_survive_a_reload_and_sent_ones_do_not_come_back(served: ServedConsole, page: Page) -> None:
    conversation = await anas(served.desk)
    address = f"{served.path}/conversations/{conversation.id}"
    await ready(page, address)
    await page.fill("#f-text", "Half a sentence")
    await page.reload()
    await expect(page.locator("#f-text")).to_have_value("Half a sentence")
    await ready(page, f"{served.path}/inbox")
    await ready(page, address)
    await expect(page.locator("#f-text")).to_have_value("Half a sentence")
    await page.keyboard.press("d")  # another button of the same form: the words are still unsent
    await page.wait_for_load_state()
    await page.goto(address)
    await page.fill("#f-text", "A whole sentence.")
    await page.locator("#f-text").press("Control+Enter")
    await expect(page.locator("#thread")).to_contain_text("A whole sentence.")
    await page.goto(address)
    await expect(page.locator("#f-text")).to_have_value("")


async def test_what_cannot_be_taken_back_asks_first(served: ServedConsole, page: Page, axe: Axe) -> None:
    conversation = await anas(served.desk)
    await ready(page, f"{served.path}/conversations/{conversation.id}")
    await page.keyboard.press("p")
    await page.keyboard.type("A new cup")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#context")).to_contain_text("A new cup")
    take_back = page.get_by_role("button", name="Take back")
    await take_back.click()
    await expect(page.locator("dialog.asks")).to_be_visible()
    assert await axe(page) == []
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog")).to_have_count(0)
    await expect(take_back).to_be_visible()
    await take_back.click()
    await page.locator("dialog.asks button.primary").click()
    await expect(take_back).to_have_count(0)


async def test_conversations_are_walked_without_a_new_page_and_the_list_keeps_its_place(
    served: ServedConsole, page: Page
) -> None:
    names = [f"Customer {number:02}" for number in range(14)]
    for name in names:
        thirteen = await anas(served.desk, name=name)
        served.desk.clock.forward(seconds=1)
    await page.set_viewport_size({"width": 1280, "height": 560})
    await ready(page, f"{served.path}/inbox")
    await page.evaluate("window.same = true")
    await page.locator(".line", has_text="Customer 13").locator("a").click()
    await page.wait_for_url("**/conversations/**")
    await expect(page.locator("#head h1")).to_have_text("Customer 13")
    first = page.url
    await page.fill("#f-text", "Half a sentence for thirteen")
    place = await page.evaluate("document.querySelector('#inbox-list').scrollTop")
    assert place > 100
    await page.locator(".line", has_text="Customer 12").locator("a").click()
    await expect(page.locator("#head h1")).to_have_text("Customer 12")
    assert await page.input_value("#f-text") == ""  # what is typed for one customer stands nowhere else
    assert await page.locator(".line > [aria-current]").count() == 1
    assert abs(await page.evaluate("document.querySelector('#inbox-list').scrollTop") - place) < 60
    await page.go_back()
    await page.wait_for_url(first)
    await expect(page.locator("#head h1")).to_have_text("Customer 13")
    assert await page.input_value("#f-text") == "Half a sentence for thirteen"
    await served.desk.says(thirteen, "Are you there?")
    await expect(page.locator("#thread")).to_contain_text("Are you there?")  # live on what stands there now
    assert await page.evaluate("window.same")
    await page.reload()
    await page.wait_for_selector("body[data-line=open]")
    await expect(page.locator("#head h1")).to_have_text("Customer 13")
    assert await page.locator(".line > [aria-current]").evaluate(IN_VIEW)
    await page.keyboard.press("n")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    assert page.url == first  # first the field, then the fold
    await page.keyboard.press("Escape")
    await page.wait_for_url("**/inbox")
    assert "Customer 13" in await page.evaluate("document.activeElement.closest('[data-row]').textContent")
    await page.go_back()
    await expect(page.locator("#head h1")).to_have_text("Customer 13")
    await page.keyboard.press("u")
    await expect(page.locator(".pane-empty")).to_be_visible()


async def test_what_comes_above_what_one_reads_moves_nothing_and_is_said(served: ServedConsole, page: Page) -> None:
    for number in range(14):
        await anas(served.desk, name=f"Customer {number:02}")
    await page.set_viewport_size({"width": 1280, "height": 560})
    await ready(page, f"{served.path}/inbox?of=all")
    row = page.locator(".line", has_text="Customer 11")
    await row.hover()
    before = await row.bounding_box()
    await served.desk.says(await served.desk.opened(name="Noor"), "Where is my parcel?")  # to be decided at once
    await expect(page.locator(".list-new")).to_have_text("↑ 1 new above")
    after = await row.bounding_box()
    assert before and after
    assert abs(after["y"] - before["y"]) <= 1
    await page.locator(".list-new").click()
    await expect(page.locator(".line", has_text="Noor")).to_be_in_viewport()
    await expect(page.locator(".list-new")).to_have_count(0)
