"""A backup: the whole database in one file, the log's signed heads beside it, and never the secret key."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from handrail.storage.embedded import binary


class BackupDidNotSucceed(Exception):
    """pg_dump or pg_restore gave up; the message is what it said."""


@dataclass(frozen=True, slots=True)
class BackupMade:
    """`file` is pg_dump's custom format, readable by any pg_restore of its version or newer; both are mode 0600."""

    file: Path
    heads: Path
    bytes: int


def heads_beside(file: Path) -> Path:
    return file.with_name(file.name + ".heads.jsonl")


def backup(dsn: str, file: Path, heads: Path) -> BackupMade:
    """Writes `file` and its heads; while people work, as of one moment. Either both are complete or nothing changed.

    The role of `dsn` must be allowed to read past row-level security: a superuser, or one with BYPASSRLS.
    Raises BackupDidNotSucceed.
    """
    unfinished, unfinished_heads = _private(file), _private(heads_beside(file))
    try:
        # The heads first: whatever they sign is then in the dump, sealed or not.
        if heads.exists():
            shutil.copyfile(heads, unfinished_heads)
        run("pg_dump", dsn, ["--format=custom", "--no-password", f"--file={unfinished}"])
        _sync([unfinished_heads, unfinished])
    except BaseException:
        unfinished.unlink(missing_ok=True)
        unfinished_heads.unlink(missing_ok=True)
        raise
    unfinished_heads.replace(heads_beside(file))
    unfinished.replace(file)
    return BackupMade(file, heads_beside(file), file.stat().st_size)


def run(program: str, dsn: str | None, arguments: Sequence[str]) -> str:
    """Runs a program of the bundled Postgres on a database and gives what it printed. Raises BackupDidNotSucceed."""
    parts: dict[str, Any] = {} if dsn is None else dict(conninfo_to_dict(dsn))
    # In the environment, since everybody may read a program's arguments.
    secret = {"PGPASSWORD": str(parts.pop("password"))} if "password" in parts else {}
    where = [] if dsn is None else [f"--dbname={make_conninfo(**parts)}"]
    done = subprocess.run(
        [str(binary(program)), *where, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", **secret},
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()
        raise BackupDidNotSucceed(said or f"{program} ended without a word.")
    return done.stdout.decode(errors="replace")


def _private(file: Path) -> Path:
    """An empty file beside the wanted one that nobody else may read: it will hold what customers wrote."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return unfinished


def _sync(files: Sequence[Path]) -> None:
    for file in files:
        descriptor = os.open(file, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
