"""Who is paged about P0 moments, where pages go, and what still waits for somebody to acknowledge it."""

from pathlib import Path
from uuid import UUID

import click

from handrail.app import Handrail
from handrail.app.open import on_call_secret
from handrail.cli.staff import person_called
from handrail.cli.within import Refused, data_option, in_workspace, told_plainly, workspace_option
from handrail.flows.administer import By
from handrail.ports.paging import OnCallSettings, WebhookDidNotGo
from handrail.storage.paging import paging_within
from handrail.storage.workspaces import WorkspaceRow


@click.group("on-call")
def on_call() -> None:
    """Who is paged about P0 moments, and where pages go."""


@on_call.command("show")
@click.option("--secret", is_flag=True, help="Print what signs the webhook, for the other side.")
@workspace_option
@data_option
@told_plainly
def show(secret: bool, workspace: str | None, data: Path | None) -> None:
    """Who, where to, how often, and which alarms are open. Exit code 1 when nobody is configured."""

    async def run(desk: Handrail, where: WorkspaceRow) -> bool:
        ready = await desk.flows.ready_for_grave(where.tenant)
        click.echo(f"on call    {', '.join(ready.on_call) or 'nobody'}")
        click.echo(f"behind     {', '.join(ready.behind) or 'nobody'}")
        click.echo(f"webhook    {ready.webhook or 'none'}")
        click.echo(f"next after {ready.every_minutes} min")
        if secret:
            click.echo(f"secret     {on_call_secret(desk.settings, desk.keys, where.tenant).decode()}")
        async with desk.desk.as_system(where.tenant) as work:
            waiting = await paging_within(work).open_alarms()
        for one in waiting:
            at = one.alarm.raised_at.isoformat(timespec="seconds")
            click.secho(
                f"open       {one.alarm.conversation} {one.alarm.moment} since {at}, paged {one.rounds}", fg="red"
            )
        return ready.somebody_is_paged

    if not in_workspace(data, workspace, run):
        raise SystemExit(1)


@on_call.command("add")
@click.argument("person")
@workspace_option
@data_option
@told_plainly
def add(person: str, workspace: str | None, data: Path | None) -> None:
    """PERSON is on call from now on."""
    _set_person(person, workspace, data, on=True)


@on_call.command("remove")
@click.argument("person")
@workspace_option
@data_option
@told_plainly
def remove(person: str, workspace: str | None, data: Path | None) -> None:
    """PERSON is on call no longer."""
    _set_person(person, workspace, data, on=False)


@on_call.command("set")
@click.option("--webhook", default=None, help="Where this workspace's pages go; “none”: as the process is set.")
@click.option("--minutes", type=click.IntRange(1, 60), default=None, help="Until the next person is paged.")
@workspace_option
@data_option
@told_plainly
def set_on_call(webhook: str | None, minutes: int | None, workspace: str | None, data: Path | None) -> None:
    """What differs here from HANDRAIL_ON_CALL_WEBHOOK and HANDRAIL_ON_CALL_MINUTES."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        before = await desk.flows.ready_for_grave.settings(where.tenant)
        address = before.webhook if webhook is None else None if webhook == "none" else webhook
        settings = OnCallSettings(address, minutes or before.every_minutes)
        await desk.flows.ready_for_grave.set(where.tenant, By(), settings)
        click.echo("kept")

    in_workspace(data, workspace, run)


@on_call.command("test")
@workspace_option
@data_option
@told_plainly
def test(workspace: str | None, data: Path | None) -> None:
    """Post a page that says it is a test, signed as real ones are."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        ready = await desk.flows.ready_for_grave(where.tenant)
        if ready.webhook is None:
            raise Refused("No webhook is set: HANDRAIL_ON_CALL_WEBHOOK, or `handrail on-call set --webhook`.")
        says = {"type": "handrail.test", "workspace": where.slug}
        try:
            await desk.post(ready.webhook, where.tenant, desk.ids(), says)
        except WebhookDidNotGo as why:
            raise Refused(f"The test page did not arrive: {why}.") from why
        click.secho("it arrived", fg="green")

    in_workspace(data, workspace, run)


@on_call.command("acknowledge")
@click.argument("conversation", type=click.UUID)
@click.option("--as", "person", required=True, help="The slug of whoever takes it.")
@workspace_option
@data_option
@told_plainly
def acknowledge(conversation: UUID, person: str, workspace: str | None, data: Path | None) -> None:
    """Whoever acknowledges takes CONVERSATION, unless somebody holds it already; nobody else is paged about it."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        by = await person_called(desk, where.tenant, person)
        ended = await desk.flows.page_on_call.acknowledge(where.tenant, conversation, by)
        holds = "" if ended.holder != by else ", who has the conversation"
        click.echo(f"{ended.alarms} open alarms acknowledged by {person}{holds}")

    in_workspace(data, workspace, run)


def _set_person(person: str, workspace: str | None, data: Path | None, *, on: bool) -> None:
    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        who = await person_called(desk, where.tenant, person)
        await desk.administer.change_person(where.tenant, By(), who, {"on_call": on})
        click.echo(f"{person} is {'on call' if on else 'on call no longer'}")

    in_workspace(data, workspace, run)
