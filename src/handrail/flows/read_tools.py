"""What people see of tools: what each may do, what it did today against its caps, what stops it, and what is in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.tools import Effect, EffectState, Tool
from handrail.ports import Clock, Desk, NotFound, Work
from handrail.ports.tools import ToolServer, UsedToday

LAST = 20


@dataclass(frozen=True, slots=True)
class ToolNow:
    """`stopped`: in words, the stop that covers it."""

    tool: Tool
    used: UsedToday
    stopped: str | None


@dataclass(frozen=True, slots=True)
class ToolsNow:
    servers: Sequence[ToolServer]
    tools: Sequence[ToolNow]
    in_doubt: Sequence[Effect]


@dataclass(frozen=True, slots=True)
class EffectNow:
    """`can_undo`: a tool takes back what it did. `undone_by`: the last try to."""

    effect: Effect
    can_undo: bool
    undone_by: Effect | None = None


class ReadTools:
    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    async def every(self, tenant: UUID, person: UUID) -> ToolsNow:
        async with self._desk.as_staff(tenant, person) as work:
            used = await work.effects.used_today(self._clock())
            tools = [
                ToolNow(one, used.get(one.slug, UsedToday()), await work.tools.stopped_by(one.slug))
                for one in await work.tools.all()
            ]
            return ToolsNow(await work.tools.servers(), tools, await work.effects.in_doubt())

    async def one(self, tenant: UUID, person: UUID, slug: str) -> tuple[ToolNow, Sequence[Effect]]:
        """With its last effects, the newest first. Raises NotFound."""
        async with self._desk.as_staff(tenant, person) as work:
            tool = await work.tools.get(slug)
            if tool is None:
                raise NotFound("This tool does not exist.")
            used = (await work.effects.used_today(self._clock())).get(slug, UsedToday())
            now = ToolNow(tool, used, await work.tools.stopped_by(slug))
            return now, await work.effects.latest(slug, LAST)

    async def effects_of(self, tenant: UUID, person: UUID, conversation: UUID) -> Sequence[EffectNow]:
        """What tools did in a conversation, in order; what takes something back stands with what it takes back."""
        async with self._desk.as_staff(tenant, person) as work:
            return await effects_now(work, conversation)


async def effects_now(work: Work, conversation: UUID) -> Sequence[EffectNow]:
    found = await work.effects.of(conversation)
    undoing = {one.undoes: one for one in found}
    return [
        EffectNow(one, await _can_undo(work, one, undoing), undoing.get(one.id)) for one in found if one.undoes is None
    ]


async def _can_undo(work: Work, effect: Effect, undoing: dict[UUID | None, Effect]) -> bool:
    before = undoing.get(effect.id)
    if effect.state is not EffectState.DONE or (before is not None and before.state is not EffectState.FAILED):
        return False
    tool = await work.tools.version(effect.tool, effect.tool_version)
    return tool is not None and tool.undo is not None and await work.tools.get(tool.undo) is not None
