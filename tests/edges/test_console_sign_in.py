"""The pages of signing in: by plain links and forms, without a script, with every error beside its field."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest

from handrail.core.access.sessions import ABSOLUTE, IDLE
from tests.console_desk import ConsoleDesk, console_desk
from tests.sign_in import GOOD, OTHER, secret_in

ANA = "ana@handrail.example"


@pytest.fixture
async def console(dsn: str, tmp_path: Path) -> AsyncGenerator[ConsoleDesk]:
    async with console_desk(dsn, tmp_path) as made:
        yield made


async def test_the_desk_asks_which_workspace_and_leads_to_its_sign_in(console: ConsoleDesk) -> None:
    browser = await console.browser()
    assert "Which desk?" in (await browser.look("/desk")).text
    found = await browser.look("/desk", params={"workspace": f" {console.here.slug.upper()} "})
    assert (found.status_code, found.headers["location"]) == (303, f"{console.at}/sign-in")
    for wrong in ("nobody", "<script>alert(1)</script>", "a" * 5000, "\x00"):
        missed = await browser.look("/desk", params={"workspace": wrong})
        assert missed.status_code == 404
        assert "<script>alert" not in missed.text
    assert (await browser.look(console.at)).headers["location"] == f"{console.at}/sign-in"


async def test_signing_in_leads_to_where_they_wanted_to_go(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    browser = await console.browser()
    first = await browser.look(f"{console.at}/account?changed=1")
    assert first.status_code == 303
    page = await browser.look(first.headers["location"])
    assert page.status_code == 200
    assert "Sign in to Test" in page.text
    ahead = page.text.split('name="next" value="')[1].split('"')[0].replace("&amp;", "&")
    entered = await browser.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD, next=ahead)
    assert (entered.status_code, entered.headers["location"]) == (303, f"{console.at}/account?changed=1")
    account = await browser.look(entered.headers["location"])
    assert "Your account" in account.text
    assert "Test browser 1.0" in account.text
    assert (await browser.look(f"{console.at}/sign-in")).headers["location"] == f"{console.at}/inbox"


async def test_the_cookie_is_kept_from_scripts_other_sites_and_other_workspaces(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    browser = await console.browser()
    await browser.look(f"{console.at}/sign-in")
    entered = await browser.send_form(f"{console.at}/sign-in", email=ANA, password=GOOD)
    [cookie] = [c for c in entered.headers.get_list("set-cookie") if c.startswith("hr_session=")]
    said = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", f"path={console.at}"} <= said
    assert "secure" not in said  # plain http on the loopback
    assert cookie.split("=", 1)[1].split(";")[0] not in str(console.desk.rows("SELECT * FROM session"))


async def test_with_a_public_address_in_https_cookies_are_secure(dsn: str, tmp_path: Path) -> None:
    async with console_desk(dsn, tmp_path, public_url="https://desk.test") as console:
        browser = await console.browser()
        page = await browser.look(f"{console.at}/sign-in")
        assert all("secure" in cookie.lower() for cookie in page.headers.get_list("set-cookie"))


async def test_a_wrong_password_says_so_and_keeps_what_was_typed_but_the_password(console: ConsoleDesk) -> None:
    await console.here.knows("ana")
    browser = await console.browser()
    await browser.look(f"{console.at}/sign-in")
    answer = await browser.send_form(
        f"{console.at}/sign-in", email=ANA, password="not this one", next=f"{console.at}/log"
    )
    assert answer.status_code == 422
    assert "do not fit together" in answer.text
    assert f'value="{ANA}"' in answer.text
    assert f'value="{console.at}/log"' in answer.text
    assert "not this one" not in answer.text


async def test_signing_out_ends_the_session_and_takes_the_cookie(console: ConsoleDesk) -> None:
    browser = await console.sign_in("ana")
    old = browser.cookies["hr_session"]
    out = await browser.send_form(f"{console.at}/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, f"{console.at}/sign-in")
    assert "hr_session" not in browser.cookies
    assert (await browser.get(f"{console.at}/account", headers={"cookie": f"hr_session={old}"})).status_code == 303


async def test_the_account_page_changes_the_password_and_ends_other_sessions(console: ConsoleDesk) -> None:
    browser, elsewhere = await console.sign_in("ana"), await console.sign_in("ana")
    short = await browser.send_form(f"{console.at}/account/password", current=GOOD, password="short")
    assert short.status_code == 422
    assert "at least 12 characters" in short.text
    wrong = await browser.send_form(f"{console.at}/account/password", current="wrong", password=OTHER)
    assert "not your current password" in wrong.text
    done = await browser.send_form(f"{console.at}/account/password", current=GOOD, password=OTHER)
    assert done.status_code == 303
    assert "was changed" in (await browser.look(done.headers["location"])).text
    assert (await elsewhere.look(f"{console.at}/account")).status_code == 303


async def test_somebody_ends_one_of_their_own_sessions_or_all(console: ConsoleDesk) -> None:
    browser, elsewhere = await console.sign_in("ana"), await console.sign_in("ana")
    other = await console.sign_in("ben")
    [theirs] = await console.here.sessions.open_of(console.here.tenant, console.here.people["ben"])
    await browser.send_form(f"{console.at}/account/sessions/{theirs.id}/end")
    assert (await other.look(f"{console.at}/account")).status_code == 200
    page = (await browser.look(f"{console.at}/account")).text
    ending = page.split("/account/sessions/")[1].split("/end")[0]
    await browser.send_form(f"{console.at}/account/sessions/{ending}/end")
    assert (await elsewhere.look(f"{console.at}/account")).status_code == 303
    out = await browser.send_form(f"{console.at}/account/sign-out-everywhere")
    assert out.headers["location"] == f"{console.at}/sign-in"
    assert await console.here.sessions.open_of(console.here.tenant, console.here.people["ana"]) == []


async def test_an_invited_person_chooses_a_password_and_arrives(console: ConsoleDesk) -> None:
    from handrail.flows.administer import By

    await console.here.invite(console.here.tenant, By(), console.here.people["ana"])
    address = f"{console.at}/welcome/{secret_in(console.here.letters.kept[0])}"
    browser = await console.browser()
    page = await browser.look(address)
    assert "Welcome to Test, Ana" in page.text
    weak = await browser.send_form(address, password="aaaaaaaaaaaaaaa")
    assert weak.status_code == 422
    assert "repeats too much" in weak.text
    done = await browser.send_form(address, password=GOOD)
    assert (done.status_code, done.headers["location"]) == (303, f"{console.at}/inbox")
    assert (await browser.look(f"{console.at}/account")).status_code == 200
    assert (await browser.look(address)).status_code == 410


async def test_sessions_end_by_the_clock(console: ConsoleDesk) -> None:
    browser = await console.sign_in("ana")
    console.desk.clock.now += IDLE - timedelta(seconds=1)
    assert (await browser.look(f"{console.at}/account")).status_code == 200
    console.desk.clock.now += IDLE
    assert (await browser.look(f"{console.at}/account")).status_code == 303
    assert IDLE < ABSOLUTE


async def test_without_a_session_pages_lead_to_sign_in_and_fragments_are_told_where(console: ConsoleDesk) -> None:
    browser = await console.browser()
    page = await browser.get(f"{console.at}/log", params={"kind": "signed_in"})
    assert page.status_code == 303
    assert page.headers["location"].startswith(f"{console.at}/sign-in?next=%2Fdesk%2F")
    fragment = await browser.get(f"{console.at}/log", headers={"hx-request": "true"})
    assert (fragment.status_code, fragment.headers["hx-redirect"]) == (401, f"{console.at}/sign-in")
    stream = await browser.get(f"{console.at}/log", headers={"accept": "text/event-stream"})
    assert stream.status_code == 401
    sent = await browser.post(f"{console.at}/account/password", data={"password": "x"})
    assert sent.status_code == 401
    assert "send it again" in sent.text


async def test_a_role_that_may_not_gets_a_page_that_says_who_may(console: ConsoleDesk) -> None:
    browser = await console.sign_in("ana")
    refused = await browser.look(f"{console.at}/log")
    assert refused.status_code == 403
    assert "A reviewer, supervisor, lead or admin sees this." in refused.text
    console.becomes("ana", "lead")  # counts from the next request on
    assert (await browser.look(f"{console.at}/log")).status_code == 200
    console.becomes("ana", "agent")
    assert (await browser.look(f"{console.at}/log")).status_code == 403


async def test_unknown_workspaces_and_pages_are_not_there(console: ConsoleDesk) -> None:
    browser = await console.browser()
    for path in (
        "/desk/nobody/sign-in",
        "/desk/nobody/forgot",
        "/desk/No%00body/sign-in",
        f"{console.at}/nothing",
        "/desk/nobody",
    ):
        assert (await browser.get(path)).status_code == 404, path


async def test_without_a_mail_server_the_page_says_whom_to_ask(dsn: str, tmp_path: Path) -> None:
    async with console_desk(dsn, tmp_path, mail=False) as console:
        page = await (await console.browser()).look(f"{console.at}/forgot")
        assert "Ask an admin" in page.text
