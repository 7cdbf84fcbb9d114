"""Calls of language models, their caps and their wordings, as rows."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from handrail.core.conversation.message import Source
from handrail.core.grounding.verdict import Verdict
from handrail.core.handoff import Summary
from handrail.ports import NotFound, Work
from handrail.ports.language_model import Outcome, Usage
from handrail.ports.model_use import ConversationUse, ModelCall, ModelSetting, Said, Spent, Wording
from handrail.storage.desk import PgWork
from handrail.storage.door import SYSTEM, Connection, Door, Rows, Viewer
from handrail.storage.facts_json import to_jsonb

_WORDING: Final = """id, conversation_id AS conversation, purpose, outcome, at, decision_id AS decision, because, text, sources,
  verdicts, guards, prompts, model, grant_id AS grant, certificate_id AS certificate, settled_at"""
_CALL: Final = """id, purpose, prompts, outcome, model, input_tokens, output_tokens, cached_tokens, ms, cost, at,
  conversation_id AS conversation, decision_id AS decision, masked"""
_SPENT: Final = """count(*) AS calls, COALESCE(sum(input_tokens + output_tokens), 0)::bigint AS tokens,
  COALESCE(sum(cost), 0)::bigint AS cost, count(*) FILTER (WHERE cost IS NULL) AS unpriced"""


def model_use_within(work: Work) -> "PgModelUse":
    """Calls and wordings in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgModelUse(rows.connection, rows.tenant)


class PgModelUse:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def setting(self) -> ModelSetting:
        cursor = await self._run(
            "SELECT enabled, mask, monthly_tokens, monthly_cents FROM model_setting WHERE tenant = %(tenant)s"
        )
        row = await cursor.fetchone()
        return ModelSetting() if row is None else ModelSetting(**row)

    async def set(self, setting: ModelSetting) -> None:
        await self._run(
            """INSERT INTO model_setting (tenant, enabled, mask, monthly_tokens, monthly_cents)
               VALUES (%(tenant)s, %(enabled)s, %(mask)s, %(monthly_tokens)s, %(monthly_cents)s)
               ON CONFLICT (tenant) DO UPDATE SET enabled = EXCLUDED.enabled, mask = EXCLUDED.mask,
                 monthly_tokens = EXCLUDED.monthly_tokens, monthly_cents = EXCLUDED.monthly_cents""",
            **asdict(setting),
        )

    async def spent(self, since: datetime) -> Spent:
        cursor = await self._run(
            f"SELECT {_SPENT} FROM model_call WHERE tenant = %(tenant)s AND at >= %(since)s", since=since
        )
        row = await cursor.fetchone()
        return Spent() if row is None else Spent(**row)

    async def keep(self, call: ModelCall) -> None:
        usage = call.usage
        await self._run(
            """INSERT INTO model_call (tenant, id, conversation_id, decision_id, purpose, model, prompts, outcome, input_tokens,
                 output_tokens, cached_tokens, ms, cost, masked, at)
               VALUES (%(tenant)s, %(id)s, %(conversation)s, %(decision)s, %(purpose)s, %(model)s, %(prompts)s, %(outcome)s,
                 %(input_tokens)s, %(output_tokens)s, %(cached_tokens)s, %(ms)s, %(cost)s, %(masked)s, %(at)s)""",
            id=call.id,
            conversation=call.conversation,
            decision=call.decision,
            purpose=call.purpose,
            prompts=call.prompts,
            outcome=call.outcome.value,
            masked=call.masked,
            at=call.at,
            **asdict(usage),
        )

    async def begin(self, wording: Wording) -> bool:
        cursor = await self._run(
            """INSERT INTO wording (tenant, id, conversation_id, decision_id, purpose, grant_id, certificate_id, at)
               VALUES (%(tenant)s, %(id)s, %(conversation)s, %(decision)s, %(purpose)s, %(grant)s, %(certificate)s, %(at)s)
               ON CONFLICT DO NOTHING""",
            id=wording.id,
            conversation=wording.conversation,
            decision=wording.decision,
            purpose=wording.purpose,
            grant=wording.grant,
            certificate=wording.certificate,
            at=wording.at,
        )
        return cursor.rowcount == 1

    async def settle(self, wording: Wording) -> None:
        await self._run(
            """UPDATE wording SET outcome = %(outcome)s, because = %(because)s, text = %(text)s, sources = %(sources)s,
                 verdicts = %(verdicts)s, guards = %(guards)s, prompts = %(prompts)s, model = %(model)s,
                 settled_at = %(settled_at)s
               WHERE tenant = %(tenant)s AND id = %(id)s AND outcome = 'asked' AND erased_at IS NULL""",
            id=wording.id,
            outcome=wording.outcome.value,
            because=wording.because,
            text=wording.text,
            sources=to_jsonb(wording.sources),
            verdicts=to_jsonb(wording.verdicts),
            guards=wording.guards,
            prompts=wording.prompts,
            model=wording.model,
            settled_at=wording.settled_at,
        )

    async def of_decision(self, decision: UUID) -> Wording | None:
        cursor = await self._run(
            f"SELECT {_WORDING} FROM wording WHERE tenant = %(tenant)s AND decision_id = %(decision)s AND purpose = 'reply'",
            decision=decision,
        )
        row = await cursor.fetchone()
        return None if row is None else _wording(row)

    async def wording(self, wording: UUID) -> Wording:
        cursor = await self._run(
            f"SELECT {_WORDING} FROM wording WHERE tenant = %(tenant)s AND id = %(id)s", id=wording
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This wording does not exist.")
        return _wording(row)

    async def packed_for(self, handoff: UUID) -> UUID | None:
        cursor = await self._run(
            """SELECT conversation_id FROM handoff
               WHERE tenant = %(tenant)s AND id = %(id)s AND packet ? 'summary' AND NOT packet ? 'erased'""",
            id=handoff,
        )
        row = await cursor.fetchone()
        return None if row is None else row["conversation_id"]

    async def set_summary(self, handoff: UUID, summary: Summary) -> None:
        await self._run(
            """UPDATE handoff SET packet = jsonb_set(packet, '{summary}', %(summary)s)
               WHERE tenant = %(tenant)s AND id = %(id)s AND packet ? 'summary' AND NOT packet ? 'erased'""",
            id=handoff,
            summary=to_jsonb(summary),
        )

    async def of_conversation(self, conversation: UUID) -> ConversationUse:
        calls = await self._run(
            f"SELECT {_CALL} FROM model_call WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY at, id",
            conversation=conversation,
        )
        found = [_call(row) for row in await calls.fetchall()]
        wordings = await self._run(
            f"SELECT {_WORDING} FROM wording WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s ORDER BY at, id",
            conversation=conversation,
        )
        return ConversationUse(found, [_wording(row) for row in await wordings.fetchall()])

    async def _run(self, query: str, **values: Any) -> Rows:
        return await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})


