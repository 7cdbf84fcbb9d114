"""What each guard says of each sentence, with the place and the reason in words a person can check."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from handrail.core.escalation.moments.forbidden import Forbidden
from handrail.core.grounding.draft import Draft


class Guard(StrEnum):
    CITED = "cited"
    ENTAILED = "entailed"
    SPECIFICS = "specifics"
    COMMITMENTS = "commitments"
    NEVER_SAY = "never_say"
    DISCLOSURE = "disclosure"
    LANGUAGE = "language"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`sentence` counts from 0 (None: the draft as a whole); `start` and `end` count characters of that sentence.

    `because` is a sentence for the agent who gets the draft; it may quote the draft, so it is personal text.
    `source` is the id of what it was held against.
    """

    guard: Guard
    passed: bool
    sentence: int | None
    start: int
    end: int
    because: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """`passed` only when every verdict did. `draft` is the text as it may be sent: without signs nobody sees."""

    passed: bool
    verdicts: tuple[Verdict, ...]
    version: str
    draft: Draft

    @property
    def stopped_by(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if not verdict.passed)


Similarity = Callable[[str, str], float]
"""Cosine of the vectors of two texts; whoever calls has embedded them before."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for this conversation.

    `language`: the code the customer gets answers in. `never_say`: finds forbidden phrases of the topic and of the moments that
    stand (`core.escalation.moments.forbidden`). `hosts`: where links may lead besides where the cited sources link to.
    `disclosed`: the channel's frame says that an AI writes (the widget's label, the mail's last line). `heard`: the customer's
    own words, whose numbers a question may repeat. `currency` is what a bare `$` or `kr` means here (empty: nobody said). `language_of`
    tells the language of a text, `und` when unsure; `similarity` is None without an embedder.
    """

    language: str
    disclosed: bool
    never_say: Callable[[str], tuple[Forbidden, ...]]
    hosts: frozenset[str] = frozenset()
    heard: str = ""
    currency: str = ""
    language_of: Callable[[str], str] | None = None
    similarity: Similarity | None = None
