"""How a job enters the queue: a row of pgqueuer's table, written in the transaction that causes the work.

The library's own enqueue wants a connection in autocommit; ours is inside the change that must not be lost with it.
"""

import json
from typing import Any

from handrail.ports import Job

URGENT = {"page": 20, "page_again": 20, "hand_off": 10, "deliver": 5}

ENQUEUE = """INSERT INTO pgqueuer (priority, entrypoint, payload, status, execute_after)
             VALUES (%s, %s, %s, 'queued', COALESCE(%s::timestamptz, now()))"""
# For shared commits: one statement for any number of jobs of one kind.
ENQUEUE_MANY = """INSERT INTO pgqueuer (priority, entrypoint, payload, status, execute_after)
                  SELECT %s, %s, p, 'queued', COALESCE(%s::timestamptz, now()) FROM unnest(%s::bytea[]) p"""


def payload(job: Job) -> bytes:
    ids: dict[str, Any] = {"tenant": str(job.tenant), **job.more}
    if job.conversation is not None:
        ids["conversation"] = str(job.conversation)
    return json.dumps(ids).encode()


def job_row(job: Job) -> tuple[object, ...]:
    return (URGENT.get(job.kind, 0), job.kind, payload(job), job.run_at)
