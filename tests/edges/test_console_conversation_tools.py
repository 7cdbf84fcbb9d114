"""Beside the reply: how the customer rated it, saved replies filled in, and who else is here."""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest_asyncio

from handrail.app.daily import daily_flows
from handrail.core.conversation.conversation import Conversation
from handrail.flows.administer import By
from handrail.flows.rate import Answers
from handrail.ports.daily import NewSavedReply
from tests.console_desk import Browser, ConsoleDesk, console_desk


@dataclass
class Scene:
    console: ConsoleDesk
    one: Conversation
    ana: Browser

    @property
    def at(self) -> str:
        return f"{self.console.at}/conversations/{self.one.id}"

    async def page(self, part: str = "", who: Browser | None = None) -> str:
        answer = await (who or self.ana).look(f"{self.at}{part}")
        assert answer.status_code == 200, answer.text[:2000]
        return unescape(answer.text)

    async def does(self, act: str, **fields: str) -> httpx.Response:
        await self.ana.look(self.at)
        return await self.ana.send_form(f"{self.at}/{act}", None, **fields)


@pytest_asyncio.fixture
async def scene(dsn: str, tmp_path: Path) -> AsyncGenerator[Scene]:
    """A conversation that Ana holds."""
    async with console_desk(dsn, tmp_path) as console:
        one = await console.desk.opened(name="Kim Larsen")
        await console.desk.says(one, "My harpsichord is broken. I want to talk to a person.")
        await console.desk.run_jobs()
        await console.desk.take_over(console.desk.tenant, one.id, console.desk.people["ana"])
        yield Scene(console, one, await console.sign_in("ana"))


async def test_the_page_says_how_the_customer_rated_it_in_their_own_words_and_no_markup_of_theirs(scene: Scene) -> None:
    assert "Rated" not in await scene.page()
    await scene.does("reply", text="We send a new one.")
    await scene.does("resolve")
    said = Answers(4, effort=6, solved=True, comment="Quick <b>and</b> kind")
    desk = scene.console.desk
    await scene.console.handrail.flows.rate(desk.tenant, scene.one.id, scene.one.customer, said)
    raw = (await scene.ana.look(f"{scene.at}/context")).text
    assert "Rated 4 of 5" in raw
    assert "6 of 7" in raw
    assert "Yes, says the customer" in raw
    assert "Quick &lt;b&gt;and&lt;/b&gt; kind" in raw


async def test_a_saved_reply_comes_filled_in_below_what_was_typed(scene: Scene) -> None:
    greets = await saved(scene, "Hello", "Hello {customer_name}, {agent_name} here.")
    await saved(scene, "Hallo", "Guten Tag.", language="de")
    page = await scene.page()
    assert f'formaction="{scene.at}/saved/{greets}"' in page
    assert "Hello Kim Larsen, Ana here." in page
    assert "Guten Tag." not in page
    answer = await scene.does(f"saved/{greets}", text="I looked. ")
    assert answer.status_code == 200
    assert "I looked.\n\nHello Kim Larsen, Ana here.</textarea>" in answer.text
    assert (await scene.ana.get(f"{scene.at}/saved/{greets}")).headers["location"] == scene.at


async def test_what_a_saved_reply_lacks_is_said(scene: Scene) -> None:
    scene.one = await scene.console.desk.opened(name=None)
    greets = await saved(scene, "Hello", "Hello {customer_name}.")
    answer = unescape((await scene.does(f"saved/{greets}")).text)
    assert "Hello {customer_name}.</textarea>" in answer
    assert "Nothing is known here for {customer_name}: replace it" in answer


async def test_a_saved_reply_that_is_gone_costs_no_words(scene: Scene) -> None:
    answer = await scene.does(f"saved/{uuid4()}", text="Half an hour of writing")
    assert answer.status_code == 409
    assert "Half an hour of writing</textarea>" in answer.text
    assert "not offered here any more" in answer.text


async def saved(scene: Scene, title: str, body: str, language: str = "en") -> UUID:
    wanted = NewSavedReply(title.lower(), title, body, language)
    by = By(scene.console.becomes("rex", "admin"))
    return await daily_flows(scene.console.handrail).saved_replies.add(scene.console.desk.tenant, by, wanted)


async def test_whoever_looks_or_writes_is_shown_to_the_others_and_never_to_themselves(scene: Scene) -> None:
    assert "Ana" not in others_of(await scene.page())
    assert others_of(await scene.page()) == ""
    ben = await scene.console.sign_in("ben")
    assert others_of(await scene.page(who=ben)) == "Ana looks at this too."
    assert others_of(await scene.page("/looking")) == "Ben looks at this too."
    assert (await scene.does("looking", typing="1")).status_code == 204
    assert others_of(await scene.page("/looking")) == "Ben looks at this too."
    assert others_of(await scene.page("/head", who=ben)) == "Ana is writing."


async def test_the_customer_is_seen_writing(scene: Scene) -> None:
    desk = scene.console.desk
    await scene.console.handrail.flows.show_presence.customer(
        desk.tenant, scene.one.id, scene.one.customer, typing=True
    )
    assert others_of(await scene.page("/head")) == "The customer is writing."


async def test_nobody_looks_without_the_forms_token_or_at_what_is_not_there(scene: Scene) -> None:
    assert (await scene.ana.post(f"{scene.at}/looking", data={"typing": "1"})).status_code == 403
    assert (await scene.ana.get(f"{scene.console.at}/conversations/{uuid4()}/looking")).status_code == 404


def others_of(page: str) -> str:
    [found] = re.findall(r'<p id="others"[^>]*>([^<]*)</p>', page)
    return found


async def test_spam_is_closed_by_a_person_and_taken_back_by_one(scene: Scene) -> None:
    refused = await scene.does("spam")
    assert refused.status_code == 409
    assert "They asked for a person" in unescape(refused.text)
    await scene.does("reply", text="Please write about your order only.")
    assert (await scene.does("spam")).status_code == 303
    page = await scene.page()
    assert "Closed as spam." in page
    assert "It is spam" not in page
    assert (await scene.does("not-spam")).status_code == 303
    page = await scene.page()
    assert "Closed as spam." not in page
    assert "It is spam" in page
