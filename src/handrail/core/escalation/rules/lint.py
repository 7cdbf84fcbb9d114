"""Reads a set of rules for mistakes before anybody is decided by it. On a grid of the rules' own thresholds: a clean
result is no proof, and says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handrail.core.escalation.rules.examples import failures_of
from handrail.core.escalation.rules.fact_table import FACTS, USUAL
from handrail.core.escalation.rules.grid import Grid, grid_of
from handrail.core.escalation.rules.lint_overlap import conflicts, gaps, shadowed
from handrail.core.escalation.rules.lint_person import in_the_way
from handrail.core.escalation.rules.remark import Grade, Remark
from handrail.core.escalation.rules.rule import Do, Evaluator, Rule, RuleSet, Vocabulary
from handrail.core.escalation.rules.tokens import Token, names_in, tokens


@dataclass(frozen=True, slots=True)
class Linted:
    """`asked`: at how many combinations of facts all rules were tried; `whole`: none was left out among those."""

    remarks: tuple[Remark, ...]
    asked: int
    whole: bool

    @property
    def refused(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.grade is Grade.REFUSED)

    @property
    def claims(self) -> str:
        left = "" if self.whole else " Some combinations were left out."
        return f"Tried at {self.asked} combinations of the rules' own thresholds.{left} This is a sample, not a proof."


def lint(rules: RuleSet, evaluate: Evaluator, vocabulary: Vocabulary | None = None) -> Linted:
    grid = grid_of(rules, evaluate)
    remarks = [
        *in_the_way(rules, evaluate, grid),
        *_words(rules, (vocabulary or Vocabulary()).words),
        *_failing(rules, grid),
        *(remark for rule in rules.rules for remark in failures_of(rule, evaluate)),
        *conflicts(rules, grid),
        *_never(rules, grid),
        *_always(rules, grid),
        *shadowed(rules, grid),
        *gaps(rules, evaluate),
        *_unguarded(rules, evaluate),
        *_untested(rules),
    ]
    order = list(Grade)
    place = {rule.slug: n for n, rule in enumerate(rules.rules)}
    remarks.sort(key=lambda one: (order.index(one.grade), place.get(one.rule, 0)))
    return Linted(tuple(dict.fromkeys(remarks)), len(grid.points), grid.whole)


def _failing(rules: RuleSet, grid: Grid) -> Iterator[Remark]:
    for rule in rules.rules:
        errors = [m.error for point in grid.points for m in point.matches if m.rule.slug == rule.slug and m.error]
        if errors:
            says = f"It fails while it is judged, with every fact known: {errors[0]}"
            yield Remark(Grade.REFUSED, "fails", rule.slug, says)


def _never(rules: RuleSet, grid: Grid) -> Iterator[Remark]:
    for rule in rules.rules:
        if not grid.where(rule.slug):
            says = "It applied nowhere that was tried. Can it ever? A test in the file with such a case would show it."
            yield Remark(Grade.WARNED, "unreachable", rule.slug, says)


def _always(rules: RuleSet, grid: Grid) -> Iterator[Remark]:
    for rule in rules.rules:
        everywhere = len(grid.points) > 1 and len(grid.where(rule.slug)) == len(grid.points)
        if everywhere or rule.when.strip() == "true":
            what = {Do.HAND_OFF: "everything goes to a person", Do.FORBID_QUOTE: "the assistant answers nothing"}
            says = f"It applied everywhere that was tried: {what.get(rule.then.do, 'is that meant?')}."
            yield Remark(Grade.WARNED, "always", rule.slug, says)


def _untested(rules: RuleSet) -> Iterator[Remark]:
    for rule in rules.rules:
        expected = {example.applies for example in rule.tests}
        lacking = [
            word for word, yes in (("where it applies", True), ("where it does not", False)) if yes not in expected
        ]
        if lacking and rule.when.strip() != "true":
            yield Remark(Grade.WARNED, "tests-missing", rule.slug, f"It has no test {' and none '.join(lacking)}.")


def _unguarded(rules: RuleSet, evaluate: Evaluator) -> Iterator[Remark]:
    for rule in rules.rules:
        for fact in (FACTS[name] for name in names_in(rule.when) if name in FACTS and FACTS[name].may_be_missing):
            values = {name: value for name, value in USUAL.items() if name != fact.name}
            guarded = {**values, **({fact.guard: False} if fact.guard else {})}
            if any(match.rule.slug == rule.slug and match.error for match in evaluate(guarded)):
                guard = f" Write `{fact.guard} && …` if it shall not." if fact.guard else ""
                says = f"It applies whenever {fact.may_be_missing}, since `{fact.name}` is missing then.{guard}"
                yield Remark(Grade.NOTED, "unguarded", rule.slug, says)


def _words(rules: RuleSet, known: Mapping[str, frozenset[str]]) -> Iterator[Remark]:
    for rule in rules.rules:
        for name, word in _compared(tokens(rule.when)):
            words = known.get(name) or frozenset(FACTS[name].words)
            if words and word not in words:
                close = ", ".join(f"“{one}”" for one in sorted(words)[:40] if one)
                says = f"`{name}` is never “{word}”. It is one of: {close}."
                yield Remark(Grade.REFUSED, "unknown-word", rule.slug, says)
        for kind, wanted in _wanted(rule):
            words = known.get(f"route.{kind}", frozenset())
            if words and wanted.casefold() not in {word.casefold() for word in words}:
                says = f"There is no {kind} “{wanted}” here. There is: {', '.join(sorted(words)[:40])}."
                yield Remark(Grade.REFUSED, "unknown-word", rule.slug, says)


def _wanted(rule: Rule) -> Iterator[tuple[str, str]]:
    route = rule.then.route
    if route is not None:
        yield from ((kind, one) for kind, one in (("team", route.team), ("skill", route.skill)) if one is not None)


def _compared(found: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    """Facts with the texts they are compared with: `fact == "x"`, `"x" == fact`, `"x" in fact`, `fact in ["x", "y"]`."""
    for n, token in enumerate(found):
        after = [one.value for one in found[n + 1 : n + 4]]
        if token.kind == "name" and token.value in FACTS:
            if after[:2] in (["=", "="], ["!", "="]) and len(found) > n + 3 and found[n + 3].kind == "text":
                yield token.value, found[n + 3].value
            if after[:2] == ["in", "["]:
                for one in found[n + 3 :]:
                    if one.kind == "close":
                        break
                    if one.kind == "text":
                        yield token.value, one.value
        elif token.kind == "text":
            name = after[1] if after[:1] == ["in"] and len(after) > 1 else after[2] if len(after) > 2 else ""
            if name in FACTS and (after[0] == "in" or after[:2] in (["=", "="], ["!", "="])):
                yield name, token.value
