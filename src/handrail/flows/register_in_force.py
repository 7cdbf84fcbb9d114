"""Which moments register holds in a workspace now: the one a lead published last, else the shipped one."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from handrail.core.escalation.moments.register import FixedText, Moment, Register, parse_register
from handrail.ports import Desk, Work
from handrail.ports.configuration import ConfigurationsOf, Published
from handrail.ports.fixed_texts import Signature, SignaturesOf

KEPT: Final = 32
"""How many published registers are kept read; versions never change, so one that is kept is right for ever."""


@dataclass(frozen=True, slots=True)
class InForce:
    """`register` with its signatures; its `version` is `mark`. `number` counts published versions, 0: the shipped one."""

    register: Register
    number: int
    published: Published | None = None

    @property
    def mark(self) -> str:
        return self.register.version


class RegisterInForce:
    def __init__(
        self, desk: Desk, configurations: ConfigurationsOf, signatures: SignaturesOf, shipped: Callable[[], Register]
    ) -> None:
        self._desk, self._configurations, self._signatures = desk, configurations, signatures
        self._shipped = shipped
        self._read: OrderedDict[tuple[UUID, int], Register] = OrderedDict()

    @property
    def shipped(self) -> Register:
        return self._shipped()

    async def __call__(self, tenant: UUID) -> InForce:
        async with self._desk.as_system(tenant) as work:
            return await self.within(work)

    async def within(self, work: Work) -> InForce:
        published = await self._configurations(work).latest("moments")
        if published is None:
            register, number = self.shipped, 0
        else:
            register, number = self.register_of(work.tenant, published), published.version
        return InForce(signed(register, await self._signatures(work).in_force()), number, published)

    def register_of(self, tenant: UUID, published: Published) -> Register:
        """A published version as it is read; without signatures."""
        place = (tenant, published.version)
        if place not in self._read:
            mark = f"{published.version}:{published.hash.hex()[:8]}"
            self._read[place] = replace(_in_order(parse_register(published.content)), version=mark)
        self._read.move_to_end(place)
        while len(self._read) > KEPT:
            self._read.popitem(last=False)
        return self._read[place]


def _in_order(register: Register) -> Register:
    """As the table counts them, a workspace's own at the end: the database keeps no order of names."""
    rows = sorted(register.moments.values(), key=lambda one: (one.number or 10_000, one.slug))
    return replace(register, moments={one.slug: one for one in rows})


def unsigned(register: Register) -> Register:
    """Without signatures: what a file says about them counts for nothing."""
    return _with_texts(register, lambda moment, language, text: FixedText(text.text))


def signed(register: Register, signatures: Iterable[Signature]) -> Register:
    """Each text with whoever signed exactly its words."""
    by_words = {(one.moment, one.language, one.words): one for one in signatures}

    def look_up(moment: str, language: str, text: FixedText) -> FixedText:
        found = by_words.get((moment, language, text.text))
        return FixedText(text.text) if found is None else FixedText(text.text, found.name, found.signed_at)

    return _with_texts(register, look_up)


def _with_texts(register: Register, make: Callable[[str, str, FixedText], FixedText]) -> Register:
    def changed(moment: Moment) -> Moment:
        if not moment.texts:
            return moment
        return replace(
            moment, texts={language: make(moment.slug, language, text) for language, text in moment.texts.items()}
        )

    moments: Mapping[str, Moment] = {slug: changed(moment) for slug, moment in register.moments.items()}
    return replace(register, moments=moments)
