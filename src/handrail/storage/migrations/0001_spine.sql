-- The spine: workspaces, people, customers, conversations, what was decided, what was promised, and the log.
-- Every table is keyed by tenant first and stands behind the wall (row-level security) at the end of this file.

-- The wall ----------------------------------------------------------------------------------------------------------
-- The app works as handrail_app; sweeper, jobs and sealer find their work as handrail_steward. Neither owns a table,
-- neither may bypass row-level security.
DO $$ BEGIN CREATE ROLE handrail_app NOLOGIN NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE handrail_steward NOLOGIN NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  EXECUTE format('GRANT handrail_app, handrail_steward TO %I', current_user);
EXCEPTION WHEN unique_violation OR internal_error OR insufficient_privilege THEN
  NULL; -- another database of this server granted it just now, or somebody who may did
END $$;
GRANT USAGE ON SCHEMA public TO handrail_app, handrail_steward;

CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- The setting is '' (not null) after a transaction that set it locally, so both are treated as "nobody".
CREATE FUNCTION app_tenant() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT NULLIF(current_setting('app.tenant', true), '')::uuid $$;
-- 'customer:<id>', 'assistant', 'staff:<id>' or 'system'.
CREATE FUNCTION app_viewer() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT NULLIF(current_setting('app.viewer', true), '') $$;
CREATE FUNCTION app_customer() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT CASE WHEN current_setting('app.viewer', true) LIKE 'customer:%'
       THEN substr(current_setting('app.viewer', true), 10)::uuid END $$;

-- A table behind the wall: rows of the current tenant only, and only for a named viewer. Customers see nothing of it
-- unless it opens itself to them by a policy of its own (see message and conversation).
CREATE FUNCTION handrail_wall(tbl regclass, customers boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tbl);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tbl);
  EXECUTE format('CREATE POLICY tenant_wall ON %s TO handrail_app
                  USING (tenant = NULLIF(current_setting(''app.tenant'', true), '''')::uuid
                         AND NULLIF(current_setting(''app.viewer'', true), '''') IS NOT NULL)', tbl);
  IF NOT customers THEN
    EXECUTE format('CREATE POLICY staff_only ON %s AS RESTRICTIVE TO handrail_app
                    USING (NOT starts_with(current_setting(''app.viewer'', true), ''customer:''))', tbl);
  END IF;
  EXECUTE format('GRANT SELECT, INSERT ON %s TO handrail_app', tbl);
END $$;
-- Text for agents only: neither a customer nor the assistant can read it, whatever the query.
CREATE FUNCTION handrail_audience_wall(tbl regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY internal_stays_internal ON %s AS RESTRICTIVE FOR SELECT TO handrail_app
                  USING (audience = ''customer'' OR current_setting(''app.viewer'', true) = ''system''
                         OR starts_with(current_setting(''app.viewer'', true), ''staff:''))', tbl);
END $$;

-- Workspaces and people ---------------------------------------------------------------------------------------------
CREATE TABLE workspace (
  tenant uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text NOT NULL,
  site_key text NOT NULL UNIQUE,
  timezone text NOT NULL DEFAULT 'UTC',
  retention_days int CHECK (retention_days > 0),
  identity_secret bytea,              -- encrypted with DATA/secret.key; verifies the site's signed customer tokens
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE team (
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  slug text NOT NULL, name text NOT NULL, lead_id uuid,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, slug)
);

CREATE TABLE person (
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  slug text NOT NULL, name text NOT NULL, email text NOT NULL,
  role text NOT NULL CHECK (role IN ('agent', 'reviewer', 'supervisor', 'lead', 'admin')),
  team_id uuid, skills text[] NOT NULL DEFAULT '{}', languages text[] NOT NULL DEFAULT '{en}',
  capacity int NOT NULL DEFAULT 6 CHECK (capacity BETWEEN 0 AND 1000),
  presence text NOT NULL DEFAULT 'available' CHECK (presence IN ('available', 'away', 'offline')),
  gone boolean NOT NULL DEFAULT false,
  reserve boolean NOT NULL DEFAULT false,
  duty_manager boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, id), UNIQUE (tenant, slug), UNIQUE (tenant, email),
  FOREIGN KEY (tenant, team_id) REFERENCES team (tenant, id),
  CHECK (NOT (reserve AND gone))      -- the last resort cannot leave before another is named
);
ALTER TABLE team ADD FOREIGN KEY (tenant, lead_id) REFERENCES person (tenant, id) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE shift (
  tenant uuid NOT NULL, person_id uuid NOT NULL, id uuid NOT NULL,
  weekdays smallint[] NOT NULL CHECK (weekdays <@ '{0,1,2,3,4,5,6}'), -- 0 = Monday, local to timezone
  starts time NOT NULL, ends time NOT NULL, timezone text NOT NULL,
  PRIMARY KEY (tenant, person_id, id), FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id)
);

CREATE TABLE absence (
  tenant uuid NOT NULL, person_id uuid NOT NULL, id uuid NOT NULL,
  from_at timestamptz NOT NULL, until_at timestamptz NOT NULL, CHECK (until_at > from_at),
  PRIMARY KEY (tenant, person_id, id), FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id)
);

CREATE TABLE api_token (
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  hash bytea NOT NULL UNIQUE, name text NOT NULL, scopes text[] NOT NULL, person_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz, revoked_at timestamptz,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id)
);

