-- Daily work: words to search, saved replies, blocked and merged customers, spam, and what people want mail about.
-- depends: 0003_past

CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Search --------------------------------------------------------------------------------------------------------------
-- Words in no language's forms, without accents. Immutable, so one text always gives one index.
CREATE FUNCTION search_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  to_tsvector('simple'::regconfig, public.unaccent('public.unaccent'::regdictionary, COALESCE(said, '')));
-- An address is one word to the parser; its parts are looked for too.
CREATE FUNCTION search_names(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  search_words(said || ' ' || translate(said, '@._+-/', '      '));

-- Written by the worker behind the log, not by those who speak: an index on `message` itself took a quarter more of the
-- database's time for each message.
CREATE TABLE search_entry (
  tenant uuid NOT NULL, conversation_id uuid NOT NULL, seq bigint NOT NULL,
  message_id uuid NOT NULL, at timestamptz NOT NULL, words tsvector NOT NULL,
  PRIMARY KEY (tenant, conversation_id, seq),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id)
);
CREATE INDEX search_entry_words ON search_entry USING gin (tenant, words);

-- How far the worker has come: in the log, or first (`built_upto`) conversation by conversation through the whole past.
CREATE TABLE search_place (
  tenant uuid PRIMARY KEY REFERENCES workspace, tx xid8 NOT NULL, event_id bigint NOT NULL, built_upto uuid
);

CREATE TABLE search_customer (
  tenant uuid NOT NULL, customer_id uuid NOT NULL, words tsvector NOT NULL,
  PRIMARY KEY (tenant, customer_id), FOREIGN KEY (tenant, customer_id) REFERENCES customer (tenant, id)
);
CREATE INDEX search_customer_words ON search_customer USING gin (tenant, words);

CREATE FUNCTION customer_words(of_tenant uuid, of_customer uuid) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT search_names(concat_ws(' ', c.name, c.external_id, (
    SELECT string_agg(k.value, ' ') FROM contact k WHERE k.tenant = c.tenant AND k.customer_id = c.id)))
  FROM customer c WHERE c.tenant = of_tenant AND c.id = of_customer $$;
-- A trigger and not the flows: whoever writes or erases a name cannot forget the index.
CREATE FUNCTION keep_customer_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
  whose uuid := COALESCE(changed->>'customer_id', changed->>'id')::uuid;
BEGIN
  INSERT INTO search_customer (tenant, customer_id, words)
    VALUES ((changed->>'tenant')::uuid, whose, COALESCE(customer_words((changed->>'tenant')::uuid, whose), ''))
    ON CONFLICT (tenant, customer_id) DO UPDATE SET words = EXCLUDED.words;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_customer_words AFTER INSERT OR UPDATE OF name, external_id ON customer
  FOR EACH ROW EXECUTE FUNCTION keep_customer_words();
CREATE TRIGGER keep_customer_words AFTER INSERT OR UPDATE OF value OR DELETE ON contact
  FOR EACH ROW EXECUTE FUNCTION keep_customer_words();

-- An owner that is no superuser must see every workspace here, once.
ALTER TABLE customer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE contact NO FORCE ROW LEVEL SECURITY;
INSERT INTO search_customer (tenant, customer_id, words)
  SELECT tenant, id, COALESCE(customer_words(tenant, id), '') FROM customer;
ALTER TABLE customer FORCE ROW LEVEL SECURITY;
ALTER TABLE contact FORCE ROW LEVEL SECURITY;

-- Saved replies ---------------------------------------------------------------------------------------------------------
CREATE TABLE saved_reply (
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  shortcut text NOT NULL CHECK (shortcut ~ '^[a-z0-9][a-z0-9-]{0,62}$'), title text NOT NULL, body text NOT NULL,
  language text NOT NULL, topic text, team_id uuid,
  version int NOT NULL DEFAULT 1 CHECK (version > 0), by text NOT NULL, at timestamptz NOT NULL, retired_at timestamptz,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, topic) REFERENCES topic (tenant, slug), FOREIGN KEY (tenant, team_id) REFERENCES team (tenant, id)
);
CREATE UNIQUE INDEX saved_reply_shortcut ON saved_reply (tenant, shortcut, language) WHERE retired_at IS NULL;

