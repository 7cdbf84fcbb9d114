"""A playbook is worked through: what happened moves the run to the next thing to say, ask, do or wait for. Pure and total."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from handrail.core.playbooks.playbook import Ask, Branch, Call, Done, HandOver, Playbook, Say, Slot, Step, WaitUntil
from handrail.core.playbooks.run import Run, RunState
from handrail.core.playbooks.values import AnswerUnread, answered, cel_value, read_answer, stated, wake_time
from handrail.core.tools.tool import Value

MOST_ASKED: Final = 2
"""A slot asked so often without an answer is a person's (decisions.md 8)."""
MOST_MOVES: Final = 200
"""Steps between two words of the customer's; lint refuses what could need more."""

CelValues = Mapping[str, bool | int | str]
Judge = Callable[[str, CelValues], bool | None]
"""Whether a condition holds; None where it cannot be judged. Total."""


@dataclass(frozen=True, slots=True)
class Said:
    """The customer's turn. `now` in their own time zone, since “tomorrow” is theirs."""

    text: str
    now: datetime
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """The tool of the present step said this. Without `now` a time that has passed already is not noticed."""

    data: Mapping[str, Any]
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotDone:
    """The tool of the present step surely did nothing, or a person said no to it."""

    because: str
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class GoesOn:
    """What it waited for is there: a time, a person's yes, a code. Or a process died, and another goes on."""

    now: datetime


Event = Said | Answered | NotDone | GoesOn


@dataclass(frozen=True, slots=True)
class Asks:
    slot: str
    again: bool


@dataclass(frozen=True, slots=True)
class Calls:
    """`visit` makes the effect's key: the same visit of the same step is the same intent, however often it is tried."""

    step: str
    visit: str
    tool: str
    arguments: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Waits:
    until: datetime


@dataclass(frozen=True, slots=True)
class HandsOver:
    because: str


@dataclass(frozen=True, slots=True)
class Ends:
    pass


Next = Asks | Calls | Waits | HandsOver | Ends


def begin(
    playbook: Playbook,
    run: UUID,
    conversation: UUID,
    version: str,
    said: Said,
    earlier: Sequence[str] = (),
    timezone: str = "UTC",
    language: str = "en",
) -> Run:
    """A run that knows already whatever the customer said: in this turn, else earlier in the conversation."""
    slots: dict[str, Value] = {}
    for name, slot in playbook.slots.items():
        value = stated(slot, said.text, said.now)
        if value is None and earlier:
            value = _said_earlier(slot, earlier, said.now)
        if value is not None:
            slots[name] = value
    return Run(
        run,
        conversation,
        playbook.slug,
        version,
        playbook.start,
        RunState.ACTING,
        slots=slots,
        turn=said.turn,
        timezone=timezone,
        language=language,
        visits={playbook.start: 1},
    )


def advance(playbook: Playbook, run: Run, event: Event, judge: Judge) -> tuple[Run, Next]:
    """The run after it, and what comes next. Words that wait to be said stand in `unsaid`. Total: whatever the playbook
    and the event are, this ends; what makes no sense gives the conversation to a person."""
    step = playbook.steps.get(run.step)
    if run.state.is_over:
        return run, Ends()
    if step is None:
        return _hand_over(run, f"The playbook “{playbook.slug}” has no step “{run.step}”.")
    match event, step:
        case Said(), _:
            return _heard(playbook, run, step, event, judge)
        case Answered(data, now), Call():
            return _told(playbook, run, step, data, now, judge)
        case NotDone(because, now), Call(refused=refused):
            if refused is None:
                return _hand_over(run, because)
            return _walk(playbook, _at(run, refused), now, judge)
        case GoesOn(now), _:
            return _go_on(playbook, run, step, now, judge)
        case _:
            return _hand_over(run, f"Nothing was asked of a tool at “{run.step}”.")


def would_fill(playbook: Playbook, run: Run, said: Said) -> bool:
    """This turn answers the open question, or puts right what was told before."""
    step = playbook.steps.get(run.step)
    if not isinstance(step, Ask) or run.state not in (RunState.ASKING, RunState.WAITING):
        return False
    return answered(playbook.slots[step.slot], said.text, said.now) is not None or bool(_corrected(playbook, run, said))


