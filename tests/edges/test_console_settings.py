"""Settings and the first steps: secrets are shown once, the record decides what is done, and only admins are there."""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from handrail.rules.read_register import shipped_register
from tests.console_desk import Browser, ConsoleDesk, console_desk
from tests.desk import NORWAY, seed_workspace


@dataclass
class House:
    console: ConsoleDesk
    browsers: dict[str, Browser]

    @property
    def at(self) -> str:
        return f"{self.console.at}/settings"

    async def as_(self, slug: str) -> Browser:
        if slug not in self.browsers:
            self.browsers[slug] = await self.console.sign_in(slug)
        return self.browsers[slug]

    async def html(self, path: str = "/settings", slug: str = "rex", status: int = 200) -> str:
        answer = await (await self.as_(slug)).look(f"{self.console.at}{path}")
        assert answer.status_code == status, (answer.status_code, answer.text[:1500])
        return answer.text

    async def sees(self, path: str = "/settings", slug: str = "rex", status: int = 200) -> str:
        return words_of(await self.html(path, slug, status))

    async def sends(self, path: str, slug: str = "rex", /, **fields: Any) -> httpx.Response:
        browser = await self.as_(slug)
        await browser.look(f"{self.console.at}/account")
        return await browser.send_form(f"{self.at}{path}", **fields)

    def workspace(self) -> dict[str, Any]:
        [row] = self.console.desk.rows("SELECT * FROM workspace WHERE tenant = %s", self.console.desk.tenant)
        return dict(row)


@pytest_asyncio.fixture
async def house(dsn: str, tmp_path: Path) -> AsyncGenerator[House]:
    async with console_desk(dsn, tmp_path, public_url="http://help.handrail.example") as console:
        yield House(console, {})


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


async def test_the_snippet_names_this_desk_and_this_workspace(house: House) -> None:
    page = unescape(await house.html())
    key = house.workspace()["site_key"]
    assert '<script src="http://help.handrail.example/widget.js" defer></script>' in page
    assert f'<handrail-chat site-key="{key}"></handrail-chat>' in page
    assert "HANDRAIL_ALLOWED_ORIGINS" in page
    assert "printed" in page
    assert "switched off: search by full text alone" in page


async def test_name_zone_and_retention_are_changed_and_noted(house: House) -> None:
    typed = {"name": "Tarn", "timezone": "Asia/Tokyo", "currency": "sek", "retention_days": "365"}
    assert (await house.sends("", **typed)).status_code == 303
    row = house.workspace()
    assert (row["name"], row["timezone"], row["currency"], row["retention_days"]) == ("Tarn", "Asia/Tokyo", "SEK", 365)
    assert "Tarn" in await house.sees("/team", "ana")
    assert (await house.sends("", name="Tarn", timezone="UTC", retention_days="")).status_code == 303
    assert house.workspace()["retention_days"] is None
    events = house.console.desk.rows("SELECT data FROM event WHERE kind = 'workspace_changed'")
    assert [row["data"] for row in events] == [{"fields": ["currency", "name", "retention_days", "timezone"]}] * 2


@pytest.mark.parametrize(
    "odd",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"currency": "dollars"},
        {"currency": "XYZ"},
        {"retention_days": "0"},
        {"retention_days": "36501"},
        {"retention_days": "-1"},
    ],
)
async def test_odd_settings_are_refused_and_what_was_typed_stays(house: House, odd: dict[str, str]) -> None:
    answer = await house.sends("", **{"name": "Kept", "timezone": "UTC", "retention_days": "7", **odd})
    assert answer.status_code == 422
    assert "Nothing is changed" in answer.text
    assert 'value="Kept"' in answer.text or "name" in odd
    assert house.workspace()["name"] == "Test"


