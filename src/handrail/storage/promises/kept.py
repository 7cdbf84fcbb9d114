"""Kept, as queries: nothing lost, nothing twice, no turn forgotten, no promise left hanging."""

from handrail.storage.promises.part import Part

NOT_CHECKED = ("what mail servers outside did with a message that was handed to them",)

PARTS = (
    Part(
        "a customer's turn is decided, worked on, or with a person",
        """
SELECT c.id, CASE
  WHEN c.state = 'closed' THEN c.decided_turn < c.turn
  ELSE c.writer_id IS NULL AND (c.undecided_since IS NOT NULL OR c.decided_turn < c.turn)
    AND COALESCE(c.undecided_since, c.last_customer_at) < %(now)s - %(decided_within)s
    AND c.id <> ALL (%(worked_on)s) END AS bad
FROM conversation c
WHERE c.tenant = %(tenant)s AND c.imported_at IS NULL AND c.turn > 0""",
    ),
    Part(
        "what was said is there, a customer's words as they were received",
        """
SELECT e.id, m.id IS NULL OR (
  e.data ? 'digest' AND m.erased_at IS NULL AND m.masked_at IS NULL
  AND e.data->>'digest' IS DISTINCT FROM encode(sha256(m.salt || convert_to(m.body, 'UTF8')), 'hex')) AS bad
FROM event e LEFT JOIN message m ON m.tenant = e.tenant AND m.id = (e.data->>'message')::uuid
WHERE e.tenant = %(tenant)s
  AND e.kind IN ('message_received', 'assistant_said', 'agent_said', 'system_said', 'note_written')""",
    ),
    Part(
        "a decision is said once",
        """
SELECT d.id, count(*) > 1 AS bad
FROM decision d
JOIN conversation c ON c.tenant = d.tenant AND c.id = d.conversation_id AND c.imported_at IS NULL
JOIN message m ON m.tenant = d.tenant AND m.decision_id = d.id AND m.author_kind = 'assistant'
WHERE d.tenant = %(tenant)s
GROUP BY d.id""",
    ),
    Part(
        "a hand-off has its packet, its promise and its word to the customer",
        """
SELECT h.id, h.packet->>'format' IS DISTINCT FROM 'handoff/1'
  OR NOT EXISTS (SELECT 1 FROM message m WHERE m.tenant = h.tenant AND m.id = h.message_id
                   AND m.conversation_id = h.conversation_id AND starts_with(m.text_id, 'handoff.'))
  OR NOT EXISTS (SELECT 1 FROM promise p WHERE p.tenant = h.tenant AND p.conversation_id = h.conversation_id
                   AND p.made_at = h.at) AS bad
FROM handoff h
WHERE h.tenant = %(tenant)s""",
    ),
    Part(
        "a promise is settled when its time has passed",
        """
SELECT p.id, p.status = 'open' AND p.due_at < %(now)s - %(settled_within)s AS bad
FROM promise p
WHERE p.tenant = %(tenant)s""",
    ),
    Part(
        "where work failed for good, a person has the conversation",
        """
SELECT f.id, c.id IS NOT NULL AND c.state <> 'closed' AND c.writer_id IS NULL AND (
  (f.kind IN ('decide', 'deliver', 'hand_off') AND c.undecided_since < f.failed_at)
  OR (f.message IS NOT NULL AND k.state IN ('claimed', 'failed') AND NOT EXISTS (
    SELECT 1 FROM event e
    WHERE e.tenant = c.tenant AND e.conversation_id = c.id AND e.kind IN ('handed_off', 'taken_over', 'given_back')
      AND e.at >= k.claimed_at))) AS bad
FROM json_to_recordset(%(failed)s::json) AS f(id bigint, kind text, conversation uuid, message uuid, failed_at timestamptz)
LEFT JOIN conversation c ON c.tenant = %(tenant)s AND c.id = f.conversation
LEFT JOIN claim k ON k.tenant = c.tenant AND k.message_id = f.message""",
    ),
)
