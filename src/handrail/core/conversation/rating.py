"""What a customer says afterwards: how it went, how easy it was, and whether it is solved."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.moves import IllegalMove

LONGEST_COMMENT = 2_000


class NotSettledYet(IllegalMove):
    """A conversation is rated when it is resolved or closed."""


class AlreadyRated(IllegalMove):
    """The time in which a rating may be changed has passed."""


@dataclass(frozen=True, slots=True)
class Rating:
    """`rating` from 1 (poor) to 5 (very good). `effort` from 1 to 7, how far the customer agrees that it was easy: the
    scale of the published customer effort score (CES 2.0), so that a workspace can compare itself with others.
    `comment` is None when there is none, and once erased."""

    rating: int
    effort: int | None
    solved: bool | None
    comment: str | None
    at: datetime
    changed_at: datetime | None = None


def may_rate(conversation: Conversation, before: Rating | None, now: datetime, window: timedelta) -> None:
    """Once for each time it was settled; within `window` of the first it may be changed.

    Raises NotSettledYet, AlreadyRated.
    """
    if conversation.state not in (State.RESOLVED, State.CLOSED):
        raise NotSettledYet("This conversation is still going on: it can be rated when it is solved.")
    if before is None or now <= before.at + window:
        return
    if conversation.resolved_at is None or conversation.resolved_at <= (before.changed_at or before.at):
        raise AlreadyRated("This conversation was rated already, and the time to change that has passed.")
