"""Playbooks are checked, come into force, or come back: by a lead's or admin's hand, all of a workspace as one version."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.escalation.rules import Remark
from handrail.core.log.chain import Event
from handrail.core.playbooks.canonical import plain_playbooks, playbooks_hash
from handrail.core.playbooks.examples import Outcome, outcome_of
from handrail.core.playbooks.lint import Around, lint_all, lint_playbook
from handrail.core.playbooks.parse import parse_playbooks
from handrail.core.playbooks.playbook import Playbook, Playbooks
from handrail.flows.administer import By
from handrail.flows.publish_rules import NothingToRollBackTo
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk, NotFound, Work
from handrail.ports.configuration import ConfigurationsOf, Published
from handrail.ports.playbooks import AroundOf, PlaybookFile, ReadsPlaybooks

SOURCE_MARK = "# --- "
"""Begins each file's part in a version's source, followed by the playbook's slug."""


@dataclass(frozen=True, slots=True)
class CheckedPlaybook:
    """A file that could be read, what lint says of it, and how its own tests went."""

    file: PlaybookFile
    remarks: tuple[Remark, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def refused(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.grade.value == "refused")

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.wrong)


class PlaybookIsRefused(IllegalMove):
    """Lint refuses it, or its own tests fail; `checked` says what was found."""

    def __init__(self, checked: CheckedPlaybook) -> None:
        says = [f"{one.rule}: {one.says}" if one.rule else one.says for one in checked.refused]
        says += [f"Test “{one.example.name}”: {'; '.join(one.wrong)}." for one in checked.failed]
        super().__init__(" ".join(says))
        self.checked = checked


class CheckPlaybook:
    def __init__(self, desk: Desk, language: ReadsPlaybooks, around: AroundOf) -> None:
        self._desk, self._language, self._around = desk, language, around

    async def __call__(self, tenant: UUID, source: str) -> CheckedPlaybook:
        """Raises PlaybookIsWrong with every fault's line and column."""
        file = await asyncio.to_thread(self._language.from_file, source)
        return await self.read(tenant, file)

    async def read(self, tenant: UUID, file: PlaybookFile) -> CheckedPlaybook:
        async with self._desk.as_system(tenant) as work:
            around = await self._around(work).around()
        return await asyncio.to_thread(self._checked, file, around)

    def _checked(self, file: PlaybookFile, around: Around) -> CheckedPlaybook:
        return check(self._language, file, around)


def check(language: ReadsPlaybooks, file: PlaybookFile, around: Around | None = None) -> CheckedPlaybook:
    """Lint, and the file's own tests where lint lets them run."""
    linted, playbook = lint_playbook(file.playbook, around), file.playbook
    outcomes: tuple[Outcome, ...] = ()
    if not linted.refused:
        judge = language.judge(playbook)
        outcomes = tuple(outcome_of(playbook, test, judge) for test in playbook.tests)
    return CheckedPlaybook(file, linted.remarks, outcomes)


