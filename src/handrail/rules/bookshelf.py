"""The workspace's published playbooks, read once a version: a publish counts from the next decision on, in every process."""

from collections import OrderedDict
from typing import Final
from uuid import UUID

from handrail.core.escalation.rules import Fault
from handrail.core.playbooks.canonical import playbooks_hash
from handrail.core.playbooks.parse import PlaybookIsWrong, parse_playbooks
from handrail.core.playbooks.playbook import Playbooks
from handrail.ports import Desk, Work
from handrail.ports.configuration import ConfigurationsOf, Published
from handrail.ports.playbooks import PlaybooksInForce, ReadsPlaybooks
from handrail.ports.understanding import NO_RULES_MARK
from handrail.rules.rulebook import mark_of

KEPT: Final = 128  # read versions; those of runs that go on under an older one among them


class PlaybooksWereChanged(PlaybookIsWrong):
    """The stored playbooks are not those that were published: their hash differs."""

    def __init__(self, version: int) -> None:
        super().__init__(
            (Fault(0, 0, f"Version {version} of the playbooks is not what was published: its hash differs."),)
        )


class KeptBookshelf:
    def __init__(self, desk: Desk, configurations: ConfigurationsOf, language: ReadsPlaybooks) -> None:
        self._desk, self._configurations, self._language = desk, configurations, language
        self._ready: OrderedDict[tuple[UUID, int], PlaybooksInForce] = OrderedDict()

    async def in_force(self, tenant: UUID) -> PlaybooksInForce:
        """Raises PlaybookIsWrong, PlaybooksWereChanged, and whatever storage raises when it is away."""
        async with self._desk.as_system(tenant) as work:
            version = await self._configurations(work).latest_version("playbooks")
        return await self.version(tenant, version)

    async def version(self, tenant: UUID, version: int) -> PlaybooksInForce:
        """0: none. Raises NotFound."""
        found = self._known(tenant, version)
        if found is None:
            async with self._desk.as_system(tenant) as work:
                return await self.within(work, version)
        return found

    async def within(self, work: Work, version: int) -> PlaybooksInForce:
        """In somebody else's transaction. Raises NotFound."""
        found = self._known(work.tenant, version)
        if found is None:
            found = self._read(await self._configurations(work).version("playbooks", version))
            self._ready[work.tenant, version] = found
            while len(self._ready) > KEPT:
                self._ready.popitem(last=False)
        return found

    def _known(self, tenant: UUID, version: int) -> PlaybooksInForce | None:
        if version == 0:
            return PlaybooksInForce(0, NO_RULES_MARK, Playbooks(), {})
        if (tenant, version) in self._ready:
            self._ready.move_to_end((tenant, version))
        return self._ready.get((tenant, version))

    def _read(self, published: Published) -> PlaybooksInForce:
        playbooks = parse_playbooks(published.content)
        if playbooks_hash(playbooks) != published.hash:
            raise PlaybooksWereChanged(published.version)
        judges = {one.slug: self._language.judge(one) for one in playbooks.playbooks}
        return PlaybooksInForce(published.version, mark_of(published), playbooks, judges)
