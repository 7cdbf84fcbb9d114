-- Clocks that the law, or the company's word, starts when a moment comes: one of each name in a conversation.
-- depends: 0016_on_call
CREATE TABLE moment_clock (
  tenant uuid NOT NULL, conversation_id uuid NOT NULL, name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  moment text NOT NULL, started_at timestamptz NOT NULL, due_at timestamptz,
  PRIMARY KEY (tenant, conversation_id, name),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  CHECK (due_at >= started_at)
);
DO $$ BEGIN PERFORM handrail_wall('moment_clock'); END $$;
