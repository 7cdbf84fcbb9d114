"""A backup is a whole desk: restored anywhere, its log verifies and goes on, work comes back, the erased stay erased."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
import uuid_utils.compat as uuids

from handrail.flows.erase import EraseCustomer
from handrail.ports import Said
from handrail.ports.files import Uploader
from handrail.storage import embedded
from handrail.storage.attachments import PgFileReading
from handrail.storage.backup import BackupDidNotSucceed, backup, heads_beside
from handrail.storage.door import SYSTEM, Door
from handrail.storage.erasure import ErasureList, erasing_within
from handrail.storage.promises import check_promises
from handrail.storage.restore import DatabaseNotEmpty, NotABackup, restore
from handrail.storage.sealer import Sealer
from tests.desk import TestClock, TestDesk, small_desk
from tests.past import KEYS, Past, a_little_history, sealer_of


class Original:
    def __init__(self, desk: TestDesk, past: Past, folder: Path) -> None:
        self.desk, self.past, self.folder = desk, past, folder
        self.heads, self.erasures, self.file = folder / "heads.jsonl", folder / "erasures.jsonl", folder / "backup.dump"
        self.sealer = sealer_of(desk, self.heads)

    async def back_up(self) -> None:
        await asyncio.to_thread(backup, self.desk.dsn, self.file, self.heads)

    async def erase(self, customer: UUID) -> None:
        listed = ErasureList(self.erasures)
        await EraseCustomer(self.desk.desk, erasing_within, listed, self.desk.clock, uuids.uuid7)(
            self.desk.tenant, customer, "system"
        )


@pytest.fixture
async def original(dsn: str, tmp_path: Path) -> AsyncGenerator[Original]:
    async with small_desk(dsn) as desk:
        made = Original(desk, await a_little_history(desk), tmp_path)
        await made.sealer.seal(desk.tenant)
        yield made


@contextmanager
def empty_database(server: embedded.Server) -> Iterator[str]:
    name = f"empty_{uuid4().hex}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield server.dsn(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def empty(server: embedded.Server) -> Iterator[str]:
    with empty_database(server) as dsn:
        yield dsn


@asynccontextmanager
async def door_to(dsn: str) -> AsyncGenerator[Door]:
    door = Door(dsn, largest=2)
    await door.open()
    try:
        yield door
    finally:
        await door.close()


def rows(dsn: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn) as connection:
        return connection.execute(query.encode()).fetchall()


async def holds(original: Original, dsn: str, heads: Path) -> tuple[int, int]:
    """The restored log verifies, sealing goes on, it verifies again, and the promises hold. Sealed before and after."""
    async with door_to(dsn) as door:
        sealer = Sealer(door, KEYS, heads, original.desk.clock)
        before = await sealer.verify(original.desk.tenant)
        assert before.broken is None
        while await sealer.seal(original.desk.tenant):
            pass
        after = await sealer.verify(original.desk.tenant)
        assert after.broken is None
        assert after.unsealed == 0
        found = await check_promises(door, original.desk.tenant, original.desk.clock.now, sealer=sealer)
        assert {report.promise.value: report.violations for report in found if report.violations} == {}
    return before.sealed, after.sealed


async def test_a_backup_under_a_live_history_comes_back_whole(original: Original, empty: str, tmp_path: Path) -> None:
    done = asyncio.Event()

    async def live() -> None:
        while not done.is_set():
            conversation = await original.desk.opened()
            await original.desk.says(conversation, "Do you ship to Norway?")
            await original.desk.run_jobs()
            await original.sealer.seal(original.desk.tenant)

    working = asyncio.create_task(live())
    await asyncio.sleep(0.2)
    await original.back_up()
    done.set()
    await working
    found = await restore(original.file, empty, tmp_path / "new-heads.jsonl", original.desk.clock.now)
    assert (found.workspaces, found.erased_again, found.migrated, found.heads_aside) == (1, 0, (), None)
    before, after = await holds(original, empty, tmp_path / "new-heads.jsonl")
    assert before > 0
    assert after > before
    assert rows(empty, "SELECT count(*) FROM event WHERE kind = 'database_restored'") == [(1,)]
    for query in (
        "SELECT * FROM message ORDER BY id",
        "SELECT * FROM handoff ORDER BY id",
        "SELECT * FROM article ORDER BY id",
    ):
        assert set(map(str, rows(empty, query))) <= set(map(str, rows(original.desk.dsn, query)))


async def test_transaction_numbers_of_the_old_server_do_not_stop_the_sealer_of_the_new_one(
    original: Original, empty: str, tmp_path: Path
) -> None:
    dsn, far = original.desk.dsn, "9000000000"
    await original.desk.opened()  # not sealed yet
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"UPDATE event SET tx = '{far}'".encode())
        connection.execute(f"UPDATE seal_head SET horizon = '{far}'".encode())
    await original.back_up()
    await restore(original.file, empty, tmp_path / "new-heads.jsonl", original.desk.clock.now)
    before, after = await holds(original, empty, tmp_path / "new-heads.jsonl")
    assert after == before + 2  # the conversation that opened, and the restoring


async def test_whoever_was_erased_after_the_backup_is_erased_again(
    original: Original, empty: str, tmp_path: Path
) -> None:
    customer = original.past.helped.customer
    await original.erase(original.past.answered.customer)
    await original.back_up()
    await original.erase(customer)
    found = await restore(
        original.file, empty, tmp_path / "new-heads.jsonl", original.desk.clock.now, erasures=original.erasures
    )
    assert found.erased_again == 1
    assert rows(empty, f"SELECT name, erased_at IS NOT NULL FROM customer WHERE id = '{customer}'") == [(None, True)]
    assert rows(empty, "SELECT count(*) FROM message WHERE body LIKE '%harpsichord%'") == [(0,)]
    assert rows(empty, "SELECT count(*) FROM erasure") == [(2,)]
    await holds(original, empty, tmp_path / "new-heads.jsonl")


async def test_queued_work_comes_back(original: Original, empty: str, tmp_path: Path) -> None:
    conversation = await original.desk.opened()
    await original.desk.says(conversation, "Do you ship to Norway?")
    await original.back_up()
    await restore(original.file, empty, tmp_path / "new-heads.jsonl", original.desk.clock.now)
    query = f"SELECT entrypoint FROM pgqueuer WHERE convert_from(payload, 'UTF8') LIKE '%{conversation.id}%'"
    assert rows(empty, query) == [("decide",)]


async def test_the_wall_stands_in_the_restored_database(original: Original, empty: str, tmp_path: Path) -> None:
    await original.back_up()
    await restore(original.file, empty, tmp_path / "new-heads.jsonl", original.desk.clock.now)
    policies = "SELECT tablename, policyname, roles::text, qual FROM pg_policies ORDER BY 1, 2"
    assert rows(empty, policies) == rows(original.desk.dsn, policies)
    forced = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY 1"
    assert rows(empty, forced) == rows(original.desk.dsn, forced)
    enabled = "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
    assert rows(empty, enabled) == rows(original.desk.dsn, enabled)
    async with door_to(empty) as door, door.enter(uuid4(), SYSTEM) as connection:
        cursor = await connection.execute("SELECT 1 FROM message")
        assert await cursor.fetchall() == []


async def test_a_database_that_is_not_empty_is_refused_unless_it_may_go(
    original: Original, tmp_path: Path, empty: str
) -> None:
    await original.back_up()
    heads, now = tmp_path / "new-heads.jsonl", original.desk.clock.now
    await restore(original.file, empty, heads, now)
    with pytest.raises(DatabaseNotEmpty):
        await restore(original.file, empty, heads, now)
    rows(empty, "SELECT 1 FROM conversation")
    found = await restore(original.file, empty, heads, now, replace=True)
    assert found.heads_aside is not None
    assert found.heads_aside.read_text()
    await holds(original, empty, heads)


@pytest.mark.parametrize("content", [None, b"", b"-- PostgreSQL database dump\nSELECT 1;", b"PGDMP\x01\x0e"])
async def test_what_is_no_backup_is_refused_before_anything_is_touched(
    dsn: str, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "odd.dump"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(NotABackup):
        await restore(file, dsn, tmp_path / "heads.jsonl", TestClock()(), replace=True)
    assert rows(dsn, "SELECT count(*) FROM workspace") == [(0,)]


async def test_a_backup_that_fails_leaves_the_last_one_alone(original: Original) -> None:
    await original.back_up()
    before = original.file.read_bytes()
    with pytest.raises(BackupDidNotSucceed, match="does not exist"):
        backup(original.desk.dsn.replace("/test_", "/gone_"), original.file, original.heads)
    assert original.file.read_bytes() == before
    assert sorted(path.name for path in original.folder.glob("*backup*")) == ["backup.dump", "backup.dump.heads.jsonl"]


async def test_only_we_may_read_a_backup_and_no_secret_key_is_in_it(original: Original) -> None:
    await original.back_up()
    for file in (original.file, heads_beside(original.file)):
        assert file.stat().st_mode & 0o777 == 0o600
        assert KEYS.secret not in file.read_bytes()
        assert KEYS.secret.hex().encode() not in file.read_bytes()


@pytest.fixture
def other_server() -> Iterator[embedded.Server]:
    with tempfile.TemporaryDirectory(prefix="handrail-other-") as folder:
        Path(folder).chmod(0o755)
        yield embedded.start(Path(folder))
        embedded.stop(Path(folder))


@pytest.mark.slow
async def test_a_backup_becomes_a_desk_on_another_server(
    original: Original, other_server: embedded.Server, tmp_path: Path
) -> None:
    await original.desk.opened()
    await original.back_up()
    with empty_database(other_server) as dsn:
        await restore(original.file, dsn, tmp_path / "new-heads.jsonl", original.desk.clock.now)
        before, after = await holds(original, dsn, tmp_path / "new-heads.jsonl")
    assert after == before + 2


async def test_files_come_back_with_their_messages(original: Original, empty: str, tmp_path: Path) -> None:
    desk, content = original.desk, b"%PDF-1.7 " + bytes(range(256)) * 400
    conversation = await desk.opened()
    uploader = Uploader(customer=conversation.customer)
    file = (await desk.attach(desk.tenant, conversation.id, uploader, "k", "deed.pdf", content)).attachment
    await desk.receive(Said(desk.tenant, conversation.id, conversation.customer, "", "m", (file.id,)))
    await original.back_up()
    await restore(original.file, empty, tmp_path / "new-heads.jsonl", desk.clock.now)
    async with door_to(empty) as door:
        read = await PgFileReading(door).own_file(desk.tenant, conversation.customer, conversation.id, file.id)
    assert (read.name, read.type, read.content) == ("deed.pdf", "application/pdf", content)
