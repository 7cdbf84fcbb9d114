"""Text erased from the rows that hold it: nothing that says what anybody wrote is left, and nothing else changes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from handrail.flows.erase import Erased, Erasure, Standing
from handrail.ports import NotFound, Work
from handrail.storage.blocks import WHOLE
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection
from handrail.storage.heads import append_line, lines_of
from handrail.storage.search_index import TAKE_TURNS

# A merged customer is the same human being, whichever of them is named.
_SAME = f"id IN {WHOLE}"
_THEIRS = f"SELECT id FROM customer WHERE tenant = %(tenant)s AND {_SAME}"

# The salt goes with the text: without it the log's digest of the text tells nothing, not even to somebody who guesses.
# Slots keep their names, so that a catalogue text can still be shown.
_MESSAGES: Final = """
UPDATE message SET body = NULL, sources = '[]', salt = uuid_send(gen_random_uuid()), erased_at = %(at)s,
  slots = (SELECT COALESCE(jsonb_object_agg(key, ''), '{}') FROM jsonb_object_keys(COALESCE(slots, '{}')) AS key),
  imported_author = CASE WHEN imported_author IS NOT NULL THEN '' END
WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND erased_at IS NULL"""
_AROUND: Final = (
    """UPDATE decision SET facts = '{}', outcome = jsonb_build_object('kind', kind), reason = 'Erased.', erased_at = %(at)s
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND erased_at IS NULL""",
    """UPDATE wording SET text = NULL, sources = '[]', verdicts = '[]', erased_at = %(at)s
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND erased_at IS NULL""",
    """UPDATE handoff SET packet = '{"format": "handoff/1", "erased": true}', reason = 'Erased.', routing = '{}'
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s)""",
    """UPDATE attachment SET name = '', content = NULL, sha256 = NULL, key = NULL, erased_at = %(at)s
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND erased_at IS NULL""",
    """UPDATE rating SET comment = NULL, erased_at = %(at)s
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND comment IS NOT NULL""",
    """UPDATE playbook_run SET content = '{}', because = '', wake_at = NULL, erased_at = %(at)s,
         state = CASE WHEN ended_at IS NULL THEN 'left' ELSE state END, ended_at = COALESCE(ended_at, %(at)s)
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND erased_at IS NULL""",
    """UPDATE claim SET receipt = NULL
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND receipt IS NOT NULL""",
    """UPDATE promise SET what = 'erased'
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND what <> 'first_reply'""",
    # An effect's key is made of its arguments, and whoever guesses them could prove it. What happened stays counted.
    """UPDATE effect SET arguments = '{}', answer = NULL, receipt = NULL, because = '', key = 'erased ' || id, erased_at = %(at)s
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND erased_at IS NULL""",
    # What still waits falls with its words: nobody can say yes to what they cannot read.
    """UPDATE approval SET state = CASE WHEN state IN ('waiting', 'approved') AND NOT EXISTS (SELECT 1 FROM effect e
           WHERE e.tenant = approval.tenant AND e.approval_id = approval.id) THEN 'withdrawn' ELSE state END,
         settled_at = COALESCE(settled_at, %(at)s), arguments = '{}', evidence = '[]', because = 'Erased.', reason = '',
         erased_at = %(at)s
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND erased_at IS NULL""",
    """UPDATE identity_code SET contact = '', reference = NULL, ended_at = COALESCE(ended_at, %(at)s), erased_at = %(at)s
       WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s) AND erased_at IS NULL""",
    "DELETE FROM taught_example WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s)",
    # What was learned from them is forgotten once the worker has fitted the topics anew: until then people stay as safe.
    """UPDATE topics_fit SET outdated_at = %(at)s
       WHERE tenant = %(tenant)s AND conversations && %(conversations)s AND outdated_at IS NULL""",
    "DELETE FROM search_entry WHERE tenant = %(tenant)s AND conversation_id = ANY (%(conversations)s)",
    # What is not closed may still get words; once it closes, retention finds it again.
    """UPDATE conversation SET erased_at = %(at)s
       WHERE tenant = %(tenant)s AND id = ANY (%(conversations)s) AND state = 'closed'""",
)
_CUSTOMER: Final = (
    f"DELETE FROM contact WHERE tenant = %(tenant)s AND customer_id IN ({_THEIRS})",
    f"UPDATE customer_block SET because = 'Erased.' WHERE tenant = %(tenant)s AND customer_id IN ({_THEIRS})",
    f"""UPDATE customer SET name = NULL, language = NULL, timezone = NULL, external_id = NULL, erased_at = %(at)s
        WHERE tenant = %(tenant)s AND {_SAME}""",
)


def erasing_within(work: Work) -> "PgErasing":
    """Erasure in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgErasing(rows.connection, rows.tenant)


