"""Taught examples and the fits made from them, as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg import errors

from handrail.core.understanding.topics.example import Handle
from handrail.core.understanding.topics.report import FitReport
from handrail.ports import NotFound, Work
from handrail.ports.taught import ArticleExample, Fit, PastMessage, TaughtExample
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection
from handrail.storage.facts_json import to_jsonb

_EXAMPLE: Final = "id, text, topic, handle, language, source, by, at, conversation_id AS conversation"
_FIT: Final = "id, fitted, by, at, seconds, report, model IS NOT NULL AS kept"
# Short first words ("hi") teach nothing. What was erased has no body.
_FIRST: Final = """
SELECT m.id AS message, c.id AS conversation, left(m.body, 2000) AS text, COALESCE(c.language, 'und') AS language
FROM conversation c CROSS JOIN LATERAL (
  SELECT id, body FROM message WHERE tenant = c.tenant AND conversation_id = c.id AND author_kind = 'customer'
  ORDER BY seq LIMIT 1) m
WHERE c.tenant = %(tenant)s AND (%(topic)s::text IS NULL OR c.topic = %(topic)s) AND c.spam_at IS NULL
  AND length(btrim(COALESCE(m.body, ''))) >= 8
  AND NOT EXISTS (SELECT 1 FROM taught_example t WHERE t.tenant = c.tenant AND t.conversation_id = c.id)
ORDER BY c.opened_at DESC LIMIT %(limit)s"""


def taught_within(work: Work) -> "PgTaught":
    """The taught examples in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgTaught(rows.connection, rows.tenant)