-- Topics, levels and what a level rests on ----------------------------------------------------------------------------
CREATE TABLE topic (
  tenant uuid NOT NULL REFERENCES workspace, slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text NOT NULL, owner_id uuid NOT NULL, team_id uuid, skill text,
  level text NOT NULL DEFAULT 'suggest'
    CHECK (level IN ('off', 'shadow', 'suggest', 'approve', 'monitored', 'autonomous')),
  window_days int NOT NULL DEFAULT 7 CHECK (window_days BETWEEN 1 AND 90),
  PRIMARY KEY (tenant, slug), FOREIGN KEY (tenant, owner_id) REFERENCES person (tenant, id),
  FOREIGN KEY (tenant, team_id) REFERENCES team (tenant, id)
);

CREATE TABLE autonomy_grant (
  tenant uuid NOT NULL, id uuid NOT NULL, topic text NOT NULL,
  action_class text NOT NULL CHECK (action_class = 'quote' OR action_class LIKE 'playbook:%'),
  signed_by uuid NOT NULL, signed_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
  review_floor numeric NOT NULL DEFAULT 0.20 CHECK (review_floor BETWEEN 0.20 AND 1),
  revoked_at timestamptz,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, topic) REFERENCES topic (tenant, slug),
  FOREIGN KEY (tenant, signed_by) REFERENCES person (tenant, id),
  CHECK (expires_at > signed_at AND expires_at <= signed_at + interval '60 days')
);
CREATE INDEX ON autonomy_grant (tenant, topic);

CREATE TABLE certificate (
  tenant uuid NOT NULL, id uuid NOT NULL, topic text NOT NULL, action_class text NOT NULL, level text NOT NULL,
  evidence jsonb NOT NULL, hash bytea NOT NULL, signed_by uuid NOT NULL, signed_at timestamptz NOT NULL,
  languages text[] NOT NULL, channels text[] NOT NULL, ended_at timestamptz, ended_because text,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, topic) REFERENCES topic (tenant, slug),
  FOREIGN KEY (tenant, signed_by) REFERENCES person (tenant, id)
);

CREATE TABLE stop (                   -- staff's switch for the assistant
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  scope text NOT NULL CHECK (scope IN ('everything', 'topic', 'channel', 'conversation')), value text NOT NULL DEFAULT '',
  because text NOT NULL, by_id uuid NOT NULL, at timestamptz NOT NULL, lifted_at timestamptz,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, by_id) REFERENCES person (tenant, id)
);
CREATE INDEX ON stop (tenant) WHERE lifted_at IS NULL;

CREATE TABLE configuration (
  tenant uuid NOT NULL REFERENCES workspace,
  kind text NOT NULL CHECK (kind IN ('rules', 'moments', 'playbooks', 'texts', 'scorecards', 'topics', 'policy')),
  version int NOT NULL, content jsonb NOT NULL, hash bytea NOT NULL, author text NOT NULL, published_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, kind, version)
);

