"""The inbox: what somebody owns and what is due next stand first, nothing is ever without an owner, and it stays quick."""

import re
from collections.abc import AsyncGenerator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest_asyncio

from handrail.console.inbox_asked import inbox_asked
from handrail.core.conversation.conversation import Conversation
from tests.console_desk import ConsoleDesk, console_desk
from tests.desk import seed_workspace

WISH = "I want to talk to a person."


@pytest_asyncio.fixture
async def console(dsn: str, tmp_path: Path) -> AsyncGenerator[ConsoleDesk]:
    async with console_desk(dsn, tmp_path) as desk:
        desk.desk.rows("UPDATE person SET capacity = 1000")
        yield desk


async def _handed(console: ConsoleDesk, name: str, to: str, text: str = WISH) -> Conversation:
    one = await console.desk.opened(name=name)
    await console.desk.says(one, text)
    await console.desk.run_jobs()
    await console.desk.take_over(console.desk.tenant, one.id, console.desk.people[to])
    return one


def _names(page: str) -> list[str]:
    titles = re.findall(r'class="line-title"[^>]*>(.*?)</span>\s*<span class="line-due"', page, re.DOTALL)
    return [re.sub(r"<[^>]+>|New words:|\s", "", title) for title in titles]


def _line(page: str, name: str) -> str:
    lines = re.findall(r'<li id="line-.*?</li>', page, re.DOTALL)
    return unescape(next(line for line in lines if name in line))


async def test_ones_own_the_teams_and_all_with_owner_writer_and_deadline_on_every_line(console: ConsoleDesk) -> None:
    await _handed(console, "Kim", "ana")
    await _handed(console, "Noor", "ben")
    await _handed(console, "Ola", "dov")  # in no team
    answered = await console.desk.opened(name="Siri")
    await console.desk.says(answered, "Do you ship to Norway?")
    await console.desk.run_jobs()
    browser = await console.sign_in("ana")
    mine = (await browser.look(f"{console.at}/inbox")).text
    assert _names(mine)[0] == "Kim"
    assert "Noor" not in _names(mine)
    assert set(_names((await browser.look(f"{console.at}/inbox?of=team")).text)) >= {"Kim", "Noor"}
    everything = (await browser.look(f"{console.at}/inbox?of=all")).text
    assert set(_names(everything)) == {"Kim", "Noor", "Ola", "Siri"}
    for line in re.findall(r'<li id="line-.*?</li>', everything, re.DOTALL):
        assert re.search(r"own and write|owns and writes|owner \w+", line), line
        assert "data-countdown" in line
    assert "You own and write" in _line(everything, "Kim")
    assert "Ben owns and writes" in _line(everything, "Noor")
    assert "AI writes" in _line(everything, "Siri")


async def test_what_is_offered_to_somebody_is_theirs_to_see_and_says_so(console: ConsoleDesk) -> None:
    one = await _handed(console, "Kim", "ana")
    people = console.desk.people
    await console.desk.take_over.hand_to(console.desk.tenant, one.id, people["ana"], people["ben"])
    ben, ana = await console.sign_in("ben"), await console.sign_in("ana")
    assert "Offered to you" in _line((await ben.look(f"{console.at}/inbox")).text, "Kim")
    assert "Offered to Ben" in _line((await ana.look(f"{console.at}/inbox")).text, "Kim")


async def test_new_words_are_marked_until_this_person_has_looked(console: ConsoleDesk) -> None:
    one = await _handed(console, "Kim", "ana")
    browser, other = await console.sign_in("ana"), await console.sign_in("dov")
    inbox, page = f"{console.at}/inbox", f"{console.at}/conversations/{one.id}"
    assert "New words" in _line((await browser.look(inbox)).text, "Kim")
    await other.look(page)  # somebody else looking changes nothing
    assert "New words" in _line((await browser.look(inbox)).text, "Kim")
    await browser.look(page)
    assert "New words" not in _line((await browser.look(inbox)).text, "Kim")
    console.desk.clock.forward(minutes=1)
    await console.desk.says(one, "Hello?")
    assert "New words" in _line((await browser.look(inbox)).text, "Kim")
    assert (await browser.send_form(f"{page}/seen")).status_code == 204
    assert "New words" not in _line((await browser.look(inbox)).text, "Kim")


async def test_a_wish_and_the_reason_of_a_hand_off_stand_on_the_line(console: ConsoleDesk) -> None:
    await _handed(console, "Kim", "ana")
    await _handed(console, "Noor", "ana", "My harpsichord is out of tune.")
    page = (await (await console.sign_in("ana")).look(f"{console.at}/inbox")).text
    assert "Wants a person" in _line(page, "Kim")
    assert "No approved answer" in _line(page, "Noor")


