"""Pages of the console in a real Chromium, while things happen: live in every window, lost and found again, never in the way."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from handrail.console import live
from handrail.core.conversation.conversation import Conversation
from tests.console_served import ServedConsole, console_served, signed_in_browser
from tests.desk import TestClock, TestDesk, small_desk

pytestmark = pytest.mark.slow
ALL = "/inbox?of=all"


@pytest.fixture
async def served(dsn: str, tmp_path: Path) -> AsyncGenerator[ServedConsole]:
    clock = TestClock(datetime.now(UTC).replace(microsecond=0))
    async with small_desk(dsn, clock) as desk, console_served(desk, tmp_path) as made:
        yield made


async def asks(desk: TestDesk, text: str, name: str = "Kim") -> Conversation:
    conversation = await desk.opened(name=name)
    await desk.says(conversation, text)
    return conversation


async def anas(desk: TestDesk, text: str = "Let me talk to a human") -> Conversation:
    """One that Ana writes in."""
    conversation = await asks(desk, text)
    await desk.run_jobs()
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    return conversation


async def looks(served: ServedConsole, context: BrowserContext, path: str) -> Page:
    page = await context.new_page()
    await page.goto(served.path + path)
    return page


async def listens(page: Page) -> None:
    """Until the page is on its line: from then on what happens is pushed."""
    await page.wait_for_selector("body[data-line=open]")


def streams() -> int:
    return sum(live._open.values())


async def test_a_conversation_appears_where_an_agent_looks_without_a_reload(
    served: ServedConsole, browser: Browser
) -> None:
    context = await signed_in_browser(served, browser)
    page = await looks(served, context, ALL)
    await listens(page)
    await page.evaluate("window.same = true")
    await asks(served.desk, "Where is my parcel?", "Noor")
    await expect(page.locator("#inbox-list")).to_contain_text("Where is my parcel?")
    assert await page.evaluate("window.same")


async def test_eight_windows_share_one_stream_and_still_send(served: ServedConsole, browser: Browser) -> None:
    conversation = await anas(served.desk)
    context = await signed_in_browser(served, browser)
    pages = [await looks(served, context, ALL) for _ in range(7)]
    pages.append(await looks(served, context, f"/conversations/{conversation.id}"))
    for page in pages:
        await listens(page)
    assert streams() == 1
    await pages[-1].fill("#f-text", "Here is what I found.")
    await pages[-1].keyboard.press("Control+Enter")
    await expect(pages[-1].locator("#thread")).to_contain_text("Here is what I found.")
    for page in pages:
        await expect(page.locator("#inbox-list")).to_contain_text("Here is what I found.")


async def test_without_shared_workers_one_window_leads_and_another_follows_it(
    served: ServedConsole, browser: Browser
) -> None:
    context = await signed_in_browser(served, browser)
    await context.add_init_script("delete window.SharedWorker")
    pages = [await looks(served, context, ALL) for _ in range(4)]
    for page in pages:
        await listens(page)
    assert streams() == 1
    for number, page in enumerate(pages):
        await asks(served.desk, f"Question {number}", f"Kim {number}")
        for still in pages[number:]:
            await expect(still.locator("#inbox-list")).to_contain_text(f"Question {number}")
        await page.close()


async def test_what_happens_before_the_script_runs_is_not_missed(served: ServedConsole, browser: Browser) -> None:
    context = await signed_in_browser(served, browser)
    first = await looks(served, context, ALL)
    await listens(first)
    for other_window_listens in (True, False):
        page, held = await context.new_page(), list[Route]()
        await page.route("**/assets/console-*.js", lambda route: held.append(route))  # noqa: B023, PLW0108
        await page.goto(served.path + ALL, wait_until="commit")
        await page.wait_for_selector("#inbox-list", state="attached")
        said = f"Before the script, {other_window_listens}"
        await asks(served.desk, said, "Kim")
        for route in held:
            await route.continue_()
        await expect(page.locator("#inbox-list")).to_contain_text(said)
        await first.close()
        await page.close()


async def test_a_lost_connection_is_said_calmly_and_made_good(served: ServedConsole, browser: Browser) -> None:
    context = await signed_in_browser(served, browser)
    page = await looks(served, context, ALL)
    await listens(page)
    await served.stop()
    await page.wait_for_timeout(2_000)
    assert await page.locator("#line-lost").count() == 0
    await expect(page.locator("#line-lost")).to_contain_text("No connection", timeout=8_000)
    await asks(served.desk, "While nobody was there", "Noor")
    await served.start()
    await expect(page.locator("#inbox-list")).to_contain_text("While nobody was there", timeout=20_000)
    await expect(page.locator("#line-lost")).to_have_count(0)


async def test_whoever_is_signed_out_elsewhere_is_asked_to_sign_in(
    served: ServedConsole, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT", 0.2)
    context = await signed_in_browser(served, browser)
    page = await looks(served, context, ALL)
    await listens(page)
    served.desk.rows("UPDATE session SET revoked_at = now()")
    await page.wait_for_url("**/sign-in**")


async def test_nobody_is_disturbed_while_they_write(served: ServedConsole, browser: Browser) -> None:
    conversation = await anas(served.desk)
    context = await signed_in_browser(served, browser)
    page = await looks(served, context, f"/conversations/{conversation.id}")
    await listens(page)
    await page.locator("#folds summary", has_text="Promise").click()
    await page.fill("#f-what", "A new cup")
    await page.locator("#context summary", has_text="What happened").click()
    await page.fill("#f-text", "Half a sentence")
    await page.evaluate("document.querySelector('#f-text').setSelectionRange(5, 9)")
    await page.locator("#context").evaluate("one => one.closest('.context-pane').scrollTop = 40")
    before = await _state(page)
    await served.desk.says(conversation, "One thing more: it is blue.")
    await expect(page.locator("#thread")).to_contain_text("it is blue")
    await served.desk.reply.note(
        served.desk.tenant, conversation.id, served.id_of("ben"), "They called too.", uuid4().hex
    )
    await expect(page.locator("#thread")).to_contain_text("They called too.")
    assert await _state(page) == before
    assert before["focus"] == "f-text"
    assert before["selection"] == [5, 9]


async def _state(page: Page) -> dict[str, Any]:
    return await page.evaluate(
        """() => ({
          focus: document.activeElement.id,
          selection: [document.activeElement.selectionStart, document.activeElement.selectionEnd],
          typed: [document.querySelector('#f-text').value, document.querySelector('#f-what').value],
          unfolded: [...document.querySelectorAll('details[open] > summary')].map((one) => one.textContent.replace(/[0-9]+/, '').trim()),
          scrolled: document.querySelector('.context-pane').scrollTop,
        })"""
    )


async def test_the_row_under_the_hand_stays_where_it_is(served: ServedConsole, browser: Browser) -> None:
    for number in range(25):
        await asks(served.desk, f"Question {number}", f"Kim {number}")
    await served.desk.run_jobs()
    context = await signed_in_browser(served, browser)
    page = await looks(served, context, ALL)
    await listens(page)
    row = page.locator("[data-row]").nth(12)
    name = await row.get_attribute("id")
    await row.locator("a").focus()
    await page.wait_for_timeout(200)
    before = await row.bounding_box()
    for number in range(3):  # due sooner than any other: they come in at the top
        conversation = await asks(served.desk, f"Let me talk to a human {number}", "Noor")
        await served.desk.run_jobs()
        await expect(page.locator(f"#line-{conversation.id}")).to_be_attached()
    after = await page.locator(f"#{name}").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 2
    assert await page.evaluate("document.activeElement.closest('[data-row]').id") == name


async def test_a_new_message_is_said_once_to_screen_readers(served: ServedConsole, browser: Browser) -> None:
    conversation = await anas(served.desk)
    context = await signed_in_browser(served, browser)
    page = await looks(served, context, f"/conversations/{conversation.id}")
    await listens(page)
    await served.desk.says(conversation, "It is blue.")
    await expect(page.locator("#announcer")).to_contain_text("It is blue.")
    await served.desk.run_jobs()
    await page.wait_for_timeout(500)
    assert (await page.locator("#announcer").inner_text()).count("It is blue.") == 1


async def test_a_thread_stays_at_its_end_and_says_when_there_is_more_below(
    served: ServedConsole, browser: Browser
) -> None:
    conversation = await anas(served.desk)
    for number in range(20):
        await served.desk.says(conversation, f"Line {number} " + "of a long story " * 20)
    context = await signed_in_browser(served, browser)
    page = await looks(served, context, f"/conversations/{conversation.id}")
    await listens(page)
    at_end = (
        "one => Math.abs(one.lastElementChild.getBoundingClientRect().bottom - one.getBoundingClientRect().bottom) < 2"
    )
    assert await page.locator("#thread").evaluate(at_end)
    await served.desk.says(conversation, "And the end of it.")
    await expect(page.locator("#thread")).to_contain_text("And the end of it.")
    assert await page.locator("#thread").evaluate(at_end)
    await page.locator("#thread").evaluate("one => one.scrollBy(0, -600)")
    await served.desk.says(conversation, "After the end.")
    await page.locator(".thread-new").click()
    assert await page.locator("#thread").evaluate(at_end)
    await expect(page.locator(".thread-new")).to_have_count(0)


NOTED = """
window.noted = [];
class Noted extends Notification { constructor(text, how) { super(text, how); window.noted.push(text); } }
Object.defineProperty(window, 'Notification', { value: Noted });
Object.defineProperty(Document.prototype, 'hasFocus', { value: () => false });
"""


async def test_what_waits_stands_in_the_title_and_notifies_whoever_asked(
    served: ServedConsole, browser: Browser
) -> None:
    context = await signed_in_browser(served, browser)
    await context.grant_permissions(["notifications"], origin=served.address)
    await context.add_init_script(NOTED)
    quiet = await looks(served, context, "/inbox")
    await listens(quiet)
    assert await quiet.evaluate("window.noted") == []
    await quiet.keyboard.press("?")
    await quiet.get_by_label("Notify me").check()
    await quiet.keyboard.press("Escape")
    await quiet.wait_for_timeout(800)
    conversation = await anas(served.desk)
    await served.desk.says(conversation, "Hello?")
    await expect(quiet).to_have_title("(1) Inbox · Handrail")
    await expect(quiet.locator(".rail .count")).to_have_text("1")
    assert (await quiet.evaluate("window.noted"))[-1] == "Your customer wrote"


async def test_countdowns_count_without_asking(served: ServedConsole, browser: Browser) -> None:
    await asks(served.desk, "Where is my parcel?")
    context = await signed_in_browser(served, browser)
    page = await looks(served, context, ALL)
    await listens(page)
    requests: list[str] = []
    page.on("request", lambda one: requests.append(one.url))
    due = page.locator("time[data-countdown]").first
    before = await due.inner_text()
    await expect(due).not_to_have_text(before, timeout=65_000)
    assert requests == []
