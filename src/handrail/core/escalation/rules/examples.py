"""The tests that a rule file carries, run."""

from collections.abc import Iterator

from handrail.core.escalation.rules.fact_table import USUAL
from handrail.core.escalation.rules.remark import Grade, Remark
from handrail.core.escalation.rules.rule import Evaluator, Example, Rule, usual_with


def failures_of(rule: Rule, evaluate: Evaluator) -> Iterator[Remark]:
    """One remark for each test that does not come out as it says."""
    for number, example in enumerate(rule.tests, start=1):
        applied, error = outcome_of(rule, example, evaluate)
        if applied is not example.applies:
            called = f"“{example.name}”" if example.name else f"number {number}"
            because = f" ({error})" if error else ""
            expected = "applies" if example.applies else "does not apply"
            found = "applied" if applied else "did not"
            says = f"Its test {called} says that it {expected}; it {found}{because}."
            yield Remark(Grade.REFUSED, "test-failed", rule.slug, says)


def outcome_of(rule: Rule, example: Example, evaluate: Evaluator) -> tuple[bool, str | None]:
    """Whether the rule applies to the example's facts, and the error if it could not be judged."""
    for match in evaluate(usual_with(USUAL, example)):
        if match.rule.slug == rule.slug:
            return True, match.error
    return False, None
