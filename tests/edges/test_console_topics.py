"""Topics: what each rests on, who may change it, grants that are signed in one's own name, and stops that anybody may set."""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.console_desk import Browser, ConsoleDesk, console_desk
from tests.desk import NORWAY, seed_workspace


@dataclass
class Ladder:
    console: ConsoleDesk
    browsers: dict[str, Browser]

    @property
    def at(self) -> str:
        return f"{self.console.at}/topics"

    async def as_(self, slug: str) -> Browser:
        if slug not in self.browsers:
            self.browsers[slug] = await self.console.sign_in(slug)
        return self.browsers[slug]

    async def sees(self, path: str = "", slug: str = "lea", status: int = 200) -> str:
        answer = await (await self.as_(slug)).look(f"{self.at}{path}")
        assert answer.status_code == status, (answer.status_code, answer.text[:1500])
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())

    async def sends(self, path: str, slug: str = "lea", /, **fields: Any) -> httpx.Response:
        browser = await self.as_(slug)
        await browser.look(f"{self.console.at}/account")
        return await browser.send_form(f"{self.at}{path}", **fields)

    async def signs(self, topic: str = "refunds", slug: str = "lea", **changed: str) -> httpx.Response:
        fields = {
            "days": "30",
            "because": "The articles are short and clear.",
            "level": "autonomous",
            "signature": "Lea",
        }
        return await self.sends(f"/{topic}/grant", slug, **{**fields, **changed})

    def topic(self, slug: str) -> dict[str, Any]:
        tenant = self.console.desk.tenant
        [row] = self.console.desk.rows("SELECT * FROM topic WHERE tenant = %s AND slug = %s", tenant, slug)
        return dict(row)

    def grants(self, topic: str) -> list[dict[str, Any]]:
        return list(self.console.desk.rows("SELECT * FROM autonomy_grant WHERE topic = %s ORDER BY id", topic))

    def kinds(self) -> list[str]:
        return self.console.here.kinds()


@pytest_asyncio.fixture
async def ladder(dsn: str, tmp_path: Path) -> AsyncGenerator[Ladder]:
    async with console_desk(dsn, tmp_path) as console:
        yield Ladder(console, {})


async def test_each_topic_shows_its_level_and_what_that_rests_on(ladder: Ladder) -> None:
    page = await ladder.sees(slug="ana")
    assert "Granted, not yet earned 37 days left, signed by Lea" in page
    assert "People send; no signature is needed." in page
    one = await ladder.sees("/shipping", "ana")
    assert "quotes of approved passages, word for word; at least 20 % are reviewed" in one
    assert "Signed Lea" in one
    ladder.console.desk.clock.forward(days=40)
    await ladder.sees("", "ana", 303)  # their session has ended with the days
    ladder.browsers.clear()
    assert "No signature in force" in await ladder.sees("/shipping", "ben")


async def test_a_grant_is_signed_in_ones_own_name_with_a_reason_and_an_end(ladder: Ladder) -> None:
    assert "At least 20 % of what it says is reviewed" in await ladder.sees("/refunds/grant")
    assert (await ladder.signs()).headers["location"].endswith("/topics/refunds?done=granted")
    [grant] = ladder.grants("refunds")
    assert grant["because"] == "The articles are short and clear."
    assert grant["action_class"] == "quote"
    assert (grant["expires_at"] - grant["signed_at"]).days == 29
    assert float(grant["review_floor"]) == 0.2
    assert ladder.topic("refunds")["level"] == "autonomous"
    page = await ladder.sees("/refunds")
    assert "Granted, not yet earned" in page
    assert "The articles are short and clear." in page
    assert ladder.kinds()[-1] == "grant_signed"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"signature": "Somebody Else"}, "Type your name as it stands here: Lea."),
        ({"signature": ""}, "Type your name"),
        ({"because": ""}, "This is needed."),
        ({"days": "61"}, "A whole number from 1 to 60."),
        ({"days": "0"}, "A whole number from 1 to 60."),
        ({"days": "1e1"}, "A whole number from 1 to 60."),
        ({"level": "shadow"}, ""),
    ],
)
async def test_a_grant_without_all_it_needs_is_not_signed(ladder: Ladder, changed: dict[str, str], says: str) -> None:
    answer = await ladder.signs(**changed)
    assert answer.status_code == 422
    assert says in unescape(answer.text)
    assert ladder.grants("refunds") == []
    assert ladder.topic("refunds")["level"] == "suggest"


