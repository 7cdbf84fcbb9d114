"""Tools of an MCP server, a child process of ours or over HTTP: one session is kept, and begun anew when it broke."""

import asyncio
import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, Any, Final, cast

import structlog

from handrail.core.tools import Tool, Value
from handrail.core.tools.answers import LARGEST, AnswerUnreadable, answer_as_data, clean_text, receipt_in
from handrail.core.tools.effect import canonical
from handrail.ports.tools import ToolAnswer, ToolInDoubt, ToolServer, ToolSurelyNotDone
from handrail.tools.guarded import Guard, authorisation, refuse_strange_url
from handrail.tools.offered import Found
from handrail.tools.schema import takes_key

if TYPE_CHECKING:
    from mcp.client.client import Client
    from mcp.types import CallToolResult
    from mcp.types import Tool as Described

log = structlog.get_logger()

KEY: Final = "handrail/idempotency-key"
SECRET: Final = "HANDRAIL_TOOL_SECRET"
CONNECT_WITHIN: Final = 20.0  # seconds
ANSWER_WITHIN: Final = 20.0
MOST_TOOLS: Final = 500
# What says that the server looked at the request and refused it (JSON-RPC 2.0): parse error, invalid request, no such
# method, invalid parameters.
_REFUSED: Final = (-32700, -32600, -32601, -32602)


class McpServer:
    """`call` may be used by many at once."""

    def __init__(self, server: ToolServer) -> None:
        self.server = server
        self._session: _Session | None = None
        self._one_at_a_time = asyncio.Lock()

    async def offered(self) -> Sequence[Found]:
        """Raises ToolSurelyNotDone."""
        _, described = await self._ready()
        return [Found(one.name, one.description or "", one.input_schema) for one in described]

    async def call(self, tool: Tool, arguments: Mapping[str, Value], key: str) -> ToolAnswer:
        """Raises ToolSurelyNotDone, ToolInDoubt."""
        session, described = await self._ready()
        schema = next((one.input_schema for one in described if one.name == tool.remote), None)
        if schema is None:
            raise ToolSurelyNotDone(f"“{self.server.slug}” has no tool “{tool.remote}” any more.")
        said = canonical(arguments)
        name = takes_key(schema)
        result = await self._asked(session, tool.remote, said if name is None else {**said, name: key}, key)
        return _read(result)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.end()
            self._session = None

    async def _ready(self) -> tuple["_Session", Sequence["Described"]]:
        """A session that just answered. Whether it lives is asked before each call, so that what is found dead was not
        called: a call that is cut off is in doubt."""
        async with self._one_at_a_time:
            for fresh in (False, True):
                if self._session is None:
                    self._session = await _begun(self.server)
                try:
                    async with asyncio.timeout(CONNECT_WITHIN):
                        return self._session, await _tools_of(self._session.client)
                except Exception as error:
                    await self.close()
                    if fresh:
                        raise ToolSurelyNotDone(f"The tool server “{self.server.slug}” does not answer.") from error
        raise AssertionError("one of the two ended the loop")

    async def _asked(self, session: "_Session", name: str, said: dict[str, Any], key: str) -> "CallToolResult":
        from mcp.shared.exceptions import MCPError

        within = float(self.server.settings.get("seconds", ANSWER_WITHIN))
        try:
            async with asyncio.timeout(within):
                return await session.client.call_tool(name, said, meta=cast(Any, {KEY: key}))
        except MCPError as error:
            if error.code in _REFUSED:
                raise ToolSurelyNotDone(f"The tool server refused it: {clean_text(error.message)[:200]}") from error
            await self._broke(session)
            raise ToolInDoubt(f"The tool server broke off: {clean_text(error.message)[:200]}") from error
        except TimeoutError as error:
            raise ToolInDoubt(f"No answer came within {within:g} seconds.") from error
        except Exception as error:
            await self._broke(session)
            raise ToolInDoubt("The tool server's answer could not be read.") from error

    async def _broke(self, session: "_Session") -> None:
        async with self._one_at_a_time:
            if self._session is session:
                await self.close()


