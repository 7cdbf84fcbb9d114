"""Versions of the workspace's rules, or playbooks, are read: by people who look at them, never for a decision."""

from collections.abc import Sequence
from uuid import UUID

from handrail.core.escalation.rules import RuleSet, parse_rules
from handrail.ports import Desk
from handrail.ports.configuration import ConfigurationsOf, Kind, Published


class ReadRules:
    """`kind`: of what; rules where nothing is said."""

    def __init__(self, desk: Desk, configurations: ConfigurationsOf, kind: Kind = "rules") -> None:
        self._desk, self._configurations = desk, configurations
        self._kind: Kind = kind

    async def latest(self, tenant: UUID) -> Published | None:
        async with self._desk.as_system(tenant) as work:
            return await self._configurations(work).latest(self._kind)

    async def version(self, tenant: UUID, version: int) -> Published:
        """Raises NotFound."""
        async with self._desk.as_system(tenant) as work:
            return await self._configurations(work).version(self._kind, version)

    async def history(self, tenant: UUID, limit: int = 50) -> Sequence[Published]:
        """Newest first."""
        async with self._desk.as_system(tenant) as work:
            return await self._configurations(work).history(self._kind, limit)


def rules_of(published: Published | None) -> RuleSet:
    """None: no rules. Raises RulesAreWrong where this version of Handrail reads them no more."""
    return RuleSet() if published is None else parse_rules(published.content)
