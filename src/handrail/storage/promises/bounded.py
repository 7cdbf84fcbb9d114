"""Bounded, as queries: the assistant's words stand in approved text, and the system's in the catalogue."""

from handrail.storage.promises.part import Part

NOT_CHECKED = (
    "whether a value in a playbook's words is the one that a tool gave",
    "actions, amounts and identity levels, which code permits one by one",
)

PARTS = (
    # A heading may stand in bold above a quotation; every other line must be in the cited version as it is.
    Part(
        "the assistant's words stand in the cited version of a customer-facing article",
        """
SELECT m.id, jsonb_array_length(m.sources) = 0
  OR EXISTS (
    SELECT 1 FROM jsonb_to_recordset(m.sources) AS s(article uuid, version int)
    LEFT JOIN article_revision r ON r.tenant = m.tenant AND r.article_id = s.article AND r.version = s.version
    WHERE r.audience IS DISTINCT FROM 'customer')
  OR EXISTS (
    SELECT 1 FROM string_to_table(m.body, chr(10)) AS line
    WHERE w.id IS NULL AND btrim(line) <> '' AND NOT EXISTS (
      SELECT 1 FROM jsonb_to_recordset(m.sources) AS s(article uuid, version int)
      JOIN article_revision r ON r.tenant = m.tenant AND r.article_id = s.article AND r.version = s.version
      WHERE strpos(r.body, line) > 0
        OR (line = '**' || btrim(line, '*') || '**' AND strpos(r.body || chr(10) || r.title, btrim(line, '*')) > 0))) AS bad
FROM message m JOIN conversation c ON c.tenant = m.tenant AND c.id = m.conversation_id
LEFT JOIN wording w ON w.tenant = m.tenant AND w.decision_id = m.decision_id AND w.purpose = 'reply'
  AND w.outcome = 'passed' AND w.text = m.body
LEFT JOIN decision d ON d.tenant = m.tenant AND d.id = m.decision_id
WHERE m.tenant = %(tenant)s AND m.author_kind = 'assistant' AND m.erased_at IS NULL AND c.imported_at IS NULL
  AND d.kind IS DISTINCT FROM 'act'""",
    ),
    # Each line is a line of the playbook's published texts, or the name of a choice; values stand only in its places.
    Part(
        "a playbook's words are texts of its published version, with values in their places",
        r"""
SELECT m.id, EXISTS (
  SELECT 1 FROM string_to_table(m.body, chr(10)) AS line
  WHERE btrim(line) <> '' AND NOT EXISTS (
    SELECT 1 FROM configuration f,
      jsonb_path_query(f.content, 'strict $.playbooks[*] ? (@.slug == $slug)', jsonb_build_object('slug', d.outcome->>'playbook')) AS p,
      jsonb_path_query(p, 'lax $.** ? (@.type() == "string")') AS said,
      string_to_table(said #>> '{}', chr(10)) AS told
    WHERE f.tenant = m.tenant AND f.kind = 'playbooks' AND f.version::text = d.outcome->>'version'
      AND regexp_replace(line, '^[0-9]+[.] ', '') LIKE
        regexp_replace(regexp_replace(told, '([%%_\\])', '\\\1', 'g'), '\{[a-z0-9\\_.-]+\}', '%%', 'g'))) AS bad
FROM message m
JOIN conversation c ON c.tenant = m.tenant AND c.id = m.conversation_id
JOIN decision d ON d.tenant = m.tenant AND d.id = m.decision_id AND d.kind = 'act'
WHERE m.tenant = %(tenant)s AND m.author_kind = 'assistant' AND m.erased_at IS NULL AND d.erased_at IS NULL
  AND c.imported_at IS NULL""",
    ),
    Part(
        "what a model worded was sent only when every guard let it pass",
        """
SELECT m.id, w.outcome <> 'passed' OR w.guards = '' OR w.settled_at IS NULL OR w.settled_at > m.at
  OR jsonb_array_length(w.verdicts) = 0
  OR EXISTS (SELECT 1 FROM jsonb_to_recordset(w.verdicts) AS v(passed boolean) WHERE NOT v.passed) AS bad
FROM wording w
JOIN message m ON m.tenant = w.tenant AND m.decision_id = w.decision_id AND m.author_kind = 'assistant' AND m.body = w.text
WHERE w.tenant = %(tenant)s AND w.purpose = 'reply' AND w.erased_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(m.sources) AS s WHERE s->>'quote' = m.body)""",
    ),
    Part(
        "the system's words are texts of the catalogue",
        """
SELECT m.id, t.id IS NULL OR m.body IS NOT NULL OR m.imported_author IS NOT NULL AS bad
FROM message m
JOIN conversation c ON c.tenant = m.tenant AND c.id = m.conversation_id
LEFT JOIN catalogue_text t ON t.id = m.text_id
WHERE m.tenant = %(tenant)s AND m.author_kind = 'system' AND c.imported_at IS NULL""",
    ),
)
