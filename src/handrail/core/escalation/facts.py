"""All that a decision may use, frozen: stored with the decision, so that it can be made again and compared."""

from dataclasses import dataclass, field
from uuid import UUID

FACTS_VERSION = 1


@dataclass(frozen=True, slots=True)
class WishFact:
    """An explicit wish for a person: which pattern found it, and where."""

    by: str  # "button" or the pattern's id
    language: str
    message: UUID | None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class QuoteFact:
    """An approved passage, trimmed to what answers, word for word."""

    article: UUID
    version: int
    title: str
    text: str
    topic: str
    score: float
    language: str = "und"
    key: str = ""  # the document's own id: its path in the folder, or the id it was imported with


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """What knowledge says to this turn. `enough` is the verdict of core.knowledge; `because` its reasons in words."""

    quote: QuoteFact | None
    enough: bool
    because: tuple[str, ...]
    margin: float = 0.0
    others: tuple[QuoteFact, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicFact:
    """The taught topic this turn belongs to and what its level allows (core.supervision)."""

    slug: str
    level: str
    speaks: bool
    drafts: bool
    because: str
    grant: UUID | None = None
    certificate: UUID | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One turn of one conversation. `failures` names whatever could not be gathered; any of them means a person.

    `times_asked` counts earlier turns that asked nearly the same; `times_answered` how often the same quote went out
    already in this conversation; `contradictions` the customer's turns since the last person that rejected an answer.
    """

    text: str
    language: str
    language_confidence: float
    channel: str
    person_writes: bool
    wish: WishFact | None
    small_talk: str | None
    evidence: EvidenceFact | None
    topic: TopicFact | None
    stopped_by: str | None
    times_asked: int = 0
    times_answered: int = 0
    contradictions: int = 0
    contacts_in_window: int = 0
    danger: bool = False  # words of injury, fire or despair (core.understanding.danger)
    failures: tuple[str, ...] = ()
    passed_on: str | None = None  # why the person who had it cannot go on, as a sentence
    files: int = 0  # how many files came with this turn
    messages: tuple[UUID, ...] = ()
    versions: dict[str, str] = field(default_factory=dict[str, str])
    facts_version: int = FACTS_VERSION
