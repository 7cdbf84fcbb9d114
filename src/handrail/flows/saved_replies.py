"""Leads keep replies ready for everybody; agents use them, with the names filled in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.message import clean_text
from handrail.core.conversation.moves import IllegalMove
from handrail.core.daily.saved_replies import check_variables
from handrail.core.log.chain import Event
from handrail.flows.administer import By
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk, NewId, Work
from handrail.ports.daily import NewSavedReply
from handrail.ports.daily_work import RepliesOf

LONGEST = 8_000


class SavedReplyChanged(IllegalMove):
    """Somebody else changed it since it was read."""


class SavedReplies:
    def __init__(self, desk: Desk, replies: RepliesOf, clock: Clock, new_id: NewId) -> None:
        self._desk, self._replies, self._clock, self._new_id = desk, replies, clock, new_id

    async def add(self, tenant: UUID, by: By, reply: NewSavedReply) -> UUID:
        """Raises NotAllowed, UnknownVariable, AlreadyExists for a shortcut in use, NotFound for a topic or team that is
        not there, and the refusals of clean_text."""
        new_id = self._new_id()
        _checked(reply.body)
        async with self._entered(tenant, by) as work:
            await need(work, by.person, Act.SHARE_SAVED_REPLIES)
            await self._replies(work).add(new_id, reply, by.actor, self._clock())
            await self._record(work, "saved_reply_added", by, new_id, language=reply.language)
        return new_id

    async def change(self, tenant: UUID, by: By, reply: UUID, version: int, changes: Mapping[str, Any]) -> int:
        """`changes` by the names of NewSavedReply's fields; `version` is the one that was read. The new version. Raises as
        `add` does, and SavedReplyChanged."""
        if "body" in changes:
            _checked(changes["body"])
        async with self._entered(tenant, by) as work:
            await need(work, by.person, Act.SHARE_SAVED_REPLIES)
            replies = self._replies(work)
            standing = await replies.standing(reply)
            if standing.version != version:
                raise SavedReplyChanged("Somebody changed this reply meanwhile: look at it again first.")
            if not changes:
                return version
            after = await replies.change(reply, changes, by.actor, self._clock())
            await self._record(work, "saved_reply_changed", by, reply, fields=sorted(changes), version=after)
            return after

    async def retire(self, tenant: UUID, by: By, reply: UUID) -> None:
        """Nobody is offered it any more. Raises NotAllowed, NotFound."""
        async with self._entered(tenant, by) as work:
            await need(work, by.person, Act.SHARE_SAVED_REPLIES)
            await self._replies(work).retire(reply, by.actor, self._clock())
            await self._record(work, "saved_reply_retired", by, reply)

    def _entered(self, tenant: UUID, by: By):
        return self._desk.as_system(tenant) if by.person is None else self._desk.as_staff(tenant, by.person)

    async def _record(self, work: Work, kind: str, by: By, reply: UUID, **more: Any) -> None:
        await work.record(Event(kind, by.actor, self._clock(), {"saved_reply": str(reply), **more}))


def _checked(body: str) -> None:
    clean_text(body, LONGEST)
    check_variables(body)
