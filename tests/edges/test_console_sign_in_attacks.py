"""Attacks on signing in, over the real application: forged forms, planted and stolen cookies, guesses, other doors."""

from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.console.doorkeeper import STRANGERS, safe_next
from handrail.console.forgery import SAFE
from handrail.core.access.patience import RESET_FROM_ADDRESS, SIGN_IN_FROM_ADDRESS, SIGN_IN_OF_PERSON
from handrail.flows.administer import By
from tests.console_desk import ORIGIN, Browser, ConsoleDesk, console_desk
from tests.desk import seed_workspace
from tests.sign_in import GOOD, OTHER, secret_in

ANA = "ana@handrail.example"


@pytest.fixture
async def console(dsn: str, tmp_path: Path) -> AsyncGenerator[ConsoleDesk]:
    async with console_desk(dsn, tmp_path) as made:
        yield made


def unsafe_addresses(console: ConsoleDesk) -> Sequence[tuple[str, str, bool]]:
    """(method, address, open to strangers) of everything that changes something, with parameters filled in."""
    found: list[tuple[str, str, bool]] = []
    for route in console.app.routes:
        path = route.path
        for name in route.path_components:
            if not isinstance(name, str):
                filled = {"slug": console.here.slug, "link": "x" * 43, "version": "1"}.get(
                    name.name, "0198f0f0-0000-7000-8000-000000000000"
                )
                path = path.replace(name.full if name.full.startswith("{") else f"{{{name.full}}}", filled)
        for handler in getattr(route, "route_handlers", []):
            found += [
                (m, path, STRANGERS.items() <= handler.opt.items()) for m in handler.http_methods if m not in SAFE
            ]
    return sorted(set(found))


# forged forms


ELSEWHERES = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": f"{ORIGIN}.evil.example"},
    {"origin": "http://desk.test:8081"},
    {"origin": "http://[not an address"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "same-site", "origin": ORIGIN},
]


async def test_a_form_of_another_site_is_refused_even_with_the_right_token(console: ConsoleDesk) -> None:
    browser = await console.sign_in("ana")
    for headers in ELSEWHERES:
        refused = await browser.post(f"{console.at}/sign-out", data={"csrf": browser.token}, headers=headers)
        assert refused.status_code == 403, headers
    assert (await browser.look(f"{console.at}/account")).status_code == 200


async def test_every_address_that_changes_something_refuses_a_missing_wrong_or_foreign_token(
    console: ConsoleDesk,
) -> None:
    ana, ben = await console.sign_in("ana"), await console.sign_in("ben")
    stranger = await console.browser()
    await stranger.look(f"{console.at}/sign-in")
    examined = 0
    for method, path, _ in unsafe_addresses(console):
        for token in ("", "wrong", "é", ana.token[:-1], ana.token + "x", ben.token, stranger.token):
            answer = await ana.request(method, path, data={"csrf": token}, headers={"origin": ORIGIN})
            assert answer.status_code == 403, (method, path, token)
        answer = await ana.request(method, path, headers={"origin": ORIGIN, "x-csrf-token": ben.token})
        assert answer.status_code == 403, (method, path)
        answer = await ana.request(method, f"{path}?csrf={ana.token}", headers={"origin": ORIGIN})
        assert answer.status_code == 403, "a token in the address is none"
        examined += 1
    assert examined >= 8
    assert (await ana.look(f"{console.at}/account")).status_code == 200


async def test_every_address_that_changes_something_asks_for_a_session(console: ConsoleDesk) -> None:
    stranger = await console.browser()
    await stranger.look(f"{console.at}/sign-in")
    inside = [(method, path) for method, path, strangers in unsafe_addresses(console) if not strangers]
    assert len(inside) >= 5
    for method, path in inside:
        answer = await stranger.request(method, path, data={"csrf": stranger.token}, headers={"origin": ORIGIN})
        assert answer.status_code == 401, (method, path)


