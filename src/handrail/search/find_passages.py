"""The passages that best answer a question, as far as this viewer may read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import AsyncCursor
from psycopg.rows import DictRow

from handrail.core.knowledge.article import Audience
from handrail.core.knowledge.asked import Asked
from handrail.core.knowledge.fusion import WITH_MEANING, Evidence, ranked
from handrail.core.knowledge.hit import Found, Hit
from handrail.core.knowledge.names import Mention, Names, names_of
from handrail.core.knowledge.passages import Passage
from handrail.core.knowledge.quote import share_of_question
from handrail.ports.encoder import Vectors
from handrail.search.literal import as_literal

Rows = AsyncCursor[DictRow]

NEARLY_AS_GOOD = 0.15
"""How far a second passage may be behind the first to be given with it. On the benchmark one passage of the right
article held the answer in 56 % of questions and two in 78 %, for 450 characters instead of 280."""

CANDIDATES = 60
"""Articles that are ranked in full, besides those of the things named; more changed no result on the benchmark."""


@dataclass(frozen=True, slots=True)
class QuestionVector:
    """`asked.meaning` embedded, and which embedder did it (see `encoder.mark`)."""

    row: Vectors
    embedder: str


async def find_passages(
    cursor: Rows, asked: Asked, vector: QuestionVector | None, limit: int = 5, *, internal: bool = False
) -> Found:
    """At most `limit` articles' best passages, best first.

    The caller's transaction sets workspace and viewer; `internal` lets agent-facing text in besides and is a second
    wall before the one in the database. Three statements (a fourth for a name nobody knows), none of which writes.
    """
    audiences = [audience.value for audience in Audience if internal or audience is Audience.CUSTOMER]
    names = await _names(cursor, audiences)
    # What was said before names the thing only when the question itself does not.
    mentions = names.mentions(asked.now) or names.mentions(asked.before)
    candidates = await _candidates(cursor, asked, vector, mentions, audiences)
    evidence = {row["id"]: _evidence(row) for row in candidates}
    best = ranked(evidence, mentions)[:limit]
    passages = await _best_passages(cursor, asked, vector, [article for article, _ in best])
    rows = {row["id"]: row for row in candidates}
    hits = (_hit(rows[article], passages[article], score, mentions) for article, score in best if article in passages)
    return Found(
        hits=tuple(hits),
        naming=max((mention.strength for mention in mentions), default=0.0),
        unknown_names=(*await _unknown(cursor, names.strangers(asked.now)), *names.impossible_pairs(asked.now)),
    )


_NAMES = """
SELECT coalesce(array_agg(DISTINCT family), '{}') AS families,
       (SELECT coalesce(array_agg(word), '{}') FROM name_word WHERE tenant = app_tenant()) AS name_words
FROM article
WHERE tenant = app_tenant() AND retired_at IS NULL AND family <> '' AND audience = ANY(%(audiences)s)
"""


async def _names(cursor: Rows, audiences: list[str]) -> Names:
    await cursor.execute(_NAMES, {"audiences": audiences})
    row = await cursor.fetchone()
    assert row is not None
    return names_of(tuple(sorted(row["families"])), frozenset(row["name_words"]))


_UNKNOWN = """
SELECT stranger FROM unnest(%(strangers)s::text[]) AS stranger
WHERE NOT EXISTS (
  SELECT FROM (SELECT DISTINCT language FROM article WHERE tenant = app_tenant()) AS spoken,
       unnest(to_tsvector(text_config(language), stranger)),
       article_word w
  WHERE w.tenant = app_tenant() AND w.word = lexeme)
