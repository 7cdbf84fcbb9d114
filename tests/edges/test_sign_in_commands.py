"""Letting people in from the command line, and the demo's one password."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handrail.app import open_desk
from handrail.app.demo_sign_in import kept_sign_in, with_password
from handrail.cli.set_up import workspace
from handrail.cli.staff import people
from handrail.console.browsers import browser
from handrail.settings import Settings
from tests.sign_in import HERE

LINK = re.compile(r"https://desk\.acme\.example/desk/acme/welcome/[A-Za-z0-9_-]{43}")


@pytest.fixture
def run(dsn: str, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs a command on an empty database, and gives what it said."""
    environment = {
        "DATABASE_URL": dsn,
        "HANDRAIL_DATA": str(tmp_path),
        "HANDRAIL_EMBEDDER": "none",
        "HANDRAIL_MULTILINGUAL": "none",
        "HANDRAIL_PUBLIC_URL": "https://desk.acme.example",
    }

    def command(group, *words: str) -> Result:  # type: ignore[no-untyped-def]
        return CliRunner(env=environment).invoke(group, list(words))

    return command


def test_a_new_workspace_and_each_invitation_print_a_link_that_works_once(run) -> None:  # type: ignore[no-untyped-def]
    made = run(workspace, "create", "acme", "--admin", "Ada Baker", "--email", "ada@acme.example")
    assert LINK.search(made.output), made.output
    invited = run(people, "invite", "noor.haddad@acme.example", "--name", "Noor Haddad", "--role", "lead")
    again = run(people, "invite", "Noor.Haddad@acme.example")
    reset = run(people, "reset", "noor.haddad@acme.example")
    links = [LINK.findall(one.output) for one in (invited, again, reset)]
    assert all(len(found) == 1 for found in links), (invited.output, again.output, reset.output)
    assert len({found[0] for found in links}) == 3
    assert "noor-haddad" in run(people, "list").output


def test_somebody_unknown_is_refused_in_words(run) -> None:  # type: ignore[no-untyped-def]
    run(workspace, "create", "acme", "--admin", "Ada Baker", "--email", "ada@acme.example")
    for words in (
        ("invite", "who@acme.example"),
        ("reset", "who@acme.example"),
        ("invite", "no address", "--name", "X"),
    ):
        refused = run(people, *words)
        assert refused.exit_code == 1
        assert "Error:" in refused.output or "address" in refused.output


async def test_the_demo_has_one_password_for_everybody_kept_for_its_owner_only(dsn: str, tmp_path: Path) -> None:
    async with open_desk(Settings(data=tmp_path, database_url=dsn, embedder="none"), dsn) as desk:
        where = await desk.create_demo()
        kept = await with_password(tmp_path, desk.desk, desk.sign_in, where.tenant)
        assert kept == await with_password(tmp_path, desk.desk, desk.sign_in, where.tenant) == kept_sign_in(tmp_path)
        assert {"agent_token", "admin_token", "password"} <= kept.keys()
        assert (tmp_path / "demo-sign-in.json").stat().st_mode & 0o077 == 0
        fresh = await desk.sign_in.sign_in(where.tenant, "ines.tavares@tarnwick.example", kept["password"], HERE)
        found = await desk.sign_in.sessions.who(fresh.secret)
        assert found is not None
        assert found.slug == where.slug


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36",
            "Chrome on Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Safari/604",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:140.0) Gecko Firefox/140.0", "Firefox on a Mac"),
        ("curl/8.14", "curl/8.14"),
        ("", "an unknown browser"),
    ],
)
def test_browsers_are_called_what_their_owners_call_them(agent: str, words: str) -> None:
    assert browser(agent) == words