-- Customers -----------------------------------------------------------------------------------------------------------
CREATE TABLE customer (
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  name text, language text, timezone text, external_id text,
  merged_into uuid, legal_hold boolean NOT NULL DEFAULT false, erased_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, id), UNIQUE (tenant, external_id),
  FOREIGN KEY (tenant, merged_into) REFERENCES customer (tenant, id)
);

CREATE TABLE contact (
  tenant uuid NOT NULL, customer_id uuid NOT NULL, id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('email', 'phone', 'external')), value text NOT NULL, verified_at timestamptz,
  PRIMARY KEY (tenant, customer_id, id), FOREIGN KEY (tenant, customer_id) REFERENCES customer (tenant, id)
);
CREATE UNIQUE INDEX contact_verified_once ON contact (tenant, kind, lower(value)) WHERE verified_at IS NOT NULL;
CREATE INDEX ON contact (tenant, kind, lower(value));

-- The conversation ----------------------------------------------------------------------------------------------------
CREATE TABLE conversation (
  tenant uuid NOT NULL, id uuid NOT NULL, customer_id uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('chat', 'email', 'api')),
  language text NOT NULL DEFAULT 'und', topic text,
  state text NOT NULL CHECK (state IN ('assistant', 'offered', 'held', 'waiting_customer', 'waiting_other', 'resolved', 'closed')),
  writer_id uuid,                     -- null: the assistant writes; else the one agent who does
  owner_id uuid NOT NULL,             -- the accountable human, always
  responder_id uuid,                  -- who holds the lease
  lease_until timestamptz, lease_missed int NOT NULL DEFAULT 0,
  deadline_at timestamptz, deadline_kind text,
  owner_absent_since timestamptz,     -- seen by the sweeper; Owned is broken after 60 s
  fence bigint NOT NULL DEFAULT 0, turn bigint NOT NULL DEFAULT 0, decided_turn bigint NOT NULL DEFAULT 0,
  last_seq bigint NOT NULL DEFAULT 0, undecided_since timestamptz,
  wish_at timestamptz, wish_met_at timestamptz,
  opened_at timestamptz NOT NULL, last_customer_at timestamptz, resolved_at timestamptz,
  resolved_as text CHECK (resolved_as IN ('by_agent', 'confirmed', 'unconfirmed')), closes_at timestamptz, closed_at timestamptz,
  continues uuid,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, customer_id) REFERENCES customer (tenant, id),
  FOREIGN KEY (tenant, topic) REFERENCES topic (tenant, slug),
  FOREIGN KEY (tenant, owner_id) REFERENCES person (tenant, id),
  FOREIGN KEY (tenant, writer_id) REFERENCES person (tenant, id),
  FOREIGN KEY (tenant, responder_id) REFERENCES person (tenant, id),
  CONSTRAINT open_has_a_deadline CHECK (state = 'closed' OR deadline_at IS NOT NULL),
  CONSTRAINT the_assistant_writes_in_its_state CHECK (state <> 'assistant' OR writer_id IS NULL),
  CONSTRAINT a_person_writes_when_handed_over CHECK (state NOT IN ('offered', 'held') OR writer_id IS NOT NULL),
  CONSTRAINT an_unmet_wish_keeps_it_open CHECK (state NOT IN ('resolved', 'closed') OR wish_at IS NULL OR wish_met_at IS NOT NULL),
  CONSTRAINT an_unmet_wish_silences_the_assistant CHECK (wish_at IS NULL OR wish_met_at IS NOT NULL OR writer_id IS NOT NULL),
  CONSTRAINT an_offer_has_a_lease CHECK (state <> 'offered' OR (responder_id IS NOT NULL AND lease_until IS NOT NULL)),
  CONSTRAINT decided_after_asked CHECK (decided_turn <= turn)
) WITH (fillfactor = 80);
CREATE INDEX conversation_due ON conversation (tenant, deadline_at) WHERE state <> 'closed';
CREATE INDEX conversation_due_anywhere ON conversation (deadline_at) WHERE state <> 'closed';
CREATE INDEX conversation_owner ON conversation (tenant, owner_id) WHERE state <> 'closed';
CREATE INDEX conversation_writer ON conversation (tenant, writer_id) WHERE state <> 'closed' AND writer_id IS NOT NULL;
CREATE INDEX conversation_customer ON conversation (tenant, customer_id, opened_at);

