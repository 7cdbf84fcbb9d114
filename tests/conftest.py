"""Real Postgres for every test that needs one: the bundled server once a session, a fresh database each test."""

import os
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from handrail.jobs.queue_schema import install
from handrail.storage import embedded
from handrail.storage.embedded import cluster
from handrail.storage.migrate import migrate
from handrail.storage.texts import sync_texts

pytest_plugins = ("tests.browser", "tests.bucket")
SHARED_DATA = Path(os.environ.get("HANDRAIL_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def server() -> Iterator[embedded.Server]:
    with tempfile.TemporaryDirectory(prefix="handrail-test-") as folder:
        Path(folder).chmod(0o755)
        with pytest.MonkeyPatch.context() as laws:
            for law in ("fsync", "full_page_writes", "synchronous_commit"):  # no test's rows need survive a power cut
                laws.setitem(cluster.LAWS, law, "off")
            started = embedded.start(Path(folder))
        yield started
        embedded.stop(Path(folder))


@pytest.fixture(scope="session")
def template(server: embedded.Server) -> str:
    """A migrated database that each test copies: much faster than migrating again."""
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE spine_template")
    dsn = server.dsn("spine_template")
    migrate(dsn)
    install(dsn)
    sync_texts(dsn)
    return "spine_template"


@pytest.fixture
def dsn(server: embedded.Server, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        yield server.dsn(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED_DATA.exists():
        pytest.skip("the shared data sets are not here (set HANDRAIL_SHARED_DATA)")
    return SHARED_DATA


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On a developer's machine a missing browser or tool is named and skipped; in CI a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
