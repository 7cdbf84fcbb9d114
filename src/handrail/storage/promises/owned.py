"""Owned, as queries: an owner who works here and is on duty, one writer, one next deadline."""

from typing import Any

from handrail.core.ownership.person import Roster
from handrail.core.promises import Checked, OwnedSince, owned_by_nobody_there
from handrail.core.promises.report import SHOWN
from handrail.storage.door import Connection
from handrail.storage.people import PgPeople
from handrail.storage.promises.part import Part

NOT_CHECKED: tuple[str, ...] = ()

PARTS = (
    Part(
        "the owner is a person who works here",
        """
SELECT c.id, p.id IS NULL OR p.gone AS bad
FROM conversation c LEFT JOIN person p ON p.tenant = c.tenant AND p.id = c.owner_id
WHERE c.tenant = %(tenant)s AND c.state <> 'closed'""",
    ),
    Part(
        "exactly one writes: the assistant, or one person who works here",
        """
SELECT c.id, CASE
  WHEN c.state = 'assistant' THEN c.writer_id IS NOT NULL
  WHEN c.state = 'resolved' AND c.writer_id IS NULL THEN false
  ELSE p.id IS NULL OR p.gone END AS bad
FROM conversation c LEFT JOIN person p ON p.tenant = c.tenant AND p.id = c.writer_id
WHERE c.tenant = %(tenant)s AND c.state <> 'closed'""",
    ),
    Part(
        "the next deadline lies ahead, or was looked at when it passed",
        """
SELECT c.id, c.deadline_at IS NULL OR c.deadline_at < %(now)s - %(looked_at_within)s AS bad
FROM conversation c
WHERE c.tenant = %(tenant)s AND c.state <> 'closed'""",
    ),
    # Offered is not held: somebody has to be paged until it is. A wish that is about to be routed has its minute.
    Part(
        "a P0 moment has a person who holds it, or somebody is being paged",
        """
SELECT c.id, (c.writer_id IS NULL OR (c.state = 'offered' AND c.responder_id = c.writer_id))
  AND NOT (c.deadline_kind = 'hand_off' AND c.deadline_at > %(now)s)
  AND NOT EXISTS (
    SELECT 1 FROM alarm a
    WHERE a.tenant = c.tenant AND a.conversation_id = c.id AND a.acknowledged_at IS NULL
      AND a.next_at > %(now)s - %(looked_at_within)s) AS bad
FROM conversation c
WHERE c.tenant = %(tenant)s AND c.imported_at IS NULL AND c.urgency = 'P0' AND c.state NOT IN ('resolved', 'closed')""",
    ),
)

ON_DUTY = "the owner is on shift, is the reserve, or is paged about the P0 moment that stands"
OWNED_SINCE = """
SELECT c.id, c.owner_id, c.urgency = 'P0' AND c.state <> 'resolved' AS grave, (
  SELECT max(e.at) FROM event e
  WHERE e.tenant = c.tenant AND e.conversation_id = c.id
    AND e.kind IN ('conversation_opened', 'handed_off', 'taken_over', 'given_back', 'owner_changed', 'resolved')) AS since
FROM conversation c
WHERE c.tenant = %(tenant)s AND c.state <> 'closed'"""


async def check_duty(connection: Connection, values: dict[str, Any]) -> Checked:
    """Shifts are wall clocks with leave taken out, so the query gives who owns what and the core says who is away."""
    people, teams = await PgPeople(connection, values["tenant"]).roster()
    cursor = await connection.execute(OWNED_SINCE.encode(), values)
    rows = await cursor.fetchall()
    owned = [OwnedSince(r["id"], r["owner_id"], r["since"], r["grave"]) for r in rows if r["since"] is not None]
    absent = list(owned_by_nobody_there(Roster(tuple(people), tuple(teams)), owned, values["now"]))
    return Checked(ON_DUTY, len(rows), len(absent), tuple(sorted(map(str, absent))[:SHOWN]))
