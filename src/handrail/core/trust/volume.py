"""How much there was, how fast and at what cost: shown beside trust, never instead of it."""

from handrail.core.trust.metric import Interval, Metric, hours
from handrail.core.trust.resolving import stayed_resolved
from handrail.core.trust.words import SETTLES

VOLUME = (
    Metric(
        "handled",
        "Handled",
        "settled conversations with a customer's question",
        "one",
        "conversations not settled yet",
        SETTLES,
        Interval.NONE,
        "durable-resolution",
        "",
        1,
        lambda one: (1.0, 0.0) if one.eligible else None,
    ),
    Metric(
        "first-reply",
        "First reply",
        "hours until the first answer of substance, by whomever",
        "conversations with such an answer",
        "conversations without one",
        "the conversation",
        Interval.NORMAL,
        "durable-resolution",
        "down",
        1,
        lambda one: (hours(one.first_reply_after), 1.0) if one.eligible and one.first_reply_after is not None else None,
    ),
    Metric(
        "cost",
        "Cost of a durable resolution",
        "what all settled conversations cost",
        "conversations resolved durably, or by a person without coming back",
        "conversations whose cost is unknown",
        SETTLES,
        Interval.NORMAL,
        "repeat-contact",
        "down",
        1,
        lambda one: (one.cost, float(stayed_resolved(one))) if one.eligible and one.cost is not None else None,
    ),
)
