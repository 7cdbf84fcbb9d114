"""Pages about a P0 moment: each leaves by mail and webhook, and the next person follows until somebody has the conversation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.message import AuthorKind
from handrail.core.log.chain import Event
from handrail.core.ownership.person import Roster
from handrail.core.ownership.there import anybody_on_call
from handrail.flows.hand_off import roster_of
from handrail.flows.pass_on import PassOn
from handrail.flows.ring_alarm import RingAlarm
from handrail.flows.take_over import TakeOver
from handrail.ports import Clock, Desk, MailDidNotGo, Outbound, SendMail, Work, Workspace
from handrail.ports.paging import Alarm, Page, PagingOf, PostWebhook, WebhookDidNotGo

LOST_AFTER: Final = timedelta(minutes=2)  # later than its time, a next round that no job began is begun by the sweeper


class PageDidNotGo(Exception):
    """A page could not leave by one of its ways yet; the queue tries again."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How pages leave this process. `address_of`: a conversation's place in the console, by slug and id. `webhook` holds
    where a workspace has none of its own."""

    send_mail: SendMail
    post: PostWebhook
    address_of: Callable[[str, UUID], str]
    webhook: str | None = None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """How many alarms that ended, and who holds the conversation now."""

    alarms: int
    holder: UUID | None


class PageOnCall:
    def __init__(
        self,
        desk: Desk,
        paging: PagingOf,
        ways: Ways,
        clock: Clock,
        ring: RingAlarm,
        take_over: TakeOver,
        pass_on: PassOn,
    ) -> None:
        self._desk, self._paging, self._ways, self._clock = desk, paging, ways, clock
        self._ring, self._take_over, self._pass_on = ring, take_over, pass_on

    async def again(self, tenant: UUID, alarm: UUID, number: int) -> bool:
        """The next round, unless somebody acknowledged meanwhile or it has begun already. A conversation that nobody took
        is offered to whom the round pages."""
        async with self._desk.as_system(tenant) as work:
            paging = self._paging(work)
            conversation = await work.conversations.get((await paging.alarm(alarm)).conversation, lock=True)
            current = await paging.alarm(alarm, lock=True)
            if current.acknowledged_at is not None or await paging.has_page(alarm, number):
                return False
            if not conversation.is_open or conversation.state is State.RESOLVED:
                await self._ring.end(work, current, conversation.writer or conversation.owner, self._clock())
                return False
            return await self._next_round(work, conversation, current, number)

    async def _next_round(self, work: Work, conversation: Conversation, alarm: Alarm, number: int) -> bool:
        now, roster = self._clock(), await roster_of(work)
        if _nobody_takes(conversation, roster, now):
            await self._pass_on.within(work, conversation)
            return await self._paging(work).has_page(alarm.id, number)
        one = next(one for one in await self._paging(work).open_alarms(conversation.id) if one.alarm.id == alarm.id)
        return await self._ring.again(work, one, number, now)

    async def send(self, tenant: UUID, alarm: UUID, number: int) -> None:
        """One page leaves by every way it has and has not gone yet. Raises PageDidNotGo while one of them fails."""
        async with self._desk.as_system(tenant) as work:
            paging = self._paging(work)
            current, page = await paging.alarm(alarm), await paging.page(alarm, number)
            workspace, settings = await work.people.workspace(), await paging.settings()
        if current.acknowledged_at is not None:
            return
        address = settings.webhook or self._ways.webhook
        faults = [await self._post(workspace, current, page, address), await self._mail(workspace, current, page)]
        if found := [fault for fault in faults if fault]:
            raise PageDidNotGo("; ".join(found))

    async def gave_up(self, tenant: UUID, alarm: UUID, number: int, why: str) -> None:
        """What did not go in five tries is recorded; the next round pages the next one all the same."""
        async with self._desk.as_system(tenant) as work:
            paging, now = self._paging(work), self._clock()
            current, page = await paging.alarm(alarm), await paging.page(alarm, number)
            if page.webhook == "waiting":
                await paging.settle(page.id, "webhook", "failed", now)
            if page.mail == "waiting":
                await paging.settle(page.id, "mail", "failed", now)
            data = {"alarm": str(alarm), "round": number, "why": why}
            await work.record(Event("page_failed", "system", now, data, current.conversation))

    async def sweep(self, tenant: UUID) -> int:
        """Begins what no job began: after a restore, or when one was given up."""
        async with self._desk.as_system(tenant) as work:
            stale = await self._paging(work).stale(self._clock() - LOST_AFTER)
        return sum([await self.again(tenant, alarm, last + 1) for alarm, last in stale])

    async def acknowledge(self, tenant: UUID, conversation: UUID, by: UUID) -> Acknowledged:
        """Whoever acknowledges has it: where nobody holds the conversation they take it over, and where somebody does, it
        stays with them. Then nobody else is paged about it. Raises NotFound, ConversationAlreadyClosed."""
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            current = await work.conversations.get(conversation, lock=True)
            ends = await self._ring.held(work, conversation, by, now)
            if ends and not current.is_held:
                current = await self._take_over.within(work, current, by, now)
        return Acknowledged(ends, current.writer)

    async def _post(self, workspace: Workspace, alarm: Alarm, page: Page, address: str | None) -> str | None:
        if page.webhook != "waiting":
            return None
        if address is None:
            await self._settle(workspace.tenant, page, "webhook", "none")
            return None
        try:
            await self._ways.post(address, workspace.tenant, page.id, self._said(workspace, alarm, page))
        except WebhookDidNotGo as why:
            return f"webhook: {why}"
        await self._settle(workspace.tenant, page, "webhook", "sent")
        return None

    async def _mail(self, workspace: Workspace, alarm: Alarm, page: Page) -> str | None:
        if page.mail != "waiting":
            return None
        if page.email is None:
            await self._settle(workspace.tenant, page, "mail", "none")
            return None
        try:
            await self._ways.send_mail(self._letter(workspace, alarm, page, page.email))
        except MailDidNotGo as why:
            return f"mail: {why}"
        await self._settle(workspace.tenant, page, "mail", "sent")
        return None

    async def _settle(self, tenant: UUID, page: Page, way: Any, went: Any) -> None:
        async with self._desk.as_system(tenant) as work:
            await self._paging(work).settle(page.id, way, went, self._clock())

    def _said(self, workspace: Workspace, alarm: Alarm, page: Page) -> Mapping[str, Any]:
        """Ids and slugs only: what the customer wrote stays in the desk."""
        return {
            "type": "handrail.page",
            "id": str(page.id),
            "workspace": workspace.slug,
            "conversation": str(alarm.conversation),
            "moment": alarm.moment,
            "alarm": str(alarm.id),
            "round": page.round,
            "person": page.slug or None,
            "raised_at": alarm.raised_at.isoformat(),
            "url": self._ways.address_of(workspace.slug, alarm.conversation),
        }

    def _letter(self, workspace: Workspace, alarm: Alarm, page: Page, to: str) -> Outbound:
        where = self._ways.address_of(workspace.slug, alarm.conversation)
        return Outbound(
            message=page.id,
            to=to,
            subject=f"On call: {alarm.moment} ({workspace.name})",
            text=(
                f"Hello {page.name},\n\nA P0 moment was noticed: {alarm.moment}. This is page {page.round}; "
                f"the next person is paged unless somebody takes it.\n\nOpen it and press Take it:\n{where}"
            ),
            author_kind=AuthorKind.SYSTEM,
            author=workspace.name,
            workspace=workspace.slug,
            at=page.at,
        )


def _nobody_takes(conversation: Conversation, roster: Roster, now: datetime) -> bool:
    """A standing P0 conversation whose offer ran out, or that waits with the last resort although somebody is on call by
    now."""
    if not conversation.p0_stands or conversation.is_held or conversation.lease_until is None:
        return False
    owner = roster.person(conversation.owner)
    waits = owner is not None and owner.reserve and anybody_on_call(roster.people)
    return waits or conversation.lease_until <= now
