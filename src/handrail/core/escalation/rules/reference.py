"""The facts as a page of the reference: written by `handrail rules facts`, and a test holds that it is current."""

from handrail.core.escalation.rules.fact_table import FACTS_TABLE_VERSION, SECTIONS
from handrail.core.escalation.rules.fact_type import FactType, FactValue
from handrail.core.escalation.rules.tokens import DEEPEST, LONGEST

_HEAD = f"""# Facts that rules may use

<!-- Written by `handrail rules facts > docs/reference/facts.md`; a test holds that it is current. -->

Version `{FACTS_TABLE_VERSION}`. A rule's `when` is a [CEL](https://cel.dev) expression over these names. Each has one type; a wrong
name or type is refused with its line and column. [How to write a rule](../how-to/write-a-rule.md) begins at the beginning.

- **Types.** `bool`; `int`, written `5`; `double`, written `5.0`; `string`; `list(string)`. An `int` is never compared with a
  `double`.
- **Usual** is what a test in a rule file has where it does not name the fact.
- **Missing.** What nobody could give is missing. A rule that needs it applies then, since it can only ask for more caution,
  unless the rest of its condition settles the matter: `has_article && article_age_days > 365` is false without an article.
- **Limits.** A condition has at most {LONGEST:,} characters and brackets {DEEPEST} deep. `matches` takes
  [RE2](https://github.com/google/re2/wiki/Syntax) patterns. Lists are asked with `in`, `size`, `exists`, `all`, `exists_one` and `filter`.
"""


def facts_page() -> str:
    """Markdown."""
    sections = [f"## {name}\n\n{_table(facts)}" for name, facts in SECTIONS.items()]
    return "\n".join([_HEAD, *sections])


def _table(facts: tuple[FactType, ...]) -> str:
    rows = ["| fact | type | what it is | usual |", "|---|---|---|---|", *map(_row, facts)]
    return "\n".join(rows) + "\n"


def _row(fact: FactType) -> str:
    unit = f" ({fact.unit})" if fact.unit else ""
    words = f" One of {', '.join(f'`{word}`' if word else 'nothing' for word in fact.words)}." if fact.words else ""
    guard = f" (`{fact.guard}` tells)" if fact.guard else ""
    missing = f" Missing when {fact.may_be_missing}{guard}." if fact.may_be_missing else ""
    meaning = f"{fact.meaning}{unit}{words}{missing}".replace("|", "\\|")
    return f"| `{fact.name}` | {fact.kind.value} | {meaning} | {_usual(fact.usual)} |"


def _usual(value: FactValue) -> str:
    match value:
        case bool():
            return "`true`" if value else "`false`"
        case str():
            return f"`{value}`" if value else "empty"
        case tuple():
            return "empty"
        case _:
            return f"`{value}`"
