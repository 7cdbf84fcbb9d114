"""`handrail topics teach, examples, fit, report, compare, rollback`: what the assistant knows topics by."""

from pathlib import Path

import click

from handrail.app import Handrail
from handrail.cli.within import data_option, in_workspace, lines_of, print_json, told_plainly, workspace_option
from handrail.core.understanding.topics.example import Handle
from handrail.core.understanding.topics.shown import lines_of as in_words
from handrail.core.understanding.topics.shown import percent
from handrail.core.understanding.topics.written import WORDS, read_written
from handrail.flows.administer import By
from handrail.ports.taught import Fit
from handrail.storage.workspaces import WorkspaceRow


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@workspace_option
@data_option
@told_plainly
def teach(file: Path, workspace: str | None, data: Path | None) -> None:
    """Teach the messages in FILE: CSV with columns text,topic and perhaps language,handle, or the same as JSON lines.

    In place of a topic may stand “people” (a person takes such messages) or “not-ours”. Again teaches only what is new.
    """
    written = read_written("\n".join(lines_of(file)))
    for fault in written.faults:
        click.secho(f"not taught: line {fault.line}: {fault.why}", fg="red", err=True)

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        done = await desk.topics.teach.add(where.tenant, By(), written.examples, "file")
        click.echo(f"{done.added} taught, {done.known} known already, {len(written.faults)} not read")
        if done.added:
            click.echo("They count from the next fit on: handrail topics fit")

    in_workspace(data, workspace, run)
    if written.faults:
        raise SystemExit(1)


@click.command()
@click.argument("topic")
@workspace_option
@data_option
@told_plainly
def examples(topic: str, workspace: str | None, data: Path | None) -> None:
    """What TOPIC is taught by; “people” and “not-ours” name what has no topic."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        word = WORDS.get(topic.lower())
        taught, articles = await desk.topics.teach.examples(where.tenant, None if word else topic, word)
        for one in taught:
            kind = "" if one.handle is Handle.ROUTINE else f"  [{one.handle.value}]"
            click.echo(f"{one.language:<4}{one.source:<13}{one.text}{kind}")
        for one in articles:
            click.echo(f"{one.language:<4}{'article':<13}{one.text}")
        if not taught and not articles:
            click.echo(f"Nothing is taught for “{topic}” yet.")

    in_workspace(data, workspace, run)


@click.command()
@workspace_option
@data_option
@told_plainly
def fit(workspace: str | None, data: Path | None) -> None:
    """Learn the topics from all that is taught. The fit is in force at once; `rollback` takes it back."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        _tell(await desk.topics.fit(where.tenant, By()))

    in_workspace(data, workspace, run)


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True)
@workspace_option
@data_option
@told_plainly
def report(name: str | None, as_json: bool, workspace: str | None, data: Path | None) -> None:
    """How well the fit in force knows the topics (or the fit NAME), and which fits there are."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        fits = desk.topics.fit
        now = (await fits.in_force(where.tenant)).fit
        shown = now if name is None else await fits.called(where.tenant, name)
        if as_json:
            print_json({"in_force": None if now is None else now.fitted, "fit": shown})
            return
        if shown is None:
            click.echo("No topics are fitted: articles alone say what was taught. `handrail topics fit` learns them.")
            return
        _tell(shown)
        click.echo("\nfits, newest first:")
        for one in await fits.newest(where.tenant):
            mark = "in force" if now is not None and one.id == now.id else "" if one.kept else "forgotten"
            click.echo(f"  {one.fitted}  {one.at:%Y-%m-%d %H:%M}  {one.report.examples} examples  {mark}")

    in_workspace(data, workspace, run)


@click.command()
@click.argument("before")
@click.argument("after")
@workspace_option
@data_option
@told_plainly
def compare(before: str, after: str, workspace: str | None, data: Path | None) -> None:
    """What changes from the fit BEFORE to the fit AFTER: on all that is taught, and on what customers wrote first."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        fits = desk.topics.fit
        for name in (before, after):
            one = (await fits.called(where.tenant, name)).report
            alone, kept = percent(one.cleared), percent(one.people_kept)
            click.echo(f"{one.version}: right {percent(one.right)}, alone {alone}, kept for people {kept}")
        changed = await fits.compare(where.tenant, before, after)
        bolder = [one for one in changed if one.after[1] and not one.before[1]]
        shyer = [one for one in changed if one.before[1] and not one.after[1]]
        other = [one for one in changed if one not in bolder and one not in shyer]
        for title, rows in (("answered alone only after", bolder), ("only before", shyer), ("another topic", other)):
            click.echo(f"\n{title}: {len(rows)}")
            for one in rows[:20]:
                click.echo(f"  {one.before[0] or '–'} → {one.after[0] or '–'}  {' '.join(one.text.split())[:100]}")

    in_workspace(data, workspace, run)


@click.command()
@click.argument("name")
@workspace_option
@data_option
@told_plainly
def rollback(name: str, workspace: str | None, data: Path | None) -> None:
    """Put the earlier fit NAME in force again."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        fit = await desk.topics.fit.roll_back(where.tenant, By(), name)
        click.echo(f"{fit.fitted} of {fit.at:%Y-%m-%d %H:%M} is in force again")

    in_workspace(data, workspace, run)


def _tell(fit: Fit) -> None:
    click.echo(f"fitted in {fit.seconds:.1f} s")
    for line in in_words(fit.report):
        click.echo(line)


COMMANDS = (teach, examples, fit, report, compare, rollback)