def _heard(playbook: Playbook, run: Run, step: Step, said: Said, judge: Judge) -> tuple[Run, Next]:
    run = replace(run, turn=said.turn)
    if not isinstance(step, Ask) or run.state not in (RunState.ASKING, RunState.WAITING):
        return _go_on(playbook, run, step, said.now, judge)
    value = answered(playbook.slots[step.slot], said.text, said.now)
    other = _corrected(playbook, run, said)
    if other:
        run = replace(run, slots={**run.slots, **other, **({} if value is None else {step.slot: value})})
        return _again_from(playbook, run, set(other), judge, said.now)
    if value is None:
        return _asked(run, step, said.now, again=True)
    run = replace(run, slots={**run.slots, step.slot: value})
    return _walk(playbook, _answered(run, step), said.now, judge)


def _corrected(playbook: Playbook, run: Run, said: Said) -> dict[str, Value]:
    """Slots that were known and are told otherwise now; the open one is no correction."""
    step = playbook.steps.get(run.step)
    open_kind = playbook.slots[step.slot].kind if isinstance(step, Ask) else None
    found: dict[str, Value] = {}
    for name, slot in playbook.slots.items():
        if name not in run.slots or slot.kind is open_kind or slot.choices:
            continue
        value = stated(slot, said.text, said.now)
        if value is not None and value != run.slots[name]:
            found[name] = value
    return found


def _again_from(playbook: Playbook, run: Run, slots: set[str], judge: Judge, now: datetime) -> tuple[Run, Next]:
    """From the first step that asked for one of them; what tools said about the old value counts no more."""
    where = next((one.name for one in playbook.steps.values() if isinstance(one, Ask) and one.slot in slots), run.step)
    run = replace(run, results={}, unsaid=())
    return _walk(playbook, _at(run, where), now, judge, keep=slots)


def _told(
    playbook: Playbook, run: Run, step: Call, data: Mapping[str, Any], now: datetime | None, judge: Judge
) -> tuple[Run, Next]:
    try:
        read = read_answer(step, data)
    except AnswerUnread as unread:
        return _hand_over(run, str(unread))
    run = replace(run, results={**run.results, step.name: read}, approval=None)
    return _walk(playbook, _at(run, step.next), now, judge)


def _go_on(playbook: Playbook, run: Run, step: Step, now: datetime, judge: Judge) -> tuple[Run, Next]:
    """At the step where it stands: a question that is open stays open, a time that has come is over."""
    match step:
        case Ask(until=until) if run.state is RunState.WAITING and until is not None and _come(run, now):
            return _walk(playbook, _at(run, _on_time(run, now, until.go, until.late or until.go)), now, judge)
        case Ask() if run.state in (RunState.ASKING, RunState.WAITING):
            return run, Asks(step.slot, again=True)
        case WaitUntil(until=until, late=late) if run.state is RunState.WAITING:
            if not _come(run, now):
                return run, Waits(run.wake_at or now)
            return _walk(playbook, _at(run, _on_time(run, now, until.go, late)), now, judge)
        case _:
            return _walk(playbook, run, now, judge)


def _come(run: Run, now: datetime) -> bool:
    return run.wake_at is not None and run.wake_at <= now


def _on_time(run: Run, now: datetime, go: str, late: str) -> str:
    """After what it counts towards there is nothing to be reminded of any more."""
    return late if run.due is not None and run.due <= now else go


def _walk(
    playbook: Playbook, run: Run, now: datetime | None, judge: Judge, keep: set[str] | None = None
) -> tuple[Run, Next]:
    """`now` None: no time is known here, so that a wait counts from its own instant alone."""
    for _ in range(MOST_MOVES):
        step = playbook.steps.get(run.step)
        match step:
            case None:
                return _hand_over(run, f"The playbook “{playbook.slug}” has no step “{run.step}”.")
            case Ask():
                if step.fresh and run.asked.get(step.slot, 0) >= MOST_ASKED:
                    return _asked(run, step, now, again=True)  # a person; what was told last goes along
                if step.fresh and step.slot not in (keep or ()):
                    run = replace(run, slots={name: one for name, one in run.slots.items() if name != step.slot})
                if step.slot not in run.slots and (late := _passed(run, step, now)) is not None:
                    run = _at(run, late)
                    continue
                if step.slot not in run.slots:
                    return _asked(run, step, now, again=step.fresh or run.asked.get(step.slot, 0) > 0)
                run = _answered(run, step)
            case Say(next=after):
                run = _at(replace(run, unsaid=(*run.unsaid, step.name)), after)
            case Branch():
                after = _case(step, values_for(playbook, run, now), judge)
                if after is None:
                    return _hand_over(run, f"It could not be judged how to go on at “{step.name}”.")
                run = _at(run, after)
            case Call():
                return _called(run, step)
            case WaitUntil():
                waiting = _waiting(run, step.until.at, step)
                if waiting is None:
                    return _hand_over(run, f"The time that “{step.name}” waits for is not known.")
                if now is None or waiting[1] > now:
                    return waiting[0], Waits(waiting[1])
                run = _at(run, step.late)
            case HandOver(because=because):
                return _hand_over(run, because)
            case Done():
                return replace(run, state=RunState.DONE, wake_at=None, due=None), Ends()
    return _hand_over(run, f"The playbook “{playbook.slug}” went on and on without an end.")