async def test_signing_somebody_in_by_a_forged_form_does_not_work_either(console: ConsoleDesk) -> None:
    """An attacker signs a victim in to the attacker's own account, and reads what they then write."""
    await console.here.knows("ana")
    attacker, victim = await console.browser(), await console.browser()
    await attacker.look(f"{console.at}/sign-in")
    form = {"csrf": attacker.token, "email": ANA, "password": GOOD}
    assert (await victim.post(f"{console.at}/sign-in", data=form)).status_code == 403
    assert "hr_session" not in victim.cookies
    assert (await attacker.post(f"{console.at}/sign-in", data=form, headers={"origin": "null"})).status_code == 403


async def test_the_header_of_a_script_is_a_token_too(console: ConsoleDesk) -> None:
    ana = await console.sign_in("ana")
    sent = await ana.post(
        f"{console.at}/sign-out", headers={"x-csrf-token": ana.token, "hx-request": "true", "origin": ORIGIN}
    )
    assert sent.status_code == 303


# planted and stolen cookies


async def test_a_cookie_planted_before_sign_in_is_never_the_session(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    planted = "A" * 43
    browser = await console.browser()
    browser.cookies.set("hr_session", planted, domain="desk.test", path=console.at)
    await browser.look(f"{console.at}/sign-in")
    entered = await browser.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD)
    assert entered.status_code == 303
    assert browser.cookies.get("hr_session", path=console.at) != planted
    assert await console.here.sessions.who(planted) is None


async def test_a_session_of_the_attackers_own_does_not_become_the_victims(console: ConsoleDesk) -> None:
    """Planting a cookie that is valid: signing in over it gives a new one and ends the old."""
    ben = await console.sign_in("ben")
    planted = ben.cookies["hr_session"]
    await console.here.knows("ana")
    victim = await console.browser()
    victim.cookies.set("hr_session", planted, domain="desk.test", path=console.at)
    await victim.look(f"{console.at}/account")
    await victim.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD)
    fresh = victim.cookies.get("hr_session", path=console.at)
    found = await console.here.sessions.who(fresh or "")
    assert found is not None
    assert found.person == console.here.people["ana"]
    assert await console.here.sessions.who(planted) is None


async def stays_out(console: ConsoleDesk, stolen: str) -> bool:
    thief = await console.browser("198.51.100.66")
    headers = {"cookie": f"hr_session={stolen}"}
    answers = [await thief.get(f"{console.at}/{page}", headers=headers) for page in ("account", "log", "inbox")]
    return all(
        one.status_code == 303 and "/sign-in" in one.headers["location"] for one in answers if one.status_code != 404
    )


async def test_a_stolen_cookie_is_worth_nothing_after_signing_out(console: ConsoleDesk) -> None:
    ana = await console.sign_in("ana")
    stolen = ana.cookies["hr_session"]
    assert not await stays_out(console, stolen)
    await ana.send_form(f"{console.at}/sign-out")
    assert await stays_out(console, stolen)


async def test_a_stolen_cookie_is_worth_nothing_after_a_new_password(console: ConsoleDesk) -> None:
    ana = await console.sign_in("ana")
    stolen = ana.cookies["hr_session"]
    await ana.send_form(f"{console.at}/account/password", current=GOOD, password=OTHER)
    assert await stays_out(console, stolen)
    assert (await ana.look(f"{console.at}/account")).status_code == 200


async def test_a_stolen_cookie_is_worth_nothing_after_a_reset_or_after_leaving(console: ConsoleDesk) -> None:
    ana, ben = await console.sign_in("ana"), await console.sign_in("ben")
    await console.here.invite(console.here.tenant, By(), console.here.people["ana"])
    secret = secret_in(console.here.letters.kept[-1])
    elsewhere = await console.browser()
    await elsewhere.look(f"{console.at}/welcome/{secret}")
    assert (await elsewhere.send_form(f"{console.at}/welcome/{secret}", password=OTHER)).status_code == 303
    assert await stays_out(console, ana.cookies["hr_session"])
    await console.desk.replace_owner.leave(console.here.tenant, console.here.people["ben"])
    assert await stays_out(console, ben.cookies["hr_session"])