class PublishPlaybooks:
    """A publish counts from the next decision on, everywhere; what is at work goes on under the version it began with."""

    def __init__(
        self,
        desk: Desk,
        configurations: ConfigurationsOf,
        checks: CheckPlaybook,
        language: ReadsPlaybooks,
        clock: Clock,
    ) -> None:
        self._desk, self._configurations, self._check = desk, configurations, checks
        self._language, self._clock = language, clock

    async def __call__(
        self, tenant: UUID, by: By, sources: Sequence[str], because: str = "", after: int | None = None
    ) -> tuple[Published, tuple[CheckedPlaybook, ...]]:
        """Each file takes the place of the playbook of its slug, or comes to the others. Raises PlaybookIsWrong,
        PlaybookIsRefused, VersionMovedOn, NotAllowed."""
        checked = tuple([await self._check(tenant, one) for one in sources])
        for one in checked:
            if one.refused or one.failed:
                raise PlaybookIsRefused(one)
        new = {one.file.playbook.slug: (one.file.playbook, one.file.source) for one in checked}
        return await self._put(tenant, by, new, (), because, after), checked

    async def remove(self, tenant: UUID, by: By, slug: str, because: str = "") -> Published:
        """It begins in no conversation any more. Raises NotFound."""
        return await self._put(tenant, by, {}, (slug,), because, None)

    async def roll_back(self, tenant: UUID, by: By, version: int, because: str = "") -> Published:
        """An earlier content as a new version. Each playbook is checked like any other: what was fine then may name a tool
        that is gone. Raises NotFound, NothingToRollBackTo, PlaybookIsWrong, PlaybookIsRefused, NotAllowed."""
        async with self._desk.as_system(tenant) as work:
            await need(work, by.person, Act.CHANGE_RULES)
            earlier = await self._configurations(work).version("playbooks", version)
            standing = await self._configurations(work).latest_version("playbooks")
        if version == standing:
            raise NothingToRollBackTo(f"Version {version} is in force already.")
        playbooks = parse_playbooks(earlier.content)
        for one in playbooks.playbooks:
            checked = await self._check.read(tenant, PlaybookFile("", one, {}))
            if checked.refused or checked.failed:
                raise PlaybookIsRefused(checked)
        entered = self._desk.as_system(tenant) if by.person is None else self._desk.as_staff(tenant, by.person)
        async with entered as work:
            return await self._publish(work, by, playbooks, earlier.source, because, standing, version)

    async def _put(
        self,
        tenant: UUID,
        by: By,
        new: dict[str, tuple[Playbook, str]],
        gone: Sequence[str],
        because: str,
        after: int | None,
    ) -> Published:
        entered = self._desk.as_system(tenant) if by.person is None else self._desk.as_staff(tenant, by.person)
        async with entered as work:
            latest = await self._configurations(work).latest("playbooks")
            standing = Playbooks() if latest is None else parse_playbooks(latest.content)
            for slug in gone:
                if standing.get(slug) is None:
                    raise NotFound(f"There is no playbook “{slug}”.")
            kept = {one.slug: one for one in standing.playbooks if one.slug not in gone}
            sources = {slug: text for slug, text in sources_of(latest).items() if slug in kept}
            playbooks = Playbooks(tuple({**kept, **{slug: one for slug, (one, _) in new.items()}}.values()))
            sources |= {slug: text for slug, (_, text) in new.items()}
            version = 0 if latest is None else latest.version
            if (twice := lint_all(playbooks)) and new:
                file = next(iter(new.values()))
                raise PlaybookIsRefused(CheckedPlaybook(PlaybookFile(file[1], file[0], {}), twice, ()))
            return await self._publish(
                work, by, playbooks, joined(sources), because, version if after is None else after
            )

    async def _publish(
        self,
        work: Work,
        by: By,
        playbooks: Playbooks,
        source: str,
        because: str,
        after: int,
        rolled_back_to: int | None = None,
    ) -> Published:
        await need(work, by.person, Act.CHANGE_RULES)
        now = self._clock()
        published = await self._configurations(work).publish(
            "playbooks",
            plain_playbooks(playbooks),
            source,
            playbooks_hash(playbooks),
            by.actor,
            now,
            after=after,
            because=because,
            rolled_back_to=rolled_back_to,
        )
        data = {
            "version": published.version,
            "hash": published.hash.hex(),
            "playbooks": len(playbooks.playbooks),
            "rolled_back_to": rolled_back_to,
        }
        await work.record(Event("playbooks_published", by.actor, now, data))
        return published


def joined(sources: dict[str, str]) -> str:
    """Every file as it was written, one after the other."""
    return "\n".join(f"{SOURCE_MARK}{slug}\n{text.strip()}\n" for slug, text in sources.items())


def sources_of(published: Published | None) -> dict[str, str]:
    """The files of a version, by slug."""
    found: dict[str, list[str]] = {}
    slug = ""
    for line in "".splitlines() if published is None else published.source.splitlines():
        if line.startswith(SOURCE_MARK):
            slug = line.removeprefix(SOURCE_MARK).strip()
            found[slug] = []
        elif slug:
            found[slug].append(line)
    return {one: "\n".join(lines).strip() + "\n" for one, lines in found.items()}
