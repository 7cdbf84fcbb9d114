"""What tools did, as rows: claimed by their key, counted under a lock, settled once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from handrail.core.tools import Effect, EffectState, Money, Risk, Spent, Tool, Value
from handrail.core.tools.effect import canonical
from handrail.ports import NotFound
from handrail.ports.tools import UsedToday
from handrail.storage.blocks import WHOLE
from handrail.storage.door import Connection

DAY: Final = timedelta(hours=24)
HOUR: Final = timedelta(hours=1)
_COLUMNS: Final = """id, key, tool, tool_version, risk, conversation_id, customer_id, run_id, decision_id, approval_id, arguments,
  amount, currency, state, claimed_at, settled_at, answer, receipt, because, actor, undoes, tries"""
_CLAIM: Final = """INSERT INTO effect (tenant, id, key, tool, tool_version, risk, conversation_id, customer_id, run_id, decision_id,
    approval_id, arguments, amount, currency, claimed_at, actor, undoes)
  VALUES (%(tenant)s, %(id)s, %(key)s, %(tool)s, %(version)s, %(risk)s, %(conversation)s, %(customer)s, %(run)s, %(decision)s,
    %(approval)s, %(arguments)s, %(amount)s, %(currency)s, %(at)s, %(actor)s, %(undoes)s) ON CONFLICT (tenant, key) DO NOTHING"""
# What surely did not happen is not counted; what was taken back is, so that nobody goes round and round.
_SPENT: Final = f"""SELECT
  count(*) FILTER (WHERE conversation_id = %(conversation)s) AS calls_in_conversation,
  count(*) FILTER (WHERE claimed_at > %(hour)s AND customer_id IN {WHOLE}) AS calls_by_customer_hour,
  count(*) FILTER (WHERE claimed_at > %(day)s AND customer_id IN {WHOLE}) AS calls_by_customer_day,
  count(*) FILTER (WHERE claimed_at > %(hour)s) AS calls_hour,
  count(*) FILTER (WHERE claimed_at > %(day)s) AS calls_day,
  COALESCE(sum(amount) FILTER (WHERE claimed_at > %(day)s AND currency = %(currency)s AND customer_id IN {WHOLE}), 0)::bigint
    AS amount_by_customer_day,
  COALESCE(sum(amount) FILTER (WHERE claimed_at > %(day)s AND currency = %(currency)s), 0)::bigint AS amount_day
