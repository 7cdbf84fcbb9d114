"""What must hold once everything has settled, asked of the database itself."""

import asyncio
import json
import time
from collections import Counter

from tests.journeys.crowd import Ledger, Receipt
from tests.journeys.running_desk import RunningDesk

UNSETTLED = """
SELECT (SELECT count(*) FROM pgqueuer WHERE status IN ('queued', 'picked')
          AND entrypoint IN ('decide', 'deliver', 'hand_off') AND execute_after < now() + interval '30 s') AS jobs,
       (SELECT count(*) FROM conversation WHERE turn > decided_turn AND writer_id IS NULL) AS undecided,
       (SELECT count(*) FROM conversation WHERE deadline_kind = 'hand_off') AS unrouted"""
SAID = """
SELECT * FROM (SELECT id::text, conversation_id::text AS conversation, body,
  split_part(idempotency_key, ':', -1) AS key -- whose key it is stands before it
  FROM message WHERE tenant = %s AND author_kind = %s) said WHERE key = ANY(%s)"""
UNANSWERED = """
SELECT c.id::text, c.state, c.turn, c.decided_turn, c.writer_id::text, c.deadline_kind,
       (SELECT array_agg(e.kind || ' ' || e.data ORDER BY e.id) FROM event e
        WHERE e.tenant = c.tenant AND e.conversation_id = c.id) AS log
FROM conversation c
LEFT JOIN LATERAL (SELECT max(seq) AS seq FROM message m WHERE m.tenant = c.tenant AND m.conversation_id = c.id
                   AND m.author_kind = 'customer') asked ON true
WHERE c.tenant = %s AND asked.seq IS NOT NULL AND c.writer_id IS NULL AND NOT EXISTS (
  SELECT 1 FROM message m WHERE m.tenant = c.tenant AND m.conversation_id = c.id AND m.seq > asked.seq
    AND m.author_kind <> 'customer' AND NOT m.internal)
  AND NOT EXISTS (SELECT 1 FROM event e WHERE e.tenant = c.tenant AND e.conversation_id = c.id
    AND e.kind IN ('given_back', 'resolved') AND e.actor LIKE 'agent:%%'
    AND e.id > (SELECT max(id) FROM event r WHERE r.tenant = c.tenant AND r.conversation_id = c.id
                AND r.kind = 'message_received'))"""
TWICE = """SELECT decision_id::text, count(*) FROM message WHERE tenant = %s AND author_kind = 'assistant'
           GROUP BY 1 HAVING count(*) > 1"""
TWICE_TOLD = """SELECT conversation_id::text, turn, fence, count(*) FROM decision WHERE tenant = %s
                GROUP BY 1, 2, 3 HAVING count(*) > 1"""
UNOWNED = """
SELECT c.id::text, c.state FROM conversation c JOIN person p ON p.tenant = c.tenant AND p.id = c.owner_id
WHERE c.tenant = %s AND c.state <> 'closed' AND (p.gone OR c.deadline_at IS NULL
  OR (c.wish_at IS NOT NULL AND c.wish_met_at IS NULL AND c.writer_id IS NULL))"""
EVENTS = """SELECT conversation_id::text AS conversation, kind, data, id FROM event
            WHERE tenant = %s AND conversation_id IS NOT NULL ORDER BY conversation_id, id"""


async def settled(desk: RunningDesk, seconds: float = 90) -> None:
    """Every job that was due has run and no turn is open."""
    until = time.monotonic() + seconds
    while True:
        (left,) = await desk.rows(UNSETTLED)
        if not any(left.values()):
            return
        if time.monotonic() > until:
            waiting = await desk.rows("SELECT id, entrypoint, status::text, attempts, heartbeat FROM pgqueuer LIMIT 20")
            raise AssertionError(f"not settled: {left}; {waiting}\n{desk.said[-3000:]}")
        await asyncio.sleep(0.5)


async def what_is_wrong(desk: RunningDesk, ledger: Ledger) -> list[str]:
    """Every broken promise in one list, so that a run of an hour tells all it found."""
    wrong = [*ledger.wrong]
    wrong += await _lost_or_doubled(desk, ledger.kept, "customer")
    wrong += await _lost_or_doubled(desk, ledger.replied, "agent")
    for what, query in (
        ("a turn without an answer or a person", UNANSWERED),
        ("two messages for one decision", TWICE),
        ("two decisions for one turn", TWICE_TOLD),
        ("without owner, deadline or person", UNOWNED),
    ):
        wrong += [f"{what}: {row}" for row in await desk.rows(query, desk.tenant)]
    return wrong + await _spoken_over(desk)


async def _lost_or_doubled(desk: RunningDesk, receipts: list[Receipt], author: str) -> list[str]:
    rows = await desk.rows(SAID, desk.tenant, author, list({one.key for one in receipts}))
    times = Counter(row["key"] for row in rows)
    there = {(row["conversation"], row["key"], row["id"], row["body"]) for row in rows}
    lost = [one for one in receipts if (one.conversation, one.key, one.message, one.text) not in there]
    doubled = [key for key, count in times.items() if count > 1]
    return [f"acknowledged and lost: {one}" for one in lost] + [f"kept twice: {key}" for key in doubled]


async def _spoken_over(desk: RunningDesk) -> list[str]:
    """The log, read in order: after the button, or a wish in words, nothing of the assistant's until a person gave back."""
    wrong: list[str] = []
    silent: dict[str, bool] = {}
    for event in await desk.rows(EVENTS, desk.tenant):
        where = event["conversation"]
        match event["kind"]:
            case "person_wanted":
                silent[where] = True
            case "message_received" if "wish" in event["data"]:
                silent[where] = True
            case "given_back":
                silent[where] = False
            case "assistant_said" if silent.get(where):
                wrong.append(f"spoken after the button: {event}")
            case _:
                pass
    return wrong


def promises(desk: RunningDesk) -> list[dict[str, object]]:
    done = desk.command("promises", "--json")
    assert done.stdout, done.stderr
    return json.loads(done.stdout)
