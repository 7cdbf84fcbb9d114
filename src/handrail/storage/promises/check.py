"""Checks the six promises of a workspace by their written queries, all on one view of the database."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from handrail.core.log.report import LogReport
from handrail.core.promises import LIMITS, Checked, Promise, PromiseReport, reported
from handrail.storage.door import SYSTEM, Connection, Door, step_into
from handrail.storage.promises import bounded, earned, explained, kept, owned, reachable
from handrail.storage.promises.part import Part
from handrail.storage.sealer import Sealer

PARTS: Final[Mapping[Promise, Sequence[Part]]] = {
    Promise.REACHABLE: reachable.PARTS,
    Promise.OWNED: owned.PARTS,
    Promise.KEPT: kept.PARTS,
    Promise.BOUNDED: bounded.PARTS,
    Promise.EARNED: earned.PARTS,
    Promise.EXPLAINED: explained.PARTS,
}
NOT_CHECKED: Final[Mapping[Promise, tuple[str, ...]]] = {
    Promise.REACHABLE: reachable.NOT_CHECKED,
    Promise.OWNED: owned.NOT_CHECKED,
    Promise.KEPT: kept.NOT_CHECKED,
    Promise.BOUNDED: bounded.NOT_CHECKED,
    Promise.EARNED: earned.NOT_CHECKED,
    Promise.EXPLAINED: explained.NOT_CHECKED,
}
MadeAgain = Callable[[UUID, datetime], Awaitable[Checked]]
"""(tenant, now): makes stored decisions again, and counts those that come out otherwise."""
JOBS: Final = """
SELECT id, entrypoint AS kind, status::text AS status, updated AS failed_at, convert_from(payload, 'UTF8')::json AS ids
FROM pgqueuer
WHERE status IN ('queued', 'picked', 'failed') AND convert_from(payload, 'UTF8')::json->>'tenant' = %(tenant)s"""


async def check_promises(
    door: Door, tenant: UUID, now: datetime, *, sealer: Sealer | None = None, again: MadeAgain | None = None
) -> list[PromiseReport]:
    """One report for each promise, in their order. Without a sealer the chain counts as not checked, and without `again`
    so does that stored decisions come out the same.

    Reads the whole history of the workspace; expect seconds for a million messages.
    """
    async with door.bare() as connection, connection.transaction():
        await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        await connection.execute("SET LOCAL statement_timeout = 0")
        values = {"tenant": tenant, "now": now, **LIMITS, **await _jobs(connection, tenant)}
        await step_into(connection, tenant, SYSTEM)
        parts = {promise: [await part.check(connection, values) for part in PARTS[promise]] for promise in Promise}
        parts[Promise.OWNED].append(await owned.check_duty(connection, values))
    return await _with_chain(tenant, sealer, parts, None if again is None else await again(tenant, now))


async def _with_chain(
    tenant: UUID, sealer: Sealer | None, parts: dict[Promise, list[Checked]], again: Checked | None
) -> list[PromiseReport]:
    not_checked = dict(NOT_CHECKED)
    if again is None:
        not_checked[Promise.EXPLAINED] += (explained.NOT_REPLAYED,)
    else:
        parts[Promise.EXPLAINED].append(again)
    if sealer is None:
        not_checked[Promise.EXPLAINED] += (explained.NO_KEY,)
    else:
        parts[Promise.EXPLAINED].append(_chain(await sealer.verify(tenant)))
    return [reported(promise, parts[promise], not_checked[promise]) for promise in Promise]


def _chain(log: LogReport) -> Checked:
    broken = () if log.broken is None else (log.broken,)
    return Checked(explained.CHAIN, log.sealed, len(broken), broken)


async def _jobs(connection: Connection, tenant: UUID) -> dict[str, Any]:
    """What waits, runs and failed in the queue. Its tables are open to the steward only, so the role changes for this
    one read; the transaction, and with it what is seen, stays the same."""
    await connection.execute("SET LOCAL ROLE handrail_steward")
    cursor = await connection.execute(JOBS.encode(), {"tenant": str(tenant)})
    jobs = await cursor.fetchall()
    await connection.execute("SET LOCAL ROLE handrail_app")
    working = [job["ids"]["conversation"] for job in jobs if job["status"] != "failed" and "conversation" in job["ids"]]
    failed = [_failed(job) for job in jobs if job["status"] == "failed"]
    return {"worked_on": [UUID(one) for one in working], "failed": json.dumps(failed)}


def _failed(job: Mapping[str, Any]) -> dict[str, Any]:
    ids = job["ids"]
    return {
        "id": job["id"],
        "kind": job["kind"],
        "conversation": ids.get("conversation"),
        "message": ids.get("message"),
        "failed_at": job["failed_at"].isoformat(),
    }
