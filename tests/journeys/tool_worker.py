"""Workers as processes of their own that work off intents of tools until a test kills them: `… tool_worker FILE`.

On standard input: `start` makes one more, forked from what is loaded already; `kill` is kill -9 as the kernel does it when memory
runs out, `wait` lets it finish; how it ended is printed. It goes on with what has no outcome yet, as a queue gives it out again.
"""

import asyncio
import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids

from handrail.flows.hand_off import HandOn, HandOver
from handrail.flows.settle_effect import IN_DOUBT
from handrail.flows.use_tool import InDoubt, Intent, UseTool
from handrail.ports.tools import ToolServer
from handrail.storage.bell import Bell
from handrail.storage.desk import PgDesk
from handrail.storage.door import Door
from handrail.tools import CallServers

AT_ONCE = 4


def now() -> datetime:
    return datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # where the test's own clock stands


async def work(asked: dict[str, Any], file: Path) -> None:
    tenant, finished = UUID(asked["tenant"]), file.with_suffix(".finished")
    clock, door, bell = now, Door(asked["dsn"], largest=6), Bell(asked["dsn"], "ch_pgqueuer")
    await door.open()
    await bell.open()
    desk = PgDesk(door, bell)

    async def where(_tenant: UUID, _slug: str) -> ToolServer:
        return ToolServer("shop", "mcp-http", asked["shop"], {"private": True, "seconds": 3})

    servers = CallServers(where)
    use, hand_on = (
        UseTool(desk, servers, clock, uuids.uuid7),
        HandOn(desk, HandOver(clock, uuids.uuid7), clock, uuids.uuid7),
    )
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(n: int, said: dict[str, Any]) -> None:
        async with turns:
            conversation = UUID(said["conversation"])
            intent = Intent(conversation, said["tool"], said["arguments"], conversation, "1", said["fence"])
            outcome = await use(tenant, intent)
            if isinstance(outcome, InDoubt):
                async with desk.as_system(tenant) as rows:
                    current = await rows.conversations.get(conversation, lock=True)
                    if current.writer is None:
                        await hand_on.within(rows, current, IN_DOUBT)
            with finished.open("a") as lines:
                lines.write(f"{n}\n")

    await asyncio.gather(*(one(n, said) for n, said in enumerate(asked["intents"]) if n not in asked["over"]))
    await servers.close()
    await bell.close()
    await door.close()


def main(file: Path) -> None:
    asked: dict[str, Any] = json.loads(file.read_text())
    finished, child = file.with_suffix(".finished"), 0
    for line in sys.stdin:
        match line.strip():
            case "start":
                lines = finished.read_text().splitlines() if finished.exists() else []
                child = os.fork()
                if child == 0:
                    asyncio.run(work({**asked, "over": {int(line) for line in lines}}, file))
                    os._exit(0)
                continue
            case "kill":
                os.kill(child, signal.SIGKILL)
            case _:
                pass
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    import mcp.client.client  # loaded before any fork
    import mcp.client.streamable_http  # noqa: F401

    main(Path(sys.argv[1]))