async def test_last_words_are_plain_and_a_resolved_line_says_how_it_was_rated(console: ConsoleDesk) -> None:
    one = await _handed(console, "Kim", "ana")
    desk, ana = console.desk, console.desk.people["ana"]
    await desk.reply(desk.tenant, one.id, ana, "It takes **three** days, says **the car", "r")
    browser = await console.sign_in("ana")
    line = _line((await browser.look(f"{console.at}/inbox")).text, "Kim")
    assert "It takes three days, says the car<" in line
    await desk.says(one, "**Thanks**")
    assert "**Thanks**" in _line((await browser.look(f"{console.at}/inbox")).text, "Kim")  # theirs, as they wrote it
    await desk.close.resolve(desk.tenant, one.id, ana)
    desk.rows(
        """INSERT INTO rating (tenant, id, conversation_id, customer_id, rating, at)
           VALUES (%s, gen_random_uuid(), %s, %s, 4, now())""",
        desk.tenant, one.id, one.customer,
    )  # fmt: skip
    resolved = _line((await browser.look(f"{console.at}/inbox?state=resolved")).text, "Kim")
    assert "Rated 4 of 5" in resolved
    assert "own and write" in resolved


async def test_where_a_p0_moment_stands_is_first_and_marked_until_it_is_settled(console: ConsoleDesk) -> None:
    early, grave = await _handed(console, "Kim", "ana"), await _handed(console, "Noor", "ana")
    console.desk.rows("UPDATE conversation SET deadline_at = deadline_at - interval '1 hour' WHERE id = %s", early.id)
    console.desk.rows("UPDATE conversation SET urgency = 'P0', moments = '{self-harm}' WHERE id = %s", grave.id)
    browser, inbox = await console.sign_in("ana"), f"{console.at}/inbox"
    for tab in ("", "?of=team", "?of=all"):
        assert _names(page := (await browser.look(f"{inbox}{tab}")).text) == ["Noor", "Kim"]
        assert "line grave" in (line := _line(page, "Noor").replace("unread ", ""))
        assert "▲ P0" in line
    console.desk.rows(
        "UPDATE promise SET status = 'kept', settled_at = made_at; UPDATE conversation SET wish_met_at = wish_at"
    )
    await console.desk.close.resolve(console.desk.tenant, grave.id, console.desk.people["ana"])
    assert "line grave" not in (await browser.look(f"{inbox}?state=resolved")).text


async def test_pages_of_a_list_with_p0_moments_miss_nothing_and_show_nothing_twice(console: ConsoleDesk) -> None:
    _many(console, 120)
    console.desk.rows(
        """UPDATE conversation SET urgency = 'P0', moments = '{self-harm}'
           WHERE id IN (SELECT id FROM conversation ORDER BY md5(id::text) LIMIT 60)"""
    )
    browser, path, seen = await console.sign_in("ana"), f"{console.at}/inbox?of=all", list[tuple[str, bool]]()
    while path:
        page = (await browser.look(path)).text
        lines = re.findall(r'<li id="line-([0-9a-f-]+)" data-row class="([^"]*)"', page)
        seen += [(id_, "grave" in marks) for id_, marks in lines]
        more = re.search(r'href="([^"]+)">More conversations', page)
        path = unescape(more[1]) if more else ""
    assert [grave for _, grave in seen] == [True] * 60 + [False] * 60
    assert len({id_ for id_, _ in seen}) == 120


async def test_the_line_shows_what_the_customer_asked_and_not_what_the_assistant_answered(console: ConsoleDesk) -> None:
    one = await console.desk.opened(name="Kim")
    await console.desk.says(one, "Do you ship to Norway?")
    await console.desk.run_jobs()
    page = (await (await console.sign_in("ana")).look(f"{console.at}/inbox?of=all")).text
    assert "Do you ship to Norway?" in _line(page, "Kim")


async def test_filters_narrow_the_list_and_odd_ones_are_left_out(console: ConsoleDesk) -> None:
    await _handed(console, "Kim", "ana")
    one = await _handed(console, "Noor", "ana")
    await console.desk.reply(console.desk.tenant, one.id, console.desk.people["ana"], "Hello.", "r")
    browser = await console.sign_in("ana")

    async def shown(query: str) -> set[str]:
        answer = await browser.look(f"{console.at}/inbox{query}")
        assert answer.status_code == 200
        return set(_names(answer.text))

    assert await shown("?state=waiting_customer") == {"Noor"}
    assert await shown("?state=held") == {"Kim"}
    assert await shown("?language=ja") == set()
    assert await shown("?state=closed&of=everybody&topic=<b>&language=%00&after=yesterday") == {"Kim", "Noor"}
    await console.desk.close.resolve(console.desk.tenant, one.id, console.desk.people["ana"])
    assert await shown("") == {"Kim"}
    assert await shown("?state=resolved") == {"Noor"}


async def test_pages_of_the_list_miss_nothing_and_show_nothing_twice(console: ConsoleDesk) -> None:
    _many(console, 120)
    browser = await console.sign_in("ana")
    for of in ("mine", "team", "all"):
        seen: list[str] = []
        address = f"{console.at}/inbox?of={of}"
        for _ in range(3):
            page = (await browser.look(address)).text
            seen += _names(page)
            following = re.search(r'href="([^"]+)">More conversations', page)
            address = unescape(following[1]) if following else ""
        assert address == ""
        assert len(seen) == len(set(seen)) == 120, of
        assert set(seen[:2]) == {"Customer1", "Customer2"}  # due first; the rest of a minute in any order