async def test_the_identity_secret_is_made_shown_once_and_replaced_once(house: House) -> None:
    assert "none yet" in await house.sees()
    slug = house.console.here.slug
    made = await house.sends("/identity-secret", confirm=slug, instead_of="")
    [secret] = re.findall(r"<pre[^>]*>([0-9a-f]{64})</pre>", made.text)
    assert bytes.fromhex(secret) not in bytes(house.workspace()["identity_secret"])
    page = await house.html()
    assert secret not in page
    again = await house.sends("/identity-secret", confirm=slug, instead_of="")
    assert again.status_code == 409
    assert "changed meanwhile" in again.text
    [mark] = re.findall(r'name="instead_of" value="([0-9a-f]{8})"', page)
    assert (await house.sends("/identity-secret", confirm="x", instead_of=mark)).status_code == 422
    replaced = await house.sends("/identity-secret", confirm=slug, instead_of=mark)
    assert replaced.status_code == 200
    assert secret not in replaced.text
    [first, second] = house.console.desk.rows("SELECT data FROM event WHERE kind = 'identity_secret_changed'")
    assert first["data"] == second["data"] == {}


async def test_a_token_is_made_shown_once_and_revoked(house: House) -> None:
    ana = str(house.console.desk.people["ana"])
    made = await house.sends("/tokens", token_name="Shop", scope=["read", "agent"], person=ana, days="30")
    [secret] = re.findall(r"<pre[^>]*>(hr_[\w-]+)</pre>", made.text)
    page = await house.html()
    assert secret not in page
    assert "Shop" in page
    [row] = house.console.desk.rows("SELECT id, scopes, expires_at FROM api_token WHERE name = 'Shop'")
    assert row["scopes"] == ["agent", "read"]
    assert row["expires_at"] == house.console.desk.clock() + timedelta(days=30)
    assert (await house.sends(f"/tokens/{row['id']}/revoke")).status_code == 303
    assert "revoked" in await house.sees()
    assert (await house.sends(f"/tokens/{row['id']}/revoke")).status_code == 404


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        ({"scope": []}, "Choose at least one"),
        ({"scope": ["everything"]}, "Choose at least one"),
        ({"scope": ["agent"]}, "names the person who acts with it"),
        ({"token_name": ""}, "This is needed."),
        ({"days": "0"}, "A whole number"),
        ({"days": "99999999999999999999"}, "A whole number"),
        ({"person": "somebody"}, "Choose one of the list."),
    ],
)
async def test_odd_tokens_are_refused(house: House, odd: dict[str, Any], says: str) -> None:
    answer = await house.sends("/tokens", **{"token_name": "Shop", "scope": ["read"], "person": "", "days": "", **odd})
    assert answer.status_code == 422
    assert says in answer.text
    assert house.console.desk.rows("SELECT 1 FROM api_token") == []


async def test_stops_in_force_are_listed_and_lifted_and_one_can_stop_everything(house: House) -> None:
    assert (await house.sends("/stop", because="")).status_code == 422
    assert (await house.sends("/stop", because="A price is wrong.")).status_code == 303
    assert "A price is wrong." in await house.sees()
    assert "The assistant is stopped everywhere." in await house.sees("/topics", "ana")
    [stop] = house.console.desk.rows("SELECT id FROM stop")
    assert (await house.sends(f"/stops/{stop['id']}/lift", "ana")).status_code == 403
    assert (await house.sends(f"/stops/{stop['id']}/lift")).status_code == 303
    assert "None: the assistant works" in await house.sees()


@pytest.mark.parametrize("slug", ["ana", "dov", "lea"])
async def test_only_admins_open_or_change_settings_and_first_steps(house: House, slug: str) -> None:
    for path in ("/settings", "/start"):
        await house.html(path, slug, 403)
    for path in ("", "/identity-secret", "/tokens", f"/tokens/{NORWAY.article}/revoke"):
        assert (await house.sends(path, slug, confirm=house.console.here.slug)).status_code == 403, path
    assert "First steps" not in await house.sees("/team", slug)


