"""Who works here: people, their hours, and the tokens they act with."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import click

from handrail.app import Handrail
from handrail.cli.invite import invite, refuse_odd, reset
from handrail.cli.within import Refused, data_option, in_workspace, told_plainly, workspace_option
from handrail.core.ownership.hours import on_shift
from handrail.core.ownership.person import Role, Shift
from handrail.flows.administer import By
from handrail.flows.hand_off import roster_of
from handrail.ports import NewPerson
from handrail.storage.workspaces import WorkspaceRow


@click.group()
def people() -> None:
    """Who works here."""


people.add_command(invite)
people.add_command(reset)


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
            marks += (
                ["last resort"] * person.reserve
                + ["duty manager"] * person.duty_manager
                + ["on call"] * person.on_call
                + ["gone"] * person.gone
            )
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
    refuse_odd(slug, email)
    new = NewPerson(slug, name, email, Role(role), None, skills, languages, capacity)

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        added = await desk.administer.add_person(where.tenant, By(), new)
        click.echo(f"{slug} {added}")

    in_workspace(data, workspace, run)


@people.command("shift")
@click.argument("slug")
@click.option("--days", default="mon,tue,wed,thu,fri", show_default=True)
@click.option("--from", "starts", default="09:00", show_default=True, help="Local time.")
@click.option(
    "--to", "ends", default="17:00", show_default=True, help="Local time; not later than --from: over midnight."
)
@click.option("--timezone", default=None, help="[the workspace's]")
@workspace_option
@data_option
@told_plainly
def shift(
    slug: str, days: str, starts: str, ends: str, timezone: str | None, workspace: str | None, data: Path | None
) -> None:
    """Set the weekly hours of SLUG, in place of the ones before."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        person = await person_called(desk, where.tenant, slug)
        weekdays = frozenset(_DAYS.index(day.strip().lower()) for day in days.split(","))
        hours = Shift(weekdays, time.fromisoformat(starts), time.fromisoformat(ends), timezone or where.timezone)
        await desk.administer.set_shifts(where.tenant, By(), person, [hours])
        click.echo(f"{slug}: {days} {starts} to {ends} ({hours.timezone})")

    try:
        in_workspace(data, workspace, run)
    except ValueError as error:
        raise Refused(f"These are no hours: {error}.") from error


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
