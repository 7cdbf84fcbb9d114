-- Topics are taught by examples. Each fit of them is kept; the configuration of kind "topics" says which is in force.
-- depends: 0016_on_call

CREATE TABLE taught_example (
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  text text NOT NULL CHECK (text <> '' AND length(text) <= 2000),
  topic text, handle text NOT NULL CHECK (handle IN ('routine', 'people', 'outside')),
  language text NOT NULL, source text NOT NULL CHECK (source IN ('file', 'console', 'conversation', 'demo')),
  conversation_id uuid,               -- whose words these are: they go with the customer
  by text NOT NULL, at timestamptz NOT NULL,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, topic) REFERENCES topic (tenant, slug),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  CONSTRAINT a_routine_example_has_its_topic CHECK (handle <> 'routine' OR topic IS NOT NULL),
  CONSTRAINT what_is_not_ours_has_none CHECK (handle <> 'outside' OR topic IS NULL),
  CONSTRAINT customers_words_are_known_as_theirs CHECK ((source = 'conversation') = (conversation_id IS NOT NULL))
);
CREATE UNIQUE INDEX taught_once ON taught_example (tenant, md5(lower(text)), COALESCE(topic, ''), handle);
CREATE INDEX taught_example_topic ON taught_example (tenant, topic, handle);
CREATE INDEX taught_example_conversation ON taught_example (tenant, conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TABLE topics_fit (
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  fitted text NOT NULL,               -- names its data and embedders
  model bytea, report jsonb NOT NULL,
  conversations uuid[] NOT NULL,      -- whose words it learned from
  outdated_at timestamptz,            -- since words it learned from were erased; the worker fits anew and forgets this one
  by text NOT NULL, at timestamptz NOT NULL, seconds real NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX topics_fit_newest ON topics_fit (tenant, at DESC);

DO $$ BEGIN PERFORM handrail_wall('taught_example'); PERFORM handrail_wall('topics_fit'); END $$;
GRANT DELETE ON taught_example TO handrail_app;
GRANT UPDATE (model, outdated_at, conversations) ON topics_fit TO handrail_app;
