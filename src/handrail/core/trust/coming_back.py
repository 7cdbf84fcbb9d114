"""What happens after: coming back, opening again, being handed on, saying it twice."""

from collections.abc import Callable

from handrail.core.trust.metric import Interval, Metric, share
from handrail.core.trust.outcome import Ended, Outcome
from handrail.core.trust.words import ALL, SETTLES


def _eligible(one: Outcome) -> bool:
    return one.eligible


def _after_a_hand_off(slug: str, name: str, numerator: str, of: Callable[[Outcome], bool]) -> Metric:
    return Metric(
        slug,
        name,
        f"those where, in the first five turns after a hand-off, {numerator}",
        "settled conversations that were handed to a person",
        "conversations without a hand-off",
        "five turns after the hand-off",
        Interval.WILSON,
        "human-access",
        "down",
        1,
        share(of, lambda one: one.eligible and one.handed_off),
    )


COMING_BACK = (
    Metric(
        "repeat-contact",
        "Repeat contact",
        "those whose customer came back with the same topic on any channel",
        ALL,
        "customers who cannot be recognised (see link coverage); contacts that we arranged",
        SETTLES,
        Interval.WILSON,
        "link-coverage",
        "down",
        1,
        share(lambda one: one.repeat, lambda one: one.eligible and one.identified),
    ),
    Metric(
        "link-coverage",
        "Link coverage",
        "those whose customer is known well enough that coming back would be seen",
        ALL,
        "conversations not settled yet",
        SETTLES,
        Interval.WILSON,
        "repeat-contact",
        "up",
        1,
        share(lambda one: one.identified, _eligible),
    ),
    Metric(
        "reopened",
        "Reopened",
        "those that the customer opened again after they were resolved",
        "settled conversations that were resolved at least once",
        "conversations that were abandoned",
        "from resolved until closed",
        Interval.WILSON,
        "repeat-contact",
        "down",
        1,
        share(lambda one: one.reopened, lambda one: one.eligible and one.ended is not Ended.ABANDONED),
    ),
    Metric(
        "transfers",
        "Handed on",
        "changes from one accountable owner to another, queues included",
        ALL,
        "conversations not settled yet",
        "the conversation",
        Interval.NORMAL,
        "first-contact-resolution",
        "down",
        1,
        lambda one: (float(max(one.owners - 1, 0)), 1.0) if one.eligible else None,
    ),
    _after_a_hand_off(
        "repeat-yourself",
        "Had to repeat themselves",
        "a person asked what was already there, or the customer told it again, protested, or was verified again",
        lambda one: one.repeated_themselves,
    ),
    _after_a_hand_off("re-asked", "Asked again", "a person asked what was already there", lambda one: one.re_asked > 0),
    _after_a_hand_off("restated", "Told again", "the customer told it again", lambda one: one.restated),
    _after_a_hand_off(
        "protested", "Protested", "the customer said that they had already told it", lambda one: one.protested
    ),
    _after_a_hand_off(
        "re-verified", "Verified again", "a customer who was verified was verified again", lambda one: one.re_verified
    ),
)
