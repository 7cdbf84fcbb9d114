"""A customer comes in: a conversation opens with a named person accountable from its first second."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.conversation.conversation import Channel, Conversation, State
from handrail.core.conversation.moves import opened_while_blocked
from handrail.core.log.chain import Event
from handrail.flows.accountable import accountable
from handrail.flows.hand_off import say_text
from handrail.ports import Clock, Desk, NewCustomer, NewId, NotFound, Work

FIRST_WORD_WITHIN = timedelta(hours=24)
DEFAULT_TOPIC = "general"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who comes in. `customer` is known, or None for somebody new whom `newcomer` describes. `continues`: an earlier
    conversation of theirs; the new one is linked to the last that went on from it."""

    channel: Channel
    customer: UUID | None = None
    newcomer: NewCustomer | None = None
    language: str = "und"
    continues: UUID | None = None


class StartConversation:
    def __init__(self, desk: Desk, clock: Clock, new_id: NewId) -> None:
        self._desk, self._clock, self._new_id = desk, clock, new_id

    async def __call__(self, tenant: UUID, arrival: Arrival) -> Conversation:
        """Raises NotFound for a customer, or an earlier conversation of theirs, that does not exist. Where somebody went
        on from the earlier one before, the open conversation they went on to is given, and nothing is opened. Raises
        CustomerIsBlocked, unless it is the one in which somebody blocked asks for a person."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            customer = await self._customer(work, arrival)
            earlier = None if arrival.continues is None else await _last_of(work, arrival.continues, customer)
            if earlier is not None and earlier.id != arrival.continues and earlier.is_open:
                return earlier
            continues = None if earlier is None else earlier.id
            conversation = await self._open(work, replace(arrival, continues=continues), customer, now)
            data = {"customer": str(customer), "channel": arrival.channel.value, "owner": str(conversation.owner)}
            await work.record(Event("conversation_opened", f"customer:{customer}", now, data, conversation.id))
            if continues is not None:
                conversation, _ = await say_text(work, conversation, self._new_id(), "conversation.continues", {}, now)
                await work.conversations.save(conversation)
            return conversation

    async def _customer(self, work: Work, arrival: Arrival) -> UUID:
        if arrival.customer is not None:
            return (await work.people.customer(arrival.customer)).id
        return await work.people.customer_for(self._new_id(), arrival.newcomer or NewCustomer())

    async def _open(self, work: Work, arrival: Arrival, customer: UUID, now: datetime) -> Conversation:
        general = await work.topics.get(DEFAULT_TOPIC)
        owner = await accountable(work, general, now)
        conversation = Conversation(
            id=self._new_id(),
            customer=customer,
            channel=arrival.channel,
            state=State.ASSISTANT,
            owner=owner.person.id,
            opened_at=now,
            language=arrival.language,
            continues=arrival.continues,
            deadline_at=now + FIRST_WORD_WITHIN,
            deadline_kind="customer_silent",
        )
        block = (
            None if arrival.customer is None and arrival.newcomer is None else await work.people.block_of(customer, now)
        )
        if block is not None:
            conversation = opened_while_blocked(conversation, block.at, block.until, has_open=block.has_open)
        await work.conversations.open(conversation)
        return conversation


async def _last_of(work: Work, first: UUID, customer: UUID) -> Conversation:
    """The end of the thread that began with `first`. Each is locked in turn, so that whoever wants to go on from the same
    one at the same time waits here and then finds what we opened."""
    last = await work.conversations.get(first, lock=True)
    if last.customer != customer:
        raise NotFound("This conversation does not exist.")
    while (later := await work.conversations.goes_on_in(last.id)) is not None:
        last = await work.conversations.get(later, lock=True)
    return last
