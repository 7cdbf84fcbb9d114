"""The house keeps its shape: rings, names with an edge, modules of a size that can be read, one sentence each."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "handrail"
MODULES = sorted(SOURCE.rglob("*.py"))
NO_EDGE = {"service", "services", "utils", "util", "manager", "helpers", "helper", "common", "misc"}


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_imports_point_inwards() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([command], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_and_can_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.stem not in NO_EDGE, "a name without an edge has no end"
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "opens with one sentence in product words"
    limit = 1000 if "words" in path.parts else 500  # tables of phrases are data
    assert text.count("\n") <= limit


def test_the_words_of_the_product_are_kept() -> None:
    """The assistant is never an agent or a bot, a customer never a user."""
    wrong = re.compile(r"\b(AI agent|chat ?bot agent|bot agent|end[- ]user)\b", re.IGNORECASE)
    for path in MODULES:
        if "wants_person" in path.parts or path.name == "small_talk.py":
            continue  # customers may call it what they like
        assert not wrong.search(path.read_text(encoding="utf-8")), name(path)


def test_only_storage_speaks_sql_to_customers_tables() -> None:
    """One door: outside storage, search and jobs nobody opens a connection."""
    for path in MODULES:
        room = path.relative_to(SOURCE).parts[0]
        if room in {"storage", "search", "jobs"}:
            continue
        assert not re.search(r"^\s*(import|from) psycopg", path.read_text(encoding="utf-8"), re.MULTILINE), name(path)


def test_the_locks_name_no_registry_and_nothing_but_permissive_licences_is_listed() -> None:
    for lock in ("requirements.lock", "requirements-assets.lock"):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        assert "--hash=sha256:" in text
    assert not (ROOT / "uv.lock").exists()


def test_every_published_schema_is_valid_json() -> None:
    for schema in (ROOT / "docs" / "reference").glob("*.schema.json"):
        assert json.loads(schema.read_text())["$schema"].startswith("https://json-schema.org/draft/2020-12")


def test_the_readme_is_short_and_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text()
    assert readme.count("\n") <= 120
    assert "make run" in readme
    assert "make test" in readme


def test_every_invariant_in_architecture_names_a_test_that_exists() -> None:
    """ARCHITECTURE.md lists each invariant with `tests/...::test_name`; renaming the test must rename it there."""
    cited = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "ARCHITECTURE.md").read_text())
    assert len(cited) >= 11
    for file, test in cited:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"\b(def|class) {test}\b|^{test} =", text, re.MULTILINE), f"{file}::{test}"
