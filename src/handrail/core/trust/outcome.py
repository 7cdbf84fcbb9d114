"""What became of one conversation, as the trust metrics count it: one customer, one matter, any number of messages."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID


class Ended(StrEnum):
    """How it stands once its topic's window has passed. Exactly one; giving up is never any kind of success."""

    BY_PERSON = "by_person"  # a person of the staff resolved it
    CONFIRMED = "confirmed"  # the customer said yes
    UNCONFIRMED = "unconfirmed"  # 72 h of silence after an assistant's answer
    ABANDONED = "abandoned"  # the customer gave up: left while waiting for a person, or with the matter open
    OPEN = "open"  # not settled: counted in no metric that settles at close


class Author(StrEnum):
    ASSISTANT = "assistant"
    PERSON = "person"
    BOTH = "both"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The facts of one conversation. Times are lengths; None means it never happened or was not asked.

    `assistant_answers`: substantive ones, greetings not. `contradicted`: the customer said no, or asked the same again within
    72 h. `repeat`: the same customer came back with the same topic on any channel within the topic's window, uninvited.
    `identified`: the customer is known well enough that a repeat would be seen. `wished_at` is set where they asked for a
    person, `reached_after`: from wish or first trigger to a person's own first words, `watched_for`: how long that was waited
    for where it never came. `reviewed_right`: the settled verdict of a certifying review, `review_chance`: with what chance
    it was drawn. `rating`: 1 to 5. `easy`: 1 to 7 to "it was made easy".
    """

    id: UUID
    topic: str
    channel: str
    language: str
    owner: UUID | None
    author: Author
    ended: Ended
    questions: int = 1
    assistant_answers: int = 0
    person_messages: int = 0
    contradicted: bool = False
    repeat: bool = False
    identified: bool = True
    reopened: bool = False
    first_contact: bool = True
    owners: int = 1
    wished: bool = False
    reached_after: timedelta | None = None
    watched_for: timedelta | None = None
    queued: bool = False
    left_queue: bool = False
    promises: int = 0
    promises_kept: int = 0
    first_reply_after: timedelta | None = None
    rating_asked: bool = False
    rating: int | None = None
    ease_asked: bool = False
    easy: int | None = None
    handed_off: bool = False
    re_asked: int = (
        0  # questions a person asked whose answer was already there, in the first five turns after a hand-off
    )
    restated: bool = False  # the customer told it again
    protested: bool = False  # the customer said that they had already told it
    re_verified: bool = False
    reviewed_right: bool | None = None
    review_chance: float | None = None
    orphaned_for: timedelta = timedelta(0)  # without an owner who could act
    open_for: timedelta = timedelta(0)
    cost: float | None = None  # in the workspace's currency, major units

    @property
    def eligible(self) -> bool:
        """A customer asked something, and how it ended is settled."""
        return self.questions > 0 and self.ended is not Ended.OPEN

    @property
    def assisted(self) -> bool:
        """Of the eligible, the assistant gave at least one substantive answer."""
        return self.eligible and self.assistant_answers > 0

    @property
    def durable(self) -> bool:
        """Resolved and stayed so: confirmed or silent, not contradicted, no repeat within the window. Never abandoned."""
        quiet = self.ended in {Ended.CONFIRMED, Ended.UNCONFIRMED}
        return quiet and not self.contradicted and not self.repeat and not self.reopened

    @property
    def repeated_themselves(self) -> bool:
        return self.re_asked > 0 or self.restated or self.protested or self.re_verified
