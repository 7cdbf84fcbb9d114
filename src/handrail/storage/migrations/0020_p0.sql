-- While a P0 moment stands somebody holds the conversation or somebody is paged, and the inbox finds such conversations first.
-- depends: 0018_topics
ALTER TABLE alarm ADD COLUMN next_at timestamptz;  -- when the next person is paged
GRANT UPDATE (next_at) ON alarm TO handrail_app;
CREATE INDEX conversation_p0 ON conversation (tenant, deadline_at, id) WHERE urgency = 'P0' AND state NOT IN ('resolved', 'closed');
