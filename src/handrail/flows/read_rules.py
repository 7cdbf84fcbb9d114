"""The workspace's rules and their versions are read: by people who look at them, never for a decision."""

from collections.abc import Sequence
from uuid import UUID

from handrail.core.escalation.rules import RuleSet, parse_rules
from handrail.ports import Desk
from handrail.ports.configuration import ConfigurationsOf, Published


class ReadRules:
    def __init__(self, desk: Desk, configurations: ConfigurationsOf) -> None:
        self._desk, self._configurations = desk, configurations

    async def latest(self, tenant: UUID) -> Published | None:
        async with self._desk.as_system(tenant) as work:
            return await self._configurations(work).latest("rules")

    async def version(self, tenant: UUID, version: int) -> Published:
        """Raises NotFound."""
        async with self._desk.as_system(tenant) as work:
            return await self._configurations(work).version("rules", version)

    async def history(self, tenant: UUID, limit: int = 50) -> Sequence[Published]:
        """Newest first."""
        async with self._desk.as_system(tenant) as work:
            return await self._configurations(work).history("rules", limit)


def rules_of(published: Published | None) -> RuleSet:
    """None: no rules. Raises RulesAreWrong where this version of Handrail reads them no more."""
    return RuleSet() if published is None else parse_rules(published.content)