async def test_a_session_of_one_workspace_opens_nothing_in_another(console: ConsoleDesk, dsn: str) -> None:
    other, _ = seed_workspace(dsn)
    [row] = console.desk.rows("SELECT slug FROM workspace WHERE tenant = %s", other)
    ana = await console.sign_in("ana")
    headers = {"cookie": f"hr_session={ana.cookies['hr_session']}"}
    for page in ("account", "log", "inbox"):
        answer = await ana.get(f"/desk/{row['slug']}/{page}", headers=headers)
        assert answer.status_code in {303, 404}, page
        assert "Your account" not in answer.text
    out = await ana.post(
        f"/desk/{row['slug']}/sign-out", data={"csrf": ana.token}, headers={**headers, "origin": ORIGIN}
    )
    assert out.status_code == 401
    assert (await ana.look(f"{console.at}/account")).status_code == 200


ODD_COOKIES = ("", "x", "é" * 20, "A" * 43, "A" * 5000, "'; DROP TABLE session; --", "\\x00", "a=b; hr_session=c")


async def test_cookies_of_any_shape_are_strangers(console: ConsoleDesk) -> None:
    browser = await console.browser()
    for cookie in ODD_COOKIES:
        answer = await browser.get(f"{console.at}/account", headers={"cookie": f"hr_session={cookie}".encode()})
        assert answer.status_code == 303, cookie


# guesses


def comparable(answer: httpx.Response, email: str, token: str) -> tuple[int, str, set[str]]:
    named = {name for name in answer.headers if name not in {"set-cookie", "date"}}
    return answer.status_code, answer.text.replace(email, "ADDRESS").replace(token, "TOKEN"), named


async def test_known_and_unknown_addresses_get_the_same_answers_for_the_same_work(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    seen: list[list[tuple[int, str, set[str]]]] = []
    work: list[int] = []
    for email in (
        ANA,
        "ben@handrail.example",
        "nobody@handrail.example",
    ):  # known; invited, but without a password; nobody
        browser = await console.browser(f"198.51.100.{len(seen)}")
        await browser.look(f"{console.at}/sign-in")
        before, answers = console.here.passwords.verified, list[tuple[int, str, set[str]]]()
        for _ in range(SIGN_IN_OF_PERSON.free + 2):
            answer = await browser.send_form(f"{console.at}/sign-in", email=email, password="a guess")
            answers.append(comparable(answer, email, browser.token))
        seen.append(answers)
        work.append(console.here.passwords.verified - before)
    assert seen[0] == seen[1] == seen[2]
    assert work == [SIGN_IN_OF_PERSON.free] * 3
    assert [status for status, _, _ in seen[0]] == [422] * SIGN_IN_OF_PERSON.free + [429] * 2


async def test_asking_for_a_reset_tells_nothing_and_writes_once_behind_the_answer(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    seen: list[tuple[int, str, set[str]]] = []
    for email in (
        ANA,
        "nobody@handrail.example",
        "Robert'); DROP TABLE person;--",
        "x\x00y@handrail.example\r\nBcc: all@x",
    ):
        browser = await console.browser(f"198.51.100.{len(seen)}")
        await browser.look(f"{console.at}/forgot")
        answer = await browser.send_form(f"{console.at}/forgot", email=email)
        seen.append(comparable(answer, email, browser.token))
    assert seen[0] == seen[1]
    assert {status for status, _, _ in seen} == {200}
    assert [letter.to for letter in console.here.letters.kept] == [ANA]


async def test_guessing_gets_slower_refuses_even_the_right_one_and_opens_again(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    browser = await console.browser()
    await browser.look(f"{console.at}/sign-in")
    waits: list[int] = []
    while len(waits) < 5:
        guess = await browser.send_form(f"{console.at}/sign-in", email=ANA, password="a guess")
        if guess.status_code == 429:
            right = await browser.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD)
            assert right.status_code == 429
            waits.append(int(right.headers["retry-after"]))
            console.desk.clock.forward(seconds=waits[-1])
    assert waits == [2, 4, 8, 16, 32]
    assert (await browser.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD)).status_code == 303


async def test_one_address_guessing_at_everybody_is_slowed_down_and_others_are_not(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    browser = await console.browser("2001:db8::1")
    await browser.look(f"{console.at}/sign-in")
    for n in range(SIGN_IN_FROM_ADDRESS.free):
        await browser.send_form(f"{console.at}/sign-in", email=f"p{n}@handrail.example", password="a guess")
    neighbour = await console.browser("2001:db8::2:3:4")  # the same customer's network
    await neighbour.look(f"{console.at}/sign-in")
    assert (await neighbour.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD)).status_code == 429
    elsewhere = await console.browser("203.0.113.99")
    await elsewhere.look(f"{console.at}/sign-in")
    assert (await elsewhere.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD)).status_code == 303


