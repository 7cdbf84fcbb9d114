"""Takes a picture of every page, wide, on a phone and in the dark: `make screenshots`, into the folder it is given."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from handrail.storage import embedded
from tests.browser import Running
from tests.pages import ADMIN, WITHOUT_SIGN_IN, every_page, sign_in

LOOKS = {"desktop": (1440, 900, "light"), "dark": (1440, 900, "dark"), "phone": (360, 740, "light")}


async def take(running: Running, into: Path) -> int:
    taken = 0
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        for look in LOOKS:
            taken += await _looked_at(browser, running, into, look)
        await browser.close()
    return taken


async def _looked_at(browser: Browser, running: Running, into: Path, look: str) -> int:
    width, height, scheme = LOOKS[look]
    context = await browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = await context.new_page()
    pages = {name: f"{running.address}{path}" for name, path in WITHOUT_SIGN_IN.items()}
    for name, address in pages.items():
        await _shot(page, address, into / f"{name}-{look}.png")
    await _chat(page, running, into / f"chat-{look}.png")
    await sign_in(page, running, ADMIN)
    behind = await every_page(page, running)
    for name, address in behind.items():
        await _shot(page, address, into / f"{name.replace('?', '-').replace('=', '-')}-{look}.png")
    await context.close()
    return len(pages) + 1 + len(behind)


async def _shot(page: Page, address: str, file: Path) -> None:
    await page.goto(address)
    await page.wait_for_timeout(300)  # fragments that load by themselves
    await page.screenshot(path=file)


async def _chat(page: Page, running: Running, file: Path) -> None:
    await page.goto(f"{running.address}/shop")
    await page.get_by_role("button", name="Open chat").click()
    await page.get_by_label("Write a message").fill("Do you ship to Norway?")
    await page.get_by_label("Write a message").press("Enter")
    await page.locator("li.said.assistant").first.wait_for(timeout=20_000)
    await page.get_by_role("button", name="Talk to a person").click()
    await page.locator(".coming", has_text="replies by").wait_for(timeout=20_000)
    await page.screenshot(path=file)


def main() -> None:
    into = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    into.mkdir(parents=True, exist_ok=True)
    if shutil.which("chromium") is None:
        raise SystemExit("Chromium is missing: install the package `chromium`.")
    with tempfile.TemporaryDirectory(prefix="handrail-screenshots-") as folder:
        Path(folder).chmod(0o755)  # the database server's own account must get through
        running = Running(Path(folder))
        try:
            running.start()
            print(f"{asyncio.run(take(running, into))} screenshots in {into}")
        finally:
            running.stop()
            embedded.stop(Path(folder))


if __name__ == "__main__":
    main()