async def test_another_workspaces_tokens_and_stops_do_not_exist(house: House, dsn: str) -> None:
    tenant, people = seed_workspace(dsn)
    row = house.console.desk.rows(
        "INSERT INTO stop (tenant, id, scope, because, by_id, at) VALUES (%s, uuidv7(), 'everything', 'x', %s, now()) RETURNING id",
        tenant,
        people["ana"],
    )[0]
    assert (await house.sends(f"/stops/{row['id']}/lift")).status_code == 404
    assert (await house.sends(f"/tokens/{row['id']}/revoke")).status_code == 404
    assert "None: the assistant works" in await house.sees()


async def test_markup_in_settings_is_inert(house: House) -> None:
    bad = "<script>alert(1)</script>"
    await house.sends("", name=bad, timezone="UTC", retention_days="")
    await house.sends("/tokens", token_name=bad, scope=["read"], person="", days="")
    await house.sends("/stop", because=bad)
    for path in ("/settings", "/start", "/team"):
        assert bad not in await house.html(path)


# The first steps --------------------------------------------------------------------------------------------------------
async def test_each_step_is_looked_up_on_the_record_and_none_is_ever_ticked(house: House) -> None:
    desk = house.console.desk
    desk.rows("UPDATE article SET retired_at = now()")
    desk.rows("UPDATE autonomy_grant SET revoked_at = now()")
    desk.rows("DELETE FROM shift")
    steps = await _steps(house)
    assert steps == ["done", "next", "", "", "", "", "", "", ""]
    assert "First steps" in await house.sees("/team")
    desk.rows(
        """INSERT INTO shift (tenant, person_id, id, weekdays, starts, ends, timezone)
           VALUES (%s, %s, uuidv7(), '{0,1,2,3,4,5,6}', '00:00', '00:00', 'UTC')""",
        desk.tenant,
        desk.people["ana"],
    )
    desk.rows("UPDATE article SET retired_at = NULL")
    assert await _steps(house) == ["done", "done", "done", "next", "", "", "", "", ""]
    desk.rows("UPDATE article SET questions = '{Do you ship to Norway?}'")
    desk.rows("UPDATE autonomy_grant SET revoked_at = NULL")
    assert await _steps(house) == ["done"] * 5 + ["next", "", "", ""]
    desk.rows("UPDATE person SET on_call = true WHERE slug = 'ana'")
    assert await _steps(house) == ["done"] * 5 + ["next", "", "", ""]
    browser = await house.as_("rex")
    await browser.look(f"{house.console.at}/moments/self-harm")
    words = shipped_register().moments["self-harm"].texts["en"].text
    await browser.send_form(f"{house.console.at}/moments/self-harm/sign/en", words=words)
    assert await _steps(house) == ["done"] * 6 + ["next", "", ""]
    await browser.look(f"{house.console.at}/knowledge")
    await browser.send_form(f"{house.console.at}/knowledge/try", question="Do you ship to Norway?")
    one = await desk.opened()
    await desk.says(one, "Do you ship to Norway?")
    assert await _steps(house) == ["done"] * 8 + ["next"]
    await desk.run_jobs()
    assert await _steps(house) == ["done"] * 9
    assert "Your desk works." in await house.sees("/start")
    assert "First steps" not in (await house.sees("/team"))[:400]
    desk.rows("UPDATE article SET retired_at = now()")
    assert (await _steps(house))[2:4] == ["next", ""]


async def test_each_step_leads_to_a_page_that_is_there(house: House) -> None:
    page = await house.html("/start")
    addresses = re.findall(r'<a class="button[^"]*" href="([^"#]+)', page)
    assert len(addresses) == 9
    for address in addresses:
        assert (await (await house.as_("rex")).get(address)).status_code == 200, address


async def _steps(house: House) -> list[str]:
    page = await house.html("/start")
    return [one.strip() for one in re.findall(r'<li class="card step ([^"]*)">', page)]
