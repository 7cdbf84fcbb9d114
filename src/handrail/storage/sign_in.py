"""Passwords' hashes, sessions, one-time links and counted tries as rows, each behind the wall and for the sign-in alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from handrail.core.access.patience import Tries
from handrail.core.access.sessions import Lasting, Purpose
from handrail.core.ownership.person import Role
from handrail.ports import (
    Candidate,
    Link,
    NewLink,
    NewSession,
    SessionFound,
    SessionSeen,
    Tried,
    Work,
)
from handrail.storage.desk import PgWork
from handrail.storage.door import Door, Rows

LONGEST_AGENT = 200
MEANT_NOTHING_FOR = timedelta(days=30)
TRIES_COUNT_FOR = timedelta(days=2)
_CANDIDATE = """SELECT p.id, p.name, p.email, p.role, s.password_hash
                FROM person p LEFT JOIN sign_in s ON s.tenant = p.tenant AND s.person_id = p.id"""


def sign_ins_within(work: Work) -> "PgSignIns":
    """The sign-ins of the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgSignIns(work, rows)


class PgSessions:
    def __init__(self, door: Door) -> None:
        self._door = door

    async def by_hash(self, sha256: bytes) -> SessionFound | None:
        async with self._door.bare() as connection:
            cursor = await connection.execute("SELECT * FROM session_by_hash(%s)", [sha256])
            row = await cursor.fetchone()
        if row is None:
            return None
        lasting = Lasting(row.pop("last_seen_at"), row.pop("expires_at"))
        return SessionFound(role=Role(row.pop("role")), lasting=lasting, **row)


