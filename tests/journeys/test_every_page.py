"""Every page of the desk: sound for screen readers in light and dark, whole on a narrow phone, silent about scripts."""

from typing import Literal

import pytest
from playwright.async_api import Browser

from tests.browser import Axe, Running, watch_errors
from tests.pages import ADMIN, WITHOUT_SIGN_IN, every_page, sign_in

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 360)])
async def test_every_page_is_sound_and_whole(
    browser: Browser, running: Running, axe: Axe, scheme: Literal["light", "dark"], width: int
) -> None:
    context = await browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = await context.new_page()
    wrong, found = watch_errors(page), dict[str, list[str]]()
    before = {name: f"{running.address}{path}" for name, path in WITHOUT_SIGN_IN.items() if name != "not-found"}
    for name, address in before.items():
        await page.goto(address)
        found[name] = await axe(page)
    await sign_in(page, running, ADMIN)
    for name, address in (await every_page(page, running)).items():
        answer = await page.goto(address)
        assert answer is not None
        assert answer.status == 200, name
        found[name] = await axe(page)
        wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[name] += [f"{wide} px wider than the screen"] if wide > 0 else []
    await context.close()
    assert {name: those for name, those in found.items() if those} == {}
    assert wrong == []
