"""What was said: the customer's turn and everything before it, as both sides saw it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.core.conversation.message import AuthorKind

Similarity = Callable[[str, str], float]
"""How near two texts are in meaning, the cosine of their vectors: 1 for the same."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message before the turn, as the customer saw it. Catalogue texts of `system` have no words of their own here."""

    author: AuthorKind
    text: str
    message: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn and what came before it, oldest first. `language` is `und` where nothing is sure.

    `contacts_in_window`: conversations on this topic, this one included; 0 where nobody has counted (yet).
    """

    text: str
    language: str
    language_confidence: float
    earlier: Sequence[Earlier]
    messages: Sequence[UUID]  # that make up the turn
    channel: str
    contacts_in_window: int = 0
