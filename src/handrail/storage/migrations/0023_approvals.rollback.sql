ALTER TABLE message DROP COLUMN masked_at;
DROP INDEX identity_code_by_contact;
ALTER TABLE identity_code DROP CONSTRAINT tries_are_few, DROP CONSTRAINT passed_holds, DROP COLUMN mailed_at, DROP COLUMN reference;
ALTER TABLE contact DROP COLUMN said_by;
DELETE FROM notification WHERE kind = 'approval';
ALTER TABLE notification DROP CONSTRAINT notification_kind_check;
ALTER TABLE notification ADD CONSTRAINT notification_kind_check CHECK (kind IN ('offered', 'due', 'customer_wrote'));
ALTER TABLE workspace DROP COLUMN agents_approve;
DROP INDEX one_effect_a_yes;
DROP TRIGGER an_effect_has_its_yes ON effect;
DROP TRIGGER settled_stays_settled ON approval;
DROP TRIGGER approvals_fall_with_the_pen ON conversation;
DROP FUNCTION an_effect_has_its_yes, settled_stays_settled, approvals_fall_with_the_pen;
DELETE FROM approval_yes y USING approval a WHERE a.tenant = y.tenant AND a.id = y.approval_id AND a.run_id IS NULL;
DELETE FROM approval WHERE run_id IS NULL;
ALTER TABLE approval DROP CONSTRAINT of_a_run_or_a_decision, DROP COLUMN decision_id, DROP COLUMN reason_code,
  DROP COLUMN edited_at, DROP COLUMN edited_by;
ALTER TABLE approval ALTER COLUMN run_id SET NOT NULL;
ALTER TABLE conversation DROP CONSTRAINT approval_waits_with_the_assistant, DROP COLUMN approval_until;
