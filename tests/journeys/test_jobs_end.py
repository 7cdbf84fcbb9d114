"""Work that was promised is done once, by somebody: whatever happens to the process that began it."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from uuid import UUID

import pytest

from handrail.core.conversation.conversation import State
from handrail.jobs.listing import list_jobs, run_again
from handrail.jobs.worker import Handler, Task, Worker
from tests.desk import TestDesk, small_desk

HANGS = """
import asyncio, sys
from handrail.jobs.worker import Worker
async def hang(task):
    print("began", flush=True)
    await asyncio.sleep(600)
async def nobody(task, why): pass
asyncio.run(Worker(sys.argv[1], {"decide": hang}, nobody).run())
"""


@pytest.fixture
async def desk(dsn: str) -> AsyncGenerator[TestDesk]:
    async with small_desk(dsn) as made:
        yield made


@asynccontextmanager
async def working(worker: Worker) -> AsyncGenerator[None]:
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stop()
        with suppress(TimeoutError, asyncio.CancelledError):
            await asyncio.wait_for(task, 10)


def hands_on(desk: TestDesk) -> Callable[[Task, str], Awaitable[None]]:
    async def run(task: Task, why: str) -> None:
        assert task.conversation is not None
        await desk.hand_on.after_failed_work(task.tenant, task.conversation, why)

    return run


def decides(desk: TestDesk) -> dict[str, Handler]:
    async def decide(task: Task) -> None:
        assert task.conversation is not None
        await desk.decide(task.tenant, task.conversation)

    async def deliver(task: Task) -> None:
        await desk.deliver(task.tenant, UUID(task.more["decision"]))

    return {"decide": decide, "deliver": deliver}


async def until(holds: Callable[[], object], seconds: float) -> float:
    """How long it took. Fails after `seconds`."""
    began = time.monotonic()
    while not await asyncio.to_thread(holds):
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        await asyncio.sleep(0.05)
    return time.monotonic() - began


@pytest.mark.slow
async def test_a_job_picked_again_while_its_first_run_lives_does_everything_once(desk: TestDesk) -> None:
    conversation = await desk.opened()
    desk.knowledge.thinking = asyncio.Event()
    first, second = (Worker(desk.dsn, decides(desk), hands_on(desk)) for _ in range(2))
    async with working(first):
        await desk.says(conversation, "Do you ship to Norway?")
        await until(lambda: desk.knowledge.asked, 10)
        async with working(second):
            # Its heart stands still, as seen from outside; the run itself goes on.
            await until(lambda: _forgotten(desk) and len(desk.knowledge.asked) == 2, 15)
            desk.knowledge.thinking.set()
            await until(lambda: not list_jobs(desk.dsn), 15)
    assert await desk.thread(conversation) == [
        ("customer", "Do you ship to Norway?"),
        ("assistant", "We deliver to Norway in 4 to 6 working days."),
    ]
    assert len(desk.rows("SELECT 1 FROM decision WHERE conversation_id = %s", conversation.id)) == 1
    assert len(desk.rows("SELECT 1 FROM event WHERE kind = 'decided' AND conversation_id = %s", conversation.id)) == 1


def _forgotten(desk: TestDesk) -> bool:
    desk.rows("UPDATE pgqueuer SET heartbeat = now() - interval '1 minute' WHERE status = 'picked'")
    return True


@pytest.mark.slow
async def test_a_job_that_keeps_failing_ends_with_a_person_and_stays_visible(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handrail.jobs.worker.FIRST_DELAY", timedelta(milliseconds=20))
    tried: list[Task] = []

    async def breaks(task: Task) -> None:
        tried.append(task)
        raise RuntimeError("a customer wrote this, and nobody shall read it in a log")

    conversation = await desk.opened()
    async with working(Worker(desk.dsn, {"decide": breaks}, hands_on(desk))):
        await desk.says(conversation, "Do you ship to Norway?")
        await until(lambda: [job for job in list_jobs(desk.dsn) if job.status == "failed"], 30)
    assert len(tried) == 5
    now = await desk.now(conversation)
    assert now.state is State.OFFERED
    assert now.writer == now.owner
    (failed,) = list_jobs(desk.dsn, status="failed")
    assert failed.kind == "decide"
    assert "nobody shall read it" not in str(desk.rows("SELECT * FROM pgqueuer_log"))
    assert run_again(desk.dsn, failed.id) == 1


@pytest.mark.slow
async def test_when_nobody_can_be_found_for_a_failed_job_it_is_tried_again(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handrail.jobs.worker.FIRST_DELAY", timedelta(milliseconds=20))
    away = asyncio.Event()

    async def breaks(_: Task) -> None:
        raise RuntimeError

    async def hand_on(task: Task, why: str) -> None:
        if not away.is_set():
            away.set()
            raise ConnectionError("the database is away just now")
        await hands_on(desk)(task, why)

    conversation = await desk.opened()
    async with working(Worker(desk.dsn, {"decide": breaks}, hand_on)):
        await desk.says(conversation, "Do you ship to Norway?")
        await until(lambda: [job for job in list_jobs(desk.dsn) if job.status == "failed"], 30)
    assert (await desk.now(conversation)).state is State.OFFERED


def _hanging_worker(dsn: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", HANGS, dsn], stdout=subprocess.PIPE)


@pytest.mark.slow
async def test_what_a_killed_worker_had_begun_is_begun_again_within_ten_seconds(desk: TestDesk) -> None:
    conversation = await desk.opened()
    with _hanging_worker(desk.dsn) as first:
        assert first.stdout is not None
        await desk.says(conversation, "Do you ship to Norway?")
        assert await asyncio.to_thread(first.stdout.readline) == b"began\n"
        first.kill()
    async with working(Worker(desk.dsn, decides(desk), hands_on(desk))):
        await until(lambda: desk.rows("SELECT 1 FROM message WHERE author_kind = 'assistant'"), 10)
    assert [who for who, _ in await desk.thread(conversation)] == ["customer", "assistant"]
