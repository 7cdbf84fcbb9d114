"""The reference of facts says what rules may really use, and every rule in the docs is a rule."""

import re
from pathlib import Path

import pytest

from handrail.core.escalation.rules import lint
from handrail.core.escalation.rules.reference import facts_page
from handrail.demo.content import rules_text
from handrail.rules import RuleLanguage

DOCS = Path(__file__).parents[2] / "docs"
HOW_TO = DOCS / "how-to" / "write-a-rule.md"
RULES = re.findall(r"```yaml\n(format: rules/1\n.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)


def test_the_reference_of_facts_is_current() -> None:
    """`handrail rules facts > docs/reference/facts.md` writes it."""
    assert (DOCS / "reference" / "facts.md").read_text("utf-8") == facts_page()


def test_the_guide_shows_rules() -> None:
    assert len(RULES) >= 2


@pytest.mark.parametrize("text", [*RULES, rules_text()], ids=lambda text: text.split("slug: ")[1].split("\n")[0])
def test_every_rule_that_we_show_can_be_published_and_passes_its_own_tests(text: str) -> None:
    ready = RuleLanguage().from_file(text)
    assert lint(ready.rules, ready.evaluate).remarks == ()
