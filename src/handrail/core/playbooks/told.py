"""A playbook and a run of it in words, for people of the team: what it does step by step, and how far it came."""

from dataclasses import dataclass
from datetime import timedelta

from handrail.core.playbooks.playbook import (
    Ask,
    Branch,
    Call,
    Done,
    HandOver,
    Playbook,
    Say,
    Step,
    Until,
    WaitUntil,
)
from handrail.core.playbooks.run import Run, RunState
from handrail.core.playbooks.show import words_in
from handrail.core.playbooks.values import shown
from handrail.core.tools.tool import Value

STATES = {
    RunState.ASKING: "waits for the customer's answer",
    RunState.ACTING: "is at work",
    RunState.APPROVAL: "waits for a person's yes",
    RunState.IDENTITY: "waits for the customer to show who they are",
    RunState.WAITING: "waits for its time",
    RunState.DONE: "done",
    RunState.HANDED_OVER: "a person went on",
    RunState.LEFT: "left",
}


@dataclass(frozen=True, slots=True)
class RunTold:
    """`headline` such as “Refund: waits for a person's yes”. `known` and `done` are lines."""

    headline: str
    known: tuple[tuple[str, str], ...]
    done: tuple[str, ...]
    because: str


def run_told(playbook: Playbook | None, run: Run, name: str | None = None) -> RunTold:
    """Also of a playbook that cannot be read any more."""
    title = name or (run.playbook if playbook is None else playbook.name)
    known = tuple((_words(slot), _value(playbook, slot, value, run)) for slot, value in run.slots.items())
    done = tuple(_result(playbook, step, fields, run) for step, fields in run.results.items())
    return RunTold(f"{title}: {_state(playbook, run)}", known, done, run.because)


def _state(playbook: Playbook | None, run: Run) -> str:
    step = None if playbook is None else playbook.steps.get(run.step)
    if run.state is RunState.ASKING and isinstance(step, Ask):
        return f"asked for {_words(step.slot).lower()}"
    if run.state is RunState.WAITING and run.wake_at is not None:
        return f"waits until {run.wake_at:%Y-%m-%d %H:%M} UTC"
    return STATES[run.state]


def _result(playbook: Playbook | None, step: str, fields: object, run: Run) -> str:
    found = playbook.steps.get(step) if playbook is not None else None
    tool = found.tool if isinstance(found, Call) else step
    said = [f"{_words(name).lower()} {plain_value(value, run)}" for name, value in run.results.get(step, {}).items()]
    return f"{tool}: {', '.join(said) or 'done'}"


def _value(playbook: Playbook | None, slot: str, value: Value, run: Run) -> str:
    choice = None if playbook is None or slot not in playbook.slots else playbook.slots[slot].choice(str(value))
    return plain_value(value, run) if choice is None else words_in({c: w[0] for c, w in choice.words.items()}, "en")


def plain_value(value: Value, run: Run) -> str:
    """As people of the team read it."""
    return ("yes" if value else "no") if isinstance(value, bool) else shown(value, "en", run.timezone)


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class StepTold:
    """`kind`: ask, say, branch, call, wait, hand_over or done. `leads`: “yes” → step, in order."""

    name: str
    kind: str
    says: str
    detail: tuple[str, ...]
    leads: tuple[tuple[str, str], ...]


def steps_told(playbook: Playbook, language: str = "en") -> tuple[StepTold, ...]:
    """In the order of the file."""
    return tuple(_told(playbook, step, language) for step in playbook.steps.values())


def _told(playbook: Playbook, step: Step, language: str) -> StepTold:
    match step:
        case Ask():
            slot = playbook.slots.get(step.slot)
            asked = "" if slot is None else words_in(slot.ask, language)
            detail = [] if slot is None else [f"Takes {_one(slot.kind.value)}" + _pattern(slot.pattern)]
            if step.fresh:
                detail.append("Asks anew, whatever was told before; twice at most.")
            if step.until is not None:
                detail.append(f"Stays open until {_until(step.until)}.")
            leads = [*step.go.items(), *([] if step.next is None else [("then", step.next)])]
            leads += [] if step.until is None else [("no answer by then", step.until.go)]
            return StepTold(step.name, "ask", asked, tuple(detail), tuple(leads))
        case Say():
            return StepTold(step.name, "say", words_in(step.text, language), (), (("then", step.next),))
        case Branch():
            cases = [(one.when, one.go) for one in step.cases]
            return StepTold(step.name, "branch", "", (), (*cases, ("else", step.otherwise)))
        case Call():
            detail = [f"{name}: {where}" for name, where in step.arguments.items()]
            leads = [("then", step.next), *([] if step.refused is None else [("not done", step.refused)])]
            return StepTold(step.name, "call", step.tool, tuple(detail), tuple(leads))
        case WaitUntil():
            leads = [("then", step.until.go), ("passed already", step.late)]
            return StepTold(step.name, "wait", f"Waits until {_until(step.until)}.", (), tuple(leads))
        case HandOver():
            return StepTold(step.name, "hand_over", step.because, (), ())
        case Done():
            return StepTold(step.name, "done", "", (), ())


def _until(until: Until) -> str:
    return f"{before_words(until.before)} {until.at}" if until.before else until.at


def before_words(before: timedelta) -> str:
    """“1 day before”, “2 hours before”."""
    minutes = int(before.total_seconds() // 60)
    for size, name in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes and minutes % size == 0:
            count = minutes // size
            return f"{count} {name}{'' if count == 1 else 's'} before"
    return "at"


def _pattern(pattern: str | None) -> str:
    return "." if pattern is None else f" that looks like {pattern}."


def _one(kind: str) -> str:
    words = kind.replace("_", " ")
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
