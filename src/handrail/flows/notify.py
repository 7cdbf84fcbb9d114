"""People of the team are told by mail what they have not noticed: once each, and only while they are at work."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from handrail.core.conversation.message import AuthorKind
from handrail.core.daily.notices import Kind, Wanted, to_tell
from handrail.core.log.chain import Event
from handrail.flows.hand_off import roster_of
from handrail.ports import Clock, Desk, MailDidNotGo, NewId, Outbound, SendMail, Workspace
from handrail.ports.daily_work import Notice, NoticesOf

AT_ONCE: Final = 50
_SUBJECT: Final = {
    Kind.OFFERED: "A conversation waits for you",
    Kind.DUE: "A promise of yours is due soon",
    Kind.APPROVAL: "Something waits for a yes",
    Kind.CUSTOMER_WROTE: "A customer wrote while you were away",
}
_TEXT: Final = {
    Kind.OFFERED: "A conversation was offered to you and nobody has taken it over yet.",
    Kind.DUE: "You promised a customer something, and the time for it is near.",
    Kind.APPROVAL: "The assistant asks a person for a yes, and a clock runs. Without one nothing is done.",
    Kind.CUSTOMER_WROTE: "A customer wrote in a conversation that you hold, and nobody has answered since.",
}


class Notify:
    """Mail to the team says that something waits and where, never what a customer wrote. `address_of` gives the place of
    a conversation in the console, by the workspace's slug and the conversation's id."""

    def __init__(
        self,
        desk: Desk,
        notices: NoticesOf,
        send_mail: SendMail,
        clock: Clock,
        new_id: NewId,
        address_of: Callable[[str, UUID], str],
    ) -> None:
        self._desk, self._notices, self._send_mail = desk, notices, send_mail
        self._clock, self._new_id, self._address_of = clock, new_id, address_of

    async def __call__(self, tenant: UUID) -> int:
        """One round of one workspace; how many mails went. What did not go is tried again, under the same Message-ID."""
        await self._queue(tenant)
        async with self._desk.as_system(tenant) as work:
            claimed = await self._notices(work).claim(self._clock(), AT_ONCE)
            workspace = await work.people.workspace()
        return sum([await self._send(workspace, notice) for notice in claimed])

    async def choose(self, tenant: UUID, person: UUID, wanted: Wanted) -> None:
        """Somebody says what they want to be told about. Raises NotFound."""
        async with self._desk.as_staff(tenant, person) as work:
            await self._notices(work).set(person, wanted)
            await work.record(Event("notifications_set", f"agent:{person}", self._clock(), {"person": str(person)}))

    async def _queue(self, tenant: UUID) -> None:
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            notices = self._notices(work)
            happenings = await notices.happenings(now)
            if not happenings:
                return
            for one in to_tell(happenings, await notices.settings(), await roster_of(work), now):
                new_id = self._new_id()
                if await notices.queue(new_id, one, now):
                    data = {"notice": str(new_id), "person": str(one.person), "about": one.kind.value}
                    await work.record(Event("person_notified", "system", now, data, one.conversation))

    async def _send(self, workspace: Workspace, notice: Notice) -> int:
        try:
            await self._send_mail(self._outbound(workspace, notice))
        except MailDidNotGo:
            sent = False
        else:
            sent = True
        async with self._desk.as_system(workspace.tenant) as work:
            await self._notices(work).settle(notice.id, sent, self._clock())
        return int(sent)

    def _outbound(self, workspace: Workspace, notice: Notice) -> Outbound:
        where = self._address_of(workspace.slug, notice.conversation)
        return Outbound(
            message=notice.id,
            to=notice.email,
            subject=f"{_SUBJECT[notice.kind]} ({workspace.name})",
            text=f"Hello {notice.name},\n\n{_TEXT[notice.kind]}\n\n{where}\n\nYou choose in your settings what you get mail about.",
            author_kind=AuthorKind.SYSTEM,
            author=workspace.name,
            workspace=workspace.slug,
            at=notice.at,
        )
