"""`handrail tools`: what the assistant may do with a tool is said, by options or by a file, and tried."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from handrail.app import Handrail
from handrail.cli.tools_file import amount_of, read_tools_file, told_where, write_tools_file
from handrail.cli.tools_seen import caps_in_words, pair, tool_there
from handrail.cli.within import Refused, data_option, in_workspace, print_json, told_plainly, workspace_option
from handrail.core.identity.levels import IdentityLevel, Known
from handrail.core.tools import Risk, Tool
from handrail.core.tools.arguments import ArgumentRefused, read_value
from handrail.core.tools.written import ToolMisdescribed, tool_as_data
from handrail.flows.administer import By
from handrail.ports.tools import ToolInDoubt
from handrail.storage.workspaces import WorkspaceRow

LEVELS = [one.word for one in IdentityLevel]
as_option = click.option("--as", "person", required=True, help="The slug of whoever does it.")


@click.command("allow")
@click.argument("name")
@click.option("--risk", type=click.Choice([one.value for one in Risk]))
@click.option("--identity", type=click.Choice(LEVELS), help="How surely the customer must be known.")
@click.option("--fill", multiple=True, metavar="PARAMETER=reference|email", help="Filled in by code from who they are.")
@click.option("--amount", metavar="PARAMETER", help="The parameter that is the money it moves.")
@click.option("--cap", metavar="50.00EUR", help="The most that it moves in one call without a person's yes.")
@click.option("--per-customer-day", metavar="80.00EUR")
@click.option("--per-day", metavar="1000.00EUR")
@click.option("--two-people-above", metavar="200.00EUR", help="From then on two different people say yes.")
@click.option("--calls-per-conversation", type=click.IntRange(min=0))
@click.option("--calls-per-customer-hour", type=click.IntRange(min=0))
@click.option("--calls-per-customer-day", type=click.IntRange(min=0))
@click.option("--calls-per-day", type=click.IntRange(min=0))
@click.option("--undo", metavar="TOOL", help="The tool that takes it back.")
@click.option(
    "--takes-key/--takes-no-key", default=None, help="The server promises one effect for one idempotency key."
)
@workspace_option
@data_option
@told_plainly
def allow(name: str, workspace: str | None, data: Path | None, **said: Any) -> None:
    """Say what the tool NAME may do. What is not said stays as it is."""

    async def run(desk: Handrail, where: WorkspaceRow) -> Tool:
        async with desk.desk.as_system(where.tenant) as work:
            before = tool_there(await work.tools.get(name), name)
        return await desk.tools.change(where.tenant, By(), name, _change(before, said))

    try:
        tool = in_workspace(data, workspace, run)
    except ToolMisdescribed as why:
        raise Refused(f"{'.'.join(map(str, why.path))}: {why.says}") from why
    click.echo(f"{tool.slug}: {tool.risk.value}, {tool.identity.word}, {caps_in_words(tool)}")


@click.command("test")
@click.argument("name")
@click.option("--arg", "arguments", multiple=True, metavar="NAME=VALUE")
@click.option("--reference", help="Stands for the customer's own id, where code fills it in.")
@click.option("--yes-really", is_flag=True, help="Also for a tool that changes something.")
@workspace_option
@data_option
@told_plainly
def test(
    name: str,
    arguments: tuple[str, ...],
    reference: str | None,
    yes_really: bool,
    workspace: str | None,
    data: Path | None,
) -> None:
    """Call the tool NAME once, now, past caps and identity; no effect is written down."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        async with desk.desk.as_system(where.tenant) as work:
            tool = tool_there(await work.tools.get(name), name)
        if tool.risk is not Risk.READ and not yes_really:
            raise Refused(
                f"“{name}” is {tool.risk.value}: it does something. Add --yes-really to call it all the same."
            )
        read = _arguments(tool, dict(map(pair, arguments)), reference)
        try:
            answer = await desk.tools.servers.call(where.tenant, tool, read, str(desk.ids()))
        except ToolInDoubt as why:
            raise Refused(f"In doubt: {why}") from why
        print_json({"receipt": answer.receipt, "data": answer.data})

    in_workspace(data, workspace, run)


@click.command("export")
@workspace_option
@data_option
@told_plainly
def export(workspace: str | None, data: Path | None) -> None:
    """All tools as YAML on standard output."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        async with desk.desk.as_system(where.tenant) as work:
            click.echo(write_tools_file(await work.tools.all()), nl=False)

    in_workspace(data, workspace, run)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True, dir_okay=False))
@workspace_option
@data_option
@told_plainly
def import_tools(file: Path, workspace: str | None, data: Path | None) -> None:
    """Say what tools may do by a YAML FILE, as `export` writes it; what it does not say of a tool stays. All or nothing."""
    placed = read_tools_file(file)

    async def run(desk: Handrail, where: WorkspaceRow) -> int:
        return len(await desk.tools.change.several(where.tenant, By(), placed.data["tools"]))

    with told_where(file, placed):
        click.echo(f"{in_workspace(data, workspace, run)} tools")


def _change(before: Tool, said: Mapping[str, Any]) -> dict[str, Any]:
    amounts = {"cap": "amount_per_call", "per_customer_day": "amount_per_customer_day", "per_day": "amount_per_day"}
    money = {name: amount_of(said[name]) for name in (*amounts, "two_people_above") if said[name] is not None}
    currencies = {one.currency for one in money.values()} | ({before.caps.currency} - {""})
    if len(currencies) > 1:
        raise Refused(f"All caps of a tool are in one currency, not in {' and '.join(sorted(currencies))}.")
    caps = dict(tool_as_data(before).get("caps", {}))
    caps.update({field: money[name].minor for name, field in amounts.items() if name in money})
    caps.update({name: value for name, value in said.items() if name.startswith("calls_") and value is not None})
    if currencies:
        caps["currency"] = currencies.pop()
    change = {
        name: said[name] for name in ("risk", "identity", "amount", "undo", "takes_key") if said[name] is not None
    }
    fills = dict(map(pair, said["fill"]))
    two = {"two_people_above": money["two_people_above"].minor} if "two_people_above" in money else {}
    return {**change, **two, **({"caps": caps} if caps else {}), **({"fills": fills} if fills else {})}


def _arguments(tool: Tool, given: Mapping[str, str], reference: str | None) -> dict[str, Any]:
    """As a call reads them, but that the one who tries it says for whom."""
    known = Known(IdentityLevel.SIGNED, reference)
    read: dict[str, Any] = {}
    for one in tool.parameters:
        raw = known.reference if one.from_identity == "reference" else given.get(one.name)
        if raw is None and one.required:
            raise Refused(
                f"“{one.name}” is missing" + (": say --reference." if one.from_identity else f": --arg {one.name}=…")
            )
        try:
            read.update({} if raw is None else {one.name: read_value(one, raw)})
        except ArgumentRefused as why:
            raise Refused(str(why)) from why
    strange = next((name for name in given if tool.parameter(name) is None), None)
    if strange is not None:
        raise Refused(f"“{tool.slug}” takes no “{strange}”.")
    return read
