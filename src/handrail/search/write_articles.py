"""The statements that keep articles, their passages, words and example questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import DictRow

from handrail.core.knowledge.article import Article
from handrail.core.knowledge.passages import Passage
from handrail.core.knowledge.wording import for_full_text
from handrail.ports.encoder import Vectors
from handrail.search.literal import as_literal

Connection = AsyncConnection[DictRow]

INDEXED = 200_000
"""Characters of an article whose words are indexed: Postgres refuses to analyse much more at once."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """An article ready to be written. `rows` are unit vectors: of each passage, then the article, then its questions;
    None without an embedder."""

    article: Article
    passages: tuple[Passage, ...]
    rows: Vectors | None
    embedder: str | None


@dataclass(frozen=True, slots=True)
class Written:
    id: UUID
    version: int
    audience: str


class AnotherVersion(Exception):
    """The article is not in the version that the writer had before them."""


@dataclass(frozen=True, slots=True)
class Known:
    content_hash: str
    embedder: str | None


async def known(connection: Connection) -> dict[str, Known]:
    """What the workspace has in force, by key. A retired article is not known, so importing it brings it back."""
    cursor = await connection.execute(
        "SELECT key, content_hash, embedder FROM article WHERE tenant = app_tenant() AND retired_at IS NULL ORDER BY key"
    )
    return {row["key"]: Known(row["content_hash"], row["embedder"]) for row in await cursor.fetchall()}


_WRITE_ARTICLE = """
INSERT INTO article (tenant, id, key, content_hash, title, body, topic, family, audience, owner, review_at, language,
                     questions, embedding, embedder, imported_at)
VALUES (app_tenant(), uuidv7(), %(key)s, %(content_hash)s, %(title)s, %(body)s, %(topic)s, %(family)s, %(audience)s,
        %(owner)s, %(review_at)s, %(language)s, %(questions)s, %(embedding)s::vector, %(embedder)s, %(now)s)
ON CONFLICT (tenant, key) DO UPDATE SET
  version = article.version + (article.content_hash <> excluded.content_hash)::int,
  content_hash = excluded.content_hash, title = excluded.title, body = excluded.body, topic = excluded.topic,
  family = excluded.family, audience = excluded.audience, owner = excluded.owner, review_at = excluded.review_at,
  language = excluded.language, questions = excluded.questions, embedding = excluded.embedding,
  embedder = excluded.embedder, imported_at = excluded.imported_at, retired_at = NULL
