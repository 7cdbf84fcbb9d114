"""How well a question finds its article: ours beside plain full text and plain vectors, on the same Postgres."""

import argparse
import asyncio
import json
import math
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import psycopg

from handrail.core.knowledge.abstain import Verdict, enough
from handrail.core.knowledge.asked import Asked
from handrail.core.knowledge.hit import Found
from handrail.core.knowledge.quote import UnfilledTextRefused, quote
from handrail.models.minilm import MiniLM, installed_minilm
from handrail.ports.encoder import mark
from handrail.search.find_passages import QuestionVector, find_passages
from handrail.search.import_articles import import_articles
from handrail.search.literal import as_literal
from handrail.search.read_articles import read_articles
from handrail.storage import embedded
from handrail.storage.door import ASSISTANT, SYSTEM, Connection, Door, Viewer
from handrail.storage.migrate import migrate

DATA = Path(os.environ.get("HANDRAIL_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
DEPTH = 20

Row = dict[str, Any]


@dataclass(frozen=True)
class Bank:
    """The shared knowledge base and its questions, as its README describes them."""

    folder: Path
    meta: dict[str, Row]
    questions: list[Row]
    unanswerable: list[Row]

    @property
    def internal(self) -> set[str]:
        return {key for key, row in self.meta.items() if row["audience"] == "internal"}


@dataclass(frozen=True)
class Desk:
    door: Door
    tenant: UUID
    embedder: MiniLM


def load(folder: Path) -> Bank:
    return Bank(
        folder,
        {row["id"]: row for row in rows(folder / "doc_meta.jsonl")},
        rows(folder / "questions.jsonl"),
        rows(folder / "unanswerable.jsonl"),
    )


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def asked(row: Row) -> Asked:
    return Asked(row["question"], tuple(turn["content"] for turn in row["history"]), "en")


# Setting up -----------------------------------------------------------------------------------------------------------


async def import_bank(bank: Bank, desk: Desk, scratch: Path) -> float:
    """Seconds. The family is the text of the id, as for the baselines of the data's README."""
    meta = scratch / "meta.jsonl"
    lines = ({**row, "family": row["family"].replace("_", " "), "language": "en"} for row in bank.meta.values())
    meta.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    reading = read_articles(bank.folder / "documents.jsonl", meta)
    assert not reading.refused, reading.refused
    began = time.perf_counter()
    await import_articles(
        partial(desk.door.enter, desk.tenant, SYSTEM), reading.articles, desk.embedder, datetime.now(UTC)
    )
    return time.perf_counter() - began


def new_workspace(dsn: str) -> UUID:
    tenant = uuid4()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO workspace (tenant, slug, name, site_key) VALUES (%s, 'bench', 'Bench', 'bench')", [tenant]
        )
    return tenant


# Systems --------------------------------------------------------------------------------------------------------------

_PLAIN_TEXT = """
WITH query AS (SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery AS any_word
               FROM unnest(to_tsvector('english', %(question)s)))
SELECT key FROM article, query
WHERE tenant = app_tenant() AND to_tsvector('english', title || ' ' || body) @@ any_word
ORDER BY ts_rank_cd(to_tsvector('english', title || ' ' || body), any_word) DESC, key LIMIT 20
"""

_PLAIN_VECTORS = """
SELECT key FROM article JOIN (
  SELECT article_id, min(embedding <#> %(vector)s::vector) AS distance FROM passage WHERE tenant = app_tenant() GROUP BY 1
) AS nearest ON nearest.article_id = article.id
WHERE tenant = app_tenant() ORDER BY distance, key LIMIT 20
"""


async def plain_text(connection: Connection, desk: Desk, row: Row) -> list[str]:
    question = asked(row)
    cursor = await connection.execute(_PLAIN_TEXT, {"question": f"{question.before} {question.now}"})
    return [found["key"] for found in await cursor.fetchall()]


async def plain_vectors(connection: Connection, desk: Desk, row: Row) -> list[str]:
    question = asked(row)
    vector = desk.embedder.embed_now([f"{question.before} {question.now}".strip()])[0]
    cursor = await connection.execute(_PLAIN_VECTORS, {"vector": as_literal(vector)})
    return [found["key"] for found in await cursor.fetchall()]


async def search(connection: Connection, desk: Desk, row: Row, *, internal: bool, by_meaning: bool = True) -> Found:
    question = asked(row)
    vector = None
    if by_meaning:
        vector = QuestionVector(desk.embedder.embed_now([question.meaning])[0], mark(desk.embedder))
    return await find_passages(connection.cursor(), question, vector, DEPTH, internal=internal)


async def ours(connection: Connection, desk: Desk, row: Row, **how: bool) -> list[str]:
    return [hit.passage.article_key for hit in (await search(connection, desk, row, **how)).hits]


# Measures -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Score:
    """A mean over questions with its standard error."""

    mean: float
    error: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} ±{self.error:.3f}"


def mean_of(values: Iterable[float]) -> Score:
    listed = [float(value) for value in values]
    spread = float(np.std(listed, ddof=1)) if len(listed) > 1 else math.nan
    return Score(float(np.mean(listed)), spread / math.sqrt(len(listed)))


def measures(questions: Sequence[Row], rankings: Sequence[Sequence[str]]) -> dict[str, Score]:
    places = [
        next((place for place, key in enumerate(ranking) if key in row["gold"]), 10**9)
        for row, ranking in zip(questions, rankings, strict=True)
    ]
    multi = [
        all(any(key in ranking[:5] for key in group) for group in row["gold_groups"])
        for row, ranking in zip(questions, rankings, strict=True)
        if len(row["gold_groups"]) > 1
    ]
    return {
        "R@1": mean_of(place < 1 for place in places),
        "R@5": mean_of(place < 5 for place in places),
        "MRR": mean_of(1 / (place + 1) for place in places),
        "all@5": mean_of(multi),
    }