class PgErasing:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def standing(self, customer: UUID) -> Standing:
        held = await self._rows(
            f"SELECT legal_hold FROM customer WHERE tenant = %(tenant)s AND {_SAME} ORDER BY id FOR NO KEY UPDATE",
            customer=customer,
        )
        if not held:
            raise NotFound("This customer does not exist.")
        rows = await self._conversations(customer, "AND state NOT IN ('resolved', 'closed')")
        return Standing(any(row["legal_hold"] for row in held), tuple(rows))

    async def erase_customer(self, customer: UUID, at: datetime) -> Erased:
        conversations = await self._conversations(customer, "FOR NO KEY UPDATE")
        erased = await self._erase(conversations, at)
        for statement in _CUSTOMER:
            await self._run(statement, customer=customer, at=at)
        return erased

    async def erase_conversation(self, conversation: UUID, at: datetime) -> Erased:
        return await self._erase([conversation], at)

    async def keep(self, erasure: Erasure) -> None:
        await self._run(
            """INSERT INTO erasure (tenant, id, customer_id, at, by) VALUES (%(tenant)s, %(id)s, %(customer)s, %(at)s, %(by)s)
               ON CONFLICT DO NOTHING""",
            id=erasure.id,
            customer=erasure.customer,
            at=erasure.at,
            by=erasure.by,
        )

    async def hold(self, customer: UUID, held: bool) -> None:
        await self._run(
            f"UPDATE customer SET legal_hold = %(held)s WHERE tenant = %(tenant)s AND {_SAME}",
            customer=customer,
            held=held,
        )

    async def closed_before(self, moment: datetime, limit: int) -> Sequence[UUID]:
        rows = await self._rows(
            """SELECT id FROM conversation c
               WHERE tenant = %(tenant)s AND state = 'closed' AND erased_at IS NULL AND closed_at < %(moment)s
                 AND NOT EXISTS (SELECT 1 FROM customer k WHERE k.tenant = c.tenant AND k.id = c.customer_id AND k.legal_hold)
               ORDER BY closed_at LIMIT %(limit)s FOR NO KEY UPDATE SKIP LOCKED""",
            moment=moment,
            limit=limit,
        )
        return [row["id"] for row in rows]

    async def _erase(self, conversations: Sequence[UUID], at: datetime) -> Erased:
        ids = list(conversations)
        await self._run(TAKE_TURNS)
        messages = await self._run(_MESSAGES, conversations=ids, at=at)
        for statement in _AROUND:
            await self._run(statement, conversations=ids, at=at)
        return Erased(len(ids), messages)

    async def _conversations(self, customer: UUID, which: str) -> list[UUID]:
        rows = await self._rows(
            f"SELECT id FROM conversation WHERE tenant = %(tenant)s AND customer_id IN ({_THEIRS}) "
            + (which if which.startswith("AND") else f"ORDER BY id {which}"),
            customer=customer,
        )
        return [row["id"] for row in rows]

    async def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return await cursor.fetchall()

    async def _run(self, query: str, **values: Any) -> int:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return cursor.rowcount


class ErasureList:
    """The erasures on file, outside the database and its backups: an older backup cannot bring anybody back."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self, erasure: Erasure) -> None:
        ids = {"id": str(erasure.id), "tenant": str(erasure.tenant), "customer": str(erasure.customer)}
        append_line(self._file, {**ids, "at": erasure.at.isoformat(), "by": erasure.by})

    def __iter__(self) -> Iterator[Erasure]:
        for line in lines_of(self._file):
            ids = (UUID(line["id"]), UUID(line["tenant"]), UUID(line["customer"]))
            yield Erasure(*ids, datetime.fromisoformat(line["at"]), line["by"])
