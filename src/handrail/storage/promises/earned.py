"""Earned, as a query: what the assistant said alone rested on a certificate or a grant in force at that moment."""

from handrail.storage.promises.part import Part

NOT_CHECKED = (
    "the reviews behind certificates (none can be issued yet)",
    "the share of answers under a grant that people reviewed (reviews are not built yet)",
)

PARTS = (
    Part(
        "a certificate or a grant was in force when the assistant spoke",
        """
SELECT m.id, NOT EXISTS (
    SELECT 1 FROM autonomy_grant g
    WHERE g.tenant = d.tenant AND g.id = d.grant_id AND g.topic = d.topic
      AND g.signed_at <= m.at AND m.at < g.expires_at AND (g.revoked_at IS NULL OR m.at < g.revoked_at))
  AND NOT EXISTS (
    SELECT 1 FROM certificate z
    WHERE z.tenant = d.tenant AND z.id = d.certificate_id AND z.topic = d.topic
      AND z.signed_at <= m.at AND (z.ended_at IS NULL OR m.at < z.ended_at) AND c.channel = ANY (z.channels)
      AND (d.erased_at IS NOT NULL OR d.facts->>'language' = ANY (z.languages))) AS bad
FROM message m
JOIN conversation c ON c.tenant = m.tenant AND c.id = m.conversation_id
LEFT JOIN decision d ON d.tenant = m.tenant AND d.id = m.decision_id
WHERE m.tenant = %(tenant)s AND m.author_kind = 'assistant' AND c.imported_at IS NULL""",
    ),
    Part(
        "a certificate or a grant for wording was in force when a model's words were sent",
        """
SELECT m.id, NOT EXISTS (
    SELECT 1 FROM autonomy_grant g
    WHERE g.tenant = w.tenant AND g.id = w.grant_id AND g.topic = d.topic AND g.action_class = 'phrase'
      AND g.signed_at <= m.at AND m.at < g.expires_at AND (g.revoked_at IS NULL OR m.at < g.revoked_at))
  AND NOT EXISTS (
    SELECT 1 FROM certificate z
    WHERE z.tenant = w.tenant AND z.id = w.certificate_id AND z.topic = d.topic AND z.action_class = 'phrase'
      AND z.signed_at <= m.at AND (z.ended_at IS NULL OR m.at < z.ended_at)) AS bad
FROM wording w
JOIN decision d ON d.tenant = w.tenant AND d.id = w.decision_id
JOIN message m ON m.tenant = w.tenant AND m.decision_id = w.decision_id AND m.author_kind = 'assistant' AND m.body = w.text
WHERE w.tenant = %(tenant)s AND w.purpose = 'reply' AND w.erased_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(m.sources) AS s WHERE s->>'quote' = m.body)""",
    ),
)