"""


async def _unknown(cursor: Rows, strangers: Sequence[str]) -> list[str]:
    """Of these words those that stand in no article at all."""
    if not strangers:
        return []
    await cursor.execute(_UNKNOWN, {"strangers": list(strangers)})
    return [row["stranger"] for row in await cursor.fetchall()]


# BM25 (Robertson and Zaragoza 2009; k1 1.2, b 0.5) over our own inverted index, as a share of the best possible score,
# and the nearest passage or example question of each article by an exact scan of the workspace's vectors.
_CANDIDATES = """
WITH readable AS (
  SELECT id, length, language FROM article
  WHERE tenant = app_tenant() AND retired_at IS NULL AND audience = ANY(%(audiences)s)
), size AS (
  SELECT count(*)::float8 AS articles, greatest(avg(length), 1) AS length FROM readable
), spoken AS ( -- the question's own language, or every language of the articles when none is in it
  SELECT DISTINCT language FROM readable
  WHERE language = %(language)s OR NOT EXISTS (SELECT FROM readable WHERE language = %(language)s)
), asked AS (
  SELECT lexeme AS word, max(weight) AS weight
  FROM unnest(%(texts)s::text[], %(weights)s::real[]) AS said(text, weight),
       spoken, unnest(to_tsvector(text_config(language), text))
  GROUP BY lexeme
), posting AS (
  SELECT w.word, w.article_id, w.frequency, r.length
  FROM asked JOIN article_word w ON w.tenant = app_tenant() AND w.word = asked.word JOIN readable r ON r.id = w.article_id
), weighed AS (
  SELECT word, weight * ln(1 + (articles - articles_with + 0.5) / (articles_with + 0.5)) AS weight
  FROM asked LEFT JOIN (SELECT word, count(*) AS found FROM posting GROUP BY word) AS spread USING (word),
       size, LATERAL (SELECT coalesce(found, 0)::float8 AS articles_with) AS known
), by_words AS (
  SELECT article_id, sum(weight * frequency / (frequency + 1.2 * (0.5 + 0.5 * posting.length / size.length)))
                     / (SELECT sum(weight) FROM weighed) AS score
  FROM posting JOIN weighed USING (word), size GROUP BY article_id
), near AS (
  SELECT article_id, max(similarity) AS similarity FROM (
    SELECT article_id, -(embedding <#> %(vector)s::vector) AS similarity
    FROM passage WHERE tenant = app_tenant() AND embedder = %(embedder)s
    UNION ALL
    SELECT article_id, -(embedding <#> %(vector)s::vector)
    FROM topic_example WHERE tenant = app_tenant() AND embedder = %(embedder)s AND article_id IS NOT NULL
  ) AS either GROUP BY article_id
), candidate AS (
  SELECT a.id, a.key, a.version, a.title, a.family, a.topic, a.audience, a.language,
         coalesce(by_words.score, 0) AS words, near.similarity AS passage_similarity,
         CASE WHEN a.embedder = %(embedder)s THEN -(a.embedding <#> %(vector)s::vector) END AS article_similarity
  FROM readable JOIN article a ON a.tenant = app_tenant() AND a.id = readable.id
  LEFT JOIN by_words ON by_words.article_id = a.id
  LEFT JOIN near ON near.article_id = a.id
)
(SELECT * FROM candidate
 ORDER BY %(w_passage)s * coalesce(passage_similarity, 0) + %(w_article)s * coalesce(article_similarity, 0)
        + %(w_words)s * words DESC, id
 LIMIT %(candidates)s)
UNION
(SELECT * FROM candidate WHERE family = ANY(%(families)s)
 ORDER BY coalesce(passage_similarity, 0) + words DESC, id
 LIMIT %(candidates)s)
"""


async def _candidates(
    cursor: Rows, asked: Asked, vector: QuestionVector | None, mentions: Sequence[Mention], audiences: list[str]
) -> list[DictRow]:
    texts = asked.weighted_words
    parameters: dict[str, Any] = {
        "audiences": audiences,
        "texts": [text for text, _ in texts],
        "weights": [weight for _, weight in texts],
        "language": asked.language,
        "vector": as_literal(vector.row) if vector else None,
        "embedder": vector.embedder if vector else None,
        "families": sorted({family for mention in mentions for family in mention.families}),
        "candidates": CANDIDATES,
        "w_passage": WITH_MEANING.passage,
        "w_article": WITH_MEANING.article,
        "w_words": WITH_MEANING.words,
    }
    await cursor.execute(_CANDIDATES, parameters)
    return await cursor.fetchall()


_PASSAGES = """
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY article_id ORDER BY similarity DESC NULLS LAST, ordinal) AS place FROM (
    SELECT article_id, id, ordinal, heading, body, start_at, end_at,
           CASE WHEN embedder = %(embedder)s THEN -(embedding <#> %(vector)s::vector) END AS similarity
    FROM passage WHERE tenant = app_tenant() AND article_id = ANY(%(articles)s)
  ) AS measured
) AS placed
WHERE similarity IS NULL OR place <= 3
ORDER BY article_id, ordinal
"""


async def _best_passages(
    cursor: Rows, asked: Asked, vector: QuestionVector | None, articles: list[UUID]
) -> dict[UUID, list[DictRow]]:
    """Of each article the best passage, and a second when it is nearly as good."""
    await cursor.execute(
        _PASSAGES,
        {
            "articles": articles,
            "vector": as_literal(vector.row) if vector else None,
            "embedder": vector.embedder if vector else None,
        },
    )
    worths: dict[UUID, list[tuple[float, int, DictRow]]] = {}
    for row in await cursor.fetchall():
        worth = (row["similarity"] or 0.0) + 0.25 * share_of_question(asked, [*row["heading"], row["body"]])
        worths.setdefault(row["article_id"], []).append((worth, -row["ordinal"], row))
    return {article: _nearly_best(sorted(listed, reverse=True)) for article, listed in worths.items()}


def _nearly_best(listed: Sequence[tuple[float, int, DictRow]]) -> list[DictRow]:
    return [row for worth, _, row in listed[:2] if worth >= listed[0][0] - NEARLY_AS_GOOD]


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(row["family"], float(row["words"]), row["passage_similarity"], row["article_similarity"])


def _hit(article: DictRow, near: Sequence[DictRow], score: float, mentions: Sequence[Mention]) -> Hit:
    return Hit(
        article_id=article["id"],
        version=article["version"],
        passage_id=near[0]["id"],
        passage=_passage(article, near[0]),
        beside=_passage(article, near[1]) if len(near) > 1 else None,
        score=score,
        passage_similarity=article["passage_similarity"],
        article_similarity=article["article_similarity"],
        words=float(article["words"]),
        named=max((mention.families.get(article["family"], 0.0) for mention in mentions), default=0.0),
    )


def _passage(article: DictRow, passage: DictRow) -> Passage:
    return Passage(
        article_key=article["key"],
        ordinal=passage["ordinal"],
        heading=tuple(passage["heading"]),
        text=passage["body"],
        start=passage["start_at"],
        end=passage["end_at"],
        title=article["title"],
        family=article["family"],
        topic=article["topic"],
        audience=Audience(article["audience"]),
        language=article["language"],
    )
