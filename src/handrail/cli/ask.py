"""`handrail try`: what would happen to a message, without sending anything."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import click

from handrail.app import Handrail
from handrail.cli.within import Refused, data_option, in_workspace, lines_of, told_plainly, workspace_option
from handrail.core.conversation.message import AuthorKind
from handrail.core.conversation.texts import render
from handrail.core.escalation.decision import Answer, AskBack, HandOff
from handrail.core.escalation.facts import Facts
from handrail.core.grounding.verdict import Verdict
from handrail.flows.hand_off import promise_slots
from handrail.flows.try_message import Trial
from handrail.flows.try_wording import TriedWording
from handrail.storage.workspaces import WorkspaceRow


@click.command("try")
@click.argument("message", required=False)
@click.option(
    "--file", "file", type=click.Path(path_type=Path, allow_dash=True), help='JSONL rows {"text", "history"?, "lang"?}.'
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Where the decided rows go [standard output]."
)
@click.option("--json", "as_json", is_flag=True, help="The whole decision as JSON.")
@click.option(
    "--model/--no-model",
    "worded",
    default=None,
    help="Ask the language model for its words [for a MESSAGE, not for --file].",
)
@workspace_option
@data_option
@told_plainly
def try_command(
    message: str | None,
    file: Path | None,
    out: Path | None,
    as_json: bool,
    worded: bool | None,
    workspace: str | None,
    data: Path | None,
) -> None:
    """Decide on MESSAGE as always, but send, keep and promise nothing."""
    if (message is None) == (file is None):
        raise click.UsageError("Give either a MESSAGE or --file.")
    rows = [{"text": message}] if file is None else _rows(file)

    async def run(desk: Handrail, where: WorkspaceRow) -> list[dict[str, Any]]:
        ask = file is None if worded is None else worded
        return [await _decided(desk, where, row, ask) for row in rows]

    decided = in_workspace(data, workspace, run)
    if file is not None:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in decided)
        if out is None:
            click.echo(text, nl=False)
        else:
            out.write_text(text, encoding="utf-8")
    elif as_json:
        click.echo(json.dumps(decided[0], indent=2, ensure_ascii=False))
    elif "error" in decided[0]:
        raise Refused(decided[0]["reason"])
    else:
        _say(decided[0])


def _rows(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(lines_of(file), start=1):
        if not line.strip():
            continue
        try:
            row: Any = json.loads(line)
        except json.JSONDecodeError as error:
            raise Refused(f"{file}, line {number}: not JSON ({error.msg}).") from error
        given = cast(dict[str, Any], row) if isinstance(row, dict) else {}
        if not isinstance(given.get("text"), str):
            raise Refused(f'{file}, line {number}: a row needs "text".')
        rows.append(given)
    return rows


async def _decided(desk: Handrail, where: WorkspaceRow, row: dict[str, Any], worded: bool) -> dict[str, Any]:
    """The row as given, with what was decided. A text that is no message is refused in its own row."""
    try:
        history = [_turn(turn) for turn in cast(list[Any], row.get("history") or [])]
        trial = await desk.flows.try_message(where.tenant, row["text"], history, row.get("lang"), worded=worded)
    except ValueError as error:
        return {**row, "decision": "wait", "rule": "not-a-message", "reason": str(error), "error": type(error).__name__}
    return {**row, **trial_json(trial)}


def _turn(turn: Any) -> tuple[AuthorKind, str]:
    """A turn is {"author" or "role", "text"} or a bare string, then the customer's."""
    if isinstance(turn, str):
        return AuthorKind.CUSTOMER, turn
    said = cast(dict[str, Any], turn) if isinstance(turn, dict) else {}
    who = str(said.get("author") or said.get("role") or "customer")
    kind = {"user": "customer", "bot": "assistant"}.get(who, who)
    return AuthorKind(kind), str(said.get("text") or said.get("content") or "")


def trial_json(trial: Trial) -> dict[str, Any]:
    decision, facts = trial.decision, trial.facts
    reply, sources = _reply(trial)
    found: dict[str, Any] = {
        "decision": decision.kind,
        "rule": decision.rule,
        "reason": decision.reason,
        "would_change": decision.would_change,
        "offer_person": decision.offer_person,
        "topic": None if facts.topic is None else facts.topic.slug,
        "moments": ["human-request"] if facts.wish is not None else [],
        "signals": _signals(facts),
        "reply": reply,
        "sources": sources,
        "language": facts.language,
    }
    if trial.wording is not None:
        found |= _wording_json(trial.wording)
    if trial.routing is not None and trial.promise is not None:
        assert isinstance(decision.outcome, HandOff)
        found["reason_code"] = decision.outcome.reason.value
        found["owner"] = {"id": str(trial.routing.person.id), "name": trial.routing.person.name}
        found["routing"] = trial.routing.explanation
        found["promise"] = {"due_at": trial.promise.due_at.isoformat(), "because": trial.promise.because}
    return found


