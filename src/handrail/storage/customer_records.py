"""Everything kept about one customer, read as plain JSON values."""

from base64 import b64decode
from collections.abc import Sequence
from typing import Any, Final, cast
from uuid import UUID

import msgspec

from handrail.ports import NotFound, Work
from handrail.ports.records import FileFound, InBucket
from handrail.storage.blocks import WHOLE
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection

_THEIRS = WHOLE
_OF_CONVERSATION: Final = {
    "messages": """SELECT id, seq, author_kind, author_id, imported_author, drafted_by_assistant, internal, body, text_id,
                     slots, sources, at, shown_at, decision_id, erased_at
                   FROM message WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY seq""",
    "decisions": """SELECT id, turn, kind, rule, reason, topic, facts, outcome, versions, grant_id, certificate_id, at, erased_at
                    FROM decision WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY at, id""",
    "effects": """SELECT id, tool, tool_version, risk, arguments, amount, currency, state, claimed_at, settled_at, answer, receipt,
                    because, actor, undoes, erased_at
                  FROM effect WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY claimed_at, id""",
    "wordings": """SELECT id, decision_id, purpose, outcome, because, text, sources, verdicts, model, at, settled_at, erased_at
                   FROM wording WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY at, id""",
    "model_calls": """SELECT id, decision_id, purpose, model, outcome, input_tokens, output_tokens, at
                      FROM model_call WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY at, id""",
    "handoffs": """SELECT id, reason_code, reason, person_id, packet, routing, at
                   FROM handoff WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY fence""",
    "attachments": """SELECT id, message_id, customer_id, person_id, name, type, size, at, content, sha256, key, erased_at
                      FROM attachment WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY at, id""",
    "ratings": """SELECT id, rating, effort, solved, comment, at, changed_at, erased_at
                  FROM rating WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s""",
    "approvals": """SELECT a.id, a.tool, a.step, a.arguments, a.amount, a.currency, a.because, a.rule, a.evidence, a.people,
                      a.asked_at, a.expires_at, a.state, a.settled_at, a.settled_by, a.reason_code, a.reason, a.erased_at
                    FROM approval a WHERE a.tenant = %(tenant)s AND a.conversation_id = %(conversation)s ORDER BY a.asked_at""",
    "identity_codes": """SELECT id, contact_kind, contact, sent_at, mailed_at, tries, passed_at, holds_until, ended_at, erased_at
                         FROM identity_code WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY sent_at""",
    "playbooks": """SELECT id, playbook, version, step, state, content, because, started_at, ended_at, erased_at
                    FROM playbook_run WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY started_at, id""",
    "promises": """SELECT id, what, due_at, owner_id, reached_by, status, made_at, settled_at
                   FROM promise WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY made_at, id""",
}


def records_within(work: Work) -> "PgRecords":
    """The records in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgRecords(rows.connection, rows.tenant)


class PgRecords:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def customer(self, customer: UUID) -> dict[str, Any]:
        found = await self._rows(
            """SELECT id, name, language, timezone, external_id, merged_into, legal_hold, erased_at, created_at
               FROM customer WHERE tenant = %(tenant)s AND id = %(customer)s""",
            customer=customer,
        )
        if not found:
            raise NotFound("This customer does not exist.")
        contacts = await self._rows(
            f"""SELECT id, customer_id, kind, value, verified_at FROM contact
                WHERE tenant = %(tenant)s AND customer_id IN {_THEIRS} ORDER BY id""",
            customer=customer,
        )
        erasures = await self._rows(
            f"SELECT id, at, by FROM erasure WHERE tenant = %(tenant)s AND customer_id IN {_THEIRS} ORDER BY at",
            customer=customer,
        )
        blocks = await self._rows(
            f"""SELECT id, because, by_id, at, until, lifted_at FROM customer_block
                WHERE tenant = %(tenant)s AND customer_id IN {_THEIRS} ORDER BY at, id""",
            customer=customer,
        )
        merges = await self._rows(
            f"""SELECT id, from_id, into_id, evidence, by_id, at, undone_at FROM customer_merge
                WHERE tenant = %(tenant)s AND (from_id IN {_THEIRS} OR into_id IN {_THEIRS}) ORDER BY at, id""",
            customer=customer,
        )
        changes = await self._rows(
            f"""SELECT id, customer_id, kind, at, by FROM credential_change
                WHERE tenant = %(tenant)s AND customer_id IN {_THEIRS} ORDER BY at""",
            customer=customer,
        )
        return {
            **found[0],
            "contact_changes": changes,
            "contacts": contacts,
            "erasures": erasures,
            "blocks": blocks,
            "merges": merges,
        }

    async def conversations(self, customer: UUID) -> Sequence[dict[str, Any]]:
        rows = await self._rows(
            f"""SELECT id, customer_id, channel, language, topic, state, owner_id, opened_at, last_customer_at, resolved_at,
                  resolved_as, closed_at, wish_at, wish_met_at, continues, external_id, imported_at, erased_at
                FROM conversation WHERE tenant = %(tenant)s AND customer_id IN {_THEIRS} ORDER BY opened_at, id""",
            customer=customer,
        )
        return [{**row, **await self._parts(row["id"])} for row in rows]

    async def log(self, customer: UUID) -> Sequence[dict[str, Any]]:
        return await self._rows(
            f"""SELECT id, conversation_id, kind, actor, at, data FROM event
                WHERE tenant = %(tenant)s AND (
                  conversation_id IN (SELECT id FROM conversation WHERE tenant = %(tenant)s AND customer_id IN {_THEIRS})
                  OR (conversation_id IS NULL AND data->>'customer' = %(customer)s::text)) ORDER BY id""",
            customer=customer,
        )

    async def _parts(self, conversation: str) -> dict[str, Any]:
        parts = {name: await self._rows(query, conversation=conversation) for name, query in _OF_CONVERSATION.items()}
        return {**parts, "attachments": [_file(row) for row in parts["attachments"]]}

    async def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        cursor = await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
        return cast(list[dict[str, Any]], msgspec.to_builtins(await cursor.fetchall()))


def _file(row: dict[str, Any]) -> dict[str, Any]:
    """Where and how it is kept is no concern of whoever reads the export."""
    digest, key = row.pop("sha256"), row.pop("key")
    if key is not None:
        row["content"] = FileFound(row["name"], row["type"], row["size"], b64decode(digest), InBucket(key))
    return row
