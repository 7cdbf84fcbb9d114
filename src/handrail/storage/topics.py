"""Topics, their levels, what those rest on, and the stops in force, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from handrail.core.supervision.levels import Certificate, Grant, Level
from handrail.ports import Topic
from handrail.storage.door import SYSTEM, Connection, Door


class PgTopics:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection = connection
        self._tenant = tenant

    async def get(self, slug: str) -> Topic | None:
        cursor = await self._connection.execute(
            "SELECT slug, name, owner_id, team_id, skill, level, window_days FROM topic WHERE tenant = %s AND slug = %s",
            [self._tenant, slug],
        )
        row = await cursor.fetchone()
        if row is None:
            return None
        return Topic(
            row["slug"],
            row["name"],
            row["owner_id"],
            row["team_id"],
            row["skill"],
            Level(row["level"]),
            row["window_days"],
        )

    async def grants(self, topic: str) -> Sequence[Grant]:
        cursor = await self._connection.execute(
            """SELECT id, topic, action_class, signed_by, signed_at, expires_at, revoked_at FROM autonomy_grant
               WHERE tenant = %s AND topic = %s AND revoked_at IS NULL ORDER BY signed_at DESC""",
            [self._tenant, topic],
        )
        return [Grant(**row) for row in await cursor.fetchall()]

    async def certificates(self, topic: str) -> Sequence[Certificate]:
        return await certificates_of(self._connection, self._tenant, topic)

    async def stopped_by(self, conversation: UUID, channel: str, topic: str | None) -> str | None:
        cursor = await self._connection.execute(
            """SELECT s.scope, s.value, s.because, p.name FROM stop s JOIN person p ON p.tenant = s.tenant AND p.id = s.by_id
               WHERE s.tenant = %s AND s.lifted_at IS NULL AND (s.scope = 'everything'
                 OR (s.scope = 'channel' AND s.value = %s) OR (s.scope = 'topic' AND s.value = %s)
                 OR (s.scope = 'conversation' AND s.value = %s)) ORDER BY s.at LIMIT 1""",
            [self._tenant, channel, topic or "", str(conversation)],
        )
        row = await cursor.fetchone()
        if row is None:
            return None
        what = "The assistant" if row["scope"] == "everything" else f"The assistant ({row['scope']} {row['value']})"
        return f"{what} was stopped by {row['name']}: {row['because']}"

    async def article_approved_at(self, article: UUID) -> datetime | None:
        cursor = await self._connection.execute(
            "SELECT imported_at FROM article WHERE tenant = %s AND id = %s", [self._tenant, article]
        )
        row = await cursor.fetchone()
        return None if row is None else row["imported_at"]


async def certificates_of(connection: Connection, tenant: UUID, topic: str | None) -> Sequence[Certificate]:
    """Those not ended, newest first; with None of every topic."""
    cursor = await connection.execute(
        """SELECT id, topic, action_class, signed_at, languages, channels, ended_at FROM certificate
           WHERE tenant = %(tenant)s AND (%(topic)s::text IS NULL OR topic = %(topic)s) AND ended_at IS NULL
           ORDER BY signed_at DESC""",
        {"tenant": tenant, "topic": topic},
    )
    return [
        Certificate(
            row["id"],
            row["topic"],
            row["action_class"],
            row["signed_at"],
            frozenset(row["languages"]),
            frozenset(row["channels"]),
            row["ended_at"],
        )
        for row in await cursor.fetchall()
    ]


@dataclass(frozen=True, slots=True)
class TopicRow:
    slug: str
    level: str
    owner: str
    granted_until: datetime | None


async def topics_of(door: Door, tenant: UUID) -> Sequence[TopicRow]:
    """Every topic, with the end of its last grant in force."""
    async with door.enter(tenant, SYSTEM) as connection, connection.cursor(row_factory=class_row(TopicRow)) as cursor:
        await cursor.execute(
            """SELECT t.slug, t.level, p.slug AS owner,
                      (SELECT max(g.expires_at) FROM autonomy_grant g WHERE g.tenant = t.tenant AND g.topic = t.slug
                       AND g.revoked_at IS NULL AND g.expires_at > now()) AS granted_until
               FROM topic t JOIN person p ON p.tenant = t.tenant AND p.id = t.owner_id WHERE t.tenant = %s ORDER BY t.slug""",
            [tenant],
        )
        return await cursor.fetchall()