@dataclass(frozen=True, slots=True)
class UsedFor:
    """One line of `handrail usage`: a month's calls for one purpose by one model."""

    purpose: str
    model: str
    calls: int
    failed: int
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    cost: int
    unpriced: int
    median_ms: int


@dataclass(frozen=True, slots=True)
class PerResolution:
    """Conversations that closed or were resolved since then, and what models cost in those they worked in."""

    resolved: int
    with_model: int
    tokens: int
    cost: int


async def used_since(door: Door, tenant: UUID, since: datetime) -> tuple[Sequence[UsedFor], PerResolution]:
    """What `handrail usage` prints, as the system sees it."""
    async with door.enter(tenant, SYSTEM) as connection:
        lines = await connection.execute(
            b"""SELECT purpose, model, count(*) AS calls,
                  count(*) FILTER (WHERE outcome NOT IN ('answered', 'cannot_answer')) AS failed,
                  sum(input_tokens)::bigint AS input_tokens, sum(output_tokens)::bigint AS output_tokens,
                  sum(cached_tokens)::bigint AS cached_tokens, COALESCE(sum(cost), 0)::bigint AS cost,
                  count(*) FILTER (WHERE cost IS NULL) AS unpriced,
                  percentile_disc(0.5) WITHIN GROUP (ORDER BY ms)::int AS median_ms
                FROM model_call WHERE tenant = %(tenant)s AND at >= %(since)s GROUP BY 1, 2 ORDER BY calls DESC, 1, 2""",
            {"tenant": tenant, "since": since},
        )
        used = [UsedFor(**row) for row in await lines.fetchall()]
        whole = await connection.execute(
            b"""SELECT count(*) AS resolved, count(u.tokens) AS with_model, COALESCE(sum(u.tokens), 0)::bigint AS tokens,
                  COALESCE(sum(u.cost), 0)::bigint AS cost
                FROM conversation c LEFT JOIN LATERAL (
                  SELECT sum(input_tokens + output_tokens) AS tokens, sum(cost) AS cost FROM model_call m
                  WHERE m.tenant = c.tenant AND m.conversation_id = c.id) u ON true
                WHERE c.tenant = %(tenant)s AND c.imported_at IS NULL AND c.resolved_at >= %(since)s""",
            {"tenant": tenant, "since": since},
        )
        row = await whole.fetchone()
    return used, PerResolution(0, 0, 0, 0) if row is None else PerResolution(**row)


async def conversation_use(door: Door, tenant: UUID, viewer: UUID, conversation: UUID) -> ConversationUse:
    """What models did in one conversation, as somebody of the team sees it."""
    async with door.enter(tenant, Viewer.staff(viewer)) as connection:
        return await PgModelUse(connection, tenant).of_conversation(conversation)


async def wording_seen(door: Door, tenant: UUID, viewer: UUID, wording: UUID) -> Wording:
    """Raises NotFound."""
    async with door.enter(tenant, Viewer.staff(viewer)) as connection:
        return await PgModelUse(connection, tenant).wording(wording)


def _call(row: dict[str, Any]) -> ModelCall:
    counted = ("model", "input_tokens", "output_tokens", "cached_tokens", "ms", "cost")
    row["usage"] = Usage(**{name: row.pop(name) for name in counted})
    row["outcome"] = Outcome(row["outcome"])
    return ModelCall(**row)


def _wording(row: dict[str, Any]) -> Wording:
    row["outcome"] = Said(row["outcome"])
    row["sources"] = msgspec.convert(row["sources"], tuple[Source, ...])
    row["verdicts"] = msgspec.convert(row["verdicts"], tuple[Verdict, ...])
    return Wording(**row)
