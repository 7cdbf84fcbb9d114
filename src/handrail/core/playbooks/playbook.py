"""A playbook: the steps by which a routine request is worked through, as data that anybody can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from handrail.core.supervision.levels import class_of_playbook
from handrail.core.tools.tool import Kind, Parameter

FORMAT = "playbook/1"
USUAL_NOW = "2026-11-23T10:00+00:00"
"""When a test happens that does not say; a Monday."""
Texts = Mapping[str, str]
"""Words by language ("en", "de"). They may hold places such as {slot.order} and {result.look.status}."""


class SlotKind(StrEnum):
    """What the customer is asked for; `values.py` finds each in their words."""

    ORDER_NUMBER = "order_number"
    INVOICE_NUMBER = "invoice_number"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    POSTCODE = "postcode"
    DATE = "date"
    MOMENT = "moment"  # a day with its time, in the customer's own time zone
    CHOICE = "choice"
    YES_NO = "yes_no"
    TEXT = "text"  # whatever they write: never part of who they are, and never an amount


KIND_OF: Mapping[SlotKind, Kind] = {
    SlotKind.EMAIL: Kind.EMAIL,
    SlotKind.PHONE: Kind.PHONE,
    SlotKind.DATE: Kind.DATE,
    SlotKind.MOMENT: Kind.INSTANT,
    SlotKind.CHOICE: Kind.CHOICE,
    SlotKind.YES_NO: Kind.YES_NO,
}
"""Of which kind a slot's value is as an argument; text where it is not named."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`words`: what customers write for it, by language; the first one names it in the question."""

    value: str
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Slot:
    """`again`: the question when the answer was not understood. `pattern`: the whole value must match it."""

    name: str
    kind: SlotKind
    ask: Texts
    again: Texts
    choices: tuple[Choice, ...] = ()
    pattern: str | None = None

    def choice(self, value: str) -> Choice | None:
        return next((one for one in self.choices if one.value == value), None)


@dataclass(frozen=True, slots=True)
class Until:
    """A time that does not come from now but from an instant that is known: `before` it, counted on the wall clock where
    it is whole days, in true hours else."""

    at: str  # the name of an instant, such as result.book.starts
    before: timedelta
    go: str  # the step when that time has come and nobody answered
    late: str | None = None  # the step where that time has passed already; `go` without one


@dataclass(frozen=True, slots=True)
class Ask:
    """Asks for a slot unless it is known. `go`: where a value leads, before `next`. `fresh`: what is known is forgotten
    first. `until`: the question may stand open for days; then it stops nothing else."""

    name: str
    slot: str
    next: str | None
    go: Mapping[str, str] = field(default_factory=dict[str, str])
    fresh: bool = False
    until: Until | None = None


@dataclass(frozen=True, slots=True)
class Say:
    name: str
    text: Texts
    next: str


@dataclass(frozen=True, slots=True)
class Case:
    when: str  # CEL over slots and results
    go: str


@dataclass(frozen=True, slots=True)
class Branch:
    """The first case that is surely true; what cannot be judged gives the conversation to a person."""

    name: str
    cases: tuple[Case, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Call:
    """A tool. `gives`: the fields of its answer that are read, each as its kind; whatever else it says is not looked at.
    `waiting`: what is said while a person's yes is waited for. `refused`: the step when it surely did not happen, or a
    person said no; without one a person gets the conversation."""

    name: str
    tool: str
    arguments: Mapping[str, str]
    gives: tuple[Parameter, ...]
    next: str
    waiting: Texts = field(default_factory=dict[str, str])
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """Goes on at that time; `late` is the step where that time has passed already."""

    name: str
    until: Until
    late: str


@dataclass(frozen=True, slots=True)
class HandOver:
    name: str
    because: str  # one sentence, for the person who gets it


@dataclass(frozen=True, slots=True)
class Done:
    name: str


Step = Ask | Say | Branch | Call | WaitUntil | HandOver | Done


@dataclass(frozen=True, slots=True)
class Example:
    """A test in the file: what the customer says turn by turn, what tools answer by step (`not done` in words: it surely
    did not happen), and how it must end. `asks`: the slots asked for, in order; `says`: words that must have been said."""

    name: str
    turns: tuple[str, ...]
    ends: str  # "done", "hand_over", "left", "waiting", "asking"
    results: Mapping[str, tuple[Mapping[str, Any] | str, ...]] = field(default_factory=dict[str, Any])
    asks: tuple[str, ...] | None = None
    calls: tuple[str, ...] | None = None
    says: tuple[str, ...] = ()
    language: str = "en"
    now: str = USUAL_NOW
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Playbook:
    """`begins`: how customers ask for it, by language. `start` is the first step. `links`: hosts whose links a tool may
    name and a customer may follow."""

    slug: str
    name: str
    topic: str
    languages: tuple[str, ...]
    begins: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, Slot]
    steps: Mapping[str, Step]
    start: str
    tests: tuple[Example, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def action_class(self) -> str:
        """What a grant or certificate has to name."""
        return class_of_playbook(self.slug)

    def results(self) -> Iterator[tuple[str, Parameter]]:
        """Every name that conditions and texts may use of what tools say, with its kind."""
        for step in self.steps.values():
            if isinstance(step, Call):
                yield from ((f"result.{step.name}.{one.name}", one) for one in step.gives)


def follows(step: Step) -> tuple[str, ...]:
    """Every step that may come after it."""
    match step:
        case Ask(next=after, go=go, until=until):
            ends = () if after is None else (after,)
            times = () if until is None else tuple(one for one in (until.go, until.late) if one is not None)
            return (*go.values(), *ends, *times)
        case Say(next=after):
            return (after,)
        case Branch(cases=cases, otherwise=otherwise):
            return (*(one.go for one in cases), otherwise)
        case Call(next=after, refused=refused):
            return (after,) if refused is None else (after, refused)
        case WaitUntil(until=until, late=late):
            return (until.go, late)
        case HandOver() | Done():
            return ()


def texts_of(step: Step) -> Texts | None:
    match step:
        case Say(text=text):
            return text
        case Call(waiting=waiting) if waiting:
            return waiting
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Playbooks:
    """All of a workspace, published together in versions."""

    playbooks: tuple[Playbook, ...] = ()

    def get(self, slug: str) -> Playbook | None:
        return next((one for one in self.playbooks if one.slug == slug), None)

    def on(self, topic: str) -> tuple[Playbook, ...]:
        """Those of one topic: what a grant on it can let the assistant work through."""
        return tuple(one for one in self.playbooks if one.topic == topic)
