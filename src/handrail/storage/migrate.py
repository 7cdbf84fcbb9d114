"""Brings a database from empty, or from any earlier version, to the tables this version needs."""

from importlib.resources import files
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict
from yoyo import get_backend, read_migrations  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

OLDEST_SERVER = 180000
_ONE_AT_A_TIME = 0x48414E44  # "HAND": the advisory lock of everyone who migrates this database


class ServerTooOld(Exception):
    pass


def migrate(dsn: str, *, upto: str | None = None) -> list[str]:
    """Applies what is missing and returns the names of what was applied; safe when many processes start at once.

    `upto` names the last migration to apply (tests start from earlier versions). Raises ServerTooOld below Postgres 18.
    """
    with psycopg.connect(dsn, autocommit=True) as lock:
        if lock.info.server_version < OLDEST_SERVER:
            raise ServerTooOld(f"Postgres 18 or newer is needed; this one is {lock.info.server_version // 10000}.")
        lock.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        return _apply(dsn, upto)


def _apply(dsn: str, upto: str | None) -> list[str]:
    # Our lock, not yoyo's lock table: a row of a process that died would keep everyone out.
    backend = get_backend(_yoyo_uri(dsn))
    try:
        pending = backend.to_apply(read_migrations(str(files("handrail.storage") / "migrations")))
        wanted = [step for step in pending if upto is None or step.id <= upto]
        backend.apply_migrations(pending.__class__(wanted))
        return [step.id for step in wanted]
    finally:
        backend.connection.close()


def _yoyo_uri(dsn: str) -> str:
    parts = {key: str(value) for key, value in conninfo_to_dict(dsn).items() if value is not None}
    user, password = parts.pop("user", ""), parts.pop("password", "")
    database, host, port = parts.pop("dbname", ""), parts.pop("host", ""), parts.pop("port", "")
    query = [f"{key}={quote(value, safe='')}" for key, value in parts.items()]
    if host.startswith("/"):
        query.append(f"host={quote(host, safe='')}")
        host = ""
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    where = f"{host}:{port}" if host and port else host
    if port and not host:
        query.append(f"port={port}")
    return f"postgresql+psycopg://{login + '@' if login else ''}{where}/{quote(database, safe='')}?{'&'.join(query)}"
