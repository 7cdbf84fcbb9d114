"""Imported conversations as rows, and any conversation as a line of conversation/1 again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import token_bytes
from typing import Any, Final
from uuid import UUID

from handrail.core.conversation.conversation import Channel
from handrail.core.conversation.message import AuthorKind
from handrail.core.conversation.texts import render
from handrail.flows.history import PastConversation, PastCustomer, PastMessage, Placed
from handrail.ports import Work
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection

AT_ONCE: Final = 200

_CUSTOMER: Final = """
WITH new AS (
  INSERT INTO customer (tenant, id, name, language, external_id)
  VALUES (%(tenant)s, uuidv7(), %(name)s, %(language)s, %(external_id)s)
  ON CONFLICT (tenant, external_id) DO NOTHING RETURNING id)
SELECT id FROM new
UNION ALL SELECT COALESCE(merged_into, id) FROM customer WHERE tenant = %(tenant)s AND external_id = %(external_id)s"""
_CONVERSATION: Final = """
INSERT INTO conversation (tenant, id, customer_id, channel, language, topic, state, owner_id, opened_at, resolved_at,
  closed_at, external_id, imported_at)
VALUES (%(tenant)s, %(id)s, %(customer)s, %(channel)s, %(language)s, %(topic)s, 'closed', %(owner)s, %(opened_at)s,
  %(resolved_at)s, %(closed_at)s, %(external_id)s, %(imported_at)s)
ON CONFLICT (tenant, external_id) WHERE external_id IS NOT NULL DO NOTHING"""
_TURN: Final = """
UPDATE conversation SET turn = turn + 1, decided_turn = turn + 1, last_customer_at = %(at)s
WHERE tenant = %(tenant)s AND id = %(conversation)s"""
_DECISION: Final = """
INSERT INTO decision (tenant, id, conversation_id, turn, fence, kind, rule, reason, offer_person, facts, outcome, versions, at)
SELECT tenant, uuidv7(), id, turn, fence, 'answer', 'imported', 'Said before it was imported.', false, '{}',
  '{"kind": "answer"}', '{}', %(at)s
FROM conversation WHERE tenant = %(tenant)s AND id = %(conversation)s
ON CONFLICT (tenant, conversation_id, turn, fence, kind) WHERE kind <> 'act' DO NOTHING"""
_MESSAGE: Final = """
INSERT INTO message (tenant, id, conversation_id, seq, author_kind, author_id, internal, body, imported_author, at, turn,
  fence, decision_id, salt)
SELECT c.tenant, uuidv7(), c.id, %(seq)s, %(author)s, %(author_id)s, %(internal)s, %(body)s, %(author_name)s, %(at)s,
  c.turn, c.fence, d.id, %(salt)s
FROM conversation c
LEFT JOIN decision d ON %(author)s = 'assistant' AND d.tenant = c.tenant AND d.conversation_id = c.id
  AND d.turn = c.turn AND d.fence = c.fence
WHERE c.tenant = %(tenant)s AND c.id = %(conversation)s"""


def past_conversations_within(work: Work) -> "PgPast":
    """Imports and exports in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgPast(rows.connection, rows.tenant)