def _wording_json(tried: TriedWording) -> dict[str, Any]:
    """`reply` is replaced only where a model's words would go out."""
    worded = tried.worded
    if worded is None:
        return {"model": {"asked": False, "because": tried.because}}
    usage, checked = worded.answered.usage, worded.checked
    verdicts: Sequence[Verdict] = () if checked is None else checked.verdicts
    model: dict[str, Any] = {
        "asked": True,
        "sent": tried.sent,
        "because": tried.because,
        "name": usage.model,
        "outcome": worded.answered.outcome.value,
        "prompt": {
            "version": worded.prompt.version,
            "system": worded.prompt.instructions,
            "message": worded.prompt.message,
        },
        "masked": len(worded.prompt.masks),
        "reply": worded.text or (None if checked is None else checked.draft.text),
        "guards": None if checked is None else checked.version,
        "verdicts": [
            {"guard": one.guard.value, "passed": one.passed, "sentence": one.sentence, "because": one.because}
            for one in verdicts
        ],
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cost_usd": None if usage.cost is None else usage.cost / 1e6,
        "ms": usage.ms,
    }
    return {"model": model, "reply": worded.text} if tried.sent else {"model": model}


def _say_wording(model: dict[str, Any]) -> None:
    if not model["asked"]:
        click.echo(f"  model:  not asked. {model['because']}")
        return
    cost = "price unknown" if model["cost_usd"] is None else f"US$ {model['cost_usd']:.6f}"
    tokens = f"{model['input_tokens']} + {model['output_tokens']} tokens"
    click.echo(
        f"  model:  {model['name']}, {tokens}, {cost}, {model['ms'] / 1000:.1f} s, {model['masked']} values masked"
    )
    if model["reply"] and not model["sent"]:
        click.echo(f"  wrote:  “{model['reply']}”")
    for one in model["verdicts"]:
        if not one["passed"]:
            where = "the whole" if one["sentence"] is None else f"sentence {one['sentence'] + 1}"
            click.echo(f"  guard:  {one['guard']} stopped {where}: {one['because']}")
    passed = sum(one["passed"] for one in model["verdicts"])
    click.echo(f"  guards: {passed} of {len(model['verdicts'])} checks passed. {model['because']}")


def _reply(trial: Trial) -> tuple[str | None, list[dict[str, Any]]]:
    language = trial.facts.language
    match trial.decision.outcome:
        case Answer(quote):
            return quote.text, [{"id": quote.key, "title": quote.title, "version": quote.version, "quote": quote.text}]
        case AskBack(text_id):
            return render(text_id, {}, language), []
        case HandOff() if trial.promise is not None:
            return render(trial.promise.text_id, promise_slots(trial.promise), language), []
        case _:
            return None, []


def _signals(facts: Facts) -> dict[str, Any]:
    signals: dict[str, Any] = {
        "language": {"code": facts.language, "confidence": round(facts.language_confidence, 3)},
        "small_talk": facts.small_talk,
        "times_asked": facts.times_asked,
        "times_answered": facts.times_answered,
        "contradictions": facts.contradictions,
        "failures": list(facts.failures),
    }
    if facts.wish is not None:
        signals["wants_person"] = {"pattern": facts.wish.by, "span": [facts.wish.start, facts.wish.end]}
    if facts.evidence is not None:
        signals["evidence"] = {"enough": facts.evidence.enough, "because": list(facts.evidence.because)}
    return signals


def _say(row: dict[str, Any]) -> None:
    click.secho(
        {"answer": "Answer", "hand_off": "A person", "ask_back": "Ask back", "wait": "Wait", "act": "Act"}[
            row["decision"]
        ],
        bold=True,
    )
    if row["reply"]:
        click.echo(f"  “{row['reply']}”")
    for source in row["sources"]:
        click.echo(f"  source: {source['title']} ({source['id']}, version {source['version']})")
    if "model" in row:
        _say_wording(row["model"])
    if "owner" in row:
        click.echo(f"  owner:  {row['owner']['name']} ({row['routing']})")
        click.echo(f"  by:     {row['promise']['due_at']} ({row['promise']['because']})")
    click.echo(f"  rule:   {row['rule']}: {row['reason']}")
    click.echo(f"  would change it: {row['would_change']}")
