"""A workspace is made, and named."""

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from handrail.app import Handrail
from handrail.cli.invite import refuse_odd, told
from handrail.cli.within import Refused, data_option, in_workspace, told_plainly, with_desk, workspace_option
from handrail.core.money import CURRENCIES
from handrail.flows.administer import By
from handrail.flows.create_workspace import FirstPerson
from handrail.storage.workspaces import WorkspaceRow


@click.group()
def workspace() -> None:
    """Make and list workspaces."""


@workspace.command("create")
@click.argument("slug")
@click.option("--name", help="As customers know it [the slug].")
@click.option("--timezone", default="UTC", show_default=True)
@click.option("--currency", default="", help="What “$” and “kr” mean here, like EUR [such sums stay unknown].")
@click.option("--admin", "admin", required=True, help="Name of the first person: admin and last resort.")
@click.option("--email", required=True, help="Their address.")
@data_option
@told_plainly
def create_workspace(
    slug: str, name: str | None, timezone: str, currency: str, admin: str, email: str, data: Path | None
) -> None:
    """Make a workspace SLUG with its first person, the topic `general` at level suggest, and an admin token."""
    refuse_odd(slug, email)
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Refused(f"There is no time zone called {timezone!r}.") from error
    if currency and currency not in CURRENCIES:
        raise Refused(f"{currency!r} is no currency that is known here. Known are {', '.join(CURRENCIES)}.")

    async def run(desk: Handrail) -> None:
        made = await desk.create_workspace(slug, name or slug, timezone, FirstPerson(admin, email), currency)
        click.echo(f"workspace    {made.workspace.slug}")
        click.echo(f"site key     {made.workspace.site_key}")
        click.echo(f"admin token  {made.token}   (shown this once)")
        invited = await desk.sign_in.invite(made.workspace.tenant, By(), made.person)
        click.echo(f"sign in      {told(invited, email)}")

    with_desk(data, run, make=True)


@workspace.command("list")
@data_option
@told_plainly
def list_workspaces(data: Path | None) -> None:
    """Name every workspace with its site key."""

    async def run(desk: Handrail) -> None:
        for one in await desk.workspaces.all():
            click.echo(f"{one.slug:<20} {one.name:<30} {one.timezone:<20} {one.site_key}")

    with_desk(data, run)


@workspace.command("identity-secret")
@workspace_option
@data_option
@told_plainly
def identity_secret(workspace: str | None, data: Path | None) -> None:
    """Print the secret with which your site signs its customers' tokens (hexadecimal)."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        click.echo((await desk.workspaces.identity_secret(where.tenant)).hex())

    in_workspace(data, workspace, run)
