"""Live streams over a real server on the loopback: nothing missed, nothing repeated, whatever breaks in between."""

import asyncio
import json
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
import pytest
import uvicorn

from handrail.api import streams
from tests.edges.desk_for_tests import ApiDesk, api_desk


@dataclass
class Told:
    """One server-sent event."""

    kind: str
    data: Any
    id: str | None


@asynccontextmanager
async def served(api: ApiDesk) -> AsyncGenerator[httpx.AsyncClient]:
    """The API behind uvicorn; the desk's own client is used for everything that is no stream."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(api.app, lifespan="off", log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=address, timeout=20) as client:
            while not server.started:  # noqa: ASYNC110 (the server offers no event for it)
                await asyncio.sleep(0.01)
            yield client
        server.should_exit = True
        await serving


@asynccontextmanager
async def watching(client: httpx.AsyncClient, path: str, headers: Mapping[str, str]) -> AsyncGenerator["Watching"]:
    async with client.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        live = Watching()
        reading = asyncio.create_task(live.read(answer.aiter_lines()))
        try:
            yield live
        finally:
            reading.cancel()
            await asyncio.wait([reading])


class Watching:
    """Reads in the background: to give up waiting for the next event must not break the stream."""

    def __init__(self) -> None:
        self._told: asyncio.Queue[Told | None] = asyncio.Queue()
        self.comments: list[str] = []

    async def read(self, lines: AsyncIterator[str]) -> None:
        fields: dict[str, str] = {}
        async for line in lines:
            if line.startswith(":"):
                self.comments.append(line)
            elif line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif fields:
                self._told.put_nowait(Told(fields["event"], json.loads(fields["data"]), fields.get("id")))
                fields = {}
        self._told.put_nowait(None)

    async def next(self, within: float = 15) -> Told:
        """Raises TimeoutError, and EOFError at the stream's end."""
        async with asyncio.timeout(within):
            told = await self._told.get()
        if told is None:
            raise EOFError
        return told

    async def until(self, kind: str, count: int) -> list[Told]:
        """The next `count` events of a kind."""
        found: list[Told] = []
        while len(found) < count:
            told = await self.next()
            if told.kind == kind:
                found.append(told)
        return found


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


async def test_the_page_after_events_equals_the_page_after_a_reload(api: ApiDesk) -> None:
    visitor = await api.starts(text="Do you ship to Norway?")
    async with served(api) as client, watching(client, f"{visitor.path}/stream", visitor.headers) as live:
        await api.desk.run_jobs()
        await visitor.says("Let me talk to a human")
        await api.desk.run_jobs()
        told, state = [], None
        # The newest state may come with any of the messages: what counts is where the page ends up.
        while len(told) < 4 or state != (await visitor.get()).json():
            event = await live.next()
            if event.kind == "message":
                told.append(event)
            else:
                assert (event.kind, event.id) == ("state", None)
                state = event.data
    reloaded = (await visitor.get("/messages")).json()["messages"]
    assert [one.data for one in told] == reloaded
    assert [one.id for one in told] == [str(message["seq"]) for message in reloaded]


async def test_after_a_break_the_stream_goes_on_where_it_stopped(api: ApiDesk) -> None:
    visitor = await api.starts(text="Message 0")
    seen: list[str] = []
    last = ""
    async with served(api) as client:
        for number in range(1, 6):
            headers = {**visitor.headers, **({"Last-Event-ID": last} if last else {})}
            async with watching(client, f"{visitor.path}/stream", headers) as live:
                told = (await live.until("message", 1))[0]
                seen.append(told.data["text"])
                last = told.id or ""
            await visitor.says(f"Message {number}")  # while nobody watches
        async with watching(client, f"{visitor.path}/stream?after={last}", visitor.headers) as live:
            seen.append((await live.until("message", 1))[0].data["text"])
    assert seen == [f"Message {number}" for number in range(6)]


