"""Somebody on the team tries what the assistant would do with a question; the log keeps that it was tried, not what."""

from uuid import UUID

from handrail.core.log.chain import Event
from handrail.flows.try_message import Trial, TryMessage
from handrail.ports import Clock, Desk
from handrail.ports.understanding import RulesInForce


class TryQuestion:
    def __init__(self, desk: Desk, try_message: TryMessage, clock: Clock) -> None:
        self._desk, self._try, self._clock = desk, try_message, clock

    async def __call__(self, tenant: UUID, by: UUID, text: str, under: RulesInForce | None = None) -> Trial:
        """`under`: rules to try instead of those in force. Raises MessageEmpty, MessageTooLong, MessageNotText."""
        trial = await self._try(tenant, text, under=under, worded=True)
        topic = None if trial.facts.topic is None else trial.facts.topic.slug
        data = {"kind": trial.decision.kind, "rule": trial.decision.rule, "topic": topic}
        async with self._desk.as_staff(tenant, by) as work:
            await work.record(Event("question_tried", f"agent:{by}", self._clock(), data))
        return trial
