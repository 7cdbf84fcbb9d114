"""What Prometheus reads: how many decisions of which kind and rule, beside what the API counts."""

import time
from collections.abc import Awaitable, Callable
from uuid import UUID

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, PlatformCollector, ProcessCollector

from handrail.core.escalation.decision import Decision

Deciding = Callable[[UUID, UUID], Awaitable[Decision | None]]


class Meters:
    """Counted where the worker runs; `--role worker` alone serves them at HANDRAIL_METRICS_PORT."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self._decisions = Counter(
            "handrail_decisions", "Decisions made for customers' turns.", ["kind", "rule"], registry=self.registry
        )
        self._seconds = Histogram("handrail_decision_seconds", "Time to decide and commit.", registry=self.registry)

    def counting(self, decide: Deciding) -> Deciding:
        async def counted(tenant: UUID, conversation: UUID) -> Decision | None:
            started = time.perf_counter()
            decision = await decide(tenant, conversation)
            if decision is not None:
                self._decisions.labels(decision.kind, decision.rule).inc()
                self._seconds.observe(time.perf_counter() - started)
            return decision

        return counted
