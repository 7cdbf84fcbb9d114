"""A person's yes to one exact action: bound to its arguments, asked with a clock, and never given by silence."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from handrail.core.tools.effect import canonical
from handrail.core.tools.tool import Money, Value


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"  # by a person, with a reason
    EXPIRED = "expired"  # nobody said anything: the conversation goes to a person
    WITHDRAWN = "withdrawn"  # the customer or a person took the conversation another way


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
    people must say yes. An edit makes a new digest, and every yes before it falls."""

    id: UUID
    conversation: UUID
    run: UUID
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

    @property
    def digest(self) -> str:
        return digest_of(self.tool, self.arguments)

    def counted(self) -> int:
        """How many different people said yes to exactly this."""
        return len({one.person for one in self.yeses if one.digest == self.digest})


def digest_of(tool: str, arguments: Mapping[str, Value]) -> str:
    said = json.dumps([tool, canonical(arguments)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
