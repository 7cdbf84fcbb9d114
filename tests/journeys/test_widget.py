"""The customer's chat in a real browser: asked, answered, handed to a person; nothing said is lost or said twice."""

import asyncio
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from tests.browser import Axe, Running
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

pytestmark = pytest.mark.slow


async def test_a_question_is_answered_by_an_assistant_that_says_so_and_shows_its_source(
    page: Page, running: Running
) -> None:
    await opened(page, running)
    await expect(page.get_by_text("You are talking to an AI assistant")).to_be_visible()
    await say(page, "Do you ship to Norway?")
    answer = said_by(page, "assistant")
    await expect(answer).to_contain_text("Yes, we ship to Norway", timeout=PATIENCE)
    await expect(answer).to_contain_text("AI assistant")
    await answer.get_by_text("Shipping to Norway").click()
    await expect(answer.locator("blockquote")).to_be_visible()
    await expect(page.get_by_role("button", name="Talk to a person")).to_be_visible()


async def test_the_button_names_a_person_and_a_time_and_asks_where_they_may_write(page: Page, running: Running) -> None:
    await opened(page, running)
    button = page.get_by_role("button", name="Talk to a person")
    await button.click()
    coming = page.locator(".coming")
    await expect(coming).to_have_text(
        re.compile(r"\S+ \S+, a person, replies by .*\d+:\d\d.*\. The reply"), timeout=PATIENCE
    )
    await expect(page.get_by_text(re.compile("You are with .*, a person"))).to_be_visible()
    await expect(button).to_have_attribute("aria-pressed", "true")
    await page.get_by_label("Your e-mail (optional)").fill("noor@shop.example")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(coming).to_contain_text("comes by e-mail if you have left")
    await expect(page.get_by_label("Your e-mail (optional)")).to_have_count(0)


async def test_a_persons_words_look_and_read_like_a_persons(page: Page, running: Running) -> None:
    await opened(page, running)
    await say(page, "I want to talk to a human")
    await expect(page.locator(".coming")).to_contain_text("a person, replies by", timeout=PATIENCE)
    conversation = await conversation_of(page)
    async with running.agent() as http:
        assert (await http.post(f"/conversations/{conversation}/take-over")).status_code == 200
        sent = await http.post(
            f"/conversations/{conversation}/reply",
            json={"text": "Hello, I am here. See https://tarnwick.example/help."},
            headers={"Idempotency-Key": "hello"},
        )
        assert sent.status_code == 201, sent.text
    reply = said_by(page, "agent")
    await expect(reply).to_contain_text("Hello, I am here.", timeout=PATIENCE)
    await expect(reply.locator(".tag")).to_have_text("Person")
    link = reply.get_by_role("link")
    await expect(link).to_have_attribute("href", "https://tarnwick.example/help")
    await expect(link).to_have_attribute("rel", re.compile("noopener"))


async def test_what_is_written_offline_is_kept_over_a_reload_and_sent_once(page: Page, running: Running) -> None:
    await opened(page, running)
    await say(page, "Do you ship to Norway?")
    await expect(said_by(page, "assistant")).to_have_count(1, timeout=PATIENCE)
    await page.route("**/v1/customer/**", lambda route: route.abort())  # the desk is out of reach, the shop is not
    await say(page, "How do I reset my password?")
    await expect(page.locator("li.waiting, li.sending")).to_contain_text("How do I reset my password?")
    await page.reload()
    await expect(page.locator("li.waiting, li.sending")).to_contain_text("How do I reset my password?")
    await page.unroute("**/v1/customer/**")
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(answers(page).nth(1)).to_be_visible(timeout=PATIENCE)
    await expect(page.locator("li.waiting, li.sending, li.failed")).to_have_count(0)
    assert await texts_of_customer(running, page) == ["Do you ship to Norway?", "How do I reset my password?"]


