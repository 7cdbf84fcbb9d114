"""What counts as resolved, and by whom."""

from collections.abc import Callable

from handrail.core.trust.metric import Interval, Metric, share
from handrail.core.trust.outcome import Ended, Outcome
from handrail.core.trust.words import ALL, ASSISTED, NOT_SETTLED, SETTLES


def _assisted(one: Outcome) -> bool:
    return one.assisted


def _eligible(one: Outcome) -> bool:
    return one.eligible


def stayed_resolved(one: Outcome) -> bool:
    by_person = one.ended is Ended.BY_PERSON and not (one.repeat or one.reopened or one.contradicted)
    return one.durable or by_person


def _of_assisted(
    slug: str, name: str, numerator: str, counter: str, good: str, of: Callable[[Outcome], bool]
) -> Metric:
    counts = share(of, _assisted)
    return Metric(slug, name, numerator, ASSISTED, NOT_SETTLED, SETTLES, Interval.WILSON, counter, good, 1, counts)


RESOLUTION = (
    _of_assisted(
        "durable-resolution",
        "Durable resolution",
        "those that ended with the customer's yes or in silence, were not contradicted or reopened, and whose customer did "
        "not come back with the same topic on any channel",
        "link-coverage",
        "up",
        lambda one: one.durable,
    ),
    _of_assisted(
        "confirmed-resolution",
        "Confirmed resolution",
        "those whose customer said that it is settled",
        "contradicted",
        "up",
        lambda one: one.ended is Ended.CONFIRMED and not one.contradicted,
    ),
    _of_assisted(
        "unconfirmed-closure",
        "Unconfirmed closure",
        "those that ended in 72 hours of silence; its own bar, never added to what is resolved",
        "repeat-contact",
        "",
        lambda one: one.ended is Ended.UNCONFIRMED,
    ),
    _of_assisted(
        "contradicted",
        "Contradicted",
        "those whose customer said no, or asked the same again within 72 hours",
        "confirmed-resolution",
        "down",
        lambda one: one.contradicted,
    ),
    Metric(
        "verified-resolution",
        "Verified resolution",
        "those whose certifying review settled as right, each counted by one over the chance with which it was drawn",
        "settled conversations with an assistant's answer that were drawn and reviewed, counted alike",
        "targeted reviews; reviews that are owed",
        "reviews settled in the period",
        Interval.DRAWN,
        "durable-resolution",
        "up",
        1,
        share(lambda one: bool(one.reviewed_right), lambda one: one.assisted and one.reviewed_right is not None),
    ),
    _of_assisted(
        "containment",
        "Contained",
        "those without any message of a person, without an unmet wish for one, and whose customer did not give up",
        "human-access",
        "",
        lambda one: (
            one.person_messages == 0
            and not (one.wished and one.reached_after is None)
            and one.ended is not Ended.ABANDONED
        ),
    ),
    Metric(
        "automation",
        "Automation rate",
        "those that the assistant resolved durably without any message of a person",
        ALL,
        "conversations not settled yet",
        SETTLES,
        Interval.WILSON,
        "durable-resolution",
        "up",
        1,
        share(lambda one: one.assisted and one.durable and one.person_messages == 0, _eligible),
    ),
    Metric(
        "first-contact-resolution",
        "Resolved at first contact",
        "those resolved by the assistant or a person with no repeat on any channel, no reopening and no contradiction",
        "settled conversations that are the customer's first about their matter",
        "conversations that continue an earlier one",
        SETTLES,
        Interval.WILSON,
        "link-coverage",
        "up",
        1,
        share(
            lambda one: (
                one.durable or (one.ended is Ended.BY_PERSON and not (one.repeat or one.reopened or one.contradicted))
            ),
            lambda one: one.eligible and one.first_contact,
        ),
    ),
)
