"""Whether a workspace is ready for a P0 moment: somebody is on call, and what a customer reads then is signed."""

from dataclasses import dataclass
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.escalation.moments.said_at_once import unsigned_texts
from handrail.core.log.chain import Event
from handrail.flows.administer import By
from handrail.flows.hand_off import roster_of
from handrail.flows.register_in_force import RegisterInForce
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk
from handrail.ports.paging import OnCallSettings, PagingOf


class WebhookIsWrong(IllegalMove):
    """The address cannot be one that pages are posted to."""


@dataclass(frozen=True, slots=True)
class Unsigned:
    moment: str
    name: str
    gravest: bool
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """`on_call` and `behind`: names, in front and behind (duty managers, the last resort). `webhook`: where pages are
    posted, None: nowhere. `signed`: how many of the `texts` are."""

    on_call: tuple[str, ...]
    behind: tuple[str, ...]
    webhook: str | None
    every_minutes: int
    unsigned: tuple[Unsigned, ...]
    signed: int
    texts: int

    @property
    def somebody_is_paged(self) -> bool:
        """Duty managers and the last resort are behind, not in front: somebody has to be named for this."""
        return bool(self.on_call) or self.webhook is not None

    @property
    def gravest_unsigned(self) -> tuple[Unsigned, ...]:
        return tuple(one for one in self.unsigned if one.gravest)

    @property
    def silent_languages(self) -> tuple[str, ...]:
        """Those in which some P0 moment says nothing, since nobody has signed."""
        return tuple(dict.fromkeys(language for one in self.gravest_unsigned for language in one.languages))


class ReadyForGrave:
    """`webhook` and `every_minutes` are the process's own."""

    def __init__(
        self,
        desk: Desk,
        paging: PagingOf,
        in_force: RegisterInForce,
        clock: Clock,
        webhook: str | None = None,
        every_minutes: int = 5,
    ) -> None:
        self._desk, self._paging, self._in_force, self._clock = desk, paging, in_force, clock
        self._webhook, self._every = webhook, every_minutes

    async def __call__(self, tenant: UUID) -> Ready:
        async with self._desk.as_system(tenant) as work:
            people = [one for one in (await roster_of(work)).people if not one.gone]
            settings = await self._paging(work).settings()
            register = (await self._in_force.within(work)).register
        on_call = [one for one in people if one.on_call]
        behind = [one for one in people if (one.duty_manager or one.reserve) and not one.on_call]
        unsigned = [
            Unsigned(moment.slug, moment.name, moment.gravest, languages)
            for moment, languages in unsigned_texts(register)
        ]
        texts = sum(len(moment.texts) for moment in register.moments.values())
        return Ready(
            on_call=tuple(one.name for one in on_call),
            behind=tuple(one.name for one in behind),
            webhook=settings.webhook or self._webhook,
            every_minutes=settings.every_minutes or self._every,
            unsigned=tuple(unsigned),
            signed=texts - sum(len(one.languages) for one in unsigned),
            texts=texts,
        )

    async def settings(self, tenant: UUID) -> OnCallSettings:
        """What this workspace has of its own."""
        async with self._desk.as_system(tenant) as work:
            return await self._paging(work).settings()

    async def set(self, tenant: UUID, by: By, settings: OnCallSettings) -> None:
        """Raises NotAllowed, WebhookIsWrong, IllegalMove."""
        if settings.webhook is not None and not settings.webhook.startswith(("https://", "http://")):
            raise WebhookIsWrong("A webhook begins with https:// (or http:// inside your own network).")
        if settings.every_minutes is not None and not 1 <= settings.every_minutes <= 60:
            raise IllegalMove("The next person is paged after 1 to 60 minutes.")
        entered = self._desk.as_system(tenant) if by.person is None else self._desk.as_staff(tenant, by.person)
        async with entered as work:
            await need(work, by.person, Act.CHANGE_ON_CALL)
            await self._paging(work).set(settings)
            data = {"webhook": settings.webhook is not None, "every_minutes": settings.every_minutes}
            await work.record(Event("on_call_set", by.actor, self._clock(), data))
