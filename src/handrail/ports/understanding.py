"""What is understood of a customer's turn beyond its plain words: moments, the taught topic, signals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from handrail.core.escalation.facts import MomentFact, TopicGuess
from handrail.core.escalation.rules import Evaluator
from handrail.core.understanding.said import Earlier, Heard
from handrail.core.understanding.signal import Signal
from handrail.core.understanding.wants_person.alike import Alike

__all__ = ["Earlier", "Heard", "Rulebook", "RulesInForce", "Understanding", "Understood"]


@dataclass(frozen=True, slots=True)
class Understood:
    """`moments` with the gravest first. `guess` None: this workspace has no fitted topics. `wish`: a wish for a person that no
    word showed; None where nothing is like one, or no embedder could be asked."""

    moments: tuple[MomentFact, ...]
    guess: TopicGuess | None
    signals: tuple[Signal, ...]
    wish: Alike | None = None


class Understanding(Protocol):
    """May fail or hang in any way: then a person gets the turn."""

    @property
    def versions(self) -> Mapping[str, str]:
        """Of what judged, stored with each decision."""
        ...

    async def read(self, tenant: UUID, heard: Heard) -> Understood: ...


NO_RULES_MARK = "none"
WORKSPACE_RULES = "workspace_rules"  # a decision's versions hold the mark of its rules under this name


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """The workspace's published rules, ready to be asked. `mark` is stored with each decision: "none", or the version and
    the first characters of the hash, such as "3/9f2c41d07ab1"."""

    mark: str
    evaluate: Evaluator


class Rulebook(Protocol):
    async def in_force(self, tenant: UUID) -> RulesInForce:
        """Raises when they cannot be had; then a person gets the turn."""
        ...

    async def of(self, tenant: UUID, mark: str) -> RulesInForce:
        """Those that a stored decision was made under. Raises NotFound."""
        ...
