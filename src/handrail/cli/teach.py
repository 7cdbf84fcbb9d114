"""What the assistant may say: topics with their levels, and approved articles."""

from datetime import timedelta
from pathlib import Path

import click

from handrail.app import Handrail
from handrail.cli.staff import person_called
from handrail.cli.topics_taught import COMMANDS
from handrail.cli.within import Refused, data_option, in_workspace, told_plainly, workspace_option
from handrail.core.supervision.levels import ACTION_CLASSES, QUOTE, SPEAKS_ALONE, Level
from handrail.flows.administer import By
from handrail.ports import NewTopic
from handrail.search.read_articles import read_articles
from handrail.storage.articles import list_articles
from handrail.storage.topics import topics_of
from handrail.storage.workspaces import WorkspaceRow

SPEAKING = sorted(level.value for level in SPEAKS_ALONE)


@click.group()
def topics() -> None:
    """Kinds of request, and what the assistant may do with each."""


for command in COMMANDS:
    topics.add_command(command)


@topics.command("list")
@workspace_option
@data_option
@told_plainly
def list_topics(workspace: str | None, data: Path | None) -> None:
    """Every topic with its level and what that rests on."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        for one in await topics_of(desk.door, where.tenant):
            ends = "nothing in force" if one.granted_until is None else f"granted until {one.granted_until:%Y-%m-%d}"
            click.echo(f"{one.slug:<24} {one.level:<12} {ends:<28} owner {one.owner}")

    in_workspace(data, workspace, run)


@topics.command("add")
@click.argument("topic")
@click.option("--name", required=True, help="As agents read it.")
@click.option("--owner", required=True, help="Who is accountable for what is said on it: somebody's short name.")
@click.option("--skill", help="What a person needs to answer it.")
@workspace_option
@data_option
@told_plainly
def add(topic: str, name: str, owner: str, skill: str | None, workspace: str | None, data: Path | None) -> None:
    """Add TOPIC, a kind of request, at level suggest: the assistant drafts and people send."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        accountable = await person_called(desk, where.tenant, owner)
        await desk.administer.add_topic(where.tenant, By(), NewTopic(topic, name, accountable, skill=skill))
        click.echo(f"{topic}: added at level suggest, owner {owner}")

    in_workspace(data, workspace, run)


@topics.command("grant")
@click.argument("topic")
@click.option("--by", "signer", required=True, help="The lead or admin who signs.")
@click.option("--days", type=click.IntRange(1, 60), default=60, show_default=True)
@click.option("--to", "to", default=QUOTE, show_default=True, help="quote, phrase or playbook:SLUG.")
@click.option("--level", type=click.Choice(SPEAKING), default=Level.AUTONOMOUS.value, show_default=True)
@workspace_option
@data_option
@told_plainly
def grant(topic: str, signer: str, days: int, to: str, level: str, workspace: str | None, data: Path | None) -> None:
    """Let the assistant quote approved articles of TOPIC alone, under a signature that expires. With `--to phrase` a
    language model may word the answer, which is sent only when every guard lets it pass; with `--to playbook:SLUG` the
    assistant works requests through by that playbook of TOPIC. A topic has one level for all of them."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        by = By(await person_called(desk, where.tenant, signer))
        ends = desk.clock() + timedelta(days=days) - timedelta(seconds=1)
        known = (
            *ACTION_CLASSES,
            *(one.action_class for one in (await desk.playbooks.in_force(where.tenant)).on(topic)),
        )
        if to not in known:
            raise Refused(f"A grant on “{topic}” is to one of {', '.join(known)}; “{to}” is none of them.")
        await desk.administer.sign_grant(where.tenant, by, topic, ends, level=Level(level), action_class=to)
        click.echo(f"{topic}: the assistant may {to} until {ends:%Y-%m-%d}, granted by {signer}, not yet earned")

    in_workspace(data, workspace, run)


@topics.command("level")
@click.argument("topic")
@click.argument("level", type=click.Choice([level.value for level in Level]))
@workspace_option
@data_option
@told_plainly
def set_level(topic: str, level: str, workspace: str | None, data: Path | None) -> None:
    """Set TOPIC to LEVEL. Speaking alone needs a grant in force as well."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        await desk.administer.change_topic(where.tenant, By(), topic, {"level": Level(level)})
        click.echo(f"{topic}: {level}")

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