async def test_a_header_does_not_make_somebody_another_address(console: ConsoleDesk) -> None:
    browser = await console.browser()
    await browser.look(f"{console.at}/forgot")
    statuses: list[int] = []
    for n in range(RESET_FROM_ADDRESS.free + 1):
        headers = {"x-forwarded-for": f"198.51.100.{n}", "forwarded": f"for=198.51.100.{n}"}
        answer = await browser.send_form(f"{console.at}/forgot", headers, email=f"p{n}@handrail.example")
        statuses.append(answer.status_code)
    assert statuses == [200] * RESET_FROM_ADDRESS.free + [429]


# links


async def test_a_used_or_old_link_opens_nothing_and_says_how_to_go_on(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    await console.here.invite(console.here.tenant, By(), console.here.people["ana"])
    address = f"{console.at}/welcome/{secret_in(console.here.letters.kept[0])}"
    browser = await console.browser()
    await browser.look(address)
    console.desk.clock.forward(seconds=3600)
    for path in (
        address,
        f"{console.at}/welcome/{'A' * 43}",
        f"{console.at}/welcome/%F0%9F",
        f"{console.at}/welcome/{'x' * 3000}",
    ):
        answer = await browser.send_form(path, password=OTHER)
        assert answer.status_code == 410, path
        assert "/forgot" in answer.text
    assert (await browser.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD)).status_code == 303


async def test_a_request_cannot_choose_the_host_of_a_mailed_link(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    browser = await console.browser()
    await browser.look(f"{console.at}/forgot")
    evil = {"host": "evil.example", "origin": "http://evil.example", "x-forwarded-host": "evil.example"}
    await browser.send_form(f"{console.at}/forgot", evil, email=ANA)
    assert [letter for letter in console.here.letters.kept if "evil" in letter.text] == []


async def test_a_name_that_hides_headers_stays_a_name(console: ConsoleDesk) -> None:
    odd = "Ana\r\nBcc: all@shop.example\r\n\r\n<script>alert(1)</script>"
    console.desk.rows("UPDATE person SET name = %s WHERE id = %s", odd, console.here.people["ana"])
    await console.here.invite(console.here.tenant, By(), console.here.people["ana"])
    [letter] = console.here.letters.kept
    assert "\nBcc" not in letter.text
    page = await (await console.browser()).look(f"{console.at}/welcome/{secret_in(letter)}")
    assert "<script>alert" not in page.text
    ana = await console.sign_in("ana")
    account = await ana.look(f"{console.at}/account")
    assert "<script>alert" not in account.text
    assert "bcc" not in account.headers


async def test_a_browser_that_lies_about_itself_is_shown_as_text(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    browser = await console.browser()
    browser.headers["user-agent"] = "<img src=x onerror=alert(1)>" + "x" * 4000
    await browser.look(f"{console.at}/sign-in")
    assert (await browser.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD)).status_code == 303
    assert "<img src=x" not in (await browser.look(f"{console.at}/account")).text


# where to go next

ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "/desk/demo/..//evil.example", "javascript:alert(1)",
    "/desk/demo//evil.example", "/desk/demo/%2e%2e/%2e%2e/x", "/desk/other/inbox", "/desk/demo", "/", "", "/desk/demo/\r\nset-cookie: a=b",
    "/desk/demo/\tx", " /desk/demo/inbox", "/desk/demo/sign-out", "/desk/demo/sign-in?next=x", "/desk/demo/é", "/desk/demo/" + "x" * 600,
    "/desk/demo/@evil.example/..%2f", "http:/desk/demo/inbox", "/desk/demo/%5c%5cevil.example",
]  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_next_leads_to_this_workspaces_pages_only(wanted: str) -> None:
    assert safe_next("demo", wanted) == "/desk/demo/inbox"


