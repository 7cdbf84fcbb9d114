"""The moments register on the command line: what it says, what a file would change, and which words a lead has signed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from handrail.app import Handrail
from handrail.cli.staff import person_called
from handrail.cli.within import Refused, data_option, in_workspace, lines_of, print_json, told_plainly, workspace_option
from handrail.core.escalation.moments.difference import Change
from handrail.core.escalation.moments.examples import Miss
from handrail.core.escalation.moments.register import Moment, Register, RegisterIsWrong, plain_moment
from handrail.flows.administer import By
from handrail.flows.publish_register import Checked
from handrail.rules.read_register import read_register, write_register
from handrail.storage.workspaces import WorkspaceRow

SHOWN = 10
as_option = click.option("--as", "person", required=True, help="The slug of the lead who does it.")


@click.group()
def moments() -> None:
    """Moments that decide trust: who comes, how fast, what is said and never said."""


@moments.command("list")
@workspace_option
@data_option
@told_plainly
def list_moments(workspace: str | None, data: Path | None) -> None:
    """Every moment with its urgency, who comes, how fast, and the languages whose text is signed."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        current = await desk.flows.in_force(where.tenant)
        click.echo(f"register {current.mark}" + (" (shipped)" if current.number == 0 else ""))
        for moment in current.register.moments.values():
            signed = [code for code, text in moment.texts.items() if text.reviewed_by is not None]
            texts = f"{len(signed)}/{len(moment.texts)} signed" if moment.texts else "no fixed text"
            who = f"{moment.team}/{moment.skill}"
            how = "hard" if moment.hard else "soft"
            click.echo(
                f"{moment.slug:<24} {moment.urgency:<5} {how:<4} {who:<28} {in_words(moment):<22} "
                f"at most {moment.ceiling.value:<11} {texts}"
            )

    in_workspace(data, workspace, run)


@moments.command("show")
@click.argument("moment")
@workspace_option
@data_option
@told_plainly
def show(moment: str, workspace: str | None, data: Path | None) -> None:
    """One moment whole, as JSON."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        register = (await desk.flows.in_force(where.tenant)).register
        print_json(plain_moment(_named(register, moment)))

    in_workspace(data, workspace, run)


@moments.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@workspace_option
@data_option
@told_plainly
def check(file: Path, workspace: str | None, data: Path | None) -> None:
    """Read FILE, and its examples with the detector. Exit code 1 when it could not be published."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        checked = await desk.flows.publish_register.check(where.tenant, _read(file)[0])
        click.echo(f"{file}: may be published, {len(checked.changes)} changes")
        _say_misses(checked)

    _told(lambda: in_workspace(data, workspace, run))


@moments.command("diff")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@workspace_option
@data_option
@told_plainly
def diff(file: Path, workspace: str | None, data: Path | None) -> None:
    """What publishing FILE would change, moment by moment and field by field."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        checked = await desk.flows.publish_register.check(where.tenant, _read(file)[0])
        _say_changes(checked.changes)
        _say_misses(checked)

    _told(lambda: in_workspace(data, workspace, run))


@moments.command("publish")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_option
@click.option(
    "--after", type=int, default=None, help="The version you had before you; refused when there is a newer one."
)
@workspace_option
@data_option
@told_plainly
def publish(file: Path, person: str, after: int | None, workspace: str | None, data: Path | None) -> None:
    """FILE holds from the next message on."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        register, source = _read(file)
        by = By(await person_called(desk, where.tenant, person))
        published, checked = await desk.flows.publish_register(where.tenant, by, register, source=source, after=after)
        _say_changes(checked.changes)
        _say_misses(checked)
        click.secho(f"version {published.version} holds now", fg="green")

    _told(lambda: in_workspace(data, workspace, run))


@moments.command("export")
@click.option("--version", type=int, default=None, help="An earlier version; 0: the shipped register. [what holds now]")
@workspace_option
@data_option
@told_plainly
def export(version: int | None, workspace: str | None, data: Path | None) -> None:
    """The register as YAML, to be changed and published again."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        if version is None:
            register, source = (await desk.flows.in_force(where.tenant)).register, ""
        else:
            register, source = await desk.flows.publish_register.version(where.tenant, version)
        click.echo(source or write_register(register), nl=False)

    in_workspace(data, workspace, run)


@moments.command("history")
@workspace_option
@data_option
@told_plainly
def history(workspace: str | None, data: Path | None) -> None:
    """Every version, newest first, with what it changed."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        for one in await desk.flows.publish_register.history(where.tenant):
            click.echo(f"version {one.version}  {one.published_at.isoformat(timespec='seconds')}  {one.author}")
            _say_changes(await desk.flows.publish_register.changes_of(where.tenant, one.version), "    ")
        click.echo(f"version 0  the shipped register, {desk.flows.in_force.shipped.version}")

    in_workspace(data, workspace, run)


