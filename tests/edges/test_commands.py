"""The list of commands comes at once and is true: each is where it says, and says of itself what the list says of it."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from handrail.cli.main import COMMANDS, command, main

HEAVY = ("numpy", "psycopg", "litestar", "pgqueuer", "pydantic", "handrail.app")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_listed_command_is_there_and_speaks_of_itself_as_listed(name: str) -> None:
    one = COMMANDS[name]
    there = command(one)
    assert isinstance(there, click.Command)
    assert there.name == name
    assert (there.help or "").replace("\n", " ").startswith(one.says.rstrip("."))


def test_the_list_names_them_all_and_each_helps() -> None:
    listed = CliRunner().invoke(main, ["--help"])
    assert listed.exit_code == 0
    assert all(f"  {name} " in listed.output for name in COMMANDS)
    one = CliRunner().invoke(main, ["try", "--help"])
    assert (one.exit_code, "Decide on MESSAGE" in one.output) == (0, True)
    unknown = CliRunner().invoke(main, ["tri"])
    assert unknown.exit_code == 2
    assert "No such command" in unknown.output


def test_asking_for_the_list_reads_nothing_of_the_desk() -> None:
    said = f"""import sys
from handrail.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"""
    ran = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True)
    assert ran.stderr.strip() == "[]"


def test_the_words_for_a_person_are_read_when_they_are_first_needed() -> None:
    said = """from handrail.core.understanding.wants_person import find_wish, read_lexicon
from handrail.core.understanding.wants_person.index import index
before = index.cache_info().currsize
read_lexicon()
print(before, index.cache_info().currsize, find_wish("let me talk to a human") is not None)"""
    ran = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True)
    assert ran.stdout.split() == ["0", "1", "True"]
