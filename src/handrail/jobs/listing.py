"""What waits, runs and failed in the queue, for `handrail jobs`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row


@dataclass(frozen=True, slots=True)
class JobRow:
    id: int
    kind: str
    status: str
    attempts: int
    run_at: datetime
    created: datetime
    ids: str


def list_jobs(dsn: str, *, status: str | None = None, limit: int = 100) -> list[JobRow]:
    with psycopg.Connection[dict[str, Any]].connect(dsn, row_factory=dict_row) as connection:
        rows = connection.execute(
            """SELECT id, entrypoint AS kind, status::text, attempts, execute_after AS run_at, created,
                      convert_from(payload, 'UTF8') AS ids FROM pgqueuer
               WHERE %(status)s::text IS NULL OR status::text = %(status)s
               ORDER BY status = 'failed' DESC, execute_after LIMIT %(limit)s""",
            {"status": status, "limit": limit},
        ).fetchall()
    return [JobRow(**row) for row in rows]


def count_jobs(dsn: str) -> dict[str, int]:
    with psycopg.connect(dsn) as connection:
        rows = connection.execute("SELECT status::text, count(*) FROM pgqueuer GROUP BY 1").fetchall()
    return dict(rows)


def run_again(dsn: str, job: int | None = None) -> int:
    """Puts one failed job, or all of them, back; how many that were."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        cursor = connection.execute(
            """UPDATE pgqueuer SET status = 'queued', attempts = 0, execute_after = now(), updated = now(),
                 queue_manager_id = NULL WHERE status = 'failed' AND (%(id)s::bigint IS NULL OR id = %(id)s)""",
            {"id": job},
        )
        return cursor.rowcount


def forget_finished(dsn: str, days: int = 7) -> int:
    """Drops the queue's own records of jobs that ended longer ago; how many."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        cursor = connection.execute(
            """DELETE FROM pgqueuer_log l WHERE created < now() - make_interval(days => %s)
               AND NOT EXISTS (SELECT 1 FROM pgqueuer q WHERE q.id = l.job_id)""",
            [days],
        )
        return cursor.rowcount
