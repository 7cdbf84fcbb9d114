"""A person answers, or leaves a note for colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.conversation.message import AuthorKind, Message, Source, clean_text
from handrail.core.conversation.moves import KeyUsedForAnother, Unseen, person_replied
from handrail.core.handoff import Slot, Violation, asks_again
from handrail.core.log.chain import Event
from handrail.flows.forbid import ForbidPhrases
from handrail.flows.take_over import REPLY_WITHIN, Held
from handrail.ports import Clock, Desk, Job, NewId, NewMessage, Work

CUSTOMER_MAY_TAKE = timedelta(hours=72)
SEEN_WITHIN = timedelta(minutes=2)


class AsksWhatIsKnown(Exception):
    """The reply asks for something the customer already told. May be overridden with a reason."""

    def __init__(self, found: Sequence[Violation]) -> None:
        self.found = tuple(found)
        slots = ", ".join(sorted({one.slot for one in found}))
        super().__init__(f"The customer already gave: {slots}. Use it, or send with a reason for asking again.")


@dataclass(frozen=True, slots=True)
class Replied:
    """What was sent. `newer`: the customer had said more by then than the agent had seen."""

    message: Message
    newer: bool


class Reply:
    def __init__(
        self, desk: Desk, clock: Clock, new_id: NewId, forbid: ForbidPhrases | None = None, alarm: Held | None = None
    ) -> None:
        self._desk, self._clock, self._new_id, self._forbid, self._alarm = desk, clock, new_id, forbid, alarm

    async def __call__(
        self,
        tenant: UUID,
        conversation: UUID,
        by: UUID,
        text: str,
        key: str,
        *,
        drafted_by_assistant: bool = False,
        ask_again_because: str | None = None,
        say_it_because: str | None = None,
        attachments: Sequence[UUID] = (),
        seen_seq: int | None = None,
        sources: Sequence[Source] = (),
    ) -> Replied:
        """The same `key` twice sends once. `seen_seq`: the last message that the agent had seen; what the customer said
        after it stays unanswered. Without it the reply answers everything. `sources`: where a draft of the assistant's stands.

        Raises SomebodyElseHolds, ConversationAlreadyClosed, AsksWhatIsKnown, NeverSaidHere (a phrase that a standing
        moment forbids, unless `say_it_because` gives a reason), FileNotFree, NotFound, and the refusals of clean_text."""
        files = tuple(dict.fromkeys(attachments))
        body = clean_text(text, files=len(files))
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            current = await work.conversations.get(conversation, lock=True)
            key = f"agent:{by}:reply:{key}"
            if (said := await _said_before(work, conversation, key, body, files)) is not None:
                return Replied(said, await _newer(work, conversation, seen_seq, said.seq))
            await _refuse_to_ask_again(work, conversation, body, ask_again_because)
            refuse = self._forbid and self._forbid.refuse
            overridden = () if refuse is None else await refuse(work, current, body, say_it_because)
            wished, unseen = current.wish_is_unmet, await _unseen(work, current, seen_seq)
            current = person_replied(current, by, now, now + CUSTOMER_MAY_TAKE, unseen=unseen)
            message = NewMessage(
                self._new_id(),
                AuthorKind.AGENT,
                now,
                body=body,
                author_id=by,
                drafted_by_assistant=drafted_by_assistant,
                idempotency_key=key,
                attachments=files,
                sources=sources,
            )
            current, kept = await work.conversations.append(current, message)
            await self._keep_promises(work, current, by, unseen)
            await work.decisions.claim(kept.id, conversation, current.channel, now)
            await work.conversations.save(current)
            data = {"message": str(kept.id), "seq": kept.seq, "meets_wish": wished and not current.wish_is_unmet}
            more = {**({} if ask_again_because is None else {"asked_again": True}), **_files_recorded(files)}
            more |= _sources_recorded(sources)
            more |= {"forbidden_said": list(overridden)} if overridden else {}
            seen = {} if seen_seq is None else {"seen": seen_seq}
            await work.record(Event("agent_said", f"agent:{by}", now, {**data, **more, **seen}, conversation))
            if self._alarm is not None and unseen is None:  # whoever answers knows what they answer
                await self._alarm.held(work, conversation, by, now)
            await self._send_on(work, current, kept.id)
            return Replied(kept, await _newer(work, conversation, seen_seq, kept.seq))

    async def note(
        self, tenant: UUID, conversation: UUID, by: UUID, text: str, key: str, *, attachments: Sequence[UUID] = ()
    ) -> Message:
        """For colleagues only; whoever writes now, anybody on the team may leave one."""
        files = tuple(dict.fromkeys(attachments))
        body = clean_text(text, files=len(files))
        now = self._clock()
        async with self._desk.as_staff(tenant, by) as work:
            current = await work.conversations.get(conversation, lock=True)
            key = f"agent:{by}:note:{key}"
            if (said := await _said_before(work, conversation, key, body, files)) is not None:
                return said
            message = NewMessage(
                self._new_id(),
                AuthorKind.AGENT,
                now,
                body=body,
                author_id=by,
                internal=True,
                idempotency_key=key,
                attachments=files,
            )
            current, kept = await work.conversations.append(current, message)
            await work.conversations.save(current)
            await work.record(
                Event(
                    "note_written",
                    f"agent:{by}",
                    now,
                    {"message": str(kept.id), "seq": kept.seq, **_files_recorded(files)},
                    conversation,
                )
            )
            return kept

    async def _keep_promises(self, work: Work, current: Conversation, by: UUID, unseen: Unseen | None) -> None:
        """The first reply keeps the promise of one; later than promised is late, and recorded as broken. What was
        promised for words that this reply does not answer stays promised."""
        now = self._clock()
        for promise in await work.decisions.open_promises(current.id):
            if promise.what != "first_reply" or (unseen is not None and promise.made_at >= unseen.at):
                continue
            status = "kept" if now <= promise.due_at else "broken"
            await work.decisions.settle_promise(promise.id, status, now)
            data = {"promise": str(promise.id), "status": status}
            await work.record(Event("promise_settled", f"agent:{by}", now, data, current.id))

    async def _send_on(self, work: Work, current: Conversation, message: UUID) -> None:
        if current.channel is Channel.EMAIL:
            await work.enqueue(Job("mail", work.tenant, current.id, more={"message": str(message)}))
        else:  # a reply in chat that is not shown within two minutes is mailed, where an address is known
            later = self._clock() + SEEN_WITHIN
            await work.enqueue(Job("mail_unless_shown", work.tenant, current.id, later, {"message": str(message)}))


async def _unseen(work: Work, current: Conversation, seen_seq: int | None) -> Unseen | None:
    """What an earlier answer has answered already, whoever gave it, need not be answered again."""
    if seen_seq is None:
        return None
    answered = current.decided_turn if current.undecided_since is None else 0
    first = await work.conversations.customers_next(current.id, after=seen_seq, after_turn=answered)
    return None if first is None else Unseen(first.turn, first.at, await _due(work, current, first.at))


async def _due(work: Work, current: Conversation, said_at: datetime) -> datetime:
    """What was promised for these words stands."""
    promised = [p.due_at for p in await work.decisions.open_promises(current.id) if p.made_at >= said_at]
    return min([said_at + REPLY_WITHIN, *promised])


async def _newer(work: Work, conversation: UUID, seen_seq: int | None, sent: int) -> bool:
    if seen_seq is None:
        return False
    first = await work.conversations.customers_next(conversation, after=seen_seq)
    return first is not None and first.seq < sent


async def _said_before(work: Work, conversation: UUID, key: str, body: str, files: Sequence[UUID]) -> Message | None:
    """Keys are each author's own. Raises KeyUsedForAnother when words or files differ."""
    said = await work.conversations.already_said(conversation, key)
    if said is None or said.body is None:
        return said
    if said.body != body or {one.id for one in said.attachments} != set(files):
        raise KeyUsedForAnother("This key was used for another message: take a new one.")
    return said


def _files_recorded(files: Sequence[UUID]) -> dict[str, list[str]]:
    return {"attachments": [str(one) for one in files]} if files else {}


def _sources_recorded(sources: Sequence[Source]) -> dict[str, list[str]]:
    return {"sources": [f"{one.article}:{one.version}" for one in sources]} if sources else {}


async def _refuse_to_ask_again(work: Work, conversation: UUID, body: str, because: str | None) -> None:
    handoff = await work.decisions.last_handoff(conversation)
    if handoff is None or (because is not None and because.strip()):
        return
    known = frozenset(Slot(slot) for slot in handoff.packet.get("do_not_ask", ()))
    found = asks_again(body, known)
    if found:
        raise AsksWhatIsKnown(found)
