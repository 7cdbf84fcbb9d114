"""`handrail usage`: what language models cost, by purpose and for each conversation that was resolved."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click

from handrail.app import Handrail
from handrail.cli.within import data_option, in_workspace, print_json, told_plainly, workspace_option
from handrail.storage.model_use import PerResolution, UsedFor, used_since
from handrail.storage.workspaces import WorkspaceRow


@click.command()
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True)
@click.option("--json", "as_json", is_flag=True)
@workspace_option
@data_option
@told_plainly
def usage(days: int, as_json: bool, workspace: str | None, data: Path | None) -> None:
    """What language models cost in the last days, by purpose, and for each conversation that was resolved in them."""

    async def run(desk: Handrail, where: WorkspaceRow) -> None:
        since = desk.clock() - timedelta(days=days)
        used, resolved = await used_since(desk.door, where.tenant, since)
        if as_json:
            print_json({"since": since, "used": list(used), "per_resolution": resolved})
            return
        _say(used, resolved, since)
        ready = await desk.flows.ask_model.ready(where.tenant)
        click.echo(f"model: {desk.model.reason}" if ready.may_ask else f"not asked now: {ready.because}")

    in_workspace(data, workspace, run)


def _say(used: Sequence[UsedFor], resolved: PerResolution, since: datetime) -> None:
    if not used:
        click.echo(f"no calls of a language model since {since:%Y-%m-%d}")
    for one in used:
        price = f"US$ {one.cost / 1e6:,.4f}" + (f", {one.unpriced} unpriced" if one.unpriced else "")
        tokens = f"{one.input_tokens:,} in ({one.cached_tokens:,} cached), {one.output_tokens:,} out"
        counted = f"{one.purpose:<8} {one.model:<28} {one.calls:>6} calls  {one.failed:>4} failed"
        click.echo(f"{counted}  {tokens}  {price}  {one.median_ms} ms")
    if resolved.resolved:
        each = f"{resolved.tokens / resolved.resolved:,.0f} tokens, US$ {resolved.cost / 1e6 / resolved.resolved:,.4f}"
        click.echo(f"{resolved.resolved} conversations resolved, {resolved.with_model} with a model: {each} each")
