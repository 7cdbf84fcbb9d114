"""A lead changes the moments register: sees what would differ and which examples fail, publishes, or rolls back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.escalation.moments.difference import Change, difference
from handrail.core.escalation.moments.examples import Miss, Noticing, NoticingOf, Said, all_examples, by_phrases, misses
from handrail.core.escalation.moments.floor import below_the_floor
from handrail.core.escalation.moments.register import Register, RegisterIsWrong, plain_register
from handrail.core.log.chain import Event
from handrail.flows.administer import By
from handrail.flows.register_in_force import InForce, RegisterInForce, unsigned
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk, NotFound
from handrail.ports.configuration import ConfigurationsOf, Published

FORMAT: Final = "moments/1"
SHIPPED: Final = 0  # the version to roll back to that is no version: what Handrail ships


class NothingChanged(IllegalMove):
    """The register to be published is the one that holds already."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What publishing would do. `examined` examples of the moments that changed were read; `misses` went wrong."""

    changes: tuple[Change, ...]
    examined: int
    misses: tuple[Miss, ...]
    after: int  # the version it was compared with

    @property
    def lowers(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.lowers)


class PublishRegister:
    """`noticing` reads the examples; without it their phrases alone do."""

    def __init__(
        self,
        desk: Desk,
        configurations: ConfigurationsOf,
        in_force: RegisterInForce,
        clock: Clock,
        noticing: NoticingOf | None = None,
    ) -> None:
        self._desk, self._configurations, self._in_force = desk, configurations, in_force
        self._clock, self._noticing = clock, noticing or _phrases_notice

    async def check(self, tenant: UUID, register: Register) -> Checked:
        """Compared with what holds now. Raises RegisterIsWrong for what no workspace may do."""
        current = await self._in_force(tenant)
        self._refuse(register)
        return await self._checked(current, register)

    async def __call__(
        self, tenant: UUID, by: By, register: Register, *, source: str = "", after: int | None = None
    ) -> tuple[Published, Checked]:
        """`source`: the file as it was written. `after`: the version the lead had before them; raises VersionMovedOn when
        another was published since, NotAllowed, RegisterIsWrong, NothingChanged."""
        self._refuse(register)
        current = await self._in_force(tenant)
        checked = await self._checked(current, register)
        if not checked.changes:
            raise NothingChanged("This register is the one that holds already.")
        return await self._publish(tenant, by, register, source, after), checked

    async def roll_back(self, tenant: UUID, by: By, version: int, *, after: int | None = None) -> Published:
        """Publishes an earlier version anew, or with 0 the shipped one. Raises NotFound, NothingChanged, NotAllowed."""
        current = await self._in_force(tenant)
        register, source = await self.version(tenant, version)
        self._refuse(register)  # a later Handrail may ask more of P0 moments than that version gave
        if not difference(unsigned(current.register), unsigned(register)):
            raise NothingChanged("This register is the one that holds already.")
        return await self._publish(tenant, by, register, source, after, rolled_back_to=version)

    async def version(self, tenant: UUID, version: int) -> tuple[Register, str]:
        """One version and the file it came from. Raises NotFound."""
        if version == SHIPPED:
            return self._in_force.shipped, ""
        async with self._desk.as_system(tenant) as work:
            published = await self._configurations(work).version("moments", version)
        return self._in_force.register_of(tenant, published), published.source

    async def history(self, tenant: UUID, limit: int = 50) -> Sequence[Published]:
        """Newest first; the shipped register is no version of the workspace's."""
        async with self._desk.as_system(tenant) as work:
            return await self._configurations(work).history("moments", limit)

    async def changes_of(self, tenant: UUID, version: int) -> tuple[Change, ...]:
        """What this version changed in the one before it. Raises NotFound."""
        if version <= SHIPPED:
            raise NotFound("The shipped register changed nothing.")
        after, _ = await self.version(tenant, version)
        before, _ = await self.version(tenant, version - 1)
        return difference(unsigned(before), unsigned(after))

    async def _checked(self, current: InForce, register: Register) -> Checked:
        changes = difference(unsigned(current.register), unsigned(register))
        changed = {change.moment for change in changes}
        examples = all_examples(register, changed)
        found = misses(register, await self._noticing(register, examples), changed)
        return Checked(changes, len(examples), found, current.number)

    def _refuse(self, register: Register) -> None:
        if faults := below_the_floor(register, self._in_force.shipped):
            raise RegisterIsWrong(faults)

    async def _publish(
        self,
        tenant: UUID,
        by: By,
        register: Register,
        source: str,
        after: int | None,
        *,
        rolled_back_to: int | None = None,
    ) -> Published:
        content = plain_register(unsigned(replace(register, version=FORMAT)))
        entered = self._desk.as_system(tenant) if by.person is None else self._desk.as_staff(tenant, by.person)
        async with entered as work:
            await need(work, by.person, Act.CHANGE_MOMENTS)
            configurations, now = self._configurations(work), self._clock()
            published = await configurations.publish("moments", content, source, _hash(content), by.actor, now, after)
            back: dict[str, Any] = {} if rolled_back_to is None else {"to": rolled_back_to}
            kind = "moments_published" if rolled_back_to is None else "moments_rolled_back"
            data = {"version": published.version, "hash": published.hash.hex(), **back}
            await work.record(Event(kind, by.actor, now, data))
        return published


async def _phrases_notice(register: Register, texts: Sequence[Said]) -> Noticing:
    return by_phrases(register)


def _hash(content: Mapping[str, Any]) -> bytes:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()
