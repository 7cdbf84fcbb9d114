"""Who a customer is, is shown by a code to a contact of theirs: sent, taken from what they write, and never kept or shown."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Final
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.conversation.moves import assistant_spoke
from handrail.core.identity.codes import (
    LIVES,
    MASK,
    SENT_A_DAY,
    SENT_AN_HOUR,
    TRIES,
    Checked,
    Code,
    check,
    code_of,
    digits_in,
    hash_of,
    masked,
    only_a_code,
    shortened,
)
from handrail.core.log.chain import Event
from handrail.flows.hand_off import HandOn, say_text
from handrail.ports import Clock, Desk, Job, NewId, Work
from handrail.ports.identity import SentLately

SEEN: Final = 20  # messages of the thread in which a code is looked for
_EMAIL: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}", re.I | re.ASCII)
_BESIDE: Final = 40  # letters beside an address in an answer that gives one

Secret = Callable[[UUID], bytes]
"""A workspace's own, kept outside the database: without it a code can neither be made nor checked."""


TakeCode = Callable[[UUID, UUID], Awaitable[bool]]
"""VerifyIdentity.take, as those see it who read what a customer wrote."""


class Step(Enum):
    """What became of the wish to know who it is."""

    SENT = "sent"
    ASKED = "asked"  # no contact is known: the customer was asked for one
    PERSON = "person"  # too many codes already: a person has the conversation now