CREATE TABLE catalogue_text (id text PRIMARY KEY); -- the texts that `system` may send; written at start from the code

CREATE TABLE message (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL, seq bigint NOT NULL,
  author_kind text NOT NULL CHECK (author_kind IN ('customer', 'assistant', 'agent', 'system')),
  author_id uuid, drafted_by_assistant boolean NOT NULL DEFAULT false,
  internal boolean NOT NULL DEFAULT false,     -- a note among agents
  body text, text_id text REFERENCES catalogue_text, slots jsonb,
  sources jsonb NOT NULL DEFAULT '[]', idempotency_key text,
  at timestamptz NOT NULL, turn bigint NOT NULL, fence bigint NOT NULL, decision_id uuid,
  salt bytea NOT NULL, shown_at timestamptz, erased_at timestamptz,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, conversation_id, seq),
  UNIQUE (tenant, conversation_id, idempotency_key),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  CONSTRAINT system_speaks_only_catalogue_texts CHECK ((author_kind = 'system') = (text_id IS NOT NULL) AND (text_id IS NULL OR body IS NULL)),
  CONSTRAINT people_are_named CHECK (author_kind <> 'agent' OR author_id IS NOT NULL),
  CONSTRAINT the_assistant_says_what_was_decided CHECK (author_kind <> 'assistant' OR (decision_id IS NOT NULL AND NOT internal)),
  CONSTRAINT only_people_write_notes CHECK (NOT internal OR author_kind = 'agent')
);

-- The fence once more, where no code can forget it: the assistant's words enter only while it is the writer, with the
-- number it started from.
CREATE FUNCTION assistant_may_speak() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM conversation c WHERE c.tenant = NEW.tenant AND c.id = NEW.conversation_id
     AND c.writer_id IS NULL AND c.fence = NEW.fence AND c.turn = NEW.turn;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the assistant may not speak in conversation %: its fence or turn is stale', NEW.conversation_id
      USING ERRCODE = 'HR001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER assistant_may_speak BEFORE INSERT ON message FOR EACH ROW WHEN (NEW.author_kind = 'assistant')
  EXECUTE FUNCTION assistant_may_speak();

CREATE TABLE decision (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL, turn bigint NOT NULL, fence bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('answer', 'act', 'ask_back', 'hand_off', 'wait')),
  rule text NOT NULL, reason text NOT NULL, offer_person boolean NOT NULL, topic text,
  facts jsonb NOT NULL, outcome jsonb NOT NULL, versions jsonb NOT NULL,
  grant_id uuid, certificate_id uuid, at timestamptz NOT NULL, erased_at timestamptz,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, conversation_id, turn, fence, kind),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, grant_id) REFERENCES autonomy_grant (tenant, id),
  FOREIGN KEY (tenant, certificate_id) REFERENCES certificate (tenant, id)
);
ALTER TABLE message ADD FOREIGN KEY (tenant, decision_id) REFERENCES decision (tenant, id);

-- A claim is "delivered" for every law and test; its id is the message's id and the mail's Message-ID.
CREATE TABLE claim (
  tenant uuid NOT NULL, message_id uuid NOT NULL, conversation_id uuid NOT NULL, channel text NOT NULL,
  state text NOT NULL DEFAULT 'claimed' CHECK (state IN ('claimed', 'sent', 'failed', 'not_needed')),
  attempts int NOT NULL DEFAULT 0, claimed_at timestamptz NOT NULL, sent_at timestamptz, receipt text,
  after_button boolean NOT NULL DEFAULT false,  -- claimed before the button, arrived after it
  PRIMARY KEY (tenant, message_id), FOREIGN KEY (tenant, message_id) REFERENCES message (tenant, id)
);

CREATE TABLE handoff (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL, fence bigint NOT NULL,
  reason_code text NOT NULL, reason text NOT NULL, person_id uuid NOT NULL, routing jsonb NOT NULL,
  packet jsonb NOT NULL, message_id uuid NOT NULL, decision_id uuid NOT NULL, at timestamptz NOT NULL,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, conversation_id, fence),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id),
  FOREIGN KEY (tenant, message_id) REFERENCES message (tenant, id),
  FOREIGN KEY (tenant, decision_id) REFERENCES decision (tenant, id)
);