@moments.command("sign")
@click.argument("moment")
@click.option("--language", "languages", multiple=True, required=True, help="May be given several times.")
@click.option("--withdraw", is_flag=True, help="Take the signature back: nothing is said any more.")
@as_option
@workspace_option
@data_option
@told_plainly
def sign(
    moment: str, languages: Sequence[str], withdraw: bool, person: str, workspace: str | None, data: Path | None
) -> None:
    """A lead signs what customers read at once in MOMENT. The words are printed: read them."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        by = await person_called(desk, where.tenant, person)
        for language in languages:
            if withdraw:
                await desk.flows.sign_text.withdraw(where.tenant, by, moment, language)
                click.echo(f"{moment} {language}: withdrawn")
                continue
            signature = await desk.flows.sign_text(where.tenant, by, moment, language)
            click.echo(f"{moment} {language}: signed by {signature.name}\n    {signature.words}")

    in_workspace(data, workspace, run)


@moments.command("try")
@click.argument("text")
@click.option("--language", default="", help="[every language]")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), help="A register that is not published yet.")
@workspace_option
@data_option
@told_plainly
def try_text(text: str, language: str, file: Path | None, workspace: str | None, data: Path | None) -> None:
    """Which moments are noticed in TEXT: by phrases and, once `handrail serve` has learned this register, by likeness."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        register = (await desk.flows.in_force(where.tenant)).register if file is None else _read(file)[0]
        found = (await desk.understanding.noticing(register, [(text, language)]))(text, language)
        for slug, moment in register.moments.items():
            if slug in found:
                click.echo(f"{slug:<24} {moment.urgency:<5} {moment.name}")
        if not found:
            click.echo("no moment")

    _told(lambda: in_workspace(data, workspace, run))


@moments.command("rollback")
@click.argument("version", type=int)
@as_option
@workspace_option
@data_option
@told_plainly
def rollback(version: int, person: str, workspace: str | None, data: Path | None) -> None:
    """An earlier VERSION holds again, as a new version; 0 is the shipped register."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        by = By(await person_called(desk, where.tenant, person))
        published = await desk.flows.publish_register.roll_back(where.tenant, by, version)
        click.secho(f"version {published.version} holds now, with what version {version} said", fg="green")

    _told(lambda: in_workspace(data, workspace, run))


def in_words(moment: Moment) -> str:
    if moment.within_minutes == 0:
        return "at once"
    hours = "any hour" if moment.around_the_clock else "staffed hours"
    return f"{moment.within_minutes} min, {hours}"


def _named(register: Register, slug: str) -> Moment:
    if slug not in register.moments:
        raise Refused(f"There is no moment “{slug}”. `handrail moments list` names them.")
    return register.moments[slug]


def _read(file: Path) -> tuple[Register, str]:
    source = "\n".join(lines_of(file)) + "\n"
    return read_register(source), source


def _told(run: Callable[[], None]) -> None:
    """Faults of a register stand one to a line."""
    try:
        run()
    except RegisterIsWrong as wrong:
        raise Refused("\n".join(str(fault) for fault in wrong.faults)) from wrong


def _say_changes(changes: Sequence[Change], indent: str = "") -> None:
    for one in changes:
        where = f"{one.moment}{'.' if one.moment and one.field else ''}{one.field}"
        mark = click.style("  lowers", fg="yellow") if one.lowers else ""
        if not one.field:
            click.echo(f"{indent}{where}: {'gone' if one.was else 'new'}{mark}")
        elif one.added or one.removed:
            click.echo(f"{indent}{where}: {len(one.added)} added, {len(one.removed)} removed{mark}")
            for sign_, lines in (("+", one.added), ("-", one.removed)):
                for line in lines[:SHOWN]:
                    click.echo(f"{indent}  {sign_} {line}")
        else:
            click.echo(f"{indent}{where}: {one.was or 'nothing'} → {one.becomes or 'nothing'}{mark}")


def _say_misses(checked: Checked) -> None:
    if not checked.examined:
        return
    click.echo(f"{checked.examined} examples of what changed were read, {len(checked.misses)} not as meant")
    for miss in checked.misses[:SHOWN]:
        click.secho(f"  {miss.moment} {miss.language} {_miss(miss)}: {miss.text}", fg="yellow")


def _miss(miss: Miss) -> str:
    return "went unnoticed" if miss.kind == "positive" else "was taken for it"