-- Customers -------------------------------------------------------------------------------------------------------------
-- Blocked by a named person, for a reason, until a time. `lifted_at` also when a later block took its place.
CREATE TABLE customer_block (
  tenant uuid NOT NULL, id uuid NOT NULL, customer_id uuid NOT NULL, by_id uuid NOT NULL, because text NOT NULL,
  at timestamptz NOT NULL, until timestamptz NOT NULL, lifted_at timestamptz, lifted_by uuid,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, customer_id) REFERENCES customer (tenant, id),
  FOREIGN KEY (tenant, by_id) REFERENCES person (tenant, id), FOREIGN KEY (tenant, lifted_by) REFERENCES person (tenant, id),
  CONSTRAINT a_block_ends CHECK (until > at AND until <= at + interval '90 days')
);
CREATE UNIQUE INDEX customer_blocked_once ON customer_block (tenant, customer_id) WHERE lifted_at IS NULL;

CREATE TABLE customer_merge (
  tenant uuid NOT NULL, id uuid NOT NULL, from_id uuid NOT NULL, into_id uuid NOT NULL,
  evidence text NOT NULL CHECK (evidence IN ('signed_id', 'verified_contact')),
  by_id uuid NOT NULL, at timestamptz NOT NULL, undone_at timestamptz, undone_by uuid,
  PRIMARY KEY (tenant, id), CHECK (from_id <> into_id),
  FOREIGN KEY (tenant, from_id) REFERENCES customer (tenant, id), FOREIGN KEY (tenant, into_id) REFERENCES customer (tenant, id),
  FOREIGN KEY (tenant, by_id) REFERENCES person (tenant, id), FOREIGN KEY (tenant, undone_by) REFERENCES person (tenant, id)
);
CREATE UNIQUE INDEX customer_merged_once ON customer_merge (tenant, from_id) WHERE undone_at IS NULL;
CREATE INDEX customer_merged_into ON customer (tenant, merged_into) WHERE merged_into IS NOT NULL;
-- Two customers who both proved one address: that is the evidence for merging them.
DROP INDEX contact_verified_once;
CREATE UNIQUE INDEX contact_verified_once ON contact (tenant, customer_id, kind, lower(value)) WHERE verified_at IS NOT NULL;

-- The customer's block stands on their conversations, where whoever speaks in one reads it without asking further.
ALTER TABLE conversation ADD COLUMN blocked_at timestamptz, ADD COLUMN blocked_until timestamptz,
  ADD COLUMN spam_at timestamptz, ADD COLUMN spam_by uuid,
  ADD FOREIGN KEY (tenant, spam_by) REFERENCES person (tenant, id),
  ADD CONSTRAINT a_block_has_an_end CHECK ((blocked_at IS NULL) = (blocked_until IS NULL)),
  ADD CONSTRAINT spam_is_closed_by_somebody CHECK (spam_at IS NULL OR (state = 'closed' AND spam_by IS NOT NULL));