async def test_an_answer_that_got_lost_does_not_make_the_message_twice(page: Page, running: Running) -> None:
    await opened(page, running)
    lost = 0

    async def lose(route: Any) -> None:
        nonlocal lost
        if lost < 2:
            lost += 1
            await route.fetch()  # it arrives, and nobody hears that it did
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/messages", lose)
    await say(page, "Do you ship to Iceland?")
    await expect(said_by(page, "assistant")).to_contain_text("Iceland", timeout=PATIENCE)
    await expect(page.locator("li.waiting, li.sending, li.failed")).to_have_count(0, timeout=PATIENCE)
    assert lost == 2
    assert await texts_of_customer(running, page) == ["Do you ship to Iceland?"]


async def test_offline_is_said_and_a_wish_for_a_person_is_kept_too(page: Page, running: Running) -> None:
    await opened(page, running)
    await page.context.set_offline(True)
    await expect(page.get_by_text("You are offline.")).to_be_visible()
    await say(page, "My parcel is gone")
    await page.get_by_role("button", name="Talk to a person").click()
    await expect(page.locator("li.waiting")).to_contain_text("Goes out once you are online")
    await page.context.set_offline(False)
    await expect(page.locator(".coming")).to_contain_text("a person, replies by", timeout=PATIENCE)
    assert await texts_of_customer(running, page) == ["My parcel is gone"]


async def test_two_tabs_show_one_conversation_and_send_what_waits_once(browser: Browser, running: Running) -> None:
    context = await browser.new_context()
    first, second = await context.new_page(), await context.new_page()
    await opened(first, running)
    await opened(second, running)
    await context.set_offline(True)
    await say(first, "Do you ship to Norway?")
    await say(second, "How do I reset my password?")
    for page in (first, second):
        await expect(page.locator("li.waiting")).to_have_count(2)
    await context.set_offline(False)
    for page in (first, second):
        await expect(said_by(page, "customer")).to_have_count(2, timeout=PATIENCE)
        await expect(page.locator("li.waiting, li.sending")).to_have_count(0, timeout=PATIENCE)
        await expect(said_by(page, "assistant").first).to_be_visible(timeout=PATIENCE)
    assert sorted(await texts_of_customer(running, first)) == ["Do you ship to Norway?", "How do I reset my password?"]
    assert await conversation_of(first) == await conversation_of(second)
    await context.close()


async def test_a_window_that_could_not_read_what_was_said_reads_it_a_moment_later(
    browser: Browser, running: Running
) -> None:
    context = await browser.new_context()
    first, second = await context.new_page(), await context.new_page()
    await opened(first, running)  # the one that watches for both
    await say(first, "Do you ship to Norway?")
    await expect(said_by(first, "assistant")).to_have_count(1, timeout=PATIENCE)
    failed: list[str] = []

    async def busy(route: Route) -> None:
        failed.append(route.request.url)
        await (route.fulfill(status=503) if len(failed) == 1 else route.abort())
        if len(failed) == 2:
            await second.unroute("**/conversations/*")

    await second.route("**/conversations/*", busy)
    await opened(second, running)
    await expect(said_by(second, "assistant")).to_contain_text("Norway", timeout=PATIENCE)
    await expect(second.get_by_text("Reconnecting …")).to_have_count(0)
    assert len(failed) == 2
    await context.close()


async def test_eight_windows_watch_by_one_stream_and_can_still_send(browser: Browser, running: Running) -> None:
    """A browser keeps at most six connections to a host; eight streams would leave none to send by."""
    context = await browser.new_context()
    streams: list[str] = []
    context.on("request", lambda request: streams.append(request.url) if request.url.endswith("/stream") else None)
    pages = [await context.new_page() for _ in range(8)]
    await opened(pages[0], running)
    await say(pages[0], "hello")
    await expect(pages[0].locator("li.said.customer")).to_have_count(1)
    for page in pages[1:]:
        await opened(page, running)
        await expect(said_by(page, "customer")).to_have_count(1, timeout=PATIENCE)
    await say(pages[7], "Do you ship to Norway?")
    for page in pages:
        await expect(said_by(page, "assistant").last).to_contain_text("Norway", timeout=PATIENCE)
    assert len(streams) == 1
    await pages[0].close()  # another window takes the watch
    await say(pages[7], "How do I reset my password?")
    await expect(said_by(pages[3], "customer").last).to_contain_text("password", timeout=PATIENCE)
    await expect(answers(pages[3]).last).not_to_contain_text("Norway", timeout=PATIENCE)
    async with asyncio.timeout(PATIENCE / 1000):
        while len(streams) < 2:  # noqa: ASYNC110 (a browser tells of its requests when it likes)
            await asyncio.sleep(0.05)
    assert len(streams) == 2
    await context.close()