async def test_counts_say_how_many_and_stop_at_a_hundred(console: ConsoleDesk) -> None:
    _many(console, 120)
    page = (await (await console.sign_in("ben")).look(f"{console.at}/inbox?of=all")).text
    assert re.findall(r'class="tab-count">([^<]+)<', page) == ["0", "99+", "99+"]


async def test_an_empty_inbox_says_what_that_means_and_where_to_go(console: ConsoleDesk) -> None:
    browser = await console.sign_in("ana")
    for query, says in (
        ("", "Nothing is yours right now"),
        ("?of=team", "Your team owns nothing open"),
        ("?of=all", "No open conversations"),
        ("?of=all&state=held", "Nothing fits"),
    ):
        page = (await browser.look(f"{console.at}/inbox{query}")).text
        assert says in page
        assert re.search(r'class="empty">.*?<a class="button small" href="[^"]+"', page, re.DOTALL)


async def test_another_workspaces_conversations_are_in_no_list(console: ConsoleDesk) -> None:
    tenant, people = seed_workspace(console.desk.dsn)
    _many(console, 3, tenant, people["ana"])
    page = (await (await console.sign_in("rex")).look(f"{console.at}/inbox?of=all")).text
    assert _names(page) == []


async def test_what_somebody_has_seen_is_known_to_them_alone(console: ConsoleDesk) -> None:
    one = await _handed(console, "Kim", "ana")
    await (await console.sign_in("ana")).look(f"{console.at}/conversations/{one.id}")
    ana, ben = console.desk.people["ana"], console.desk.people["ben"]
    for viewer, marks in ((f"staff:{ana}", 1), (f"staff:{ben}", 0), ("system", 1), (f"customer:{one.customer}", 0)):
        assert _marks(console, viewer) == marks, viewer


async def test_the_list_alone_is_the_very_piece_of_the_page(console: ConsoleDesk) -> None:
    _many(console, 60)
    browser = await console.sign_in("ana")
    page = (await browser.look(f"{console.at}/inbox?of=all&state=held")).text
    address = re.search(r'id="inbox-list"[^>]*data-fragment="([^"]+)"', page, re.DOTALL)
    assert address
    piece = (await browser.get(unescape(address[1]), headers={"hx-request": "true"})).text
    assert re.sub(r"\s+", "", piece) in re.sub(r"\s+", "", page)


async def test_nobody_signed_in_sees_no_list(console: ConsoleDesk) -> None:
    stranger = await console.browser()
    assert (await stranger.get(f"{console.at}/inbox")).status_code == 303
    assert (await stranger.get(f"{console.at}/inbox/list", headers={"hx-request": "true"})).status_code == 401


def test_an_address_that_was_read_and_written_asks_for_the_same() -> None:
    place = f"2026-11-23T10:00:00+00:00_{uuid4()}"
    for given in (
        {},
        {"of": "all"},
        {"of": "team", "state": "held", "topic": "shipping", "language": "pt-BR", "after": place},
    ):
        asked = inbox_asked(given)
        again = {name: values[0] for name, values in parse_qs(urlsplit(asked.address()).query).items()}
        assert inbox_asked(again) == asked
        assert again == given


def _many(console: ConsoleDesk, count: int, tenant: UUID | None = None, owner: UUID | None = None) -> None:
    of, by = tenant or console.desk.tenant, owner or console.desk.people["ana"]
    console.desk.rows(
        """INSERT INTO customer (tenant, id, name) SELECT %s, md5('who ' || n)::uuid, 'Customer ' || n
           FROM generate_series(1, %s) n""",
        of, count,
    )  # fmt: skip
    console.desk.rows(
        """INSERT INTO conversation (tenant, id, customer_id, channel, state, owner_id, writer_id, opened_at, deadline_at,
             deadline_kind)
           SELECT %s, md5('c ' || n)::uuid, md5('who ' || n)::uuid, 'chat', 'held', %s, %s, now(),
             '2026-11-23T10:00Z'::timestamptz + (n / 3) * interval '1 minute', 'reply' FROM generate_series(1, %s) n
           ORDER BY n""",
        of, by, by, count,
    )  # fmt: skip


def _marks(console: ConsoleDesk, viewer: str) -> int:
    [row] = console.desk.rows(
        """WITH entered AS MATERIALIZED (SELECT set_config('app.tenant', %s, false), set_config('app.viewer', %s, false),
             set_config('role', 'handrail_app', false)) SELECT count(*) AS n FROM entered""",
        str(console.desk.tenant), viewer,
    )  # fmt: skip
    assert row["n"] == 1
    [found] = console.desk.rows("SELECT count(*) AS n FROM read_mark")
    console.desk.rows("RESET ROLE")
    return found["n"]
