"""`handrail replay`: stored decisions are made again; with rules from a file, what those would have changed."""

import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from handrail.app import Handrail
from handrail.cli.publishing import say_faults
from handrail.cli.within import data_option, in_workspace, print_json, text_of, told_plainly, workspace_option
from handrail.core.escalation.decision import KINDS, Decision
from handrail.core.escalation.rules import RulesAreWrong
from handrail.core.escalation.rules.backtest import Backtest, Change, Effect, Share
from handrail.flows.replay import Replay, Verdict
from handrail.storage.past_decisions import past_within
from handrail.storage.workspaces import WorkspaceRow

HEADS = {
    Effect.LOST: "LOST: a person was needed, and would come later or not at all",
    Effect.CAUGHT: "Missed or late until now: a person would come sooner",
    Effect.NEEDLESS: "Needless: would go to a person, and nothing shows that one was needed",
    Effect.RELEASED: "Released: would go to no person any more, and nothing shows that one was needed",
    Effect.OTHER: "Otherwise different",
}
OUTCOMES = {"answer": "answer", "act": "act", "ask_back": "ask back", "hand_off": "a person", "wait": "say nothing"}
SHOWN = 160  # characters of a message


@click.command()
@click.option(
    "--rules",
    "file",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    help="Try these rules on what happened instead.",
)
@click.option("--since", default="90d", show_default=True, help="How far back, in days.")
@click.option(
    "--samples",
    type=click.IntRange(0, 1000),
    default=5,
    show_default=True,
    help="With --rules: conversations to read in each group.",
)
@click.option(
    "--most",
    type=click.IntRange(1, 100_000),
    default=2_000,
    show_default=True,
    help="With --rules: at most so many conversations, and imported turns, the newest first.",
)
@click.option("--json", "as_json", is_flag=True, help="With --rules: the whole result as JSON.")
@workspace_option
@data_option
@told_plainly
def replay(
    file: Path | None, since: str, samples: int, most: int, as_json: bool, workspace: str | None, data: Path | None
) -> None:
    """Decide stored facts again, each under the rules it was decided under. Exit code 1 when one comes out otherwise.

    With --rules FILE: what FILE would have changed, compared with the rules in force. Conversations decided here are
    decided again from their stored facts; imported ones (`handrail history import`) turn by turn with today's knowledge.
    Missed and late hand-offs come first, then needless ones. Nothing is sent, kept or published.
    """
    days = _days(since)
    if file is None:
        differing = in_workspace(data, workspace, lambda desk, where: _again(desk, where, days))
    else:
        source = text_of(file)
        found = in_workspace(data, workspace, lambda desk, where: _tried(desk, where, file, source, days, most))
        print_json(_plain(found)) if as_json else say(found, samples)
        differing = 0
    if differing:
        raise SystemExit(1)


async def _again(desk: Handrail, where: WorkspaceRow, days: int) -> int:
    counted: Counter[Verdict] = Counter()
    made_again = Replay(desk.desk, past_within, rulebook=desk.rules.rulebook)
    async for one in made_again(where.tenant, _from(desk, days)):
        counted[one.verdict] += 1
        if one.verdict is not Verdict.SAME:
            click.echo(f"{one.made.id}  {one.verdict.value}  {one.why or ''}")
    click.echo(", ".join(f"{counted[verdict]} {verdict.value}" for verdict in Verdict))
    return counted[Verdict.DIFFERS]


