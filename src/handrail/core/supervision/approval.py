"""A person's yes to one exact action or reply: bound to what they saw, asked with a clock, and never given by silence."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from handrail.core.conversation.moves import IllegalMove
from handrail.core.tools.effect import canonical
from handrail.core.tools.tool import Money, Value

REPLY: Final = "reply"
"""Stands where a tool's slug stands when it is the assistant's words that wait; its one argument is `text`."""


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"  # by a person, with a reason
    EXPIRED = "expired"  # nobody said anything: the conversation goes to a person
    WITHDRAWN = "withdrawn"  # the customer or a person took the conversation another way


class Because(StrEnum):
    """Why a person declines. Each has a catalogue text, so that the customer can be told at once."""

    NOT_ALLOWED = "not_allowed"  # our rules do not allow it
    NOT_CONFIRMED = "not_confirmed"  # what it rests on could not be confirmed
    NEEDS_PERSON = "needs_person"  # somebody wants to look at it themselves


class NotWaiting(IllegalMove):
    """It was settled already; `state` says how."""

    def __init__(self, state: ApprovalState) -> None:
        super().__init__(f"This was settled already: {state.value}.")
        self.state = state


class NotWhatWasSeen(IllegalMove):
    """It was edited since this person looked: a yes is to exactly what they saw."""


class CustomerWroteSince(IllegalMove):
    """The customer wrote after this person looked; `seq` is their message."""

    def __init__(self, seq: int) -> None:
        super().__init__("The customer has written since you looked: read it, then decide.")
        self.seq = seq


@dataclass(frozen=True, slots=True)
class Yes:
    """One person's yes. `digest`: of exactly what they saw; `seen_seq`: the last message they had seen."""

    person: UUID
    at: datetime
    digest: str
    seen_seq: int


@dataclass(frozen=True, slots=True)
class Approval:
    """What is asked. `evidence`: lines in words with the message or effect each rests on; `people`: how many different
    people must say yes. An edit makes a new digest, and every yes before it falls; `people` never falls by one.

    An action has its `run` and step; a reply has the `decision` whose words it is.
    """

    id: UUID
    conversation: UUID
    run: UUID | None
    step: str
    tool: str
    arguments: Mapping[str, Value]
    amount: Money | None
    because: str
    rule: str
    evidence: Sequence[Mapping[str, Any]]
    people: int
    asked_at: datetime
    expires_at: datetime
    state: ApprovalState = ApprovalState.WAITING
    yeses: Sequence[Yes] = ()
    settled_at: datetime | None = None
    settled_by: UUID | None = None
    reason: str = ""
    reason_code: str = ""
    decision: UUID | None = None
    edited_at: datetime | None = None
    edited_by: UUID | None = None

    @property
    def digest(self) -> str:
        return digest_of(self.tool, self.arguments)

    def counted(self) -> int:
        """How many different people said yes to exactly this."""
        return len({one.person for one in self.yeses if one.digest == self.digest})

    @property
    def is_enough(self) -> bool:
        return self.counted() >= self.people


def said_yes(approval: Approval, yes: Yes, wrote_since: int | None) -> Approval:
    """With this yes; approved when it was the last one needed. The same person twice counts once.

    `wrote_since`: the customer's first message after the one this person had seen. Raises NotWaiting, NotWhatWasSeen,
    CustomerWroteSince.
    """
    _refuse_settled(approval)
    if yes.at >= approval.expires_at:
        raise NotWaiting(ApprovalState.EXPIRED)
    if yes.digest != approval.digest:
        raise NotWhatWasSeen("This was edited since you looked: look again, then decide.")
    if wrote_since is not None:
        raise CustomerWroteSince(wrote_since)
    if any((one.person, one.digest) == (yes.person, yes.digest) for one in approval.yeses):
        return approval
    counted = replace(approval, yeses=(*approval.yeses, yes))
    if not counted.is_enough:
        return counted
    return replace(counted, state=ApprovalState.APPROVED, settled_at=yes.at, settled_by=yes.person)


def edited(
    approval: Approval,
    arguments: Mapping[str, Value],
    amount: Money | None,
    people: int,
    by: UUID,
    at: datetime,
    *,
    seen: str,
) -> Approval:
    """With other arguments; whoever edits has not said yes by it. Raises NotWaiting, NotWhatWasSeen."""
    _refuse_settled(approval)
    if seen != approval.digest:
        raise NotWhatWasSeen("This was edited since you looked: look again, then decide.")
    return replace(
        approval,
        arguments=arguments,
        amount=amount,
        people=max(people, approval.people),
        edited_by=by,
        edited_at=at,
    )


def settled(
    approval: Approval, state: ApprovalState, at: datetime, by: UUID | None = None, *, code: str = "", reason: str = ""
) -> Approval:
    """Declined, expired or withdrawn. Raises NotWaiting."""
    _refuse_settled(approval)
    return replace(approval, state=state, settled_at=at, settled_by=by, reason_code=code, reason=reason)


def _refuse_settled(approval: Approval) -> None:
    if approval.state is not ApprovalState.WAITING:
        raise NotWaiting(approval.state)


def digest_of(tool: str, arguments: Mapping[str, Value]) -> str:
    said = json.dumps([tool, canonical(arguments)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """How long people have, in time in which somebody who may approve works. `unstaffed`: by the clock, where nobody has
    any shift within five weeks. `longest`: whatever the shifts say, after that a person gets the conversation."""

    chat: timedelta = timedelta(minutes=15)
    mail: timedelta = timedelta(hours=4)
    unstaffed: timedelta = timedelta(hours=24)
    longest: timedelta = timedelta(hours=72)
