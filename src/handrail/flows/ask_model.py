"""A language model is asked, within what the workspace lets it cost, and every call is written down."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from handrail.core.prompting import Prompt
from handrail.ports import Clock, Desk, NewId, Work
from handrail.ports.language_model import LanguageModel, ModelDidNotAnswer, Outcome, Told, Usage
from handrail.ports.model_use import ModelCall, ModelSetting, ModelUseOf, Spent

log = structlog.get_logger()
T = TypeVar("T")
MICROS_A_CENT = 10_000


@dataclass(frozen=True, slots=True)
class Ready:
    """Whether a model may be asked now; `because` says in words why not. `mask`: customers' data goes as tokens."""

    may_ask: bool
    because: str
    mask: bool = True
    setting: ModelSetting = field(default_factory=ModelSetting)
    spent: Spent = field(default_factory=Spent)


@dataclass(frozen=True, slots=True)
class About:
    """What a call is for: it is listed under it. Both None for a question that is only tried."""

    conversation: UUID | None = None
    decision: UUID | None = None


@dataclass(frozen=True, slots=True)
class Answered(Generic[T]):
    """`value` None: nothing came that could be used, and `because` says why."""

    value: T | None
    outcome: Outcome
    because: str
    usage: Usage


class AskModel:
    """`model` None: this process has none."""

    def __init__(self, desk: Desk, model: LanguageModel | None, use: ModelUseOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._model, self._use = desk, model, use
        self._clock, self._new_id = clock, new_id

    async def ready(self, tenant: UUID) -> Ready:
        if self._model is None:
            return Ready(False, "No language model is set (HANDRAIL_MODEL).")
        async with self._desk.as_system(tenant) as work:
            return await self.within(work)

    async def within(self, work: Work) -> Ready:
        if self._model is None:
            return Ready(False, "No language model is set (HANDRAIL_MODEL).")
        use, workspace = self._use(work), await work.people.workspace()
        setting, spent = await use.setting(), await use.spent(month_began(self._clock(), workspace.timezone))
        because = why_not(setting, spent)
        return Ready(because is None, because or "", setting.mask, setting, spent)

    async def __call__(
        self,
        tenant: UUID,
        about: About,
        prompt: Prompt,
        ask: Callable[[LanguageModel, Prompt], Awaitable[Told[T]]],
        purpose: str | None = None,
    ) -> Answered[T]:
        """Call it when `ready` said yes, and inside no transaction. Never raises for what a model does."""
        assert self._model is not None
        answered: Answered[T]
        try:
            told = await ask(self._model, prompt)
            outcome = Outcome.ANSWERED if told.value is not None else Outcome.CANNOT_ANSWER
            because = "" if told.value is not None else "The model says that it cannot answer from these passages."
            answered = Answered(told.value, outcome, because, told.usage)
        except ModelDidNotAnswer as failed:
            log.warning("model.failed", outcome=failed.outcome.value, why=str(failed))
            answered = Answered(None, failed.outcome, str(failed), failed.usage)
        except Exception as error:  # a model is an improvement: whatever it does, the desk goes on without it
            log.warning("model.failed", error=type(error).__name__)
            why = f"The model failed ({type(error).__name__})."
            answered = Answered(None, Outcome.FAILED, why, Usage(self._model.name))
        call = ModelCall(
            self._new_id(),
            purpose or prompt.purpose,
            prompt.version,
            answered.outcome,
            answered.usage,
            self._clock(),
            about.conversation,
            about.decision,
            len(prompt.masks),
        )
        async with self._desk.as_system(tenant) as work:
            await self._use(work).keep(call)
        return answered


def why_not(setting: ModelSetting, spent: Spent) -> str | None:
    """In words, why a workspace's model may not be asked any more this month."""
    if not setting.enabled:
        return "The language model is switched off for this workspace."
    if setting.monthly_tokens is not None and spent.tokens >= setting.monthly_tokens:
        return f"This month's cap of {setting.monthly_tokens:,} tokens is reached: answers are approved passages word for word."
    if setting.monthly_cents is not None and spent.cost >= setting.monthly_cents * MICROS_A_CENT:
        cap = setting.monthly_cents / 100
        return f"This month's cap of US$ {cap:,.2f} is reached: answers are approved passages word for word."
    return None


def month_began(now: datetime, timezone: str) -> datetime:
    """The first moment of the calendar month, as the workspace counts it."""
    local = now.astimezone(ZoneInfo(timezone))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