class PgSignIns:
    def __init__(self, work: Work, rows: PgWork) -> None:
        self.work = work
        self._connection, self._tenant = rows.connection, rows.tenant

    async def candidate(self, person: UUID) -> Candidate | None:
        return _candidate(await self._row(f"{_CANDIDATE} WHERE p.tenant = %s AND p.id = %s AND NOT p.gone", person))

    async def candidate_by_email(self, email: str) -> Candidate | None:
        # Two people whose addresses differ in capitals alone: whoever is spelled exactly comes first.
        query = f"""{_CANDIDATE} WHERE p.tenant = %s AND lower(p.email) = lower(%s) AND NOT p.gone
                    ORDER BY p.email = %s DESC, p.id LIMIT 1"""
        return _candidate(await self._row(query, email, email))

    async def set_password(self, person: UUID, password_hash: str, at: datetime) -> None:
        await self._run(
            """INSERT INTO sign_in (tenant, person_id, password_hash, changed_at) VALUES (%s, %s, %s, %s)
               ON CONFLICT (tenant, person_id) DO UPDATE SET password_hash = EXCLUDED.password_hash,
                 changed_at = EXCLUDED.changed_at""",
            person,
            password_hash,
            at,
        )

    async def tries(self, kind: Tried, digest: bytes) -> Tries | None:
        # A row of no tries, so that there is something to hold for whoever is the first.
        await self._run(
            """INSERT INTO sign_in_try (tenant, kind, digest, count, last_at, open_at)
               VALUES (%s, %s, %s, 0, 'epoch', 'epoch') ON CONFLICT DO NOTHING""",
            kind.value,
            digest,
        )
        row = await self._row(
            """SELECT count, last_at, open_at FROM sign_in_try
               WHERE tenant = %s AND kind = %s AND digest = %s FOR UPDATE""",
            kind.value,
            digest,
        )
        return None if row is None or row["count"] == 0 else Tries(row["count"], row["last_at"], row["open_at"])

    async def keep_tries(self, kind: Tried, digest: bytes, tries: Tries) -> None:
        await self._connection.execute(
            """UPDATE sign_in_try SET count = %s, last_at = %s, open_at = %s
               WHERE tenant = %s AND kind = %s AND digest = %s""",
            [tries.count, tries.last_at, tries.open_at, self._tenant, kind.value, digest],
        )

    async def forget_tries(self, kind: Tried, digest: bytes) -> None:
        await self._run("DELETE FROM sign_in_try WHERE tenant = %s AND kind = %s AND digest = %s", kind.value, digest)

    async def open_session(self, session: NewSession) -> None:
        await self._run(
            """INSERT INTO session (tenant, id, person_id, hash, created_at, last_seen_at, expires_at, agent)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s)""",
            session.id,
            session.person,
            session.hash,
            session.at,
            session.at,
            session.expires_at,
            session.agent[:LONGEST_AGENT],
        )

    async def sessions(self, person: UUID) -> Sequence[SessionSeen]:
        cursor = await self._run(
            """SELECT id, agent, created_at, last_seen_at, expires_at FROM session
               WHERE tenant = %s AND person_id = %s AND revoked_at IS NULL ORDER BY last_seen_at DESC, id""",
            person,
        )
        return [
            SessionSeen(row["id"], row["agent"], row["created_at"], Lasting(row["last_seen_at"], row["expires_at"]))
            for row in await cursor.fetchall()
        ]

    async def note_use(self, session: UUID, at: datetime) -> None:
        await self._connection.execute(
            "UPDATE session SET last_seen_at = %s WHERE tenant = %s AND id = %s AND last_seen_at < %s",
            [at, self._tenant, session, at],
        )

    async def end_session(self, person: UUID, session: UUID, at: datetime) -> bool:
        cursor = await self._connection.execute(
            """UPDATE session SET revoked_at = %s
               WHERE tenant = %s AND person_id = %s AND id = %s AND revoked_at IS NULL""",
            [at, self._tenant, person, session],
        )
        return cursor.rowcount == 1

    async def end_sessions(self, person: UUID, at: datetime) -> int:
        cursor = await self._connection.execute(
            "UPDATE session SET revoked_at = %s WHERE tenant = %s AND person_id = %s AND revoked_at IS NULL",
            [at, self._tenant, person],
        )
        return cursor.rowcount

    async def add_link(self, link: NewLink) -> None:
        await self.end_links(link.person, link.at)
        await self._run(
            """INSERT INTO sign_in_link (tenant, id, person_id, purpose, hash, made_at, expires_at)
               VALUES (%s, %s, %s, %s, %s, %s, %s)""",
            link.id,
            link.person,
            link.purpose.value,
            link.hash,
            link.at,
            link.expires_at,
        )

    async def link(self, sha256: bytes) -> Link | None:
        row = await self._row(
            """SELECT id, purpose, person_id, expires_at FROM sign_in_link
               WHERE tenant = %s AND hash = %s AND ended_at IS NULL FOR UPDATE""",
            sha256,
        )
        person = None if row is None else await self.candidate(row["person_id"])
        if row is None or person is None:
            return None
        return Link(row["id"], Purpose(row["purpose"]), person, row["expires_at"])

    async def end_links(self, person: UUID, at: datetime) -> None:
        await self._connection.execute(
            "UPDATE sign_in_link SET ended_at = %s WHERE tenant = %s AND person_id = %s AND ended_at IS NULL",
            [at, self._tenant, person],
        )

    async def tidy(self, now: datetime) -> None:
        until, tried = now - MEANT_NOTHING_FOR, now - TRIES_COUNT_FOR
        await self._run("DELETE FROM sign_in_try WHERE tenant = %s AND last_at < %s AND open_at < %s", tried, tried)
        await self._run("DELETE FROM session WHERE tenant = %s AND expires_at < %s", until)
        await self._run("DELETE FROM sign_in_link WHERE tenant = %s AND expires_at < %s", until)

    async def _row(self, query: str, *values: Any) -> DictRow | None:
        cursor = await self._run(query, *values)
        return await cursor.fetchone()

    async def _run(self, query: str, *values: Any) -> Rows:
        """The workspace is the first of every query's values."""
        return await self._connection.execute(query.encode(), [self._tenant, *values])


def _candidate(row: DictRow | None) -> Candidate | None:
    if row is None:
        return None
    return Candidate(row["id"], row["name"], row["email"], Role(row["role"]), row["password_hash"])
