"""What a workspace lets its language model do and cost is set, by somebody who may, and the log keeps that it was."""

from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.log.chain import Event
from handrail.flows.ask_model import AskModel, Ready
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk
from handrail.ports.model_use import ModelSetting, ModelUseOf


class SetModel:
    def __init__(self, desk: Desk, use: ModelUseOf, ask: AskModel, clock: Clock) -> None:
        self._desk, self._use, self._ask, self._clock = desk, use, ask, clock

    async def __call__(self, tenant: UUID, by: UUID, setting: ModelSetting) -> None:
        """Raises NotAllowed."""
        async with self._desk.as_staff(tenant, by) as work:
            await need(work, by, Act.CHANGE_SETTINGS)
            await self._use(work).set(setting)
            data = {
                "enabled": setting.enabled,
                "mask": setting.mask,
                "monthly_tokens": setting.monthly_tokens,
                "monthly_cents": setting.monthly_cents,
            }
            await work.record(Event("model_set", f"agent:{by}", self._clock(), data))

    async def ready(self, tenant: UUID) -> Ready:
        """As things stand now, with what was spent this month."""
        return await self._ask.ready(tenant)
