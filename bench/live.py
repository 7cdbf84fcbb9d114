"""How soon others see it: a customer's message on the agents' stream, an agent's reply on the customer's, a red button's
silence. The anchor is the plainest request to the same process, in the same run."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

import httpx

from bench.served import ServedDesk, Thread, served_desk
from bench.tables import percentile, print_table

TIMES = 100
GIVES_UP_AFTER = 30


class Stream:
    """One open stream of server-sent events: what comes is kept with the moment it came."""

    def __init__(self, http: httpx.AsyncClient, path: str, headers: dict[str, str]) -> None:
        self._http, self._path, self._headers = http, path, headers
        self.seen: asyncio.Queue[tuple[str, float]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Stream":
        opened = asyncio.Event()
        self._task = asyncio.create_task(self._read(opened))
        await asyncio.wait_for(opened.wait(), GIVES_UP_AFTER)
        await asyncio.sleep(0.3)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _read(self, opened: asyncio.Event) -> None:
        async with self._http.stream("GET", self._path, headers=self._headers, timeout=None) as answer:
            answer.raise_for_status()
            opened.set()
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    self.seen.put_nowait((line, time.perf_counter()))

    async def until(self, text: str) -> float:
        """When it was seen."""
        async with asyncio.timeout(GIVES_UP_AFTER):
            while True:
                line, at = await self.seen.get()
                if text in line:
                    return at


def main() -> None:
    with served_desk() as desk:
        desk.start("web")
        rows = asyncio.run(_measure(desk))
    anchor = rows[0][2]
    headings = ["from, to", "n", "p50 ms", "p99 ms", "p50 / anchor"]
    print_table(headings, [[*row, float(row[2]) / float(anchor)] for row in rows])  # type: ignore[arg-type]


async def _measure(desk: ServedDesk) -> list[list[object]]:
    async with httpx.AsyncClient(base_url=desk.address, timeout=30) as http:
        return [
            await _row("anchor: GET /healthz", lambda: _took(http.get("/healthz"))),
            await _to_agents(desk, http),
            await _to_customer(desk, http),
            await _to_silence(desk, http),
        ]


async def _row(label: str, once: Callable[[], Awaitable[float]]) -> list[object]:
    took = [await once() * 1000 for _ in range(TIMES)]
    return [label, TIMES, percentile(took, 0.5), percentile(took, 0.99)]


async def _took(request: Awaitable[httpx.Response]) -> float:
    began = time.perf_counter()
    answer = await request
    answer.raise_for_status()
    return time.perf_counter() - began


async def _to_agents(desk: ServedDesk, http: httpx.AsyncClient) -> list[object]:
    (thread,) = desk.threads(1)
    async with Stream(http, "/v1/agent/stream", _agent(desk)) as stream:

        async def once() -> float:
            began = time.perf_counter()
            sent, seen = await asyncio.gather(_say(desk, http, thread), stream.until("message_received"))
            assert sent.status_code == 201
            return seen - began

        return await _row("customer's message, agents' stream", once)


async def _to_customer(desk: ServedDesk, http: httpx.AsyncClient) -> list[object]:
    (thread,) = desk.threads(1)
    await _say(desk, http, thread)
    path = f"/v1/agent/conversations/{thread.conversation}"
    (await http.post(f"{path}/take-over", headers=_agent(desk))).raise_for_status()
    watched = f"/v1/customer/conversations/{thread.conversation}/stream"
    async with Stream(http, watched, _customer(desk, thread)) as stream:

        async def once() -> float:
            text = f"It is on its way: {uuid4().hex}"
            began = time.perf_counter()
            headers = {**_agent(desk), "Idempotency-Key": uuid4().hex}
            sent = http.post(f"{path}/reply", json={"text": text}, headers=headers)
            answer, seen = await asyncio.gather(sent, stream.until(text))
            answer.raise_for_status()
            return seen - began

        return await _row("agent's reply, customer's stream", once)


async def _to_silence(desk: ServedDesk, http: httpx.AsyncClient) -> list[object]:
    """From the press to its acknowledgement: the silence is committed before, with the person who is coming."""
    threads = iter(desk.threads(TIMES))

    async def once() -> float:
        thread = next(threads)
        path = f"/v1/customer/conversations/{thread.conversation}/person"
        return await _took(http.post(path, headers=_customer(desk, thread)))

    return await _row("red button, silence and a person", once)


async def _say(desk: ServedDesk, http: httpx.AsyncClient, thread: Thread) -> httpx.Response:
    headers = {**_customer(desk, thread), "Idempotency-Key": uuid4().hex, "Content-Type": "application/json"}
    path = f"/v1/customer/conversations/{thread.conversation}/messages"
    return await http.post(path, content=json.dumps({"text": "Where is my parcel?"}), headers=headers)


def _customer(desk: ServedDesk, thread: Thread) -> dict[str, str]:
    return {"X-Handrail-Site": desk.site_key, "Authorization": f"Bearer {thread.token}"}


def _agent(desk: ServedDesk) -> dict[str, str]:
    return {"Authorization": f"Bearer {desk.agent_token}"}


if __name__ == "__main__":
    main()
