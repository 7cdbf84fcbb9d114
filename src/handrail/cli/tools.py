"""`handrail tools`: a company's systems are connected, seen, stopped and taken away again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from handrail.app import Handrail
from handrail.cli.staff import person_called
from handrail.cli.tools_allow import allow, export, import_tools, test
from handrail.cli.tools_seen import caps_in_words, pair, tool_there
from handrail.cli.within import Refused, data_option, in_workspace, print_json, told_plainly, workspace_option
from handrail.core.identity.levels import IdentityLevel
from handrail.core.tools.written import tool_as_data
from handrail.flows.add_tool_server import Connected
from handrail.flows.administer import By
from handrail.flows.stop import StopAssistant
from handrail.ports import NewStop
from handrail.ports.tools import ToolServer
from handrail.storage.administration import setup_within
from handrail.storage.workspaces import WorkspaceRow

LEVELS = [one.word for one in IdentityLevel]
as_option = click.option("--as", "person", required=True, help="The slug of whoever does it.")


@click.group()
def tools() -> None:
    """What the assistant may do in your own systems: connect, allow, try, stop."""


@tools.command("add")
@click.argument("name")
@click.option("--mcp-stdio", metavar="COMMAND", help="A command that speaks MCP on its standard input and output.")
@click.option("--mcp-http", metavar="URL", help="An MCP server (streamable HTTP).")
@click.option("--openapi", metavar="URL", help="An OpenAPI 3 document; its operations become tools.")
@click.option(
    "--secret-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Holds the bearer token."
)
@click.option("--header", help="The header that the secret goes into [Authorization: Bearer].")
@click.option("--private", is_flag=True, help="It is inside your own network (loopback or a private address).")
@click.option("--seconds", type=click.FloatRange(0.1, 60), help="How long to wait for an answer [20].")
@click.option("--env", multiple=True, metavar="NAME=VALUE", help="For a command: a variable it gets. Never a secret.")
@workspace_option
@data_option
@told_plainly
def add(
    name: str,
    mcp_stdio: str | None,
    mcp_http: str | None,
    openapi: str | None,
    secret_file: Path | None,
    workspace: str | None,
    data: Path | None,
    **more: Any,
) -> None:
    """Connect the server NAME. What it offers becomes tools that a person says yes to each time, until you allow more."""
    given = [("mcp-stdio", mcp_stdio), ("mcp-http", mcp_http), ("http", openapi)]
    chosen = [(kind, address) for kind, address in given if address is not None]
    if len(chosen) != 1:
        raise Refused("Say where it is with one of --mcp-stdio, --mcp-http and --openapi.")
    [(kind, address)] = chosen
    secret = None if secret_file is None else secret_file.read_text("utf-8").strip()
    server = ToolServer(name, kind, address, _settings(**more), secret)

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        _say(await desk.tools.add_server(where.tenant, By(), server))

    in_workspace(data, workspace, run)


@tools.command("refresh")
@click.argument("name")
@workspace_option
@data_option
@told_plainly
def refresh(name: str, workspace: str | None, data: Path | None) -> None:
    """Look at what the server NAME offers now. A tool that takes other arguments is at its most cautious again."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        _say(await desk.tools.add_server.again(where.tenant, By(), name))

    in_workspace(data, workspace, run)


@tools.command("list")
@workspace_option
@data_option
@told_plainly
def list_tools(workspace: str | None, data: Path | None) -> None:
    """Servers, and each tool with its risk, who must be known, and its caps on money."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        async with desk.desk.as_system(where.tenant) as work:
            servers, every = await work.tools.servers(), await work.tools.all()
            stops = {tool.slug: await work.tools.stopped_by(tool.slug) for tool in every}
        for server in servers:
            click.echo(f"{server.slug} ({server.kind}): {server.address}")
        for tool in every:
            stopped = " STOPPED" if stops[tool.slug] else ""
            click.echo(
                f"{tool.slug:<28} {tool.risk.value:<12} {tool.identity.word:<10} {caps_in_words(tool):<32}{stopped}"
            )

    in_workspace(data, workspace, run)


@tools.command("show")
@click.argument("name")
@workspace_option
@data_option
@told_plainly
def show(name: str, workspace: str | None, data: Path | None) -> None:
    """One tool whole, as JSON, with its last effects."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        async with desk.desk.as_system(where.tenant) as work:
            tool = tool_there(await work.tools.get(name), name)
            last = await work.effects.latest(name, 10)
        seen = [{"effect": str(one.id), "state": one.state.value, "at": one.claimed_at} for one in last]
        print_json({**tool_as_data(tool), "version": tool.version, "last_effects": seen})

    in_workspace(data, workspace, run)


@tools.command("remove")
@click.argument("name")
@click.option("--server", is_flag=True, help="NAME is a server: it and all of its tools.")
@workspace_option
@data_option
@told_plainly
def remove(name: str, server: bool, workspace: str | None, data: Path | None) -> None:
    """The assistant cannot call the tool NAME any more. What it did stays written down."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        gone = desk.tools.add_server.remove if server else desk.tools.change.remove
        await gone(where.tenant, By(), name)

    in_workspace(data, workspace, run)


@tools.command("stop")
@click.argument("name")
@as_option
@click.option("--because", required=True)
@workspace_option
@data_option
@told_plainly
def stop(name: str, person: str, because: str, workspace: str | None, data: Path | None) -> None:
    """Nobody's assistant uses the tool NAME until the stop is lifted; at once."""

    async def run(desk: Handrail, where: WorkspaceRow) -> UUID:
        who = await person_called(desk, where.tenant, person)
        return await _stops(desk).put(where.tenant, who, NewStop("tool", name, because))

    click.echo(f"stopped: {in_workspace(data, workspace, run)}")


@tools.command("lift")
@click.argument("stop", type=click.UUID)
@as_option
@workspace_option
@data_option
@told_plainly
def lift(stop: UUID, person: str, workspace: str | None, data: Path | None) -> None:
    """Lift a stop by the id that `stop` printed."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        await _stops(desk).lift(where.tenant, await person_called(desk, where.tenant, person), stop)

    in_workspace(data, workspace, run)


def _settings(header: str | None, private: bool, seconds: float | None, env: tuple[str, ...]) -> Mapping[str, Any]:
    said = {"header": header, "private": private or None, "seconds": seconds, "env": dict(map(pair, env)) or None}
    return {name: value for name, value in said.items() if value is not None}


def _say(connected: Connected) -> None:
    for word, slugs in (("added", connected.added), ("changed", connected.changed), ("gone", connected.gone)):
        for slug in slugs:
            click.echo(f"{word:<8} {slug}")
    for why in connected.left_out:
        click.echo(f"left out {why}")
    if connected.added or connected.changed:
        click.echo("New and changed tools ask a person each time. Say more with `handrail tools allow NAME --risk …`.")


def _stops(desk: Handrail) -> StopAssistant:
    return StopAssistant(desk.desk, setup_within, desk.clock, desk.ids)


for _one in (allow, test, export, import_tools):
    tools.add_command(_one)
