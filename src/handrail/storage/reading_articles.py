"""What those who keep the articles read: lists, one article with its passages and versions, and where it was quoted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from handrail.core.knowledge.article import Article, Audience
from handrail.ports import (
    ArticleDetail,
    ArticleFacets,
    ArticlePage,
    ArticleQuery,
    ArticleRow,
    NotFound,
    PassageSeen,
    Quoted,
    Revision,
)
from handrail.storage.door import Connection, Door, Viewer
from handrail.storage.reading_rows import Reader

_ROW = """id, key, title, topic, audience, language, version, owner, review_at, imported_at AS changed_at, retired_at,
  cardinality(questions) AS questions"""

_PAGE = f"""
SELECT {_ROW}, count(*) OVER () AS found FROM article
WHERE tenant = %(tenant)s AND (retired_at IS NOT NULL) = %(retired)s
  AND (%(topic)s = '' OR topic = %(topic)s) AND (%(audience)s = '' OR audience = %(audience)s)
  AND (%(language)s = '' OR language = %(language)s) AND (%(owner)s = '' OR owner = %(owner)s)
  AND CASE %(review)s WHEN 'due' THEN review_at <= %(today)s WHEN 'soon' THEN review_at > %(today)s AND review_at <= %(today)s + 30
                      WHEN 'none' THEN review_at IS NULL ELSE true END
  AND CASE %(freshness)s WHEN 'fresh' THEN imported_at >= %(today)s - 90 WHEN 'old' THEN imported_at < %(today)s - 365
                         ELSE true END
  AND concat_ws(' ', title, key, array_to_string(questions, ' '), body) ILIKE ALL (%(words)s::text[])
ORDER BY title ILIKE ALL (%(words)s::text[]) DESC, title, key
LIMIT %(limit)s OFFSET %(offset)s
"""

_FACETS = """
SELECT kind, value, count(*) AS n
FROM article, LATERAL (VALUES ('language', language), ('owner', owner), ('topic', topic)) AS facet(kind, value)
WHERE tenant = %s AND retired_at IS NULL AND value <> '' GROUP BY kind, value ORDER BY kind, value LIMIT 1000
"""

# Bounded: of a busy desk only the newest decisions are looked at.
_QUOTED = """
SELECT conversation_id AS conversation, (outcome #>> '{quote,version}')::int AS version, at
FROM (SELECT conversation_id, outcome, at, kind FROM decision WHERE tenant = %s ORDER BY at DESC, id DESC LIMIT 2000) AS lately
WHERE kind = 'answer' AND outcome #>> '{quote,article}' = %s ORDER BY at DESC LIMIT 10
"""


class PgArticles:
    """The port `Articles`."""

    def __init__(self, door: Door) -> None:
        self._reader = Reader(door)

    async def page(self, tenant: UUID, viewer: UUID, query: ArticleQuery) -> ArticlePage:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            rows = await (await connection.execute(_PAGE.encode(), _asked(tenant, query))).fetchall()
        found = rows[0]["found"] if rows else 0
        return ArticlePage([ArticleRow(**{k: v for k, v in row.items() if k != "found"}) for row in rows], found)

    async def facets(self, tenant: UUID, viewer: UUID) -> ArticleFacets:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            rows = await (await connection.execute(_FACETS, [tenant])).fetchall()
        by_kind = {
            kind: {r["value"]: r["n"] for r in rows if r["kind"] == kind} for kind in ("language", "owner", "topic")
        }
        return ArticleFacets(by_kind["language"], by_kind["owner"], by_kind["topic"])

    async def article(self, tenant: UUID, viewer: UUID, article: UUID) -> ArticleDetail:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            row = await _one(connection, "SELECT * FROM article WHERE tenant = %s AND id = %s", [tenant, article])
            passages = await _all(
                connection,
                "SELECT heading, body FROM passage WHERE tenant = %s AND article_id = %s ORDER BY ordinal",
                [tenant, article],
            )
            versions = await _all(
                connection,
                """SELECT version, title, audience, kept_at FROM article_revision
                   WHERE tenant = %s AND article_id = %s ORDER BY version DESC LIMIT 200""",
                [tenant, article],
            )
            quoted = await _all(connection, _QUOTED, [tenant, str(article)])
        return ArticleDetail(
            article,
            _article(row),
            row["version"],
            row["imported_at"],
            row["retired_at"],
            [PassageSeen(one["heading"], one["body"]) for one in passages],
            [Revision(**one) for one in versions],
            [Quoted(**one) for one in quoted],
        )

    async def revision(self, tenant: UUID, viewer: UUID, article: UUID, version: int) -> Revision:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            row = await _one(
                connection,
                """SELECT version, title, audience, kept_at, body AS text FROM article_revision
                   WHERE tenant = %s AND article_id = %s AND version = %s""",
                [tenant, article, version],
            )
        return Revision(**row)

    async def of_topic(self, tenant: UUID, viewer: UUID, topic: str) -> Sequence[tuple[UUID, Article]]:
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection:
            rows = await _all(
                connection,
                """SELECT id, key, title, '' AS body, topic, family, audience, owner, review_at, language, questions
                   FROM article WHERE tenant = %s AND topic = %s AND retired_at IS NULL ORDER BY title, key LIMIT 500""",
                [tenant, topic],
            )
        return [(row["id"], _article(row)) for row in rows]


def _asked(tenant: UUID, query: ArticleQuery) -> dict[str, Any]:
    words = [f"%{_literal(word)}%" for word in query.text.split()[:12]]
    return {
        "tenant": tenant,
        "today": query.today,
        "topic": query.topic,
        "audience": query.audience,
        "language": query.language,
        "owner": query.owner,
        "review": query.review,
        "freshness": query.freshness,
        "retired": query.retired,
        "words": words or ["%"],
        "limit": query.limit,
        "offset": (query.page - 1) * query.limit,
    }


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _article(row: dict[str, Any]) -> Article:
    return Article(
        key=row["key"],
        title=row["title"],
        body=row["body"],
        topic=row["topic"],
        family=row["family"],
        audience=Audience(row["audience"]),
        owner=row["owner"],
        review_at=row["review_at"],
        language=row["language"],
        questions=tuple(row["questions"]),
    )


async def _all(connection: Connection, query: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    return await (await connection.execute(query.encode(), values)).fetchall()


async def _one(connection: Connection, query: str, values: Sequence[Any]) -> dict[str, Any]:
    found = await _all(connection, query, values)
    if not found:
        raise NotFound("This article does not exist.")
    return found[0]
