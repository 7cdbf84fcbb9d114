"""The reader's door, and what several reads share: names, customers and promises by their ids."""

from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import psycopg
from psycopg_pool import PoolTimeout

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import Message
from handrail.ports import Customer, Names, PromiseSeen, TryAgain
from handrail.storage.door import Connection, Door, Viewer

PROMISE = "id, what, due_at, owner_id, fallback_id, reached_by, status, made_at, settled_at"
CUSTOMER = """c.id, c.name, c.language, c.timezone, c.external_id, c.erased_at, c.legal_hold, m.value AS email, m.verified_at
  FROM customer c LEFT JOIN LATERAL (
    SELECT value, verified_at FROM contact k WHERE k.tenant = c.tenant AND k.customer_id = c.id AND k.kind = 'email'
    ORDER BY verified_at NULLS LAST, id LIMIT 1) m ON true"""


class Reader:
    """A transaction for one viewer, in which a database that is away means: try again."""

    def __init__(self, door: Door) -> None:
        self._door = door

    @asynccontextmanager
    async def enter(self, tenant: UUID, viewer: Viewer) -> AsyncGenerator[Connection]:
        try:
            async with self._door.enter(tenant, viewer) as connection:
                yield connection
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise TryAgain("The desk is busy; please try again.") from error


async def names_of(connection: Connection, tenant: UUID, people: Collection[UUID | None]) -> Names:
    wanted = [one for one in set(people) if one is not None]
    if not wanted:
        return {}
    cursor = await connection.execute(
        "SELECT id, name FROM person WHERE tenant = %s AND id = ANY(%s)", [tenant, wanted]
    )
    return {row["id"]: row["name"] for row in await cursor.fetchall()}


async def customers_of(connection: Connection, tenant: UUID, wanted: Collection[UUID]) -> dict[UUID, Customer]:
    cursor = await connection.execute(
        f"SELECT {CUSTOMER} WHERE c.tenant = %s AND c.id = ANY(%s)".encode(), [tenant, list(wanted)]
    )
    return {row["id"]: customer_from(row) for row in await cursor.fetchall()}


def customer_from(row: dict[str, Any]) -> Customer:
    verified = row["external_id"] is not None or row["verified_at"] is not None
    return Customer(
        row["id"],
        row["name"],
        row["language"],
        row["timezone"],
        verified,
        row["email"],
        row["erased_at"] is not None,
        row["legal_hold"],
    )


def promise_from(row: dict[str, Any]) -> PromiseSeen:
    return PromiseSeen(
        row["id"],
        row["what"],
        row["due_at"],
        row["owner_id"],
        row["reached_by"],
        row["status"],
        row["made_at"],
        row["settled_at"],
        row["fallback_id"],
    )


def people_in(*conversations: Conversation) -> set[UUID | None]:
    return {person for one in conversations for person in (one.owner, one.writer, one.responder)}


def speakers(messages: Collection[Message]) -> set[UUID | None]:
    return {message.author_id for message in messages}
