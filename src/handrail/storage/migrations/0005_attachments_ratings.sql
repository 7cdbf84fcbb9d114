-- Files that travel with messages, and what customers say afterwards about how it went.
-- depends: 0003_past

-- How many files a message brought: threads without any are read and written as before, by the same statements.
ALTER TABLE message ADD COLUMN attached smallint NOT NULL DEFAULT 0 CHECK (attached BETWEEN 0 AND 10);

CREATE TABLE attachment (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL,
  message_id uuid,                    -- null until it is sent
  customer_id uuid, person_id uuid,   -- who uploaded it
  name text NOT NULL, type text NOT NULL, size bigint NOT NULL CHECK (size > 0),
  sha256 bytea,                       -- goes with the content: it would tell a guesser what was in it
  stored_at text NOT NULL DEFAULT 'database' CHECK (stored_at IN ('database', 's3')), key text, content bytea,
  idempotency_key text NOT NULL, at timestamptz NOT NULL, erased_at timestamptz,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, conversation_id, idempotency_key),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, message_id) REFERENCES message (tenant, id),
  FOREIGN KEY (tenant, customer_id) REFERENCES customer (tenant, id),
  FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id),
  CONSTRAINT somebody_uploaded_it CHECK (num_nonnulls(customer_id, person_id) = 1),
  CONSTRAINT it_is_somewhere_until_erased CHECK (erased_at IS NOT NULL OR (sha256 IS NOT NULL AND
    CASE stored_at WHEN 'database' THEN content IS NOT NULL ELSE key IS NOT NULL END)),
  CONSTRAINT erased_is_gone CHECK (erased_at IS NULL OR (content IS NULL AND sha256 IS NULL AND key IS NULL AND name = ''))
);
ALTER TABLE attachment ALTER COLUMN content SET STORAGE EXTERNAL; -- pictures and archives are compressed already
CREATE INDEX attachment_of ON attachment (tenant, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX attachment_unsent ON attachment (tenant, at) WHERE message_id IS NULL;

-- Sent once, by whoever uploaded it, in the conversation it was uploaded for.
CREATE FUNCTION a_file_is_sent_once_by_its_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM message m JOIN conversation c ON c.tenant = m.tenant AND c.id = m.conversation_id
    WHERE m.tenant = NEW.tenant AND m.id = NEW.message_id AND m.conversation_id = NEW.conversation_id AND m.attached > 0
      AND CASE m.author_kind WHEN 'customer' THEN NEW.customer_id IS NOT NULL WHEN 'agent' THEN NEW.person_id = m.author_id END;
  IF NOT FOUND OR (TG_OP = 'UPDATE' AND OLD.message_id IS NOT NULL) THEN
    RAISE EXCEPTION 'file % cannot go with message %', NEW.id, NEW.message_id USING ERRCODE = 'HR005';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_file_is_sent_once_by_its_owner BEFORE INSERT OR UPDATE OF message_id ON attachment
  FOR EACH ROW WHEN (NEW.message_id IS NOT NULL) EXECUTE FUNCTION a_file_is_sent_once_by_its_owner();

CREATE TABLE rating (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL, customer_id uuid NOT NULL,
  rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
  effort smallint CHECK (effort BETWEEN 1 AND 7), -- how easy it was: 1 not at all, 7 very
  solved boolean, comment text CHECK (length(comment) <= 2000),
  at timestamptz NOT NULL, changed_at timestamptz, erased_at timestamptz,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, conversation_id),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, customer_id) REFERENCES customer (tenant, id)
);
CREATE INDEX rating_in_order ON rating (tenant, at, id);

DO $$ BEGIN
  PERFORM handrail_wall('attachment', customers => true);
  PERFORM handrail_wall('rating');
END $$;

-- A customer sees what they uploaded themselves, and what came with a message that they may read.
CREATE POLICY customers_see_the_files_of_their_thread ON attachment AS RESTRICTIVE TO handrail_app
  USING (app_customer() IS NULL OR (
    EXISTS (SELECT 1 FROM conversation c WHERE c.tenant = attachment.tenant AND c.id = attachment.conversation_id)
    AND CASE WHEN message_id IS NULL THEN customer_id = app_customer() ELSE EXISTS (
      SELECT 1 FROM message m WHERE m.tenant = attachment.tenant AND m.id = attachment.message_id) END));
-- The assistant cannot read files, so it need not see them.
CREATE POLICY files_are_for_people ON attachment AS RESTRICTIVE TO handrail_app
  USING (current_setting('app.viewer', true) <> 'assistant');
CREATE POLICY only_unsent_files_go_away ON attachment AS RESTRICTIVE FOR DELETE TO handrail_app USING (message_id IS NULL);

GRANT UPDATE (message_id, name, sha256, key, content, erased_at), DELETE ON attachment TO handrail_app;
GRANT UPDATE (rating, effort, solved, comment, changed_at, erased_at) ON rating TO handrail_app;
