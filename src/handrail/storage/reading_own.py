"""What a customer may read: their own conversations and threads, behind the database's own wall."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from handrail.core.conversation.conversation import Conversation, State
from handrail.ports import Names, NotFound, OwnConversation, PromiseSeen, Thread
from handrail.storage.conversations import SELECT, PgConversations, conversation_from
from handrail.storage.door import SYSTEM, Connection, Viewer, step_into
from handrail.storage.reading_rows import PROMISE, Reader, names_of, people_in, promise_from, speakers

_OWN = f"SELECT {SELECT} FROM conversation WHERE tenant = %s AND customer_id = %s"
# The first reply before anything else that was promised: it is what the customer is waiting for.
_PROMISES = f"""SELECT DISTINCT ON (conversation_id) conversation_id, {PROMISE} FROM promise
  WHERE tenant = %s AND conversation_id = ANY(%s) AND status = 'open' ORDER BY conversation_id, what <> 'first_reply', due_at"""
_LAST_VOICES = """SELECT w.id, (SELECT m.author_kind FROM message m WHERE m.tenant = %s AND m.conversation_id = w.id
    AND m.author_kind <> 'system' ORDER BY m.seq DESC LIMIT 1) AS voice FROM unnest(%s::uuid[]) AS w(id)"""
_OFFERS = """SELECT DISTINCT ON (conversation_id) conversation_id, offer_person FROM decision
  WHERE tenant = %s AND conversation_id = ANY(%s) ORDER BY conversation_id, turn DESC, fence DESC"""

_RATED = "SELECT conversation_id FROM rating WHERE tenant = %s AND conversation_id = ANY(%s)"


class OwnReads:
    """Rows are read as the customer, so that row-level security decides what exists. Only then, in the same
    transaction, the desk adds what customers cannot read themselves: names of agents, and what was offered."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def conversations(self, tenant: UUID, customer: UUID, limit: int) -> Sequence[OwnConversation]:
        async with self._reader.enter(tenant, Viewer.customer(customer)) as connection:
            cursor = await connection.execute(
                f"{_OWN} ORDER BY opened_at DESC, id LIMIT %s".encode(), [tenant, customer, limit]
            )
            return await _seen(connection, tenant, customer, [conversation_from(r) for r in await cursor.fetchall()])

    async def conversation(self, tenant: UUID, customer: UUID, conversation: UUID) -> OwnConversation:
        async with self._reader.enter(tenant, Viewer.customer(customer)) as connection:
            cursor = await connection.execute(f"{_OWN} AND id = %s".encode(), [tenant, customer, conversation])
            row = await cursor.fetchone()
            if row is None:
                raise NotFound("This conversation does not exist.")
            return (await _seen(connection, tenant, customer, [conversation_from(row)]))[0]

    async def thread(self, tenant: UUID, customer: UUID, conversation: UUID, after: int, limit: int) -> Thread:
        async with self._reader.enter(tenant, Viewer.customer(customer)) as connection:
            rows = PgConversations(connection, tenant)
            current = await rows.get(conversation)
            messages = await rows.messages(conversation, after=after, limit=limit)
            await step_into(connection, tenant, SYSTEM)
            return Thread(messages, await names_of(connection, tenant, speakers(messages)), current.language)


async def _seen(
    connection: Connection, tenant: UUID, customer: UUID, conversations: Sequence[Conversation]
) -> Sequence[OwnConversation]:
    ids = [one.id for one in conversations]
    promises = await _by_conversation(connection, _PROMISES, tenant, ids)
    voices = {row["id"]: row["voice"] for row in await _rows(connection, _LAST_VOICES, tenant, ids)}
    await step_into(connection, tenant, SYSTEM)
    offers = await _by_conversation(connection, _OFFERS, tenant, ids)
    has_email = await _has_email(connection, tenant, customer)
    rated = await _rated(connection, tenant, conversations)
    promised = {one: promise_from(row) for one, row in promises.items()}
    names = await names_of(connection, tenant, people_in(*conversations) | {p.owner for p in promised.values()})
    return [_own(one, names, promised.get(one.id), voices, offers, has_email, one.id in rated) for one in conversations]


def _own(
    one: Conversation,
    names: Names,
    promise: PromiseSeen | None,
    voices: dict[UUID, str | None],
    offers: dict[UUID, dict[str, Any]],
    has_email: bool,
    rated: bool,
) -> OwnConversation:
    answered = voices.get(one.id) in ("assistant", "agent")
    offered = one.id in offers and bool(offers[one.id]["offer_person"])
    return OwnConversation(one, names, promise, answered, offered, has_email, rated)


async def _has_email(connection: Connection, tenant: UUID, customer: UUID) -> bool:
    cursor = await connection.execute(
        "SELECT 1 FROM contact WHERE tenant = %s AND customer_id = %s AND kind = 'email' LIMIT 1", [tenant, customer]
    )
    return await cursor.fetchone() is not None


async def _rated(connection: Connection, tenant: UUID, conversations: Sequence[Conversation]) -> Collection[UUID]:
    """Only what is settled can be rated; where nothing is, nothing is asked."""
    settled = [one.id for one in conversations if one.state in (State.RESOLVED, State.CLOSED)]
    return await _by_conversation(connection, _RATED, tenant, settled) if settled else ()


async def _rows(connection: Connection, query: str, tenant: UUID, ids: Collection[UUID]) -> list[dict[str, Any]]:
    return await (await connection.execute(query.encode(), [tenant, list(ids)])).fetchall()


async def _by_conversation(
    connection: Connection, query: str, tenant: UUID, ids: Collection[UUID]
) -> dict[UUID, dict[str, Any]]:
    return {row["conversation_id"]: row for row in await _rows(connection, query, tenant, ids)}
