"""Topics from the command line: taught from a file, fitted, reported, compared and rolled back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handrail.app.playbooks import shipped_playbooks
from handrail.cli.main import main
from tests.core.test_topics import OUTSIDE, PEOPLE
from tests.desk import seed_workspace
from tests.edges.test_console_topics_taught import TABLE

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
        result = CliRunner().invoke(main, ["topics", *words], env=settings)
        assert result.exit_code == code, result.output
        return result

    return go


@pytest.mark.slow
def test_topics_are_taught_from_a_file_fitted_reported_compared_and_rolled_back(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "messages.csv"
    file.write_text(TABLE, encoding="utf-8")
    assert "No topics are fitted" in run("report").output
    assert f"{TABLE.count(chr(10)) - 1} taught, 0 known already" in run("teach", str(file)).output
    assert "0 taught" in run("teach", str(file)).output
    assert "What does delivery to Malta cost?" in run("examples", "shipping").output
    assert "Tell me a joke" in run("examples", "not-ours").output
    said = run("fit").output
    assert f"{299 - len(PEOPLE) - len(OUTSIDE)} more messages labelled" in said
    first = json.loads(run("report", "--json").output)
    assert first["in_force"] == first["fit"]["fitted"]
    assert first["fit"]["report"]["languages"][0]["certificate"]["threshold"] is None
    file.write_text("text,topic\nIs delivery on Sundays possible?,shipping\n", encoding="utf-8")
    run("teach", str(file))
    run("fit")
    second = json.loads(run("report", "--json").output)
    assert second["in_force"] != first["in_force"]
    assert "answered alone only after" in run("compare", first["in_force"], second["in_force"]).output
    assert "in force again" in run("rollback", first["in_force"][:6]).output
    assert json.loads(run("report", "--json").output)["in_force"] == first["in_force"]
    assert second["in_force"] in run("report").output


@pytest.mark.slow
def test_faults_are_named_with_their_line_and_the_rest_is_taught(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "messages.csv"
    file.write_text("text,topic\nDo you ship to Norway?,shipping\n,shipping\n", encoding="utf-8")
    said = run("teach", str(file), code=1).output
    assert "line 3: The text is missing." in said
    assert "1 taught" in said
    file.write_text("text,topic\nHello,gardening\n", encoding="utf-8")
    assert "There is no topic “gardening”" in run("teach", str(file), code=1).output
    assert "no fit called “beef”" in run("rollback", "beef", code=1).output
    assert "no topic “gardening”" in run("examples", "gardening", code=1).output


def test_a_lead_grants_a_playbook_of_the_topic_and_is_told_which_there_are(run: Run, tmp_path: Path, dsn: str) -> None:
    file = tmp_path / "troubleshooting.yaml"
    file.write_text(shipped_playbooks()["troubleshooting"], encoding="utf-8")
    run("add", "troubleshooting", "--name", "Troubleshooting", "--owner", "ana")
    settings = {"DATABASE_URL": dsn, "HANDRAIL_DATA": str(tmp_path / "data")}
    published = CliRunner().invoke(main, ["playbooks", "publish", str(file), "--because", "The first."], env=settings)
    assert published.exit_code == 0, published.output
    grant = ("grant", "troubleshooting", "--by", "lea", "--level", "monitored", "--to")
    assert "quote, phrase, playbook:troubleshooting" in run(*grant, "playbook:refund", code=1).output
    assert "suggest" in run("list").output, "a refused grant raises nothing"
    assert "may playbook:troubleshooting until" in run(*grant, "playbook:troubleshooting").output
    assert "monitored" in run("list").output
