"""What is due next in a conversation: every open one has exactly one answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handrail.core.conversation.conversation import State


class DeadlineKind(StrEnum):
    DECIDE = "decide"  # the customer spoke and nothing was decided yet
    CUSTOMER_SILENT = "customer_silent"
    ACKNOWLEDGE = "acknowledge"
    REPLY = "reply"
    OTHER_SILENT = "other_silent"  # a third party has not come back
    PROMISE = "promise"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class DeadlinePolicy:
    decide: timedelta = timedelta(seconds=60)
    acknowledge: timedelta = timedelta(seconds=90)
    reply: timedelta = timedelta(minutes=15)
    customer_silent: timedelta = timedelta(hours=72)
    other_silent: timedelta = timedelta(hours=24)
    window: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Times:
    """What is known of a conversation's times. `entered_at`: when it came into its state; the rest where
    it applies.

    `waiting_until` is the date agreed with the customer or a third party, `promise_due_at` the earliest
    open promise.
    """

    entered_at: datetime
    undecided_since: datetime | None = None
    lease_until: datetime | None = None
    waiting_until: datetime | None = None
    closes_at: datetime | None = None
    promise_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    at: datetime
    kind: DeadlineKind


def next_deadline(
    state: State,
    times: Times,
    policy: DeadlinePolicy = DeadlinePolicy(),
) -> Deadline | None:
    """The earliest thing due; it may have passed already, then it is late. None only for a closed
    conversation."""
    if state is State.CLOSED:
        return None
    own = _own(state, times, policy)
    if times.promise_due_at is not None and times.promise_due_at < own.at:
        return Deadline(times.promise_due_at, DeadlineKind.PROMISE)
    return own


def _own(state: State, times: Times, policy: DeadlinePolicy) -> Deadline:
    entered = times.entered_at
    match state:
        case State.ASSISTANT if times.undecided_since is not None:
            return Deadline(times.undecided_since + policy.decide, DeadlineKind.DECIDE)
        case State.OFFERED:
            return Deadline(times.lease_until or entered + policy.acknowledge, DeadlineKind.ACKNOWLEDGE)
        case State.HELD:
            return Deadline(entered + policy.reply, DeadlineKind.REPLY)
        case State.WAITING_OTHER:
            return Deadline(times.waiting_until or entered + policy.other_silent, DeadlineKind.OTHER_SILENT)
        case State.RESOLVED | State.CLOSED:
            return Deadline(times.closes_at or entered + policy.window, DeadlineKind.CLOSE)
        case State.ASSISTANT | State.WAITING_CUSTOMER:
            due = times.waiting_until or entered + policy.customer_silent
            return Deadline(due, DeadlineKind.CUSTOMER_SILENT)
