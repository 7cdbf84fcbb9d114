"""Reachable, as queries: the assistant is silent after a wish for a person, and the wish finds one."""

from handrail.storage.promises.part import Part

NOT_CHECKED = ("wishes for a person in words that the lexicon does not know",)

PARTS = (
    # The order is that of the log: within a conversation its ids are given under the conversation's lock, while the
    # clocks of two machines may differ. Words without an event (which would be a break of its own) are placed by time.
    Part(
        "the assistant is silent from a wish until a person gives back",
        """
SELECT m.id, c.wish_at IS NOT NULL AND EXISTS (
  SELECT 1 FROM event w
  WHERE w.tenant = m.tenant AND w.conversation_id = m.conversation_id
    AND (w.kind = 'person_wanted' OR (w.kind = 'message_received' AND w.data ? 'wish'))
    AND COALESCE(said.id > w.id, m.at >= w.at)
    AND NOT EXISTS (
      SELECT 1 FROM event g
      WHERE g.tenant = w.tenant AND g.conversation_id = w.conversation_id AND g.kind = 'given_back' AND g.id > w.id
        AND COALESCE(said.id > g.id, m.at >= g.at))) AS bad
FROM message m
JOIN conversation c ON c.tenant = m.tenant AND c.id = m.conversation_id
LEFT JOIN LATERAL (
  SELECT min(e.id) AS id FROM event e
  WHERE e.tenant = m.tenant AND e.conversation_id = m.conversation_id
    AND e.kind IN ('assistant_said', 'system_said') AND e.data->>'message' = m.id::text) said ON c.wish_at IS NOT NULL
WHERE m.tenant = %(tenant)s AND c.imported_at IS NULL
  AND (m.author_kind = 'assistant' OR starts_with(m.text_id, 'assistant.'))""",
    ),
    Part(
        "an unmet wish has a person who writes",
        """
SELECT c.id, c.wish_met_at IS NULL AND (
  c.writer_id IS NULL OR c.state IN ('assistant', 'resolved', 'closed')
  OR (c.deadline_kind = 'hand_off' AND c.wish_at < %(now)s - %(routed_within)s)) AS bad
FROM conversation c
WHERE c.tenant = %(tenant)s AND c.imported_at IS NULL AND c.wish_at IS NOT NULL""",
    ),
    Part(
        "every wish that was heard stands on its conversation",
        """
SELECT w.id, c.wish_at IS NULL AS bad
FROM event w JOIN conversation c ON c.tenant = w.tenant AND c.id = w.conversation_id
WHERE w.tenant = %(tenant)s AND (w.kind = 'person_wanted' OR (w.kind = 'message_received' AND w.data ? 'wish'))""",
    ),
)
