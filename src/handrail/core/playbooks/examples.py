"""A playbook's own tests: a customer's words and tools' answers are played through it, and what happens is compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from handrail.core.playbooks.machine import (
    Answered,
    Asks,
    Calls,
    Ends,
    GoesOn,
    HandsOver,
    Judge,
    Next,
    NotDone,
    Said,
    Waits,
    advance,
    begin,
    would_fill,
)
from handrail.core.playbooks.playbook import Example, Playbook
from handrail.core.playbooks.run import Run, RunState
from handrail.core.playbooks.show import question, unsaid
from handrail.core.playbooks.words import leaves

NOBODY = UUID(int=0)


@dataclass(slots=True)
class Played:
    """What happened, in order. `ends` in the words of the test; `said`: the assistant's words, a message each."""

    ends: str = ""
    asks: list[str] = field(default_factory=list[str])
    calls: list[str] = field(default_factory=list[str])
    said: list[str] = field(default_factory=list[str])
    missing: list[str] = field(default_factory=list[str])
    because: str = ""


def play(playbook: Playbook, example: Example, judge: Judge) -> Played:
    """A tool that the test gives no answer for surely does nothing. A turn “(time passes)” is the time it waits for."""
    played, given = Played(), {step: list(answers) for step, answers in example.results.items()}
    now = datetime.fromisoformat(example.now).astimezone(ZoneInfo(example.timezone))
    first = Said(example.turns[0], now, 1)
    run = begin(playbook, NOBODY, NOBODY, "test", first, timezone=example.timezone, language=example.language)
    run, after = advance(playbook, run, GoesOn(now), judge)
    run, after = _until_quiet(playbook, run, after, given, judge, played, now)
    for n, turn in enumerate(example.turns[1:], 2):
        if run.state.is_over:
            played.because = f"It was over before “{turn}”."
            played.ends = f"{played.ends} early"
            return played
        if turn == "(time passes)":
            now = (run.wake_at or now).astimezone(ZoneInfo(example.timezone))
            run, after = advance(playbook, run, GoesOn(now), judge)
        elif leaves(turn) and not would_fill(playbook, run, Said(turn, now, n)):
            played.ends = "left"
            return played
        else:
            run, after = advance(playbook, run, Said(turn, now, n), judge)
        run, after = _until_quiet(playbook, run, after, given, judge, played, now)
    return played


def _until_quiet(
    playbook: Playbook,
    run: Run,
    after: Next,
    given: dict[str, list[Mapping[str, Any] | str]],
    judge: Judge,
    played: Played,
    now: datetime,
) -> tuple[Run, Next]:
    while isinstance(after, Calls):
        played.calls.append(after.tool)
        left = given.get(after.step, [])
        answer = left.pop(0) if len(left) > 1 else left[0] if left else "The test gives no answer for this step."
        event = NotDone(answer, now) if isinstance(answer, str) else Answered(answer, now)
        run, after = advance(playbook, run, event, judge)
    return replace(_say(playbook, run, after, played), unsaid=()), after


def _say(playbook: Playbook, run: Run, after: Next, played: Played) -> Run:
    words = unsaid(playbook, run, playbook.links)
    parts, missing = [words.text] if words.text else [], list(words.missing)
    match after:
        case Asks(slot, again):
            asked = question(playbook, run, slot, again=again, links=playbook.links)
            parts.append(asked.text)
            missing += asked.missing
            played.asks.append(slot)
            played.ends = "waiting" if run.state is RunState.WAITING else "asking"
        case Waits():
            played.ends = "waiting"
        case HandsOver(because):
            played.ends, played.because = "hand_over", because
        case Ends():
            played.ends = "done"
        case Calls():
            played.ends = "acting"
    if parts:
        played.said.append("\n\n".join(parts))
    played.missing += missing
    return run


@dataclass(frozen=True, slots=True)
class Outcome:
    example: Example
    played: Played
    wrong: tuple[str, ...]


def outcome_of(playbook: Playbook, example: Example, judge: Judge) -> Outcome:
    played = play(playbook, example, judge)
    wrong: list[str] = []
    if played.ends != example.ends:
        wrong.append(
            f"it ended as {played.ends or 'nothing'}, not {example.ends}{f' ({played.because})' if played.because else ''}"
        )
    if example.asks is not None and played.asks != list(example.asks):
        wrong.append(f"it asked for {', '.join(played.asks) or 'nothing'}")
    if example.calls is not None and played.calls != list(example.calls):
        wrong.append(f"it called {', '.join(played.calls) or 'nothing'}")
    whole = "\n".join(played.said)
    wrong += [f"it never said “{words}”" for words in example.says if words not in whole]
    if played.missing:
        wrong.append(f"it had no value for {', '.join(dict.fromkeys(played.missing))}")
    return Outcome(example, played, tuple(wrong))
