"""Rules on pages: read by everybody, checked with places, tried, back-tested, published by a lead, explained afterwards."""

import re
from collections.abc import AsyncGenerator
from html import unescape
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.console_desk import Browser, ConsoleDesk, console_desk
from tests.past import a_little_history

GOOD = """format: rules/1
rules:
  - slug: norway
    when: text_plain.contains("norway") && turns < 5
    then: {require: approval}
    because: Norway is looked at by a person.
    tests:
      - {name: norway, facts: {text_plain: to norway}, applies: true}
      - {name: spain, facts: {text_plain: to spain}, applies: false}
"""
WRONG = GOOD.replace("text_plain.contains", "txt_plain.contains").replace("turns < 5", "turns < 5.0")
BLOCKS = GOOD.replace('text_plain.contains("norway") && turns < 5', "wants_person").replace(
    "require: approval", "ask_back: assistant.greeting"
)


class Desk:
    def __init__(self, console: ConsoleDesk) -> None:
        self.console = console
        self.browsers: dict[str, Browser] = {}

    async def as_(self, slug: str) -> Browser:
        if slug not in self.browsers:
            self.browsers[slug] = await self.console.sign_in(slug)
        return self.browsers[slug]

    async def sees(self, path: str = "", slug: str = "lea", status: int = 200) -> str:
        answer = await (await self.as_(slug)).look(f"{self.console.at}/rules{path}")
        assert answer.status_code == status, answer.text[:1500]
        return words(answer)

    async def sends(self, do: str, source: str, slug: str = "lea", **more: str) -> httpx.Response:
        browser = await self.as_(slug)
        await browser.look(f"{self.console.at}/rules/edit")
        fields = {"source": source, "after": "0", "days": "365", **more}
        return await browser.send_form(f"{self.console.at}/rules/edit", do=do, **fields)

    def kinds(self) -> list[str]:
        return self.console.here.kinds()


