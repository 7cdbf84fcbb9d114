"""People are let into the console from the command line: by a letter, or by a link that is printed once."""

import re
from pathlib import Path
from uuid import UUID

import click

from handrail.app import Handrail
from handrail.cli.within import Refused, data_option, in_workspace, told_plainly, workspace_option
from handrail.core.access.letters import in_words
from handrail.core.access.sessions import link_lasts
from handrail.core.ownership.person import Role
from handrail.flows.administer import By
from handrail.flows.invite import Invited
from handrail.ports import NewPerson
from handrail.storage.sign_in import sign_ins_within
from handrail.storage.workspaces import WorkspaceRow

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def refuse_odd(slug: str, email: str) -> None:
    if not _SLUG.fullmatch(slug):
        raise Refused(f"{slug!r} is no short name: small letters, digits and hyphens, at most 63.")
    if not _ADDRESS.fullmatch(email):
        raise Refused(f"{email!r} is no e-mail address.")


@click.command("invite")
@click.argument("email")
@click.option("--name", help="Needed for somebody who is not there yet.")
@click.option("--slug", help="Their short name [the address before the @].")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="agent", show_default=True)
@workspace_option
@data_option
@told_plainly
def invite(email: str, name: str | None, slug: str | None, role: str, workspace: str | None, data: Path | None) -> None:
    """Let EMAIL in: somebody who is there already, or somebody new with a name and a role."""
    short = slug or re.sub(r"[^a-z0-9]+", "-", email.split("@", maxsplit=1)[0].lower()).strip("-")[:63]
    refuse_odd(short, email)

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        person = await _called(desk, where.tenant, email)
        if person is None and name is None:
            raise Refused(f"Nobody here has the address {email}: give --name (and --role) to add them.")
        if person is None:
            new = NewPerson(short, name or "", email, Role(role))
            person = await desk.administer.add_person(where.tenant, By(), new)
        click.echo(told(await desk.sign_in.invite(where.tenant, By(), person), email))

    in_workspace(data, workspace, run)


@click.command("reset")
@click.argument("email")
@workspace_option
@data_option
@told_plainly
def reset(email: str, workspace: str | None, data: Path | None) -> None:
    """Let EMAIL choose a new password; the one they have stays good until they do."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        person = await _called(desk, where.tenant, email)
        if person is None:
            raise Refused(f"Nobody here has the address {email}. `handrail people invite` lets somebody in.")
        click.echo(told(await desk.sign_in.invite(where.tenant, By(), person), email))

    in_workspace(data, workspace, run)


def told(invited: Invited, email: str) -> str:
    """Where the link went: by mail, or here, this once."""
    lasts = in_words(link_lasts(invited.purpose))
    if invited.link is None:
        return f"A letter is on its way to {email}; its link works once, for {lasts}."
    return f"{invited.link}   (works once, for {lasts}; shown this once)"


async def _called(desk: Handrail, tenant: UUID, email: str) -> UUID | None:
    async with desk.desk.as_system(tenant) as work:
        found = await sign_ins_within(work).candidate_by_email(email)
    return None if found is None else found.person
