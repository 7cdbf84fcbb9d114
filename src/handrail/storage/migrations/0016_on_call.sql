-- Whoever is on call is paged about a P0 moment until somebody acknowledges; and a lead signs what a customer reads then.
-- depends: 0012_understanding

-- On call ---------------------------------------------------------------------------------------------------------------
ALTER TABLE person ADD COLUMN on_call boolean NOT NULL DEFAULT false;
GRANT UPDATE (on_call) ON person TO handrail_app;

CREATE TABLE on_call_setting (        -- where they differ from the process's own (HANDRAIL_ON_CALL_*)
  tenant uuid PRIMARY KEY REFERENCES workspace,
  webhook text CHECK (webhook ~ '^https?://'),
  every_minutes int CHECK (every_minutes BETWEEN 1 AND 60),
  CONSTRAINT something_differs CHECK (webhook IS NOT NULL OR every_minutes IS NOT NULL)
);

CREATE TABLE alarm (
  tenant uuid NOT NULL, id uuid NOT NULL, conversation_id uuid NOT NULL,
  moment text NOT NULL CHECK (moment ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  raised_at timestamptz NOT NULL, acknowledged_at timestamptz, acknowledged_by uuid,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, conversation_id) REFERENCES conversation (tenant, id),
  FOREIGN KEY (tenant, acknowledged_by) REFERENCES person (tenant, id),
  CONSTRAINT somebody_acknowledged CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
);
CREATE UNIQUE INDEX alarm_once ON alarm (tenant, conversation_id, moment) WHERE acknowledged_at IS NULL;
CREATE INDEX alarm_open ON alarm (tenant, raised_at) WHERE acknowledged_at IS NULL;
CREATE INDEX alarm_of ON alarm (tenant, conversation_id);

-- One page for each round of an alarm: its key is what makes it one. `id` is the mail's Message-ID and the webhook's key.
CREATE TABLE page (
  tenant uuid NOT NULL, alarm_id uuid NOT NULL, round int NOT NULL CHECK (round > 0), id uuid NOT NULL,
  person_id uuid, at timestamptz NOT NULL,
  webhook text NOT NULL DEFAULT 'waiting' CHECK (webhook IN ('waiting', 'sent', 'failed', 'none')),
  mail text NOT NULL DEFAULT 'waiting' CHECK (mail IN ('waiting', 'sent', 'failed', 'none')),
  settled_at timestamptz,
  PRIMARY KEY (tenant, alarm_id, round), UNIQUE (tenant, id),
  FOREIGN KEY (tenant, alarm_id) REFERENCES alarm (tenant, id),
  FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id)
);

-- Fixed texts -----------------------------------------------------------------------------------------------------------
-- A signature is for these words in this language and no others: who changes a text needs a new one.
CREATE TABLE fixed_text_signature (
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  moment text NOT NULL, language text NOT NULL, words text NOT NULL, register text NOT NULL,
  signed_by uuid NOT NULL, signed_at timestamptz NOT NULL, withdrawn_at timestamptz, withdrawn_by uuid,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, signed_by) REFERENCES person (tenant, id),
  FOREIGN KEY (tenant, withdrawn_by) REFERENCES person (tenant, id)
);
CREATE UNIQUE INDEX fixed_text_signed_once ON fixed_text_signature (tenant, moment, language, md5(words))
  WHERE withdrawn_at IS NULL;

-- What `system` says in a grave moment enters only as signed words of the register in force. Until a workspace publishes its
-- own, that is the shipped one, whose words a signature names.
CREATE FUNCTION fixed_text_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  published jsonb := (SELECT content FROM configuration WHERE tenant = NEW.tenant AND kind = 'moments'
                      ORDER BY version DESC LIMIT 1);
BEGIN
  PERFORM 1 FROM fixed_text_signature s
    WHERE s.tenant = NEW.tenant AND s.moment = NEW.slots->>'moment' AND s.language = NEW.slots->>'language'
      AND s.words = NEW.slots->>'words' AND s.withdrawn_at IS NULL;
  IF NOT FOUND OR (published IS NOT NULL AND NEW.slots->>'words' IS DISTINCT FROM
      published->'moments'->(NEW.slots->>'moment')->'texts'->(NEW.slots->>'language')->>'text') THEN
    RAISE EXCEPTION 'these words for a grave moment are not signed, or not the published ones' USING ERRCODE = 'HR006';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fixed_text_is_signed BEFORE INSERT ON message FOR EACH ROW WHEN (NEW.text_id = 'moment.fixed')
  EXECUTE FUNCTION fixed_text_is_signed();
-- What stands in a thread stays as it was signed; erasure empties it.
CREATE FUNCTION fixed_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.slots->>'words' IS DISTINCT FROM OLD.slots->>'words' AND COALESCE(NEW.slots->>'words', '') <> '' THEN
    RAISE EXCEPTION 'the words of a fixed text are not changed afterwards' USING ERRCODE = 'HR006';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fixed_text_stays BEFORE UPDATE OF slots ON message FOR EACH ROW WHEN (OLD.text_id = 'moment.fixed')
  EXECUTE FUNCTION fixed_text_stays();

DO $$ BEGIN
  PERFORM handrail_wall(t::regclass) FROM unnest(ARRAY['on_call_setting', 'alarm', 'page', 'fixed_text_signature']) t;
END $$;
GRANT UPDATE (webhook, every_minutes), DELETE ON on_call_setting TO handrail_app;
GRANT UPDATE (acknowledged_at, acknowledged_by) ON alarm TO handrail_app;
GRANT UPDATE (webhook, mail, settled_at) ON page TO handrail_app;
GRANT UPDATE (withdrawn_at, withdrawn_by) ON fixed_text_signature TO handrail_app;
