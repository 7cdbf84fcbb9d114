"""What was decided, claimed, handed over and promised, as rows."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.decision import Act, Decision
from handrail.core.escalation.facts import Facts, PlaybookFact
from handrail.ports import NewHandoff, NewPromise, NotFound, OpenPromise, StoredDecision, StoredHandoff
from handrail.storage.door import Connection
from handrail.storage.facts_json import facts_from, outcome_json, to_jsonb

_DECISION = "id, conversation_id, turn, fence, kind, rule, reason, facts, versions, at, outcome, erased_at"


def decision_from(row: dict[str, Any]) -> StoredDecision:
    return StoredDecision(
        id=row["id"],
        conversation=row["conversation_id"],
        turn=row["turn"],
        fence=row["fence"],
        kind=row["kind"],
        rule=row["rule"],
        reason=row["reason"],
        facts=None if row["erased_at"] is not None else facts_from(row["facts"]),
        versions=row["versions"],
        at=row["at"],
        outcome=row["outcome"],
    )


class PgDecisions:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection = connection
        self._tenant = tenant

    async def keep(
        self, decision_id: UUID, conversation: Conversation, facts: Facts, decision: Decision, at: datetime
    ) -> None:
        rests = facts.playbook if isinstance(decision.outcome, Act) else facts.topic
        topic = None if rests is None else rests.topic if isinstance(rests, PlaybookFact) else rests.slug
        await self._connection.execute(
            """INSERT INTO decision (tenant, id, conversation_id, turn, fence, kind, rule, reason, offer_person, topic,
                 facts, outcome, versions, grant_id, certificate_id, at)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
            [
                self._tenant,
                decision_id,
                conversation.id,
                conversation.turn,
                conversation.fence,
                decision.kind,
                decision.rule,
                decision.reason,
                decision.offer_person,
                topic,
                to_jsonb(facts),
                outcome_json(decision),
                Jsonb(facts.versions),
                None if rests is None else rests.grant,
                None if rests is None else rests.certificate,
                at,
            ],
        )

    async def get(self, decision: UUID) -> StoredDecision:
        cursor = await self._connection.execute(
            f"SELECT {_DECISION} FROM decision WHERE tenant = %s AND id = %s".encode(), [self._tenant, decision]
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This decision does not exist.")
        return decision_from(row)

    async def claim(self, message: UUID, conversation: UUID, channel: str, at: datetime) -> None:
        state = "claimed" if channel == "email" else "not_needed"
        await self._connection.execute(
            "INSERT INTO claim (tenant, message_id, conversation_id, channel, state, claimed_at) VALUES (%s, %s, %s, %s, %s, %s)",
            [self._tenant, message, conversation, channel, state, at],
        )

    async def claim_mail(self, message: UUID, conversation: UUID, at: datetime, lease: timedelta) -> bool:
        # Whoever comes second waits here for the row, and then reads it as the first left it.
        cursor = await self._connection.execute(
            """INSERT INTO claim AS k (tenant, message_id, conversation_id, channel, claimed_at, tried_at, attempts)
               VALUES (%s, %s, %s, 'email', %s, %s, 1)
               ON CONFLICT (tenant, message_id) DO UPDATE
               SET channel = 'email', state = 'claimed', attempts = k.attempts + 1, tried_at = EXCLUDED.tried_at
               WHERE k.state <> 'sent' AND (k.tried_at IS NULL OR k.tried_at <= %s) RETURNING attempts""",
            [self._tenant, message, conversation, at, at, at - lease],
        )
        return await cursor.fetchone() is not None

    async def still_trying(self, message: UUID, at: datetime) -> None:
        await self._connection.execute(
            "UPDATE claim SET tried_at = %s WHERE tenant = %s AND message_id = %s AND tried_at IS NOT NULL",
            [at, self._tenant, message],
        )

    async def try_is_over(self, message: UUID) -> None:
        await self._connection.execute(
            "UPDATE claim SET tried_at = NULL WHERE tenant = %s AND message_id = %s", [self._tenant, message]
        )

    async def settle_claim(self, message: UUID, state: str, at: datetime, receipt: str | None = None) -> None:
        await self._connection.execute(
            """UPDATE claim SET state = %s, sent_at = CASE WHEN %s = 'sent' THEN %s::timestamptz END, receipt = %s
               WHERE tenant = %s AND message_id = %s AND state <> 'sent'""",
            [state, state, at, receipt, self._tenant, message],
        )

    async def mailed_before(self, conversation: UUID, seq: int, limit: int = 10) -> Sequence[UUID]:
        cursor = await self._connection.execute(
            """SELECT m.id FROM message m JOIN claim k ON k.tenant = m.tenant AND k.message_id = m.id
               WHERE m.tenant = %s AND m.conversation_id = %s AND m.seq < %s AND k.state = 'sent'
               ORDER BY m.seq DESC LIMIT %s""",
            [self._tenant, conversation, seq, limit],
        )
        return [row["id"] for row in reversed(await cursor.fetchall())]

    async def button_pressed(self, conversation: UUID) -> None:
        await self._connection.execute(
            "UPDATE claim SET after_button = true WHERE tenant = %s AND conversation_id = %s AND state = 'claimed'",
            [self._tenant, conversation],
        )

    async def last_handoff(self, conversation: UUID) -> StoredHandoff | None:
        cursor = await self._connection.execute(
            """SELECT id, person_id AS person, reason_code, reason, packet, at FROM handoff
               WHERE tenant = %s AND conversation_id = %s ORDER BY fence DESC LIMIT 1""",
            [self._tenant, conversation],
        )
        row = await cursor.fetchone()
        return None if row is None else StoredHandoff(**row)

    async def hand_off(self, conversation: Conversation, handoff: NewHandoff) -> None:
        await self._connection.execute(
            """INSERT INTO handoff (tenant, id, conversation_id, fence, reason_code, reason, person_id, routing, packet,
                 message_id, decision_id, at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
            [
                self._tenant,
                handoff.id,
                conversation.id,
                conversation.fence,
                handoff.reason_code,
                handoff.reason,
                handoff.person,
                Jsonb(dict(handoff.routing)),
                Jsonb(dict(handoff.packet)),
                handoff.message,
                handoff.decision,
                handoff.at,
            ],
        )

    async def promise(self, conversation: UUID, promise: NewPromise) -> None:
        await self._connection.execute(
            """INSERT INTO promise (tenant, id, conversation_id, what, due_at, owner_id, fallback_id, reached_by, made_at)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)""",
            [
                self._tenant,
                promise.id,
                conversation,
                promise.what,
                promise.due_at,
                promise.owner,
                promise.fallback,
                promise.reached_by,
                promise.made_at,
            ],
        )

    async def open_promises(self, conversation: UUID) -> Sequence[OpenPromise]:
        cursor = await self._connection.execute(
            """SELECT id, what, due_at, owner_id AS owner, fallback_id AS fallback, made_at FROM promise
               WHERE tenant = %s AND conversation_id = %s AND status = 'open' ORDER BY due_at""",
            [self._tenant, conversation],
        )
        return [OpenPromise(**row) for row in await cursor.fetchall()]

    async def overdue_promises(self, now: datetime, limit: int) -> Sequence[UUID]:
        cursor = await self._connection.execute(
            """SELECT conversation_id FROM promise WHERE tenant = %s AND status = 'open' AND due_at <= %s
               GROUP BY conversation_id ORDER BY min(due_at) LIMIT %s""",
            [self._tenant, now, limit],
        )
        return [row["conversation_id"] for row in await cursor.fetchall()]

    async def settle_promise(self, promise: UUID, status: str, at: datetime) -> None:
        await self._connection.execute(
            "UPDATE promise SET status = %s, settled_at = %s WHERE tenant = %s AND id = %s AND status = 'open'",
            [status, at, self._tenant, promise],
        )

    async def recent_waits(self, limit: int = 200) -> Sequence[float]:
        cursor = await self._connection.execute(
            """SELECT extract(epoch FROM settled_at - made_at)::float AS seconds FROM promise
               WHERE tenant = %s AND status IN ('kept', 'broken') AND what = 'first_reply' ORDER BY settled_at DESC LIMIT %s""",
            [self._tenant, limit],
        )
        return [row["seconds"] for row in await cursor.fetchall()]
