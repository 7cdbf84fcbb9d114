"""Team: who is there and with how much in hand, who joins and leaves, when they work; nobody is lost and nobody locked out."""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from handrail.console.team_change import short_name
from tests.console_desk import Browser, ConsoleDesk, console_desk
from tests.desk import seed_workspace


@dataclass
class Staff:
    console: ConsoleDesk
    browsers: dict[str, Browser]

    @property
    def at(self) -> str:
        return f"{self.console.at}/team"

    def one(self, slug: str) -> str:
        return f"/{self.console.desk.people[slug]}"

    async def as_(self, slug: str) -> Browser:
        if slug not in self.browsers:
            self.browsers[slug] = await self.console.sign_in(slug)
        return self.browsers[slug]

    async def html(self, path: str = "", slug: str = "rex", status: int = 200) -> str:
        answer = await (await self.as_(slug)).look(f"{self.at}{path}")
        assert answer.status_code == status, (answer.status_code, answer.text[:1500])
        return answer.text

    async def sees(self, path: str = "", slug: str = "rex", status: int = 200) -> str:
        return words_of(await self.html(path, slug, status))

    async def sends(self, path: str, slug: str = "rex", /, **fields: Any) -> httpx.Response:
        browser = await self.as_(slug)
        await browser.look(f"{self.console.at}/account")
        return await browser.send_form(f"{self.at}{path}", **fields)

    def person(self, slug: str) -> dict[str, Any]:
        tenant = self.console.desk.tenant
        [row] = self.console.desk.rows("SELECT * FROM person WHERE tenant = %s AND slug = %s", tenant, slug)
        return dict(row)

    def shifts(self, slug: str) -> list[tuple[Any, ...]]:
        rows = self.console.desk.rows(
            "SELECT weekdays, starts, ends, timezone FROM shift WHERE person_id = %s ORDER BY id",
            self.console.desk.people[slug],
        )
        return [(r["weekdays"], f"{r['starts']:%H:%M}", f"{r['ends']:%H:%M}", r["timezone"]) for r in rows]


@pytest_asyncio.fixture
async def staff(dsn: str, tmp_path: Path) -> AsyncGenerator[Staff]:
    async with console_desk(dsn, tmp_path, mail=False) as console:
        yield Staff(console, {})


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


NEW = {
    "name": "Inês Tavares",
    "email": "ines@handrail.example",
    "role": "agent",
    "languages": "pt, en",
    "capacity": "4",
}
WORK = {"team": "", "skills": "a, b", "languages": "en", "capacity": "2", "presence": "away"}


async def test_everybody_is_shown_by_team_with_presence_shifts_room_and_role(staff: Staff) -> None:
    desk = staff.console.desk
    one = await desk.opened()
    await desk.says(one, "I want to talk to a person")
    await desk.run_jobs()
    page = await staff.sees(slug="ana")
    assert "5 on shift now, room for 16 more conversations" in page
    assert "Orders led by Lea" in page
    assert "Last resort" in page
    assert "Duty manager" in page
    assert "1 of 3" in page
    assert "00:00–00:00" in page
    assert "In no team" in page
    assert "Add somebody" not in page
    mine = await staff.sees(staff.one("ana"), "ana")
    assert "Ana" in mine
    assert "Save the shifts" not in mine
    assert "Mo Tu We Th Fr Sa Su 00:00–00:00 UTC" in mine


