"""Rules among each other: those that contradict, those that never matter, and the holes between thresholds."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from handrail.core.escalation.rules.candidates import candidates, facts_of
from handrail.core.escalation.rules.explain import shown
from handrail.core.escalation.rules.fact_table import FACTS, USUAL
from handrail.core.escalation.rules.fact_type import FactType, FactValue, Kind
from handrail.core.escalation.rules.grid import Grid, Point
from handrail.core.escalation.rules.remark import Grade, Remark
from handrail.core.escalation.rules.restrict import CAREFUL
from handrail.core.escalation.rules.rule import Evaluator, Rule, RuleSet, Then


def conflicts(rules: RuleSet, grid: Grid) -> Iterator[Remark]:
    """Two rules of one priority that apply together and want different things of the same kind."""
    for one, other in combinations(rules.rules, 2):
        if one.priority == other.priority and (about := _contradict(one.then, other.then)):
            both = next((point for point in grid.points if {one.slug, other.slug} <= point.applied), None)
            if both is not None:
                says = (
                    f"It and “{one.slug}” have the same priority and want different {about} for {where(both)}. "
                    "Give one of them the higher priority."
                )
                yield Remark(Grade.REFUSED, "conflict", other.slug, says)


def _contradict(one: Then, other: Then) -> str:
    """What the two disagree about, in a word. Different caution is no contradiction: the more cautious one wins."""
    if one.do is other.do and one.text_id != other.text_id:
        return "texts"
    if one.route is None or other.route is None:
        return ""
    if one.route.team and other.route.team and one.route.team != other.route.team:
        return "teams"
    return "skills" if one.route.skill and other.route.skill and one.route.skill != other.route.skill else ""


def shadowed(rules: RuleSet, grid: Grid) -> Iterator[Remark]:
    """A rule that applied only where a more important one of at least its caution applied changes nothing."""
    for rule in rules.rules:
        points = grid.where(rule.slug)
        over = next(
            (other for other in rules.rules if points and _outranks(other, rule) and _covers(other, points)), None
        )
        if over is not None:
            says = f"Wherever it applied, “{over.slug}” applied too and is as cautious: it would change nothing."
            yield Remark(Grade.WARNED, "shadowed", rule.slug, says)


def _covers(rule: Rule, points: Sequence[Point]) -> bool:
    return all(rule.slug in point.applied for point in points)


def _outranks(one: Rule, other: Rule) -> bool:
    if one.slug == other.slug or (other.then.route is not None and other.then.route != one.then.route):
        return False
    mine, theirs = CAREFUL.index(one.then.do), CAREFUL.index(other.then.do)
    return mine > theirs or (mine == theirs and (one.priority, other.slug) > (other.priority, one.slug))


def gaps(rules: RuleSet, evaluate: Evaluator) -> Iterator[Remark]:
    """A single value between thresholds, or a word among its siblings, that no rule about the fact takes up."""
    for fact in FACTS.values():
        about = [rule for rule in rules.rules if fact.name in facts_of(rule, FACTS)]
        if len(about) > 1:
            yield from _gaps_of(fact, about, evaluate)


def _gaps_of(fact: FactType, about: Sequence[Rule], evaluate: Evaluator) -> Iterator[Remark]:
    slugs = {rule.slug for rule in about}
    covered = [
        (value, any(match.rule.slug in slugs and not match.error for match in evaluate({**USUAL, fact.name: value})))
        for value in _in_order(fact, about)
    ]
    names = " and ".join(f"“{rule.slug}”" for rule in about)
    if fact.kind in (Kind.INT, Kind.DOUBLE):
        holes = [
            value
            for n, (value, taken) in enumerate(covered)
            if not taken and any(yes for _, yes in covered[:n]) and any(yes for _, yes in covered[n + 1 :])
        ]
    elif fact.words:
        free = [value for value, taken in covered if not taken and value]
        holes = free if 0 < len(free) <= len(covered) // 3 else []
    else:
        return
    if holes:
        says = f"{names} leave out {', '.join(shown(fact, one) for one in holes[:3])} ({fact.name}). Is that meant?"
        yield Remark(Grade.NOTED, "gap", about[-1].slug, says)


def _in_order(fact: FactType, about: Sequence[Rule]) -> list[FactValue]:
    found = list(candidates(fact, about))
    return found if fact.words else sorted(found, key=lambda one: one if isinstance(one, int | float) else 0)


def where(point: Point) -> str:
    """The facts of a point that are not as usual, in words."""
    found = [f"{name} {shown(FACTS[name], value)}" for name, value in point.changed().items()]
    return " and ".join(found) if found else "an ordinary message"
