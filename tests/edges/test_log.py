"""The log: sealed in the order in which it became final, and every way of changing the past afterwards is noticed."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from handrail.core.log.chain import GENESIS, Event, seal, signed_statement
from handrail.storage import embedded
from handrail.storage.door import Door
from handrail.storage.keys import Keys
from handrail.storage.sealer import Sealer
from tests.desk import seed_workspace

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
INSERT = "INSERT INTO event (tenant, kind, actor, at, data) VALUES (%s, %s, 'system', %s, '{\"n\": 1}') RETURNING id"


class Log:
    """A workspace's log, with the owner's power over the database."""

    def __init__(self, dsn: str, tenant: UUID, sealer: Sealer, heads: Path) -> None:
        self.dsn, self.tenant, self.sealer, self.heads = dsn, tenant, sealer, heads

    def add(self, kind: str = "it_happened", count: int = 1) -> None:
        with psycopg.connect(self.dsn) as connection:
            for _ in range(count):
                connection.execute(INSERT, [self.tenant, kind, NOW])

    def attack(self, *statements: str) -> None:
        """Each with {t} for what limits it to this workspace, {e2}, {e4}, {e5} and {e6} for the ids of those events."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            ids = [f"(SELECT event_id FROM first_seals WHERE n = {n})" for n in range(10)]
            connection.execute(
                f"CREATE TEMP TABLE first_seals AS SELECT * FROM seal WHERE tenant = '{self.tenant}'".encode()
            )
            connection.execute("SET session_replication_role = replica")
            for statement in statements:
                values = {f"e{n}": ids[n] for n in range(10)}
                connection.execute(statement.format(t=f"tenant = '{self.tenant}'", **values).encode())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.dsn) as connection:
            return connection.execute(query.format(t=f"s.tenant = '{self.tenant}'").encode()).fetchall()

    async def seal(self) -> int:
        return await self.sealer.seal(self.tenant)

    async def broken(self) -> str | None:
        return (await self.sealer.verify(self.tenant)).broken


