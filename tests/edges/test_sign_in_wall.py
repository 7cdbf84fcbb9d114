"""What signing in keeps stands behind a wall of its own, also where the database's owner is nobody special."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from handrail.flows.administer import By
from handrail.flows.invite import LinkHasEnded
from handrail.jobs.queue_schema import install
from handrail.storage import embedded
from handrail.storage.backup import backup
from handrail.storage.migrate import migrate
from handrail.storage.restore import restore
from handrail.storage.sign_in import PgSessions
from handrail.storage.texts import sync_texts
from tests.desk import TestDesk, small_desk
from tests.sign_in import GOOD, HERE, SignInDesk, secret_in

ANA = "ana@handrail.example"
TABLES = ("sign_in", "session", "sign_in_link", "sign_in_try")


@pytest.fixture
async def here(dsn: str) -> AsyncGenerator[SignInDesk]:
    async with small_desk(dsn) as desk:
        yield await filled(desk)


async def filled(desk: TestDesk) -> SignInDesk:
    """Every table holds something."""
    here = SignInDesk(desk)
    await here.knows("ana")
    await here.sign_in(here.tenant, ANA, GOOD, HERE)
    await here.invite(here.tenant, By(), here.people["ben"])
    return here


async def test_neither_pages_of_staff_nor_the_assistant_nor_customers_read_it(here: SignInDesk) -> None:
    for viewer in (f"staff:{here.people['rex']}", "assistant", f"customer:{uuid4()}"):
        with psycopg.connect(here.desk.dsn) as connection:
            connection.execute("SET ROLE handrail_app")
            connection.execute(
                "SELECT set_config('app.tenant', %s, true), set_config('app.viewer', %s, true)",
                [str(here.tenant), viewer],
            )
            for table in TABLES:
                assert connection.execute(f"SELECT * FROM {table}".encode()).fetchall() == [], (viewer, table)
                assert connection.execute(f"UPDATE {table} SET {CHANGES[table]}".encode()).rowcount == 0
    assert all(here.desk.rows(f"SELECT 1 FROM {table}") for table in TABLES)


CHANGES = {
    "sign_in": "password_hash = '$argon2id$x'",
    "session": "revoked_at = NULL",
    "sign_in_link": "ended_at = NULL",
    "sign_in_try": "count = 0",
}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE session SET person_id = person_id",
        "UPDATE session SET hash = hash",
        "UPDATE session SET expires_at = expires_at",
        "UPDATE sign_in_link SET person_id = person_id",
        "UPDATE sign_in_link SET expires_at = expires_at",
        "UPDATE sign_in SET person_id = person_id",
    ],
)
async def test_the_app_cannot_lengthen_or_hand_on_what_lets_people_in(here: SignInDesk, statement: str) -> None:
    with psycopg.connect(here.desk.dsn) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("SET ROLE handrail_app")
        connection.execute(statement.encode())


async def test_a_restored_desk_knows_passwords_and_lets_nobody_stay_signed_in(
    here: SignInDesk, server: embedded.Server, tmp_path: Path
) -> None:
    fresh = await here.sign_in(here.tenant, ANA, GOOD, HERE)
    file, heads = tmp_path / "backup.dump", tmp_path / "heads.jsonl"
    await asyncio.to_thread(backup, here.desk.dsn, file, heads)
    with database_of(server, "postgres", "") as dsn:
        await restore(file, dsn, heads, here.desk.clock())
        async with small_desk(dsn) as desk:  # a second workspace in it: the door is what we need
            assert await PgSessions(desk.door).by_hash(b"\0" * 32) is None
            again = SignInDesk(desk)
            assert await again.sessions.who(fresh.secret) is None
            with pytest.raises(LinkHasEnded):
                await again.accept.opened(here.tenant, secret_in(here.letters.kept[0]))
            renewed = await again.sign_in(here.tenant, ANA, GOOD, HERE)
            assert await again.sessions.who(renewed.secret)


@contextmanager
def database_of(server: embedded.Server, owner: str, extensions: str = "vector pg_trgm unaccent") -> Iterator[str]:
    """A database as a host gives it: its owner is no superuser, and the extensions are there."""
    name = f"owned_{uuid4().hex}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        special = owner == "postgres"
        if not special:
            connection.execute(f"CREATE ROLE {owner} LOGIN CREATEROLE".encode())
            connection.execute(f"GRANT handrail_app, handrail_steward TO {owner}".encode())
        connection.execute((f"CREATE DATABASE {name}" + ("" if special else f" OWNER {owner}")).encode())
        try:
            with psycopg.connect(server.dsn(name), autocommit=True) as inside:
                for extension in extensions.split():
                    inside.execute(f"CREATE EXTENSION {extension}".encode())
            parts = conninfo_to_dict(server.dsn(name))
            yield server.dsn(name) if special else make_conninfo(**{**parts, "user": owner})
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
            if not special:
                connection.execute(f"DROP ROLE {owner}".encode())


@asynccontextmanager
async def desk_owned_by_nobody_special(dsn: str) -> AsyncGenerator[TestDesk]:
    migrate(dsn)
    install(dsn)
    sync_texts(dsn)
    with psycopg.connect(dsn, autocommit=True) as connection:
        rows = connection.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity").fetchall()
        for (table,) in rows:  # the seed is written as the owner, past the wall
            connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY".encode())
        async with small_desk(dsn) as desk:
            for (table,) in rows:
                connection.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY".encode())
            yield desk


async def test_who_is_calling_is_found_where_the_owner_is_no_superuser(server: embedded.Server, template: str) -> None:
    """`template` has made the roles."""
    with database_of(server, f"host_{uuid4().hex[:8]}") as dsn:
        async with desk_owned_by_nobody_special(dsn) as desk:
            here = await filled(desk)
            fresh = await here.sign_in(here.tenant, ANA, GOOD, HERE)
            found = await here.sessions.who(fresh.secret)
            assert found is not None
            async with desk.door.bare() as connection:
                slug = await connection.execute("SELECT * FROM workspace_by_slug(%s)", [found.slug])
                assert await slug.fetchone() is not None
            await desk.replace_owner.leave(here.tenant, here.people["ana"])  # the trigger works as the owner too
            assert await here.sessions.who(fresh.secret) is None
            async with desk.desk.as_system(here.tenant) as work:
                cursor = await work.connection.execute("SELECT 1 FROM sign_in")  # type: ignore[attr-defined]
                assert await cursor.fetchall() == []
