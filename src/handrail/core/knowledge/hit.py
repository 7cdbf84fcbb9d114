"""What a search found: a passage, the article it stands in, and what spoke for it."""

from dataclasses import dataclass, field
from uuid import UUID

from handrail.core.knowledge.passages import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """The best passage of an article, and `beside` it a second that is nearly as good.

    `score` compares hits of one search (a difference of 1 is odds of e to 1); the rest are its reasons: cosines (None
    without an embedder) and shares from 0 to 1.
    """

    article_id: UUID
    version: int
    passage_id: UUID
    passage: Passage
    score: float
    passage_similarity: float | None
    article_similarity: float | None
    words: float
    named: float
    beside: Passage | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Hits best first, the strongest share of a name that the question says (0 when it names nothing), and names in it
    that the knowledge does not have at all."""

    hits: tuple[Hit, ...]
    naming: float = 0.0
    unknown_names: tuple[str, ...] = field(default=())