CREATE TABLE promise (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL,
  what text NOT NULL, due_at timestamptz NOT NULL, owner_id uuid NOT NULL, fallback_id uuid, reached_by text NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'kept', 'broken', 'renewed', 'withdrawn')),
  made_at timestamptz NOT NULL, settled_at timestamptz,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, owner_id) REFERENCES person (tenant, id),
  FOREIGN KEY (tenant, fallback_id) REFERENCES person (tenant, id),
  CHECK ((status = 'open') = (settled_at IS NULL))
);
CREATE INDEX promise_open ON promise (tenant, conversation_id) WHERE status = 'open';
CREATE INDEX promise_settled ON promise (tenant, settled_at);

-- Nothing resolves or closes with an open promise; nobody leaves while they own an open conversation.
CREATE FUNCTION no_open_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM promise p WHERE p.tenant = NEW.tenant AND p.conversation_id = NEW.id AND p.status = 'open') THEN
    RAISE EXCEPTION 'conversation % has an open promise', NEW.id USING ERRCODE = 'HR002';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_open_promise AFTER UPDATE OF state ON conversation DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state IN ('resolved', 'closed')) EXECUTE FUNCTION no_open_promise();
CREATE FUNCTION nobody_leaves_what_they_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM conversation c WHERE c.tenant = NEW.tenant AND NEW.id IN (c.owner_id, c.writer_id) AND c.state <> 'closed') THEN
    RAISE EXCEPTION 'person % still owns open conversations', NEW.id USING ERRCODE = 'HR003';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER nobody_leaves_what_they_own AFTER UPDATE OF gone ON person DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.gone) EXECUTE FUNCTION nobody_leaves_what_they_own();

