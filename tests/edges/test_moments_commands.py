"""The register and on-call from the command line: read, compare, publish, sign, try, roll back, and who is paged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handrail.cli.main import main
from handrail.rules.read_register import read_register, shipped_register
from tests.desk import seed_workspace

Run = Callable[..., Result]


@pytest.fixture
def run(dsn: str, tmp_path: Path) -> Run:
    seed_workspace(dsn)
    settings = {
        "DATABASE_URL": dsn,
        "HANDRAIL_DATA": str(tmp_path / "data"),
        "HANDRAIL_EMBEDDER": "none",
        "HANDRAIL_MULTILINGUAL": "none",
    }

    def go(*words: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, list(words), env=settings)
        assert result.exit_code == code, result.output
        return result

    return go


def changed(run: Run, tmp_path: Path, before: str, after: str) -> Path:
    file = tmp_path / "register.yaml"
    source = run("moments", "export").output
    assert before in source
    file.write_text(source.replace(before, after, 1), encoding="utf-8")
    return file


@pytest.mark.slow
def test_a_register_is_exported_changed_compared_published_and_rolled_back(run: Run, tmp_path: Path) -> None:
    assert read_register(run("moments", "export").output) == shipped_register()
    file = changed(run, tmp_path, "name: Bereavement", "name: A death")
    assert "bereavement.name: Bereavement → A death" in run("moments", "diff", str(file)).output
    assert "lead" in run("moments", "publish", str(file), "--as", "ana", code=1).output
    assert "version 1 holds now" in run("moments", "publish", str(file), "--as", "lea", "--after", "0").output
    assert "A death" in run("moments", "show", "bereavement").output
    file = changed(run, tmp_path, "name: A death", "name: A loss")
    refused = run("moments", "publish", str(file), "--as", "lea", "--after", "0", code=1)
    assert "was published meanwhile" in refused.output
    assert "version 2 holds now" in run("moments", "rollback", "0", "--as", "lea").output
    assert "version 2" in run("moments", "history").output


@pytest.mark.slow
def test_every_fault_of_a_file_stands_on_a_line_with_its_place(run: Run, tmp_path: Path) -> None:
    file = changed(run, tmp_path, "review_months: 6", "review_months: soon")
    assert (
        "line 27, column 20: moments.refund-within-policy.review_months"
        in run("moments", "check", str(file), code=1).output
    )
    file = changed(run, tmp_path, "urgency: P0", "urgency: P1")
    assert "stays one" in run("moments", "check", str(file), code=1).output
    file.write_bytes(b"\xff\xfe")
    assert "not UTF-8" in run("moments", "check", str(file), code=1).output


@pytest.mark.slow
def test_a_lead_signs_and_takes_back_and_sentences_are_tried(run: Run) -> None:
    assert "0/12 signed" in run("moments", "list").output
    assert "Thank you for telling us" in run("moments", "sign", "self-harm", "--language", "en", "--as", "lea").output
    assert "1/12 signed" in run("moments", "list").output
    run("moments", "sign", "self-harm", "--language", "en", "--as", "ana", code=1)
    run("moments", "sign", "self-harm", "--language", "en", "--withdraw", "--as", "lea")
    assert "self-harm" in run("moments", "try", "I want to end it all").output
    assert run("moments", "try", "where is my parcel").output == "no moment\n"
    assert "There is no moment" in run("moments", "show", "nothing", code=1).output


@pytest.mark.slow
def test_whoever_is_on_call_is_named_and_doctor_is_red_when_nobody_is(run: Run) -> None:
    assert "nobody is on call" in run("doctor", code=1).output
    assert "on call    nobody" in run("on-call", "show", code=1).output
    run("on-call", "add", "ana")
    assert "on call    Ana" in run("on-call", "show").output
    assert "https://" in run("on-call", "set", "--webhook", "ftp://pager.example", code=1).output
    run("on-call", "set", "--webhook", "https://pager.example/handrail", "--minutes", "3")
    shown = run("on-call", "show", "--secret").output
    assert "https://pager.example/handrail" in shown
    assert "next after 3 min" in shown
    run("on-call", "remove", "ana")
    run("on-call", "set", "--webhook", "none")
    assert "on call    nobody" in run("on-call", "show", code=1).output