def auroc(better: Sequence[float], worse: Sequence[float]) -> Score:
    """Area under the curve with the standard error of Hanley and McNeil (1982)."""
    wins = sum((one > other) + 0.5 * (one == other) for one in better for other in worse)
    a = wins / (len(better) * len(worse))
    q1, q2, n, m = a / (2 - a), 2 * a * a / (1 + a), len(better), len(worse)
    return Score(a, math.sqrt((a * (1 - a) + (n - 1) * (q1 - a * a) + (m - 1) * (q2 - a * a)) / (n * m)))


# The table ------------------------------------------------------------------------------------------------------------


async def ranked_by(
    desk: Desk, viewer: Viewer, system: Callable[..., Any], questions: Sequence[Row]
) -> tuple[list[list[str]], list[float]]:
    rankings: list[list[str]] = []
    seconds: list[float] = []
    for row in questions:
        async with desk.door.enter(desk.tenant, viewer) as connection:
            began = time.perf_counter()
            rankings.append(await system(connection, desk, row))
            seconds.append(time.perf_counter() - began)
    return rankings, seconds


async def retrieval(bank: Bank, desk: Desk) -> None:
    for_customers = [row for row in bank.questions if not row["internal_only"]]
    views = (
        ("agent's view", SYSTEM, bank.questions, True),
        ("customer's view", ASSISTANT, for_customers, False),
    )
    for name, viewer, questions, internal in views:
        print(
            f"\n{name}: {len(questions)} questions\n{'':24}{'R@1':>14}{'R@5':>14}{'MRR':>14}{'all@5':>14}{'ms p50':>8}{'p99':>6}"
        )
        systems: dict[str, Callable[..., Any]] = {
            "plain full text": plain_text,
            "plain vectors": plain_vectors,
            "ours without vectors": partial(ours, internal=internal, by_meaning=False),
            "ours": partial(ours, internal=internal),
        }
        for label, system in systems.items():
            rankings, seconds = await ranked_by(desk, viewer, system, questions)
            scores = measures(questions, rankings)
            times = np.percentile(np.array(seconds) * 1000, [50, 99])
            print(f"{label:24}{''.join(f'{score!s:>14}' for score in scores.values())}{times[0]:8.0f}{times[1]:6.0f}")


async def abstention(bank: Bank, desk: Desk, *, by_meaning: bool) -> None:
    """In the customer's view: verdicts for what can be answered and what cannot, and what was cited of internal text."""
    verdicts: dict[str, list[Verdict]] = {}
    internal_cited = 0
    right = 0
    everything = [("answerable", row) for row in bank.questions if not row["internal_only"] and not row["history"]]
    everything += [(row["domain"], row) for row in bank.unanswerable]
    everything += [("internal only", row) for row in bank.questions if row["internal_only"] and not row["history"]]
    for kind, row in everything:
        async with desk.door.enter(desk.tenant, ASSISTANT) as connection:
            found = await search(connection, desk, row, internal=False, by_meaning=by_meaning)
        verdict = enough(found)
        verdicts.setdefault(kind, []).append(verdict)
        cited = {hit.passage.article_key for hit in found.hits}
        internal_cited += len(cited & bank.internal)
        right += kind == "answerable" and verdict.enough and said(row, found) in row["gold"]
    print(f"\nabstention, customer's view, {'with' if by_meaning else 'without'} vectors")
    answerable = verdicts["answerable"]
    given = sum(verdict.enough for verdict in answerable)
    share = mean_of(verdict.enough for verdict in answerable)
    print(f"  answerable: answered {share} of {len(answerable)}; of those from a right article {right / given:.3f}")
    for kind, label in (
        ("in", "unanswerable, in the domain"),
        ("off", "off the domain"),
        ("internal only", "only for agents"),
    ):
        one = verdicts[kind]
        area = auroc([v.chance for v in answerable], [v.chance for v in one])
        print(f"  {label}: answered {mean_of(v.enough for v in one)} of {len(one)}; AUROC {area}")
    print(f"  internal documents cited to a customer: {internal_cited} (over {len(everything)} questions)")


def said(row: Row, found: Found) -> str:
    """The article that would be quoted, or nothing when its passage has a gap."""
    try:
        return quote(asked(row), found.hits[0].passage).article_key
    except UnfilledTextRefused:
        return ""


async def run(folder: Path, scratch: Path) -> None:
    bank = load(folder)
    server = embedded.start(scratch)
    migrate(server.dsn())
    desk = Desk(Door(server.dsn()), new_workspace(server.dsn()), installed_minilm())
    await desk.door.open()
    try:
        seconds = await import_bank(bank, desk, scratch)
        print(f"{len(bank.meta)} documents imported in {seconds:.0f} s")
        await retrieval(bank, desk)
        await abstention(bank, desk, by_meaning=True)
        await abstention(bank, desk, by_meaning=False)
    finally:
        await desk.door.close()


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.retrieval", description=__doc__)
    options.add_argument("--data", type=Path, default=DATA / "kb_banking", help="the folder of kb_banking")
    folder: Path = options.parse_args().data
    if not (folder / "questions.jsonl").exists():
        raise SystemExit(f"{folder} holds no kb_banking (set HANDRAIL_SHARED_DATA or --data)")
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as scratch:
        Path(scratch).chmod(0o755)
        try:
            asyncio.run(run(folder, Path(scratch)))
        finally:
            embedded.stop(Path(scratch))


if __name__ == "__main__":
    main()
