"""The wall under the door: whatever a query says, it sees one workspace, as one viewer."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import pytest_asyncio
from psycopg import errors
from psycopg.rows import dict_row

from handrail.storage import embedded
from tests.desk import TestDesk, seed_workspace, small_desk
from tests.past import Past, a_little_history, add_article

OUTSIDE = {"catalogue_text", "pgqueuer", "pgqueuer_log", "pgqueuer_schedules", "pgqueuer_statistics"}
"""Tables without a tenant: ids of texts that are the same for everybody, and queues that hold ids only. (And yoyo's.)"""
CUSTOMERS_READ = {"customer", "conversation", "message", "promise", "attachment"}
INTERNAL = ("article", "passage", "article_word", "topic_example", "article_revision")
STEWARD_READS = {
    "workspace": {"tenant", "slug", "retention_days"},
    "conversation": {"tenant", "id", "state", "deadline_at"},
    "catalogue_text": {"id"},
}
Row = dict[str, Any]


class Wall:
    def __init__(self, desk: TestDesk, past: Past, other: UUID) -> None:
        self.desk, self.past, self.mine, self.other = desk, past, desk.tenant, other
        self.tables = [
            row["name"]
            for row in desk.rows(
                """SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                   WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attname = 'tenant'
                   ORDER BY c.relname"""
            )
        ]

    @contextmanager
    def as_app(self, viewer: str | None, tenant: UUID | None = None) -> Iterator[psycopg.Connection[Row]]:
        with psycopg.Connection[Row].connect(self.desk.dsn, row_factory=dict_row) as connection:
            connection.execute("SET ROLE handrail_app")
            if tenant is not None:
                connection.execute("SELECT set_config('app.tenant', %s, true)", [str(tenant)])
            if viewer is not None:
                connection.execute("SELECT set_config('app.viewer', %s, true)", [viewer])
            yield connection

    def seen(self, table: str, viewer: str | None, tenant: UUID | None = None) -> Sequence[Row]:
        with self.as_app(viewer, tenant) as connection:
            return connection.execute(f"SELECT * FROM {table}".encode()).fetchall()


@pytest.fixture(scope="module")
def wall_dsn(server: embedded.Server, template: str) -> Iterator[str]:
    name = f"wall_{uuid4().hex}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        yield server.dsn(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wall(wall_dsn: str) -> AsyncGenerator[Wall]:
    async with small_desk(wall_dsn) as desk:
        past = await a_little_history(desk)
        other, _ = seed_workspace(wall_dsn)
        yield Wall(desk, past, other)


def test_every_table_of_a_workspace_stands_behind_the_wall_even_for_its_owner(wall: Wall) -> None:
    state = {
        row["relname"]: (row["relrowsecurity"], row["relforcerowsecurity"])
        for row in wall.desk.rows(
            "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relkind = 'r'"
        )
    }
    policies = {
        row["tablename"]: row["qual"]
        for row in wall.desk.rows("SELECT tablename, qual FROM pg_policies WHERE policyname = 'tenant_wall'")
    }
    assert wall.tables
    for table in wall.tables:
        assert state[table] == (True, True), table
        assert "app.tenant" in policies[table], table
        assert "app.viewer" in policies[table], table


def test_only_listed_tables_belong_to_no_workspace(wall: Wall) -> None:
    rows = wall.desk.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    names = {row["relname"] for row in rows}
    assert {name for name in names - set(wall.tables) if "yoyo" not in name} == OUTSIDE
    columns = wall.desk.rows("SELECT column_name FROM information_schema.columns WHERE table_name = 'pgqueuer'")
    assert "payload" in {row["column_name"] for row in columns}
    payloads = wall.desk.rows("SELECT convert_from(payload, 'UTF8')::jsonb AS ids FROM pgqueuer")
    assert all(set(row["ids"]) <= {"tenant", "conversation", "message", "decision"} for row in payloads)


def test_without_a_workspace_or_without_a_viewer_nothing_exists(wall: Wall) -> None:
    for table in wall.tables:
        assert wall.seen(table, None) == [], table
        assert wall.seen(table, "system") == [], table
        assert wall.seen(table, None, wall.mine) == [], table


def test_one_workspace_sees_all_of_its_own_rows_and_none_of_anothers(wall: Wall) -> None:
    filled = 0
    for table in wall.tables:
        [owned] = wall.desk.rows(f"SELECT count(*) AS n FROM {table} WHERE tenant = %s", wall.mine)
        seen = wall.seen(table, "system", wall.mine)
        assert {row["tenant"] for row in seen} <= {wall.mine}, table
        assert len(seen) == owned["n"], table
        filled += bool(seen)
    assert filled >= 15


def test_a_row_for_another_workspace_is_refused(wall: Wall) -> None:
    for table in wall.tables:
        insert = f"INSERT INTO {table} (tenant) VALUES (%s)".encode()
        with (
            wall.as_app("system", wall.mine) as connection,
            pytest.raises(errors.InsufficientPrivilege, match="row-level"),
        ):
            connection.execute(insert, [wall.other])
        with wall.as_app("system", wall.mine) as connection, pytest.raises(errors.IntegrityError):
            connection.execute(insert, [wall.mine])  # refused too, but for what it lacks: the wall lets it through


def test_a_row_cannot_be_moved_into_another_workspace(wall: Wall) -> None:
    for table in wall.tables:
        move = f"UPDATE {table} SET tenant = %s".encode()
        with wall.as_app("system", wall.mine) as connection, pytest.raises(errors.InsufficientPrivilege):
            connection.execute(move, [wall.other])
            raise errors.InsufficientPrivilege(f"{table}: there was nothing to move")


def test_a_customer_reads_their_own_threads_and_nothing_among_agents(wall: Wall) -> None:
    helped = wall.past.helped
    viewer = f"customer:{helped.customer}"
    for table in wall.tables:
        seen = wall.seen(table, viewer, wall.mine)
        assert not seen or table in CUSTOMERS_READ, table
    assert [row["id"] for row in wall.seen("conversation", viewer, wall.mine)] == [helped.id]
    assert [row["id"] for row in wall.seen("customer", viewer, wall.mine)] == [helped.customer]
    messages = wall.seen("message", viewer, wall.mine)
    assert {row["conversation_id"] for row in messages} == {helped.id}
    assert len(messages) == 3
    assert not any(row["internal"] for row in messages)
    assert sum(row["internal"] for row in wall.seen("message", "system", wall.mine)) == 1
    assert {row["conversation_id"] for row in wall.seen("promise", viewer, wall.mine)} == {helped.id}


def test_internal_articles_do_not_exist_for_the_assistant(wall: Wall) -> None:
    secret = UUID(int=8)
    add_article(wall.desk, audience="internal", article=secret)
    wall.desk.rows(
        """INSERT INTO passage (tenant, article_id, ordinal, id, heading, body, start_at, end_at, audience)
           SELECT tenant, id, 0, uuidv7(), '{}', 'We pack', 0, 7, audience FROM article"""
    )
    wall.desk.rows("INSERT INTO article_word SELECT tenant, 'pack', id, 1, audience FROM article")
    wall.desk.rows(
        """INSERT INTO topic_example (tenant, topic, id, text, language, article_id, audience)
           SELECT tenant, 'shipping', uuidv7(), 'How?', 'en', id, audience FROM article"""
    )
    for table in INTERNAL:
        for viewer, audiences in (("assistant", {"customer"}), ("staff:x", {"customer", "internal"})):
            seen = wall.seen(table, viewer, wall.mine)
            assert {row["audience"] for row in seen} == audiences, (table, viewer)
        assert wall.seen(table, f"customer:{wall.past.helped.customer}", wall.mine) == [], table


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE message SET author_kind = 'agent'",
        "UPDATE message SET at = now()",
        "UPDATE message SET seq = seq + 1",
        "DELETE FROM message",
        "UPDATE event SET data = '{}'",
        "DELETE FROM event",
        "TRUNCATE event",
        "UPDATE seal SET hash = ''",
        "DELETE FROM seal_head",
        "UPDATE decision SET rule = 'x'",
        "UPDATE article_revision SET body = ''",
        "DELETE FROM article_revision",
        "DELETE FROM conversation",
        "DELETE FROM handoff",
        "DELETE FROM erasure",
        "UPDATE autonomy_grant SET expires_at = expires_at + interval '1 year'",
        "INSERT INTO catalogue_text VALUES ('buy.more')",
        "SELECT * FROM pgqueuer",
        "ALTER TABLE message DISABLE ROW LEVEL SECURITY",
        "SET SESSION AUTHORIZATION postgres",
    ],
)
def test_the_app_cannot(wall: Wall, statement: str) -> None:
    with (
        wall.as_app("system", wall.mine) as connection,
        pytest.raises((errors.InsufficientPrivilege, errors.UndefinedObject, errors.InvalidParameterValue)),
    ):
        connection.execute(statement.encode())


def test_the_steward_reads_ids_and_times_and_no_text(wall: Wall) -> None:
    rows = wall.desk.rows(
        """SELECT table_name, column_name FROM information_schema.column_privileges
           WHERE grantee = 'handrail_steward' AND table_schema = 'public' AND NOT starts_with(table_name, 'pgqueuer')"""
    )
    reads: dict[str, set[str]] = {}
    for row in rows:
        reads.setdefault(row["table_name"], set()).add(row["column_name"])
    assert reads == STEWARD_READS
    with psycopg.connect(wall.desk.dsn) as connection:
        connection.execute("SET ROLE handrail_steward")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("SELECT body FROM message")


def test_neither_role_may_pass_the_wall_or_log_in(wall: Wall) -> None:
    rows = wall.desk.rows(
        "SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE starts_with(rolname, 'handrail_')"
    )
    assert len(rows) == 2
    assert not any(any(row.values()) for row in rows)
