"""The customer's chat on the demo's shop page, as tests use it with their hands and eyes."""

import json
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser import Running

PATIENCE = 20_000


async def opened(page: Page, running: Running) -> Page:
    """The shop, with the chat open."""
    await page.goto(f"{running.address}/shop")
    await page.get_by_role("button", name="Open chat").click()
    await expect(box(page)).to_be_focused(timeout=PATIENCE)
    return page


def box(page: Page) -> Locator:
    return page.get_by_label("Write a message")


async def say(page: Page, text: str) -> None:
    await box(page).fill(text)
    await box(page).press("Enter")


def said_by(page: Page, kind: str) -> Locator:
    return page.locator(f"li.said.{kind}")


def answers(page: Page) -> Locator:
    """Whatever the desk says, by whichever voice."""
    return page.locator("li.said:not(.customer)")


async def conversation_of(page: Page) -> str:
    kept = await page.evaluate("() => Object.entries(localStorage).find(([k]) => k.endsWith(':conversation'))?.[1]")
    return json.loads(kept)


async def thread(running: Running, conversation: str) -> list[dict[str, Any]]:
    async with running.agent() as http:
        return (await http.get(f"/conversations/{conversation}")).json()["messages"]


async def texts_of_customer(running: Running, page: Page) -> list[str]:
    kept = await thread(running, await conversation_of(page))
    return [one["text"] for one in kept if one["author"]["kind"] == "customer"]
