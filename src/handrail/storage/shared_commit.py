"""Messages of many customers written by few statements in one commit, each workspace behind its own wall."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec
from psycopg.pq import TransactionStatus

from handrail.core.conversation.conversation import Conversation
from handrail.ports import Kept, Received, Said, Upload
from handrail.storage.bell import Bell
from handrail.storage.conversations import COLUMNS, SELECT, conversation_from
from handrail.storage.door import SYSTEM, Connection, Door
from handrail.storage.queueing import payload

_LOCK = f"SELECT {SELECT} FROM conversation WHERE tenant = %s AND id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
# A batch must not wait behind a person's long transaction: it fails fast and its rows go one by one. The plans are made
# once a connection, and such that they suit an empty table and one of a million rows alike: by key, row for row.
_STEP_INTO = """SELECT set_config('app.tenant', %s, true), set_config('app.viewer', %s, true),
  set_config('lock_timeout', '50ms', true), set_config('plan_cache_mode', 'force_generic_plan', true),
  set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true)"""
# LIMIT keeps the look-up by key inside the join: turned round, it would read every message of the workspace.
_KNOWN = """SELECT known.* FROM unnest(%s::uuid[], %s::text[]) AS asked(conversation_id, idempotency_key)
  CROSS JOIN LATERAL (SELECT m.id, m.conversation_id, m.seq, m.turn, m.at, m.attached,
      CASE WHEN m.masked_at IS NULL THEN m.body END AS body,
      m.idempotency_key FROM message m WHERE m.tenant = %s
    AND m.conversation_id = asked.conversation_id AND m.idempotency_key = asked.idempotency_key LIMIT 1) AS known"""

_MOVED = (
    ("state", "text"),
    ("writer", "uuid"),
    ("responder", "uuid"),
    ("lease_until", "timestamptz"),
    ("deadline_at", "timestamptz"),
    ("deadline_kind", "text"),
    ("fence", "bigint"),
    ("turn", "bigint"),
    ("last_seq", "bigint"),
    ("undecided_since", "timestamptz"),
    ("wish_at", "timestamptz"),
    ("wish_met_at", "timestamptz"),
    ("last_customer_at", "timestamptz"),
    ("resolved_at", "timestamptz"),
    ("resolved_as", "text"),
    ("closes_at", "timestamptz"),
    ("approval_until", "timestamptz"),
)
_STORE = f"""
WITH said AS (
  SELECT * FROM json_to_recordset(%(said)s::json) AS r(id uuid, conversation uuid, seq bigint, body text, key text,
    at timestamptz, turn bigint, fence bigint, salt text, actor text, data jsonb, entrypoint text, run_at timestamptz,
    payload text, attached smallint)
), kept AS (
  INSERT INTO message (tenant, id, conversation_id, seq, author_kind, body, idempotency_key, at, turn, fence, salt, attached)
  SELECT %(tenant)s, id, conversation, seq, 'customer', body, key, at, turn, fence, decode(salt, 'base64'),
    COALESCE(attached, 0) FROM said
), moved AS (
  UPDATE conversation c SET {", ".join(f"{COLUMNS.get(name, name)} = r.{name}" for name, _ in _MOVED)}
  FROM json_to_recordset(%(moved)s::json) AS r(id uuid, {", ".join(f"{name} {kind}" for name, kind in _MOVED)})
  WHERE c.tenant = %(tenant)s AND c.id = r.id AND c.id = ANY(%(ids)s)
), recorded AS (
  INSERT INTO event (tenant, conversation_id, kind, actor, at, data)
  SELECT %(tenant)s, conversation, 'message_received', actor, at, data FROM said ORDER BY seq
)
INSERT INTO pgqueuer (priority, entrypoint, payload, status, execute_after)
SELECT CASE entrypoint WHEN 'hand_off' THEN 10 ELSE 0 END, entrypoint, convert_to(payload, 'UTF8'), 'queued', COALESCE(run_at, now())
FROM said WHERE entrypoint IS NOT NULL"""

# The sweeper takes away what was never sent: whatever is about to be sent is locked, and looked at before anything is kept.
_UPLOADS = """SELECT id, conversation_id, customer_id, message_id, sha256 FROM attachment
  WHERE tenant = %s AND id = ANY(%s) AND erased_at IS NULL ORDER BY id FOR NO KEY UPDATE"""
_SEND = """UPDATE attachment SET message_id = r.message
  FROM unnest(%s::uuid[], %s::uuid[]) AS r(file, message) WHERE tenant = %s AND id = r.file"""


class PgInbox:
    def __init__(self, door: Door, bell: Bell) -> None:
        self._door = door
        self._bell = bell

    @asynccontextmanager
    async def shared_commit(self) -> AsyncGenerator["PgSharedCommit"]:
        async with self._door.bare() as connection:
            commit = PgSharedCommit(connection)
            try:
                async with connection.pipeline():
                    await connection.execute("BEGIN")
                    yield commit
                    await connection.execute("COMMIT")
            except BaseException:
                await _roll_back(connection)
                raise
        for tenant, received in commit.written.items():
            self._bell.ring(tenant, {one.said.conversation for one in received}, jobs=any(o.job for o in received))


class PgSharedCommit:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._inside: UUID | None = None
        self.written: dict[UUID, list[Received]] = {}

    async def load(
        self, said: Sequence[Said]
    ) -> tuple[Mapping[tuple[UUID, UUID], Conversation], Mapping[tuple[UUID, UUID, str], Kept]]:
        """Tenants in one order, conversations in one order within: two batches can wait, never block each other."""
        asked: list[tuple[UUID, Any, Any]] = []
        for tenant, group in _by_tenant(said):
            ids = sorted({one.conversation for one in group})
            await self._step_into(tenant)
            locked = await self._connection.execute(_LOCK.encode(), [tenant, ids])
            known = await self._connection.execute(_KNOWN, [*_columns(group), tenant])
            asked.append((tenant, locked, known))
        conversations: dict[tuple[UUID, UUID], Conversation] = {}
        before: dict[tuple[UUID, UUID, str], Kept] = {}
        for tenant, locked, known in asked:
            for row in await locked.fetchall():
                conversations[tenant, row["id"]] = conversation_from(row)
            for row in await known.fetchall():
                where = row["conversation_id"]
                before[tenant, where, row["idempotency_key"]] = Kept(
                    row["id"],
                    where,
                    row["seq"],
                    row["turn"],
                    row["at"],
                    duplicate=True,
                    text=row["body"],
                    attached=row["attached"],
                )
        return conversations, before

    async def uploads(self, said: Sequence[Said]) -> Mapping[tuple[UUID, UUID], Upload]:
        found: dict[tuple[UUID, UUID], Upload] = {}
        for tenant, group in _by_tenant([one for one in said if one.attachments]):
            await self._step_into(tenant)
            wanted = sorted({file for one in group for file in one.attachments})
            cursor = await self._connection.execute(_UPLOADS, [tenant, wanted])
            for row in await cursor.fetchall():
                where = (row["conversation_id"], row["customer_id"], row["message_id"], row["sha256"])
                found[tenant, row["id"]] = Upload(*where)
        return found

    async def store(self, received: Sequence[Received]) -> None:
        for tenant, group in groupby(sorted(received, key=lambda r: r.said.tenant), key=lambda r: r.said.tenant):
            mine = list(group)
            self.written[tenant] = mine
            await self._step_into(tenant)
            last = {one.said.conversation: one.after for one in mine}
            await self._connection.execute(
                _STORE.encode(),
                {
                    "tenant": tenant,
                    "ids": list(last),
                    "said": msgspec.json.encode([_said_row(one) for one in mine]).decode(),
                    "moved": msgspec.json.encode([_moved_row(after) for after in last.values()]).decode(),
                },
            )
            if sent := [(file, one.message) for one in mine for file in one.said.attachments]:
                files, messages = zip(*sent, strict=True)
                await self._connection.execute(_SEND, [list(files), list(messages), tenant])

    async def _step_into(self, tenant: UUID) -> None:
        """Nothing to do where we are already: a command costs each message of a small batch dearly."""
        if self._inside != tenant:
            self._inside = tenant
            await self._connection.execute(_STEP_INTO, [str(tenant), SYSTEM.setting])


def _columns(said: Sequence[Said]) -> tuple[list[UUID], list[str]]:
    return [one.conversation for one in said], [one.key for one in said]


def _said_row(one: Received) -> dict[str, Any]:
    job = one.job
    files = {"attached": len(one.said.attachments)} if one.said.attachments else {}
    return {
        **files,
        "id": one.message,
        "conversation": one.said.conversation,
        "seq": one.seq,
        "body": one.said.text,
        "key": one.said.key,
        "at": one.at,
        "turn": one.after.turn,
        "fence": one.after.fence,
        "salt": one.salt,
        "actor": one.event.actor,
        "data": one.event.data,
        "entrypoint": None if job is None else job.kind,
        "run_at": None if job is None else job.run_at,
        "payload": None if job is None else payload(job).decode(),
    }


def _moved_row(after: Conversation) -> dict[str, Any]:
    return {"id": after.id, **{name: getattr(after, name) for name, _ in _MOVED}}


def _by_tenant(said: Sequence[Said]) -> list[tuple[UUID, list[Said]]]:
    ordered = sorted(said, key=lambda one: one.tenant)
    return [(tenant, list(group)) for tenant, group in groupby(ordered, key=lambda one: one.tenant)]


async def _roll_back(connection: Connection) -> None:
    """By the driver's own way back, which also forgets every plan: what was to be planned after the statement that failed
    never was, and the driver, who sent it all at once, believes that it is there."""
    if connection.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
        await connection.rollback()