class _Session:
    """The client in a task of its own: it has to end where it began."""

    def __init__(self, server: ToolServer) -> None:
        self._server = server
        self._over = asyncio.Event()
        self._began: asyncio.Future[Client] = asyncio.get_running_loop().create_future()
        self._began.add_done_callback(lambda began: began.cancelled() or began.exception())  # told or not, it is known
        self._task = asyncio.create_task(self._run(), name=f"tools of {server.slug}")

    async def begun(self) -> None:
        async with asyncio.timeout(CONNECT_WITHIN):
            await asyncio.shield(self._began)

    @property
    def client(self) -> "Client":
        return self._began.result()

    async def end(self) -> None:
        self._over.set()
        with suppress(Exception):
            async with asyncio.timeout(CONNECT_WITHIN):
                await asyncio.wait([self._task])
        self._task.cancel()

    async def _run(self) -> None:
        try:
            async with AsyncExitStack() as stack:
                client = await _client(self._server, stack)
                self._began.set_result(client)
                await self._over.wait()
        except BaseException as error:
            # A broken line cancels this task from within; whoever called over it is told by their own call.
            if not self._began.done():
                self._began.set_exception(error if isinstance(error, Exception) else ConnectionError("it broke off"))
            elif not self._over.is_set():
                log.warning("tools.server_broke_off", server=self._server.slug, error=type(error).__name__)
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise


async def _begun(server: ToolServer) -> _Session:
    session = _Session(server)
    try:
        await session.begun()
    except Exception as error:
        await session.end()
        if isinstance(error, ToolSurelyNotDone):
            raise
        raise ToolSurelyNotDone(f"The tool server “{server.slug}” cannot be reached.") from error
    return session


async def _client(server: ToolServer, stack: AsyncExitStack) -> "Client":
    from mcp.client.client import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    if server.kind == "mcp-http":
        return await stack.enter_async_context(Client(await _over_http(server, stack), cache=None))
    try:
        command, *more = shlex.split(server.address)
    except ValueError as fault:
        raise ToolSurelyNotDone(f"The command of “{server.slug}” cannot be read: {fault}.") from fault
    given = cast(Mapping[str, str], server.settings.get("env", {}))
    env = {**given, **({} if server.secret is None else {SECRET: server.secret})}
    child = stdio_client(StdioServerParameters(command=command, args=more, env=env), sys.__stderr__ or sys.stderr)
    return await stack.enter_async_context(Client(child, cache=None))


async def _over_http(server: ToolServer, stack: AsyncExitStack) -> Any:
    import httpx2
    from mcp.client.streamable_http import streamable_http_client

    refuse_strange_url(server.address)
    guard = Guard(server)
    await guard.looked_up(str(httpx2.URL(server.address).host))  # here, so that the sentence reaches whoever asked
    client = httpx2.AsyncClient(
        headers=dict(authorisation(server)),
        timeout=httpx2.Timeout(CONNECT_WITHIN, read=60.0),
        event_hooks={"request": [guard]},
        trust_env=False,
    )
    await stack.enter_async_context(client)
    return streamable_http_client(server.address, http_client=client)


async def _tools_of(client: "Client") -> Sequence["Described"]:
    found: list[Described] = []
    cursor: str | None = None
    while True:
        page = await client.list_tools(cursor=cursor)
        found.extend(page.tools)
        cursor = page.next_cursor
        if cursor is None or len(found) > MOST_TOOLS:
            return found[:MOST_TOOLS]


def _read(result: "CallToolResult") -> ToolAnswer:
    text = "".join(one.text for one in result.content if one.type == "text")[: LARGEST + 1]
    if result.is_error:
        raise ToolSurelyNotDone(clean_text(text)[:300] or "The tool refused it.")
    try:
        raw: object = result.structured_content
        if raw is not None and len(json.dumps(raw)) > LARGEST:
            raise AnswerUnreadable("The tool answered with more than anybody asked for.")
        data = answer_as_data(_parsed(text) if raw is None else raw)
    except (AnswerUnreadable, RecursionError, ValueError) as fault:
        raise ToolInDoubt(str(fault)) from fault
    return ToolAnswer(data, receipt_in(data))


def _parsed(text: str) -> object:
    """JSON where it is some, else the text."""
    if len(text) > LARGEST:
        raise AnswerUnreadable("The tool answered with more than anybody asked for.")
    try:
        return json.loads(text)
    except ValueError:
        return {"text": text}
