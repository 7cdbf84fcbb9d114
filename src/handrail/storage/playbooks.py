"""Playbooks at work, as rows: where each stands, what it knows, when it wakes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from handrail.core.playbooks.lint import Around
from handrail.core.playbooks.run import Run, RunState
from handrail.core.playbooks.run_data import content_of, from_content
from handrail.core.tools.written import tool_from_data
from handrail.ports import NotFound, Work
from handrail.ports.playbooks import RunSeen
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection

_COLUMNS: Final = "id, conversation_id, playbook, version, step, state, content, approval_id, wake_at, because"
_TIMES: Final = "started_at, changed_at, ended_at"
_OPEN: Final = "state NOT IN ('done', 'handed_over', 'left')"


def runs_within(work: Work) -> "PgRuns":
    """The runs in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgRuns(rows.connection, rows.tenant)


def surrounding_within(work: Work) -> "PgSurrounding":
    rows = work
    assert isinstance(rows, PgWork)
    return PgSurrounding(rows.connection, rows.tenant)


class PgRuns:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def begin(self, run: Run, at: datetime) -> bool:
        cursor = await self._connection.execute(
            """INSERT INTO playbook_run (tenant, id, conversation_id, playbook, version, step, state, content, approval_id,
                 wake_at, because, started_at, changed_at, ended_at)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (tenant, id) DO NOTHING""",
            [self._tenant, run.id, run.conversation, run.playbook, *_changing(run), at, at, _ended(run, at)],
        )
        return cursor.rowcount == 1

    async def get(self, run: UUID, *, lock: bool = False) -> Run:
        found = await self._runs(f"id = %s{' FOR NO KEY UPDATE' if lock else ''}", run)
        if not found:
            raise NotFound("This run of a playbook does not exist.")
        return found[0]

    async def save(self, run: Run, at: datetime) -> None:
        await self._connection.execute(
            f"""UPDATE playbook_run SET version = %s, step = %s, state = %s, content = %s, approval_id = %s, wake_at = %s,
                 because = %s, changed_at = %s, ended_at = %s
               WHERE tenant = %s AND id = %s AND {_OPEN} AND erased_at IS NULL""".encode(),
            [*_changing(run), at, _ended(run, at), self._tenant, run.id],
        )

    async def open(self, conversation: UUID) -> Sequence[Run]:
        return await self._runs(
            f"conversation_id = %s AND {_OPEN} AND erased_at IS NULL ORDER BY state = 'waiting', wake_at, started_at",
            conversation,
        )

    async def asked_for(self, approval: UUID) -> Run | None:
        found = await self._runs(f"approval_id = %s AND {_OPEN}", approval)
        return found[0] if found else None

    async def of(self, conversation: UUID) -> Sequence[RunSeen]:
        return await self._seen("r.conversation_id = %s ORDER BY r.started_at DESC, r.id", conversation)

    async def due(self, now: datetime, limit: int = 100) -> Sequence[Run]:
        where = f"wake_at <= %s AND {_OPEN} AND erased_at IS NULL ORDER BY wake_at, id LIMIT %s"
        return await self._runs(where, now, limit)

    async def at_work(self, limit: int = 200) -> Sequence[RunSeen]:
        return await self._seen(f"r.{_OPEN} AND r.erased_at IS NULL ORDER BY r.changed_at DESC, r.id LIMIT %s", limit)

    async def _runs(self, where: str, *values: object) -> list[Run]:
        query = f"SELECT {_COLUMNS} FROM playbook_run WHERE tenant = %s AND {where}"
        cursor = await self._connection.execute(query.encode(), [self._tenant, *values])
        return [_run(row) for row in await cursor.fetchall()]

    async def _seen(self, where: str, *values: object) -> list[RunSeen]:
        columns = ", ".join(f"r.{one}" for one in f"{_COLUMNS}, {_TIMES}".split(", "))
        cursor = await self._connection.execute(
            f"""SELECT {columns}, c.customer_id FROM playbook_run r
                JOIN conversation c ON c.tenant = r.tenant AND c.id = r.conversation_id
                WHERE r.tenant = %s AND {where}""".encode(),
            [self._tenant, *values],
        )
        return [
            RunSeen(_run(row), row["customer_id"], row["started_at"], row["changed_at"], row["ended_at"])
            for row in await cursor.fetchall()
        ]


class PgSurrounding:
    """What lint needs to know of a workspace."""

    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def around(self) -> Around:
        tools = await self._connection.execute(
            "SELECT content FROM tool WHERE tenant = %s AND removed_at IS NULL", [self._tenant]
        )
        found = [tool_from_data(row["content"]) for row in await tools.fetchall()]
        topics = await self._connection.execute("SELECT slug FROM topic WHERE tenant = %s", [self._tenant])
        slugs = frozenset(row["slug"] for row in await topics.fetchall())
        return Around({one.slug: one for one in found}, slugs)


def _changing(run: Run) -> list[object]:
    return [
        run.version,
        run.step,
        run.state.value,
        Jsonb(content_of(run)),
        run.approval,
        run.wake_at,
        run.because,
    ]


def _ended(run: Run, at: datetime) -> datetime | None:
    return at if run.state.is_over else None


def _run(row: dict[str, Any]) -> Run:
    return Run(
        id=row["id"],
        conversation=row["conversation_id"],
        playbook=row["playbook"],
        version=row["version"],
        step=row["step"],
        state=RunState(row["state"]),
        approval=row["approval_id"],
        wake_at=row["wake_at"],
        because=row["because"],
        **from_content(row["content"]),
    )
