"""Saved replies as rows: written by few, read and filled in by many."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import errors

from handrail.core.daily.saved_replies import AGENT_NAME, CONVERSATION, CUSTOMER_NAME, fill
from handrail.ports import AlreadyExists, NotFound, Work
from handrail.ports.daily import NewSavedReply, SavedReply, SavedReplyQuery
from handrail.storage.conversations import PgConversations
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection, Viewer
from handrail.storage.people import PgPeople
from handrail.storage.reading_rows import Reader, names_of

_COLUMNS: Final = "id, shortcut, title, body, language, topic, team_id AS team, version, by, at, retired_at"
_CHANGED: Final = frozenset(("shortcut", "title", "body", "language", "topic", "team"))
# Languages compare by their primary part: what is kept for `de` serves `de-AT`.
_LIST: Final = f"""SELECT {_COLUMNS} FROM saved_reply WHERE tenant = %(tenant)s
  AND (%(retired)s OR retired_at IS NULL)
  AND (%(topic)s::text IS NULL OR topic IS NULL OR topic = %(topic)s)
  AND (%(team)s::uuid IS NULL OR team_id IS NULL OR team_id = %(team)s)
  AND (%(language)s::text IS NULL OR split_part(language, '-', 1) = split_part(%(language)s, '-', 1))
  AND (%(text)s = '' OR strpos(lower(shortcut || ' ' || title || ' ' || body), lower(%(text)s)) > 0)
  ORDER BY split_part(language, '-', 1) <> split_part(%(first)s, '-', 1), shortcut, language, id LIMIT %(limit)s"""


def replies_within(work: Work) -> "PgReplies":
    """The saved replies in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgReplies(rows.connection, rows.tenant)


class PgReplies:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def add(self, new_id: UUID, reply: NewSavedReply, by: str, at: datetime) -> None:
        values = {"tenant": self._tenant, "id": new_id, **asdict(reply), "by": by, "at": at}
        await self._write(
            """INSERT INTO saved_reply (tenant, id, shortcut, title, body, language, topic, team_id, by, at)
               VALUES (%(tenant)s, %(id)s, %(shortcut)s, %(title)s, %(body)s, %(language)s, %(topic)s, %(team)s, %(by)s, %(at)s)""",
            values,
        )

    async def standing(self, reply: UUID) -> SavedReply:
        cursor = await self._connection.execute(
            f"SELECT {_COLUMNS} FROM saved_reply WHERE tenant = %s AND id = %s AND retired_at IS NULL FOR UPDATE".encode(),
            [self._tenant, reply],
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This saved reply does not exist.")
        return SavedReply(**row)

    async def change(self, reply: UUID, changes: Mapping[str, Any], by: str, at: datetime) -> int:
        assert changes.keys() <= _CHANGED  # columns are named by our own code only
        after = replace(await self.standing(reply), **changes, by=by, at=at)
        await self._write(
            """UPDATE saved_reply SET shortcut = %(shortcut)s, title = %(title)s, body = %(body)s, language = %(language)s,
                 topic = %(topic)s, team_id = %(team)s, by = %(by)s, at = %(at)s, version = version + 1
               WHERE tenant = %(tenant)s AND id = %(id)s""",
            {**asdict(after), "tenant": self._tenant},
        )
        return after.version + 1

    async def retire(self, reply: UUID, by: str, at: datetime) -> None:
        await self.standing(reply)
        await self._write(
            "UPDATE saved_reply SET retired_at = %(at)s, at = %(at)s, by = %(by)s WHERE tenant = %(tenant)s AND id = %(id)s",
            {"tenant": self._tenant, "id": reply, "by": by, "at": at},
        )

    async def _write(self, query: str, values: Mapping[str, Any]) -> None:
        try:
            await self._connection.execute(query.encode(), values)
        except errors.UniqueViolation as error:
            raise AlreadyExists("Another saved reply in this language has this shortcut.") from error
        except errors.ForeignKeyViolation as error:
            raise NotFound("The topic or the team of this reply does not exist.") from error


class SavedReplyReads:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def saved_replies(self, tenant: UUID, viewer: UUID, query: SavedReplyQuery) -> Sequence[SavedReply]:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            language, given = query.language, None
            if query.conversation is not None:
                language, given = await _values_for(connection, tenant, viewer, query.conversation)
            values = {**_filters(query), "tenant": tenant, "first": language or "en"}
            cursor = await connection.execute(_LIST.encode(), values)
            found = [SavedReply(**row) for row in await cursor.fetchall()]
            return found if given is None else [replace(one, filled=fill(one.body, given)) for one in found]

    async def saved_reply(self, tenant: UUID, viewer: UUID, reply: UUID) -> SavedReply:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            cursor = await connection.execute(
                f"SELECT {_COLUMNS} FROM saved_reply WHERE tenant = %s AND id = %s".encode(), [tenant, reply]
            )
            row = await cursor.fetchone()
            if row is None:
                raise NotFound("This saved reply does not exist.")
            return SavedReply(**row)


def _filters(query: SavedReplyQuery) -> dict[str, Any]:
    text = "".join(char for char in query.text if char.isprintable()).strip()
    return {
        "text": text,
        "topic": query.topic,
        "language": query.language,
        "team": query.team,
        "retired": query.retired,
        "limit": query.limit,
    }


async def _values_for(
    connection: Connection, tenant: UUID, viewer: UUID, conversation: UUID
) -> tuple[str, Mapping[str, str | None]]:
    """The conversation's language, and what fills in the variables there. Raises NotFound."""
    current = await PgConversations(connection, tenant).get(conversation)
    customer = await PgPeople(connection, tenant).customer(current.customer)
    names = await names_of(connection, tenant, [viewer])
    values = {CUSTOMER_NAME: customer.name, AGENT_NAME: names.get(viewer), CONVERSATION: str(current.id)}
    return current.language, values
