"""A worker says how it is: its counters on a port of its own, and its rounds to whoever asks from another process."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from handrail.app import Handrail, open_desk
from handrail.app.health import Finding, findings
from handrail.app.rounds import Rounds
from handrail.settings import SettingIsWrong, Settings, settings_from
from handrail.storage.door import Door
from handrail.storage.rounds import PgRounds, RoundSeen
from tests.desk import TestClock, seed_workspace
from tests.journeys.running_desk import a_free_port, running_desk


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
async def desk(dsn: str, tmp_path: Path, clock: TestClock) -> AsyncGenerator[Handrail]:
    settings = Settings(data=tmp_path, database_url=dsn, embedder="none")
    async with open_desk(settings, dsn, clock=clock) as desk:
        yield desk


def goes(well: bool) -> Callable[[], Awaitable[None]]:
    async def step() -> None:
        if not well:
            raise ValueError("Kim's tent has a hole.")

    return step


async def of_rounds(desk: Handrail) -> list[Finding]:
    """The workspace's findings that speak of rounds."""
    return [one for one in await findings(desk) if "in a row" in one.says or "no worker" in one.says]


async def test_a_round_that_keeps_failing_is_bad_until_it_goes_well(desk: Handrail, dsn: str, clock: TestClock) -> None:
    tenant, _ = seed_workspace(dsn)
    elsewhere = Rounds(PgRounds(desk.door), clock)  # the worker is another process than the doctor
    await elsewhere.apart(goes(True)(), "seal", tenant)
    for n in range(4):
        assert [one.grade for one in await of_rounds(desk)] == (["bad"] if n >= 3 else [])
        clock.forward(seconds=5)
        await elsewhere.apart(goes(False)(), "sweep", tenant)
    (bad,) = await of_rounds(desk)
    assert "sweep failed 4 times in a row (ValueError)" in bad.says
    assert "Kim" not in bad.says, "no personal text in what failed"
    await elsewhere.apart(goes(True)(), "sweep", tenant)
    assert await of_rounds(desk) == []


async def test_one_workspaces_trouble_is_not_anothers(desk: Handrail, dsn: str, clock: TestClock) -> None:
    (one, _), (other, _) = seed_workspace(dsn), seed_workspace(dsn)
    for _ in range(3):
        await desk.rounds.apart(goes(False)(), "seal", one)
        await desk.rounds.apart(goes(True)(), "seal", other)
    assert [(seen.kind, seen.failures) for seen in await desk.rounds.seen(one)] == [("seal", 3)]
    assert await desk.rounds.seen(other) == [RoundSeen("seal", clock.now, 0, None, None)]


async def test_what_goes_well_is_written_once_a_minute(desk: Handrail, dsn: str, clock: TestClock) -> None:
    tenant, _ = seed_workspace(dsn)
    began = clock.now
    for _ in range(29):
        await desk.rounds.apart(goes(True)(), "seal", tenant)
        clock.forward(seconds=2)
    (seen,) = await desk.rounds.seen(tenant)
    assert seen.succeeded_at == began
    clock.forward(seconds=2)
    await desk.rounds.apart(goes(True)(), "seal", tenant)
    (seen,) = await desk.rounds.seen(tenant)
    assert seen.succeeded_at == began + timedelta(minutes=1)


async def test_a_desk_that_no_worker_looks_after_is_said_so(desk: Handrail, dsn: str, clock: TestClock) -> None:
    tenant, _ = seed_workspace(dsn)
    (never,) = await of_rounds(desk)
    assert (never.grade, "yet" in never.says) == ("note", True)
    await desk.sweep()
    assert await of_rounds(desk) == []
    clock.forward(minutes=16)
    (since,) = await of_rounds(desk)
    assert since.grade == "note"
    assert {seen.kind for seen in await desk.rounds.seen(tenant)} == {"sweep", "pages", "tools", "playbooks"}


async def test_a_database_that_is_away_stops_no_round(clock: TestClock, dsn: str) -> None:
    tenant, _ = seed_workspace(dsn)
    door = Door(dsn)
    await door.open()
    await door.close()
    rounds = Rounds(PgRounds(door), clock)
    await rounds.apart(goes(True)(), "seal", tenant)
    await rounds.apart(goes(False)(), "seal", tenant)


def test_a_port_that_cannot_be_is_refused_by_name() -> None:
    assert settings_from({"HANDRAIL_METRICS_PORT": "9100"}).metrics_port == 9100
    with pytest.raises(SettingIsWrong, match="HANDRAIL_METRICS_PORT"):
        settings_from({"HANDRAIL_METRICS_PORT": "123456"})


@pytest.mark.slow
async def test_a_worker_alone_serves_its_counters_and_how_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    port = a_free_port()
    async with running_desk() as desk, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        monkeypatch.setenv("HANDRAIL_METRICS_PORT", str(port))
        desk.start("counted", "worker")
        await _until_it_answers(http)
        assert (await http.get("/healthz")).json() == {"alive": True}
        assert (await http.get("/readyz")).json() == {"ready": True, "checks": {"database": None}}
        assert "handrail_decision_seconds_count" in (await http.get("/metrics")).text
        assert (await http.get("/v1/openapi.json")).status_code == 404
        desk.processes["counted"].send_signal(signal.SIGTERM)
        assert desk.processes["counted"].wait(timeout=20) == 0


async def _until_it_answers(http: httpx.AsyncClient) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                await http.get("/healthz")
                return
            except httpx.TransportError:
                await asyncio.sleep(0.2)
