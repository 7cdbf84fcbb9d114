"""The bundled database: started once, shared by all, and started again after any death, no row lost."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from handrail.storage import embedded
from handrail.storage.embedded import account as accounts
from handrail.storage.embedded import binaries
from handrail.storage.embedded.account import Account
from handrail.storage.embedded.home import existing_home, settle

AS_ROOT = os.geteuid() == 0

START = """
import sys, pathlib
from handrail.storage import embedded
s = embedded.start(pathlib.Path(sys.argv[1]))
"""
PRINT = "print(s.pid, flush=True)"


@pytest.fixture(scope="module")
def folders() -> Iterator[Callable[[], Path]]:
    """New empty folders that others may enter, unlike pytest's own; their servers end with the tests."""
    made: list[Path] = []

    def new() -> Path:
        folder = Path(tempfile.mkdtemp(prefix="handrail-test-"))
        folder.chmod(0o755)
        made.append(folder)
        return folder

    yield new
    for folder in made:
        for data in [folder, *folder.rglob("data")]:
            if data.is_dir() and (home := existing_home(data)) is not None:
                embedded.stop(data)
                shutil.rmtree(home.folder)
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def data(folders: Callable[[], Path]) -> Path:
    """One data folder that most tests share; each leaves a server in it or none."""
    return folders() / "data"


def write_row(server: embedded.Server, text: str) -> None:
    with psycopg.connect(server.dsn()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (text text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])


def rows(server: embedded.Server) -> set[str]:
    with psycopg.connect(server.dsn()) as connection:
        return {row[0] for row in connection.execute("SELECT text FROM kept")}


def starter(data: Path, then: str = PRINT) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", START + then, data], stdout=subprocess.PIPE, text=True)


def test_the_first_start_makes_a_database_that_knows_all_alphabets(data: Path) -> None:
    server = embedded.start(data)
    with psycopg.connect(server.dsn()) as connection:
        found = connection.execute(
            "SELECT current_database(), getdatabaseencoding(), lower('ÄÉЖ'), to_tsvector('simple', '“Привет” – мир…')"
        ).fetchone()
    assert found == ("handrail", "UTF8", "äéж", "'мир':2 'привет':1")


def test_trigrams_see_other_alphabets(data: Path) -> None:
    with psycopg.connect(embedded.start(data).dsn()) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        found = connection.execute("SELECT similarity('возврат денег', 'возврат денег')").fetchone()
    assert found == (1.0,)


def test_a_second_start_joins_the_running_server(data: Path) -> None:
    assert embedded.start(data) == embedded.start(data) == embedded.status(data)


def test_the_server_keeps_to_its_socket_and_writes_to_disk_for_certain(data: Path) -> None:
    server = embedded.start(data)
    with psycopg.connect(server.dsn()) as connection:
        shown = {
            name: connection.execute(f"SHOW {name}").fetchone()  # type: ignore[arg-type]
            for name in ("listen_addresses", "fsync", "full_page_writes", "synchronous_commit")
        }
    assert shown == {
        "listen_addresses": ("",),
        "fsync": ("on",),
        "full_page_writes": ("on",),
        "synchronous_commit": ("on",),
    }
    socket = server.socket_dir / ".s.PGSQL.5432"
    assert socket.stat().st_mode & 0o777 == 0o700
    assert server.socket_dir.stat().st_mode & 0o777 == 0o700


def test_an_error_about_a_row_does_not_copy_the_row_into_the_log(data: Path) -> None:
    server = embedded.start(data)
    with psycopg.connect(server.dsn()) as connection, suppress(psycopg.errors.NotNullViolation):
        connection.execute("CREATE TEMP TABLE secret (a text, b text NOT NULL)")
        connection.execute("INSERT INTO secret (a) VALUES (%s)", ["my sister is ill"])
    home = settle(data)
    log = home.log.read_text()
    assert "violates not-null constraint" in log
    assert "my sister is ill" not in log


