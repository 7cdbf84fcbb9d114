"""The workspace's published rules, compiled once a version: a publish counts from the next decision on, in every process."""

from collections import OrderedDict
from typing import Final
from uuid import UUID

from handrail.core.escalation.rules import Fault, RulesAreWrong, rules_hash
from handrail.ports import Desk, NotFound
from handrail.ports.configuration import ConfigurationsOf, Published
from handrail.ports.rules import ReadsRules
from handrail.ports.understanding import NO_RULES_MARK, RulesInForce

KEPT: Final = 256  # compiled sets; a workspace's rules change a few times a week


class RulesWereChanged(RulesAreWrong):
    """The stored rules are not those that were published: their hash differs."""

    def __init__(self, version: int) -> None:
        super().__init__((Fault(0, 0, f"Version {version} of the rules is not what was published: its hash differs."),))


class KeptRulebook:
    """Reads the newest version's number for each decision, and the rules themselves only when it is a new one."""

    def __init__(self, desk: Desk, configurations: ConfigurationsOf, language: ReadsRules) -> None:
        self._desk, self._configurations, self._language = desk, configurations, language
        self._ready: OrderedDict[tuple[UUID, int], RulesInForce] = OrderedDict()

    async def in_force(self, tenant: UUID) -> RulesInForce:
        """Raises RulesAreWrong, RulesWereChanged, and whatever storage raises when it is away."""
        async with self._desk.as_system(tenant) as work:
            version = await self._configurations(work).latest_version("rules")
        return await self.version(tenant, version)

    async def of(self, tenant: UUID, mark: str) -> RulesInForce:
        """Raises NotFound for a mark that no version of this workspace has."""
        if mark == NO_RULES_MARK:
            return await self.version(tenant, 0)
        number = mark.partition("/")[0]
        found = await self.version(tenant, int(number) if number.isdigit() else -1)
        if found.mark != mark:
            raise NotFound(f"The rules “{mark}” are not kept here.")
        return found

    async def version(self, tenant: UUID, version: int) -> RulesInForce:
        """0: no rules. Raises NotFound."""
        if version == 0:
            return RulesInForce(NO_RULES_MARK, lambda values: ())
        key = tenant, version
        if key not in self._ready:
            async with self._desk.as_system(tenant) as work:
                published = await self._configurations(work).version("rules", version)
            self._ready[key] = self._compiled(published)
        self._ready.move_to_end(key)
        while len(self._ready) > KEPT:
            self._ready.popitem(last=False)
        return self._ready[key]

    def _compiled(self, published: Published) -> RulesInForce:
        ready = self._language.from_content(published.content)
        if rules_hash(ready.rules) != published.hash:
            raise RulesWereChanged(published.version)
        return RulesInForce(mark_of(published), ready.evaluate)


def mark_of(published: Published) -> str:
    return f"{published.version}/{published.hash.hex()[:12]}"
