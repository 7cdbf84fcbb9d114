"""Where a person takes over, the playbooks at work end, and what they know and did goes with the conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.handoff.plain import plain
from handrail.core.log.chain import Event
from handrail.core.playbooks.run import Run, RunState
from handrail.core.playbooks.told import RunTold, run_told
from handrail.ports import Work
from handrail.ports.playbooks import Bookshelf, RunsOf

MOST = 5
LONGEST_LINE = 160


class EndRuns:
    """A reminder that only waits for its time goes on waiting."""

    def __init__(self, shelf: Bookshelf, runs: RunsOf) -> None:
        self._shelf, self._runs = shelf, runs

    async def within(
        self, work: Work, conversation: Conversation, because: str, now: datetime
    ) -> Sequence[Mapping[str, Any]]:
        found = [one.run for one in await self._runs(work).of(conversation.id)]
        ended = [one for one in found if one.state is RunState.HANDED_OVER]
        told = [await self._told(work, one) for one in ended[:1]] if self._just(ended, found) else []
        for run in found:
            if run.state.is_over:
                continue
            told.append(await self._told(work, run))
            if run.state is not RunState.WAITING:
                over = replace(run, state=RunState.HANDED_OVER, because=because, wake_at=None, due=None)
                await self._runs(work).save(over, now)
                data = {"run": str(run.id), "playbook": run.playbook, "version": run.version}
                await work.record(Event("playbook_ended", "system", now, data, conversation.id))
        return told[:MOST]

    def _just(self, ended: Sequence[Run], found: Sequence[Run]) -> bool:
        """The newest run is the one that asked for a person."""
        return bool(ended) and found[0].id == ended[0].id

    async def _told(self, work: Work, run: Run) -> Mapping[str, Any]:
        shelf = await self._shelf.within(work, int(run.version))
        return told_json(run, run_told(shelf.playbooks.get(run.playbook), run))

    async def waits_until(self, work: Work, conversation: UUID) -> datetime | None:
        """Of `Close`: the last time that something here waits for."""
        waiting = [one for one in await self._runs(work).open(conversation) if one.state is RunState.WAITING]
        times = [at for one in waiting for at in (one.wake_at, one.due) if at is not None]
        return max(times, default=None)


def told_json(run: Run, told: RunTold) -> Mapping[str, Any]:
    return {
        "run": str(run.id),
        "playbook": run.playbook,
        "version": run.version,
        "step": run.step,
        "headline": plain(told.headline, LONGEST_LINE),
        "known": [plain(f"{name}: {value}", LONGEST_LINE) for name, value in told.known][:12],
        "done": [plain(one, LONGEST_LINE) for one in told.done][:12],
    }
