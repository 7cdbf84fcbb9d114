"""The list of approved articles, as people who keep them want to see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from psycopg.rows import class_row

from handrail.storage.door import SYSTEM, Door


@dataclass(frozen=True, slots=True)
class ArticleRow:
    id: UUID
    key: str
    title: str
    topic: str
    audience: str
    language: str
    version: int
    owner: str
    review_at: date | None
    updated_at: datetime


async def list_articles(door: Door, tenant: UUID, after_key: str, limit: int) -> Sequence[ArticleRow]:
    """In order of `key`, after the one given ('' for the first); retired ones left out."""
    async with door.enter(tenant, SYSTEM) as connection, connection.cursor(row_factory=class_row(ArticleRow)) as cursor:
        await cursor.execute(
            """SELECT id, key, title, topic, audience, language, version, owner, review_at, imported_at AS updated_at
               FROM article WHERE tenant = %s AND retired_at IS NULL AND key > %s ORDER BY key LIMIT %s""",
            [tenant, after_key, limit],
        )
        return await cursor.fetchall()


async def article_called(door: Door, tenant: UUID, key: str) -> ArticleRow:
    async with door.enter(tenant, SYSTEM) as connection, connection.cursor(row_factory=class_row(ArticleRow)) as cursor:
        await cursor.execute(
            """SELECT id, key, title, topic, audience, language, version, owner, review_at, imported_at AS updated_at
               FROM article WHERE tenant = %s AND key = %s""",
            [tenant, key],
        )
        row = await cursor.fetchone()
    assert row is not None
    return row
