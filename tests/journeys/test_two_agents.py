"""Two people at one conversation, each in a browser of their own: they see each other, and in a race one writes and neither loses
a word."""

import asyncio
import re
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from handrail.core.conversation.conversation import Conversation
from tests.browser import watch_errors
from tests.console_served import ServedConsole, console_served, signed_in_browser
from tests.desk import TestClock, small_desk

pytestmark = pytest.mark.slow
LATE = 15_000


@pytest.fixture
async def served(dsn: str, tmp_path: Path) -> AsyncGenerator[ServedConsole]:
    clock = TestClock(datetime.now(UTC).replace(microsecond=0))
    async with small_desk(dsn, clock) as desk, console_served(desk, tmp_path) as made:
        yield made


@pytest.fixture
async def asked(served: ServedConsole) -> Conversation:
    """Somebody wants a person, and nobody came yet."""
    one = await served.desk.opened(name="Kim")
    await served.desk.says(one, "Let me talk to a human")
    await served.desk.run_jobs()
    return one


@pytest.fixture
async def pages(served: ServedConsole, browser: Browser, asked: Conversation) -> AsyncGenerator[list[Page]]:
    """Ana's and Ben's, both with the conversation open."""
    opened = [await (await signed_in_browser(served, browser, who)).new_page() for who in ("ana", "ben")]
    wrong = [watch_errors(page) for page in opened]
    for page in opened:
        await page.goto(f"{served.path}/conversations/{asked.id}")
        await page.wait_for_selector("body[data-line=open]")
    yield opened
    assert wrong == [[], []]


async def test_who_looks_and_who_types_is_said_at_the_head_until_they_leave(pages: list[Page]) -> None:
    ana, ben = pages
    await expect(ana.locator("#others")).to_have_text("Ben looks at this too.", timeout=LATE)
    await expect(ben.locator("#others")).to_have_text("Ana looks at this too.", timeout=LATE)
    await ana.get_by_role("button", name=re.compile("^(Take over|Acknowledge)")).click()
    await expect(ana.locator("#head")).to_contain_text("You own and write", timeout=LATE)
    await ana.locator("#f-text").press_sequentially("I look at it", delay=10)
    await expect(ben.locator("#others")).to_have_text("Ana is writing.", timeout=LATE)
    assert await ben.locator("#others").get_attribute("role") == "status", "a screen reader says it"
    await ana.close()
    await expect(ben.locator("#others")).to_have_text("", timeout=LATE)


async def test_of_two_who_take_over_at_once_one_writes_and_the_other_reads_who(
    served: ServedConsole, pages: list[Page], asked: Conversation
) -> None:
    for page, text in zip(pages, ("Ana's words", "Ben's words"), strict=True):
        await page.locator("#f-text").fill(text)
    take = [page.get_by_role("button", name=re.compile("^(Take over|Acknowledge)")) for page in pages]
    await asyncio.gather(*(button.click() for button in take))
    for page in pages:
        await expect(page.locator("#writing")).to_be_visible()
        await page.wait_for_load_state()
    writer = (await served.desk.now(asked)).writer
    first, second = (0, 1) if writer == served.id_of("ana") else (1, 0)
    names = ("Ana", "Ben")
    await expect(pages[second].locator("#writing")).to_contain_text(f"{names[first]} writes here.", timeout=LATE)
    await expect(pages[first].locator("[data-send]")).to_be_visible()
    for page, text in zip(pages, ("Ana's words", "Ben's words"), strict=True):
        await expect(page.locator("#f-text")).to_have_value(text)


async def test_a_reply_that_comes_after_a_colleague_took_over_is_refused_by_name_and_kept(
    served: ServedConsole, pages: list[Page], asked: Conversation
) -> None:
    ana, ben = pages
    await ana.get_by_role("button", name=re.compile("^(Take over|Acknowledge)")).click()
    await expect(ana.locator("#head")).to_contain_text("You own and write", timeout=LATE)
    await ana.locator("#f-text").fill("Your parcel leaves today.")
    await ana.context.set_offline(True)  # she does not hear of it
    await ben.get_by_role("button", name=re.compile("^Take over")).click()
    await expect(ben.locator("#head")).to_contain_text("You own and write", timeout=LATE)
    await ana.context.set_offline(False)
    await ana.locator("[data-send]").click()
    await expect(ana.get_by_text(re.compile("Ben writes in this conversation now"))).to_be_visible(timeout=LATE)
    await expect(ana.locator("#f-text")).to_have_value("Your parcel leaves today.")
    assert "leaves today" not in str(await served.desk.thread(asked))


async def test_of_two_replies_at_once_both_are_said_and_neither_twice(
    served: ServedConsole, pages: list[Page], asked: Conversation
) -> None:
    """The writer has two windows open, and sends from both in the same moment."""
    ana, _ = pages
    await ana.get_by_role("button", name=re.compile("^(Take over|Acknowledge)")).click()
    await expect(ana.locator("#head")).to_contain_text("You own and write", timeout=LATE)
    other = await ana.context.new_page()
    await other.goto(ana.url.partition("?")[0])
    texts = ("From one window.", "From the other.")
    for page, text in zip((ana, other), texts, strict=True):
        await page.locator("#f-text").fill(text)
    await asyncio.gather(*(page.locator("#f-text").press("Control+Enter") for page in (ana, other)))
    for page in (*pages, other):
        for text in texts:
            await expect(page.locator("#thread").get_by_text(text)).to_have_count(1, timeout=LATE)
    said = [text for kind, text in await served.desk.thread(asked) if kind == "agent"]
    assert sorted(said) == sorted(texts)
