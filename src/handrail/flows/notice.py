"""What no decision reads is read all the same: words to a person, or beside a wish, may tell of a grave moment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.noticed import about_a_p0, not_yet_known, with_moments
from handrail.core.log.chain import Event
from handrail.flows.verify_identity import TakeCode, waits
from handrail.ports import Clock, Desk, Languages, Work
from handrail.ports.understanding import Earlier, Heard, Understanding, Understood

SEEN = 60  # messages of the thread that are looked at


class Page(Protocol):
    """What follows when moments were noticed: clocks start, and somebody on call is paged."""

    async def within(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime
    ) -> None: ...


class NothingRead:
    """A desk that understands plain words only."""

    versions: Mapping[str, str] = {}

    async def read(self, tenant: UUID, heard: Heard) -> Understood:
        return Understood((), None, ())


class Notice:
    """Tags the conversation, pages for the gravest moments, and decides nothing: a person has it already."""

    def __init__(
        self,
        desk: Desk,
        languages: Languages,
        understanding: Understanding,
        clock: Clock,
        page: Page | None = None,
        take_code: TakeCode | None = None,
    ) -> None:
        self._desk, self._languages, self._understanding = desk, languages, understanding
        self._clock, self._page, self._take_code = clock, page, take_code

    async def __call__(self, tenant: UUID, conversation: UUID) -> tuple[MomentFact, ...]:
        """What was noticed for the first time. Reads every turn once, whoever else reads it at the same time."""
        async with self._desk.as_system(tenant) as work:
            before = await work.conversations.get(conversation)
            thread = await work.conversations.latest_messages(conversation, SEEN)
            code_waits = self._take_code is not None and await waits(work, conversation, thread)
        if self._take_code is not None and code_waits:
            await self._take_code(tenant, conversation)
            async with self._desk.as_system(tenant) as work:
                thread = await work.conversations.latest_messages(conversation, SEEN)
        heard = self._heard(before, thread)
        if heard is None:
            return ()
        understood = await self._understanding.read(tenant, heard)
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            if current.noticed_turn >= before.turn:
                return ()
            return await self._note(work, current, before.turn, heard, understood)

    def _heard(self, conversation: Conversation, thread: Sequence[Message]) -> Heard | None:
        spoken = [m for m in thread if m.body and not m.internal and not m.erased]
        unread = [m for m in spoken if m.author_kind is AuthorKind.CUSTOMER and m.turn > conversation.noticed_turn]
        if not unread:
            return None
        text = "\n".join(m.body or "" for m in unread)
        guess = self._languages(text)
        earlier = [Earlier(m.author_kind, m.body or "", m.id, m.at) for m in spoken if m not in unread]
        messages = tuple(m.id for m in unread)
        return Heard(text, guess.code, guess.confidence, earlier, messages, conversation.channel.value)

    async def _note(
        self, work: Work, current: Conversation, turn: int, heard: Heard, understood: Understood
    ) -> tuple[MomentFact, ...]:
        now, new = self._clock(), not_yet_known(current, understood.moments)
        guess = understood.guess
        tags = guess is not None and guess.accepted and current.topic is None and not about_a_p0(understood.moments)
        topic = guess.slug if guess is not None and tags else current.topic
        language = heard.language if current.language == "und" else current.language
        after = replace(with_moments(current, understood.moments), noticed_turn=turn, topic=topic, language=language)
        await work.conversations.save(after)
        if (after.moments, after.topic, after.language) != (current.moments, current.topic, current.language):
            await work.record(noticed_event(after, new, now))
        # The gravest also when they are known: hours after somebody acknowledged, they page anew.
        told = [one for one in understood.moments if one in new or one.urgency == "P0"]
        if self._page is not None and (told or after.p0_stands):
            await self._page.within(work, after, told, now)
        return new


def noticed_event(conversation: Conversation, new: Sequence[MomentFact], now: datetime) -> Event:
    data = {
        "moments": [one.slug for one in new],
        "urgency": conversation.urgency,
        "topic": conversation.topic,
        "language": conversation.language,
    }
    return Event("noticed", "assistant", now, data, conversation.id)
