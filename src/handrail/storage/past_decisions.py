"""Decisions read back as they were made, so that they can be made again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import msgspec

from handrail.core.escalation.decision import KINDS, Outcome
from handrail.flows.replay import Made
from handrail.ports import Work
from handrail.storage.desk import PgWork
from handrail.storage.door import Connection
from handrail.storage.facts_json import facts_from

_TYPES = {kind: outcome for outcome, kind in KINDS.items()}


def past_within(work: Work) -> "PgPastDecisions":
    """The decisions in the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgPastDecisions(rows.connection, rows.tenant)


class PgPastDecisions:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def since(self, moment: datetime, after: tuple[datetime, UUID] | None, limit: int) -> Sequence[Made]:
        at, last = after or (moment, UUID(int=0))
        cursor = await self._connection.execute(
            """SELECT d.id, d.conversation_id, d.at, d.kind, d.rule, d.offer_person, d.facts, d.outcome, d.erased_at
               FROM decision d JOIN conversation c ON c.tenant = d.tenant AND c.id = d.conversation_id
               WHERE d.tenant = %s AND c.imported_at IS NULL AND d.at >= %s AND (d.at, d.id) > (%s, %s)
               ORDER BY d.at, d.id LIMIT %s""",
            [self._tenant, moment, at, last, limit],
        )
        return [made_from(row) for row in await cursor.fetchall()]


def made_from(row: dict[str, Any]) -> Made:
    base = [row[name] for name in ("id", "conversation_id", "at", "kind", "rule", "offer_person")]
    if row["erased_at"] is not None:
        return Made(*base, facts=None, outcome=None)
    try:
        return Made(*base, facts=facts_from(row["facts"]), outcome=outcome_from(row["outcome"]))
    except (msgspec.ValidationError, KeyError) as error:
        return Made(*base, facts=None, outcome=None, unreadable=f"{type(error).__name__}: {error}")


def outcome_from(stored: dict[str, Any]) -> Outcome:
    """Raises msgspec.ValidationError, or KeyError for a kind that this version does not know."""
    fields = {name: value for name, value in stored.items() if name != "kind"}
    return cast(Outcome, msgspec.convert(fields, _TYPES[stored["kind"]]))
