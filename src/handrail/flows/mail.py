"""What was said goes out by mail: once, under one Message-ID, and the desk knows whether it went."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from enum import Enum, auto
from uuid import UUID
from weakref import WeakValueDictionary

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.conversation.texts import render
from handrail.core.conversation.texts.letter import author, letter_text, subject
from handrail.core.log.chain import Event
from handrail.flows.fetch_file import whole
from handrail.ports import Clock, Customer, Desk, MailDidNotGo, NotFound, Outbound, SendMail, TryAgain, Work
from handrail.ports.files import Bucket, FilesAway
from handrail.ports.records import Enclosed, FileFound, Letter

LEASE = timedelta(seconds=10)  # a try that has not said for so long that it lives is dead
SAY_SO_EVERY = 3.0  # seconds
LOOK_AGAIN = 0.5  # seconds


class Mail:
    """One try at a time, whichever process it runs in, and every try of a message has the same Message-ID: a run after a
    crash, when nobody knows whether it went, is one mail to the customer's mail program."""

    def __init__(self, desk: Desk, send_mail: SendMail, clock: Clock, bucket: Bucket | None = None) -> None:
        self._desk, self._send_mail, self._clock, self._bucket = desk, send_mail, clock, bucket
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
            # Not an error to try again with: five of those, and the mail is given up. And not the end of the job: if
            # the other one dies, this may be all that still knows of the mail.
            while await self._try(tenant, message, only_unseen) is _ELSEWHERE:  # noqa: ASYNC110 - in another process
                await asyncio.sleep(LOOK_AGAIN)

    async def _try(self, tenant: UUID, message: UUID, only_unseen: bool) -> "_Elsewhere | None":
        async with self._desk.as_system(tenant) as work:
            letter = await work.conversations.letter(message)
            outbound = await self._claimed(work, letter, only_unseen)
        if isinstance(outbound, Outbound):
            await self._send(tenant, letter.conversation, outbound, letter.enclosed)
            return None
        return outbound

    async def _claimed(self, work: Work, letter: Letter, only_unseen: bool) -> "Outbound | _Elsewhere | None":
        conversation = await work.conversations.get(letter.conversation)
        if letter.claim == "sent" or not _may_go(letter, conversation, only_unseen):
            return None
        customer = await work.people.customer(conversation.customer)
        now = self._clock()
        if customer.email is None or customer.erased or letter.message.erased:
            await work.decisions.settle_claim(letter.message.id, "not_needed", now)
            return None
        if not await work.decisions.claim_mail(letter.message.id, conversation.id, now, LEASE):
            return _ELSEWHERE
        return await _outbound(work, letter, conversation, customer.email, _language(conversation, customer))

    async def _send(self, tenant: UUID, conversation: UUID, outbound: Outbound, files: Sequence[FileFound]) -> None:
        try:
            async with self._alive(tenant, outbound.message):
                receipt = await self._send_mail(replace(outbound, enclosed=await self._enclosed(files)))
        except MailDidNotGo as error:
            async with self._desk.as_system(tenant) as work:
                await work.decisions.try_is_over(outbound.message)
                await self._record(work, "mail_did_not_go", conversation, outbound.message, doubtful=error.doubtful)
            raise
        async with self._desk.as_system(tenant) as work:
            await work.decisions.settle_claim(outbound.message, "sent", self._clock(), receipt)
            await self._record(work, "mailed", conversation, outbound.message)

    async def _enclosed(self, files: Sequence[FileFound]) -> Sequence[Enclosed]:
        """Fetched outside of every transaction. A letter does not go without what it says is in it."""
        try:
            return [Enclosed(one.name, one.type, await whole(one, self._bucket)) for one in files]
        except (FilesAway, NotFound) as error:
            raise MailDidNotGo(f"Its files cannot be fetched: {error}.") from error

    @asynccontextmanager
    async def _alive(self, tenant: UUID, message: UUID) -> AsyncGenerator[None]:
        """While the mail server takes its time, the claim says again and again that this try lives."""

        async def say_so() -> None:
            while True:
                await asyncio.sleep(SAY_SO_EVERY)
                with suppress(TryAgain):
                    async with self._desk.as_system(tenant) as work:
                        await work.decisions.still_trying(message, self._clock())

        saying = asyncio.create_task(say_so())
        try:
            yield
        finally:
            saying.cancel()
            await asyncio.wait([saying])

    async def _record(self, work: Work, kind: str, conversation: UUID, message: UUID, **more: str | bool) -> None:
        data = {"message": str(message), **more}
        await work.record(Event(kind, "system", self._clock(), data, conversation))


class _Elsewhere(Enum):
    """Somebody else tries to send it just now."""

    TRIED = auto()


_ELSEWHERE = _Elsewhere.TRIED


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
        left_out=[] if letter.enclosed else [file.name for file in message.attachments],
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
