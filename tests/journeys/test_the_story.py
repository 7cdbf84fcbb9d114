"""The whole story in two browsers: asked, answered, handed over, answered by a person, given back, resolved, rated."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import Running, watch_errors
from tests.pages import ADMIN, LATE, sign_in

pytestmark = pytest.mark.slow


async def say(shop: Page, text: str) -> None:
    await shop.get_by_label("Write a message").fill(text)
    await shop.get_by_label("Write a message").press("Enter")


async def test_a_customer_is_answered_then_reaches_a_person_who_takes_over_and_sees_it_through(
    browser: Browser, running: Running
) -> None:
    shop, desk = await (await browser.new_context()).new_page(), await (await browser.new_context()).new_page()
    wrong = [watch_errors(shop), watch_errors(desk)]
    await sign_in(desk, running, ADMIN)
    await desk.goto(f"{running.address}/desk/demo/inbox?of=all")

    # Asked and answered, with a source.
    await shop.goto(f"{running.address}/shop")
    await shop.get_by_role("button", name="Open chat").click()
    await say(shop, "Do you ship to Norway?")
    answer = shop.locator("li.said.assistant").first
    await expect(answer).to_contain_text("Yes, we ship to Norway", timeout=LATE)
    await expect(answer).to_contain_text("Shipping to Norway")

    # The red button: who is coming, and by when.
    await shop.get_by_role("button", name="Talk to a person").click()
    await expect(shop.locator(".coming")).to_have_text(re.compile(r"a person, replies by .*\d+:\d\d"), timeout=LATE)

    # The agent's inbox shows it without a reload; they take over and reply.
    row = desk.locator("[href*='/conversations/']", has_text="Do you ship to Norway?").first
    await expect(row).to_be_visible(timeout=LATE)
    await row.click()
    await desk.get_by_role("button", name=re.compile("^(Take over|Acknowledge)")).click()
    await say(shop, "Are you there? When does my parcel leave?")
    await expect(desk.locator("#thread")).to_contain_text("When does my parcel leave?", timeout=LATE)
    await desk.get_by_role("textbox", name=re.compile("^Reply")).fill("Hello! I have read everything. It leaves today.")
    await desk.locator("[data-send]").click()
    await expect(shop.locator("li.said.agent")).to_contain_text("I have read everything", timeout=LATE)

    # Given back, the assistant writes again; then it is resolved, and the customer says how it was.
    await desk.get_by_role("button", name=re.compile("^Give back")).click()
    await expect(desk.locator("#writing")).to_contain_text("The AI assistant answers here", timeout=LATE)
    await desk.get_by_role("button", name=re.compile("^Resolve")).click()
    await expect(desk.locator("#head, main").first).to_contain_text("Resolved", timeout=LATE)
    await shop.locator("label:has(input[name='rating'][value='5'])").click(timeout=LATE)
    await shop.get_by_role("button", name="Send rating").click()
    await expect(shop.get_by_text("Thank you. That helps us.")).to_be_visible(timeout=LATE)
    await desk.reload()
    await expect(desk.locator("main")).to_contain_text(re.compile("5 of 5|Rated 5"), timeout=LATE)
    assert wrong == [[], []]
