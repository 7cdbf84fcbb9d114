"""A backup becomes a desk again: the rows, the log that still verifies, and nobody back who was erased since."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import sql

from handrail.core.log.chain import Event
from handrail.flows.erase import Erasure
from handrail.storage.backup import BackupDidNotSucceed, heads_beside, run
from handrail.storage.desk import PgWork
from handrail.storage.door import SYSTEM, Door
from handrail.storage.erasure import ErasureList, PgErasing
from handrail.storage.heads import lines_of
from handrail.storage.migrate import migrate

ROLES = ("handrail_app", "handrail_steward")


class DatabaseNotEmpty(Exception):
    """Something is in the database already, and nobody said that it may go."""


class NotABackup(Exception):
    """The file is missing, or is not what pg_dump writes in its custom format."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`heads_aside`: where the heads that lay in the data folder before were moved, if there were any."""

    workspaces: int
    erased_again: int
    migrated: tuple[str, ...]
    heads_aside: Path | None


async def restore(
    file: Path, dsn: str, heads: Path, now: datetime, *, erasures: Path | None = None, replace: bool = False
) -> Restored:
    """Into an empty database; with `replace`, over whatever is there. No Handrail may run on it meanwhile.

    `heads` is the heads file of the data folder, `erasures` the list of erasures kept there: whoever it names is erased
    again. Raises NotABackup, DatabaseNotEmpty, BackupDidNotSucceed.
    """
    sealed, migrated = await asyncio.to_thread(_read_back, file, dsn, replace=replace)
    aside = await asyncio.to_thread(_place_heads, heads_beside(file), heads, sealed, now)
    listed = [] if erasures is None else list(ErasureList(erasures))
    erased = await _afterwards(dsn, sealed, listed, now)
    return Restored(len(sealed), erased, tuple(migrated), aside)


def _read_back(file: Path, dsn: str, *, replace: bool) -> tuple[dict[UUID, int], list[str]]:
    _make_room(dsn, _owners(file), replace=replace)
    # No comments: only whoever installed an extension may comment on it, and that may be a host.
    options = ["--no-owner", "--no-comments", "--exit-on-error", "--single-transaction", "--no-password"]
    run("pg_restore", dsn, [*options, str(file)])
    return _settle_in(dsn), migrate(dsn)


def _owners(file: Path) -> set[str]:
    """Who owned what in the database that was backed up; policies name them."""
    if not file.is_file():
        raise NotABackup(f"There is no backup at {file}.")
    try:
        contents = run("pg_restore", None, ["--list", str(file)])
    except BackupDidNotSucceed as error:
        raise NotABackup(f"{file} is not a backup: {error}") from error
    lines = (line.split() for line in contents.splitlines() if " POLICY " in line)
    return {words[-1] for words in lines}


def _make_room(dsn: str, owners: set[str], *, replace: bool) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        if _is_filled(connection):
            if not replace:
                raise DatabaseNotEmpty("The database is not empty. Restore into an empty one, or say that it may go.")
            connection.execute("SET lock_timeout = '10s'")
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
            connection.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
        for role in (*ROLES, *sorted(owners)):
            _make_role(connection, role)
        for role in ROLES:
            if connection.execute("SELECT pg_has_role(CURRENT_USER, %s, 'SET')", [role]).fetchone() != (True,):
                connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))


