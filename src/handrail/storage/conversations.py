"""Conversations and their messages as rows: read as they stand, written back as a move left them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from secrets import token_bytes
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from handrail.core.conversation.attachment import LARGEST_LETTER, Attachment
from handrail.core.conversation.conversation import Channel, Conversation, ResolvedAs, State
from handrail.core.conversation.message import AuthorKind, Message, Source
from handrail.ports import NewMessage, NotFound
from handrail.ports.records import Letter
from handrail.storage.attachments_read import contents_of, files_of, send_files
from handrail.storage.door import Connection

# field of Conversation -> column; the rest of the names are equal
COLUMNS = {"customer": "customer_id", "owner": "owner_id", "writer": "writer_id", "responder": "responder_id"}
_FIELDS = tuple(field for field in Conversation.__slots__)
_SAVED = tuple(field for field in _FIELDS if field not in ("id", "customer", "channel", "opened_at", "continues"))
SELECT = ", ".join(COLUMNS.get(field, field) for field in _FIELDS)
_UPDATE = ", ".join(f"{COLUMNS.get(field, field)} = %({field})s" for field in _SAVED)
_INSERT = ", ".join(f"%({field})s" for field in _FIELDS)

_MESSAGE = "id, seq, author_kind, author_id, drafted_by_assistant, internal, body, text_id, slots, sources, at, turn, erased_at, attached"


def conversation_from(row: dict[str, Any]) -> Conversation:
    values = {field: row[COLUMNS.get(field, field)] for field in _FIELDS}
    values["channel"] = Channel(values["channel"])
    values["state"] = State(values["state"])
    values["resolved_as"] = None if values["resolved_as"] is None else ResolvedAs(values["resolved_as"])
    values["moments"] = tuple(values["moments"])
    return Conversation(**values)


def conversation_values(conversation: Conversation) -> dict[str, Any]:
    values = {field: getattr(conversation, field) for field in _FIELDS}
    return {**values, "moments": list(conversation.moments)}


def message_from(row: dict[str, Any], files: Sequence[Attachment] = ()) -> Message:
    return Message(
        id=row["id"],
        seq=row["seq"],
        author_kind=AuthorKind(row["author_kind"]),
        at=row["at"],
        body=row["body"],
        author_id=row["author_id"],
        drafted_by_assistant=row["drafted_by_assistant"],
        internal=row["internal"],
        text_id=row["text_id"],
        slots=row["slots"] or {},
        sources=tuple(Source(UUID(s["article"]), s["version"], s["title"], s["quote"]) for s in row["sources"]),
        turn=row["turn"],
        erased=row["erased_at"] is not None,
        attachments=tuple(files),
    )


async def messages_from(connection: Connection, tenant: UUID, rows: Sequence[dict[str, Any]]) -> list[Message]:
    """With their files; where none has any, nothing more is asked."""
    files = await files_of(connection, tenant, [row["id"] for row in rows if row["attached"]])
    return [message_from(row, files.get(row["id"], ())) for row in rows]


class PgConversations:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection = connection
        self._tenant = tenant

    async def get(self, conversation: UUID, *, lock: bool = False) -> Conversation:
        # FOR NO KEY UPDATE: a plain FOR UPDATE would block every insert that points here by foreign key.
        locking = " FOR NO KEY UPDATE" if lock else ""
        cursor = await self._connection.execute(
            f"SELECT {SELECT} FROM conversation WHERE tenant = %s AND id = %s{locking}".encode(),
            [self._tenant, conversation],
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This conversation does not exist.")
        return conversation_from(row)

    async def open(self, conversation: Conversation) -> None:
        await self._connection.execute(
            f"INSERT INTO conversation (tenant, {SELECT}) VALUES (%(tenant)s, {_INSERT})".encode(),
            {"tenant": self._tenant, **conversation_values(conversation)},
        )

    async def save(self, conversation: Conversation) -> None:
        await self._connection.execute(
            f"UPDATE conversation SET {_UPDATE} WHERE tenant = %(tenant)s AND id = %(id)s".encode(),
            {"tenant": self._tenant, **conversation_values(conversation)},
        )

    async def append(self, conversation: Conversation, message: NewMessage) -> tuple[Conversation, Message]:
        counted = replace(conversation, last_seq=conversation.last_seq + 1)
        sources = [
            {"article": str(s.article), "version": s.version, "title": s.title, "quote": s.quote}
            for s in message.sources
        ]
        cursor = await self._connection.execute(
            f"""INSERT INTO message (tenant, id, conversation_id, seq, author_kind, author_id, drafted_by_assistant, internal,
                  body, text_id, slots, sources, idempotency_key, at, turn, fence, decision_id, salt, attached)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
                RETURNING {_MESSAGE}""".encode(),
            [
                self._tenant,
                message.id,
                conversation.id,
                counted.last_seq,
                message.author_kind,
                message.author_id,
                message.drafted_by_assistant,
                message.internal,
                message.body,
                message.text_id,
                Jsonb(dict(message.slots)),
                Jsonb(sources),
                message.idempotency_key,
                message.at,
                conversation.turn,
                conversation.fence,
                message.decision,
                token_bytes(16),
                len(message.attachments),
            ],
        )
        row = await cursor.fetchone()
        assert row is not None
        if message.attachments:
            await send_files(self._connection, self._tenant, conversation.id, message)
        return counted, await self._one(row)

    async def already_said(self, conversation: UUID, idempotency_key: str) -> Message | None:
        cursor = await self._connection.execute(
            f"SELECT {_MESSAGE} FROM message WHERE tenant = %s AND conversation_id = %s AND idempotency_key = %s".encode(),
            [self._tenant, conversation, idempotency_key],
        )
        row = await cursor.fetchone()
        return None if row is None else await self._one(row)

    async def customers_next(self, conversation: UUID, *, after: int, after_turn: int = 0) -> Message | None:
        cursor = await self._connection.execute(
            f"""SELECT {_MESSAGE} FROM message WHERE tenant = %s AND conversation_id = %s AND seq > %s AND turn > %s
                AND author_kind = 'customer' ORDER BY seq LIMIT 1""".encode(),
            [self._tenant, conversation, after, after_turn],
        )
        row = await cursor.fetchone()
        return None if row is None else await self._one(row)

    async def messages(self, conversation: UUID, *, after: int = 0, limit: int = 500) -> Sequence[Message]:
        cursor = await self._connection.execute(
            f"""SELECT {_MESSAGE} FROM message WHERE tenant = %s AND conversation_id = %s AND seq > %s
                ORDER BY seq LIMIT %s""".encode(),
            [self._tenant, conversation, after, limit],
        )
        return await messages_from(self._connection, self._tenant, await cursor.fetchall())

    async def latest_messages(self, conversation: UUID, limit: int) -> Sequence[Message]:
        cursor = await self._connection.execute(
            f"SELECT {_MESSAGE} FROM message WHERE tenant = %s AND conversation_id = %s ORDER BY seq DESC LIMIT %s".encode(),
            [self._tenant, conversation, limit],
        )
        return await messages_from(self._connection, self._tenant, (await cursor.fetchall())[::-1])

    async def letter(self, message: UUID) -> Letter:
        columns = ", ".join(f"m.{column}" for column in _MESSAGE.split(", "))
        cursor = await self._connection.execute(
            f"""SELECT {columns}, m.conversation_id, m.shown_at, p.name AS author, k.state AS claim
                FROM message m LEFT JOIN person p ON p.tenant = m.tenant AND p.id = m.author_id
                LEFT JOIN claim k ON k.tenant = m.tenant AND k.message_id = m.id
                WHERE m.tenant = %s AND m.id = %s""".encode(),
            [self._tenant, message],
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This message does not exist.")
        said = await self._one(row)
        small = sum(file.size for file in said.attachments) <= LARGEST_LETTER
        enclosed = await contents_of(self._connection, self._tenant, message) if said.attachments and small else ()
        return Letter(said, row["conversation_id"], row["author"], row["shown_at"], row["claim"], enclosed)

    async def _one(self, row: dict[str, Any]) -> Message:
        return (await messages_from(self._connection, self._tenant, [row]))[0]

    async def mark_shown(self, conversation: UUID, upto: int, at: datetime) -> None:
        await self._connection.execute(
            """UPDATE message SET shown_at = %s WHERE tenant = %s AND conversation_id = %s AND seq <= %s
               AND author_kind <> 'customer' AND NOT internal AND shown_at IS NULL""",
            [at, self._tenant, conversation, upto],
        )

    async def contacts_since(self, customer: UUID, topic: str, since: datetime, until: UUID) -> int:
        cursor = await self._connection.execute(
            """SELECT count(*) AS n FROM conversation
               WHERE tenant = %s AND customer_id = %s AND topic = %s AND opened_at >= %s AND id <> %s
               AND spam_at IS NULL""",
            [self._tenant, customer, topic, since, until],
        )
        row = await cursor.fetchone()
        return 0 if row is None else row["n"]

    async def earlier_contacts(self, customer: UUID, since: datetime, until: UUID) -> Sequence[UUID]:
        cursor = await self._connection.execute(
            """SELECT id FROM conversation WHERE tenant = %s AND customer_id = %s AND opened_at >= %s AND id <> %s AND spam_at IS NULL
               ORDER BY opened_at DESC LIMIT 10""",
            [self._tenant, customer, since, until],
        )
        return [row["id"] for row in await cursor.fetchall()]

    async def owned_by(self, person: UUID) -> Sequence[UUID]:
        cursor = await self._connection.execute(
            "SELECT id FROM conversation WHERE tenant = %s AND owner_id = %s AND state <> 'closed' ORDER BY id",
            [self._tenant, person],
        )
        return [row["id"] for row in await cursor.fetchall()]

    async def written_by(self, person: UUID) -> Sequence[UUID]:
        cursor = await self._connection.execute(
            "SELECT id FROM conversation WHERE tenant = %s AND writer_id = %s AND state <> 'closed' ORDER BY id",
            [self._tenant, person],
        )
        return [row["id"] for row in await cursor.fetchall()]

    async def owners(self) -> Sequence[UUID]:
        cursor = await self._connection.execute(
            "SELECT DISTINCT owner_id FROM conversation WHERE tenant = %s AND state <> 'closed'",
            [self._tenant],
        )
        return [row["owner_id"] for row in await cursor.fetchall()]

    async def goes_on_in(self, conversation: UUID) -> UUID | None:
        cursor = await self._connection.execute(
            "SELECT id FROM conversation WHERE tenant = %s AND continues = %s", [self._tenant, conversation]
        )
        row = await cursor.fetchone()
        return None if row is None else row["id"]

    async def due(self, now: datetime, limit: int = 100) -> Sequence[UUID]:
        cursor = await self._connection.execute(
            """SELECT id FROM conversation WHERE tenant = %s AND state <> 'closed' AND deadline_at <= %s
               ORDER BY deadline_at LIMIT %s""",
            [self._tenant, now, limit],
        )
        return [row["id"] for row in await cursor.fetchall()]
