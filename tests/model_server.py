"""A real HTTP server on the loopback that speaks chat completions as OpenAI does: honest, wrong, hostile, slow or broken, as told."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from pydantic_ai import models

models.ALLOW_MODEL_REQUESTS = False  # no test asks a model but the one of `model_server`

Answer = str | dict[str, Any] | int | float
"""Text or JSON as the message's content; an int is an HTTP status; a float: that many seconds of silence first."""
Script = Callable[[dict[str, Any]], Answer]


def sentences(*said: tuple[str, list[str]], language: str = "en") -> dict[str, Any]:
    """The form of a reply: each sentence with the names it cites."""
    return {"can_answer": True, "sentences": [{"text": t, "cites": c} for t, c in said], "language": language}


CANNOT = {"can_answer": False, "sentences": [], "language": "en"}


@dataclass
class ModelServer:
    """`script` answers every request; `asked` holds the requests. `met` is set when one has come in, and `held` keeps its
    answer back while it is not None."""

    script: Script = lambda request: CANNOT
    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    met: asyncio.Event = field(default_factory=asyncio.Event)
    held: asyncio.Event | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)
    usage: dict[str, int] = field(default_factory=lambda: {"prompt_tokens": 200, "completion_tokens": 30})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def prompts(self) -> list[str]:
        """The whole of what each request told the model."""
        return ["\n".join(str(m.get("content")) for m in one["messages"]) for one in self.asked]

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
            request = json.loads(await reader.readexactly(int(length[1]) if length else 0))
            self.asked.append(request)
            self.met.set()
            if self.held is not None:
                await self.held.wait()
            answer = self.script(request)
            if isinstance(answer, float):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.over.wait(), answer)
                answer = CANNOT
            status, body = (
                (answer, {"error": {"message": "x"}}) if isinstance(answer, int) else (200, self._body(answer))
            )
            data = json.dumps(body).encode()
            writer.write(
                f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n"
                "Connection: close\r\n\r\n".encode()
                + data
            )
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # whoever asked is gone: cut off in time
        finally:
            writer.close()

    def _body(self, answer: str | dict[str, Any]) -> dict[str, Any]:
        content = answer if isinstance(answer, str) else json.dumps(answer)
        message = {"role": "assistant", "content": content}
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_790_000_000,
            "model": "tiny-1",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {**self.usage, "total_tokens": sum(self.usage.values())},
        }


@asynccontextmanager
async def model_server(script: Script | None = None) -> AsyncGenerator[ModelServer]:
    one = ModelServer() if script is None else ModelServer(script)
    server = await asyncio.start_server(one.take, "127.0.0.1", 0)
    one.port = server.sockets[0].getsockname()[1]
    try:
        with models.override_allow_model_requests(True):
            yield one
    finally:
        one.over.set()
        if one.held is not None:
            one.held.set()
        server.close()
        await asyncio.sleep(0)
        await server.wait_closed()
