"""The customer's screen showed what was said: it need not be mailed."""

from uuid import UUID

from handrail.ports import Clock, Desk


class MarkShown:
    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    async def __call__(self, tenant: UUID, conversation: UUID, customer: UUID, seq: int) -> None:
        """Everything up to `seq`; the first time counts. Raises NotFound for a conversation that is not theirs."""
        async with self._desk.as_customer(tenant, customer) as work:
            await work.conversations.get(conversation)
            await work.conversations.mark_shown(conversation, seq, self._clock())
