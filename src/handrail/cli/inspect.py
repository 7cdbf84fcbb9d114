"""What is going on: promises, log, jobs, and whether everything needed is there."""

import json
from pathlib import Path
from uuid import UUID

import click

from handrail.app import Handrail, prepare_database
from handrail.app.health import findings
from handrail.cli.within import (
    Refused,
    data_option,
    in_workspace,
    print_json,
    settings_for,
    told_plainly,
    with_desk,
    workspace_option,
)
from handrail.jobs.listing import list_jobs, run_again
from handrail.storage.events import newest_events
from handrail.storage.workspaces import WorkspaceRow


@click.command()
@click.option("--json", "as_json", is_flag=True)
@workspace_option
@data_option
@told_plainly
def promises(as_json: bool, workspace: str | None, data: Path | None) -> None:
    """Check the six promises now. Exit code 1 when one is broken."""

    async def run(desk: Handrail, where: WorkspaceRow) -> bool:
        reports = await desk.check_promises(where.tenant)
        if as_json:
            print_json(reports)
        else:
            for one in reports:
                colour = "green" if one.holds else "red"
                click.secho(f"{one.promise.value:<10} {one.violations:>4} of {one.examined} examined", fg=colour)
                for part in one.parts:
                    if part.violations:
                        click.echo(f"             {part.violations} {part.part}: {', '.join(part.first)}")
                for what in one.not_checked:
                    click.echo(f"             not checked: {what}")
        return all(one.holds for one in reports)

    if not in_workspace(data, workspace, run):
        raise SystemExit(1)


@click.group()
def log() -> None:
    """The tamper-evident log."""


@log.command("verify")
@workspace_option
@data_option
@told_plainly
def verify(workspace: str | None, data: Path | None) -> None:
    """Recompute the chain and check every signed head. Exit code 1 when it is broken."""

    async def run(desk: Handrail, where: WorkspaceRow) -> bool:
        report = await desk.sealer.verify(where.tenant)
        until = "nothing yet" if report.sealed_up_to is None else report.sealed_up_to.isoformat(timespec="seconds")
        click.echo(f"sealed    {report.sealed} events, up to {until}")
        click.echo(f"unsealed  {report.unsealed} events, the oldest {report.unsealed_age:.0f} s old")
        if report.broken is None:
            click.secho("the chain holds", fg="green")
        else:
            click.secho(f"BROKEN: {report.broken}", fg="red")
        return report.holds

    if not in_workspace(data, workspace, run):
        raise SystemExit(1)


@log.command("show")
@click.argument("conversation", type=click.UUID, required=False)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@workspace_option
@data_option
@told_plainly
def show(conversation: UUID | None, limit: int, workspace: str | None, data: Path | None) -> None:
    """The newest events, of one CONVERSATION or of all."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        for event in await newest_events(desk.door, where.tenant, conversation, limit):
            data = json.dumps(dict(event.data), ensure_ascii=False)
            click.echo(f"{event.at.isoformat(timespec='milliseconds')}  {event.kind:<18} {event.actor}  {data}")

    in_workspace(data, workspace, run)


@click.group(invoke_without_command=True)
@click.option("--status", type=click.Choice(["queued", "picked", "failed"]))
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@data_option
@click.pass_context
@told_plainly
def jobs(context: click.Context, status: str | None, limit: int, data: Path | None) -> None:
    """What waits, runs and failed. Failed jobs stay here; their conversations are with people."""
    if context.invoked_subcommand is not None:
        return
    rows = list_jobs(prepare_database(settings_for(data)), status=status, limit=limit)
    for row in rows:
        when = row.run_at.isoformat(timespec="seconds")
        click.echo(f"{row.id:>8}  {row.status:<7} {row.kind:<18} tried {row.attempts}  due {when}  {row.ids}")
    if not rows:
        click.echo("no jobs")


@jobs.command("run-again")
@click.argument("job", type=int, required=False)
@data_option
@told_plainly
def run_jobs_again(job: int | None, data: Path | None) -> None:
    """Put failed JOB back into the queue, or all failed ones."""
    count = run_again(prepare_database(settings_for(data)), job)
    if job is not None and not count:
        raise Refused(f"There is no failed job {job}.")
    click.echo(f"{count} put back")


@click.command()
@data_option
@told_plainly
def doctor(data: Path | None) -> None:
    """Is everything there that the desk needs? Exit code 1 when something must be done."""

    async def run(desk: Handrail) -> bool:
        every = await findings(desk)
        for one in every:
            mark, colour = {"good": ("ok  ", "green"), "note": ("note", "yellow"), "bad": ("BAD ", "red")}[one.grade]
            click.secho(mark, fg=colour, nl=False)
            click.echo(f" {one.what}: {one.says}")
        return all(one.grade != "bad" for one in every)

    if not with_desk(data, run):
        raise SystemExit(1)
