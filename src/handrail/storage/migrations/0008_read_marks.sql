-- What each person has seen of a conversation; and the inbox of one person by what is due next, without sorting all of it.
-- depends: 0006_daily_work

CREATE TABLE read_mark (
  tenant uuid NOT NULL, person_id uuid NOT NULL, conversation_id uuid NOT NULL,
  seen_until timestamptz NOT NULL,     -- the customer's last words that stood on this person's screen
  PRIMARY KEY (tenant, person_id, conversation_id),
  FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id)
);
DO $$ BEGIN PERFORM handrail_wall('read_mark'); END $$;
-- Nobody looks over a colleague's shoulder.
CREATE POLICY ones_own ON read_mark AS RESTRICTIVE TO handrail_app
  USING (current_setting('app.viewer', true) IN ('system', 'staff:' || person_id));
GRANT UPDATE (seen_until) ON read_mark TO handrail_app;

-- In the order of a list. (What is offered to somebody is found by conversation_offered: it is never much.)
DROP INDEX conversation_owner, conversation_writer;
CREATE INDEX conversation_owner ON conversation (tenant, owner_id, deadline_at, id) WHERE state <> 'closed';
CREATE INDEX conversation_writer ON conversation (tenant, writer_id, deadline_at, id)
  WHERE state <> 'closed' AND writer_id IS NOT NULL;
