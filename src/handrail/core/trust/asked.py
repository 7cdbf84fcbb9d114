"""What customers said when they were asked."""

from handrail.core.trust.metric import Interval, Metric, share

ASKED = (
    Metric(
        "rating",
        "Rated good",
        "ratings of 4 or 5",
        "ratings given",
        "whoever did not answer: see the response rate",
        "72 hours after the question",
        Interval.WILSON,
        "response-rate",
        "up",
        1,
        share(lambda one: (one.rating or 0) >= 4, lambda one: one.eligible and one.rating is not None),
    ),
    Metric(
        "response-rate",
        "Response rate",
        "those who gave a rating",
        "settled conversations whose customer was asked for one, drawn at random and not by who helped them",
        "customers who were not asked",
        "72 hours after the question",
        Interval.WILSON,
        "rating",
        "",
        1,
        share(lambda one: one.rating is not None, lambda one: one.eligible and one.rating_asked),
    ),
    Metric(
        "effort",
        "Found it easy",
        "answers of 5 to 7 to “It was made easy for me”",
        "answers given, whatever the outcome, giving up included",
        "whoever did not answer",
        "24 hours after the question",
        Interval.WILSON,
        "abandonment",
        "up",
        1,
        share(lambda one: (one.easy or 0) >= 5, lambda one: one.eligible and one.easy is not None),
    ),
)
