"""What was said goes out by mail: once, under one Message-ID, and the desk knows whether it went."""

import asyncio
from uuid import UUID
from weakref import WeakValueDictionary

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.conversation.texts import render
from handrail.core.conversation.texts.letter import author, letter_text, subject
from handrail.core.log.chain import Event
from handrail.ports import Clock, Customer, Desk, MailDidNotGo, Outbound, SendMail, Work
from handrail.ports.records import Letter


class Mail:
    """Every try of a message has the same Message-ID, so that two runs at once, or a run after a crash, are one mail to
    the customer's mail program. Runs within one process also take turns."""

    def __init__(self, desk: Desk, send_mail: SendMail, clock: Clock) -> None:
        self._desk, self._send_mail, self._clock = desk, send_mail, clock
        self._turns: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, tenant: UUID, message: UUID) -> None:
        """Raises MailDidNotGo, for the queue to try again, and NotFound. Sends nothing that was sent before, and nothing
        to a customer without an address."""
        await self._once(tenant, message, only_unseen=False)

    async def unless_shown(self, tenant: UUID, message: UUID) -> None:
        """For chat: only what the customer's screen has not shown. Raises as above."""
        await self._once(tenant, message, only_unseen=True)

    async def gave_up(self, tenant: UUID, message: UUID, why: str) -> UUID:
        """After the last try: the claim says so and the conversation's people see it. Gives the conversation."""
        async with self._desk.as_system(tenant) as work:
            letter = await work.conversations.letter(message)
            await work.decisions.settle_claim(message, "failed", self._clock())
            await self._record(work, "mail_failed", letter.conversation, message, why=why)
            return letter.conversation

    async def _once(self, tenant: UUID, message: UUID, *, only_unseen: bool) -> None:
        turn = self._turns.setdefault(message, asyncio.Lock())
        async with turn:
            async with self._desk.as_system(tenant) as work:
                letter = await work.conversations.letter(message)
                outbound = await self._claimed(work, letter, only_unseen)
            if outbound is not None:
                await self._send(tenant, letter.conversation, outbound)

    async def _claimed(self, work: Work, letter: Letter, only_unseen: bool) -> Outbound | None:
        conversation = await work.conversations.get(letter.conversation)
        if letter.claim == "sent" or not _may_go(letter, conversation, only_unseen):
            return None
        customer = await work.people.customer(conversation.customer)
        now = self._clock()
        if customer.email is None or customer.erased or letter.message.erased:
            await work.decisions.settle_claim(letter.message.id, "not_needed", now)
            return None
        if not await work.decisions.claim_mail(letter.message.id, conversation.id, now):
            return None
        return await _outbound(work, letter, conversation, customer.email, _language(conversation, customer))

    async def _send(self, tenant: UUID, conversation: UUID, outbound: Outbound) -> None:
        try:
            receipt = await self._send_mail(outbound)
        except MailDidNotGo as error:
            async with self._desk.as_system(tenant) as work:
                await self._record(work, "mail_did_not_go", conversation, outbound.message, doubtful=error.doubtful)
            raise
        async with self._desk.as_system(tenant) as work:
            await work.decisions.settle_claim(outbound.message, "sent", self._clock(), receipt)
            await self._record(work, "mailed", conversation, outbound.message)

    async def _record(self, work: Work, kind: str, conversation: UUID, message: UUID, **more: str | bool) -> None:
        data = {"message": str(message), **more}
        await work.record(Event(kind, "system", self._clock(), data, conversation))


def _may_go(letter: Letter, conversation: Conversation, only_unseen: bool) -> bool:
    """Notes never leave the house, and what the customer wrote or saw is not sent to them."""
    message = letter.message
    if message.internal or message.author_kind is AuthorKind.CUSTOMER:
        return False
    if not only_unseen:
        return True
    # An answer in chat that nobody saw is not sent after a person took over: the assistant is silent from then on.
    talks_over = message.author_kind is AuthorKind.ASSISTANT and not conversation.assistant_writes
    return letter.shown_at is None and not talks_over


def _language(conversation: Conversation, customer: Customer) -> str:
    return (customer.language or "en") if conversation.language == "und" else conversation.language


async def _outbound(work: Work, letter: Letter, conversation: Conversation, to: str, language: str) -> Outbound:
    message, workspace = letter.message, await work.people.workspace()
    signed = author(message.author_kind, letter.author, workspace.name, language)
    text = letter_text(
        _body(message, language),
        message.author_kind,
        signed,
        message.sources,
        language,
        away=conversation.channel.value != "email",
    )
    return Outbound(
        message=message.id,
        to=to,
        subject=subject(workspace.name, language),
        text=text,
        author_kind=message.author_kind,
        author=signed,
        workspace=workspace.slug,
        at=message.at,
        references=await work.decisions.mailed_before(conversation.id, message.seq),
    )


def _body(message: Message, language: str) -> str:
    return message.body or "" if message.text_id is None else render(message.text_id, message.slots, language)
