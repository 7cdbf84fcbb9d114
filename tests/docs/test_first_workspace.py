"""The tutorial of the first workspace, walked as it stands there: its commands word for word, its steps in a real browser, by the
labels that it names."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, Page, expect

from handrail.frontend import Frontend
from tests.browser import watch_errors
from tests.docs.reader import LATE, TUTORIALS, Reader, commands, reading, said_on

pytestmark = pytest.mark.slow
PAGE = TUTORIALS / "first-workspace.md"
PASSWORD = "four quiet ovens bake"


def said(label: str) -> str:
    return said_on(PAGE, label)


@pytest.fixture
def reader() -> Iterator[Reader]:
    if (missing := Frontend().missing) != "":
        pytest.skip(missing)
    if shutil.which("bash") is None:
        pytest.skip("bash is not here")
    with reading() as one:
        yield one


async def goes(page: Page, label: str) -> None:
    """To a page of the rail."""
    await page.locator(".rail").get_by_role("link", name=re.compile(f"^{said(label)}")).click()


async def chooses_password(page: Page) -> None:
    await page.get_by_label("Choose a password").fill(PASSWORD)
    await page.get_by_role("button", name="Save and sign in").click()


async def invites(ada: Page, noor: Page) -> None:
    step = ada.locator("li.step", has_text=said("Invite people"))
    await step.get_by_role("link", name=said("Add and invite somebody")).click()
    await ada.get_by_label("Name").fill(said("Noor Haddad"))
    await ada.get_by_label("E-mail").fill(said("noor@acme.example"))
    await ada.get_by_role("button", name="Add and invite").click()
    invited = await ada.locator("#secret").inner_text()
    await noor.goto(invited)
    await chooses_password(noor)


async def sets_shifts(ada: Page, noor: Page) -> None:
    await ada.get_by_role("link", name=said("Next: their shifts")).click()
    for day in await ada.locator("input[name=days-0]").all():
        await day.check(force=True)
    for time_field in await ada.locator(".shift-row").first.locator("input[type=time]").all():
        await time_field.fill(said("00:00"))
    await ada.get_by_role("button", name=said("Save the shifts")).click()
    await goes(noor, "Team")
    await noor.get_by_role("button", name=said("Available")).click()
    await expect(noor.get_by_role("button", name="Available")).to_have_attribute("aria-pressed", "true", timeout=LATE)


async def brings_in_articles(ada: Page, reader: Reader) -> None:
    await goes(ada, "First steps")
    step = ada.locator("li.step", has_text=said("Bring in articles"))
    await step.get_by_role("link", name=said("Import articles")).click()
    await ada.get_by_label("Files").set_input_files(sorted((reader.folder / "help").iterdir()))
    await ada.get_by_role("button", name=said("Import"), exact=True).click()
    await expect(ada.locator("main")).to_contain_text("delivery", timeout=LATE)


async def teaches_and_signs(ada: Page) -> None:
    await goes(ada, "Topics")
    await ada.get_by_role("link", name="Delivery", exact=True).click()
    teaching = ada.locator("form.teach")
    await teaching.get_by_role("textbox").first.fill(said("Where is my oven?"))
    await teaching.get_by_role("combobox").select_option(label=said("Delivery times"))
    await teaching.get_by_role("button").click()
    await expect(ada.locator("main")).to_contain_text("Where is my oven?", timeout=LATE)
    await ada.get_by_role("link", name=said("Sign a grant")).first.click()
    await ada.get_by_label("Why").fill(said("Two short articles, both checked today"))
    await ada.get_by_label("Your signature").fill("Ada Baker")
    await ada.get_by_role("button", name=said("Sign"), exact=True).click()
    await expect(ada.locator("main")).to_contain_text(said("Granted, not yet earned"), timeout=LATE)


async def is_ready_for_grave(ada: Page) -> None:
    await goes(ada, "Team")
    await ada.locator("main").get_by_role("link", name="Ada Baker").first.click()
    await ada.get_by_label(said("On call")).check()
    await ada.get_by_role("button", name=said("Save")).last.click()
    await expect(ada.get_by_label("On call")).to_be_checked(timeout=LATE)
    await goes(ada, "Moments")
    await ada.get_by_role("link", name=said("Read and sign them")).click()
    await ada.get_by_role("button", name="Sign what is ticked").click()
    await expect(ada.locator("main")).to_contain_text("Signed.", timeout=LATE)


async def tries_questions(ada: Page) -> None:
    """The one that was signed for, and the other."""
    await goes(ada, "First steps")
    await ada.locator("li.step").get_by_role("link", name=said("Try a question")).click()
    for question, outcome in (
        ("How long does delivery take?", "The assistant would answer with this passage"),
        ("Can I send my oven back?", "A person would get it, with this passage as a draft"),
    ):
        await ada.locator("#try textarea").fill(said(question))
        await ada.get_by_role("button", name="Try it").click()
        await expect(ada.locator("#outcome")).to_contain_text(said(outcome), timeout=LATE)


async def site_key(ada: Page) -> str:
    await goes(ada, "Settings")
    snippet = await ada.locator("pre", has_text="handrail-chat").inner_text()
    key = re.search(r"site-key=\"(site_[^\"]+)\"", snippet)
    assert key, snippet
    return key[1]


async def first_chats(visitor: Page, noor: Page, reader: Reader) -> None:
    await visitor.goto(reader.site)
    await visitor.get_by_role("button", name="Open chat").click()
    await visitor.get_by_label("Write a message").fill("How long does delivery take?")
    await visitor.get_by_label("Write a message").press("Enter")
    answer = visitor.locator("li.said.assistant")
    await expect(answer).to_contain_text("Delivery takes 3 to 5 working days", timeout=LATE)
    await expect(answer).to_contain_text("Delivery times")
    await goes(noor, "Inbox")
    await noor.wait_for_selector("body[data-line=open]")
    await visitor.get_by_role("button", name=said("Talk to a person")).click()
    await expect(visitor.locator(".coming")).to_contain_text("Noor Haddad, a person, replies by", timeout=LATE)
    row = noor.locator("#inbox-list a[href*='/conversations/']").first
    await expect(row).to_be_visible(timeout=LATE)  # without a reload
    await row.click()
    await noor.get_by_role("button", name=re.compile("^(Take over|Acknowledge)")).click()
    await expect(noor.locator("#head")).to_contain_text("You own and write", timeout=LATE)
    await noor.locator("#f-text").fill("Your oven leaves tomorrow.")
    await noor.locator("[data-send]").click()
    await expect(visitor.locator("li.said.agent")).to_contain_text("leaves tomorrow", timeout=LATE)


async def test_the_tutorial_leads_from_nothing_to_an_answered_and_a_handed_over_chat(
    reader: Reader, browser: Browser
) -> None:
    create, up, *write_articles, make_site, write_site, serve = commands(PAGE)
    assert "workspace create acme" in create
    assert up.endswith("handrail up")
    assert "http.server" in serve
    ada, noor, visitor = [await (await browser.new_context()).new_page() for _ in range(3)]
    wrong = [watch_errors(page) for page in (ada, noor, visitor)]
    made = reader.types(create)
    link = re.search(r"^sign in +(\S+)", made, re.MULTILINE)
    assert link, made
    reader.starts(up, f"{reader.desk}/readyz")
    await ada.goto(link[1])
    await chooses_password(ada)
    await goes(ada, "First steps")
    await invites(ada, noor)
    await sets_shifts(ada, noor)
    for command in write_articles:
        reader.types(command)
    await brings_in_articles(ada, reader)
    await teaches_and_signs(ada)
    await is_ready_for_grave(ada)
    await tries_questions(ada)
    key = await site_key(ada)
    reader.types(make_site)
    reader.types(write_site.replace("site_...", key))
    reader.starts(serve, reader.site)
    await first_chats(visitor, noor, reader)
    await ada.goto(f"{reader.desk}/desk/acme/start")
    await expect(ada.locator("main")).to_contain_text(said("Your desk works"))
    await ada.goto(f"{reader.desk}/desk/acme/inbox")
    await expect(ada.locator(".rail").get_by_role("link", name="First steps")).to_have_count(0)
    assert wrong == [[], [], []]
