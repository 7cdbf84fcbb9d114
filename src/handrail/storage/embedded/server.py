"""Start the bundled Postgres for a data folder, join one that already runs, and stop it."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from psycopg import pq

from handrail.storage.embedded import cluster
from handrail.storage.embedded.errors import DatabaseServerDidNotStart, DatabaseServerDidNotStop
from handrail.storage.embedded.home import PORT, Home, existing_home, settle

GONE_WITHIN = 60
"""Seconds for a server told to stop."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, shared by all processes that were given its data folder."""

    data: Path
    socket_dir: Path
    pid: int

    def dsn(self, database: str = cluster.DATABASE, role: str = cluster.OWNER) -> str:
        """A libpq address over the Unix socket, by which our account and root may log in as any role."""
        return _dsn(self.socket_dir, database, role)


def start(data: Path) -> Server:
    """Join the folder's server, or start it, making the database first if the folder is empty.

    Many processes may call this at once. The server outlives them all and runs until `stop`.
    Raises DatabaseServerCannotServe.
    """
    data = data.resolve()
    home = settle(data)
    with home.turn() as turn:
        if not home.cluster.exists():
            cluster.make(home, turn)
        cluster.check_version(home)
        outcome: Server | str = "There was no time to try."
        for _ in _moments(cluster.READY_WITHIN):
            outcome = _join_or_launch(data, home)
            if isinstance(outcome, Server):
                return outcome
    raise DatabaseServerDidNotStart(
        f"The database server of {data} was not ready within {cluster.READY_WITHIN} s (log: {home.log}): {outcome}"
    )


def stop(data: Path) -> None:
    """End the folder's server, if one runs; open transactions are rolled back.

    Returns when all its processes are gone. Raises DatabaseServerDidNotStop.
    """
    data = data.resolve()
    home = existing_home(data)
    if home is None:
        return
    with home.turn():
        told = False
        for _ in _moments(GONE_WITHIN):
            told = told or _interrupt(home)
            if _is_gone(home):
                return
    raise DatabaseServerDidNotStop(
        f"The database server of {data} still runs {GONE_WITHIN} s after it was told to stop (log: {home.log})."
    )


def status(data: Path) -> Server | None:
    """The folder's server if it runs and takes connections. Makes and changes nothing."""
    data = data.resolve()
    home = existing_home(data)
    return None if home is None else _running(data, home)


def _running(data: Path, home: Home) -> Server | None:
    match cluster.last_server(home):
        case (pid, socket_dir) if _ping(socket_dir) == pq.Ping.OK:
            return Server(data, socket_dir, pid)
        case _:
            return None


def _join_or_launch(data: Path, home: Home) -> Server | str:
    """The server, or what is in its way now and may pass. Raises DatabaseServerDidNotStart."""
    if (server := _running(data, home)) is not None:
        return server
    with home.life() as life:
        if life is None:
            return "processes of the server that ran before still live, or it is still starting."
        problem = cluster.launch(home, life)
    if problem is not None and "pre-existing shared memory block" not in problem:
        raise DatabaseServerDidNotStart(f"The database server did not start (log: {home.log}):\n{problem}")
    return _running(data, home) or problem or "it started, and ended at once."


def _interrupt(home: Home) -> bool:
    """Only a server that answers is signalled: otherwise the number may be that of another program."""
    match cluster.last_server(home):
        case (pid, socket_dir) if _ping(socket_dir) != pq.Ping.NO_RESPONSE:
            os.kill(pid, signal.SIGINT)
            return True
        case _:
            return False


def _is_gone(home: Home) -> bool:
    """Asked of the lock first: a server that is shutting down writes a line into its log for each ping."""
    with home.life() as life:
        last = cluster.last_server(home)
        return life is not None and (last is None or _ping(last[1]) == pq.Ping.NO_RESPONSE)


def _ping(socket_dir: Path) -> int:
    address = _dsn(socket_dir, cluster.DATABASE, cluster.OWNER)
    return pq.PGconn.ping(f"{address}&connect_timeout=5".encode())


def _dsn(socket_dir: Path, database: str, role: str) -> str:
    role, database, host = (quote(part, safe="") for part in (role, database, str(socket_dir)))
    return f"postgresql://{role}@/{database}?host={host}&port={PORT}"


def _moments(seconds: float) -> Iterator[None]:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        yield
        time.sleep(0.03)
