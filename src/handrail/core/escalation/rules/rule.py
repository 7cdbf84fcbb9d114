"""A rule: when something holds, then the assistant is held back in this way, because of that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from handrail.core.escalation.decision import Route
from handrail.core.escalation.rules.fact_type import FactValue, FactValues

FORMAT = "rules/1"
MOST_RULES = 200
LONGEST_BECAUSE = 300


class Do(StrEnum):
    """What a rule may do, the least cautious first. There is nothing that lets the assistant speak."""

    ROUTE = "route"  # only says who, should a person get it
    OFFER_PERSON = "offer_person"  # whatever is said offers a person too
    ASK_BACK = "ask_back"  # a catalogue text once; the second time a person
    FORBID_ACT = "forbid_act"  # no playbook runs; a person gets what one would have done
    REQUIRE_APPROVAL = "require_approval"  # a person gets the answer as a draft
    FORBID_QUOTE = "forbid_quote"  # a person gets it, and the passage is not offered to them either
    HAND_OFF = "hand_off"


@dataclass(frozen=True, slots=True)
class Then:
    """`text_id` belongs to asking back, `route` to whatever may end with a person."""

    do: Do
    text_id: str = ""
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A test in the file: these facts (all others as usual; `missing` not given at all), and whether the rule applies."""

    name: str
    facts: FactValues
    applies: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """`when` is a CEL expression over the facts; `because` one sentence that agents and customers' reports show.

    `priority` decides which of two equally cautious rules is named and routes; the higher one.
    """

    slug: str
    when: str
    then: Then
    because: str
    priority: int = 0
    tests: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    rules: tuple[Rule, ...] = ()

    def get(self, slug: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that applies to a turn. `error` says why it could not be judged, and then it applies for caution's sake."""

    rule: Rule
    error: str | None = None


Evaluator = Callable[[FactValues], tuple[Match, ...]]
"""All rules of a set asked about one turn's facts, in the set's order. Total: never raises."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a rule file, where it stands (both counted from 1; 0 when it stands nowhere)."""

    line: int
    column: int
    says: str
    rule: str = ""

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}: " if self.line else ""
        return f"{where}{f'{self.rule}: ' if self.rule else ''}{self.says}"


class RulesAreWrong(ValueError):
    """The file holds no rules that could be used; every fault that was found, in the order of the file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a workspace knows beyond the shipped table: for the facts `topic` and `moments`, and under
    `route.team` and `route.skill`. What is not there is not checked."""

    words: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


def usual_with(usual: Mapping[str, FactValue], example: Example) -> FactValues:
    facts = {**usual, **example.facts}
    return {name: value for name, value in facts.items() if name not in example.missing}
