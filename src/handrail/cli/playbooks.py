"""`handrail playbooks`: how routine requests are worked through is checked, tested, tried, compared, published and rolled back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from handrail.app import Handrail
from handrail.app.playbooks import shipped_playbooks
from handrail.cli.publishing import because_option, file_argument, say_faults, say_remarks
from handrail.cli.within import (
    Refused,
    data_option,
    in_workspace,
    settings_for,
    text_of,
    told_plainly,
    workspace_option,
)
from handrail.core.playbooks.compare import compare_playbooks
from handrail.core.playbooks.examples import play
from handrail.core.playbooks.parse import PlaybookIsWrong, parse_playbooks
from handrail.core.playbooks.playbook import Example, Playbooks
from handrail.core.playbooks.told import run_told
from handrail.flows.administer import By
from handrail.flows.publish_playbooks import CheckedPlaybook, PlaybookIsRefused, check
from handrail.ports.configuration import Published
from handrail.ports.playbooks import PlaybookFile
from handrail.rules.read_playbook import PlaybookLanguage
from handrail.storage.workspaces import WorkspaceRow

files_argument = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True, dir_okay=False)
)


@click.group()
def playbooks() -> None:
    """How routine requests are worked through, step by step: check, test, try, compare, publish, roll back."""


@playbooks.command("check")
@files_argument
@workspace_option
@data_option
@told_plainly
def check_files(files: Sequence[Path], workspace: str | None, data: Path | None) -> None:
    """Read FILES for mistakes. Exit code 1 when one could not be published.

    Without a data folder everything is checked except the names and arguments of tools, and topics.
    """
    settings, bad = settings_for(data), 0
    here = settings.database_url is not None or settings.data.exists()
    if not here:
        click.echo("no workspace here: tools and topics are not checked")
    for file in files:
        read = _read(file)
        if here:
            checked = in_workspace(
                data, workspace, lambda desk, where, read=read: desk.playbooks.check.read(where.tenant, read)
            )
        else:
            checked = check(PlaybookLanguage(), read)
        _say(file, checked)
        bad += bool(checked.refused or checked.failed)
        steps, tests = len(read.playbook.steps), len(read.playbook.tests)
        click.echo(f"{read.playbook.slug}: {steps} steps, {tests} tests, {', '.join(read.playbook.languages)}")
    if bad:
        raise SystemExit(1)


@playbooks.command("test")
@files_argument
@told_plainly
def test(files: Sequence[Path]) -> None:
    """Play the tests that FILES carry. Exit code 1 when one fails."""
    count = failed = 0
    for file in files:
        for one in check(PlaybookLanguage(), _read(file)).outcomes:
            count, failed = count + 1, failed + bool(one.wrong)
            click.secho("FAILED" if one.wrong else "ok    ", fg="red" if one.wrong else "green", nl=False)
            click.echo(f" {file.stem}: {one.example.name}{': ' if one.wrong else ''}{'; '.join(one.wrong)}")
    click.echo(f"{count} tests, {failed} failed")
    if failed or not count:
        raise SystemExit(1)


@playbooks.command("try")
@file_argument
@click.argument("turns", nargs=-1, required=True)
@click.option("--language", default="en", show_default=True)
@told_plainly
def try_file(file: Path, turns: Sequence[str], language: str) -> None:
    """Say TURNS to FILE, one after the other, and see what it would ask, do and say. Tools answer as in its first test.

    Nothing is called and nothing is kept.
    """
    read = _read(file)
    nothing: Mapping[str, tuple[Mapping[str, Any] | str, ...]] = {}
    results = next((one.results for one in read.playbook.tests if one.results), nothing)
    played = play(
        read.playbook,
        Example("", tuple(turns), "", results, language=language),
        PlaybookLanguage().judge(read.playbook),
    )
    for turn, said in zip(turns, [*played.said, *[""] * len(turns)], strict=False):
        click.secho(f"> {turn}", bold=True)
        click.echo(said)
    click.echo(
        f"calls: {', '.join(played.calls) or 'none'}; ends: {played.ends}{f' ({played.because})' if played.because else ''}"
    )


@playbooks.command("diff")
@files_argument
@workspace_option
@data_option
@told_plainly
def diff(files: Sequence[Path], workspace: str | None, data: Path | None) -> None:
    """What FILES would change, step by step. Exit code 1 when anything would."""
    new = [_read(file).playbook for file in files]

    async def run(desk: Handrail, where: WorkspaceRow) -> Playbooks:
        return await desk.playbooks.in_force(where.tenant)

    old = in_workspace(data, workspace, run)
    changes = [change for one in new for change in compare_playbooks(old.get(one.slug), one)]
    for one in changes:
        click.secho(f"{one.how} {one.where}", bold=True)
        if one.before:
            click.secho(f"  - {one.before}", fg="red")
        if one.after:
            click.secho(f"  + {one.after}", fg="green")
    if not changes:
        click.echo("the same playbooks")
    raise SystemExit(1 if changes else 0)


@playbooks.command("publish")
@files_argument
@because_option
@workspace_option
@data_option
@told_plainly
def publish(files: Sequence[Path], because: str, workspace: str | None, data: Path | None) -> None:
    """Put FILES into force: each takes the place of the playbook of its slug. What is at work goes on as it began."""
    sources = [text_of(file) for file in files]
    for file in files:
        _read(file)
    _publish(sources, because, workspace, data)


@playbooks.command("install")
@click.argument("slugs", nargs=-1)
@workspace_option
@data_option
@told_plainly
def install(slugs: Sequence[str], workspace: str | None, data: Path | None) -> None:
    """Publish the shipped playbooks, or those of SLUGS. They act only where a lead signs `playbook:SLUG` for their topic."""
    shipped = shipped_playbooks()
    if strange := [one for one in slugs if one not in shipped]:
        raise Refused(f"Not shipped: {', '.join(strange)}. There are {', '.join(shipped)}.")
    _publish([shipped[one] for one in slugs or shipped], "Shipped with Handrail.", workspace, data)


@playbooks.command("rollback")
@click.argument("version", type=click.IntRange(min=1))
@because_option
@workspace_option
@data_option
@told_plainly
def rollback(version: int, because: str, workspace: str | None, data: Path | None) -> None:
    """Put the playbooks of VERSION into force again, as a new version."""

    async def run(desk: Handrail, where: WorkspaceRow) -> Published:
        return await desk.playbooks.publish.roll_back(where.tenant, By(), version, because)

    try:
        published = in_workspace(data, workspace, run)
    except PlaybookIsWrong as wrong:
        raise Refused(f"Version {version} cannot be read any more: {wrong}") from wrong
    click.echo(f"version {published.version} is in force: the playbooks of version {version}")


@playbooks.command("list")
@workspace_option
@data_option
@told_plainly
def list_all(workspace: str | None, data: Path | None) -> None:
    """What is in force, every version, and what is at work."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        shelf = await desk.playbooks.shelf.in_force(where.tenant)
        for one in shelf.playbooks.playbooks:
            click.echo(f"{one.slug:<20} topic {one.topic:<16} {len(one.steps):>3} steps  {', '.join(one.languages)}")
        for version in await desk.playbooks.read.history(where.tenant):
            back = "" if version.rolled_back_to is None else f"  back to version {version.rolled_back_to}"
            count = len(parse_playbooks(version.content).playbooks)
            when = version.published_at.isoformat(timespec="seconds")
            click.echo(f"version {version.version:>3}  {when}  {count} playbooks{back}  {version.because}")
        for seen in await desk.playbooks.at_work(where.tenant):
            told = run_told(shelf.playbooks.get(seen.run.playbook), seen.run)
            click.echo(f"at work  {seen.run.conversation}  {told.headline}")
        if not shelf.version:
            click.echo("no playbooks were published yet")

    in_workspace(data, workspace, run)


def _publish(sources: Sequence[str], because: str, workspace: str | None, data: Path | None) -> None:
    async def run(desk: Handrail, where: WorkspaceRow) -> tuple[Published, tuple[CheckedPlaybook, ...]]:
        try:
            return await desk.playbooks.publish(where.tenant, By(), sources, because)
        except PlaybookIsRefused as refused:
            _say(Path(refused.checked.file.playbook.slug), refused.checked)
            raise Refused("Nothing was published.") from refused

    published, checked = in_workspace(data, workspace, run)
    names = ", ".join(one.file.playbook.slug for one in checked)
    click.echo(f"version {published.version} is in force: {names}")


def _read(file: Path) -> PlaybookFile:
    """Every fault as FILE:LINE:COLUMN."""
    try:
        return PlaybookLanguage().from_file(text_of(file))
    except PlaybookIsWrong as wrong:
        raise say_faults(file, wrong.faults) from wrong


def _say(file: Path, checked: CheckedPlaybook) -> None:
    say_remarks(file, checked.remarks, lambda remark: checked.file.places.get(remark.rule, (0, 0)))
    for one in checked.failed:
        click.secho(f"{file}: test “{one.example.name}” failed: {'; '.join(one.wrong)}", fg="red", err=True)
