"""Topics are taught, fitted and looked at in the console: what is missing is said, and only a lead or an admin changes it."""

import re
from collections.abc import AsyncGenerator
from html import unescape
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from tests.console_desk import Browser, ConsoleDesk, console_desk
from tests.core.test_topics import OUTSIDE, PEOPLE, SHIPPING
from tests.flows.test_topics_are_taught import REFUNDS
from tests.past import a_little_history

TABLE = "text,topic,language\n" + "".join(
    f'"{text}",{topic},en\n'
    for topic, texts in (("shipping", SHIPPING), ("refunds", REFUNDS), ("people", PEOPLE), ("not-ours", OUTSIDE))
    for text in texts
)


class Lead:
    def __init__(self, console: ConsoleDesk, browser: Browser) -> None:
        self.console, self.browser = console, browser
        self.at = f"{console.at}/topics"

    async def sees(self, path: str, status: int = 200) -> str:
        answer = await self.browser.look(self.at + path)
        assert answer.status_code == status, answer.text[:2000]
        return words(answer)

    async def sends(self, path: str, **fields: str) -> httpx.Response:
        await self.browser.look(f"{self.console.at}/account")
        return await self.browser.send_form(self.at + path, **fields)


def words(answer: httpx.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest_asyncio.fixture
async def lead(dsn: str, tmp_path: Path) -> AsyncGenerator[Lead]:
    async with console_desk(dsn, tmp_path) as console:
        yield Lead(console, await console.sign_in("lea"))


async def test_a_table_is_taught_fitted_and_reported_with_what_is_missing(lead: Lead) -> None:
    assert "No topics are fitted" in await lead.sees("/taught")
    assert (await lead.sends("/taught/file", table=TABLE)).headers["location"].endswith("?done=taught")
    assert (await lead.sends("/taught/fit")).headers["location"].endswith("?done=fitted")
    page = await lead.sees("/taught")
    assert "Not certified yet" in page
    assert f"{299 - len(PEOPLE) - len(OUTSIDE)} more messages labelled" in page
    assert "Right topic 100.0% (" in page
    assert "How far the chances hold" in page
    assert f"A person’s, whatever the topic {len(PEOPLE)}" in page
    assert "In force" in page


async def test_an_earlier_fit_is_one_click_away(lead: Lead) -> None:
    await lead.sends("/taught/file", table=TABLE)
    await lead.sends("/taught/fit")
    await lead.sends("/shipping/taught", text="Is Sunday delivery possible?", handle="routine")
    await lead.sends("/taught/fit")
    [first] = lead.console.desk.rows("SELECT fitted FROM topics_fit ORDER BY id LIMIT 1")
    assert (await lead.sends("/taught/back", fitted=first["fitted"])).headers["location"].endswith("?done=back")
    assert f"In force: {first['fitted']}" in await lead.sees("/taught")


async def test_a_table_with_a_fault_teaches_nothing_and_says_where(lead: Lead) -> None:
    for table, why in (
        (TABLE + "only one cell\n", f"Line {TABLE.count(chr(10)) + 1}: This row has 1 cells"),
        ("text,topic\nHello,gardening", "There is no topic “gardening”."),
        ("", "Fill this in"),
    ):
        answer = await lead.sends("/taught/file", table=table)
        assert answer.status_code == 422
        assert why in words(answer) or not table
    assert not lead.console.desk.rows("SELECT 1 FROM taught_example")


async def test_nothing_to_learn_from_is_said(lead: Lead) -> None:
    lead.console.desk.rows("UPDATE article SET retired_at = now()")
    answer = await lead.sends("/taught/fit")
    assert answer.status_code == 422
    assert "Teach at least two topics" in words(answer)


async def test_examples_are_added_labelled_and_removed(lead: Lead) -> None:
    await lead.sends("/shipping/taught", text="Do you deliver to a boat?", handle="routine")
    await lead.sends("/shipping/taught", text="Your driver hit my gate", handle="people")
    await lead.sends("/people/taught", text="My father has died", handle="people")
    page = await lead.sees("/shipping/taught")
    assert "2 labelled" in page
    assert "Do you deliver to a boat?" in page
    assert "My father has died" in await lead.sees("/people/taught")
    answer = await lead.sends("/shipping/taught", text="Do you deliver to a boat?", handle="routine")
    assert answer.headers["location"].endswith("?done=known")
    [row] = lead.console.desk.rows("SELECT id FROM taught_example WHERE text LIKE '%%boat%%'")
    await lead.sends(f"/shipping/taught/{row['id']}/remove")
    assert "boat" not in await lead.sees("/shipping/taught")


async def test_what_a_customer_asked_is_taught_by_one_click(lead: Lead) -> None:
    past = await a_little_history(lead.console.desk)
    lead.console.desk.rows("UPDATE conversation SET topic = 'shipping' WHERE id = %s", past.helped.id)
    lead = Lead(lead.console, await lead.console.sign_in("lea"))  # the history took days, and the session its end
    assert "Look for some" in await lead.sees("/shipping/taught")
    answer = await lead.browser.look(f"{lead.at}/shipping/taught?pick=1")
    found = re.search(r"/taught/pick/([0-9a-f-]{36})", answer.text)
    assert found is not None
    done = await lead.sends(f"/shipping/taught/pick/{found[1]}", handle="routine")
    assert "done=taught" in done.headers["location"]
    assert "picked from a conversation" in await lead.sees("/shipping/taught")


@pytest.mark.parametrize("slug", ["ana", "dov"])
async def test_others_look_and_change_nothing(lead: Lead, slug: str) -> None:
    other = Lead(lead.console, await lead.console.sign_in(slug))
    page = await other.sees("/taught")
    assert "Fit now" not in page
    assert "Teach" not in await other.sees("/shipping/taught?pick=1")
    for path, fields in (
        ("/taught/fit", {}),
        ("/taught/back", {"fitted": "a"}),
        ("/taught/file", {"table": TABLE}),
        ("/shipping/taught", {"text": "Hello", "handle": "routine"}),
        (f"/shipping/taught/{uuid4()}/remove", {}),
        (f"/shipping/taught/pick/{uuid4()}", {"handle": "routine"}),
    ):
        assert (await other.sends(path, **fields)).status_code == 403, path


async def test_what_is_not_there_is_not_found(lead: Lead) -> None:
    await lead.sees("/gardening/taught", 404)
    assert (await lead.sends(f"/shipping/taught/{uuid4()}/remove")).status_code == 404
    assert (await lead.sends(f"/shipping/taught/pick/{uuid4()}", handle="routine")).status_code == 404
    assert (await lead.sends("/gardening/taught", text="Prune my roses", handle="routine")).status_code == 404


@pytest.mark.parametrize("slug", ["taught", "people", "not-ours", "new"])
async def test_a_topic_takes_no_address_of_the_desk(lead: Lead, slug: str) -> None:
    lea = str(lead.console.desk.people["lea"])
    answer = await lead.sends("/new", slug=slug, name="X", owner=lea, window_days="7", level="suggest")
    assert answer.status_code == 422
    assert "address of the desk itself" in words(answer)