def test_next_keeps_pages_and_their_filters() -> None:
    for wanted in (
        "/desk/demo/log?kind=signed_in&before=7",
        "/desk/demo/conversations/0198f0f0-0000-7000-8000-000000000000",
    ):
        assert safe_next("demo", wanted) == wanted


@given(st.text(max_size=80))
def test_whatever_stands_in_next_the_answer_stays_here(wanted: str) -> None:
    for one in (wanted, f"/desk/demo/{wanted}"):
        there = httpx.URL(ORIGIN).join(safe_next("demo", one))
        assert (there.host, there.scheme) == ("desk.test", "http")
        assert there.path.startswith("/desk/demo/")


async def test_a_forged_next_is_dropped_on_the_page_and_in_the_form(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    browser = await console.browser()
    page = await browser.look(f"{console.at}/sign-in", params={"next": "https://evil.example/"})
    assert "evil.example" not in page.text
    entered = await browser.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD, next="//evil.example/")
    assert entered.headers["location"] == f"{console.at}/inbox"


# and the walls stand on all of it


async def test_pages_of_signing_in_are_kept_by_nobody_and_framed_by_nobody(console: ConsoleDesk) -> None:
    browser: Browser = await console.browser()
    for path in (
        "/desk",
        f"{console.at}/sign-in",
        f"{console.at}/forgot",
        f"{console.at}/welcome/{'x' * 43}",
        f"{console.at}/account",
    ):
        answer = await browser.get(path)
        assert answer.headers["cache-control"] == "no-store", path
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], path
        assert answer.headers["referrer-policy"] == "same-origin", path


async def test_odd_forms_are_answered_and_never_fail(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    browser = await console.browser()
    await browser.look(f"{console.at}/sign-in")
    for email, password in (
        ("\x00", "\x00"),
        ("a" * 2000, "b" * 2000),
        ("𝕏" * 300, "\u202e"),
        ("", ""),
        (ANA, "\x00" + GOOD),
    ):
        answer = await browser.send_form(f"{console.at}/sign-in", email=email, password=password)
        assert answer.status_code == 422
    body = f"csrf={browser.token}&email=%ff%fe%ed%a0%80&password=%ed%a0%80"
    form = {"content-type": "application/x-www-form-urlencoded", "origin": ORIGIN}
    raw = await browser.post(f"{console.at}/sign-in", content=body.encode(), headers=form)
    assert raw.status_code in {400, 422}
    upload = await browser.post(
        f"{console.at}/sign-in",
        data={"csrf": browser.token},
        files={"email": b"x", "password": b"y"},
        headers={"origin": ORIGIN},
    )
    assert upload.status_code == 422
    for content in (b'{"csrf":', b"--x", b"\xff" * 1000):
        for kind in (
            "application/json",
            "multipart/form-data; boundary=x",
            "text/plain",
            "application/x-www-form-urlencoded",
        ):
            answer = await browser.post(
                f"{console.at}/sign-in", content=content, headers={"content-type": kind, "origin": ORIGIN}
            )
            assert 400 <= answer.status_code < 500, (kind, content, answer.status_code)