class PgPast:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def import_(self, past: PastConversation, placed: Placed) -> bool:
        if not await self._conversation(past, placed):
            return False
        for seq, message in enumerate(past.messages, start=1):
            where = {"conversation": placed.id, "at": message.at}
            # The fence in the database holds for the past too: the assistant speaks in the turn that the thread is at.
            if message.author is AuthorKind.CUSTOMER:
                await self._run(_TURN, **where)
            if message.author is AuthorKind.ASSISTANT:
                await self._run(_DECISION, **where)
            await self._run(_MESSAGE, **where, **_values(seq, message, placed))
        await self._run(
            "UPDATE conversation SET last_seq = %(seq)s WHERE tenant = %(tenant)s AND id = %(conversation)s",
            conversation=placed.id,
            seq=len(past.messages),
        )
        return True

    async def _conversation(self, past: PastConversation, placed: Placed) -> bool:
        known = await self._rows(
            "SELECT 1 FROM conversation WHERE tenant = %(tenant)s AND external_id = %(external_id)s",
            external_id=past.external_id,
        )
        if known:
            return False
        language = None if past.language == "und" else past.language
        values = {"external_id": past.customer.external_id, "name": past.customer.name, "language": language}
        [customer] = await self._rows(_CUSTOMER, **values)
        inserted = await self._run(
            _CONVERSATION,
            id=placed.id,
            customer=customer["id"],
            channel=past.channel,
            language=past.language,
            topic=placed.topic,
            owner=placed.owner,
            opened_at=past.opened_at,
            resolved_at=past.resolved_at,
            closed_at=past.resolved_at or past.messages[-1].at,
            external_id=past.external_id,
            imported_at=placed.imported_at,
        )
        return inserted == 1

    async def page(
        self, after: tuple[datetime, UUID] | None
    ) -> tuple[Sequence[PastConversation], tuple[datetime, UUID] | None]:
        opened, last = after or (datetime.min.replace(tzinfo=UTC), UUID(int=0))
        rows = await self._rows(
            """SELECT c.id, c.external_id, c.channel, c.topic, c.language, c.opened_at, c.resolved_at, c.customer_id,
                 k.external_id AS customer_external_id, k.name AS customer_name
               FROM conversation c JOIN customer k ON k.tenant = c.tenant AND k.id = c.customer_id
               WHERE c.tenant = %(tenant)s AND (c.opened_at, c.id) > (%(opened)s, %(last)s)
               ORDER BY c.opened_at, c.id LIMIT %(limit)s""",
            opened=opened,
            last=last,
            limit=AT_ONCE,
        )
        found = [await self._past(row) for row in rows]
        end = (rows[-1]["opened_at"], rows[-1]["id"]) if len(rows) == AT_ONCE else None
        return [past for past in found if past.messages], end

    async def _past(self, row: dict[str, Any]) -> PastConversation:
        messages = await self._rows(
            """SELECT m.author_kind, m.text_id, m.slots, m.at, m.internal, m.imported_author, p.name AS agent,
                 COALESCE(NULLIF(m.body, ''), (SELECT string_agg('[' || a.name || ']', ' ' ORDER BY a.at, a.id)
                   FROM attachment a WHERE a.tenant = m.tenant AND a.message_id = m.id)) AS body
               FROM message m LEFT JOIN person p ON p.tenant = m.tenant AND p.id = m.author_id
               WHERE m.tenant = %(tenant)s AND m.conversation_id = %(conversation)s AND m.erased_at IS NULL ORDER BY m.seq""",
            conversation=row["id"],
        )
        return PastConversation(
            external_id=row["external_id"] or str(row["id"]),
            customer=PastCustomer(row["customer_external_id"] or str(row["customer_id"]), row["customer_name"]),
            channel=Channel(row["channel"]),
            opened_at=row["opened_at"].astimezone(UTC),
            messages=tuple(_said(message, row) for message in messages),
            topic=row["topic"],
            language=row["language"],
            resolved_at=None if row["resolved_at"] is None else row["resolved_at"].astimezone(UTC),
        )

    async def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return await cursor.fetchall()

    async def _run(self, query: str, **values: Any) -> int:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return cursor.rowcount


def _values(seq: int, message: PastMessage, placed: Placed) -> dict[str, Any]:
    name = message.author_name or ""
    agent = placed.agents.get(name.casefold()) if message.author is AuthorKind.AGENT else None
    return {
        "seq": seq,
        "author": message.author.value,
        "author_id": agent,
        "author_name": name,
        "internal": message.internal,
        "body": message.text,
        "salt": token_bytes(16),
    }


def _said(message: dict[str, Any], conversation: dict[str, Any]) -> PastMessage:
    kind = AuthorKind(message["author_kind"])
    text = message["body"]
    if message["text_id"] is not None:
        text = render(message["text_id"], message["slots"] or {}, conversation["language"])
    name = message["imported_author"]
    if name is None:  # said here
        name = {AuthorKind.AGENT: message["agent"], AuthorKind.CUSTOMER: conversation["customer_name"]}.get(kind)
    return PastMessage(kind, text, message["at"].astimezone(UTC), name or None, message["internal"])
