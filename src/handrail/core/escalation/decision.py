"""The five outcomes of a decision, siblings of equal rank: handing over is no exception."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from handrail.core.escalation.facts import QuoteFact


class Reason(StrEnum):
    """Why a person gets the conversation; the packet's reason code."""

    HUMAN_REQUEST = "human-request"
    DANGER = "danger"
    STOPPED = "stopped"
    FAILURE = "failure"
    PASSED_ON = "passed-on"
    LOOP = "loop"
    CONTRADICTION = "contradiction"
    THIRD_CONTACT = "third-contact"
    NO_EVIDENCE = "no-evidence"
    LEVEL = "level"
    UNREAD_FILE = "unread-file"
    MOMENT = "moment"  # a moment of the register asks for a person
    FRUSTRATION = "frustration"
    UNKNOWN_TOPIC = "unknown-topic"  # nothing this company taught, or not surely enough
    RULE = "rule"  # a rule of the workspace asks for a person
    APPROVAL = "approval"  # a rule of the workspace asks for a person's yes
    PLAYBOOK = "playbook"  # a playbook came to where a person goes on


URGENT = frozenset(
    {Reason.DANGER, Reason.HUMAN_REQUEST, Reason.LOOP, Reason.CONTRADICTION, Reason.FRUSTRATION, Reason.MOMENT}
)
"""Whoever waits for these has waited already, or must not."""


@dataclass(frozen=True, slots=True)
class Answer:
    quote: QuoteFact


@dataclass(frozen=True, slots=True)
class Act:
    """A playbook goes on, or starts where `run` is None. What it then does and says is its own steps', never more."""

    playbook: str
    version: str = ""
    run: UUID | None = None


@dataclass(frozen=True, slots=True)
class AskBack:
    text_id: str


@dataclass(frozen=True, slots=True)
class Route:
    """Who a rule would rather have it: slugs of a team and a skill, and whether it is urgent. A preference among those
    who can take it now: it makes nobody wait."""

    team: str | None = None
    skill: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class HandOff:
    reason: Reason
    draft: QuoteFact | None = None
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    pass


Outcome = Answer | Act | AskBack | HandOff | Wait

KINDS: dict[type, str] = {
    Answer: "answer",
    Act: "act",
    AskBack: "ask_back",
    HandOff: "hand_off",
    Wait: "wait",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What shall happen, the rule that said so, and in words why and what would have changed it."""

    outcome: Outcome
    rule: str
    reason: str
    would_change: str
    offer_person: bool = False

    @property
    def kind(self) -> str:
        return KINDS[type(self.outcome)]
