"""The tutorial of topics and rules, walked as it stands there: three topics taught, a mistake caught at its place, a rule tried on
what happened, published, and read again in a conversation."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, expect

from handrail.frontend import Frontend
from tests.browser import watch_errors
from tests.docs.reader import LATE, TUTORIALS, Reader, commands, reading, said_on
from tests.journeys.chat import say

pytestmark = pytest.mark.slow
PAGE = TUTORIALS / "teach-and-guard.md"
ASKED = "How much is gift wrapping for an order of EUR 300?"


@pytest.fixture
def reader() -> Iterator[Reader]:
    """With the real English embedder: what ten examples teach depends on it."""
    if (missing := Frontend().missing) != "":
        pytest.skip(missing)
    if shutil.which("bash") is None:
        pytest.skip("bash is not here")
    with reading(HANDRAIL_EMBEDDER="auto") as one:
        yield one


def typed(listed: Iterator[str], reader: Reader, *parts: str) -> str:
    """Types the next command, which must be about these things."""
    command = next(listed)
    assert all(part in command for part in parts), command
    return reader.types(command)


async def test_the_tutorial_teaches_guards_and_explains(reader: Reader, browser: Browser) -> None:
    start, *listed = commands(PAGE)
    reader.starts(start, f"{reader.desk}/readyz")
    rest = iter(listed)
    for topic in ("gift-wrapping", "rental", "lost-property"):
        assert "added at level suggest" in typed(rest, reader, "topics add", topic)
    typed(rest, reader, "cat > teach.csv")
    assert said_on(PAGE, "30 taught, 0 known already, 0 not read") in typed(rest, reader, "topics teach")
    for part in ("mkdir", "help/gift-wrapping.md", "knowledge import", "topics grant"):
        typed(rest, reader, part)
    fitted = typed(rest, reader, "topics fit")
    assert re.search(r"^gift-wrapping +13 ", fitted, re.MULTILINE), fitted
    assert "We wrap any parcel" in typed(rest, reader, "try")
    assert "A person is taking over" in typed(rest, reader, "try", "rent a tent")
    typed(rest, reader, "rules show > rules.yaml")
    typed(rest, reader, "cat >> rules.yaml")
    refused = typed(rest, reader, "rules check")
    assert said_on(PAGE, "There is no fact or function ammount.EUR. Did you mean amount.EUR?") in refused.replace(
        "`", ""
    )
    assert re.search(r"rules\.yaml:66:42: large-gift-orders", refused), refused
    typed(rest, reader, "sed", "ammount")
    assert "7 rules" in typed(rest, reader, "rules check")
    assert "0 failed" in typed(rest, reader, "rules test")
    assert "Needless" in typed(rest, reader, "replay")
    typed(rest, reader, "sed", "20000")
    assert "0 would change" in typed(rest, reader, "replay")
    assert "is in force" in typed(rest, reader, "rules publish")
    assert list(rest) == []
    await is_explained(reader, browser)


async def is_explained(reader: Reader, browser: Browser) -> None:
    visitor, lead = [await (await browser.new_context()).new_page() for _ in range(2)]
    wrong = [watch_errors(page) for page in (visitor, lead)]
    await visitor.goto(f"{reader.desk}/shop")
    await visitor.get_by_role("button", name="Open chat").click()
    await say(visitor, said_on(PAGE, ASKED))
    await expect(visitor.locator(".coming")).to_contain_text("a person, replies by", timeout=LATE)
    printed = (reader.folder / "said.log").read_text()
    password = re.search(r"^ +Password +(\S+)", printed, re.MULTILINE)
    assert password, printed
    await lead.goto(f"{reader.desk}/desk/demo/sign-in")
    await lead.get_by_label("E-mail").fill(said_on(PAGE, "ines.tavares@tarnwick.example"))
    await lead.get_by_label("Password", exact=True).fill(password[1])
    await lead.get_by_role("button", name="Sign in").click()
    await lead.wait_for_url("**/inbox*")
    await lead.goto(f"{reader.desk}/desk/demo/inbox?of=all")
    await lead.locator("#inbox-list a", has_text="gift wrapping for an order").first.click()
    why = lead.locator("section", has=lead.get_by_role("heading", name=said_on(PAGE, "Why the assistant did this")))
    await expect(why).to_contain_text("Gifts for more than EUR 200 are agreed with a person.", timeout=LATE)
    await expect(why).to_contain_text(
        said_on(PAGE, "With EUR 199.99 instead of EUR 300.00 this rule would not have applied")
    )
    assert wrong == [[], []]
