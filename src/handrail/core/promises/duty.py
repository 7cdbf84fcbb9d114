"""Ownership never falls to someone absent: which conversations are owned by a person who is off shift."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.core.ownership.person import Roster
from handrail.core.ownership.there import away_since
from handrail.core.promises.limits import NOT_ON_DUTY


@dataclass(frozen=True, slots=True)
class OwnedSince:
    """An open conversation, its owner, and since when they are. `grave`: a P0 moment stands in it."""

    conversation: UUID
    owner: UUID
    since: datetime
    grave: bool = False


def owned_by_nobody_there(roster: Roster, owned: Iterable[OwnedSince], now: datetime) -> Iterator[UUID]:
    """The conversations whose owner was off shift for all of the last 60 seconds and owned them as long. The reserve is
    there at any hour, and whoever is paged about P0 moments is there while one stands. People who are gone or unknown are
    another part's business."""
    kinds = ((one, grave) for one in roster.people for grave in (False, True))
    away = {(one.id, grave) for one, grave in kinds if away_since(one, now, NOT_ON_DUTY, grave=grave)}
    return (one.conversation for one in owned if (one.owner, one.grave) in away and one.since <= now - NOT_ON_DUTY)