def fits_within(work: Work) -> "PgFits":
    """The fits in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgFits(rows.connection, rows.tenant)


class _Rows:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def _read(self, query: str, **values: Any) -> list[dict[str, Any]]:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return await cursor.fetchall()


class PgTaught(_Rows):
    async def add(self, examples: Sequence[TaughtExample]) -> int:
        added = 0
        try:
            for one in examples:
                added += len(
                    await self._read(
                        """INSERT INTO taught_example (tenant, id, text, topic, handle, language, source, conversation_id, by, at)
                           VALUES (%(tenant)s, %(id)s, %(text)s, %(topic)s, %(handle)s, %(language)s, %(source)s,
                             %(conversation)s, %(by)s, %(at)s)
                           ON CONFLICT DO NOTHING RETURNING id""",
                        **asdict(one),
                    )
                )
        except errors.ForeignKeyViolation as error:
            raise NotFound("One of these topics does not exist.") from error
        return added

    async def remove(self, example: UUID) -> TaughtExample:
        found = await self._read(
            f"DELETE FROM taught_example WHERE tenant = %(tenant)s AND id = %(id)s RETURNING {_EXAMPLE}", id=example
        )
        if not found:
            raise NotFound("This example does not exist.")
        return _example(found[0])

    async def all(self) -> Sequence[TaughtExample]:
        rows = await self._read(f"SELECT {_EXAMPLE} FROM taught_example WHERE tenant = %(tenant)s ORDER BY id")
        return [_example(row) for row in rows]

    async def of(self, topic: str | None, handle: Handle | None = None) -> Sequence[TaughtExample]:
        rows = await self._read(
            f"""SELECT {_EXAMPLE} FROM taught_example
                WHERE tenant = %(tenant)s AND topic IS NOT DISTINCT FROM %(topic)s
                  AND (%(handle)s::text IS NULL OR handle = %(handle)s) ORDER BY at DESC, id DESC""",
            topic=topic,
            handle=handle,
        )
        return [_example(row) for row in rows]

    async def counts(self) -> Mapping[tuple[str | None, Handle], int]:
        rows = await self._read(
            "SELECT topic, handle, count(*) AS n FROM taught_example WHERE tenant = %(tenant)s GROUP BY topic, handle"
        )
        return {(row["topic"], Handle(row["handle"])): row["n"] for row in rows}

    async def from_articles(self) -> Sequence[ArticleExample]:
        rows = await self._read(
            """SELECT a.id AS article, a.title, said.text, a.topic, a.language
               FROM article a CROSS JOIN LATERAL unnest(ARRAY[a.title] || a.questions) AS said(text)
               WHERE a.tenant = %(tenant)s AND a.audience = 'customer' AND a.retired_at IS NULL AND btrim(said.text) <> ''
               ORDER BY a.key, said.text"""
        )
        return [ArticleExample(**row) for row in rows]

    async def message(self, message: UUID) -> PastMessage:
        rows = await self._read(
            """SELECT m.id AS message, c.id AS conversation, left(m.body, 2000) AS text,
                 COALESCE(c.language, 'und') AS language
               FROM message m JOIN conversation c ON c.tenant = m.tenant AND c.id = m.conversation_id
               WHERE m.tenant = %(tenant)s AND m.id = %(id)s AND m.author_kind = 'customer' AND btrim(m.body) <> ''
               FOR KEY SHARE OF c""",
            id=message,
        )
        if not rows:
            raise NotFound("There is no such message of a customer, or it was erased.")
        return PastMessage(**rows[0])

    async def first_messages(self, topic: str | None, limit: int) -> Sequence[PastMessage]:
        return [PastMessage(**row) for row in await self._read(_FIRST, topic=topic, limit=limit)]


class PgFits(_Rows):
    async def keep(self, fit: Fit, model: bytes, conversations: Sequence[UUID]) -> None:
        await self._read(
            """INSERT INTO topics_fit (tenant, id, fitted, model, report, conversations, by, at, seconds)
               VALUES (%(tenant)s, %(id)s, %(fitted)s, %(model)s, %(report)s, %(conversations)s, %(by)s, %(at)s, %(seconds)s)
               RETURNING id""",
            id=fit.id,
            fitted=fit.fitted,
            model=model,
            report=to_jsonb(fit.report),
            conversations=list(conversations),
            by=fit.by,
            at=fit.at,
            seconds=fit.seconds,
        )

    async def get(self, fit: UUID) -> Fit:
        rows = await self._read(f"SELECT {_FIT} FROM topics_fit WHERE tenant = %(tenant)s AND id = %(id)s", id=fit)
        if not rows:
            raise NotFound("This fit does not exist.")
        return _fit(rows[0])

    async def model(self, fit: UUID) -> bytes | None:
        rows = await self._read("SELECT model FROM topics_fit WHERE tenant = %(tenant)s AND id = %(id)s", id=fit)
        return rows[0]["model"] if rows else None

    async def called(self, fitted: str) -> Fit | None:
        rows = await self._read(
            f"""SELECT {_FIT} FROM topics_fit WHERE tenant = %(tenant)s AND starts_with(fitted, %(fitted)s)
                ORDER BY at DESC LIMIT 1""",
            fitted=fitted,
        )
        return _fit(rows[0]) if rows else None

    async def newest(self, limit: int = 20) -> Sequence[Fit]:
        rows = await self._read(
            f"SELECT {_FIT} FROM topics_fit WHERE tenant = %(tenant)s ORDER BY at DESC, id DESC LIMIT %(limit)s",
            limit=limit,
        )
        return [_fit(row) for row in rows]

    async def outdated(self) -> Sequence[UUID]:
        rows = await self._read(
            "SELECT id FROM topics_fit WHERE tenant = %(tenant)s AND outdated_at IS NOT NULL AND model IS NOT NULL"
        )
        return [row["id"] for row in rows]

    async def forget(self, fits: Sequence[UUID]) -> None:
        await self._read(
            """UPDATE topics_fit SET model = NULL, conversations = '{}'
               WHERE tenant = %(tenant)s AND id = ANY (%(ids)s) RETURNING id""",
            ids=list(fits),
        )


def _example(row: dict[str, Any]) -> TaughtExample:
    return TaughtExample(handle=Handle(row.pop("handle")), **row)


def _fit(row: dict[str, Any]) -> Fit:
    return Fit(report=msgspec.convert(row.pop("report"), FitReport), **row)