async def test_a_desk_that_restarts_is_found_again_and_nothing_is_missed(page: Page, running: Running) -> None:
    await opened(page, running)
    await say(page, "Do you ship to Norway?")
    await expect(said_by(page, "assistant")).to_have_count(1, timeout=PATIENCE)
    running.stop()
    try:
        await expect(page.get_by_text("Reconnecting …")).to_be_visible(timeout=PATIENCE)
        await say(page, "How do I reset my password?")
    finally:
        await asyncio.to_thread(running.start)
    await expect(answers(page).nth(1)).to_be_visible(timeout=60_000)
    await expect(page.get_by_text("Reconnecting …")).to_have_count(0)
    assert await texts_of_customer(running, page) == ["Do you ship to Norway?", "How do I reset my password?"]


async def test_the_chat_can_be_used_with_the_keyboard_alone(page: Page, running: Running) -> None:
    await page.goto(f"{running.address}/shop")
    launcher = page.get_by_role("button", name="Open chat")
    await expect(launcher).to_be_visible()
    await page.locator("body").press("Shift+Tab")
    await expect(launcher).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(box(page)).to_be_focused()
    await page.keyboard.type("Do you ship to Norway?")
    await page.keyboard.press("Enter")
    await expect(said_by(page, "assistant")).to_have_count(1, timeout=PATIENCE)
    await expect(page.get_by_role("button", name="Close chat")).to_be_visible()
    reached = await names_on_the_way_back(page, "Save transcript")
    assert {
        "Attach a file",
        "Talk to a person",
        "Close chat",
        "Save transcript",
        "Source: Shipping to Norway",
    } <= reached
    await page.keyboard.press("Escape")
    await expect(launcher).to_be_focused()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def names_on_the_way_back(page: Page, end: str) -> set[str]:
    """What Shift+Tab reaches from where the focus is, up to `end`."""
    inside = "document.querySelector('handrail-chat').shadowRoot.activeElement"
    names: set[str] = set()
    for _ in range(12):
        if end in names:
            break
        await page.keyboard.press("Shift+Tab")
        names.add(await page.evaluate(f"{inside}?.getAttribute('aria-label') ?? {inside}?.textContent ?? ''"))
    return names


