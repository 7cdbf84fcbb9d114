"""A workspace is made and filled: people, tokens, articles."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from handrail.app import Handrail
from handrail.cli.within import Refused, data_option, in_workspace, told_plainly, with_desk, workspace_option
from handrail.core.ownership.hours import on_shift
from handrail.core.ownership.person import Role
from handrail.flows.administer import By
from handrail.flows.create_workspace import FirstPerson
from handrail.flows.hand_off import roster_of
from handrail.ports import NewPerson
from handrail.search.read_articles import read_articles
from handrail.storage.articles import list_articles
from handrail.storage.workspaces import WorkspaceRow


@click.group()
def workspace() -> None:
    """Make and list workspaces."""


@workspace.command("create")
@click.argument("slug")
@click.option("--name", help="As customers know it [the slug].")
@click.option("--timezone", default="UTC", show_default=True)
@click.option("--admin", "admin", required=True, help="Name of the first person: admin and last resort.")
@click.option("--email", required=True, help="Their address.")
@data_option
@told_plainly
def create_workspace(slug: str, name: str | None, timezone: str, admin: str, email: str, data: Path | None) -> None:
    """Make a workspace SLUG with its first person, the topic `general` at level suggest, and an admin token."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Refused(f"There is no time zone called {timezone!r}.") from error

    async def run(desk: Handrail) -> None:
        made = await desk.create_workspace(slug, name or slug, timezone, FirstPerson(admin, email))
        click.echo(f"workspace    {made.workspace.slug}")
        click.echo(f"site key     {made.workspace.site_key}")
        click.echo(f"admin token  {made.token}   (shown this once)")

    with_desk(data, run)


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


@click.group()
def people() -> None:
    """Who works here."""


@people.command("list")
@workspace_option
@data_option
@told_plainly
def list_people(workspace: str | None, data: Path | None) -> None:
    """Everybody with role, capacity and what they write in now."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        async with desk.desk.as_system(where.tenant) as work:
            roster = await roster_of(work)
        for person in roster.people:
            marks = [person.role.value]
            marks += ["last resort"] * person.reserve + ["duty manager"] * person.duty_manager + ["gone"] * person.gone
            here = "on shift" if on_shift(person, desk.clock()) else "off shift"
            load = f"{person.writing}/{person.capacity}"
            languages = ",".join(sorted(person.languages))
            click.echo(f"{person.slug:<20} {person.name:<24} {here:<9} {load:>6}  {languages:<12} {', '.join(marks)}")

    in_workspace(data, workspace, run)


@people.command("add")
@click.argument("slug")
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), default="agent", show_default=True)
@click.option("--skill", "skills", multiple=True)
@click.option("--language", "languages", multiple=True, default=["en"])
@click.option("--capacity", type=click.IntRange(0, 1000), default=6, show_default=True)
@workspace_option
@data_option
@told_plainly
def add_person(
    slug: str,
    name: str,
    email: str,
    role: str,
    skills: tuple[str, ...],
    languages: tuple[str, ...],
    capacity: int,
    workspace: str | None,
    data: Path | None,
) -> None:
    """Add a person. Shifts are set over the API; without one nobody is routed to them."""
    new = NewPerson(slug, name, email, Role(role), None, skills, languages, capacity)

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        added = await desk.administer.add_person(where.tenant, By(), new)
        click.echo(f"{slug} {added}")

    in_workspace(data, workspace, run)


@people.command("leave")
@click.argument("slug")
@workspace_option
@data_option
@told_plainly
def leave(slug: str, workspace: str | None, data: Path | None) -> None:
    """SLUG leaves for good: everything they own finds somebody else first."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        moved = await desk.flows.replace_owner.leave(where.tenant, await person_called(desk, where.tenant, slug))
        click.echo(f"{slug} has left; {moved} conversations moved on.")

    in_workspace(data, workspace, run)


async def person_called(desk: Handrail, tenant: UUID, slug: str) -> UUID:
    async with desk.desk.as_system(tenant) as work:
        people, _ = await work.people.roster()
    found = next((person.id for person in people if person.slug == slug), None)
    if found is None:
        raise Refused(f"There is nobody called “{slug}”. `handrail people list` names everybody.")
    return found


@click.group()
def token() -> None:
    """API tokens."""


@token.command("create")
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, required=True, type=click.Choice(["read", "agent", "admin", "customer:write"])
)
@click.option("--person", help="The slug of the person who acts with it (scope agent).")
@click.option("--days", type=click.IntRange(1, 3650), help="How long it is valid.")
@workspace_option
@data_option
@told_plainly
def create_token(
    name: str, scopes: tuple[str, ...], person: str | None, days: int | None, workspace: str | None, data: Path | None
) -> None:
    """Make a token and print its secret, this once."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        who = None if person is None else await person_called(desk, where.tenant, person)
        ends = None if days is None else datetime.now(UTC) + timedelta(days=days)
        made = await desk.administer.create_token(where.tenant, None, name, list(scopes), who, ends)
        click.echo(made.secret)

    in_workspace(data, workspace, run)


@click.group()
def knowledge() -> None:
    """Approved articles."""


@knowledge.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--meta",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="JSONL rows {id, audience, family, owner, topic}.",
)
@click.option("--retire-missing", is_flag=True, help="Retire what this import no longer holds.")
@workspace_option
@data_option
@told_plainly
def import_knowledge(
    path: Path, meta: Path | None, retire_missing: bool, workspace: str | None, data: Path | None
) -> None:
    """Bring in PATH: a folder of Markdown, or JSON documents {title, content}. Again changes only what changed.

    Who may read an article is never guessed: without an audience it is internal and quoted to no customer.
    """

    async def run(desk: Handrail, where: WorkspaceRow) -> int:
        reading = read_articles(path, meta, language_of=desk.language_of)
        for refused in reading.refused:
            click.secho(f"not read: {refused.place}: {refused.reason}", fg="red", err=True)
        report = await desk.import_articles(where.tenant, reading.articles, retire_missing=retire_missing)
        click.echo(
            f"{len(report.added)} added, {len(report.changed)} changed, {len(report.unchanged)} unchanged, "
            f"{len(report.retired)} retired, {len(reading.refused)} not read"
        )
        internal = sum(article.audience.value == "internal" for article in reading.articles)
        if internal:
            click.echo(f"{internal} are internal: agents see them, customers never do.")
        if report.missing and not retire_missing:
            click.echo(f"{len(report.missing)} articles here were not in this import (--retire-missing retires them).")
        return len(reading.refused)

    if in_workspace(data, workspace, run):
        raise SystemExit(1)


@knowledge.command("list")
@workspace_option
@data_option
@told_plainly
def list_knowledge(workspace: str | None, data: Path | None) -> None:
    """Every article with its topic, audience and version."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        for one in await list_articles(desk.door, where.tenant, "", 100_000):
            click.echo(f"{one.audience:<9} {one.topic:<16} v{one.version:<3} {one.title}  ({one.key})")

    in_workspace(data, workspace, run)
