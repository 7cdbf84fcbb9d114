-- A waiting approval holds its conversation's clock, falls with the assistant's pen, and is used once; codes are mailed, and masked.
-- depends: 0019_acting

-- The conversation --------------------------------------------------------------------------------------------------------
ALTER TABLE conversation ADD COLUMN approval_until timestamptz; -- while a person's yes is waited for: until when
ALTER TABLE conversation ADD CONSTRAINT approval_waits_with_the_assistant
  CHECK (approval_until IS NULL OR (writer_id IS NULL AND state = 'assistant'));

-- Whoever takes the pen from the assistant, by whatever way, withdraws what waits for a yes and what has its yes and was not
-- begun. It stands here and not in the flows, since there are many ways, and the next one must not forget it.
CREATE FUNCTION approvals_fall_with_the_pen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH fallen AS (
    UPDATE approval a SET state = 'withdrawn', settled_at = now(), settled_by = NULL
    WHERE a.tenant = NEW.tenant AND a.conversation_id = NEW.id AND (a.state = 'waiting' OR (a.state = 'approved'
      AND NOT EXISTS (SELECT 1 FROM effect e WHERE e.tenant = a.tenant AND e.approval_id = a.id AND e.state <> 'failed')
      AND NOT EXISTS (SELECT 1 FROM message m WHERE m.tenant = a.tenant AND m.conversation_id = a.conversation_id
                        AND m.decision_id = a.decision_id AND m.author_kind = 'assistant')))
    RETURNING a.id)
  INSERT INTO event (tenant, conversation_id, kind, actor, at, data)
  SELECT NEW.tenant, NEW.id, 'approval_withdrawn', 'system', now(), jsonb_build_object('approval', fallen.id) FROM fallen;
  RETURN NULL;
END $$;
CREATE TRIGGER approvals_fall_with_the_pen AFTER UPDATE OF writer_id, state ON conversation FOR EACH ROW
  WHEN ((OLD.writer_id IS NULL AND NEW.writer_id IS NOT NULL) OR (OLD.state <> NEW.state AND NEW.state IN ('resolved', 'closed')))
  EXECUTE FUNCTION approvals_fall_with_the_pen();

-- Approvals ---------------------------------------------------------------------------------------------------------------
ALTER TABLE approval ALTER COLUMN run_id DROP NOT NULL;
ALTER TABLE approval ADD COLUMN decision_id uuid;       -- of a reply that waits: the decision whose words it is
ALTER TABLE approval ADD FOREIGN KEY (tenant, decision_id) REFERENCES decision (tenant, id);
ALTER TABLE approval ADD CONSTRAINT of_a_run_or_a_decision CHECK ((run_id IS NULL) <> (decision_id IS NULL));
ALTER TABLE approval ADD COLUMN reason_code text NOT NULL DEFAULT '';
ALTER TABLE approval ADD COLUMN edited_at timestamptz;
ALTER TABLE approval ADD COLUMN edited_by uuid;
ALTER TABLE approval ADD FOREIGN KEY (tenant, edited_by) REFERENCES person (tenant, id);
CREATE UNIQUE INDEX one_question_a_reply ON approval (tenant, decision_id) WHERE decision_id IS NOT NULL;
GRANT UPDATE (because, reason_code, edited_at, edited_by) ON approval TO handrail_app;

-- What is settled stays settled; only a yes that was not used yet can still be withdrawn. What was said yes to stays as it is.
CREATE FUNCTION settled_stays_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND OLD.state <> 'waiting' AND NOT (OLD.state = 'approved' AND NEW.state = 'withdrawn') THEN
    RAISE EXCEPTION 'approval % is %, and cannot become %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'HR009';
  END IF;
  IF NEW.digest <> OLD.digest AND OLD.state <> 'waiting' OR (NEW.arguments <> OLD.arguments AND NEW.digest = OLD.digest
      AND NEW.erased_at IS NULL) OR NEW.people < OLD.people THEN
    RAISE EXCEPTION 'approval % asks for exactly what it asked for', OLD.id USING ERRCODE = 'HR009';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER settled_stays_settled BEFORE UPDATE ON approval FOR EACH ROW EXECUTE FUNCTION settled_stays_settled();

-- An effect under an approval needs its yes, now, to this tool with these arguments, in this conversation; and uses it up.
CREATE FUNCTION an_effect_has_its_yes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM approval a WHERE a.tenant = NEW.tenant AND a.id = NEW.approval_id AND a.state = 'approved'
    AND a.tool = NEW.tool AND a.conversation_id = NEW.conversation_id
    AND (a.amount, a.currency) IS NOT DISTINCT FROM (NEW.amount, NEW.currency)
    AND NOT EXISTS (SELECT 1 FROM jsonb_each(a.arguments) x JOIN jsonb_each(NEW.arguments) y ON y.key = x.key
      WHERE y.value <> x.value AND COALESCE(y.value->'date', y.value->'instant', 'null') <> x.value);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'effect % has no yes to exactly this', NEW.id USING ERRCODE = 'HR010';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER an_effect_has_its_yes BEFORE INSERT ON effect FOR EACH ROW WHEN (NEW.approval_id IS NOT NULL)
  EXECUTE FUNCTION an_effect_has_its_yes();
CREATE UNIQUE INDEX one_effect_a_yes ON effect (tenant, approval_id) WHERE approval_id IS NOT NULL AND state <> 'failed';

ALTER TABLE workspace ADD COLUMN agents_approve boolean NOT NULL DEFAULT false; -- by default supervisors, leads and admins do
GRANT UPDATE (agents_approve) ON workspace TO handrail_app;

ALTER TABLE notification DROP CONSTRAINT notification_kind_check;
ALTER TABLE notification ADD CONSTRAINT notification_kind_check
  CHECK (kind IN ('offered', 'due', 'customer_wrote', 'approval'));

-- Identity ------------------------------------------------------------------------------------------------------------------
ALTER TABLE contact ADD COLUMN said_by text NOT NULL DEFAULT 'customer'
  CHECK (said_by IN ('customer', 'site', 'company')); -- whose word it is that this is a contact of theirs
GRANT UPDATE (said_by) ON contact TO handrail_app;
ALTER TABLE identity_code ADD COLUMN mailed_at timestamptz;
ALTER TABLE identity_code ADD COLUMN reference text; -- who the company's own record says this contact belongs to, when it was passed
ALTER TABLE identity_code ADD CONSTRAINT tries_are_few CHECK (tries BETWEEN 0 AND 5);
ALTER TABLE identity_code ADD CONSTRAINT passed_holds CHECK ((passed_at IS NULL) = (holds_until IS NULL));
CREATE INDEX identity_code_by_contact ON identity_code (tenant, contact_kind, lower(contact), sent_at);
GRANT UPDATE (mailed_at, reference) ON identity_code TO handrail_app;

ALTER TABLE message ADD COLUMN masked_at timestamptz; -- a code stood in it; what is kept has dots in its place
ALTER TABLE message ADD CONSTRAINT only_customers_write_codes CHECK (masked_at IS NULL OR author_kind = 'customer');
GRANT UPDATE (masked_at) ON message TO handrail_app;
