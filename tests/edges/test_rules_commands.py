"""`handrail rules` and `handrail replay --rules`: mistakes as FILE:LINE:COLUMN, exit codes that scripts can trust."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from handrail.cli.main import main
from tests.desk import seed_workspace

GOOD = """format: rules/1
rules:
  - slug: norway
    when: text_plain.contains("norway")
    then: {require: approval}
    because: Norway is looked at by a person.
    tests:
      - {name: norway, facts: {text_plain: to norway}, applies: true}
      - {name: spain, facts: {text_plain: to spain}, applies: false}
"""


class Shell:
    def __init__(self, folder: Path, dsn: str | None) -> None:
        self.folder, self.dsn = folder, dsn

    def file(self, text: str, name: str = "rules.yaml") -> str:
        (self.folder / name).write_text(text, "utf-8")
        return str(self.folder / name)

    def run(self, *words: str, **more: Any) -> Result:
        data = self.folder / ("data" if self.dsn else "nowhere")
        env = {
            "HANDRAIL_DATA": str(data),
            "DATABASE_URL": self.dsn,
            "HANDRAIL_EMBEDDER": "none",
            "HANDRAIL_MULTILINGUAL": "none",
        }
        return CliRunner().invoke(main, list(words), env=env, **more)


@pytest.fixture
def alone(tmp_path: Path) -> Shell:
    """Without any desk."""
    return Shell(tmp_path, None)


@pytest.fixture
def shell(dsn: str, tmp_path: Path) -> Shell:
    seed_workspace(dsn)
    return Shell(tmp_path, dsn)


def test_a_mistake_is_named_with_file_line_and_column_without_any_desk(alone: Shell) -> None:
    file = alone.file(GOOD.replace("text_plain.contains", "txt_plain.contains"))
    for command in ("check", "test"):
        ran = alone.run("rules", command, file)
        assert ran.exit_code == 1
        assert f"{file}:4:11: norway: There is no fact or function `txt_plain`." in ran.stderr
        assert "Error: One mistake." in ran.stderr
    fine = alone.run("rules", "check", alone.file(GOOD))
    assert fine.exit_code == 0
    assert "no workspace here" in fine.output
    assert "1 rules. Tried at" in fine.output


def test_lint_speaks_with_places_and_refusal_is_an_exit_code(alone: Shell) -> None:
    blocks = GOOD.replace('text_plain.contains("norway")', "wants_person").replace(
        "require: approval", "offer_person: true"
    )
    file = alone.file(blocks)
    ran = alone.run("rules", "check", file)
    assert ran.exit_code == 1
    assert (
        f"{file}:3:5: refused: norway: It only offers a person because a customer who wants a person is there."
        in ran.stderr
    )


def test_tests_of_the_file_are_run_one_by_one(alone: Shell) -> None:
    ran = alone.run("rules", "test", alone.file(GOOD))
    assert (ran.exit_code, ran.output.splitlines()[0]) == (0, "ok     norway: norway: applies")
    failing = alone.run("rules", "test", alone.file(GOOD.replace("to spain", "from norway")))
    assert failing.exit_code == 1
    assert "FAILED norway: spain: does not apply: it applied" in failing.output
    assert "2 tests, 1 failed" in failing.output


def test_a_file_may_come_from_standard_input_and_one_that_is_not_there_is_said(alone: Shell) -> None:
    assert alone.run("rules", "test", "-", input=GOOD).exit_code == 0
    gone = alone.run("rules", "check", str(alone.folder / "gone.yaml"))
    assert gone.exit_code == 1
    assert "cannot be read: no such file or directory" in gone.stderr
    (alone.folder / "latin.yaml").write_bytes(b"\xe9")
    assert "is not UTF-8 text" in alone.run("rules", "check", str(alone.folder / "latin.yaml")).stderr


@pytest.mark.slow
def test_rules_are_published_compared_shown_listed_and_rolled_back(shell: Shell) -> None:
    file = shell.file(GOOD)
    assert shell.run("rules", "list").output.strip() == "no rules were published yet"
    changed = shell.run("rules", "diff", file)
    assert (changed.exit_code, changed.output.splitlines()[0]) == (1, "added norway")
    assert "version 1 is in force: 1 rules" in shell.run("rules", "publish", file, "--because", "Agreed.").output
    assert (shell.run("rules", "diff", file).exit_code, shell.run("rules", "diff", file).output) == (
        0,
        "the same rules\n",
    )
    assert shell.run("rules", "show").output == GOOD
    wider = shell.file(GOOD.replace("approval", "approval, route: {skill: returns}").replace(
        "{require: approval, route: {skill: returns}}", "{require: approval, route: {skill: returns}}"), "two.yaml")  # fmt: skip
    assert "was published meanwhile" in shell.run("rules", "publish", wider, "--after", "0").stderr
    assert shell.run("rules", "publish", wider, "--after", "1").exit_code == 0
    assert "+ then: a person's yes is needed" in shell.run("rules", "diff", wider, "--with", "1").output
    assert "version 3 is in force: the rules of version 1" in shell.run("rules", "rollback", "1").output
    listed = shell.run("rules", "list").output
    assert "system  back to version 1" in listed.splitlines()[0]
    assert listed.rstrip().endswith("system  Agreed.")
    assert shell.run("rules", "show", "9").exit_code == 1
    unknown = shell.run(
        "rules", "publish", shell.file(GOOD.replace("approval}", "approval, route: {skill: juggling}}"), "x.yaml")
    )
    assert unknown.exit_code == 1
    assert "There is no skill “juggling” here" in unknown.stderr
    assert "Nothing was published." in unknown.stderr


CSV = """conversation,at,author,text,topic
a,2026-11-20T10:00:00Z,customer,Do you ship to Norway?,shipping
a,2026-11-20T10:05:00Z,agent,We do.,shipping
b,2026-11-20T11:00:00Z,customer,How do I reset my password?,
c,yesterday,customer,Hello,
"""


@pytest.mark.slow
def test_rules_are_tried_on_history_that_came_in_as_a_table(shell: Shell) -> None:
    came = shell.run("history", "import", shell.file(CSV, "past.csv"))
    assert came.exit_code == 1, "one row is bad"
    assert "not read: line 5: The column at is no time: 'yesterday'" in came.stderr
    assert "2 imported, 0 were here already, 1 not read" in came.output
    assert shell.run("history", "import", shell.file("when,what\n", "odd.csv")).exit_code == 1
    tried = shell.run("replay", "--rules", shell.file(GOOD), "--since", "9999d")
    assert tried.exit_code == 0, tried.output
    assert "2 conversations (2 imported) with 2 turns" in tried.output
    assert "missed or late before" in tried.output
    wrong = shell.run("replay", "--rules", shell.file("rules: {}"), "--since", "30d")
    assert wrong.exit_code == 1
    assert shell.run("replay", "--since", "soon").exit_code == 2
    assert '"looked_at": 2' in shell.run("replay", "--rules", shell.file(GOOD), "--since", "9999d", "--json").stdout


@pytest.mark.slow
def test_doctor_is_red_when_the_rules_in_force_cannot_be_read(shell: Shell) -> None:
    assert "no rules of its own" in shell.run("doctor").output
    shell.run("rules", "publish", shell.file(GOOD))
    assert "in force" in shell.run("doctor").output
    with psycopg.connect(str(shell.dsn), autocommit=True) as connection:
        connection.execute("UPDATE configuration SET content = '{}'")
    ill = shell.run("doctor")
    assert ill.exit_code == 1
    assert "the rules in force cannot be read, so every turn goes to a person" in ill.output
