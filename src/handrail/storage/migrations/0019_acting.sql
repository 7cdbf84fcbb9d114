-- What the assistant does: tools, their effects, playbooks at work, approvals, and who a customer was shown to be.
-- depends: 0018_topics

-- Tools -----------------------------------------------------------------------------------------------------------------
CREATE TABLE tool_server (
  tenant uuid NOT NULL REFERENCES workspace, slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  kind text NOT NULL CHECK (kind IN ('mcp-stdio', 'mcp-http', 'http')),
  address text NOT NULL,               -- a command line or a URL
  settings jsonb NOT NULL DEFAULT '{}', -- time-outs, headers' names; never a secret
  secret bytea,                        -- encrypted with DATA/secret.key: what goes into the authorisation header
  added_at timestamptz NOT NULL, removed_at timestamptz,
  PRIMARY KEY (tenant, slug)
);

CREATE TABLE tool (                    -- as this company allows it; the latest version is in force
  tenant uuid NOT NULL, slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9_-]{0,62}$'), version text NOT NULL,
  server text NOT NULL, risk text NOT NULL CHECK (risk IN ('read', 'reversible', 'money', 'irreversible')),
  content jsonb NOT NULL,              -- the whole of it, as core.tools.Tool
  author text NOT NULL, at timestamptz NOT NULL, removed_at timestamptz,
  PRIMARY KEY (tenant, slug, version), FOREIGN KEY (tenant, server) REFERENCES tool_server (tenant, slug)
);
CREATE UNIQUE INDEX tool_in_force ON tool (tenant, slug) WHERE removed_at IS NULL;

ALTER TABLE stop DROP CONSTRAINT stop_scope_check;
ALTER TABLE stop ADD CONSTRAINT stop_scope_check
  CHECK (scope IN ('everything', 'topic', 'channel', 'conversation', 'tool'));

-- Playbooks at work -------------------------------------------------------------------------------------------------------
CREATE TABLE playbook_run (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL,
  playbook text NOT NULL, version text NOT NULL, step text NOT NULL,
  state text NOT NULL CHECK (state IN ('asking', 'acting', 'approval', 'identity', 'waiting', 'done', 'handed_over', 'left')),
  content jsonb NOT NULL DEFAULT '{}', -- slots, asked, visits, results: erasable
  approval_id uuid, wake_at timestamptz, because text NOT NULL DEFAULT '',
  started_at timestamptz NOT NULL, changed_at timestamptz NOT NULL, ended_at timestamptz, erased_at timestamptz,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  CONSTRAINT over_is_over CHECK ((state IN ('done', 'handed_over', 'left')) = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX one_playbook_at_work ON playbook_run (tenant, conversation_id)
  WHERE state NOT IN ('done', 'handed_over', 'left', 'waiting');
CREATE INDEX playbook_run_of ON playbook_run (tenant, conversation_id);
CREATE INDEX playbook_run_wakes ON playbook_run (wake_at) WHERE wake_at IS NOT NULL AND ended_at IS NULL;

-- Approvals -----------------------------------------------------------------------------------------------------------------
CREATE TABLE approval (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL, run_id uuid NOT NULL, step text NOT NULL,
  tool text NOT NULL, arguments jsonb NOT NULL, digest text NOT NULL,
  amount bigint, currency text, CHECK ((amount IS NULL) = (currency IS NULL)),
  because text NOT NULL, rule text NOT NULL, evidence jsonb NOT NULL DEFAULT '[]',
  people int NOT NULL CHECK (people BETWEEN 1 AND 2),
  asked_at timestamptz NOT NULL, expires_at timestamptz NOT NULL CHECK (expires_at > asked_at),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'declined', 'expired', 'withdrawn')),
  settled_at timestamptz, settled_by uuid, reason text NOT NULL DEFAULT '', erased_at timestamptz,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, run_id) REFERENCES playbook_run (tenant, id),
  FOREIGN KEY (tenant, settled_by) REFERENCES person (tenant, id),
  CONSTRAINT settled_or_waiting CHECK ((state = 'waiting') = (settled_at IS NULL)),
  CONSTRAINT silence_is_no_yes CHECK (state NOT IN ('approved', 'declined') OR settled_by IS NOT NULL)
);
CREATE UNIQUE INDEX one_question_a_step ON approval (tenant, run_id, step) WHERE state = 'waiting';
CREATE INDEX approval_waiting ON approval (tenant, expires_at) WHERE state = 'waiting';
CREATE INDEX approval_of ON approval (tenant, conversation_id);