async def test_a_long_thread_streams_whole_and_in_order(api: ApiDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PAGE", 10)
    visitor = await api.starts()
    for number in range(35):
        await visitor.says(f"Message {number}")
    async with served(api) as client, watching(client, f"{visitor.path}/stream", visitor.headers) as live:
        told = await live.until("message", 35)
    assert [one.data["text"] for one in told] == [f"Message {number}" for number in range(35)]


async def test_a_stream_beats_while_nothing_happens_and_ends_with_its_token(
    dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT", 0.1)
    seconds = [0.0]
    async with api_desk(dsn, seconds=lambda: seconds[0]) as api, served(api) as client:
        visitor = await api.starts()
        async with watching(client, f"{visitor.path}/stream", visitor.headers) as live:
            await live.next()
            api.desk.clock.forward(days=31)
            with pytest.raises(EOFError):
                await live.next()
            assert ": still here" in live.comments
        async with watching(client, "/v1/agent/stream", api.as_agent("ana")) as live:
            assert (await live.next()).kind == "ready"
            api.desk.rows("UPDATE api_token SET revoked_at = now()")
            seconds[0] += 5.1
            with pytest.raises(EOFError):
                await live.next()


async def test_the_workspace_stream_skips_nothing_that_commits_late(api: ApiDesk) -> None:
    """Ids are handed out before commits: a stream that went by ids alone would lose the event of the slow one."""
    async with served(api) as client:
        async with watching(client, "/v1/agent/stream", api.as_agent("ana")) as live:
            ready = await live.next()
            with psycopg.connect(api.desk.dsn) as slow:
                slow.execute(
                    "INSERT INTO event (tenant, kind, actor, at, data) VALUES (%s, 'slow', 'system', now(), '{}')",
                    [api.desk.tenant],
                )
                visitor = await api.starts()
                with pytest.raises(TimeoutError):
                    await live.next(within=1.0)
                slow.commit()
            told = await live.until("change", 2)
        assert [one.data["kind"] for one in told] == ["slow", "conversation_opened"]
        assert told[1].data["conversation"] == visitor.conversation
        again = {**api.as_agent("ana"), "Last-Event-ID": ready.id or ""}
        async with watching(client, "/v1/agent/stream", again) as live:
            assert (await live.next()).kind == "ready"
            assert [one.id for one in await live.until("change", 2)] == [one.id for one in told]
        refused = await client.get("/v1/agent/stream", headers={**again, "Last-Event-ID": "1;2"})
        assert refused.status_code == 422


async def test_the_workspace_stream_holds_ids_only_and_only_ones_own_workspace(api: ApiDesk) -> None:
    async with served(api) as client, watching(client, "/v1/agent/stream", api.as_agent("ana")) as live:
        await live.next()
        visitor = await api.starts(text="My name is Kim Larsen", name="Kim Larsen")
        told = await live.until("change", 2)
        assert all(set(one.data) == {"kind", "conversation", "at"} for one in told)
        assert {one.data["conversation"] for one in told} == {visitor.conversation}


async def test_nobody_holds_more_streams_than_allowed_and_closing_gives_them_back(dsn: str) -> None:
    async with api_desk(dsn) as api:
        house = api.app.state["house"]
        visitor = await api.starts()
        async with served(api) as client:
            async with watching(client, f"{visitor.path}/stream", visitor.headers) as live:
                await live.next()
                assert "handrail_streams_open{" in (await api.http.get("/metrics")).text
            for _ in range(100):
                if not house.limiter._streams:
                    break
                await asyncio.sleep(0.05)
            assert house.limiter._streams == {}


async def test_a_button_pressed_is_on_the_stream_at_once(api: ApiDesk) -> None:
    visitor = await api.starts(text="Hello")
    async with served(api) as client, watching(client, f"{visitor.path}/stream", visitor.headers) as live:
        await live.until("state", 1)
        await visitor.post("/person")
        spoke, answering = "", ""
        while (spoke, answering) != ("system", "agent"):  # in whichever order they come
            event = await live.next()
            if event.kind == "message":
                spoke = event.data["author"]["kind"]
            else:
                answering = event.data["answering"]["kind"]