def words(answer: httpx.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest_asyncio.fixture
async def desk(dsn: str, tmp_path: Path) -> AsyncGenerator[Desk]:
    async with console_desk(dsn, tmp_path) as console:
        yield Desk(console)


async def test_a_desk_without_rules_says_what_holds_anyway_and_begins_with_an_example(desk: Desk) -> None:
    assert "No rules yet" in await desk.sees(slug="ana")
    assert "refund-over-50" in await desk.sees("/edit")
    example = re.search(r"<textarea[^>]*>(.*?)</textarea>", (await (await desk.as_("lea")).look(
        f"{desk.console.at}/rules/edit")).text, re.DOTALL)  # fmt: skip
    assert example is not None
    checked = await desk.sends("check", unescape(example[1]))
    assert "can be published" in words(checked)


async def test_mistakes_stand_beside_the_text_with_line_and_column_and_what_was_typed_stays(desk: Desk) -> None:
    answer = await desk.sends("check", WRONG)
    assert answer.status_code == 422
    page = words(answer)
    assert "2 mistakes" in page
    assert "Line 4, column 11. norway : There is no fact or function txt_plain . Did you mean text_plain ?" in page
    assert "Line 4, column 49." in page
    assert "<mark>t</mark>xt_plain.contains" in answer.text
    assert "txt_plain" in answer.text.split("<textarea")[1]
    assert (await desk.sends("publish", WRONG)).status_code == 422
    assert desk.console.desk.rows("SELECT 1 FROM configuration") == []


async def test_a_lead_publishes_and_everybody_reads_who_published_what_and_why(desk: Desk) -> None:
    answer = await desk.sends("publish", GOOD, because="We agreed so.")
    assert answer.headers["location"].endswith("/rules?done=published")
    page = await desk.sees(slug="ana")
    for said in ("norway", "Norway is looked at by a person.", "a person's yes is needed", "Version 1, published by Lea",
                 "We agreed so.", "This is a sample, not a proof."):  # fmt: skip
        assert said in page
    assert "rules_published" in desk.kinds()
    version = await desk.sees("/versions/1", "ana")
    assert "What it began with" in version
    assert 'text_plain.contains("norway")' in version
    await desk.sees("/versions/9", status=404)
    await desk.sees(f"/versions/{2**40}", status=404)


async def test_whoever_may_not_publish_is_not_offered_it_and_is_refused(desk: Desk) -> None:
    assert "Publish these rules" not in await desk.sees("/edit", "ana")
    assert "can be published" in words(await desk.sends("check", GOOD, "ana"))
    assert (await desk.sends("publish", GOOD, "ana")).status_code == 403
    await desk.sends("publish", GOOD)
    browser = await desk.as_("ana")
    assert (await browser.send_form(f"{desk.console.at}/rules/versions/1/roll-back")).status_code == 403


async def test_what_lint_refuses_is_not_published_and_says_why(desk: Desk) -> None:
    checked = words(await desk.sends("check", BLOCKS))
    assert "cannot be published" in checked
    assert "a customer who wants a person" in checked
    refused = await desk.sends("publish", BLOCKS)
    assert refused.status_code == 422
    assert "Not published" in words(refused)


async def test_whoever_has_not_seen_the_newest_version_keeps_their_text_and_is_told(desk: Desk) -> None:
    await desk.sends("publish", GOOD)
    late = await desk.sends("publish", GOOD.replace("turns < 5", "turns < 6"), after="0")
    assert late.status_code == 422
    assert "Version 1 of the rules was published meanwhile" in words(late)
    assert "turns &lt; 6" in late.text
    assert (await desk.sends("publish", GOOD.replace("turns < 5", "turns < 6"), after="1")).status_code == 303
    changed = await desk.sees("/versions/2")
    assert "What it changed against version 1" in changed
    assert 'text_plain.contains("norway") && turns < 5 text_plain.contains("norway") && turns < 6' in changed


async def test_an_earlier_version_comes_back_as_a_new_one(desk: Desk) -> None:
    await desk.sends("publish", GOOD)
    await desk.sends("publish", "format: rules/1\nrules: []", after="1")
    browser = await desk.as_("lea")
    await browser.look(f"{desk.console.at}/rules")
    assert (await browser.send_form(f"{desk.console.at}/rules/versions/1/roll-back")).status_code == 303
    assert "Version 3, back to version 1, published by Lea" in await desk.sees()
    again = await browser.send_form(f"{desk.console.at}/rules/versions/3/roll-back")
    assert again.status_code == 409
    assert (await browser.send_form(f"{desk.console.at}/rules/versions/7/roll-back")).status_code == 404


async def test_a_message_is_tried_under_the_draft_and_nothing_of_it_is_kept(desk: Desk) -> None:
    all_held = GOOD.replace('text_plain.contains("norway") && turns < 5', "turns >= 0").replace(
        "to spain}, applies: false", "to spain}, applies: true"
    ).replace("{require: approval}", "{offer_person: true}")  # fmt: skip
    assert (await desk.sends("try", all_held)).status_code == 422
    tried = words(await desk.sends("try", all_held, message="Let me talk to a person please"))
    assert "wants-person" in tried
    assert "Who would get it:" in tried
    assert desk.console.desk.rows("SELECT 1 FROM conversation") == []
    assert desk.kinds()[-1] == "question_tried"


async def test_a_draft_is_tried_on_the_past_with_samples_to_read(desk: Desk) -> None:
    past = await a_little_history(desk.console.desk)
    found = await desk.sends("back-test", GOOD)
    page = words(found)
    assert re.search(r"[1-9] of [0-9]+ conversations would change", page)
    assert "Would go to a person, and nothing shows that one was needed" in page
    assert "Do you ship to Norway? My order is 4711-22." in page
    assert "rules/norway : Norway is looked at by a person." in page
    assert f"/conversations/{past.answered.id}" in found.text
    assert (await desk.sends("back-test", GOOD, days="8")).status_code == 422


async def test_a_decision_under_our_rule_is_explained_in_its_conversation_even_after_the_rules_changed(
    desk: Desk,
) -> None:
    await desk.sends("publish", GOOD)
    conversation = await desk.console.desk.opened()
    await desk.console.desk.says(conversation, "Do you ship to Norway?")
    await desk.console.desk.run_jobs()
    await desk.sends("publish", "format: rules/1\nrules: []", after="1")
    browser = await desk.as_("lea")
    page = words(await browser.look(f"{desk.console.at}/conversations/{conversation.id}"))
    for said in ("rules/norway", "Norway is looked at by a person.", "Our rules, version 1",
                 "With 5 instead of 1 this rule would not have applied (turns)", "turns 1",
                 "text_plain “do you ship to norway?”"):  # fmt: skip
        assert said in page


async def test_rules_that_cannot_be_read_any_more_are_said_loudly(desk: Desk) -> None:
    await desk.sends("publish", GOOD)
    desk.console.desk.rows("UPDATE configuration SET source = 'rules: {}', content = '{}'")
    assert "These rules cannot be read any more, so every turn goes to a person." in await desk.sees()
    await desk.sees("/versions/1")
    assert (await desk.sends("check", GOOD)).status_code == 200


@pytest.mark.parametrize("odd", ["\x00", "a: &a [*a]", "[", " "])
async def test_odd_text_is_refused_in_words(desk: Desk, odd: str) -> None:
    assert (await desk.sends("check", odd)).status_code == 422


async def test_a_strange_button_is_refused(desk: Desk) -> None:
    assert (await desk.sends("destroy", GOOD)).status_code == 422
