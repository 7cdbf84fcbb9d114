"""All that a decision may use, frozen: stored with the decision, so that it can be made again and compared."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from handrail.core.supervision.levels import Level
from handrail.core.understanding.signal import Signal

FACTS_VERSION = 2
EARLIER = "earlier"
"""How a moment was noticed that words before this turn brought."""


@dataclass(frozen=True, slots=True)
class WishFact:
    """An explicit wish for a person: which pattern found it, and where."""

    by: str  # "button", the pattern's id, or the version of the look by likeness ("alike/…")
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
class MomentFact:
    """A moment that decides trust was noticed, and what the register asks then.

    `by`: "phrase", "likeness" or "earlier"; `score` from 0 to 1, 1 where a phrase decided. `start` and `end` count characters of the
    turn's text (0, 0: the whole of it). `ceiling`: the most that the assistant may do on its own while the moment stands.
    """

    slug: str
    name: str
    urgency: str  # "none", "P2", "P1" or "P0"
    hard: bool  # a person takes over, whatever else holds
    ceiling: Level
    score: float
    by: str
    version: str  # of the register and the detector
    team: str | None = None
    skill: str | None = None
    within_minutes: int = 0
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class TopicGuess:
    """What the topics this company taught say to a turn.

    `confidence`: the calibrated chance that it is `slug`; `in_scope`: that it is anything taught at all, both 0 to 1.
    `accepted`: both reach what was certified from labelled messages of this language; `because` says in words why or why
    not. `fitted`: the version of the fit.
    """

    slug: str
    confidence: float
    in_scope: float
    accepted: bool
    because: str
    threshold: float
    fitted: str
    second: str | None = None
    near_domain: float = 0.0  # how much it sounds like our business without being anything taught, 0 to 1


@dataclass(frozen=True, slots=True)
class PlaybookFact:
    """The playbook that this turn moves, begins or leaves open, and what its topic's level allows.

    `how`: "starts", "fills" (it answers the open question, or puts right what was told), "again" (no answer, and no question
    either), "open" (something else is asked meanwhile), "goes_on" (a time came, a person said yes, a step was done), "waits"
    (a person's yes is waited for), "leaves", or "hands_over" (`because` says why). `run` None: it starts. `next`: what comes
    next where it stands, in words; `known`: the names of what it knows, never the values.
    """

    slug: str
    name: str
    version: str
    how: str
    topic: str
    level: str
    speaks: bool
    because: str
    run: UUID | None = None
    step: str = ""
    next: str = ""
    known: tuple[str, ...] = ()
    asked: int = 0
    score: float = 1.0
    grant: UUID | None = None
    certificate: UUID | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What surrounds a turn. None: nobody could say, and rules about it apply.

    `now` is in the workspace's time zone; `home_currency` is what “$” and “kr” mean there.
    """

    now: datetime | None = None
    staffed: bool | None = None
    opened_at: datetime | None = None
    turns: int | None = None
    times_asked_back: int | None = None
    customer_known: bool | None = None
    customer_verified: bool | None = None
    customer_identity: str | None = None  # core.identity: anonymous, claimed, code or signed
    customer_language: str | None = None
    article_age_days: int | None = None
    home_currency: str = ""


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
    signals: tuple[Signal, ...] | None = None  # None: nobody looked for any
    moments: tuple[MomentFact, ...] | None = None  # the gravest first; None: nobody looked
    guess: TopicGuess | None = None  # None: no topics are fitted here, and articles alone say what was taught
    around: Circumstances | None = None
    playbook: PlaybookFact | None = None
    versions: dict[str, str] = field(default_factory=dict[str, str])
    facts_version: int = FACTS_VERSION

    def signal(self, name: str) -> Signal | None:
        """The strongest of this name."""
        return max((one for one in self.signals or () if one.name == name), key=lambda one: one.score, default=None)
