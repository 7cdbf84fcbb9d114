"""The red button: the assistant falls silent and a named person is on the way before the press is acknowledged."""

from uuid import UUID

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.moves import person_wanted
from handrail.core.log.chain import Event
from handrail.flows.hand_off import UNROUTED, AnswerWish, say_text
from handrail.ports import Clock, Desk, Job, NewId, NotFound, Work


class PressButton:
    def __init__(self, desk: Desk, answer_wish: AnswerWish, clock: Clock, new_id: NewId) -> None:
        self._desk, self._answer_wish, self._clock, self._new_id = desk, answer_wish, clock, new_id

    async def __call__(self, tenant: UUID, conversation: UUID, customer: UUID) -> Conversation:
        """Silences first, in a commit of its own: that must hold even if finding the person fails.

        Raises NotFound and ConversationAlreadyClosed. Pressing again while a person is coming says so again, once.
        """
        async with self._desk.as_system(tenant) as work:
            before = await work.conversations.get(conversation, lock=True)
            if before.customer != customer:
                raise NotFound("This conversation does not exist.")
            now = self._clock()
            after = person_wanted(before, now)
            await work.decisions.button_pressed(conversation)
            await work.record(
                Event(
                    "person_wanted",
                    f"customer:{customer}",
                    now,
                    {"by": "button", "fence": after.fence},
                    conversation,
                )
            )
            if after.deadline_kind == UNROUTED and after.state is State.OFFERED:
                await work.enqueue(Job("hand_off", tenant, conversation))
            elif after.writer is not None:
                after = await self._already_coming(work, after)
            await work.conversations.save(after)
        return await self._answer_wish(tenant, conversation)

    async def _already_coming(self, work: Work, conversation: Conversation) -> Conversation:
        last = await work.conversations.latest_messages(conversation.id, 1)
        if last and last[0].text_id is not None and last[0].text_id.startswith("handoff."):
            return conversation
        people, _ = await work.people.roster()
        name = next((p.name for p in people if p.id == conversation.writer), "")
        spoken, _ = await say_text(work, conversation, self._new_id(), "handoff.already", {"name": name}, self._clock())
        return spoken
