"""Seals the log: links what is final into the workspace's chain, signs the head, and keeps the head outside too."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from handrail.core.log.chain import GENESIS, Broken, Event, Seal, first_break, seal, signed_statement
from handrail.core.log.report import LogReport
from handrail.storage.door import SYSTEM, Connection, Door, step_into
from handrail.storage.heads import Head, append_head, heads_in
from handrail.storage.keys import Keys, signature_holds

AT_ONCE = 5_000
_EVENT = "e.id, e.kind, e.actor, e.at, e.conversation_id, e.data"


class Sealer:
    """`heads`: the file outside the database to which every signed head is appended."""

    def __init__(self, door: Door, keys: Keys, heads: Path, clock: Callable[[], datetime]) -> None:
        self.heads = heads
        self._door, self._keys, self._clock = door, keys, clock

    async def seal(self, tenant: UUID) -> int:
        """Links everything below the oldest running transaction; how many events that were. One sealer at a time."""
        async with self._door.enter(tenant, SYSTEM) as connection:
            if not await _alone(connection, tenant):
                return 0
            head = await _head(connection, tenant)
            horizon = await _one(connection, "SELECT pg_snapshot_xmin(pg_current_snapshot()) AS value", [])
            events = await self._unsealed(connection, tenant, head["horizon"], horizon)
            if not events:
                return 0
            # A full page means that more is below the horizon: the next call must start at the same place.
            reached = horizon if len(events) < AT_ONCE else head["horizon"]
            seals = list(seal(bytes(head["hash"]), head["n"], events))
            await connection.execute(
                """INSERT INTO seal (tenant, n, event_id, hash)
                   SELECT %s, n, event_id, hash FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[]) AS r(n, event_id, hash)""",
                [tenant, [s.n for s in seals], [s.event for s in seals], [s.hash for s in seals]],
            )
            await self._sign(connection, tenant, seals[-1], reached)
        return len(seals)

    async def _unsealed(self, connection: Connection, tenant: UUID, since: object, horizon: object) -> list[Event]:
        cursor = await connection.execute(
            f"""SELECT {_EVENT} FROM event e WHERE e.tenant = %s AND e.tx >= %s::xid8 AND e.tx < %s::xid8
                  AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.tenant = e.tenant AND s.event_id = e.id)
                ORDER BY e.tx, e.id LIMIT {AT_ONCE}""".encode(),
            [tenant, str(since), str(horizon)],
        )
        return [_event(row) for row in await cursor.fetchall()]

    async def _sign(self, connection: Connection, tenant: UUID, last: Seal, horizon: object) -> None:
        signature = self._keys.sign(signed_statement(tenant, last.n, last.hash))
        now = self._clock()
        await connection.execute(
            """INSERT INTO seal_head (tenant, n, hash, horizon, signature, key_id, at)
               VALUES (%s, %s, %s, %s::xid8, %s, %s, %s)""",
            [tenant, last.n, last.hash, str(horizon), signature, self._keys.key_id, now],
        )
        # Before the commit: a head in the file may be ahead of the database, never behind.
        append_head(self.heads, Head(tenant, last.n, last.hash, signature), now)

    async def verify(self, tenant: UUID) -> LogReport:
        """Recomputes the whole chain, checks every signed head, and the heads kept outside the database."""
        # The file first, then one view of the database: whatever was on file then, its events are in that view.
        outside = heads_in(self.heads, tenant)
        async with self._door.bare() as connection, connection.transaction():
            await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            await connection.execute("SET LOCAL statement_timeout = 0")
            await step_into(connection, tenant, SYSTEM)
            broken, hashes = await self._recompute(connection, tenant)
            counts = await _counts(connection, tenant)
            stored = await _stored_heads(connection, tenant)
            ahead = any(head.n > len(hashes) for head in outside)
            coming = await self._coming(connection, tenant, hashes) if ahead and broken is None else {}
        broken = broken or self._heads_hold(stored, outside, hashes, coming)
        age = 0.0 if counts["oldest"] is None else (self._clock() - counts["oldest"]).total_seconds()
        on_file = {(head.n, head.hash) for head in outside}
        return LogReport(
            len(hashes),
            counts["sealed_up_to"],
            counts["unsealed"],
            max(age, 0.0),
            broken,
            len(stored),
            sum((head.n, head.hash) not in on_file for head in stored),
        )

    async def _recompute(self, connection: Connection, tenant: UUID) -> tuple[str | None, dict[int, bytes]]:
        previous, hashes = GENESIS, dict[int, bytes]()
        while True:
            cursor = await connection.execute(
                f"""SELECT s.n, s.event_id, s.hash, {_EVENT} FROM seal s
                    LEFT JOIN event e ON e.tenant = s.tenant AND e.id = s.event_id
                    WHERE s.tenant = %s AND s.n > %s ORDER BY s.n LIMIT {AT_ONCE}""".encode(),
                [tenant, len(hashes)],
            )
            rows = await cursor.fetchall()
            if not rows:
                return None, hashes
            pairs = [(Seal(r["n"], r["event_id"], bytes(r["hash"])), _event(r) if r["id"] else None) for r in rows]
            outcome = first_break(previous, len(hashes), pairs)
            if isinstance(outcome, Broken):
                return outcome.why, hashes
            hashes.update({s.n: s.hash for s, _ in pairs})
            previous = outcome

    async def _coming(self, connection: Connection, tenant: UUID, hashes: dict[int, bytes]) -> dict[int, bytes]:
        """The chain as it will be once what is unsealed is sealed: the order is the same whoever does it, and when."""
        cursor = await connection.execute(
            f"""SELECT {_EVENT} FROM event e WHERE e.tenant = %s
                  AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.tenant = e.tenant AND s.event_id = e.id)
                ORDER BY e.tx, e.id""".encode(),
            [tenant],
        )
        events = [_event(row) for row in await cursor.fetchall()]
        return {s.n: s.hash for s in seal(hashes.get(len(hashes), GENESIS), len(hashes), events)}

    def _heads_hold(
        self, stored: Sequence[Head], outside: Sequence[Head], hashes: dict[int, bytes], coming: dict[int, bytes]
    ) -> str | None:
        """Sealing is deterministic, so every head ever signed must still be the hash at its place. A sealer that died
        between file and commit leaves a head ahead of the chain: it must fit what is not sealed yet."""
        signed_up_to = stored[-1].n if stored else 0
        if signed_up_to < len(hashes):
            return "The newest seals are signed by no head."
        if signed_up_to > len(hashes):
            return f"Seals were removed: a head was signed at {signed_up_to}, the chain ends at {len(hashes)}."
        for head in (*stored, *outside):
            if not signature_holds(self._keys.public_key, head.signature, head.statement):
                return f"The head at {head.n} is not signed by this desk's key."
            expected = hashes.get(head.n) or coming.get(head.n)
            if expected is None:
                return f"The end was cut off: a head signed at {head.n} is on file, the log ends before it."
            if expected != head.hash:
                return f"The chain was rebuilt: the head signed at {head.n} does not fit it."
        return None


async def _stored_heads(connection: Connection, tenant: UUID) -> list[Head]:
    cursor = await connection.execute("SELECT n, hash, signature FROM seal_head WHERE tenant = %s ORDER BY n", [tenant])
    return [Head(tenant, r["n"], bytes(r["hash"]), bytes(r["signature"])) for r in await cursor.fetchall()]


def _event(row: dict[str, Any]) -> Event:
    return Event(row["kind"], row["actor"], row["at"], row["data"], row["conversation_id"], row["id"])


async def _alone(connection: Connection, tenant: UUID) -> bool:
    return bool(
        await _one(connection, "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 17)) AS value", [str(tenant)])
    )


async def _head(connection: Connection, tenant: UUID) -> dict[str, Any]:
    cursor = await connection.execute(
        "SELECT n, hash, horizon::text AS horizon FROM seal_head WHERE tenant = %s ORDER BY n DESC LIMIT 1", [tenant]
    )
    return await cursor.fetchone() or {"n": 0, "hash": GENESIS, "horizon": "0"}


async def _counts(connection: Connection, tenant: UUID) -> dict[str, Any]:
    cursor = await connection.execute(
        """SELECT (SELECT max(e.at) FROM event e JOIN seal s ON s.tenant = e.tenant AND s.event_id = e.id
                   WHERE e.tenant = %(t)s AND s.n = (SELECT max(n) FROM seal WHERE tenant = %(t)s)) AS sealed_up_to,
                  count(*) AS unsealed, min(e.at) AS oldest
           FROM event e WHERE e.tenant = %(t)s
             AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.tenant = e.tenant AND s.event_id = e.id)""",
        {"t": tenant},
    )
    row = await cursor.fetchone()
    assert row is not None
    return row


async def _one(connection: Connection, query: str, values: list[Any]) -> Any:
    cursor = await connection.execute(query.encode(), values)
    row = await cursor.fetchone()
    return None if row is None else row["value"]