def test_bundled_programs_run_against_the_server(data: Path) -> None:
    write_row(server := embedded.start(data), "dumped")
    done = subprocess.run([embedded.binary("pg_dump"), server.dsn()], capture_output=True, text=True, check=True)
    assert "dumped" in done.stdout


def test_a_program_that_is_not_bundled_is_named() -> None:
    with pytest.raises(embedded.DatabaseBinariesMissing, match="pg_flux"):
        embedded.binary("pg_flux")


def test_a_stopped_server_is_gone_and_keeps_its_rows(data: Path) -> None:
    write_row(embedded.start(data), "kept over a stop")
    embedded.stop(data)
    assert embedded.status(data) is None
    embedded.stop(data)  # nothing to do
    assert "kept over a stop" in rows(embedded.start(data))


def test_a_killed_server_is_started_again_at_once_without_losing_rows(data: Path) -> None:
    for round_ in range(3):
        write_row(server := embedded.start(data), f"kept over kill {round_}")
        os.kill(server.pid, signal.SIGKILL)
        again = embedded.start(data)
        assert again.pid != server.pid
        assert f"kept over kill {round_}" in rows(again)


def test_a_killed_servers_number_may_by_now_belong_to_another_program(data: Path) -> None:
    write_row(server := embedded.start(data), "kept over a reboot")
    home = settle(data)
    os.kill(server.pid, signal.SIGKILL)
    other = subprocess.Popen(["sleep", "60"], user=home.account.uid if AS_ROOT else None)
    try:
        for lock in (home.cluster / "postmaster.pid", server.socket_dir / ".s.PGSQL.5432.lock"):
            lock.write_text(lock.read_text().replace(str(server.pid), str(other.pid), 1))
        assert embedded.status(data) is None
        embedded.stop(data)
        assert "kept over a reboot" in rows(embedded.start(data))
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


@pytest.mark.slow
def test_a_query_that_outlives_its_killed_server_is_waited_for(data: Path) -> None:
    write_row(server := embedded.start(data), "kept beside an orphan")
    busy = (
        "DO $$ DECLARE t timestamptz := clock_timestamp() + '2 s';"
        " BEGIN WHILE clock_timestamp() < t LOOP END LOOP; END $$"
    )

    def query() -> None:
        with suppress(psycopg.OperationalError), psycopg.connect(server.dsn()) as connection:
            connection.execute(busy)

    thread = threading.Thread(target=query)
    thread.start()
    time.sleep(0.3)
    os.kill(server.pid, signal.SIGKILL)
    begun = time.monotonic()
    assert "kept beside an orphan" in rows(embedded.start(data))
    assert time.monotonic() - begun > 1
    thread.join()


def test_the_server_outlives_the_killed_process_that_started_it(data: Path) -> None:
    embedded.stop(data)
    process = starter(data, f"{PRINT}; import time; time.sleep(60)")
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    process.kill()
    process.communicate()
    server = embedded.start(data)
    assert server.pid == pid
    write_row(server, "after the starter")


@pytest.mark.slow
def test_six_processes_at_once_make_one_server(folders: Callable[[], Path]) -> None:
    data = folders() / "data"
    said = [process.communicate()[0].strip() for process in [starter(data) for _ in range(6)]]
    server = embedded.status(data)
    assert server is not None
    assert said == [str(server.pid)] * 6


@pytest.mark.slow
def test_a_first_start_killed_half_way_is_finished_by_the_next(
    folders: Callable[[], Path],
) -> None:
    data = folders() / "data"
    process = starter(data)
    time.sleep(0.8)
    process.kill()
    process.communicate()
    write_row(server := embedded.start(data), "made at last")
    assert rows(server) == {"made at last"}


