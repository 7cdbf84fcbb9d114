"""What waits for a person's yes, and who may say it."""

from pathlib import Path

import click
import msgspec

from handrail.app import Handrail
from handrail.cli.within import data_option, in_workspace, told_plainly, workspace_option
from handrail.core.log.chain import Event
from handrail.core.tools.effect import canonical
from handrail.storage.workspaces import WorkspaceRow


@click.group("approvals")
def approvals() -> None:
    """What waits for a person's yes. A yes or no is said by a named person: in the console, or over the API."""


@approvals.command("list")
@click.option("--settled", is_flag=True, help="The last twenty that were settled, too.")
@workspace_option
@data_option
@told_plainly
def listed(settled: bool, workspace: str | None, data: Path | None) -> None:
    """A JSON line each, the next to expire first. Exit code 1 when something waits longer than it may."""

    async def run(desk: Handrail, where: WorkspaceRow) -> bool:
        async with desk.desk.as_system(where.tenant) as work:
            found = [*await work.approvals.every_waiting(), *(await work.approvals.settled(20) if settled else ())]
        for one in found:
            line = {
                "id": one.id, "state": one.state.value, "tool": one.tool, "arguments": canonical(one.arguments),
                "because": one.because, "counted": one.counted(), "people": one.people, "conversation": one.conversation,
                "expires_at": one.expires_at,
            }  # fmt: skip
            click.echo(msgspec.json.encode(line).decode())
        return not any(one.state.value == "waiting" and one.expires_at <= desk.clock() for one in found)

    if not in_workspace(data, workspace, run):
        raise SystemExit(1)


@approvals.command("agents")
@click.argument("may", type=click.Choice(["may", "may-not"]))
@workspace_option
@data_option
@told_plainly
def agents(may: str, workspace: str | None, data: Path | None) -> None:
    """Whether agents and reviewers may say yes too; else supervisors, leads and admins do."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        async with desk.desk.as_system(where.tenant) as work:
            await work.approvals.let_agents(may == "may")
            data = {"agents": may == "may"}
            await work.record(Event("approvers_changed", "system", desk.clock(), data))
        who = "Everybody on the team says" if may == "may" else "Supervisors, leads and admins say"
        click.echo(f"{who} yes or no from now on.")

    in_workspace(data, workspace, run)
