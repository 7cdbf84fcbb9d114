"""Signatures under fixed texts, as rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.ports import Work
from handrail.ports.fixed_texts import Signature
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection, Rows


def signatures_within(work: Work) -> "PgSignatures":
    """The signatures in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgSignatures(rows.connection, rows.tenant)


class PgSignatures:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def in_force(self) -> Sequence[Signature]:
        cursor = await self._run(
            """SELECT s.id, s.moment, s.language, s.words, s.register, s.signed_by, p.name, s.signed_at
               FROM fixed_text_signature s JOIN person p ON p.tenant = s.tenant AND p.id = s.signed_by
               WHERE s.tenant = %(tenant)s AND s.withdrawn_at IS NULL ORDER BY s.signed_at, s.id"""
        )
        return [Signature(**row) for row in await cursor.fetchall()]

    async def sign(self, signature: Signature) -> bool:
        cursor = await self._run(
            """INSERT INTO fixed_text_signature (tenant, id, moment, language, words, register, signed_by, signed_at)
               VALUES (%(tenant)s, %(id)s, %(moment)s, %(language)s, %(words)s, %(register)s, %(by)s, %(at)s)
               ON CONFLICT DO NOTHING""",
            id=signature.id,
            moment=signature.moment,
            language=signature.language,
            words=signature.words,
            register=signature.register,
            by=signature.signed_by,
            at=signature.signed_at,
        )
        return cursor.rowcount == 1

    async def withdraw(self, moment: str, language: str, by: UUID, at: datetime) -> int:
        cursor = await self._run(
            """UPDATE fixed_text_signature SET withdrawn_at = %(at)s, withdrawn_by = %(by)s
               WHERE tenant = %(tenant)s AND moment = %(moment)s AND language = %(language)s AND withdrawn_at IS NULL""",
            moment=moment,
            language=language,
            by=by,
            at=at,
        )
        return cursor.rowcount

    async def _run(self, query: str, **values: Any) -> Rows:
        return await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