-- Notifications -----------------------------------------------------------------------------------------------------------
-- What a person wants mail about; no row: the defaults in core. Null: not at all.
CREATE TABLE notification_setting (
  tenant uuid NOT NULL, person_id uuid NOT NULL,
  offered_after_minutes int CHECK (offered_after_minutes BETWEEN 0 AND 1440),
  due_within_minutes int CHECK (due_within_minutes BETWEEN 1 AND 1440),
  when_away boolean NOT NULL,
  PRIMARY KEY (tenant, person_id), FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id)
);
-- One row for each thing somebody was told about: the key says about what, so that it is told once.
CREATE TABLE notification (
  tenant uuid NOT NULL, id uuid NOT NULL, person_id uuid NOT NULL, conversation_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('offered', 'due', 'customer_wrote')), about text NOT NULL, at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
  attempts int NOT NULL DEFAULT 0, tried_at timestamptz, sent_at timestamptz,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, person_id, kind, about),
  FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id)
);
CREATE INDEX notification_queued ON notification (tenant, at) WHERE state = 'queued';
CREATE INDEX conversation_offered ON conversation (tenant, responder_id) WHERE state = 'offered';
CREATE INDEX promise_of ON promise (tenant, owner_id, due_at) WHERE status = 'open';

-- Who may read and write what -------------------------------------------------------------------------------------------
DO $$ BEGIN
  PERFORM handrail_wall(t::regclass) FROM unnest(ARRAY['search_entry', 'search_place', 'search_customer', 'saved_reply',
    'customer_block', 'customer_merge', 'notification_setting', 'notification']) t;
END $$;
GRANT DELETE ON search_entry TO handrail_app;
GRANT UPDATE ON search_place, notification_setting TO handrail_app;
GRANT UPDATE (words) ON search_customer TO handrail_app;
GRANT UPDATE (shortcut, title, body, language, topic, team_id, version, by, at, retired_at) ON saved_reply TO handrail_app;
GRANT UPDATE (because, lifted_at, lifted_by) ON customer_block TO handrail_app;
GRANT UPDATE (undone_at, undone_by) ON customer_merge TO handrail_app;
GRANT UPDATE (state, attempts, tried_at, sent_at) ON notification TO handrail_app;

-- Behind a wall, Postgres asks no index about words (its operators are not leakproof), so these two functions stand in the
-- wall themselves: as the owner, for the current workspace, for staff alone, giving ids.
DO $$ BEGIN
  EXECUTE format('CREATE POLICY doorway ON search_entry FOR SELECT TO %I USING (true)', current_user);
  EXECUTE format('CREATE POLICY doorway ON search_customer FOR SELECT TO %I USING (true)', current_user);
END $$;
CREATE FUNCTION staff_tenant() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT CASE WHEN app_viewer() = 'system' OR starts_with(app_viewer(), 'staff:') THEN app_tenant() END $$;
CREATE FUNCTION search_messages(asked tsquery, exactly tsquery)
  RETURNS TABLE (conversation_id uuid, message_id uuid, at timestamptz, tier int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1000 AS $$
  SELECT s.conversation_id, s.message_id, s.at, CASE WHEN s.words @@ exactly THEN 2 ELSE 1 END
  FROM search_entry s WHERE s.tenant = (SELECT staff_tenant()) AND s.words @@ asked $$;
CREATE FUNCTION search_customers(asked tsquery, at_most int) RETURNS TABLE (customer_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 20 AS $$
  SELECT s.customer_id FROM search_customer s WHERE s.tenant = (SELECT staff_tenant()) AND s.words @@ asked
  ORDER BY s.customer_id DESC LIMIT at_most $$;
REVOKE ALL ON FUNCTION search_messages, search_customers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_messages, search_customers TO handrail_app;

-- What somebody typed, as a question to the index. `prefix` is the last word, of which only the beginning was typed yet.
-- Null when nothing in it can be looked up: marks only, or only what must not be there.
CREATE FUNCTION search_question(whole text, prefix text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  begins text := replace(replace(public.unaccent('public.unaccent'::regdictionary, prefix), '\', '\\'), '''', '''''');
  asked tsquery := websearch_to_tsquery('simple', public.unaccent('public.unaccent'::regdictionary, whole));
BEGIN
  IF btrim(begins) <> '' THEN
    asked := asked && to_tsquery('simple', '''' || begins || ''':*');
  END IF;
  RETURN CASE WHEN querytree(asked) IN ('', 'T') THEN NULL ELSE asked END;
END $$;
