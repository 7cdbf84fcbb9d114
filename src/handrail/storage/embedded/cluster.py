"""Make the database's files, and start the server over them so that it outlives whoever started it."""

import os
import pwd
import shlex
import shutil
from pathlib import Path

from handrail.storage.embedded.account import ROOT
from handrail.storage.embedded.binaries import major_version, programs_for
from handrail.storage.embedded.errors import DatabaseMadeByAnotherVersion, DatabaseServerDidNotStart
from handrail.storage.embedded.home import PORT, SOCKET, Home

DATABASE = "handrail"
OWNER = "handrail"
"""The role that made the cluster (a superuser) and owns the database."""

READY_WITHIN = 120
"""Seconds; a start after a crash replays the log of at most `max_wal_size`."""

LOG_KEPT = 10_000_000
"""Bytes after which the next start begins a new server.log and keeps the last one as server.log.1."""

ALPHABETS = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    # Not C: with it trigrams drop, and text search does not split, whatever is not ASCII.
    "--lc-ctype=C.UTF-8",
)

# Defaults for a small machine. They go into postgresql.conf, where an operator may change them.
SETTINGS = {
    "shared_buffers": "256MB",
    "max_connections": "100",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "wal_compression": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # The details of an error quote the row, and a row holds what customers wrote.
    "log_error_verbosity": "terse",
}

# Laws, not defaults: given on the command line, above postgresql.conf and ALTER SYSTEM.
LAWS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}


def make(home: Home, turn: int) -> None:
    """Make the cluster and its database, all or nothing.

    initdb inherits the descriptor `turn`: if we are killed, the next one to try waits until it has ended.
    """
    unfinished = home.folder / "data.unfinished"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    settings = [f"--set={name}={value}" for name, value in SETTINGS.items()]
    where = ["-D", unfinished.name]
    _make_with(home, turn, ["initdb", *where, "--username", OWNER, "--auth=peer", *ALPHABETS, *settings])
    _write(home, unfinished / "pg_hba.conf", "local all all peer map=handrail\n")
    _write(home, unfinished / "pg_ident.conf", "".join(f'handrail "{name}" all\n' for name in _admitted(home)))
    _make_with(home, turn, ["postgres", "--single", *where, "template1"], f"CREATE DATABASE {DATABASE}\n")
    unfinished.rename(home.cluster)
    os.fsync(turn)  # the name must survive a power cut as surely as the rows will


def check_version(home: Home) -> None:
    """Raises DatabaseMadeByAnotherVersion."""
    made_by = (home.cluster / "PG_VERSION").read_text().strip()
    if made_by != str(major_version()):
        raise DatabaseMadeByAnotherVersion(
            f"The database in {home.cluster} was made by Postgres {made_by}, and this Handrail brings "
            f"Postgres {major_version()}, which cannot open it. Write a dump with `pg_dump -Fc`, with the "
            f"Handrail that made it or any Postgres {made_by}; then move {home.cluster} away, start this "
            "Handrail, and read the dump back with `pg_restore`."
        )


def launch(home: Home, life: int) -> str | None:
    """Start the server and wait until it is ready; what it complained about if it gave up.

    It runs in a session of its own and inherits the descriptor `life`. The caller holds that lock, so no
    process of an earlier server lives, whatever the files it left behind say.
    """
    socket_dir = home.make_socket_dir()
    _forget_the_last_server(home, socket_dir)
    if home.log.exists() and home.log.stat().st_size > LOG_KEPT:
        home.log.replace(home.log.with_suffix(".log.1"))
    already_said = home.log.stat().st_size if home.log.exists() else 0
    laws = LAWS | {"unix_socket_directories": str(socket_dir)}
    options = shlex.join(part for name, value in laws.items() for part in ("-c", f"{name}={value}"))
    # Relative paths: pg_ctl hands them to a shell within quotation marks that a dollar sign would break.
    command = ["start", "-D", home.cluster.name, "-l", home.log.name, "-o", options, "-t", str(READY_WITHIN)]
    done = home.account.run([programs_for(home.account) / "pg_ctl", *command], cwd=home.folder, keep_open=(life,))
    if done.returncode == 0:
        return None
    said = home.log.read_bytes()[already_said:] if home.log.exists() else b""
    return said.decode(errors="replace").strip() or done.stderr.strip()


def last_server(home: Home) -> tuple[int, Path] | None:
    """The process number and socket folder that the last server wrote down; it may have ended since."""
    try:
        pid, _, _, _, socket_dir, *_ = (home.cluster / "postmaster.pid").read_text().split("\n")
        return int(pid), Path(socket_dir)
    except (FileNotFoundError, ValueError):  # none yet, or not yet written to its end
        return None


def _forget_the_last_server(home: Home, socket_dir: Path) -> None:
    """A number left by a killed server can belong to another program by now, or to a zombie: write ours.

    Postgres takes the number of the process that starts it for a stale one. The file itself stays, since it
    names the shared memory by which Postgres notices a server that somebody started without us.
    """
    for leftover in (SOCKET, f"{SOCKET}.lock"):
        (socket_dir / leftover).unlink(missing_ok=True)
    try:
        descriptor = os.open(home.cluster / "postmaster.pid", os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        return
    with os.fdopen(descriptor, "r+") as file:
        _, separator, rest = file.read().partition("\n")
        file.seek(0)
        file.write(f"{os.getpid()}{separator}{rest}")
        file.truncate()


def _make_with(home: Home, turn: int, command: list[str], text: str = "") -> None:
    program = programs_for(home.account) / command[0]
    done = home.account.run([program, *command[1:]], cwd=home.folder, text=text, keep_open=(turn,))
    # In single-user mode Postgres goes on after an error, and ends as if all were well.
    if done.returncode or "ERROR:" in done.stderr:
        raise DatabaseServerDidNotStart(
            f"The database could not be made in {home.folder}. {command[0]} said:\n{done.stderr.strip()}"
        )


def _write(home: Home, path: Path, text: str) -> None:
    done = home.account.run(["/bin/sh", "-c", 'cat >"$1"', "sh", path], cwd=home.folder, text=text)
    if done.returncode:
        raise DatabaseServerDidNotStart(f"{path} could not be written: {done.stderr.strip()}")


def _admitted(home: Home) -> list[str]:
    """The accounts that may log in, under any role. The socket's folder keeps out all others before that."""
    return [home.account.name, pwd.getpwuid(ROOT).pw_name]