CREATE TABLE approval_yes (            -- one person once to one exact thing; an edit has another digest
  tenant uuid NOT NULL, approval_id uuid NOT NULL, person_id uuid NOT NULL, digest text NOT NULL,
  at timestamptz NOT NULL, seen_seq bigint NOT NULL,
  PRIMARY KEY (tenant, approval_id, person_id, digest),
  FOREIGN KEY (tenant, approval_id) REFERENCES approval (tenant, id),
  FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id)
);
-- An approval is given only by as many different people as it asks for, to exactly what stands in it.
CREATE FUNCTION enough_said_yes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(DISTINCT person_id) FROM approval_yes y WHERE y.tenant = NEW.tenant AND y.approval_id = NEW.id
        AND y.digest = NEW.digest) < NEW.people THEN
    RAISE EXCEPTION 'approval % was not said yes to by % people', NEW.id, NEW.people USING ERRCODE = 'HR007';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER enough_said_yes BEFORE UPDATE OF state ON approval FOR EACH ROW WHEN (NEW.state = 'approved')
  EXECUTE FUNCTION enough_said_yes();

-- Effects -------------------------------------------------------------------------------------------------------------------
-- Claimed before it is tried; its key makes it one.
CREATE TABLE effect (
  tenant uuid NOT NULL, id uuid NOT NULL, key text NOT NULL,
  tool text NOT NULL, tool_version text NOT NULL, risk text NOT NULL,
  conversation_id uuid NOT NULL, customer_id uuid NOT NULL, run_id uuid, decision_id uuid, approval_id uuid,
  arguments jsonb NOT NULL, amount bigint, currency text, CHECK ((amount IS NULL) = (currency IS NULL)),
  state text NOT NULL DEFAULT 'claimed' CHECK (state IN ('claimed', 'done', 'failed', 'in_doubt', 'undone')),
  claimed_at timestamptz NOT NULL, settled_at timestamptz, answer jsonb, receipt text,
  because text NOT NULL DEFAULT '', erased_at timestamptz,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, key),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, customer_id) REFERENCES customer (tenant, id),
  FOREIGN KEY (tenant, run_id) REFERENCES playbook_run (tenant, id),
  FOREIGN KEY (tenant, decision_id) REFERENCES decision (tenant, id),
  FOREIGN KEY (tenant, approval_id) REFERENCES approval (tenant, id),
  CONSTRAINT claimed_or_settled CHECK ((state = 'claimed') = (settled_at IS NULL))
);
CREATE INDEX effect_of ON effect (tenant, conversation_id);
CREATE INDEX effect_by_customer ON effect (tenant, tool, customer_id, claimed_at);
CREATE INDEX effect_by_tool ON effect (tenant, tool, claimed_at);
CREATE INDEX effect_unsettled ON effect (tenant, claimed_at) WHERE state = 'claimed';
-- What is done stays done; only an undo follows it.
CREATE FUNCTION done_stays_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.state = 'done' AND NEW.state NOT IN ('done', 'undone')) OR (OLD.state IN ('failed', 'undone') AND NEW.state <> OLD.state) THEN
    RAISE EXCEPTION 'effect % is %, and cannot become %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'HR008';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER done_stays_done BEFORE UPDATE OF state ON effect FOR EACH ROW EXECUTE FUNCTION done_stays_done();

-- Who a customer was shown to be ----------------------------------------------------------------------------------------------
CREATE TABLE identity_code (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL, customer_id uuid NOT NULL,
  contact_kind text NOT NULL CHECK (contact_kind IN ('email', 'phone')), contact text NOT NULL,
  hash bytea NOT NULL,                 -- of code, id and a secret; the code itself is only in the mail
  sent_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, tries int NOT NULL DEFAULT 0,
  passed_at timestamptz, holds_until timestamptz, ended_at timestamptz, erased_at timestamptz,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, customer_id) REFERENCES customer (tenant, id)
);
CREATE INDEX identity_code_of ON identity_code (tenant, conversation_id, sent_at);
CREATE INDEX identity_code_by_customer ON identity_code (tenant, customer_id, sent_at);

CREATE TABLE credential_change (       -- a changed mail address or telephone number: money waits
  tenant uuid NOT NULL, id uuid NOT NULL, customer_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('email', 'phone')), at timestamptz NOT NULL, by text NOT NULL,
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, customer_id) REFERENCES customer (tenant, id)
);
CREATE INDEX credential_change_of ON credential_change (tenant, customer_id, at);

DO $$ BEGIN
  PERFORM handrail_wall(t::regclass) FROM unnest(ARRAY['tool_server', 'tool', 'playbook_run', 'approval', 'approval_yes',
    'effect', 'identity_code', 'credential_change']) t;
END $$;
GRANT UPDATE (address, settings, secret, removed_at) ON tool_server TO handrail_app;
GRANT UPDATE (removed_at) ON tool TO handrail_app;
GRANT UPDATE (version, step, state, content, approval_id, wake_at, because, changed_at, ended_at, erased_at) ON playbook_run TO handrail_app;
GRANT UPDATE (arguments, digest, amount, currency, evidence, people, state, settled_at, settled_by, reason, erased_at) ON approval TO handrail_app;
GRANT UPDATE (state, settled_at, answer, receipt, because, arguments, erased_at) ON effect TO handrail_app;
GRANT UPDATE (contact, tries, passed_at, holds_until, ended_at, erased_at) ON identity_code TO handrail_app;
