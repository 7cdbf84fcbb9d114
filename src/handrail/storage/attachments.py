"""Files kept until they are sent, taken back or forgotten, and read back for whoever may see them: their rows, with the
bytes or with where in the bucket these are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from handrail.ports import NotFound, TryAgain, Work
from handrail.ports.files import KeptFile, NewFile, Removals, Unsent, Uploader
from handrail.ports.records import FileFound, InBucket
from handrail.storage.attachments_read import attachment_from, found_from
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection, Door, Viewer
from handrail.storage.reading_rows import Reader

_KEEP: Final = """
INSERT INTO attachment (tenant, id, conversation_id, customer_id, person_id, name, type, size, sha256, stored_at, key, content,
  idempotency_key, at)
VALUES (%(tenant)s, %(id)s, %(conversation)s, %(customer)s, %(person)s, %(name)s, %(type)s, %(size)s, %(sha256)s, %(stored_at)s,
  %(object)s, %(content)b, %(key)s, %(at)s)"""
_THEIRS: Final = "customer_id IS NOT DISTINCT FROM %(customer)s AND person_id IS NOT DISTINCT FROM %(person)s"
_READ: Final = """SELECT name, type, size, sha256, key, content FROM attachment
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
        where = file.content if isinstance(file.content, InBucket) else None
        if where is not None:
            await self._is_kept(where)
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
                "stored_at": "database" if where is None else "s3",
                "object": None if where is None else where.key,
                "content": file.content if where is None else None,
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

    async def will_put(self, where: InBucket, unless_kept_by: datetime) -> None:
        await self._connection.execute(
            "INSERT INTO bucket_removal (tenant, key, due_at) VALUES (%s, %s, %s)",
            [self._tenant, where.key, unless_kept_by],
        )

    async def to_remove(self, now: datetime, again: datetime, limit: int) -> Sequence[InBucket]:
        rows = await self._rows(
            """UPDATE bucket_removal SET due_at = %(again)s, tries = tries + 1 WHERE tenant = %(tenant)s AND key IN (
                 SELECT key FROM bucket_removal WHERE tenant = %(tenant)s AND due_at <= %(now)s
                 ORDER BY due_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED) RETURNING key""",
            now=now,
            again=again,
            limit=limit,
        )
        return [InBucket(row["key"]) for row in rows]

    async def removed(self, gone: Sequence[InBucket]) -> None:
        await self._connection.execute(
            "DELETE FROM bucket_removal WHERE tenant = %s AND key = ANY(%s)", [self._tenant, [one.key for one in gone]]
        )

    async def removals(self) -> Removals:
        [row] = await self._rows(
            """SELECT count(*) AS waiting, count(*) FILTER (WHERE tries > 1) AS failed, min(since) AS since
               FROM bucket_removal WHERE tenant = %(tenant)s AND (tries > 0 OR due_at = '-infinity')"""
        )
        return Removals(row["waiting"], row["failed"], row["since"])

    async def in_bucket(self) -> tuple[int, int]:
        [row] = await self._rows(
            """SELECT count(*) AS files, COALESCE(sum(size), 0)::bigint AS bytes FROM attachment
               WHERE tenant = %(tenant)s AND key IS NOT NULL"""
        )
        return row["files"], row["bytes"]

    async def _is_kept(self, where: InBucket) -> None:
        """What was tried already may be gone: then there is nothing that a row could be kept for."""
        cursor = await self._connection.execute(
            "DELETE FROM bucket_removal WHERE tenant = %s AND key = %s AND tries = 0", [self._tenant, where.key]
        )
        if cursor.rowcount != 1:
            raise TryAgain("The upload took too long and was not kept: send it again.")

    async def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return await cursor.fetchall()


class PgFileReading:
    """The port `FileRows`."""

    def __init__(self, door: Door) -> None:
        self._reader = Reader(door)

    async def own_file(self, tenant: UUID, customer: UUID, conversation: UUID, attachment: UUID) -> FileFound:
        return await self._read(tenant, Viewer.customer(customer), _READ, [tenant, conversation, attachment])

    async def file(self, tenant: UUID, viewer: UUID, conversation: UUID, attachment: UUID) -> FileFound:
        sent = f"{_READ} AND (message_id IS NOT NULL OR person_id = %s)"
        return await self._read(tenant, Viewer.staff(viewer), sent, [tenant, conversation, attachment, viewer])

    async def _read(self, tenant: UUID, viewer: Viewer, query: str, values: list[Any]) -> FileFound:
        async with self._reader.enter(tenant, viewer) as connection, connection.cursor(binary=True) as cursor:
            await cursor.execute(query.encode(), values)
            row = await cursor.fetchone()
        if row is None:
            raise NotFound("This file does not exist.")
        return found_from(row)


def _values(uploader: Uploader) -> dict[str, UUID | None]:
    return {"customer": uploader.customer, "person": uploader.person}
