"""Whether customers reach people, and what people promised them."""

from handrail.core.trust.metric import Interval, Metric, hours, share
from handrail.core.trust.outcome import Outcome


def _waited(one: Outcome) -> tuple[float, float] | None:
    """(hours, 1 where a person came); None for who never waited for one."""
    if one.reached_after is not None:
        return hours(one.reached_after), 1.0
    return None if one.watched_for is None else (hours(one.watched_for), 0.0)


PEOPLE = (
    Metric(
        "human-access",
        "Reached a person",
        "those who got a person's own words, or a kept call back",
        "settled conversations whose customer asked for a person",
        "nobody: who gave up first counts as not reached",
        "until closed",
        Interval.WILSON,
        "time-to-human",
        "up",
        1,
        share(lambda one: one.reached_after is not None, lambda one: one.eligible and one.wished),
    ),
    Metric(
        "time-to-human",
        "Time to a person",
        "hours from the wish or the first trigger to a person's own first words; templates are no words",
        "conversations with a wish for a person or a hand-off",
        "nobody: who was never reached counts as still waiting when they left",
        "until closed",
        Interval.WAITING,
        "human-access",
        "down",
        1,
        _waited,
    ),
    Metric(
        "abandonment",
        "Gave up waiting",
        "those who left before a person came",
        "conversations that waited for a person",
        "nobody, however short the wait",
        "until closed",
        Interval.WILSON,
        "human-access",
        "down",
        1,
        share(lambda one: one.left_queue, lambda one: one.eligible and one.queued),
    ),
    Metric(
        "promises-kept",
        "Promises kept",
        "promises of a time that were kept",
        "promises of a time that fell due",
        "promises that are not due yet",
        "each promise's own time",
        Interval.NORMAL,
        "time-to-human",
        "up",
        1,
        lambda one: (float(one.promises_kept), float(one.promises)) if one.promises else None,
    ),
    Metric(
        "orphan-time",
        "Without an owner",
        "hours in which no owner could act",
        "hours in which conversations were open",
        "nobody",
        "the conversation",
        Interval.NORMAL,
        "promises-kept",
        "down",
        1,
        lambda one: (hours(one.orphaned_for), hours(one.open_for)) if one.open_for else None,
    ),
)
