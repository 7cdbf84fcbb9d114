"""What the assistant may do with a tool is set by a lead: each change is a new version, and the old one stays readable."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.log.chain import Event
from handrail.core.tools import Tool
from handrail.core.tools.written import Path, ToolMisdescribed, tool_changed
from handrail.flows.administer import By
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk, NotFound, Work


class ChangeTool:
    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    async def __call__(self, tenant: UUID, by: By, slug: str, said: Mapping[str, Any]) -> Tool:
        """Raises NotFound, NotAllowed, ToolMisdescribed."""
        [changed] = await self.several(tenant, by, [{**said, "slug": slug}], at=None)
        return changed

    async def several(
        self, tenant: UUID, by: By, said: Sequence[Mapping[str, Any]], *, at: Path | None = ("tools",)
    ) -> Sequence[Tool]:
        """All of them or none. `at`: where they stand in the file that they come from. Raises as above."""
        async with self._desk.as_system(tenant) as work:
            await need(work, by.person, Act.CHANGE_TOOLS)
            places = [() if at is None else (*at, n) for n in range(len(said))]
            changed = [await _changed(work, one, place) for one, place in zip(said, places, strict=True)]
            for tool in changed:
                await self._keep(work, by, tool)
            await _refuse_undone_by_nothing(work, changed, places)
            return changed

    async def remove(self, tenant: UUID, by: By, slug: str) -> None:
        """Until its server is looked at again. Raises NotFound, NotAllowed."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            await need(work, by.person, Act.CHANGE_TOOLS)
            await work.tools.remove(slug, now)
            await work.record(Event("tool_removed", by.actor, now, {"tool": slug}))

    async def _keep(self, work: Work, by: By, tool: Tool) -> None:
        now = self._clock()
        if await work.tools.keep(tool, by.actor, now):
            data = {"tool": tool.slug, "version": tool.version, "risk": tool.risk.value, "identity": tool.identity.word}
            await work.record(Event("tool_changed", by.actor, now, data))


async def _changed(work: Work, said: Mapping[str, Any], place: Path) -> Tool:
    slug = said.get("slug")
    if not isinstance(slug, str):
        raise ToolMisdescribed(place, "“slug” is missing: which tool is meant?")
    standing = await work.tools.get(slug)
    if standing is None:
        raise NotFound(f"There is no tool “{slug}”: connect its server first.")
    change = {name: value for name, value in said.items() if name != "slug"}
    for name in ("server", "remote"):
        if change.get(name, getattr(standing, name)) != getattr(standing, name):
            raise ToolMisdescribed((*place, name), f"“{slug}” is at {standing.server}, called {standing.remote}.")
    return tool_changed(standing, change, place)


async def _refuse_undone_by_nothing(work: Work, changed: Sequence[Tool], places: Sequence[Path]) -> None:
    """Once all are kept, so that a file may name tools that it changes itself."""
    for tool, place in zip(changed, places, strict=True):
        if tool.undo is not None and await work.tools.get(tool.undo) is None:
            raise ToolMisdescribed((*place, "undo"), f"There is no tool “{tool.undo}” that could take it back.")
