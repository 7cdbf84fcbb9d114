"""A customer rates a conversation that is settled."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import clean_text
from handrail.core.conversation.rating import LONGEST_COMMENT, Rating, may_rate
from handrail.core.log.chain import Event
from handrail.flows.close import DEFAULT_WINDOW
from handrail.ports import Clock, Desk, NewId, NotFound, Work
from handrail.ports.ratings import RatingsOf


@dataclass(frozen=True, slots=True)
class Answers:
    """As core.conversation.rating.Rating has them. `comment` may be left out."""

    rating: int
    effort: int | None = None
    solved: bool | None = None
    comment: str | None = None


class RateConversation:
    def __init__(self, desk: Desk, ratings: RatingsOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._ratings, self._clock, self._new_id = desk, ratings, clock, new_id

    async def __call__(self, tenant: UUID, conversation: UUID, customer: UUID, answers: Answers) -> Rating:
        """A second one within the topic's window replaces the first. Raises NotFound, NotSettledYet, AlreadyRated,
        MessageTooLong, MessageNotText."""
        said = (answers.comment or "").strip()
        comment = clean_text(said, LONGEST_COMMENT) if said else None
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            if current.customer != customer:
                raise NotFound("This conversation does not exist.")
            ratings = self._ratings(work)
            before = await ratings.of(conversation)
            may_rate(current, before, now, await _window(work, current))
            given = Rating(answers.rating, answers.effort, answers.solved, comment, now)
            if before is not None:
                given = replace(given, at=before.at, changed_at=now)
            rating_id = await ratings.keep(self._new_id(), conversation, customer, given)
            kind = "rated" if before is None else "rating_changed"
            data = {"rating": str(rating_id), **_numbers(given)}
            await work.record(Event(kind, f"customer:{customer}", now, data, conversation))
        return given


def _numbers(given: Rating) -> dict[str, Any]:
    """The log holds no words of anybody."""
    numbers = {"stars": given.rating, "effort": given.effort, "solved": given.solved}
    return {name: value for name, value in numbers.items() if value is not None}


async def _window(work: Work, current: Conversation) -> timedelta:
    topic = None if current.topic is None else await work.topics.get(current.topic)
    return DEFAULT_WINDOW if topic is None else timedelta(days=topic.window_days)