async def test_one_switches_ones_own_presence_from_any_page(staff: Staff) -> None:
    browser = await staff.as_("ana")
    switch = f"{staff.console.at}/presence"
    await browser.look(staff.at)
    answer = await browser.send_form(
        switch, presence="away", headers={"referer": f"http://desk.test{staff.console.at}/inbox"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{staff.console.at}/inbox")
    assert staff.person("ana")["presence"] == "away"
    fragment = await browser.send_form(switch, presence="offline", headers={"hx-request": "true"})
    assert fragment.text.lstrip().startswith('<form id="presence"')
    assert (await browser.get(switch)).text.strip() == fragment.text.strip()
    elsewhere = await browser.send_form(switch, presence="elsewhere", headers={"referer": "https://evil.example/desk/"})
    assert elsewhere.headers["location"] == staff.at
    assert staff.person("ana")["presence"] == "offline"


async def test_somebody_joins_and_gets_a_link_that_is_shown_once(staff: Staff) -> None:
    answer = await staff.sends("/new", **NEW)
    assert answer.status_code == 200
    [link] = re.findall(r"https://\S+/welcome/[\w-]+", answer.text)
    assert "shown this once" in answer.text
    row = staff.person("ines-tavares")
    assert (row["languages"], row["capacity"], row["presence"]) == (["pt", "en"], 4, "offline")
    assert link not in await staff.html(f"/{row['id']}")
    newcomer = await staff.console.browser()
    assert "Inês Tavares" in unescape((await newcomer.look(link.replace("https://desk.handrail.example", ""))).text)
    again = await staff.sends("/new", **NEW)
    assert again.status_code == 422
    assert "has this address already" in again.text
    assert 'value="pt, en"' in again.text
    other = await staff.sends("/new", **{**NEW, "email": "ines2@handrail.example"})
    assert other.status_code == 200
    assert staff.person("ines-tavares-2")["email"] == "ines2@handrail.example"
    assert {"person_added", "invited"} <= set(staff.console.here.kinds())


async def test_a_new_link_replaces_the_one_before(staff: Staff) -> None:
    first = await staff.sends(f"{staff.one('ana')}/invite")
    second = await staff.sends(f"{staff.one('ana')}/invite")
    old, new = (re.findall(r"/welcome/[\w-]+", one.text)[0] for one in (first, second))
    stranger = await staff.console.browser()
    assert (await stranger.look(f"{staff.console.at}{old}")).status_code in (404, 410)
    assert (await stranger.look(f"{staff.console.at}{new}")).status_code == 200


@pytest.mark.parametrize(
    "odd",
    [
        {"name": ""},
        {"email": "nowhere"},
        {"email": "a@b\x00.c"},
        {"role": "emperor"},
        {"languages": ""},
        {"languages": "english language"},
        {"capacity": "1001"},
        {"capacity": "many"},
        {"team": "x"},
        {"skills": ",".join(f"s{n}" for n in range(101))},
    ],
)
async def test_odd_newcomers_are_refused_and_what_was_typed_stays(staff: Staff, odd: dict[str, str]) -> None:
    answer = await staff.sends("/new", **{**NEW, "skills": "kept", **odd})
    assert answer.status_code == 422
    assert "Inês Tavares" in answer.text or "name" in odd
    assert len(staff.console.desk.rows("SELECT 1 FROM person")) == 6


async def test_what_somebody_does_is_changed_by_a_senior_person(staff: Staff) -> None:
    assert (await staff.sends(staff.one("ana"), "dov", **WORK)).status_code == 303
    row = staff.person("ana")
    assert (row["team_id"], row["skills"], row["capacity"], row["presence"]) == (None, ["a", "b"], 2, "away")
    odd = await staff.sends(staff.one("ana"), "dov", **{**WORK, "capacity": "-1", "skills": "kept"})
    assert odd.status_code == 422
    assert 'value="kept"' in odd.text


async def test_names_roles_and_the_last_resort_are_the_admins_to_change(staff: Staff) -> None:
    account = {"name": "Ana Maria", "email": "ana.maria@handrail.example", "role": "lead", "reserve": "1"}
    assert (await staff.sends(f"{staff.one('ana')}/account", **account)).status_code == 303
    row = staff.person("ana")
    assert (row["name"], row["role"], row["reserve"], row["duty_manager"]) == ("Ana Maria", "lead", True, False)
    taken = await staff.sends(f"{staff.one('ben')}/account", **account)
    assert taken.status_code == 422
    assert "Somebody else has this address." in taken.text


async def test_the_last_resort_and_the_last_admin_stay(staff: Staff) -> None:
    rex = {"name": "Rex", "email": "rex@handrail.example", "role": "admin"}
    no_reserve = await staff.sends(f"{staff.one('rex')}/account", **rex)
    assert no_reserve.status_code == 422
    assert "Name another last resort first" in no_reserve.text
    no_admin = await staff.sends(f"{staff.one('rex')}/account", **{**rex, "role": "agent", "reserve": "1"})
    assert no_admin.status_code == 422
    assert "a workspace always has one" in no_admin.text
    leaves = await staff.sends(f"{staff.one('rex')}/leave", confirm="Rex")
    assert leaves.status_code == 422
    assert "Make somebody else an admin first" in leaves.text
    staff.console.becomes("lea", "admin")
    reserve = await staff.sends(f"{staff.one('rex')}/leave", confirm="rex")
    assert "Name another last resort first." in reserve.text
    assert not staff.person("rex")["gone"]


async def test_shifts_are_set_as_a_whole_week_in_each_ones_own_zone(staff: Staff) -> None:
    week = {
        "days-0": ["0", "1", "4"], "starts-0": "09:00", "ends-0": "17:30", "zone-0": "Europe/Lisbon",
        "days-1": ["5"], "starts-1": "22:00", "ends-1": "06:00", "zone-1": "Australia/Sydney",
        "starts-2": "", "ends-2": "", "zone-2": "Europe/Lisbon",
    }  # fmt: skip
    assert (await staff.sends(f"{staff.one('ana')}/shifts", "dov", **week)).status_code == 303
    assert staff.shifts("ana") == [
        ([0, 1, 4], "09:00", "17:30", "Europe/Lisbon"),
        ([5], "22:00", "06:00", "Australia/Sydney"),
    ]
    page = await staff.html(staff.one("ana"), "dov")
    assert 'value="22:00"' in page
    assert "09:00–17:30" in await staff.sees("", "dov")  # a Monday
    for odd in ({"zone-0": "Mars/Olympus"}, {"starts-0": "9 o'clock"}, {"ends-0": ""}, {"starts-0": "09:00+02:00"}):
        answer = await staff.sends(f"{staff.one('ana')}/shifts", "dov", **{**week, **odd})
        assert answer.status_code == 422
        assert 'value="17:30"' in answer.text or "ends-0" in odd
    assert len(staff.shifts("ana")) == 2
    assert (await staff.sends(f"{staff.one('ana')}/shifts", "dov")).status_code == 303
    assert staff.shifts("ana") == []


async def test_an_absence_is_noted_by_their_clock_and_taken_away(staff: Staff) -> None:
    path = f"{staff.one('ana')}/absences"
    away = {"from": "2026-11-23T08:00", "until": "2026-11-30T08:00"}
    assert (await staff.sends(path, "dov", **away)).status_code == 303
    assert "Absent until" in await staff.sees("", "ben")
    [row] = staff.console.desk.rows("SELECT id FROM absence")
    for odd in ({"until": "2026-11-22T08:00"}, {"from": "soon"}, {"until": ""}, {"from": "0001-01-01T00:00"}):
        assert (await staff.sends(path, "dov", **{**away, **odd})).status_code == 422
    assert (await staff.sends(f"{path}/{row['id']}/drop", "dov")).status_code == 303
    assert (await staff.sends(f"{path}/{row['id']}/drop", "dov")).status_code == 404


async def test_whoever_leaves_hands_everything_on_first(staff: Staff) -> None:
    desk = staff.console.desk
    one = await desk.opened()
    await desk.says(one, "I want to talk to a person")
    await desk.run_jobs()
    await desk.take_over(desk.tenant, one.id, desk.people["ana"])
    ana = await staff.as_("ana")
    page = await staff.sees(f"{staff.one('ana')}/leave")
    assert "1 open conversation" in page
    assert "Kim" in page
    wrong = await staff.sends(f"{staff.one('ana')}/leave", confirm="Anna")
    assert wrong.status_code == 422
    assert not staff.person("ana")["gone"]
    gone = await staff.sends(f"{staff.one('ana')}/leave", confirm=" ana ")
    assert gone.headers["location"].endswith("/team?done=left")
    after = await desk.now(one)
    assert desk.people["ana"] not in (after.owner, after.writer)
    assert (await ana.get(staff.at)).status_code == 303
    [event] = desk.rows("SELECT actor FROM event WHERE kind = 'person_left'")
    assert event["actor"] == f"agent:{desk.people['rex']}"
    assert "1 person has left" in await staff.sees()
    assert "Has left" in await staff.sees(staff.one("ana"))
    for act, fields in (("", WORK), ("/leave", {"confirm": "Ana"}), ("/invite", {}), ("/account", {"name": "x"})):
        assert (await staff.sends(f"{staff.one('ana')}{act}", **fields)).status_code == 404, act


async def test_teams_form_and_get_a_lead(staff: Staff) -> None:
    lead = str(staff.console.desk.people["ben"])
    assert (await staff.sends("/teams", name="Câmbio & Care", lead=lead)).status_code == 303
    [team] = staff.console.desk.rows("SELECT * FROM team WHERE slug = 'cambio-care'")
    assert "Câmbio & Care led by Ben" in await staff.sees()
    assert "already" in (await staff.sends("/teams", name="cambio care", lead="")).text
    assert (await staff.sends(f"/teams/{team['id']}", name="Care", lead="")).status_code == 303
    assert "Care without a lead" in await staff.sees()
    for odd in ({"name": "", "lead": ""}, {"name": "x", "lead": "y"}):
        answer = await staff.sends("/teams", **odd)
        assert answer.status_code == 422
        assert "not saved" in answer.text
    assert (await staff.sends(f"/teams/{UUID(int=1)}", name="x", lead="")).status_code == 404


async def test_each_role_does_only_what_is_theirs(staff: Staff) -> None:
    ben = staff.one("ben")
    for slug, senior in (("ana", False), ("dov", True), ("lea", True)):
        assert (await staff.sends(ben, slug, **WORK)).status_code == (303 if senior else 403)
        for path in (f"{ben}/account", f"{ben}/invite", f"{ben}/leave", "/new", "/teams"):
            assert (await staff.sends(path, slug, **NEW)).status_code == 403, (slug, path)
        for path in ("/new", f"{ben}/leave"):
            await staff.html(path, slug, 403)
        for path in (f"{ben}/shifts", f"{ben}/absences"):
            status = (await staff.sends(path, slug)).status_code
            assert (status == 403) != senior, (slug, path)


async def test_another_workspaces_people_do_not_exist(staff: Staff, dsn: str) -> None:
    _, people = seed_workspace(dsn)
    for path in ("", "/leave"):
        await staff.html(f"/{people['ana']}{path}", status=404)
    acts = {"": WORK, "/account": NEW, "/invite": {}, "/leave": {"confirm": "Ana"}, "/shifts": {}, "/absences": {}}
    for act, fields in acts.items():
        assert (await staff.sends(f"/{people['ana']}{act}", **fields)).status_code == 404, act


async def test_markup_in_names_is_inert(staff: Staff) -> None:
    bad = "<img src=x onerror=alert(1)>"
    made = await staff.sends("/new", **{**NEW, "name": bad, "skills": bad})
    assert bad not in made.text
    person = staff.console.desk.rows("SELECT id FROM person WHERE name = %s", bad)[0]["id"]
    await staff.sends("/teams", name=bad, lead=str(person))
    for path in ("", f"/{person}", f"/{person}/leave", "/new"):
        assert bad not in await staff.html(path), path


def test_short_names_are_made_of_any_name() -> None:
    assert [short_name(name) for name in ("Inês Tavares", "  O'Neil & Söhne ", "山田", "-")] == [
        "ines-tavares", "o-neil-sohne", "somebody", "somebody",
    ]  # fmt: skip
