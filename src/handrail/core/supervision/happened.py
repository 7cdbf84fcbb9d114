"""What can happen to a topic's level, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from handrail.core.supervision.levels import Level


@dataclass(frozen=True, slots=True)
class Around:
    """What a promotion needs besides reviews. `barred`: why the reviewers may not gate it, None where they may;
    `repeat_ratio_high`: the upper bound of repeat contacts as a multiple of people's, None where it was not measured;
    `capacity_seen`: whether the signer saw what people would have to take over were the topic demoted."""

    barred: str | None = None
    repeat_ratio_high: float | None = None
    capacity_seen: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A settled review. `failed` None: it was due and never came. `critical`: a confirmed critical harm. `certifying`: from
    the random stream; others only count where they are critical."""

    at: datetime
    version: str
    failed: bool | None
    critical: bool = False
    certifying: bool = True


@dataclass(frozen=True, slots=True)
class DueKept:
    """No review is owed."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """A named person takes a proposed promotion upon themselves, or the same level again before its certificate ends."""

    at: datetime
    by: UUID
    to: Level
    around: Around


@dataclass(frozen=True, slots=True)
class BegunAgain:
    """A lead begins the running tests again, which costs one attempt."""

    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class SetByHand:
    """Down to any level, or up to those that need no certificate."""

    at: datetime
    by: UUID
    to: Level


@dataclass(frozen=True, slots=True)
class Stopped:
    """Anybody of the staff pulls the cord."""

    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class Lifted:
    """A lead lets the topic be promoted again; it rises by nothing else."""

    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class VersionChanged:
    """`major`: model, prompt, guard, tool or policy. A minor one (an article edited) keeps what was earned only where the
    frozen suite was replayed and came out equal."""

    at: datetime
    version: str
    major: bool
    replayed_equal: bool


@dataclass(frozen=True, slots=True)
class Expired:
    """An article that the topic answers from."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Alarmed:
    """A sign counted on all traffic (contradictions, repeat contacts, wishes for a person) rang."""

    at: datetime
    sign: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """Nothing but time."""

    at: datetime


Happened = (
    Reviewed
    | DueKept
    | Signed
    | BegunAgain
    | SetByHand
    | Stopped
    | Lifted
    | VersionChanged
    | Expired
    | Alarmed
    | Ticked
)


class Why(StrEnum):
    """Why a level fell."""

    DRIFT = "drift"  # the watch rang, or the reviews prove a rate over the bar
    CRITICAL = "critical"  # one confirmed critical harm
    LAPSED = "lapsed"  # reviews owed for a week
    VERSION = "version"
    EXPIRED = "expired"  # an article
    OVER = "over"  # the certificate's own end
    SIGN = "sign"  # on all traffic
    STOPPED = "stopped"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Demoted:
    """At once, for running conversations too: those the assistant writes in get their owner."""

    was: Level
    now: Level
    why: Why
    incident: bool  # opens a review of what went wrong


@dataclass(frozen=True, slots=True)
class Promoted:
    was: Level
    now: Level


@dataclass(frozen=True, slots=True)
class Renewed:
    level: Level


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing changed. `why` holds sentences."""

    why: tuple[str, ...]


Followed = Demoted | Promoted | Renewed | Refused
