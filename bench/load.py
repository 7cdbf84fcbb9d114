"""Clients as a process of their own: each sends a prebuilt request, waits for the answer, and sends the next."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast
from uuid import uuid4

import uvloop

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length: "  # looked for in small letters: servers differ


@dataclass
class Plan:
    """`heads`: a request's first lines for each client, without the ones that change. No `bodies`: GET. `kept`: how the
    status of a good answer begins."""

    port: int
    heads: list[str]
    bodies: list[str]
    seconds: float
    kept: str = "2"


@dataclass
class Outcome:
    """`took`: seconds from the first byte sent to the last byte received, one for each good answer."""

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        return len(self.took) / self.seconds

    @property
    def refused(self) -> int:
        return sum(self.statuses.values()) - len(self.took)


class _Client(asyncio.Protocol):
    def __init__(self, plan: Plan, number: int, outcome: Outcome, statuses: Counter[str]) -> None:
        self._head = plan.heads[number].encode()
        self._bodies = [body.encode() for body in plan.bodies]
        self._kept = plan.kept
        self._key = f"{uuid4().hex}-"
        self._outcome, self._statuses = outcome, statuses
        self._sent, self._began, self._got, self._over = number, 0.0, b"", False
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def stop(self) -> None:
        self._over = True

    def _send(self) -> None:
        self._sent += 1
        self._began = time.perf_counter()
        if not self._bodies:
            self._transport.write(self._head + b"\r\n")
            return
        body = self._bodies[self._sent % len(self._bodies)]
        key = f"idempotency-key: {self._key}{self._sent}\r\n"
        self._transport.write(self._head + f"{key}content-length: {len(body)}\r\n\r\n".encode() + body)

    def data_received(self, data: bytes) -> None:
        self._got += data
        end = self._got.find(END_OF_HEAD)
        if end < 0:
            return
        start = self._got.lower().index(LENGTH) + len(LENGTH)
        if len(self._got) < end + 4 + int(self._got[start : self._got.index(b"\r\n", start)]):
            return
        status = self._got[9:12].decode()
        self._statuses[status] += 1
        if status.startswith(self._kept):
            self._outcome.took.append(time.perf_counter() - self._began)
        self._got = b""
        if self._over:
            self._transport.close()
        else:
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def _drive(plan: Plan) -> Outcome:
    outcome, statuses, loop = Outcome(), Counter[str](), asyncio.get_running_loop()
    began = time.perf_counter()
    clients = [
        (await loop.create_connection(lambda n=n: _Client(plan, n, outcome, statuses), "127.0.0.1", plan.port))[1]
        for n in range(len(plan.heads))
    ]
    await asyncio.sleep(plan.seconds)
    for client in clients:
        client.stop()
    await asyncio.gather(*(client.done for client in clients))
    outcome.seconds, outcome.statuses = time.perf_counter() - began, dict(statuses)
    return outcome


def drive(port: int, heads: Sequence[str], bodies: Sequence[str], seconds: float, kept: str = "2") -> Outcome:
    """Runs the clients in a process of their own, so that they do not wait for what they measure."""
    plan = json.dumps(asdict(Plan(port, list(heads), list(bodies), seconds, kept)))
    with tempfile.NamedTemporaryFile("r+") as told:
        command = [sys.executable, "-m", "bench.load", told.name]
        subprocess.run(command, input=plan, text=True, check=True, timeout=seconds + 60)
        return Outcome(**json.load(told))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(asdict(uvloop.run(_drive(Plan(**json.load(sys.stdin)))))))