@pytest.mark.slow
def test_a_deep_folder_with_an_odd_name_gets_a_short_socket_path(folders: Callable[[], Path]) -> None:
    data = folders() / "an, odd $HOME 'name' é" / ("deep" * 30) / "data"
    server = embedded.start(data)
    assert len(os.fsencode(server.socket_dir / ".s.PGSQL.5432")) < 100
    assert server.socket_dir.stat().st_mode & 0o777 == 0o700
    write_row(server, "deep")
    embedded.stop(data)
    server.socket_dir.rmdir()


@pytest.mark.slow
def test_a_deleted_data_folder_comes_back_empty_though_its_server_still_ran(
    folders: Callable[[], Path],
) -> None:
    data = folders() / ("deep" * 30) / "data"
    write_row(old := embedded.start(data), "deleted")
    shutil.rmtree(data)
    new = embedded.start(data)
    try:
        with psycopg.connect(new.dsn()) as connection:
            assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)
    finally:
        os.kill(old.pid, signal.SIGQUIT)
    while (old.socket_dir / ".s.PGSQL.5432").exists():
        time.sleep(0.05)
    assert embedded.status(data) == new
    embedded.stop(data)
    old.socket_dir.rmdir()
    new.socket_dir.rmdir()


@pytest.mark.slow
def test_a_folder_and_programs_that_only_we_can_enter_still_give_a_server(
    folders: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, public = folders(), folders()
    ours.chmod(0o700)
    wheel = binaries.binary("initdb").parents[3]
    for part in (binaries.PACKAGE, binaries.LIBRARIES):
        shutil.copytree(wheel / part, ours / "wheel" / part)
    monkeypatch.setattr(sys, "path", [str(ours / "wheel"), *sys.path])
    monkeypatch.setattr(accounts, "STATE", public / "state")
    old_mask = os.umask(0o077)
    try:
        write_row(server := embedded.start(ours / "data"), "private")
        os.kill(server.pid, signal.SIGKILL)
        assert rows(embedded.start(ours / "data")) == {"private"}
    finally:
        os.umask(old_mask)
    assert binaries.binary("initdb").is_relative_to(ours)
    copies = list((public / "state").glob("postgres-*"))
    if AS_ROOT:
        assert not (ours / "data" / "postgres").exists()
        assert [copy.stat().st_uid for copy in copies] == [0]
    else:
        assert not copies
        assert (ours / "data" / "postgres").is_dir()
    embedded.stop(ours / "data")


def test_a_database_of_another_major_version_is_refused_with_the_way_out(folders: Callable[[], Path]) -> None:
    data = folders() / "data"
    home = settle(data)
    home.cluster.mkdir()
    (home.cluster / "PG_VERSION").write_text("15\n")
    with pytest.raises(embedded.DatabaseMadeByAnotherVersion, match=r"Postgres 15.*Postgres 18.*pg_dump.*pg_restore"):
        embedded.start(data)
    shutil.rmtree(home.cluster)


def test_a_database_that_is_gone_from_its_place_is_not_replaced_by_an_empty_one(
    folders: Callable[[], Path],
) -> None:
    data = folders()
    (data / "postgres.path").write_text("/nowhere/at/all\n")
    with pytest.raises(embedded.DatabaseFolderOutOfReach, match="/nowhere/at/all"):
        embedded.start(data)
    (data / "postgres.path").unlink()


def test_a_server_that_gives_up_tells_why(data: Path) -> None:
    embedded.stop(data)
    home = settle(data)
    settings = home.cluster / "postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text("shared_buffers = 'a lot'\n")
    try:
        with pytest.raises(embedded.DatabaseServerDidNotStart, match="shared_buffers"):
            embedded.start(data)
    finally:
        settings.write_text(before)
    embedded.start(data)


def test_a_folder_without_a_database_has_no_server_and_stays_empty(folders: Callable[[], Path]) -> None:
    data = folders()
    assert embedded.status(data) is None
    embedded.stop(data)
    assert not list(data.iterdir())


def test_an_account_without_a_name_is_told_so() -> None:
    with pytest.raises(embedded.SystemAccountMissing, match="3999999"):
        Account.of_uid(3999999)
