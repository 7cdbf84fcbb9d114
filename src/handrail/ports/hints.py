"""What articles for agents say to a question: for the agent's eyes, never for the customer's."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.ports.outside import Question


@dataclass(frozen=True, slots=True)
class Hint:
    """The best passage of an article for agents. `key`: the article's own id in its source."""

    article: UUID
    key: str
    title: str
    text: str


Hints = Callable[[UUID, UUID, Question], Awaitable[Sequence[Hint]]]
"""(tenant, person, question): at most a few, best first; reads as that person."""