async def test_sixty_days_are_the_longest_and_they_are_possible(ladder: Ladder) -> None:
    assert (await ladder.signs(days="60")).status_code == 303


async def test_a_revoked_grant_sends_the_next_answer_to_a_person(ladder: Ladder) -> None:
    [grant] = ladder.grants("shipping")
    assert (await ladder.sends(f"/shipping/grants/{grant['id']}/revoke")).status_code == 303
    assert "No signature in force" in await ladder.sees("/shipping")
    assert (await ladder.sends(f"/shipping/grants/{grant['id']}/revoke")).status_code == 404
    assert (await ladder.sends(f"/refunds/grants/{grant['id']}/revoke")).status_code == 404


async def test_a_level_is_lowered_by_hand_and_raised_to_speaking_only_under_a_signature(ladder: Ladder) -> None:
    refused = await ladder.sends("/refunds/level", level="autonomous")
    assert refused.status_code == 422
    assert "Sign a grant first." in refused.text
    assert (await ladder.sends("/shipping/level", level="suggest")).status_code == 303
    assert "Granted, not in use" in await ladder.sees("/shipping")
    assert (await ladder.sends("/shipping/level", level="autonomous")).status_code == 303
    assert (await ladder.sends("/shipping/level", level="omnipotent")).status_code == 422
    assert (await ladder.sends("/refunds/level", level="off")).status_code == 303
    assert ladder.topic("refunds")["level"] == "off"


async def test_anybody_stops_the_assistant_and_a_senior_person_lifts_it(ladder: Ladder) -> None:
    assert (await ladder.sends("/shipping/stop", "ana", because="")).status_code == 422
    assert (await ladder.sends("/shipping/stop", "ana", because="It quotes last year's prices.")).status_code == 303
    page = await ladder.sees("/shipping", "ana")
    assert "Stopped by Ana" in page
    assert "It quotes last year's prices." in page
    [stop] = ladder.console.desk.rows("SELECT id FROM stop WHERE lifted_at IS NULL")
    assert (await ladder.sends(f"/shipping/stops/{stop['id']}/lift", "ana")).status_code == 403
    assert (await ladder.sends(f"/shipping/stops/{stop['id']}/lift", "dov")).status_code == 303
    assert "Stopped by" not in await ladder.sees("/shipping", "ana")
    assert [kind for kind in ladder.kinds() if "stop" in kind] == ["assistant_stopped", "stop_lifted"]


async def test_a_topic_is_added_changed_and_handed_to_another_owner(ladder: Ladder) -> None:
    ben = str(ladder.console.desk.people["ben"])
    new = {"slug": "gift-cards", "name": "Gift cards", "owner": ben, "level": "suggest", "window_days": "7"}
    assert (await ladder.sends("/new", **new)).headers["location"].endswith("/gift-cards?done=added")
    assert "Nothing yet." in await ladder.sees("/gift-cards")
    again = await ladder.sends("/new", **new)
    assert again.status_code == 422
    assert "exists already" in again.text
    ana = str(ladder.console.desk.people["ana"])
    changed = {"name": "Vouchers", "owner": ana, "team": "", "skill": "gifts", "window_days": "14"}
    assert (await ladder.sends("/gift-cards", **changed)).status_code == 303
    row = ladder.topic("gift-cards")
    assert (row["name"], str(row["owner_id"]), row["skill"], row["window_days"]) == ("Vouchers", ana, "gifts", 14)


