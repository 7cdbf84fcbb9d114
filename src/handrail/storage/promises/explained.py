"""Explained, as queries: every word and hand-off has its decision, every decision its facts, and the log holds."""

from handrail.storage.promises.part import Part

NOT_CHECKED: tuple[str, ...] = ()
NOT_REPLAYED = "that stored decisions replay to the same result (`handrail replay`)"
NO_KEY = "the log's chain and signatures (no secret key at hand)"
CHAIN = "the log's chain is whole and signed"

PARTS = (
    Part(
        "what the assistant said, and every hand-off, has its decision",
        """
SELECT said.id, d.id IS NULL AS bad
FROM (
  SELECT m.tenant, m.id, m.decision_id
  FROM message m JOIN conversation c ON c.tenant = m.tenant AND c.id = m.conversation_id
  WHERE m.tenant = %(tenant)s AND c.imported_at IS NULL
    AND (m.author_kind = 'assistant' OR starts_with(m.text_id, 'assistant.'))
  UNION ALL SELECT h.tenant, h.id, h.decision_id FROM handoff h WHERE h.tenant = %(tenant)s) AS said
LEFT JOIN decision d ON d.tenant = said.tenant AND d.id = said.decision_id""",
    ),
    Part(
        "a decision has its facts, its rule and its versions",
        """
SELECT d.id, d.rule = '' OR d.reason = '' OR d.versions = '{}'
  OR (d.erased_at IS NULL AND NOT d.facts ? 'facts_version') AS bad
FROM decision d
JOIN conversation c ON c.tenant = d.tenant AND c.id = d.conversation_id AND c.imported_at IS NULL
WHERE d.tenant = %(tenant)s""",
    ),
    Part(
        "a decision stands in the log as it was made",
        """
SELECT d.id, NOT EXISTS (
  SELECT 1 FROM event e
  WHERE e.tenant = d.tenant AND e.conversation_id = d.conversation_id AND e.kind = 'decided'
    AND e.data->>'decision' = d.id::text AND e.data->>'rule' = d.rule AND e.data->>'kind' = d.kind) AS bad
FROM decision d
JOIN conversation c ON c.tenant = d.tenant AND c.id = d.conversation_id AND c.imported_at IS NULL
WHERE d.tenant = %(tenant)s""",
    ),
    Part(
        "what counts as imported was imported",
        """
SELECT c.id, NOT EXISTS (
  SELECT 1 FROM event e
  WHERE e.tenant = c.tenant AND e.conversation_id = c.id AND e.kind = 'conversation_imported') AS bad
FROM conversation c
WHERE c.tenant = %(tenant)s AND c.imported_at IS NOT NULL""",
    ),
    Part(
        "events are sealed within ten minutes",
        """
SELECT e.id, s.n IS NULL AND e.at < %(now)s - %(sealed_within)s AS bad
FROM event e LEFT JOIN seal s ON s.tenant = e.tenant AND s.event_id = e.id
WHERE e.tenant = %(tenant)s""",
    ),
)
