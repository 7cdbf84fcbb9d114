"""Approvals as rows: what waits for a yes, who said it, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from handrail.core.supervision.approval import Approval, ApprovalState, Yes
from handrail.core.tools.effect import canonical
from handrail.core.tools.tool import Money, Value
from handrail.ports import NotFound
from handrail.storage.door import Connection, Rows

COLUMNS: Final = """a.id, a.conversation_id, a.run_id, a.step, a.tool, a.arguments, a.amount, a.currency, a.because, a.rule,
  a.evidence, a.people, a.asked_at, a.expires_at, a.state, a.settled_at, a.settled_by, a.reason, a.reason_code, a.decision_id,
  a.edited_at, a.edited_by, (SELECT COALESCE(jsonb_agg(jsonb_build_object('person', y.person_id, 'at', y.at,
    'digest', y.digest, 'seen_seq', y.seen_seq) ORDER BY y.at, y.person_id), '[]')
    FROM approval_yes y WHERE y.tenant = a.tenant AND y.approval_id = a.id) AS yeses"""


def approval_from(row: Mapping[str, Any]) -> Approval:
    return Approval(
        id=row["id"],
        conversation=row["conversation_id"],
        run=row["run_id"],
        step=row["step"],
        tool=row["tool"],
        arguments={name: _value(value) for name, value in row["arguments"].items()},
        amount=None if row["amount"] is None else Money(row["amount"], row["currency"]),
        because=row["because"],
        rule=row["rule"],
        evidence=tuple(row["evidence"]),
        people=row["people"],
        asked_at=row["asked_at"],
        expires_at=row["expires_at"],
        state=ApprovalState(row["state"]),
        yeses=tuple(_yes(one) for one in row["yeses"]),
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        reason=row["reason"],
        reason_code=row["reason_code"],
        decision=row["decision_id"],
        edited_at=row["edited_at"],
        edited_by=row["edited_by"],
    )


class PgApprovals:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def ask(self, approval: Approval) -> None:
        await self._run(
            """INSERT INTO approval (tenant, id, conversation_id, run_id, decision_id, step, tool, arguments, digest, amount,
                 currency, because, rule, evidence, people, asked_at, expires_at)
               VALUES (%(tenant)s, %(id)s, %(conversation)s, %(run)s, %(decision)s, %(step)s, %(tool)s, %(arguments)s,
                 %(digest)s, %(amount)s, %(currency)s, %(because)s, %(rule)s, %(evidence)s, %(people)s, %(asked_at)s,
                 %(expires_at)s)""",
            id=approval.id,
            conversation=approval.conversation,
            run=approval.run,
            decision=approval.decision,
            step=approval.step,
            tool=approval.tool,
            because=approval.because,
            rule=approval.rule,
            evidence=Jsonb([dict(line) for line in approval.evidence]),
            asked_at=approval.asked_at,
            expires_at=approval.expires_at,
            **_asked(approval),
        )

    async def get(self, approval: UUID) -> Approval:
        found = await self._all("a.id = %(id)s", id=approval)
        if not found:
            raise NotFound("This approval does not exist.")
        return found[0]

    async def of(self, conversation: UUID) -> Sequence[Approval]:
        return await self._all("a.conversation_id = %(id)s", id=conversation)

    async def waiting(self, conversation: UUID) -> Sequence[Approval]:
        return await self._all("a.conversation_id = %(id)s AND a.state = 'waiting'", id=conversation)

    async def every_waiting(self, limit: int = 500) -> Sequence[Approval]:
        return await self._all("a.state = 'waiting'", "a.expires_at, a.id LIMIT %(limit)s", limit=limit)

    async def settled(self, limit: int) -> Sequence[Approval]:
        return await self._all("a.state <> 'waiting'", "a.settled_at DESC, a.id LIMIT %(limit)s", limit=limit)

    async def add_yes(self, approval: UUID, yes: Yes) -> None:
        await self._run(
            """INSERT INTO approval_yes (tenant, approval_id, person_id, digest, at, seen_seq)
               VALUES (%(tenant)s, %(approval)s, %(person)s, %(digest)s, %(at)s, %(seen)s) ON CONFLICT DO NOTHING""",
            approval=approval,
            person=yes.person,
            digest=yes.digest,
            at=yes.at,
            seen=yes.seen_seq,
        )

    async def save(self, approval: Approval) -> None:
        await self._run(
            """UPDATE approval SET arguments = %(arguments)s, digest = %(digest)s, amount = %(amount)s,
                 currency = %(currency)s, people = %(people)s, state = %(state)s, settled_at = %(settled_at)s,
                 settled_by = %(settled_by)s, reason = %(reason)s, reason_code = %(reason_code)s,
                 edited_at = %(edited_at)s, edited_by = %(edited_by)s
               WHERE tenant = %(tenant)s AND id = %(id)s""",
            id=approval.id,
            state=approval.state.value,
            settled_at=approval.settled_at,
            settled_by=approval.settled_by,
            reason=approval.reason,
            reason_code=approval.reason_code,
            edited_at=approval.edited_at,
            edited_by=approval.edited_by,
            **_asked(approval),
        )

    async def agents_may(self) -> bool:
        cursor = await self._run("SELECT agents_approve FROM workspace WHERE tenant = %(tenant)s")
        row = await cursor.fetchone()
        return row is not None and row["agents_approve"]

    async def let_agents(self, may: bool) -> None:
        await self._run("UPDATE workspace SET agents_approve = %(may)s WHERE tenant = %(tenant)s", may=may)

    async def _all(self, where: str, order: str = "a.asked_at, a.id", **values: Any) -> list[Approval]:
        query = f"SELECT {COLUMNS} FROM approval a WHERE a.tenant = %(tenant)s AND {where} ORDER BY {order}"
        return [approval_from(row) for row in await (await self._run(query, **values)).fetchall()]

    async def _run(self, query: str, **values: Any) -> Rows:
        return await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})


def _asked(approval: Approval) -> dict[str, Any]:
    money = approval.amount
    return {
        "arguments": Jsonb(canonical(approval.arguments)),
        "digest": approval.digest,
        "amount": None if money is None else money.minor,
        "currency": None if money is None else money.currency,
        "people": approval.people,
    }


def _yes(one: Mapping[str, Any]) -> Yes:
    return Yes(UUID(one["person"]), datetime.fromisoformat(one["at"]), one["digest"], one["seen_seq"])


def _value(value: Any) -> Value:
    """Dates and times stay as they are written: they are told apart by the tool's parameters, and mean the same digest."""
    match value:
        case {"amount": int(amount), "currency": str(currency)}:
            return Money(amount, currency)
        case _:
            return value