class VerifyIdentity:
    """`secret` of the workspace makes the codes: the row holds none."""

    def __init__(self, desk: Desk, hand_on: HandOn, secret: Secret, clock: Clock, new_id: NewId) -> None:
        self._desk, self._hand_on, self._secret = desk, hand_on, secret
        self._clock, self._new_id = clock, new_id

    async def send_code(
        self,
        work: Work,
        conversation: Conversation,
        now: datetime,
        *,
        claimed: str | None = None,
        text_id: str = "identity.code_sent",
    ) -> tuple[Conversation, Step]:
        """Within the caller's transaction and lock; the conversation comes back saved, and the assistant has spoken.

        To `claimed`, an address that the customer gave in this conversation, else to a contact that the company has of them.
        The answer is the same whoever the address belongs to. Raises AssistantMustBeSilent.
        """
        spoken = assistant_spoke(conversation, conversation.fence, conversation.turn, now)
        contact = await self._contact(work, conversation, claimed)
        if contact is None:
            spoken, _ = await say_text(work, spoken, self._new_id(), "identity.ask_contact", {}, now)
            await work.conversations.save(spoken)
            return spoken, Step.ASKED
        lately = await work.identities.sent_lately(conversation.customer, "email", contact, now)
        if _too_many(lately):
            await work.record(Event("identity_codes_spent", "system", now, {}, conversation.id))
            return await self._to_a_person(work, conversation, now), Step.PERSON
        code = self._new_code(work.tenant, conversation, contact, now)
        await work.identities.add_code(code)
        await work.enqueue(Job("identity_code", work.tenant, conversation.id, more={"code": str(code.id)}))
        await work.record(Event("identity_code_sent", "assistant", now, {"code": str(code.id)}, conversation.id))
        spoken, _ = await say_text(work, spoken, self._new_id(), text_id, {"contact": shortened(contact)}, now)
        await work.conversations.save(spoken)
        return spoken, Step.SENT

    async def take(self, tenant: UUID, conversation: UUID) -> bool:
        """Looks for the code, or the address that was asked for, in what the customer wrote and nobody decided yet. True when
        that was all they wrote, so that nothing is left to decide. Safe to run any number of times: what was tried is masked."""
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            code = await work.identities.open_code(conversation, lock=True)
            thread = await work.conversations.latest_messages(conversation, SEEN)
            said = _undecided(thread, current)
            address = _address(said)
            if address is not None and current.assistant_writes and (code is not None or _was_asked(thread)):
                await work.identities.claim(self._new_id(), current.customer, "email", address)
                await self.send_code(work, current, self._clock(), claimed=address)
                return True
            return code is not None and await self._try_all(work, current, code, thread)

    async def gave_up(self, tenant: UUID, code: UUID, why: str) -> None:
        """The letter could not be sent: the code ends, and a person gets the conversation."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            sent = await work.identities.code(code)
            current = await work.conversations.get(sent.conversation, lock=True)
            if not sent.is_open:
                return
            await work.identities.save_code(replace(sent, ended_at=now))
            await work.record(Event("identity_code_failed", "system", now, {"code": str(code)}, current.id))
            if current.is_open and current.assistant_writes:
                await self._hand_on.within(work, current, "The mail with a code for the customer could not be sent.")

    async def _contact(self, work: Work, conversation: Conversation, claimed: str | None) -> str | None:
        if claimed is not None:
            return claimed
        known = [one for one in await work.identities.contacts(conversation.customer) if one.kind == "email"]
        return known[0].value if known else None

    def _new_code(self, tenant: UUID, conversation: Conversation, contact: str, now: datetime) -> Code:
        new_id, secret = self._new_id(), self._secret(tenant)
        hashed = hash_of(secret, new_id, code_of(secret, new_id))
        return Code(new_id, conversation.id, conversation.customer, "email", contact, hashed, now, now + LIVES)

    async def _try_all(self, work: Work, current: Conversation, code: Code, thread: Sequence[Message]) -> bool:
        """Every message since the code was sent in which six digits stand, the first one first."""
        consumed, said = False, _undecided(thread, current)
        for message in thread:
            digits = None if message.at < code.sent_at else _code_in(message)
            if digits is None or not code.is_open:
                continue
            checked, code = check(code, hash_of(self._secret(work.tenant), code.id, digits), self._clock())
            await work.identities.save_code(code)
            alone = all(only_a_code(one.body or "") for one in said)
            if checked is Checked.PASSED or only_a_code(message.body or ""):
                await work.identities.mask(message.id, masked(message.body or ""), self._clock())
            current, consumed = await self._answer(work, current, code, checked, alone)
        return consumed

    async def _answer(
        self, work: Work, current: Conversation, code: Code, checked: Checked, alone: bool
    ) -> tuple[Conversation, bool]:
        now = self._clock()
        await self._note(work, current, code, checked, now)
        if checked is Checked.PASSED:
            await work.enqueue(Job("act", work.tenant, current.id))
        if not current.assistant_writes or (not alone and checked is not Checked.SPENT):
            return current, False
        match checked:
            case Checked.SPENT:
                return await self._to_a_person(work, current, now), True
            case Checked.EXPIRED:
                after, _ = await self.send_code(
                    work, current, now, claimed=code.contact, text_id="identity.code_renewed"
                )
                return after, True
            case Checked.WRONG:
                text, slots = "identity.code_wrong", {"left": str(TRIES - code.tries)}
            case Checked.PASSED:
                text, slots = "identity.verified", dict[str, str]()
        spoken = assistant_spoke(current, current.fence, current.turn, now)
        spoken, _ = await say_text(work, spoken, self._new_id(), text, slots, now)
        await work.conversations.save(spoken)
        return spoken, True

    async def _note(self, work: Work, current: Conversation, code: Code, checked: Checked, now: datetime) -> None:
        kind = "identity_shown" if checked is Checked.PASSED else "identity_code_refused"
        data = {"code": str(code.id), "tries": code.tries, "because": checked.value}
        await work.record(Event(kind, f"customer:{current.customer}", now, data, current.id))

    async def _to_a_person(self, work: Work, current: Conversation, now: datetime) -> Conversation:
        current, _ = await say_text(work, current, self._new_id(), "identity.code_failed", {}, now)
        why = "The customer could not show by a code who they are."
        return await self._hand_on.within(work, current, why, passed_on=True)


async def waits(work: Work, conversation: UUID, thread: Sequence[Message]) -> bool:
    """Whether a code, or an address to send one to, is waited for in this conversation. No lock."""
    return _was_asked(thread) or await work.identities.open_code(conversation) is not None


def _was_asked(thread: Sequence[Message]) -> bool:
    ours = [one for one in thread if one.author_kind is not AuthorKind.CUSTOMER and not one.internal]
    return bool(ours) and ours[-1].text_id == "identity.ask_contact"


def _undecided(thread: Sequence[Message], current: Conversation) -> list[Message]:
    said = [one for one in thread if one.author_kind is AuthorKind.CUSTOMER and one.body]
    return [one for one in said if one.turn > current.decided_turn]


def _address(said: Sequence[Message]) -> str | None:
    """The one address in a turn that says little else."""
    text = "\n".join(one.body or "" for one in said)
    found = {one.lower().rstrip(".") for one in _EMAIL.findall(text)}
    beside = sum(char.isalpha() for char in _EMAIL.sub("", text))
    return found.pop() if len(found) == 1 and beside <= _BESIDE else None


def _code_in(message: Message) -> str | None:
    if message.author_kind is not AuthorKind.CUSTOMER or message.erased or MASK in (message.body or ""):
        return None
    return digits_in(message.body or "")


def _too_many(lately: SentLately) -> bool:
    hour = max(lately.to_contact_hour, lately.for_customer_hour)
    return hour >= SENT_AN_HOUR or max(lately.to_contact_day, lately.for_customer_day) >= SENT_A_DAY