async def _tried(desk: Handrail, where: WorkspaceRow, file: Path, source: str, days: int, most: int) -> Backtest:
    try:
        ready = desk.rules.language.from_file(source)
    except RulesAreWrong as wrong:
        raise say_faults(file, wrong.faults) from wrong
    since = _from(desk, days)
    with click.progressbar(length=1, label="trying", file=sys.stderr) as bar:

        def progress(looked: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(1)

        return await desk.rules.back_test(
            where.tenant, since, ready.evaluate, most_conversations=most, most_turns=most, progress=progress
        )


def say(found: Backtest, samples: int) -> None:
    """As text: what changes first, then how sure it is, then by topic."""
    from_elsewhere = f" ({found.imported} imported)" if found.imported else ""
    click.echo(
        f"{found.looked_at} conversations{from_elsewhere} with {found.turns} turns; {len(found.changes)} would change"
    )
    if found.unread:
        click.echo(f"{found.unread} hold decisions whose facts are erased or cannot be read; those were passed over")
    if found.left_out:
        click.secho(f"{found.left_out} older conversations were left out (--most)", fg="yellow")
    for effect, head in HEADS.items():
        changes = found.of(effect)
        if changes:
            click.secho(f"\n{head}: {len(changes)}", bold=True, fg="red" if effect is Effect.LOST else None)
            for change in changes[:samples]:
                _say_change(change)
            if len(changes) > samples:
                click.echo(f"  and {len(changes) - samples} more (--samples)")
    click.echo()
    for says, share in found.shares.items():
        click.echo(f"{says:<22} {_share(share)}")
    if found.changes:
        click.echo(
            f"\n{'topic':<22} {'looked at':>9} {'lost':>6} {'caught':>7} {'needless':>9} {'released':>9} {'other':>6}"
        )
        for topic, of in found.of_topic.items():
            counts = [found.by_topic[topic].get(effect, 0) for effect in Effect]
            click.echo(
                f"{topic or '(none)':<22} {of:>9} "
                + " ".join(f"{n:>{w}}" for n, w in zip(counts, (6, 7, 9, 9, 6), strict=True))
            )


def _say_change(change: Change) -> None:
    step = change.step
    text = " ".join(step.facts.text.split())
    click.echo(f"  {change.course.conversation}  {change.course.opened_at:%Y-%m-%d}  {change.course.topic}")
    click.echo(f"    “{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”")
    click.echo(f"    now:  {outcome_words(step.before)} ({step.before.rule})")
    click.echo(f"    then: {outcome_words(step.after)} ({step.after.rule}): {step.after.reason}")
    if change.needed is not None:
        click.echo(f"    in truth: {change.needed.because}")
    click.echo(f"    would change it: {step.after.would_change}")


def outcome_words(decision: Decision) -> str:
    offered = ", and a person is offered" if decision.offer_person and decision.kind != "hand_off" else ""
    return f"{OUTCOMES[KINDS[type(decision.outcome)]]}{offered}"


def _share(share: Share) -> str:
    if not share.of:
        return "none to count"
    return f"{share.count} of {share.of}: {share.share:.0%} ({share.low:.0%} to {share.high:.0%})"


def _plain(found: Backtest) -> dict[str, Any]:
    shares = {
        says: {"count": one.count, "of": one.of, "low": round(one.low, 4), "high": round(one.high, 4)}
        for says, one in found.shares.items()
    }
    return {
        "looked_at": found.looked_at,
        "imported": found.imported,
        "turns": found.turns,
        "needed": found.needed,
        "unread": found.unread,
        "left_out": found.left_out,
        "shares": shares,
        "by_topic": {t: {"looked_at": found.of_topic[t], **counted} for t, counted in found.by_topic.items()},
        "changes": [_plain_change(change) for change in found.changes],
    }


def _plain_change(change: Change) -> dict[str, Any]:
    step = change.step
    return {
        "conversation": str(change.course.conversation),
        "effect": change.effect.value,
        "at": step.at.isoformat(),
        "topic": change.course.topic,
        "imported": change.course.imported,
        "text": step.facts.text,
        "now": _plain_decision(step.before),
        "then": _plain_decision(step.after),
        "needed": None if change.needed is None else change.needed.because,
        "turns_sooner": change.turns,
    }


def _plain_decision(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.kind,
        "rule": decision.rule,
        "reason": decision.reason,
        "would_change": decision.would_change,
        "offer_person": decision.offer_person,
    }


def _from(desk: Handrail, days: int) -> datetime:
    return desk.clock() - timedelta(days=days)


def _days(text: str) -> int:
    number = text.removesuffix("d")
    if not (number.isascii() and number.isdigit() and len(number) <= 5):
        raise click.BadParameter("A number of days, such as 90d.", param_hint="--since")
    return int(number)
