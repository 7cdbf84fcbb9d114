"""The console's stream over a real server: nothing missed, nothing foreign, an end with the session; and its badges."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from handrail.console import live, rooms
from handrail.console.rooms import Listener, Rooms
from handrail.core.conversation.conversation import Conversation
from handrail.flows import follow
from handrail.flows.follow import FollowLog
from handrail.ports import LogPlace, LogRead
from handrail.ports.daily import Waiting
from handrail.storage.reading import PgReading
from tests.console_served import ServedConsole, console_served
from tests.desk import TestDesk, seed_workspace, small_desk


@dataclass
class Told:
    kind: str
    data: Any
    id: str | None


class Heard:
    """Reads in the background, so that giving up waiting breaks nothing."""

    def __init__(self) -> None:
        self._told: asyncio.Queue[Told | None] = asyncio.Queue()

    async def read(self, lines: AsyncIterator[str]) -> None:
        fields: dict[str, str] = {}
        try:
            async for line in lines:
                name, _, value = line.partition(": ")
                if line:
                    fields[name] = value
                elif "event" in fields:
                    self._told.put_nowait(Told(fields["event"], json.loads(fields["data"]), fields.get("id")))
                    fields = {}
        finally:
            self._told.put_nowait(None)

    async def next(self, within: float = 10) -> Told:
        async with asyncio.timeout(within):
            told = await self._told.get()
        if told is None:
            raise EOFError
        return told

    async def until(self, kind: str, count: int = 1, within: float = 10) -> list[Told]:
        found: list[Told] = []
        while len(found) < count:
            told = await self.next(within)
            found += [told] * (told.kind == kind)
        return found


@asynccontextmanager
async def listening(client: httpx.AsyncClient, after: str | None = None) -> AsyncGenerator[Heard]:
    headers: Mapping[str, str] = {} if after is None else {"Last-Event-ID": after}
    async with client.stream("GET", f"{client.base_url}live", headers=headers) as answer:
        assert answer.status_code == 200, answer.status_code
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        heard = Heard()
        reading = asyncio.create_task(heard.read(answer.aiter_lines()))
        try:
            yield heard
        finally:
            reading.cancel()
            await asyncio.wait([reading])


@pytest.fixture
async def served(dsn: str, tmp_path: Path) -> AsyncGenerator[ServedConsole]:
    async with small_desk(dsn) as desk, console_served(desk, tmp_path) as made:
        yield made


async def asks(desk: TestDesk, text: str = "Where is my parcel?") -> Conversation:
    conversation = await desk.opened()
    await desk.says(conversation, text)
    return conversation


async def test_what_happens_is_told_by_ids_alone(served: ServedConsole) -> None:
    async with listening(await served.client()) as heard:
        assert (await heard.next()).kind == "ready"
        conversation = await asks(served.desk, "My name is Kim Larsen")
        told = await heard.until("change", 2)
    assert all(set(one.data) == {"conversation", "kind"} for one in told)
    assert {one.data["conversation"] for one in told} == {str(conversation.id)}
    assert [one.data["kind"] for one in told] == ["conversation_opened", "message_received"]


async def test_after_a_break_nothing_is_missing_and_nothing_comes_twice(served: ServedConsole) -> None:
    client, seen = await served.client(), list[str]()
    async with listening(client) as heard:
        place = (await heard.next()).id
    conversation = await served.desk.opened()
    for number in range(5):
        await served.desk.says(conversation, f"Message {number}")
        async with listening(client, place) as heard:
            told = await heard.until("change", 1 if number else 2)
            seen += [one.id or "" for one in told]
            place = told[-1].id
    assert len(seen) == len(set(seen)) == 6
    assert seen == sorted(seen, key=lambda text: tuple(map(int, text.split("-"))))


async def test_whoever_missed_too_much_is_told_to_look_at_everything_again(
    served: ServedConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "PAGE", 3)
    monkeypatch.setattr(rooms, "PAGE", 3)
    client = await served.client()
    async with listening(client) as heard:
        place = (await heard.next()).id
    for _ in range(3):
        await asks(served.desk)
    async with listening(client, place) as heard:
        again = (await heard.until("again"))[0]
        await asks(served.desk)
        told = await heard.until("change", 2)
    assert LogPlace.read(again.id or "") < LogPlace.read(told[0].id or "")  # type: ignore[operator]


@pytest.mark.parametrize("place", ["900000000000-7", "nonsense", "1;2", "-"])
async def test_a_place_that_this_log_never_had_means_looking_at_everything_again(
    served: ServedConsole, place: str
) -> None:
    async with listening(await served.client(), place) as heard:
        assert (await heard.next()).kind == "ready"
        assert (await heard.until("again"))[0].id


async def test_the_stream_ends_with_the_session(served: ServedConsole, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BEAT", 0.1)
    async with listening(await served.client()) as heard:
        assert (await heard.next()).kind == "ready"
        served.desk.rows("UPDATE session SET revoked_at = now()")
        assert (await heard.until("end"))[0].data == {}
        with pytest.raises(EOFError):
            await heard.next()


async def test_an_open_stream_alone_keeps_nobody_signed_in(
    served: ServedConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT", 0.1)
    async with listening(await served.client()) as heard:
        assert (await heard.next()).kind == "ready"
        for _ in range(7):
            served.desk.clock.forward(hours=2)
            await asyncio.sleep(0.15)
        await heard.until("end")


async def test_nobody_listens_without_signing_in_or_in_another_workspace(served: ServedConsole) -> None:
    stranger = httpx.AsyncClient(base_url=served.path, headers={"Accept": "text/event-stream"})
    client = await served.client()
    tenant, _ = seed_workspace(served.desk.dsn)
    other = served.desk.rows("SELECT slug FROM workspace WHERE tenant = %s", tenant)[0]["slug"]
    async with stranger:
        assert (await stranger.get("live")).status_code == 401
    assert (await client.get(f"{served.address}/desk/{other}/live")).status_code in (303, 401)


async def test_other_workspaces_are_not_heard(served: ServedConsole) -> None:
    async with small_desk(served.desk.dsn) as other, listening(await served.client()) as heard:
        await heard.next()
        await asks(other)
        mine = await asks(served.desk)
        told = await heard.until("change", 2)
    assert {one.data["conversation"] for one in told} == {str(mine.id)}


async def test_badges_follow_what_waits(served: ServedConsole) -> None:
    async with listening(await served.client("ana")) as heard:
        assert (await heard.until("waiting"))[0].data == {
            "offered": 0,
            "mine_unanswered": 0,
            "due_soon": 0,
            "approvals": 0,
        }
        for _ in range(6):  # more than any one of the others would get
            conversation = await asks(served.desk)
            await served.desk.press_button(served.desk.tenant, conversation.id, conversation.customer)
            await served.desk.run_jobs()
        offered = (await heard.until("waiting"))[0].data["offered"]
        while not offered:
            offered = (await heard.until("waiting"))[0].data["offered"]


async def test_a_session_has_only_as_many_streams_as_a_browser_needs(
    served: ServedConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST_STREAMS", 2)
    client = await served.client()
    async with listening(client) as heard, listening(client) as second:
        await heard.next()
        await second.next()
        assert (await client.get("live")).status_code == 429
    for _ in range(100):
        if not live._open:
            break
        await asyncio.sleep(0.05)
    async with listening(client) as heard:
        assert (await heard.next()).kind == "ready"


class CountingReads(PgReading):
    """The real reads, counted."""

    count = 0

    async def log_after(self, tenant: UUID, place: LogPlace, limit: int) -> LogRead:
        self.count += 1
        return await super().log_after(tenant, place, limit)


async def test_a_hundred_watchers_cost_no_more_reads_than_one(dsn: str) -> None:
    async with small_desk(dsn) as desk:
        reads = CountingReads(desk.door)
        log = FollowLog(reads, desk.bell)

        async def watch(begun: asyncio.Barrier) -> list[str]:
            async with log.follow(desk.tenant, None) as following:
                await begun.wait()
                seen: list[str] = []
                while len(seen) < 10:
                    seen += [str(one.place) for one in await following.next(10)]
                return seen

        begun = asyncio.Barrier(101)
        watching = [asyncio.create_task(watch(begun)) for _ in range(100)]
        await begun.wait()
        for _ in range(5):
            await asks(desk)
        seen = await asyncio.gather(*watching)
        assert len({tuple(one) for one in seen}) == 1
        assert reads.count < 60
        assert log.place(desk.tenant) is None


async def test_a_slow_watcher_reads_the_log_itself_and_misses_nothing(
    dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "MOST_WAITING", 4)
    async with small_desk(dsn) as desk:
        log = FollowLog(PgReading(desk.door), desk.bell)
        async with log.follow(desk.tenant, None) as slow, log.follow(desk.tenant, None) as quick:
            for _ in range(8):
                await asks(desk)
            wanted: list[str] = []
            while len(wanted) < 16:
                wanted += [str(one.place) for one in await quick.next(10)]
            seen: list[str] = []
            while len(seen) < 16:
                seen += [str(one.place) for one in await slow.next(10)]
    assert seen == wanted


async def test_what_waits_is_counted_once_a_person_however_many_windows_they_have(dsn: str) -> None:
    async with small_desk(dsn) as desk:
        made: list[UUID] = []

        async def count(_: UUID, person: UUID) -> Waiting:
            made.append(person)
            return Waiting(len(made), 0, 0)

        house = Rooms(FollowLog(PgReading(desk.door), desk.bell), count)
        people = [desk.people["ana"], desk.people["ben"]]
        heard: list[list[bytes]] = [[] for _ in range(10)]
        async with AsyncExitStack() as stack:
            for number, one in enumerate(heard):
                listener = Listener(people[number % 2], partial(_note, one))
                await stack.enter_async_context(house.listen(desk.tenant, listener, None))
            await asyncio.sleep(1.0)
            assert sorted(made) == sorted(people)
            await asks(desk)
            await asyncio.sleep(1.5)
        assert set(made) == set(people)
        assert len(made) <= 6
        assert all(b"event: waiting" in b"".join(one) for one in heard)
        assert all(b"".join(one).count(b"event: change") == 2 for one in heard)


async def _note(heard: list[bytes], text: bytes) -> None:
    heard.append(text)


async def test_who_looks_at_a_conversation_is_hinted_to_pages_that_show_it(dsn: str) -> None:
    async with small_desk(dsn) as desk:
        conversation, heard = await desk.opened(), list[bytes]()
        house = Rooms(FollowLog(PgReading(desk.door), desk.bell), _nothing_waits)
        listener = Listener(desk.people["ana"], partial(_note, heard))
        async with house.listen(desk.tenant, listener, None):
            house.looking(desk.tenant, conversation.id, {desk.people["ana"]})
            house.looking(desk.tenant, desk.tenant, {desk.people["ben"]})  # where ana is not
            house.looking(desk.people["ana"], conversation.id, {desk.people["ana"]})  # where nobody listens
            await listener.sent()
        assert b"".join(heard).endswith(
            b'event: looking\ndata: {"conversation":"%s"}\n\n' % str(conversation.id).encode()
        )


async def _nothing_waits(*_: UUID) -> Waiting:
    return Waiting(0, 0, 0)


async def test_whoever_is_too_slow_is_let_go_and_slows_nobody_down(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MOST_UNSENT", 4)

    async def stuck(_: bytes) -> None:
        await asyncio.Event().wait()

    async with small_desk(dsn) as desk:
        house, heard = Rooms(FollowLog(PgReading(desk.door), desk.bell), _nothing_waits), list[bytes]()
        slow, quick = Listener(desk.people["ana"], stuck), Listener(desk.people["ben"], partial(_note, heard))
        async with house.listen(desk.tenant, slow, None), house.listen(desk.tenant, quick, None):
            for _ in range(12):
                await asks(desk)
                await asyncio.sleep(0.05)
            async with asyncio.timeout(10):
                await slow.over.wait()
                while b"".join(heard).count(b"event: change") < 24:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        assert not quick.over.is_set()