def _is_filled(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    """Tables of extensions do not count: a host may have installed them for us."""
    row = connection.execute(
        """SELECT EXISTS (SELECT 1 FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace = 'public'::regnamespace
             AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))"""
    ).fetchone()
    return row == (True,)


def _make_role(connection: psycopg.Connection[tuple[object, ...]], role: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOBYPASSRLS").format(sql.Identifier(role)))


def _settle_in(dsn: str) -> dict[UUID, int]:
    """What belongs to the old server is made the new one's: transaction numbers, and who owns the doorway. How far each
    workspace's log is sealed.

    What was not sealed gets the lowest number there is, so that the sealer finds it; what was is never looked at again.
    Neither number is part of what is hashed or signed.
    """
    with psycopg.connect(dsn) as connection:
        for table in (
            "event",
            "seal_head",
            "workspace",
            "seal",
        ):  # an owner that is no superuser must see every workspace
            connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY".encode())
        connection.execute("ALTER TABLE event DISABLE TRIGGER the_log_only_grows")
        connection.execute(
            """UPDATE event e SET tx = '3' WHERE NOT EXISTS (
                 SELECT 1 FROM seal s WHERE s.tenant = e.tenant AND s.event_id = e.id)"""
        )
        connection.execute("ALTER TABLE event ENABLE TRIGGER the_log_only_grows")
        connection.execute("UPDATE seal_head SET horizon = '0'")
        for table in ("workspace", "api_token"):
            connection.execute(f"DROP POLICY doorway ON {table}".encode())
            connection.execute(f"CREATE POLICY doorway ON {table} FOR SELECT TO CURRENT_USER USING (true)".encode())
        rows = connection.execute(
            """SELECT w.tenant, COALESCE((SELECT max(s.n) FROM seal s WHERE s.tenant = w.tenant), 0) FROM workspace w"""
        ).fetchall()
        if connection.execute("SELECT to_regclass('search_place')").fetchone() != (None,):  # a younger backup
            _settle_search(connection)
        if connection.execute("SELECT to_regclass('sign_in_link')").fetchone() != (None,):
            _settle_sign_in(connection)
        for table in ("event", "seal_head", "workspace", "seal"):
            connection.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY".encode())
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return {row[0]: row[1] for row in rows}


def _settle_search(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Numbers of the old server's transactions say nothing here: the index is gone through once more from the start."""
    connection.execute("ALTER TABLE search_place NO FORCE ROW LEVEL SECURITY")
    connection.execute("DELETE FROM search_place")
    connection.execute("ALTER TABLE search_place FORCE ROW LEVEL SECURITY")
    for table in ("search_entry", "search_customer"):
        connection.execute(f"DROP POLICY doorway ON {table}".encode())
        connection.execute(f"CREATE POLICY doorway ON {table} FOR SELECT TO CURRENT_USER USING (true)".encode())


def _settle_sign_in(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Everybody signs in again: a session or link that was ended since the backup must not open the door once more."""
    connection.execute("DROP POLICY doorway ON person")
    connection.execute("CREATE POLICY doorway ON person FOR SELECT TO CURRENT_USER USING (true)")
    for table in ("sign_in", "session", "sign_in_link", "sign_in_try"):
        connection.execute(f"DROP POLICY doorway ON {table}".encode())
        connection.execute(f"CREATE POLICY doorway ON {table} TO CURRENT_USER USING (true)".encode())
    connection.execute("UPDATE session SET revoked_at = now() WHERE revoked_at IS NULL")
    connection.execute("UPDATE sign_in_link SET ended_at = now() WHERE ended_at IS NULL")


def _place_heads(backed_up: Path, heads: Path, sealed: dict[UUID, int], now: datetime) -> Path | None:
    """The backup's heads become the folder's. Those that lay there sign a past that this database does not have; they
    are kept aside as evidence of it."""
    aside = None
    if heads.exists() and heads.stat().st_size:
        aside = heads.with_name(f"{heads.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")
        heads.replace(aside)
    with heads.open("w") as file:
        heads.chmod(0o600)
        file.writelines(json.dumps(line) + "\n" for line in _fitting(backed_up, sealed))
    return aside


def _fitting(backed_up: Path, sealed: dict[UUID, int]) -> Iterator[dict[str, object]]:
    """Without heads that were signed while the dump was under way: their seals are not in it."""
    for line in lines_of(backed_up):
        if line.get("n", 0) <= sealed.get(UUID(line["tenant"]), 0):
            yield line


async def _afterwards(dsn: str, sealed: dict[UUID, int], listed: list[Erasure], now: datetime) -> int:
    """Each workspace's log says that it was restored; who was erased since is erased again. How many that were."""
    door, erased = Door(dsn, smallest=1, largest=2), 0
    await door.open()
    try:
        for tenant, up_to in sealed.items():
            async with door.enter(tenant, SYSTEM) as connection:
                work = PgWork(connection, tenant)
                await work.record(Event("database_restored", "system", now, {"sealed_up_to": up_to}))
                for erasure in (one for one in listed if one.tenant == tenant):
                    erased += await _erase_again(work, erasure, now)
    finally:
        await door.close()
    return erased


async def _erase_again(work: PgWork, erasure: Erasure, now: datetime) -> bool:
    """Whatever hold the backup remembers: it was lifted before this was erased."""
    cursor = await work.connection.execute(
        """SELECT 1 FROM customer k WHERE k.tenant = %(tenant)s AND k.id = %(customer)s AND NOT EXISTS (
             SELECT 1 FROM erasure r WHERE r.tenant = k.tenant AND r.id = %(id)s)""",
        {"tenant": erasure.tenant, "customer": erasure.customer, "id": erasure.id},
    )
    if await cursor.fetchone() is None:
        return False
    erasing = PgErasing(work.connection, work.tenant)
    gone = await erasing.erase_customer(erasure.customer, now)
    await erasing.keep(erasure)
    data = {"customer": str(erasure.customer), "erasure": str(erasure.id), "messages": gone.messages, "again": True}
    await work.record(Event("customer_erased", erasure.by, now, data))
    return True
