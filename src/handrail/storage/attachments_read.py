"""Files as rows, beside the messages they came with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from handrail.core.conversation.attachment import Attachment
from handrail.ports import FileNotFree, NewMessage
from handrail.ports.records import FileFound, InBucket
from handrail.storage.door import Connection

_OF = """SELECT message_id, id, name, type, size FROM attachment
  WHERE tenant = %s AND message_id = ANY(%s) AND erased_at IS NULL ORDER BY at, id"""
_CONTENTS = """SELECT name, type, size, sha256, key, content FROM attachment
  WHERE tenant = %s AND message_id = %s AND erased_at IS NULL ORDER BY at, id"""
_SEND = """UPDATE attachment SET message_id = %s
  WHERE tenant = %s AND id = ANY(%s) AND conversation_id = %s AND person_id = %s AND message_id IS NULL AND erased_at IS NULL"""


async def files_of(connection: Connection, tenant: UUID, messages: Sequence[UUID]) -> Mapping[UUID, list[Attachment]]:
    """By message. Of none, without asking."""
    if not messages:
        return {}
    cursor = await connection.execute(_OF, [tenant, list(messages)])
    found: defaultdict[UUID, list[Attachment]] = defaultdict(list)
    for row in await cursor.fetchall():
        found[row["message_id"]].append(attachment_from(row))
    return found


async def contents_of(connection: Connection, tenant: UUID, message: UUID) -> Sequence[FileFound]:
    async with connection.cursor(binary=True) as cursor:
        await cursor.execute(_CONTENTS, [tenant, message])
        return [found_from(row) for row in await cursor.fetchall()]


async def send_files(connection: Connection, tenant: UUID, conversation: UUID, message: NewMessage) -> None:
    """An agent's files go with their message. Raises FileNotFree for any that may not."""
    wanted = list(message.attachments)
    cursor = await connection.execute(_SEND, [message.id, tenant, wanted, conversation, message.author_id])
    if cursor.rowcount != len(wanted):
        raise FileNotFree


def found_from(row: dict[str, Any]) -> FileFound:
    """Its bytes are where they were kept, whatever is set now."""
    content = row["content"] if row["key"] is None else InBucket(row["key"])
    return FileFound(row["name"], row["type"], row["size"], row["sha256"], content)


def attachment_from(row: dict[str, Any]) -> Attachment:
    return Attachment(row["id"], row["name"], row["type"], row["size"])
