"""A P0 moment was noticed: whoever is on call is paged at once, and then the next one, until somebody acknowledges."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind
from handrail.core.escalation.facts import MomentFact
from handrail.core.log.chain import Event
from handrail.core.ownership.on_call import on_call_order, paged_in
from handrail.flows.hand_off import roster_of
from handrail.ports import Clock, Desk, Job, MailDidNotGo, NewId, Outbound, SendMail, Work, Workspace
from handrail.ports.paging import Alarm, Page, Paging, PagingOf, PostWebhook, WebhookDidNotGo

PAGE: Final = "page"
PAGE_AGAIN: Final = "page_again"
QUIET: Final = timedelta(hours=1)
"""After somebody acknowledged, the same moment of the same conversation pages nobody for this long: a person is on it."""
LOST_AFTER: Final = timedelta(minutes=2)  # later than its time, a next round that no job began is begun by the sweeper


class PageDidNotGo(Exception):
    """A page could not leave by one of its ways yet; the queue tries again."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How pages leave this process. `address_of`: a conversation's place in the console, by slug and id. `webhook` and
    `every_minutes` hold where a workspace has none of its own."""

    send_mail: SendMail
    post: PostWebhook
    address_of: Callable[[str, UUID], str]
    webhook: str | None = None
    every_minutes: int = 5


class PageOnCall:
    def __init__(self, desk: Desk, paging: PagingOf, ways: Ways, clock: Clock, new_id: NewId) -> None:
        self._desk, self._paging, self._ways = desk, paging, ways
        self._clock, self._new_id = clock, new_id

    async def within(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime
    ) -> None:
        """Raises an alarm for each P0 moment that has none, in the caller's transaction and under their lock on the
        conversation; the pages leave by jobs once it is committed."""
        for slug in dict.fromkeys(one.slug for one in moments if one.urgency == "P0"):
            alarm, paging = self._new_id(), self._paging(work)
            if not await paging.raise_alarm(alarm, conversation.id, slug, now, now - QUIET):
                continue
            data = {"alarm": str(alarm), "moment": slug}
            await work.record(Event("alarm_raised", "system", now, data, conversation.id))
            await self._begin_round(work, paging, Alarm(alarm, conversation.id, slug, now), 1)

    async def again(self, tenant: UUID, alarm: UUID, number: int) -> bool:
        """The next round, unless somebody acknowledged meanwhile or it has begun already."""
        async with self._desk.as_system(tenant) as work:
            paging = self._paging(work)
            current = await paging.alarm(alarm, lock=True)
            if current.acknowledged_at is not None:
                return False
            return await self._begin_round(work, paging, current, number)

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
            every = await self._every(self._paging(work))
            stale = await self._paging(work).stale(self._clock() - every - LOST_AFTER)
        return sum([await self.again(tenant, alarm, last + 1) for alarm, last in stale])

    async def acknowledge(self, tenant: UUID, conversation: UUID, by: UUID) -> int:
        """Somebody of the team has it: nobody else is paged about this conversation's open alarms. How many those were."""
        async with self._desk.as_staff(tenant, by) as work:
            await work.conversations.get(conversation)
            paging, now = self._paging(work), self._clock()
            open_ones = [one.alarm for one in await paging.open_alarms(conversation)]
            for alarm in open_ones:
                await paging.acknowledge(alarm.id, by, now)
                data = {"alarm": str(alarm.id), "moment": alarm.moment}
                await work.record(Event("alarm_acknowledged", f"agent:{by}", now, data, conversation))
        return len(open_ones)

    async def _begin_round(self, work: Work, paging: Paging, alarm: Alarm, number: int) -> bool:
        now = self._clock()
        person = paged_in(on_call_order(await roster_of(work), now), number)
        if not await paging.add_page(self._new_id(), alarm.id, number, None if person is None else person.id, now):
            return False
        ids = {"alarm": str(alarm.id)}
        data = {**ids, "moment": alarm.moment, "round": number, "person": None if person is None else str(person.id)}
        await work.record(Event("paged", "system", now, data, alarm.conversation))
        await work.enqueue(
            Job(PAGE, work.tenant, run_at=now, more={**ids, "round": number}),
            Job(PAGE_AGAIN, work.tenant, run_at=now + await self._every(paging), more={**ids, "round": number + 1}),
        )
        return True

    async def _every(self, paging: Paging) -> timedelta:
        settings = await paging.settings()
        return timedelta(minutes=settings.every_minutes or self._ways.every_minutes)

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
                f"the next person is paged unless somebody acknowledges.\n\nOpen it and press Acknowledge:\n{where}"
            ),
            author_kind=AuthorKind.SYSTEM,
            author=workspace.name,
            workspace=workspace.slug,
            at=page.at,
        )