def _case(step: Branch, values: CelValues, judge: Judge) -> str | None:
    for one in step.cases:
        holds = judge(one.when, values)
        if holds is None:
            return None
        if holds:
            return one.go
    return step.otherwise


def _passed(run: Run, step: Ask, now: datetime | None) -> str | None:
    """Where it goes on if the time until which it may stand open is over before it is asked."""
    waiting = None if step.until is None or now is None else _waiting(run, step.until.at, step)
    if waiting is None or step.until is None or now is None or waiting[1] > now:
        return None
    return step.until.late or step.until.go


def _asked(run: Run, step: Ask, now: datetime | None, *, again: bool) -> tuple[Run, Next]:
    asked = run.asked.get(step.slot, 0)
    if asked >= MOST_ASKED:
        return _hand_over(run, f"“{step.slot}” was asked for {asked} times and not answered.")
    run = replace(run, asked={**run.asked, step.slot: asked + 1}, state=RunState.ASKING, wake_at=None, due=None)
    if step.until is not None:
        waiting = _waiting(run, step.until.at, step)
        if waiting is None:
            return _hand_over(run, f"The time that “{step.name}” waits for is not known.")
        return waiting[0], Asks(step.slot, again)
    return run, Asks(step.slot, again)


def _waiting(run: Run, at: str, step: Ask | WaitUntil) -> tuple[Run, datetime] | None:
    """The run as it waits, and until when; None where the instant is not known."""
    due = value_of(run, at)
    if not isinstance(due, datetime) or step.until is None:
        return None
    wake = wake_time(due, step.until.before, run.timezone)
    return replace(run, state=RunState.WAITING, wake_at=wake, due=due), wake


def _answered(run: Run, step: Ask) -> Run:
    """Where its value leads, else the next step."""
    value = run.slots[step.slot]
    key = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return _at(run, step.go.get(key) or step.next or "")


def _called(run: Run, step: Call) -> tuple[Run, Next]:
    arguments: dict[str, Value] = {}
    for name, where in step.arguments.items():
        value = value_of(run, where)
        if value is not None:
            arguments[name] = value
    visit = f"{step.name}#{run.visits.get(step.name, 1)}"
    return replace(run, state=RunState.ACTING, wake_at=None, due=None), Calls(step.name, visit, step.tool, arguments)


def _at(run: Run, step: str) -> Run:
    visits = {**run.visits, step: run.visits.get(step, 0) + 1}
    return replace(run, step=step, state=RunState.ACTING, visits=visits, wake_at=None, due=None)


def _hand_over(run: Run, because: str) -> tuple[Run, Next]:
    over = replace(run, state=RunState.HANDED_OVER, because=because, wake_at=None, due=None)
    return over, HandsOver(because)


def value_of(run: Run, where: str) -> Value | None:
    """Of `slot.NAME` or `result.STEP.FIELD`; None where nobody told it."""
    kind, _, rest = where.partition(".")
    if kind == "slot":
        return run.slots.get(rest)
    step, _, field = rest.partition(".")
    return run.results.get(step, {}).get(field) if kind == "result" else None


def values_for(playbook: Playbook, run: Run, now: datetime | None = None) -> CelValues:
    """What conditions see: every slot and result that is known, and for each that may be missing whether it is."""
    found: dict[str, bool | int | str] = {}
    names = [f"slot.{name}" for name in playbook.slots] + [name for name, _ in playbook.results()]
    for name in names:
        value = value_of(run, name)
        found[f"known.{name}"] = value is not None
        if value is not None:
            found.update({f"{name}{suffix}": one for suffix, one in cel_value(value).items()})
    found.update({f"visits.{name}": run.visits.get(name, 0) for name in playbook.steps})
    return found


def _said_earlier(slot: Slot, earlier: Sequence[str], now: datetime) -> Value | None:
    """The last that was stated; choices and days said in passing long ago are asked for."""
    if slot.choices:
        return None
    return next((one for text in reversed(earlier) if (one := stated(slot, text, now)) is not None), None)
