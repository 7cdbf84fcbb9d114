-- A language model within bounds: what each call cost, what a workspace lets it cost, and what it worded, with every guard's verdict.
-- depends: 0019_acting

CREATE TABLE model_setting (          -- where a workspace wants something else than no cap and masked data
  tenant uuid PRIMARY KEY REFERENCES workspace,
  enabled boolean NOT NULL,
  mask boolean NOT NULL,
  monthly_tokens bigint CHECK (monthly_tokens > 0),
  monthly_cents int CHECK (monthly_cents > 0)       -- US cents, as prices are listed
);

CREATE TABLE model_call (             -- ids and counts only
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL, conversation_id uuid, decision_id uuid,
  purpose text NOT NULL CHECK (purpose IN ('reply', 'draft', 'summary', 'choose', 'slots', 'try')),
  model text NOT NULL, prompts text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('answered', 'cannot_answer', 'timed_out', 'unreadable', 'failed')),
  input_tokens int NOT NULL CHECK (input_tokens >= 0), output_tokens int NOT NULL CHECK (output_tokens >= 0),
  cached_tokens int NOT NULL CHECK (cached_tokens >= 0), ms int NOT NULL CHECK (ms >= 0),
  cost bigint CHECK (cost >= 0),      -- millionths of a US dollar; null: no price is known
  masked int NOT NULL DEFAULT 0,      -- how many values stood in it as tokens
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, decision_id) REFERENCES decision (tenant, id)
);
CREATE INDEX model_call_month ON model_call (tenant, at);
CREATE INDEX model_call_conversation ON model_call (tenant, conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TABLE wording (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL, decision_id uuid,
  purpose text NOT NULL CHECK (purpose IN ('reply', 'draft')),
  outcome text NOT NULL DEFAULT 'asked' CHECK (outcome IN ('asked', 'passed', 'stopped', 'cannot_answer', 'failed')),
  because text NOT NULL DEFAULT '',
  text text, sources jsonb NOT NULL DEFAULT '[]', verdicts jsonb NOT NULL DEFAULT '[]',
  guards text NOT NULL DEFAULT '', prompts text NOT NULL DEFAULT '', model text NOT NULL DEFAULT '',
  grant_id uuid, certificate_id uuid, at timestamptz NOT NULL, settled_at timestamptz, erased_at timestamptz,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, decision_id) REFERENCES decision (tenant, id),
  FOREIGN KEY (tenant, grant_id) REFERENCES autonomy_grant (tenant, id),
  FOREIGN KEY (tenant, certificate_id) REFERENCES certificate (tenant, id),
  CONSTRAINT a_reply_belongs_to_a_decision CHECK (purpose <> 'reply' OR decision_id IS NOT NULL)
);
CREATE UNIQUE INDEX wording_once ON wording (tenant, decision_id) WHERE purpose = 'reply';
CREATE INDEX wording_conversation ON wording (tenant, conversation_id);

-- What a model worded is sent only when every guard let it pass; what was stopped never is, whatever the code does.
CREATE FUNCTION stopped_wording_stays_unsaid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM wording w
    WHERE w.tenant = NEW.tenant AND w.decision_id = NEW.decision_id AND w.purpose = 'reply' AND w.outcome <> 'passed'
      AND w.text = NEW.body AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.sources) s WHERE s->>'quote' = NEW.body);
  IF FOUND THEN
    RAISE EXCEPTION 'a wording that a guard stopped is not sent' USING ERRCODE = 'HR007';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stopped_wording_stays_unsaid BEFORE INSERT ON message FOR EACH ROW WHEN (NEW.author_kind = 'assistant')
  EXECUTE FUNCTION stopped_wording_stays_unsaid();
-- A verdict is not changed afterwards; erasure empties it.
CREATE FUNCTION wording_is_settled_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome <> 'asked' AND (NEW.outcome <> OLD.outcome OR (NEW.text IS DISTINCT FROM OLD.text AND NEW.text IS NOT NULL)) THEN
    RAISE EXCEPTION 'a wording is settled once' USING ERRCODE = 'HR007';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER wording_is_settled_once BEFORE UPDATE ON wording FOR EACH ROW EXECUTE FUNCTION wording_is_settled_once();

-- A lead may sign for guarded wording too; it is another class than quoting.
ALTER TABLE autonomy_grant DROP CONSTRAINT autonomy_grant_action_class_check;
ALTER TABLE autonomy_grant ADD CONSTRAINT autonomy_grant_action_class_check
  CHECK (action_class IN ('quote', 'phrase') OR action_class LIKE 'playbook:%');

DO $$ BEGIN PERFORM handrail_wall(t::regclass) FROM unnest(ARRAY['model_setting', 'model_call', 'wording']) t; END $$;
GRANT UPDATE (enabled, mask, monthly_tokens, monthly_cents) ON model_setting TO handrail_app;
GRANT UPDATE (outcome, because, text, sources, verdicts, guards, prompts, model, settled_at, erased_at) ON wording TO handrail_app;