FROM effect WHERE tenant = %(tenant)s AND tool = %(tool)s AND state <> 'failed'
  AND (claimed_at > %(day)s OR conversation_id = %(conversation)s)"""
# A yes counts for what it was said to: this tool, these arguments, and no effect before this one.
_YESES: Final = """SELECT a.tool, a.arguments, a.conversation_id, (
    SELECT count(DISTINCT y.person_id) FROM approval_yes y
    WHERE y.tenant = a.tenant AND y.approval_id = a.id AND y.digest = a.digest) AS people
  FROM approval a WHERE a.tenant = %(tenant)s AND a.id = %(approval)s AND a.state = 'approved'
    AND NOT EXISTS (SELECT 1 FROM effect e WHERE e.tenant = a.tenant AND e.approval_id = a.id AND e.state <> 'failed')
  FOR NO KEY UPDATE OF a"""


class PgEffects:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def claim(self, effect: Effect) -> Effect:
        await self._connection.execute(_CLAIM.encode(), {"tenant": self._tenant, **_row(effect)})
        found = await self.by_key(effect.key)
        assert found is not None
        return found

    async def by_key(self, key: str) -> Effect | None:
        rows = await self._rows("key = %(key)s FOR NO KEY UPDATE", key=key)
        return rows[0] if rows else None

    async def get(self, effect: UUID, *, lock: bool = False) -> Effect:
        rows = await self._rows(f"id = %(id)s {'FOR NO KEY UPDATE' if lock else ''}", id=effect)
        if not rows:
            raise NotFound("This effect does not exist.")
        return rows[0]

    async def try_again(self, effect: UUID) -> Effect:
        await self._connection.execute(
            "UPDATE effect SET tries = tries + 1 WHERE tenant = %s AND id = %s", [self._tenant, effect]
        )
        return await self.get(effect, lock=True)

    async def settle(self, effect: Effect) -> None:
        await self._connection.execute(
            """UPDATE effect SET state = %(state)s, settled_at = %(at)s, answer = %(answer)s, receipt = %(receipt)s,
                 because = %(because)s WHERE tenant = %(tenant)s AND id = %(id)s""",
            {
                "tenant": self._tenant,
                "id": effect.id,
                "state": effect.state.value,
                "at": effect.settled_at,
                "answer": None if effect.answer is None else Jsonb(dict(effect.answer)),
                "receipt": effect.receipt,
                "because": effect.because,
            },
        )

    async def spent(self, tool: Tool, customer: UUID, conversation: UUID, now: datetime) -> Spent:
        await self._connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"tool {self._tenant} {tool.slug}"]
        )
        cursor = await self._connection.execute(
            _SPENT.encode(),
            {
                "tenant": self._tenant,
                "tool": tool.slug,
                "customer": customer,
                "conversation": conversation,
                "currency": tool.caps.currency,
                "hour": now - HOUR,
                "day": now - DAY,
            },
        )
        row = await cursor.fetchone()
        assert row is not None
        return Spent(**row)

    async def of(self, conversation: UUID) -> Sequence[Effect]:
        return await self._rows("conversation_id = %(conversation)s ORDER BY claimed_at, id", conversation=conversation)

    async def undoing(self, effect: UUID) -> Sequence[Effect]:
        return await self._rows("undoes = %(effect)s ORDER BY claimed_at, id", effect=effect)

    async def latest(self, tool: str | None, limit: int) -> Sequence[Effect]:
        where = "(%(tool)s::text IS NULL OR tool = %(tool)s) ORDER BY claimed_at DESC, id DESC LIMIT %(limit)s"
        return await self._rows(where, tool=tool, limit=limit)

    async def used_today(self, now: datetime) -> Mapping[str, UsedToday]:
        cursor = await self._connection.execute(
            """SELECT tool, count(*) AS calls, COALESCE(currency, '') AS currency, COALESCE(sum(amount), 0)::bigint AS amount
               FROM effect WHERE tenant = %s AND claimed_at > %s AND state <> 'failed'
               GROUP BY tool, currency ORDER BY tool, amount""",
            [self._tenant, now - DAY],
        )
        used: dict[str, UsedToday] = {}
        for row in await cursor.fetchall():
            before = used.get(row["tool"], UsedToday())
            used[row["tool"]] = UsedToday(before.calls + row["calls"], row["amount"], row["currency"])
        return used

    async def in_doubt(self, limit: int = 100) -> Sequence[Effect]:
        return await self._rows("state = 'in_doubt' ORDER BY claimed_at, id LIMIT %(limit)s", limit=limit)

    async def left_claimed(self, before: datetime, limit: int = 100) -> Sequence[UUID]:
        cursor = await self._connection.execute(
            "SELECT id FROM effect WHERE tenant = %s AND state = 'claimed' AND claimed_at < %s ORDER BY claimed_at LIMIT %s",
            [self._tenant, before, limit],
        )
        return [row["id"] for row in await cursor.fetchall()]

    async def approved_by(self, approval: UUID, conversation: UUID, tool: Tool, given: Mapping[str, Value]) -> int:
        cursor = await self._connection.execute(_YESES.encode(), {"tenant": self._tenant, "approval": approval})
        row = await cursor.fetchone()
        if row is None or row["tool"] != tool.slug or row["conversation_id"] != conversation:
            return 0
        filled = {one.name for one in tool.parameters if one.from_identity is not None}
        asked = {name: value for name, value in row["arguments"].items() if name not in filled}
        return row["people"] if asked == canonical(given) else 0

    async def _rows(self, where: str, **values: Any) -> Sequence[Effect]:
        cursor = await self._connection.execute(
            f"SELECT {_COLUMNS} FROM effect WHERE tenant = %(tenant)s AND {where}".encode(),
            {"tenant": self._tenant, **values},
        )
        return [_effect(row) for row in await cursor.fetchall()]


def _row(effect: Effect) -> dict[str, Any]:
    return {
        "id": effect.id,
        "key": effect.key,
        "tool": effect.tool,
        "version": effect.tool_version,
        "risk": effect.risk.value,
        "conversation": effect.conversation,
        "customer": effect.customer,
        "run": effect.run,
        "decision": effect.decision,
        "approval": effect.approval,
        "arguments": Jsonb(_typed(effect.arguments)),
        "amount": None if effect.amount is None else effect.amount.minor,
        "currency": None if effect.amount is None else effect.amount.currency,
        "at": effect.claimed_at,
        "actor": effect.actor,
        "undoes": effect.undoes,
    }


def _effect(row: dict[str, Any]) -> Effect:
    return Effect(
        id=row["id"],
        key=row["key"],
        tool=row["tool"],
        tool_version=row["tool_version"],
        conversation=row["conversation_id"],
        customer=row["customer_id"],
        arguments=_values(row["arguments"]),
        state=EffectState(row["state"]),
        claimed_at=row["claimed_at"],
        amount=None if row["amount"] is None else Money(row["amount"], row["currency"]),
        decision=row["decision_id"],
        approval=row["approval_id"],
        run=row["run_id"],
        settled_at=row["settled_at"],
        answer=row["answer"],
        because=row["because"],
        risk=Risk(row["risk"]),
        receipt=row["receipt"],
        actor=row["actor"],
        undoes=row["undoes"],
        tries=row["tries"],
    )


def _typed(arguments: Mapping[str, Value]) -> dict[str, Any]:
    """Plain JSON in which dates are told from texts."""
    plain = canonical(arguments)
    for name, value in arguments.items():
        match value:
            case datetime():
                plain[name] = {"instant": plain[name]}
            case date():
                plain[name] = {"date": plain[name]}
            case _:
                pass
    return plain


def _values(kept: Mapping[str, Any]) -> dict[str, Value]:
    return {name: _value(value) for name, value in kept.items()}


def _value(kept: Any) -> Value:
    match kept:
        case {"amount": amount, "currency": currency}:
            return Money(amount, currency)
        case {"instant": instant}:
            return datetime.fromisoformat(instant)
        case {"date": day}:
            return date.fromisoformat(day)
        case _:
            return kept
