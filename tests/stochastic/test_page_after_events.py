"""The law of the console: a page after events equals the page after a reload, whatever happened and in whatever order."""

import asyncio
import difflib
import os
import random
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import uuid_utils.compat as uuids
from playwright.async_api import Browser, BrowserContext, Page

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.moves import IllegalMove
from handrail.flows.promise import MakePromise
from handrail.flows.reply import AsksWhatIsKnown
from handrail.ports import NotFound
from handrail.storage.administration import setup_within
from tests.browser import watch_errors
from tests.console_served import ServedConsole, console_served, signed_in_browser
from tests.desk import TestClock, TestDesk, small_desk

EVENTS = 40
SEEDS = range(int(os.environ.get("HANDRAIL_SEEDS", "2")))
AGENTS = ("ana", "ben", "chi", "lea")
SAYINGS = (
    "Do you ship to Norway?",
    "And my harpsichord?",
    "When is my refund?",
    "Let me talk to a human",
    "hi",
    "<b>!</b>",
)

# What may differ: how far a countdown is, one-time keys of forms, and what scripts mark for themselves.
NORMALISED = """() => {
  const copy = document.querySelector("main").cloneNode(true);
  for (const one of copy.querySelectorAll("time[data-countdown]")) { one.textContent = ""; one.className = "countdown"; }
  for (const one of copy.querySelectorAll("input[name=key]")) one.setAttribute("value", "");
  for (const one of copy.querySelectorAll(".thread-new, .list-new, [data-flash]")) one.remove();
  for (const one of copy.querySelectorAll("[style]")) one.removeAttribute("style");
  const text = (html) => html.replace(/\\s+/g, " ").replace(/ ?(<\\/?[^>]*>) ?/g, "\\n$1\\n").replace(/\\n+/g, "\\n");
  return text(copy.innerHTML);
}"""


class Happenings:
    """Customers, the assistant and agents, in an order that the seed alone decides."""

    def __init__(self, desk: TestDesk, seed: int) -> None:
        self.desk, self.chance = desk, random.Random(seed)
        self.conversations: list[Conversation] = []
        self.promise = MakePromise(desk.desk, setup_within, desk.clock, uuids.uuid7)
        self.kinds: list[Callable[[], Awaitable[object]]] = [
            self.writes, self.writes, self.writes, self.work, self.work, self.button, self.take_over, self.take_over,
            self.reply, self.reply, self.note, self.give_back, self.hand_to, self.resolve, self.promised, self.time,
        ]  # fmt: skip

    @property
    def where(self) -> Conversation:
        return self.chance.choice(self.conversations)

    @property
    def who(self):
        return self.desk.people[self.chance.choice(AGENTS)]

    async def open(self) -> None:
        self.conversations.append(await self.desk.opened(name=f"Kim {len(self.conversations)}"))

    async def happens(self) -> str:
        kind = self.chance.choice(self.kinds)
        with suppress(IllegalMove, NotFound, AsksWhatIsKnown):
            await kind()
        return kind.__name__

    async def writes(self) -> None:
        at = self.chance.randrange(len(self.conversations))
        if (await self.desk.now(self.conversations[at])).state is State.CLOSED:
            self.conversations[at] = await self.desk.opened()
        await self.desk.says(self.conversations[at], self.chance.choice(SAYINGS))

    async def work(self) -> None:
        await self.desk.run_jobs()

    async def button(self) -> None:
        one = self.where
        await self.desk.press_button(self.desk.tenant, one.id, one.customer)

    async def take_over(self) -> None:
        await self.desk.take_over(self.desk.tenant, self.where.id, self.who)

    async def reply(self) -> None:
        await self.desk.reply(self.desk.tenant, self.where.id, self.who, "Here is what I found.", uuid4().hex)

    async def note(self) -> None:
        await self.desk.reply.note(self.desk.tenant, self.where.id, self.who, "They were here before.", uuid4().hex)

    async def give_back(self) -> None:
        await self.desk.take_over.give_back(self.desk.tenant, self.where.id, self.who)

    async def hand_to(self) -> None:
        await self.desk.take_over.hand_to(self.desk.tenant, self.where.id, self.who, self.who)

    async def resolve(self) -> None:
        await self.desk.close.resolve(self.desk.tenant, self.where.id, self.who)

    async def promised(self) -> None:
        due = self.desk.clock() + timedelta(hours=2)
        await self.promise(self.desk.tenant, self.where.id, self.who, "A parcel comes", due)

    async def time(self) -> None:
        self.desk.clock.forward(minutes=self.chance.choice([1, 4, 30]))
        await self.desk.escalate_late(self.desk.tenant)


async def settled(page: Page) -> str:
    """How the page looks when nothing moves any more."""
    before = ""
    for _ in range(60):
        await page.wait_for_timeout(300)
        now: str = await page.evaluate(NORMALISED)
        if now == before:
            return now
        before = now
    raise AssertionError("The page never came to rest.")


async def reloaded(page: Page) -> str:
    await page.reload()
    return await page.evaluate(NORMALISED)


def at_its_moment(page: str) -> str:
    """Without the words of times: a day that ends while a page is open is no event, and `datetime` says which moment it is."""
    return re.sub(r"(<time [^>]*>)\n[^\n]*", r"\1", page)


def difference(shown: str, wanted: str) -> str:
    return "\n".join(difflib.unified_diff(wanted.split("\n"), shown.split("\n"), "reloaded", "live", lineterm="", n=4))


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
async def test_a_page_after_events_equals_the_page_after_a_reload(
    dsn: str, tmp_path: Path, browser: Browser, seed: int
) -> None:
    clock = TestClock(datetime.now(UTC).replace(microsecond=0))
    async with small_desk(dsn, clock) as desk, console_served(desk, tmp_path) as served:
        happenings = Happenings(desk, seed)
        for _ in range(4):
            await happenings.open()
        context = await signed_in_browser(served, browser, "ana")
        pages = await opened(served, context, happenings.conversations[0])
        wrong = [watch_errors(page) for page in pages]
        told: list[str] = []
        for _ in range(EVENTS):
            told.append(await happenings.happens())
            await asyncio.sleep(happenings.chance.choice([0, 0, 0, 0.02, 0.15]))
        for page in pages:
            shown = at_its_moment(await settled(page))
            assert shown == (wanted := at_its_moment(await reloaded(page))), (
                f"{page.url} after {told}\n{difference(shown, wanted)}"
            )
        assert wrong == [[] for _ in pages]


async def opened(served: ServedConsole, context: BrowserContext, conversation: Conversation) -> list[Page]:
    pages: list[Page] = []
    for path in ("/inbox", "/inbox?of=all", f"/conversations/{conversation.id}?of=team"):
        page = await context.new_page()
        await page.goto(served.path + path)
        pages.append(page)
    walked = await context.new_page()  # to a conversation without a new page: the law holds there as well
    await walked.goto(f"{served.path}/inbox?of=all")
    await walked.wait_for_selector("body[data-line=open]")
    await walked.locator(".line a").first.click()
    await walked.wait_for_selector("#thread")
    return [*pages, walked]
