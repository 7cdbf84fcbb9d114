"""`handrail rules`: what a workspace wrote to hold the assistant back is checked, tested, compared, published, rolled back."""

from collections.abc import Sequence
from pathlib import Path

import click

from handrail.app import Handrail
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
from handrail.core.escalation.rules import RulesAreWrong, lint
from handrail.core.escalation.rules.compare import Changed, compare
from handrail.core.escalation.rules.examples import outcome_of
from handrail.core.escalation.rules.reference import facts_page
from handrail.flows.administer import By
from handrail.flows.check_rules import Checked
from handrail.flows.publish_rules import RulesAreRefused
from handrail.flows.read_rules import rules_of
from handrail.ports.configuration import Published
from handrail.ports.rules import ReadyRules
from handrail.rules import RuleLanguage
from handrail.storage.workspaces import WorkspaceRow


@click.group()
def rules() -> None:
    """What holds the assistant back: check, test, compare, publish, roll back."""


@rules.command("check")
@file_argument
@workspace_option
@data_option
@told_plainly
def check(file: Path, workspace: str | None, data: Path | None) -> None:
    """Read FILE for mistakes. Exit code 1 when it could not be published.

    Without a data folder everything is checked except the names of topics, teams and skills.
    """
    source, settings = text_of(file), settings_for(data)
    if settings.database_url is None and not settings.data.exists():
        ready = read(file, source)
        checked = Checked(ready, lint(ready.rules, ready.evaluate))
        click.echo("no workspace here: names of topics, teams and skills are not checked")
    else:
        checked = in_workspace(data, workspace, lambda desk, where: _checked(desk, where, file, source))
    say_remarks(file, checked.linted.remarks, checked.place)
    count = len(checked.ready.rules.rules)
    click.echo(f"{count} rules. {checked.linted.claims}")
    if checked.linted.refused:
        raise SystemExit(1)


@rules.command("test")
@file_argument
@told_plainly
def test(file: Path) -> None:
    """Run the tests that FILE carries. Exit code 1 when one fails."""
    ready, failed, count = read(file, text_of(file)), 0, 0
    for rule in ready.rules.rules:
        for number, example in enumerate(rule.tests, start=1):
            applied, error = outcome_of(rule, example, ready.evaluate)
            fine, count = applied is example.applies, count + 1
            failed += not fine
            click.secho("ok    " if fine else "FAILED", fg="green" if fine else "red", nl=False)
            expected = "applies" if example.applies else "does not apply"
            why = "" if fine else f": it {'applied' if applied else 'did not'}{'' if error is None else f' ({error})'}"
            click.echo(f" {rule.slug}: {example.name or f'test {number}'}: {expected}{why}")
    click.echo(f"{count} tests, {failed} failed")
    if failed:
        raise SystemExit(1)


@rules.command("diff")
@file_argument
@click.option("--with", "version", type=click.IntRange(min=0), help="That version [the one in force]. 0: no rules.")
@workspace_option
@data_option
@told_plainly
def diff(file: Path, version: int | None, workspace: str | None, data: Path | None) -> None:
    """What FILE would change, rule by rule. Exit code 1 when anything would."""
    source = text_of(file)

    async def run(desk: Handrail, where: WorkspaceRow) -> Sequence[Changed]:
        old = await wanted_version(desk, where, version)
        return compare(rules_of(old), read(file, source).rules)

    changes = in_workspace(data, workspace, run)
    for one in changes:
        click.secho(f"{one.how} {one.slug}", bold=True)
        for name, before, after in one.fields:
            if before:
                click.secho(f"  - {name}: {before}", fg="red")
            if after:
                click.secho(f"  + {name}: {after}", fg="green")
    if not changes:
        click.echo("the same rules")
    raise SystemExit(1 if changes else 0)


@rules.command("publish")
@file_argument
@because_option
@click.option("--after", type=click.IntRange(min=0), help="Refuse unless this is still the version in force. 0: none.")
@workspace_option
@data_option
@told_plainly
def publish(file: Path, because: str, after: int | None, workspace: str | None, data: Path | None) -> None:
    """Put FILE into force: it counts from the next decision on."""
    source = text_of(file)

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        try:
            published, checked = await desk.rules.publish(where.tenant, By(), source, because, after)
        except RulesAreWrong as wrong:
            raise say_faults(file, wrong.faults) from wrong
        except RulesAreRefused as refused:
            say_remarks(file, refused.checked.linted.remarks, refused.checked.place)
            raise Refused("Nothing was published.") from refused
        say_remarks(file, checked.linted.remarks, checked.place)
        click.echo(f"version {published.version} is in force: {len(checked.ready.rules.rules)} rules")

    in_workspace(data, workspace, run)


@rules.command("rollback")
@click.argument("version", type=click.IntRange(min=1))
@because_option
@workspace_option
@data_option
@told_plainly
def rollback(version: int, because: str, workspace: str | None, data: Path | None) -> None:
    """Put the rules of VERSION into force again, as a new version."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        try:
            published = await desk.rules.publish.roll_back(where.tenant, By(), version, because)
        except RulesAreWrong as wrong:
            raise Refused(f"Version {version} cannot be read any more: {wrong}") from wrong
        click.echo(f"version {published.version} is in force: the rules of version {version}")

    in_workspace(data, workspace, run)


@rules.command("show")
@click.argument("version", type=click.IntRange(min=1), required=False)
@workspace_option
@data_option
@told_plainly
def show(version: int | None, workspace: str | None, data: Path | None) -> None:
    """The rules in force, or those of VERSION, as they were written."""

    async def run(desk: Handrail, where: WorkspaceRow) -> Published | None:
        return await wanted_version(desk, where, version)

    found = in_workspace(data, workspace, run)
    click.echo("format: rules/1\nrules: []" if found is None else found.source.rstrip("\n"))


@rules.command("list")
@workspace_option
@data_option
@told_plainly
def list_versions(workspace: str | None, data: Path | None) -> None:
    """Every version, newest first."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        history = await desk.rules.read.history(where.tenant)
        async with desk.desk.as_system(where.tenant) as work:
            people, _ = await work.people.roster()
        names = {f"agent:{person.id}": person.name for person in people}
        for one in history:
            back = "" if one.rolled_back_to is None else f"  back to version {one.rolled_back_to}"
            when, who = one.published_at.isoformat(timespec="seconds"), names.get(one.author, one.author)
            click.echo(f"{one.version:>4}  {when}  {who}{back}{f'  {one.because}' if one.because else ''}")
        if not history:
            click.echo("no rules were published yet")

    in_workspace(data, workspace, run)


@rules.command("facts")
def facts() -> None:
    """Every fact that a condition may use, as Markdown."""
    click.echo(facts_page(), nl=False)


async def wanted_version(desk: Handrail, where: WorkspaceRow, version: int | None) -> Published | None:
    """None for the one in force, 0 for none at all."""
    if version is None:
        return await desk.rules.read.latest(where.tenant)
    return None if version == 0 else await desk.rules.read.version(where.tenant, version)


async def _checked(desk: Handrail, where: WorkspaceRow, file: Path, source: str) -> Checked:
    try:
        return await desk.rules.check(where.tenant, source)
    except RulesAreWrong as wrong:
        raise say_faults(file, wrong.faults) from wrong


def read(file: Path, source: str) -> ReadyRules:
    """Compiled, or refused with every fault as FILE:LINE:COLUMN."""
    try:
        return RuleLanguage().from_file(source)
    except RulesAreWrong as wrong:
        raise say_faults(file, wrong.faults) from wrong
