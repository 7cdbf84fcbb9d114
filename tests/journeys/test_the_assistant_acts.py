"""The assistant acts, in two browsers: an order looked up, and a refund that waits for a person's yes on a telephone."""

import asyncio
import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import Running, watch_errors
from tests.journeys.chat import opened, said_by, say
from tests.pages import LATE, sign_in

pytestmark = pytest.mark.slow
SUPERVISOR = "rosa.etxeberria@tarnwick.example"
ORDER, OWNER, PAID = "TW-300022", "ayse.korkmaz@mailbox.example", "53.65 EUR"


async def test_an_order_is_looked_up_and_a_refund_is_done_once_after_a_supervisors_yes_on_a_phone(
    browser: Browser, running: Running
) -> None:
    shop = await (await browser.new_context()).new_page()
    phone = await (await browser.new_context(viewport={"width": 360, "height": 740})).new_page()
    wrong = [watch_errors(shop), watch_errors(phone)]
    await a_lead_lets_it_refund(running)
    await opened(shop, running)

    # Where an order is: the shop's own answer, after a code to the address that the company has.
    await asks(shop, "Where is my order?", "What is your order number?")
    before = len(codes(running))
    await asks(shop, ORDER, "the e-mail address that you use with us", by="system")
    await asks(shop, OWNER, "a code of six digits to a•••@mailbox.example", by="system")
    await asks(shop, await next_code(running, before), f"Your order {ORDER} (Tarn kettle)")

    # A refund of the order that was just named: the amount is the shop's. It waits, and nothing is done.
    await asks(shop, "I want a refund for my order", f"Order {ORDER} is found. Why would you like your money back?")
    await asks(shop, "it is broken", f"{PAID} was paid for order {ORDER}")
    await asks(shop, "yes please", "A person on our team has to approve this first.", by="system")
    assert refunds(running) == []

    # A supervisor sees it whole on a telephone, and is asked once more with the amount.
    await sign_in(phone, running, SUPERVISOR)
    await phone.goto(f"{running.address}/desk/demo/approvals")
    await phone.locator("main a[href*='/approvals/']", has_text=PAID).click()
    await expect(phone.locator("main")).to_contain_text(ORDER)
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 360
    await phone.get_by_role("button", name=re.compile(f"^Approve {PAID}")).click()
    await phone.get_by_role("button", name=f"Yes, {PAID}").click()
    await expect(phone.locator("main")).to_contain_text("Your yes counts.", timeout=LATE)

    # It is done once, and the customer reads it.
    await expect(said_by(shop, "assistant").last).to_contain_text(f"{PAID} for order {ORDER} is refunded", timeout=LATE)
    assert refunds(running) == [{"order": ORDER, "amount": {"amount": 5365, "currency": "EUR"}}]
    assert wrong == [[], []]


async def a_lead_lets_it_refund(running: Running) -> None:
    ends = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    at = f"{running.address}/v1/admin/topics/refunds"
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {running.tokens['admin_token']}"}) as http:
        signed = await http.post(f"{at}/grants", json={"expires_at": ends, "action_class": "playbook:refund"})
        raised = await http.patch(at, json={"level": "monitored"})
    assert (signed.status_code, raised.status_code) == (201, 200), signed.text + raised.text


async def asks(shop: Page, text: str, answer: str, by: str = "assistant") -> None:
    await say(shop, text)
    await expect(said_by(shop, by).last).to_contain_text(answer, timeout=LATE)


def codes(running: Running) -> list[str]:
    return re.findall(r"Your code: (\d{6})", running.said)


async def next_code(running: Running, before: int) -> str:
    """Letters are printed where no mail server is set."""
    for _ in range(LATE // 100):
        if len(codes(running)) > before:
            break
        await asyncio.sleep(0.1)
    return codes(running)[before]


def refunds(running: Running) -> list[dict[str, Any]]:
    """What the shop's own books say was paid back."""
    with closing(sqlite3.connect(running.data / "demo-shop.sqlite")) as books:
        rows = books.execute("SELECT arguments FROM effect WHERE tool = 'refund_order'").fetchall()
    return [json.loads(arguments) for (arguments,) in rows]
