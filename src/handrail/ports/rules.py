"""A workspace's rules as the flows see them: written in a file, ready to be asked, published in versions."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from handrail.core.escalation.rules import Evaluator, RuleSet, Vocabulary


@dataclass(frozen=True, slots=True)
class ReadyRules:
    """Rules whose conditions are compiled. `places`: line and column of each rule by its slug, in `source`; empty for
    rules that were not read from a file."""

    source: str
    rules: RuleSet
    evaluate: Evaluator
    places: Mapping[str, tuple[int, int]]


class ReadsRules(Protocol):
    """The language that rules are written in."""

    def from_file(self, source: str) -> ReadyRules:
        """Raises RulesAreWrong with every fault's line and column, and nothing else for any text whatever."""
        ...

    def from_content(self, content: Mapping[str, Any]) -> ReadyRules:
        """What `plain_rules` gave. Raises RulesAreWrong."""
        ...


VocabularyOf = Callable[[UUID], Awaitable[Vocabulary]]
"""(tenant): the words that this workspace knows, for lint."""