@pytest.fixture(scope="module")
def logs_dsn(server: embedded.Server, template: str) -> Iterator[str]:
    """One database for all of these tests; each has a workspace, and so a chain, of its own."""
    name = f"logs_{uuid4().hex}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off".encode())
        yield server.dsn(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
async def log(logs_dsn: str, tmp_path: Path) -> AsyncGenerator[Log]:
    dsn = logs_dsn
    tenant, _ = seed_workspace(dsn)
    door = Door(dsn, largest=4)
    await door.open()
    try:
        heads = tmp_path / "heads.jsonl"
        yield Log(dsn, tenant, Sealer(door, Keys(bytes(32)), heads, lambda: NOW + timedelta(minutes=3)), heads)
    finally:
        await door.close()


@pytest.fixture
async def sealed(log: Log) -> Log:
    """Nine events under three signed heads."""
    for _ in range(3):
        log.add(count=3)
        assert await log.seal() == 3
    return log


async def test_an_honest_log_verifies_and_says_what_is_not_sealed_yet(sealed: Log) -> None:
    sealed.add(count=2)
    report = await sealed.sealer.verify(sealed.tenant)
    assert report.holds
    assert (report.sealed, report.unsealed, report.unsealed_age) == (9, 2, 180.0)
    assert report.sealed_up_to == NOW
    assert (report.heads, report.heads_not_on_file) == (3, 0)


async def test_an_empty_log_verifies(log: Log) -> None:
    assert await log.seal() == 0
    assert (await log.sealer.verify(log.tenant)).holds


async def test_a_slow_transaction_is_waited_for_and_not_skipped(log: Log) -> None:
    with psycopg.connect(log.dsn) as slow:
        slow.execute(INSERT, [log.tenant, "slow", NOW])  # the lower id, and not committed
        log.add("quick")
        assert await log.seal() == 0, "a quick one was sealed over one that is still under way"
        log.add("quicker")
    assert await log.seal() == 3
    order = log.rows("SELECT e.kind FROM seal s JOIN event e ON e.id = s.event_id WHERE {t} ORDER BY s.n")
    assert [kind for (kind,) in order] == ["slow", "quick", "quicker"]
    assert await log.broken() is None


async def test_a_transaction_that_began_early_and_spoke_late_is_sealed_once(log: Log) -> None:
    with psycopg.connect(log.dsn) as slow:
        slow.execute("SELECT pg_current_xact_id()")  # its number is taken; its event gets a higher id than the next one
        log.add("quick")
        slow.execute(INSERT, [log.tenant, "slow", NOW])
        assert await log.seal() == 0
    log.add("later")
    assert await log.seal() == 3
    assert await log.seal() == 0
    assert await log.broken() is None


async def test_what_was_rolled_back_leaves_no_hole(log: Log) -> None:
    with psycopg.connect(log.dsn) as gone:
        gone.execute(INSERT, [log.tenant, "gone", NOW])
        gone.rollback()
    log.add("kept")
    assert await log.seal() == 1
    assert await log.broken() is None


async def test_many_sealers_at_once_seal_everything_exactly_once(log: Log) -> None:
    for _ in range(5):
        log.add(count=4)
        await asyncio.gather(*(log.seal() for _ in range(4)))
    while await log.seal():
        pass
    assert log.rows("SELECT count(*), count(DISTINCT event_id), max(n) FROM seal s WHERE {t}") == [(20, 20, 20)]
    assert await log.broken() is None


async def test_checking_while_others_write_and_seal_raises_no_false_alarm(log: Log) -> None:
    done = asyncio.Event()

    async def write_and_seal() -> None:
        for _ in range(25):
            await asyncio.to_thread(log.add, count=3)
            await log.seal()
        done.set()

    async def check() -> None:
        while not done.is_set():
            assert await log.broken() is None

    await asyncio.gather(write_and_seal(), check(), check())


async def test_a_backlog_longer_than_a_page_is_sealed_in_order(log: Log) -> None:
    log.attack(
        f"""INSERT INTO event (tenant, kind, actor, at, data)
            SELECT '{log.tenant}', 'it_happened', 'system', now(), '[]' FROM generate_series(1, 11000)"""
    )
    assert [await log.seal() for _ in range(4)] == [5000, 5000, 1000, 0]
    log.add()
    assert await log.seal() == 1
    assert await log.broken() is None
    assert log.rows(
        """SELECT count(*) FROM seal s JOIN seal b ON b.tenant = s.tenant AND b.n = s.n + 1 AND b.event_id < s.event_id
           WHERE {t}"""
    ) == [(0,)]


async def test_another_workspace_has_a_chain_of_its_own(sealed: Log) -> None:
    other, _ = seed_workspace(sealed.dsn)
    with psycopg.connect(sealed.dsn) as connection:
        connection.execute(INSERT, [other, "elsewhere", NOW])
    assert await sealed.sealer.seal(other) == 1
    assert (await sealed.sealer.verify(other)).sealed == 1
    assert (await sealed.sealer.verify(sealed.tenant)).sealed == 9


END_IS_DELETED = ["DELETE FROM seal WHERE {t} AND n > 6", "DELETE FROM seal_head WHERE {t} AND n > 6"]
ATTACKS = {
    "an event's data is changed": ["UPDATE event SET data = '[]' WHERE id = {e5}"],
    "an event's time is changed": ["UPDATE event SET at = at + interval '1 second' WHERE id = {e5}"],
    "an event is moved to another conversation": [
        "UPDATE event SET conversation_id = gen_random_uuid() WHERE id = {e5}"
    ],
    "two events change places": [
        "UPDATE event SET kind = 'first' WHERE id = {e4}",
        "UPDATE seal SET event_id = -event_id WHERE {t} AND n IN (4, 5)",
        "UPDATE seal SET event_id = CASE n WHEN 4 THEN {e5} ELSE {e4} END WHERE {t} AND n IN (4, 5)",
    ],
    "an event is deleted": ["DELETE FROM event WHERE id = {e5}"],
    "an event and its seal are deleted": [
        "DELETE FROM event WHERE id = {e5}",
        "DELETE FROM seal WHERE {t} AND n = 5",
    ],
    "the end is deleted": ["DELETE FROM event WHERE {t} AND id > {e6}", *END_IS_DELETED],
    "the end is deleted and other events stand in for it": [
        "UPDATE event SET kind = 'something_else' WHERE {t} AND id > {e6}",
        *END_IS_DELETED,
    ],
    "everything is deleted": [f"DELETE FROM {table} WHERE {{t}}" for table in ("event", "seal", "seal_head")],
    "the seals are deleted": ["DELETE FROM seal WHERE {t}"],
    "the heads are deleted": ["DELETE FROM seal_head WHERE {t}"],
    "the newest head is deleted": ["DELETE FROM seal_head WHERE {t} AND n = 9"],
    "a head's hash is changed": ["UPDATE seal_head SET hash = sha256(hash) WHERE {t} AND n = 6"],
    "a head's signature is changed": ["UPDATE seal_head SET signature = sha512(signature) WHERE {t} AND n = 6"],
}


@pytest.mark.parametrize("statements", ATTACKS.values(), ids=ATTACKS.keys())
async def test_whoever_owns_the_database_cannot_change_the_past_unnoticed(sealed: Log, statements: list[str]) -> None:
    sealed.attack(*statements)
    assert await sealed.broken() is not None


@pytest.mark.parametrize("resigned", [True, False], ids=["signed with another key", "with the old signatures"])
async def test_a_chain_rebuilt_without_the_key_is_noticed(sealed: Log, resigned: bool) -> None:
    sealed.attack("UPDATE event SET kind = 'nothing_happened' WHERE id = {e2}")
    rows = sealed.rows(
        "SELECT e.id, kind, actor, at, data FROM event e JOIN seal s ON s.event_id = e.id WHERE {t} ORDER BY s.n"
    )
    events = [Event(kind, actor, at, data, None, number) for number, kind, actor, at, data in rows]
    thief = Keys(bytes(range(32)))
    for one in seal(GENESIS, 0, events):
        changes = [f"hash = decode('{one.hash.hex()}', 'hex')"]
        sealed.attack(f"UPDATE seal SET {changes[0]} WHERE {{t}} AND n = {one.n}")
        if resigned:
            signature = thief.sign(signed_statement(sealed.tenant, one.n, one.hash)).hex()
            changes.append(f"signature = decode('{signature}', 'hex')")
        sealed.attack(f"UPDATE seal_head SET {', '.join(changes)} WHERE {{t}} AND n = {one.n}")
    broken = await sealed.broken()
    assert broken is not None
    assert "not signed by this desk's key" in broken


def _edit_hash(line: dict[str, Any]) -> None:
    line["head"] = "00" * 32


def _edit_number(line: dict[str, Any]) -> None:
    line["n"] = 5


def _edit_signature(line: dict[str, Any]) -> None:
    line["signature"] = "00" * 64


@pytest.mark.parametrize("edit", [_edit_hash, _edit_number, _edit_signature])
async def test_an_edited_heads_file_is_noticed(sealed: Log, edit: Callable[[dict[str, Any]], None]) -> None:
    lines = [json.loads(line) for line in sealed.heads.read_text().splitlines()]
    edit(lines[1])
    sealed.heads.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert await sealed.broken() is not None


async def test_lines_missing_from_the_heads_file_are_counted(sealed: Log) -> None:
    lines = sealed.heads.read_text().splitlines()
    sealed.heads.write_text(lines[0] + "\n" + lines[2] + "\n")
    report = await sealed.sealer.verify(sealed.tenant)
    assert report.holds  # another machine's file may hold it, so this alone is no proof
    assert report.heads_not_on_file == 1


async def test_a_sealer_that_died_before_its_commit_raises_no_alarm_and_the_next_one_goes_on(sealed: Log) -> None:
    sealed.attack(*END_IS_DELETED)  # what its rollback leaves
    report = await sealed.sealer.verify(sealed.tenant)
    assert report.holds
    assert (report.sealed, report.unsealed) == (6, 3)
    sealed.add()
    assert await sealed.seal() == 4
    assert await sealed.broken() is None


async def test_a_line_that_a_crash_cut_short_does_not_spoil_the_next_one(sealed: Log) -> None:
    with sealed.heads.open("a") as file:
        file.write('{"tenant": "' + str(uuid4())[:9])
    sealed.add()
    assert await sealed.seal() == 1
    report = await sealed.sealer.verify(sealed.tenant)
    assert report.holds
    assert report.heads_not_on_file == 0


async def test_with_another_key_nothing_verifies(sealed: Log) -> None:
    door = Door(sealed.dsn, largest=2)
    await door.open()
    try:
        stranger = Sealer(door, Keys(bytes(range(32))), sealed.heads, lambda: NOW)
        assert "not signed by this desk's key" in ((await stranger.verify(sealed.tenant)).broken or "")
    finally:
        await door.close()


def test_the_log_only_grows_even_for_the_owner_of_the_tables(logs_dsn: str) -> None:
    tenant, _ = seed_workspace(logs_dsn)
    with psycopg.connect(logs_dsn, autocommit=True) as connection:
        connection.execute(INSERT, [tenant, "it_happened", NOW])
        for statement in ("UPDATE event SET kind = 'x'", "DELETE FROM event"):
            with pytest.raises(psycopg.Error, match="the log only grows"):
                connection.execute(statement.encode())