@pytest.mark.parametrize(
    "odd",
    [
        {"slug": "Gift Cards"},
        {"slug": "new"},
        {"slug": ""},
        {"slug": "x" * 64},
        {"name": ""},
        {"owner": "nobody"},
        {"window_days": "0"},
        {"window_days": "91"},
        {"level": "autonomous"},
        {"team": "00000000-0000-7000-8000-000000000000"},
    ],
)
async def test_an_odd_topic_is_refused_and_what_was_typed_stays(ladder: Ladder, odd: dict[str, str]) -> None:
    owner = str(ladder.console.desk.people["ben"])
    new = {
        "slug": "gifts",
        "name": "Gift cards",
        "owner": owner,
        "level": "suggest",
        "window_days": "7",
        "skill": "kept",
    }
    answer = await ladder.sends("/new", **{**new, **odd})
    assert answer.status_code == 422
    assert 'value="kept"' in answer.text
    assert len(ladder.console.desk.rows("SELECT 1 FROM topic")) == 3


async def test_a_new_way_of_asking_is_taught_to_the_article_that_answers_it(ladder: Ladder) -> None:
    article = str(NORWAY.article)
    taught = await ladder.sends("/shipping/examples", "dov", article=article, question="Kan dere sende til Norge?")
    assert taught.headers["location"].endswith("done=taught")
    [row] = ladder.console.desk.rows("SELECT questions, version FROM article WHERE id = %s", NORWAY.article)
    assert (row["questions"], row["version"]) == (["Kan dere sende til Norge?"], 2)
    assert "Kan dere sende til Norge?" in await ladder.sees("/shipping")
    again = await ladder.sends("/shipping/examples", "dov", article=article, question="Kan dere sende til Norge?")
    assert again.headers["location"].endswith("done=taught-before")
    for odd in ({"article": "x", "question": "y"}, {"article": article, "question": ""}):
        assert (await ladder.sends("/shipping/examples", "dov", **odd)).status_code == 422
    assert (await ladder.sends("/refunds/examples", "dov", article=article, question="y")).status_code == 422


@pytest.mark.parametrize("slug", ["ana", "dov"])
async def test_agents_and_supervisors_see_topics_and_change_none(ladder: Ladder, slug: str) -> None:
    page = await ladder.sees("/shipping", slug)
    assert "Sign a grant" not in page
    [grant] = ladder.grants("shipping")
    for path in ("/new", "/shipping", "/shipping/level", "/shipping/grant", f"/shipping/grants/{grant['id']}/revoke"):
        assert (await ladder.sends(path, slug, level="off", signature=slug.title())).status_code == 403, path
    for path in ("/new", "/shipping/grant"):
        await ladder.sees(path, slug, 403)
    if slug == "ana":
        assert (
            await ladder.sends("/shipping/examples", slug, article=str(NORWAY.article), question="x")
        ).status_code == 403
    assert ladder.topic("shipping")["level"] == "autonomous"


async def test_another_workspaces_topics_and_odd_names_do_not_exist(ladder: Ladder, dsn: str) -> None:
    tenant, people = seed_workspace(dsn)
    ladder.console.desk.rows(
        "INSERT INTO topic (tenant, slug, name, owner_id) VALUES (%s, 'theirs', 'Theirs', %s)", tenant, people["ana"]
    )
    for path in ("/theirs", "/theirs/grant", "/%00", "/Shipping", "/x%2Fy", "/..%2f"):
        await ladder.sees(path, status=404)
    assert (await ladder.signs("theirs")).status_code == 404
    assert (await ladder.sends("/theirs/level", level="off")).status_code == 404
    assert (await ladder.sends("/theirs/stop", because="x")).status_code == 404
    assert (await ladder.sends("/%00/stop", because="x")).status_code == 404


async def test_markup_in_names_and_reasons_is_inert(ladder: Ladder) -> None:
    bad = "<script>alert(1)</script>"
    await ladder.signs(because=bad)
    await ladder.sends("/refunds/stop", because=bad)
    fields = {"name": bad, "owner": str(ladder.console.desk.people["ana"]), "skill": bad, "window_days": "7"}
    assert (await ladder.sends("/refunds", **fields)).status_code == 303
    for path in ("", "/refunds", "/refunds/grant"):
        html = (await (await ladder.as_("lea")).look(f"{ladder.at}{path}")).text
        assert bad not in html
        assert "&lt;script&gt;" in html
