"""The points at which lint asks all rules: combinations of the rules' own thresholds. A sample, never a proof."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Final

from handrail.core.escalation.rules.candidates import candidates, facts_of
from handrail.core.escalation.rules.fact_table import FACTS, USUAL
from handrail.core.escalation.rules.fact_type import FactValue, FactValues
from handrail.core.escalation.rules.rule import Evaluator, Match, Rule, RuleSet, usual_with

MOST_POINTS: Final = 4_000
A_RULE: Final = 400  # points for one rule's own facts
A_PAIR: Final = 64  # points for what two rules hold together


@dataclass(frozen=True, slots=True)
class Point:
    """Facts at which all rules were asked, and which of them applied."""

    values: FactValues
    matches: tuple[Match, ...]

    @property
    def applied(self) -> frozenset[str]:
        return frozenset(match.rule.slug for match in self.matches if match.error is None)

    def changed(self) -> dict[str, FactValue]:
        """What is not as usual here."""
        return {name: value for name, value in self.values.items() if value != USUAL.get(name)}


@dataclass(frozen=True, slots=True)
class Grid:
    points: tuple[Point, ...]
    whole: bool  # every combination of the thresholds was asked, within each rule and each pair of rules

    def where(self, slug: str) -> list[Point]:
        return [point for point in self.points if slug in point.applied]


def grid_of(rules: RuleSet, evaluate: Evaluator) -> Grid:
    seen: dict[tuple[tuple[str, FactValue], ...], Point] = {}
    whole = True
    for values, complete in _asked(rules.rules):
        whole = whole and complete
        key = tuple(sorted((name, value) for name, value in values.items() if value != USUAL[name]))
        if key not in seen:
            if len(seen) >= MOST_POINTS:
                return Grid(tuple(seen.values()), False)
            seen[key] = Point(values, evaluate(values))
    return Grid(tuple(seen.values()), whole)


def _asked(rules: Sequence[Rule]) -> Iterator[tuple[FactValues, bool]]:
    """Single rules first, so that a large file loses combinations of pairs before it loses a rule."""
    yield USUAL, True
    for rule in rules:
        yield from ((usual_with(USUAL, example), True) for example in rule.tests if not example.missing)
        yield from _combined((rule,), A_RULE)
    for pair in combinations(rules, 2):
        yield from _combined(pair, A_PAIR)


def _combined(rules: tuple[Rule, ...], most: int) -> Iterator[tuple[FactValues, bool]]:
    names = tuple(dict.fromkeys(name for rule in rules for name in facts_of(rule, FACTS)))
    axes = [candidates(FACTS[name], rules) for name in names]
    count = 1
    for axis in axes:
        count *= len(axis)
    every = product(*axes) if count <= most else islice(_spread(axes, count), most)
    for values in every:
        yield {**USUAL, **dict(zip(names, values, strict=True))}, count <= most


def _spread(axes: Sequence[Sequence[FactValue]], count: int) -> Iterator[tuple[FactValue, ...]]:
    """Evenly over all combinations: a step that shares no factor with their number meets each once."""
    step = next(number for number in (7919, 104729, 1299709, 15485863) if count % number)
    for n in range(count):
        rest, values = (n * step) % count, list[FactValue]()
        for axis in axes:
            rest, index = divmod(rest, len(axis))
            values.append(axis[index])
        yield tuple(values)
