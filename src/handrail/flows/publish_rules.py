"""Rules come into force, or an earlier version comes back: by a lead's or admin's hand, checked, versioned, in the log."""

from typing import Any
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.escalation.rules import Remark, plain_rules, rules_hash
from handrail.core.log.chain import Event
from handrail.flows.administer import By
from handrail.flows.check_rules import Checked, CheckRules
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk, Work
from handrail.ports.configuration import ConfigurationsOf, Published
from handrail.ports.rules import ReadsRules


class RulesAreRefused(IllegalMove):
    """Lint refuses them; `checked` says what it found."""

    def __init__(self, checked: Checked) -> None:
        refused: tuple[Remark, ...] = checked.linted.refused
        super().__init__("; ".join(f"{one.rule}: {one.says}" if one.rule else one.says for one in refused))
        self.checked = checked


class NothingToRollBackTo(IllegalMove):
    """That version is the one in force."""


class PublishRules:
    """A publish counts from the next decision on, everywhere."""

    def __init__(
        self, desk: Desk, configurations: ConfigurationsOf, check: CheckRules, language: ReadsRules, clock: Clock
    ) -> None:
        self._desk, self._configurations, self._check = desk, configurations, check
        self._language, self._clock = language, clock

    async def __call__(
        self, tenant: UUID, by: By, source: str, because: str = "", after: int | None = None
    ) -> tuple[Published, Checked]:
        """`after`: the version that was looked at before (0: none). Raises RulesAreWrong, RulesAreRefused, VersionMovedOn,
        NotAllowed."""
        checked = await self._check(tenant, source)
        if checked.linted.refused:
            raise RulesAreRefused(checked)
        published = await self._put(tenant, by, checked, source, because, after)
        return published, checked

    async def roll_back(
        self, tenant: UUID, by: By, version: int, because: str = "", after: int | None = None
    ) -> Published:
        """An earlier content as a new version; nothing is ever taken out of the history. It is checked like any other:
        what was fine then may name a topic that is gone. Raises NotFound, NothingToRollBackTo, and as publishing does."""
        async with self._desk.as_system(tenant) as work:
            await need(work, by.person, Act.CHANGE_RULES)
            earlier = await self._configurations(work).version("rules", version)
            standing = await self._configurations(work).latest_version("rules")
        if version == standing:
            raise NothingToRollBackTo(f"Version {version} is in force already.")
        checked = await self._check.linted(tenant, self._language.from_content(earlier.content))
        if checked.linted.refused:
            raise RulesAreRefused(checked)
        return await self._put(tenant, by, checked, earlier.source, because, after, rolled_back_to=version)

    async def _put(
        self,
        tenant: UUID,
        by: By,
        checked: Checked,
        source: str,
        because: str,
        after: int | None,
        rolled_back_to: int | None = None,
    ) -> Published:
        rules, now = checked.ready.rules, self._clock()
        entered = self._desk.as_system(tenant) if by.person is None else self._desk.as_staff(tenant, by.person)
        async with entered as work:
            await need(work, by.person, Act.CHANGE_RULES)
            published = await self._configurations(work).publish(
                "rules", plain_rules(rules), source, rules_hash(rules), by.actor, now, after, because, rolled_back_to
            )
            await _record(work, by, published, rules=len(rules.rules))
        return published


async def _record(work: Work, by: By, published: Published, **more: Any) -> None:
    back = {} if published.rolled_back_to is None else {"to": published.rolled_back_to}
    kind = "rules_published" if published.rolled_back_to is None else "rules_rolled_back"
    data = {"version": published.version, "hash": published.hash.hex(), **back, **more}
    await work.record(Event(kind, by.actor, published.published_at, data))
