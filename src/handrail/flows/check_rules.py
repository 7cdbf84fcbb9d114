"""A rule file is read and looked at for mistakes, before anybody is decided by it."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from handrail.core.escalation.rules import Linted, Remark, lint
from handrail.ports.rules import ReadsRules, ReadyRules, VocabularyOf


@dataclass(frozen=True, slots=True)
class Checked:
    """Rules that can be asked, and what lint says about them; `refused` remarks keep them from being published."""

    ready: ReadyRules
    linted: Linted

    def place(self, remark: Remark) -> tuple[int, int]:
        """Line and column of the rule it is about; (0, 0) for the set, or without a file."""
        return self.ready.places.get(remark.rule, (0, 0))


class CheckRules:
    def __init__(self, language: ReadsRules, vocabulary: VocabularyOf) -> None:
        self._language, self._vocabulary = language, vocabulary

    async def __call__(self, tenant: UUID, source: str) -> Checked:
        """Raises RulesAreWrong with every fault's line and column."""
        ready = await asyncio.to_thread(self._language.from_file, source)
        return await self.linted(tenant, ready)

    async def linted(self, tenant: UUID, ready: ReadyRules) -> Checked:
        """In a thread: a large file takes a second, and others wait for this process meanwhile."""
        words = await self._vocabulary(tenant)
        return Checked(ready, await asyncio.to_thread(lint, ready.rules, ready.evaluate, words))
