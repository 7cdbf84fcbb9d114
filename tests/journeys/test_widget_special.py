"""The customer's chat where it is not the usual one: signed, inline, typing both ways, closed and gone on, files taken back,
blocked by a person."""

import re
import subprocess
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from playwright.async_api import Browser, Page, Response, Route, expect

from tests.browser import HANDRAIL, Axe, Running, watch_errors
from tests.journeys.chat import (
    PATIENCE,
    answers,
    box,
    conversation_of,
    opened,
    said_by,
    say,
    texts_of_customer,
)
from tests.pages import ADMIN, sign_in

pytestmark = pytest.mark.slow
CHAT = "document.querySelector('handrail-chat')"
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(200)


def signed(running: Running, who: str, ends_in: float = 3600) -> str:
    command = [HANDRAIL, "workspace", "identity-secret", "--workspace", "demo", "--data", str(running.data)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    secret = bytes.fromhex(re.findall(r"\b[0-9a-f]{32,}\b", said)[-1])
    claims = {"sub": who, "exp": int(time.time() + ends_in), "name": f"Signed {who}", "email": f"{who}@shop.example"}
    return jwt.encode(claims, secret, "HS256")


async def vouched(page: Page, token: str) -> None:
    """What a site does when somebody is signed in there."""
    await page.evaluate(f"token => {CHAT}.setAttribute('identity', token)", token)


async def test_whom_the_site_vouches_for_is_known_on_every_device_and_to_the_agent(
    browser: Browser, running: Running
) -> None:
    noor = signed(running, "noor-1")
    laptop, phone, other = [await (await browser.new_context()).new_page() for _ in range(3)]
    wrong = [watch_errors(one) for one in (laptop, phone, other)]
    await opened(laptop, running)
    await vouched(laptop, noor)
    await expect(page_open(laptop)).to_be_visible()
    await say(laptop, "Do you ship to Norway?")
    await expect(said_by(laptop, "assistant")).to_contain_text("Yes, we ship to Norway", timeout=PATIENCE)
    async with running.agent() as http:
        seen = (await http.get(f"/conversations/{await conversation_of(laptop)}")).json()
    assert seen["customer"]["name"] == "Signed noor-1"
    assert seen["customer"]["verified"]
    await opened(phone, running)
    await vouched(phone, noor)
    await expect(said_by(phone, "assistant")).to_contain_text("Yes, we ship to Norway", timeout=PATIENCE)
    await say(phone, "How do I reset my password?")
    await expect(said_by(laptop, "customer").last).to_contain_text("reset my password", timeout=PATIENCE)
    assert await conversation_of(phone) == await conversation_of(laptop)
    await opened(other, running)
    await vouched(other, signed(running, "somebody-else"))
    await expect(page_open(other)).to_be_visible()
    await other.wait_for_timeout(500)
    assert await answers(other).count() == 0
    assert wrong == [[], [], []]


def page_open(page: Page) -> Any:
    return page.get_by_text("You are talking to an AI assistant")


async def test_an_ended_token_is_said_and_what_was_written_goes_out_once_with_a_fresh_one(
    page: Page, running: Running
) -> None:
    await opened(page, running)
    await vouched(page, signed(running, "noor-2", ends_in=-60))
    await say(page, "Do you ship to Norway?")
    await expect(page.get_by_text("The chat cannot be used right now.")).to_be_visible(timeout=PATIENCE)
    await expect(page.locator("li.waiting, li.sending")).to_contain_text("Do you ship to Norway?")
    await vouched(page, signed(running, "noor-2"))
    await expect(said_by(page, "assistant")).to_contain_text("Yes, we ship to Norway", timeout=PATIENCE)
    assert await texts_of_customer(running, page) == ["Do you ship to Norway?"]


async def test_inline_it_stands_in_the_page_and_does_not_close(page: Page, running: Running, axe: Axe) -> None:
    await page.goto(f"{running.address}/shop")
    await page.evaluate(
        """() => {
          const before = document.querySelector('handrail-chat'), inline = document.createElement('handrail-chat');
          inline.setAttribute('site-key', before.getAttribute('site-key'));
          inline.setAttribute('inline', '');
          before.remove();
          document.querySelector('main').prepend(inline);
        }"""
    )
    region = page.get_by_role("region", name="Chat with us")
    await expect(region).to_be_visible()
    await expect(page.get_by_role("button", name="Open chat")).to_have_count(0)
    await expect(page.get_by_role("button", name="Close chat")).to_have_count(0)
    assert await region.evaluate("one => getComputedStyle(one).position") != "fixed"
    await say(page, "Do you ship to Norway?")
    await box(page).press("Escape")
    await expect(said_by(page, "assistant")).to_contain_text("Yes, we ship to Norway", timeout=PATIENCE)
    await expect(region).to_be_visible()
    assert await axe(page) == []


async def test_customer_and_agent_each_see_that_the_other_writes(browser: Browser, running: Running) -> None:
    shop, desk = [await (await browser.new_context()).new_page() for _ in range(2)]
    wrong = [watch_errors(shop), watch_errors(desk)]
    await opened(shop, running)
    await shop.get_by_role("button", name="Talk to a person").click()
    await expect(shop.locator(".coming")).to_contain_text("a person, replies by", timeout=PATIENCE)
    conversation = await conversation_of(shop)
    await sign_in(desk, running, ADMIN)
    await desk.goto(f"{running.address}/desk/demo/conversations/{conversation}")
    await desk.get_by_role("button", name=re.compile("^(Take over|Acknowledge)")).click()
    await expect(shop.locator(".coming")).to_contain_text("Dominik", timeout=PATIENCE)
    await box(shop).press_sequentially("It is my lamp", delay=20)
    await expect(desk.get_by_text("The customer is writing.")).to_be_visible(timeout=PATIENCE)
    await desk.get_by_role("textbox", name=re.compile("^Reply")).press_sequentially("I look at it", delay=20)
    await expect(shop.get_by_text(re.compile(r"Dominik.* is writing …"))).to_be_visible(timeout=PATIENCE)
    await desk.locator("[data-send]").click()
    await expect(said_by(shop, "agent")).to_contain_text("I look at it", timeout=PATIENCE)
    await expect(shop.get_by_text(re.compile("is writing …"))).to_have_count(0)
    await box(shop).press("Enter")
    await expect(desk.locator("#thread")).to_contain_text("It is my lamp", timeout=PATIENCE)
    await expect(desk.get_by_text("The customer is writing.")).to_have_count(0, timeout=PATIENCE)
    assert wrong == [[], []]


async def test_writing_in_a_closed_conversation_goes_on_in_a_new_one_linked_to_it(page: Page, running: Running) -> None:
    await opened(page, running)
    await say(page, "Do you ship to Norway?")
    await expect(said_by(page, "assistant")).to_have_count(1, timeout=PATIENCE)
    first = await conversation_of(page)
    async with running.agent() as http:
        closed = await http.post(f"/conversations/{first}/spam")
        assert closed.json()["conversation"]["state"] == "closed", closed.text
        await expect(
            page.get_by_text("This conversation is closed. If you write, it goes on in a new one.")
        ).to_be_visible(timeout=PATIENCE)
        await say(page, "Do you ship to Iceland?")
        await expect(page.get_by_text("A new conversation, linked to the one above")).to_be_visible(timeout=PATIENCE)
        await expect(said_by(page, "assistant").last).to_contain_text("Iceland", timeout=PATIENCE)
        second = await conversation_of(page)
        assert second != first
        assert (await http.get(f"/conversations/{second}")).json()["conversation"]["continues"] == first
    await expect(said_by(page, "assistant").first).to_contain_text("Norway")
    await expect(page.locator("li.waiting, li.sending, li.failed")).to_have_count(0)


async def test_a_file_that_is_taken_back_is_not_kept(page: Page, running: Running) -> None:
    taken: list[int] = []

    def heard(answer: Response) -> None:
        if answer.request.method == "DELETE" and "/attachments/" in answer.url:
            taken.append(answer.status)

    page.on("response", heard)
    await opened(page, running)
    picker, chip = page.locator("input[type=file]"), page.locator(".chip")
    await picker.set_input_files({"name": "lamp.png", "mimeType": "image/png", "buffer": PHOTO})
    await expect(page.get_by_text("Uploading …")).to_have_count(0, timeout=PATIENCE)
    async with page.expect_response(lambda one: one.request.method == "DELETE"):
        await page.get_by_role("button", name="Remove lamp.png").click()
    await expect(chip).to_have_count(0)
    held: list[Route] = []
    await page.route("**/attachments?*", lambda route: held.append(route))  # noqa: PLW0108 (it takes one alone)
    await picker.set_input_files({"name": "slow.png", "mimeType": "image/png", "buffer": PHOTO})
    await expect(chip).to_contain_text("Uploading …")
    await page.get_by_role("button", name="Remove slow.png").click()  # while it still travels
    async with page.expect_response(lambda one: one.request.method == "DELETE"):
        await held[0].continue_()
    assert taken == [204, 204]
    await say(page, "Do you ship to Norway?")
    await expect(said_by(page, "assistant")).to_have_count(1, timeout=PATIENCE)
    await expect(page.locator(".file")).to_have_count(0)


async def test_whom_a_person_blocked_is_told_until_when_and_still_reaches_a_person(
    page: Page, running: Running
) -> None:
    await opened(page, running)
    await say(page, "Do you ship to Norway?")
    await expect(said_by(page, "assistant")).to_have_count(1, timeout=PATIENCE)
    conversation = await conversation_of(page)
    until = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    async with running.agent() as http:
        customer = (await http.get(f"/conversations/{conversation}")).json()["customer"]["id"]
        blocked = await http.post(f"/customers/{customer}/block", json={"because": "Insults.", "until": until})
        assert blocked.status_code < 300, blocked.text
        told = page.get_by_text(
            re.compile(r"Your messages are not accepted until .*\d:\d\d.*A person of our team decided")
        )
        await say(page, "You are all fools!")
        await expect(told).to_contain_text("You can still ask to talk to a person.", timeout=PATIENCE)
        failed = page.locator("li.failed")
        await expect(failed).to_contain_text("Not sent.")
        await expect(page.get_by_text("cannot be used")).to_have_count(0)
        await page.reload()
        await expect(told).to_be_visible(timeout=PATIENCE)
        await page.get_by_role("button", name="Talk to a person").click()
        await expect(page.locator(".coming")).to_contain_text("a person, replies by", timeout=PATIENCE)
        await expect(told).to_have_count(0)
        await page.get_by_role("button", name="Discard").click()
        await say(page, "I am sorry, I was upset.")
        await expect(page.locator("li.waiting, li.sending, li.failed")).to_have_count(0, timeout=PATIENCE)
        await http.post(f"/conversations/{conversation}/take-over")
        key = {"Idempotency-Key": "answered"}
        assert (
            await http.post(f"/conversations/{conversation}/reply", json={"text": "It stays."}, headers=key)
        ).is_success
        await expect(said_by(page, "agent")).to_contain_text("It stays.", timeout=PATIENCE)
        await expect(told).to_be_visible(timeout=PATIENCE)
        await expect(page.get_by_text("You can still ask")).to_have_count(0)
        await page.get_by_role("button", name="Talk to a person").click()
        await expect(page.get_by_text("Asking for a person …")).to_have_count(0, timeout=PATIENCE)
        await http.post(f"/customers/{customer}/unblock")
        await say(page, "Thank you.")
        await expect(said_by(page, "customer").last).to_contain_text("Thank you.", timeout=PATIENCE)
        await expect(told).to_have_count(0, timeout=PATIENCE)