async def test_it_speaks_the_pages_language_and_turns_with_it(browser: Browser, running: Running) -> None:
    context = await browser.new_context(locale="ar-EG", viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.goto(f"{running.address}/shop")
    await page.evaluate("document.querySelector('handrail-chat').setAttribute('lang', 'ar')")
    await page.get_by_role("button", name="فتح المحادثة").click()
    await expect(page.get_by_text("أنت تتحدث مع مساعد ذكاء اصطناعي")).to_be_visible()
    panel = await page.get_by_role("dialog").bounding_box()
    assert panel is not None
    assert panel["x"] < 100, "it stands where the line ends"
    await page.get_by_role("button", name="التحدث مع شخص").click()
    await expect(page.locator(".coming")).to_contain_text("سيرد عليك شخص", timeout=PATIENCE)
    await context.close()


PAYLOADS = (
    "<img src=x onerror=\"document.title='broken'\">",
    "<script>document.title='broken'</script>",
    "<svg/onload=document.title='broken'>",
    "javascript:document.title='broken'",
    "[a](javascript:document.title='broken') https://x.example/\"onmouseover=\"document.title='broken'",
    "**<b onclick=document.title='broken'>bold</b>** {{7*7}} ${7*7}",
    "\u202eevil\u202c </textarea><iframe srcdoc='<script>parent.document.title=1</script>'>",
)


async def test_nothing_that_anybody_writes_becomes_markup(page: Page, running: Running) -> None:
    await opened(page, running)
    title = await page.title()
    await page.get_by_role("button", name="Talk to a person").click()
    await expect(page.locator(".coming")).to_contain_text("a person, replies by", timeout=PATIENCE)
    conversation = await conversation_of(page)
    async with running.agent() as http:
        await http.post(f"/conversations/{conversation}/take-over")
        for at, text in enumerate(PAYLOADS):
            await say(page, text)
            key = {"Idempotency-Key": f"payload-{at}"}
            sent = await http.post(f"/conversations/{conversation}/reply", json={"text": text}, headers=key)
            assert sent.status_code == 201, sent.text
    await expect(said_by(page, "agent")).to_have_count(len(PAYLOADS), timeout=PATIENCE)
    await expect(said_by(page, "customer")).to_have_count(len(PAYLOADS))
    for at, text in enumerate(PAYLOADS):
        shown = await said_by(page, "customer").locator(".body").nth(at).text_content()
        assert shown == text
    made = page.locator("handrail-chat").locator("img, script, iframe, [onclick], [onerror], [onmouseover], .body svg")
    assert await made.count() == 0
    links = await page.locator("handrail-chat .body a").evaluate_all("all => all.map(one => one.href)")
    assert all(link.startswith("https://") for link in links)
    assert await page.title() == title


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_wrong_at_any_stage(page: Page, running: Running, axe: Axe, scheme: Any) -> None:
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.goto(f"{running.address}/shop")
    await expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    assert await axe(page) == []
    await page.get_by_role("button", name="Open chat").click()
    assert await axe(page) == []
    await say(page, "Do you ship to Norway?")
    await expect(said_by(page, "assistant")).to_have_count(1, timeout=PATIENCE)
    await expect(page.get_by_text("Did this solve it?")).to_be_visible(timeout=PATIENCE)
    assert await axe(page) == []
    await page.get_by_role("button", name="Yes, solved").click()
    await expect(page.get_by_text("How did we do?")).to_be_visible(timeout=PATIENCE)
    await page.get_by_label("4", exact=True).first.check()
    assert await axe(page) == []
    await page.get_by_role("button", name="Talk to a person").click()
    await expect(page.locator(".coming")).to_contain_text("a person, replies by", timeout=PATIENCE)
    assert await axe(page) == []
    await page.context.set_offline(True)
    await say(page, "Are you there?")
    assert await axe(page) == []


async def test_on_a_phone_the_chat_fills_the_screen_and_keeps_the_focus(browser: Browser, running: Running) -> None:
    context: BrowserContext = await browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(f"{running.address}/shop")
    await page.get_by_role("button", name="Open chat").tap()
    panel = await page.get_by_role("dialog").bounding_box()
    assert panel == {"x": 0, "y": 0, "width": 360, "height": 640}
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.localName") == "handrail-chat"
    await context.close()


async def test_the_transcript_is_saved_without_asking_anybody(page: Page, running: Running, tmp_path: Path) -> None:
    await opened(page, running)
    await say(page, "Do you ship to Norway?")
    await expect(said_by(page, "assistant")).to_have_count(1, timeout=PATIENCE)
    async with page.expect_download() as begun:
        await page.get_by_role("button", name="Save transcript").click()
    await (await begun.value).save_as(tmp_path / "transcript.txt")
    saved = (tmp_path / "transcript.txt").read_text("utf-8")
    assert "You\nDo you ship to Norway?" in saved
    assert "AI assistant\nYes, we ship to Norway" in saved
    assert "Source: Shipping to Norway" in saved


PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(200)


async def test_a_file_goes_with_a_message_and_can_be_fetched_again(
    page: Page, running: Running, tmp_path: Path
) -> None:
    await opened(page, running)
    picker = page.locator("input[type=file]")
    await picker.set_input_files({"name": "broken pole <b>.png", "mimeType": "image/png", "buffer": PHOTO})
    await expect(page.locator(".chip")).to_contain_text("broken pole")
    await expect(page.get_by_text("Uploading …")).to_have_count(0, timeout=PATIENCE)
    await say(page, "I want to talk to a human about this pole")
    file = said_by(page, "customer").get_by_role("button", name=re.compile("^Save .*broken pole"))
    await expect(file).to_be_visible(timeout=PATIENCE)
    async with page.expect_download() as begun:
        await file.click()
    await (await begun.value).save_as(tmp_path / "photo.png")
    assert (tmp_path / "photo.png").read_bytes() == PHOTO
    await picker.set_input_files({"name": "program.exe", "mimeType": "image/png", "buffer": b"MZ" + bytes(100)})
    await expect(page.get_by_text("program.exe could not be uploaded.")).to_be_visible(timeout=PATIENCE)
    await picker.set_input_files({"name": "film.mp4", "mimeType": "video/mp4", "buffer": bytes(10_000_001)})
    await expect(page.get_by_text("film.mp4 is larger than 10 MB.")).to_be_visible()


async def test_once_solved_it_asks_how_it_was_and_writing_again_opens_it_again(page: Page, running: Running) -> None:
    await opened(page, running)
    await say(page, "Do you ship to Norway?")
    await page.get_by_role("button", name="Yes, solved").click(timeout=PATIENCE)
    await expect(page.get_by_text("Solved. If anything is left, just write again.")).to_be_visible(timeout=PATIENCE)
    await page.get_by_role("group", name="How did we do?").get_by_label("5, Very good").check()
    await page.get_by_role("group", name="How easy was it to get help?").get_by_label("6", exact=True).check()
    await page.get_by_label("Anything you want to add? (optional)").fill("Quick.")
    await page.get_by_role("button", name="Send rating").click()
    await expect(page.get_by_text("Thank you. That helps us.")).to_be_visible(timeout=PATIENCE)
    conversation = await conversation_of(page)
    await say(page, "How do I reset my password?")
    await expect(answers(page).nth(1)).to_be_visible(timeout=PATIENCE)
    assert await conversation_of(page) == conversation


class _Shop(BaseHTTPRequestHandler):
    """Another company's site: a page under the strictest policy the widget can live with."""

    desk, site_key = "", ""

    def do_GET(self) -> None:
        policy = (
            f"default-src 'none'; script-src {self.desk}; connect-src {self.desk}; style-src 'self'; img-src 'self';"
            " require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'"
        )
        page = (
            '<!doctype html><html lang="de"><meta charset="utf-8"><title>Laden</title>'
            f'<script src="{self.desk}/widget.js" defer></script><h1>Laden</h1>'
            f'<handrail-chat site-key="{self.site_key}"></handrail-chat></html>'
        ).encode()
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        return


@pytest.fixture
def another_site(running: Running) -> Iterator[str]:
    shop = type("Shop", (_Shop,), {"desk": running.address, "site_key": running.site_key})
    with ThreadingHTTPServer(("127.0.0.1", running.elsewhere), shop) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.elsewhere}/"
        server.shutdown()
        thread.join()


