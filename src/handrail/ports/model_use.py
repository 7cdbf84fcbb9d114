"""What language models cost and may cost in a workspace, and what they worded, as the flows keep it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.message import Source
from handrail.core.grounding.verdict import Verdict
from handrail.core.handoff import Summary
from handrail.ports.language_model import Outcome, Usage
from handrail.ports.work import Work


@dataclass(frozen=True, slots=True)
class ModelSetting:
    """`enabled`: this workspace lets the process's model be asked. `mask`: personal data goes to it as tokens.
    `monthly_tokens` and `monthly_cents` (US cents): caps of a calendar month in the workspace's time zone, None: none."""

    enabled: bool = True
    mask: bool = True
    monthly_tokens: int | None = None
    monthly_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """`cost` in millionths of a US dollar, of calls whose price is known; `unpriced`: how many are not."""

    calls: int = 0
    tokens: int = 0
    cost: int = 0
    unpriced: int = 0


@dataclass(frozen=True, slots=True)
class ModelCall:
    id: UUID
    purpose: str
    prompts: str
    outcome: Outcome
    usage: Usage
    at: datetime
    conversation: UUID | None = None
    decision: UUID | None = None
    masked: int = 0


class Said(StrEnum):
    """What became of a wording. ASKED for good: its process died, and the passage went out as it stands."""

    ASKED = "asked"
    PASSED = "passed"
    STOPPED = "stopped"
    CANNOT_ANSWER = "cannot_answer"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Wording:
    """`text`, `sources` and `verdicts` are empty once erased. `because`: why it was not used, in words without any of the
    conversation's. `grant` or `certificate`: what it would be sent under."""

    id: UUID
    conversation: UUID
    purpose: str
    outcome: Said
    at: datetime
    decision: UUID | None = None
    because: str = ""
    text: str | None = None
    sources: tuple[Source, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    guards: str = ""
    prompts: str = ""
    model: str = ""
    grant: UUID | None = None
    certificate: UUID | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConversationUse:
    """What models did in one conversation, oldest first."""

    calls: Sequence[ModelCall] = field(default_factory=tuple[ModelCall, ...])
    wordings: Sequence[Wording] = field(default_factory=tuple[Wording, ...])


class ModelUse(Protocol):
    """Within one transaction of one workspace."""

    async def setting(self) -> ModelSetting: ...

    async def set(self, setting: ModelSetting) -> None: ...

    async def spent(self, since: datetime) -> Spent: ...

    async def keep(self, call: ModelCall) -> None: ...

    async def begin(self, wording: Wording) -> bool:
        """False when its decision has one already: a decision is worded once."""
        ...

    async def settle(self, wording: Wording) -> None:
        """What began gets its outcome, once."""
        ...

    async def of_decision(self, decision: UUID) -> Wording | None: ...

    async def wording(self, wording: UUID) -> Wording:
        """Raises NotFound."""
        ...

    async def packed_for(self, handoff: UUID) -> UUID | None:
        """The conversation that was handed over with a packet; None once it was erased."""
        ...

    async def set_summary(self, handoff: UUID, summary: Summary) -> None:
        """In place of the packet's own, unless it was erased meanwhile."""
        ...

    async def of_conversation(self, conversation: UUID) -> ConversationUse: ...


ModelUseOf = Callable[[Work], ModelUse]
