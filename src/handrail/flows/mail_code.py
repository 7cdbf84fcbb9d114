"""The letter with a one-time code goes out: the code is made again for each try, so that it is written down nowhere."""

from uuid import UUID

from handrail.core.conversation.message import AuthorKind
from handrail.core.conversation.texts.letter import code_letter
from handrail.core.identity.codes import code_of
from handrail.flows.verify_identity import Secret
from handrail.ports import Clock, Desk, Outbound, SendMail


class MailCode:
    def __init__(self, desk: Desk, send_mail: SendMail, secret: Secret, clock: Clock) -> None:
        self._desk, self._send_mail, self._secret, self._clock = desk, send_mail, secret, clock

    async def __call__(self, tenant: UUID, code: UUID) -> None:
        """Every try has the same Message-ID and the same code. Sends nothing that nobody could use any more. Raises
        MailDidNotGo, for the queue to try again, and NotFound."""
        async with self._desk.as_system(tenant) as work:
            sent = await work.identities.code(code)
            conversation = await work.conversations.get(sent.conversation)
            customer = await work.people.customer(sent.customer)
            workspace = await work.people.workspace()
        if not sent.is_open or self._clock() >= sent.expires_at or customer.erased:
            return
        language = conversation.language if conversation.language != "und" else customer.language or "en"
        subject, text = code_letter(code_of(self._secret(tenant), code), workspace.name, language)
        await self._send_mail(
            Outbound(
                message=code,
                to=sent.contact,
                subject=subject,
                text=text,
                author_kind=AuthorKind.SYSTEM,
                author=workspace.name,
                workspace=workspace.slug,
                at=sent.sent_at,
            )
        )
        async with self._desk.as_system(tenant) as work:
            await work.identities.mailed(code, self._clock())