async def test_another_origin_embeds_it_under_a_strict_policy_and_only_the_desk_is_asked(
    page: Page, running: Running, another_site: str
) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    await page.goto(another_site)
    await page.get_by_role("button", name="Chat öffnen").click()
    await expect(page.get_by_text("Sie sprechen mit einem KI-Assistenten")).to_be_visible()
    panel = page.get_by_role("dialog")
    assert await panel.evaluate("one => getComputedStyle(one).position") == "fixed", "its style arrived"
    await page.get_by_role("button", name="Mit einem Menschen sprechen").click()
    await expect(page.locator(".coming")).to_contain_text("ein Mensch, antwortet bis", timeout=PATIENCE)
    assert asked == {f"127.0.0.1:{running.port}", f"127.0.0.1:{running.elsewhere}"}


async def test_on_a_site_that_is_not_allowed_what_is_written_is_kept_and_nothing_breaks(
    page: Page, another_site: str
) -> None:
    await page.goto(another_site.replace("127.0.0.1", "localhost"))  # the same page, by an origin that nobody allowed
    await page.get_by_role("button", name="Chat öffnen").click()
    await page.get_by_label("Nachricht schreiben").fill("Hallo")
    await page.get_by_label("Nachricht schreiben").press("Enter")
    await expect(page.locator("li.waiting")).to_contain_text("Aufbewahrt.", timeout=PATIENCE)
    await expect(page.get_by_text("Verbindung wird wiederhergestellt …")).to_be_visible(timeout=PATIENCE)
