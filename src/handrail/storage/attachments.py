"""Files kept in the database until they are sent, taken back or forgotten, and read back for whoever may see them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from handrail.ports import NotFound, Work
from handrail.ports.files import FileRead, KeptFile, NewFile, Unsent, Uploader
from handrail.storage.attachments_read import attachment_from
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection, Door, Viewer
from handrail.storage.reading_rows import Reader

_KEEP: Final = """
INSERT INTO attachment (tenant, id, conversation_id, customer_id, person_id, name, type, size, sha256, content, idempotency_key, at)
VALUES (%(tenant)s, %(id)s, %(conversation)s, %(customer)s, %(person)s, %(name)s, %(type)s, %(size)s, %(sha256)s, %(content)b,
  %(key)s, %(at)s)"""
_THEIRS: Final = "customer_id IS NOT DISTINCT FROM %(customer)s AND person_id IS NOT DISTINCT FROM %(person)s"
_READ: Final = """SELECT name, type, content FROM attachment
  WHERE tenant = %s AND conversation_id = %s AND id = %s AND erased_at IS NULL"""


def files_within(work: Work) -> "PgFiles":
    """Files in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgFiles(rows.connection, rows.tenant)


class PgFiles:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def unsent(self, uploader: Uploader) -> Unsent:
        table = "customer" if uploader.person is None else "person"
        await self._rows(
            f"SELECT 1 FROM {table} WHERE tenant = %(tenant)s AND id = %(id)s FOR NO KEY UPDATE",
            id=uploader.person or uploader.customer,
        )
        [row] = await self._rows(
            f"""SELECT count(*) AS files, COALESCE(sum(size), 0)::bigint AS bytes FROM attachment
                WHERE tenant = %(tenant)s AND message_id IS NULL AND erased_at IS NULL AND {_THEIRS}""",
            **_values(uploader),
        )
        return Unsent(row["files"], row["bytes"])

    async def kept_before(self, conversation: UUID, key: str) -> KeptFile | None:
        rows = await self._rows(
            """SELECT id, name, type, size, sha256 FROM attachment
               WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s AND idempotency_key = %(key)s""",
            conversation=conversation,
            key=key,
        )
        return KeptFile(attachment_from(rows[0]), rows[0]["sha256"]) if rows else None

    async def keep(self, file: NewFile) -> None:
        one = file.attachment
        await self._connection.execute(
            _KEEP,
            {
                "tenant": self._tenant,
                "id": one.id,
                "conversation": file.conversation,
                **_values(file.uploader),
                "name": one.name,
                "type": one.type,
                "size": one.size,
                "sha256": file.sha256,
                "content": file.content,
                "key": file.key,
                "at": file.at,
            },
        )

    async def drop(self, conversation: UUID, attachment: UUID, uploader: Uploader) -> None:
        gone = await self._rows(
            f"""DELETE FROM attachment WHERE tenant = %(tenant)s AND id = %(id)s AND conversation_id = %(conversation)s
                AND message_id IS NULL AND {_THEIRS} RETURNING id""",
            id=attachment,
            conversation=conversation,
            **_values(uploader),
        )
        if not gone:
            raise NotFound("This file does not exist, or was sent already.")

    async def drop_unsent(self, before: datetime, limit: int) -> int:
        return len(
            await self._rows(
                """DELETE FROM attachment WHERE tenant = %(tenant)s AND id IN (
                     SELECT id FROM attachment WHERE tenant = %(tenant)s AND message_id IS NULL AND at < %(before)s
                     LIMIT %(limit)s FOR UPDATE SKIP LOCKED) RETURNING id""",
                before=before,
                limit=limit,
            )
        )

    async def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return await cursor.fetchall()


class PgFileReading:
    """The port `FileReading`."""

    def __init__(self, door: Door) -> None:
        self._reader = Reader(door)

    async def own_file(self, tenant: UUID, customer: UUID, conversation: UUID, attachment: UUID) -> FileRead:
        return await self._read(tenant, Viewer.customer(customer), _READ, [tenant, conversation, attachment])

    async def file(self, tenant: UUID, viewer: UUID, conversation: UUID, attachment: UUID) -> FileRead:
        sent = f"{_READ} AND (message_id IS NOT NULL OR person_id = %s)"
        return await self._read(tenant, Viewer.staff(viewer), sent, [tenant, conversation, attachment, viewer])

    async def _read(self, tenant: UUID, viewer: Viewer, query: str, values: list[Any]) -> FileRead:
        async with self._reader.enter(tenant, viewer) as connection, connection.cursor(binary=True) as cursor:
            await cursor.execute(query.encode(), values)
            row = await cursor.fetchone()
        if row is None:
            raise NotFound("This file does not exist.")
        return FileRead(row["name"], row["type"], row["content"])


def _values(uploader: Uploader) -> dict[str, UUID | None]:
    return {"customer": uploader.customer, "person": uploader.person}
