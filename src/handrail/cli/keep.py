"""What is kept, for how long, and how it is brought back: customers' rights, history, backups."""

from pathlib import Path
from uuid import UUID

import click

from handrail.app import Handrail
from handrail.cli.within import (
    data_option,
    in_workspace,
    print_json,
    told_plainly,
    workspace_option,
)
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
