"""What is kept, for how long, and how it is brought back: customers' rights, history, backups."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import click

from handrail.app import Handrail, database_of, prepare_database
from handrail.cli.within import (
    Refused,
    data_option,
    in_workspace,
    print_json,
    settings_for,
    text_of,
    told_plainly,
    workspace_option,
)
from handrail.flows.history import ExportHistory, LineRefused
from handrail.storage.backup import backup as make_backup
from handrail.storage.history import past_conversations_within
from handrail.storage.history_lines import write_line
from handrail.storage.restore import restore as bring_back
from handrail.storage.workspaces import WorkspaceRow


@click.group()
def customers() -> None:
    """Customers' rights over what is kept about them."""


@customers.command("export")
@click.argument("customer", type=click.UUID)
@workspace_option
@data_option
@told_plainly
def export(customer: UUID, workspace: str | None, data: Path | None) -> None:
    """Everything kept about CUSTOMER, as JSON."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        print_json(await desk.export_customer(where.tenant, customer))

    in_workspace(data, workspace, run)


@customers.command("erase")
@click.argument("customer", type=click.UUID)
@click.option("--even-open", is_flag=True, help="Also the text of conversations somebody still works on.")
@click.confirmation_option(prompt="Their words cannot be brought back. Erase?")
@workspace_option
@data_option
@told_plainly
def erase(customer: UUID, even_open: bool, workspace: str | None, data: Path | None) -> None:
    """Erase what CUSTOMER wrote and who they are; the log keeps ids and still verifies."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        erased = await desk.erase(where.tenant, customer, "system", even_open=even_open)
        click.echo(f"erased {erased.messages} messages in {erased.conversations} conversations")

    in_workspace(data, workspace, run)


@customers.command("hold")
@click.argument("customer", type=click.UUID)
@click.option("--lift", is_flag=True, help="End the hold.")
@workspace_option
@data_option
@told_plainly
def hold(customer: UUID, lift: bool, workspace: str | None, data: Path | None) -> None:
    """Put CUSTOMER under legal hold: nothing of theirs is erased until it is lifted."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        await desk.erase.hold(where.tenant, customer, "system", held=not lift)

    in_workspace(data, workspace, run)


@click.group()
def history() -> None:
    """Past conversations, as conversation/1 lines (docs/reference/conversation-1.schema.json) or a table."""


@history.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@workspace_option
@data_option
@told_plainly
def import_history(file: Path, workspace: str | None, data: Path | None) -> None:
    """Bring in FILE: JSONL, or CSV with a header and one message a row (its name ends with .csv).

    Idempotent by external_id; a bad line is named and the rest is kept. docs/how-to/import-history.md has the columns.
    """

    async def run(desk: Handrail, where: WorkspaceRow) -> int:
        if file.suffix.lower() == ".csv":
            try:
                done = await desk.import_history_table(where.tenant, text_of(file))
            except LineRefused as wrong:
                raise Refused(f"{file}, line 1: {wrong}") from wrong
        else:
            with file.open("rb") as lines:
                done = await desk.import_history(where.tenant, lines)
        for one in done.refused:
            click.secho(f"not read: line {one.line}: {one.text}", fg="red", err=True)
        for one in done.remarks:
            click.echo(f"line {one.line}: {one.text}")
        click.echo(f"{done.imported} imported, {done.known} were here already, {len(done.refused)} not read")
        return len(done.refused)

    if in_workspace(data, workspace, run):
        raise SystemExit(1)


@history.command("export")
@workspace_option
@data_option
@told_plainly
def export_history(workspace: str | None, data: Path | None) -> None:
    """Every conversation that still has text, oldest first, to standard output."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        out = sys.stdout.buffer
        async for past in ExportHistory(desk.desk, past_conversations_within)(where.tenant):
            out.write(write_line(past).rstrip(b"\n") + b"\n")

    in_workspace(data, workspace, run)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@told_plainly
def backup(file: Path, data: Path | None) -> None:
    """Write the whole database to FILE, and the log's signed heads beside it. Never the secret key."""
    settings = settings_for(data)
    file.parent.mkdir(parents=True, exist_ok=True)
    made = make_backup(prepare_database(settings), file, settings.data / "log-heads.jsonl")
    click.echo(f"{made.file} ({made.bytes / 1e6:.1f} MB), heads in {made.heads}")
    if settings.files_bucket is not None:
        click.secho(
            f"customers' files in the bucket {settings.files_bucket} are not in it: copy the bucket too", fg="yellow"
        )


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="What is in the database now may go.")
@data_option
@told_plainly
def restore(file: Path, replace: bool, data: Path | None) -> None:
    """Bring FILE back into an empty database. Stop every Handrail that uses it first."""
    settings = settings_for(data)
    erasures = settings.data / "erasures.jsonl"
    done = asyncio.run(
        bring_back(
            file,
            database_of(settings),
            settings.data / "log-heads.jsonl",
            datetime.now(UTC),
            erasures=erasures if erasures.exists() else None,
            replace=replace,
        )
    )
    click.echo(f"{done.workspaces} workspaces restored, {done.erased_again} erasures applied again")
    if done.heads_aside is not None:
        click.echo(f"the heads that lay here before are in {done.heads_aside}")