-- The log -------------------------------------------------------------------------------------------------------------
-- Append-only. Holds ids and salted digests, never personal text. `tx` orders rows by what can be sealed: everything
-- below the oldest running transaction is final.
CREATE TABLE event (
  tenant uuid NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, tx xid8 DEFAULT pg_current_xact_id(),
  conversation_id uuid, kind text NOT NULL, actor text NOT NULL, at timestamptz NOT NULL, data jsonb NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX event_unsealed ON event (tenant, tx, id);
CREATE INDEX event_of ON event (tenant, conversation_id, id);
CREATE FUNCTION the_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the log only grows: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'HR004'; END $$;
CREATE TRIGGER the_log_only_grows BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION the_log_only_grows();

CREATE TABLE seal (
  tenant uuid NOT NULL, n bigint NOT NULL, event_id bigint NOT NULL, hash bytea NOT NULL,
  PRIMARY KEY (tenant, n), UNIQUE (tenant, event_id)
);
CREATE TRIGGER the_seal_only_grows BEFORE UPDATE OR DELETE ON seal FOR EACH ROW EXECUTE FUNCTION the_log_only_grows();
CREATE TABLE seal_head (
  tenant uuid NOT NULL, n bigint NOT NULL, hash bytea NOT NULL, horizon xid8 NOT NULL,
  signature bytea NOT NULL, key_id text NOT NULL, at timestamptz NOT NULL,
  PRIMARY KEY (tenant, n)
);
CREATE TABLE erasure (               -- what a restore must erase again
  tenant uuid NOT NULL, id uuid NOT NULL, customer_id uuid NOT NULL, at timestamptz NOT NULL, by text NOT NULL,
  PRIMARY KEY (tenant, id)
);

-- Who may read and write what -------------------------------------------------------------------------------------------
DO $$ BEGIN
  PERFORM handrail_wall(t::regclass) FROM unnest(ARRAY['workspace', 'team', 'person', 'shift', 'absence', 'api_token', 'topic',
    'autonomy_grant', 'certificate', 'stop', 'configuration', 'contact', 'decision', 'claim', 'handoff',
    'event', 'seal', 'seal_head', 'erasure']) t;
  PERFORM handrail_wall(t::regclass, customers => true) FROM unnest(ARRAY['customer', 'conversation', 'message', 'promise']) t;
END $$;

CREATE POLICY customers_see_themselves ON customer AS RESTRICTIVE TO handrail_app
  USING (app_customer() IS NULL OR id = app_customer());
CREATE POLICY customers_see_their_own ON conversation AS RESTRICTIVE TO handrail_app
  USING (app_customer() IS NULL OR customer_id = app_customer());
CREATE POLICY customers_read_their_thread ON message AS RESTRICTIVE TO handrail_app
  USING (app_customer() IS NULL OR (NOT internal AND EXISTS (
    SELECT 1 FROM conversation c WHERE c.tenant = message.tenant AND c.id = message.conversation_id)));
CREATE POLICY customers_see_their_promises ON promise AS RESTRICTIVE TO handrail_app
  USING (app_customer() IS NULL OR EXISTS (
    SELECT 1 FROM conversation c WHERE c.tenant = promise.tenant AND c.id = promise.conversation_id));

-- What may change, column by column: who wrote a message, and when, can never change.
GRANT UPDATE (name, timezone, retention_days, identity_secret, site_key) ON workspace TO handrail_app;
GRANT UPDATE (name, lead_id) ON team TO handrail_app;
GRANT UPDATE (name, email, role, team_id, skills, languages, capacity, presence, gone, reserve, duty_manager) ON person TO handrail_app;
GRANT DELETE ON shift, absence TO handrail_app;
GRANT UPDATE (expires_at, revoked_at) ON api_token TO handrail_app;
GRANT UPDATE (name, owner_id, team_id, skill, level, window_days) ON topic TO handrail_app;
GRANT UPDATE (revoked_at) ON autonomy_grant TO handrail_app;
GRANT UPDATE (ended_at, ended_because) ON certificate TO handrail_app;
GRANT UPDATE (lifted_at) ON stop TO handrail_app;
GRANT UPDATE (name, language, timezone, external_id, merged_into, legal_hold, erased_at) ON customer TO handrail_app;
GRANT UPDATE (value, verified_at), DELETE ON contact TO handrail_app;
GRANT UPDATE ON conversation, claim, promise TO handrail_app;
GRANT UPDATE (body, slots, sources, salt, shown_at, erased_at) ON message TO handrail_app;
GRANT UPDATE (facts, outcome, reason, erased_at) ON decision TO handrail_app;
GRANT UPDATE (packet, reason) ON handoff TO handrail_app;
GRANT SELECT ON catalogue_text TO handrail_app, handrail_steward;

-- The steward finds work across workspaces; it reads ids and times, never what anybody wrote.
GRANT SELECT (tenant, slug, retention_days) ON workspace TO handrail_steward;
GRANT SELECT (tenant, id, state, deadline_at) ON conversation TO handrail_steward;
CREATE POLICY steward ON workspace FOR SELECT TO handrail_steward USING (true);
CREATE POLICY steward ON conversation FOR SELECT TO handrail_steward USING (true);

-- Who is calling, before a tenant is known: exact matches only. The two policies let these functions work where the
-- database's owner is no superuser, since row-level security is forced on owners too.
DO $$ BEGIN
  EXECUTE format('CREATE POLICY doorway ON workspace FOR SELECT TO %I USING (true)', current_user);
  EXECUTE format('CREATE POLICY doorway ON api_token FOR SELECT TO %I USING (true)', current_user);
END $$;
CREATE FUNCTION workspace_by_site_key(key text) RETURNS TABLE (tenant uuid, slug text, identity_secret bytea)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT w.tenant, w.slug, w.identity_secret FROM workspace w WHERE w.site_key = key $$;
CREATE FUNCTION workspace_by_slug(wanted text) RETURNS TABLE (tenant uuid, slug text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT w.tenant, w.slug FROM workspace w WHERE w.slug = wanted $$;
CREATE FUNCTION token_by_hash(wanted bytea) RETURNS TABLE (tenant uuid, id uuid, scopes text[], person_id uuid, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT t.tenant, t.id, t.scopes, t.person_id, t.expires_at FROM api_token t WHERE t.hash = wanted AND t.revoked_at IS NULL $$;
REVOKE ALL ON FUNCTION workspace_by_site_key, workspace_by_slug, token_by_hash FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workspace_by_site_key, workspace_by_slug, token_by_hash TO handrail_app;