RETURNING id, version, audience
"""

_WRITE_WORDS = """
WITH counted AS (
  INSERT INTO article_word (tenant, word, article_id, frequency, audience)
  SELECT app_tenant(), lexeme, %(article)s, sum(weight * cardinality(positions)), %(audience)s
  FROM unnest(%(texts)s::text[], %(weights)s::real[]) AS part(text, weight),
       unnest(to_tsvector(text_config(%(language)s), text))
  GROUP BY lexeme
  RETURNING frequency
)
UPDATE article SET length = (SELECT coalesce(sum(frequency), 0) FROM counted)
WHERE tenant = app_tenant() AND id = %(article)s
"""

_WRITE_PASSAGE = """
INSERT INTO passage (tenant, article_id, ordinal, id, heading, body, start_at, end_at, audience, embedding, embedder)
VALUES (app_tenant(), %s, %s, uuidv7(), %s, %s, %s, %s, %s, %s::vector, %s)
"""

_WRITE_EXAMPLE = """
INSERT INTO topic_example (tenant, topic, id, text, language, article_id, audience, embedding, embedder)
VALUES (app_tenant(), %s, uuidv7(), %s, %s, %s, %s, %s::vector, %s)
"""


async def refuse_unless(connection: Connection, key: str, version: int | None) -> None:
    """Holds the article until the transaction ends. Raises AnotherVersion; None means that there must be none."""
    cursor = await connection.execute(
        "SELECT version FROM article WHERE tenant = app_tenant() AND key = %s FOR UPDATE", [key]
    )
    row = await cursor.fetchone()
    if (None if row is None else row["version"]) != version:
        raise AnotherVersion(key)


async def write(connection: Connection, ready: Embedded, now: datetime) -> Written:
    """The article in its new form, with everything that is found by it; its id is kept for good."""
    written = await _write_article(connection, ready, now)
    article = written.id
    await _forget_parts(connection, [article])
    await connection.execute(_WRITE_WORDS, _words(ready, article))
    vectors = _vectors(ready)
    audience, embedder = ready.article.audience.value, ready.embedder
    examples = zip(ready.article.questions, vectors[len(ready.passages) + 1 :], strict=True)
    async with connection.cursor() as cursor:
        await cursor.executemany(
            _WRITE_PASSAGE,
            [
                (article, p.ordinal, list(p.heading), p.text, p.start, p.end, audience, vector, embedder)
                for p, vector in zip(ready.passages, vectors, strict=False)
            ],
        )
        await cursor.executemany(
            _WRITE_EXAMPLE,
            [
                (ready.article.topic, text, ready.article.language, article, audience, vector, embedder)
                for text, vector in examples
            ],
        )
    return written


async def _write_article(connection: Connection, ready: Embedded, now: datetime) -> Written:
    article = ready.article
    parameters: dict[str, Any] = {
        "key": article.key,
        "content_hash": article.content_hash,
        "title": article.title,
        "body": article.body,
        "topic": article.topic,
        "family": article.family,
        "audience": article.audience.value,
        "owner": article.owner,
        "review_at": article.review_at,
        "language": article.language,
        "questions": list(article.questions),
        "embedding": _vectors(ready)[len(ready.passages)],
        "embedder": ready.embedder,
        "now": now,
    }
    row = await (await connection.execute(_WRITE_ARTICLE, parameters)).fetchone()
    assert row is not None
    return Written(**row)


def _words(ready: Embedded, article: UUID) -> dict[str, Any]:
    """A name and a title say more about an article than a word in passing (the fields of BM25F)."""
    one = ready.article
    texts = [(one.family, 3.0), (one.title, 2.0), ("\n".join([*one.questions, one.body])[:INDEXED], 1.0)]
    return {
        "article": article,
        "audience": one.audience.value,
        "language": one.language,
        "texts": [for_full_text(text) for text, _ in texts],
        "weights": [weight for _, weight in texts],
    }


def _vectors(ready: Embedded) -> list[str | None]:
    if ready.rows is None:
        return [None] * (len(ready.passages) + 1 + len(ready.article.questions))
    return [as_literal(row) for row in ready.rows]


async def retire(connection: Connection, keys: Sequence[str], now: datetime) -> None:
    """Out of force at once: what was found by it goes, the text stays for whoever asks what was once said."""
    cursor = await connection.execute(
        "UPDATE article SET retired_at = %s WHERE tenant = app_tenant() AND key = ANY(%s) RETURNING id",
        [now, list(keys)],
    )
    await _forget_parts(connection, [row["id"] for row in await cursor.fetchall()])


async def retire_one(connection: Connection, article: UUID, now: datetime) -> Written | None:
    """As `retire`; None when it is not in force."""
    cursor = await connection.execute(
        """UPDATE article SET retired_at = %s WHERE tenant = app_tenant() AND id = %s AND retired_at IS NULL
           RETURNING id, version, audience""",
        [now, article],
    )
    row = await cursor.fetchone()
    if row is not None:
        await _forget_parts(connection, [article])
    return None if row is None else Written(**row)


async def _forget_parts(connection: Connection, articles: Sequence[UUID]) -> None:
    for table in ("passage", "article_word", "topic_example"):
        await connection.execute(
            f"DELETE FROM {table} WHERE tenant = app_tenant() AND article_id = ANY(%s)".encode(), [list(articles)]
        )


async def families_and_bodies(connection: Connection) -> list[tuple[str, str]]:
    cursor = await connection.execute(
        "SELECT family, body FROM article WHERE tenant = app_tenant() AND retired_at IS NULL"
    )
    return [(row["family"], row["body"]) for row in await cursor.fetchall()]


async def write_name_words(connection: Connection, words: Iterable[str]) -> None:
    await connection.execute("DELETE FROM name_word WHERE tenant = app_tenant()")
    await connection.execute(
        "INSERT INTO name_word (tenant, word) SELECT app_tenant(), unnest(%s::text[])", [sorted(words)]
    )
