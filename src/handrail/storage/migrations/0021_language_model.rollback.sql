DROP TRIGGER stopped_wording_stays_unsaid ON message;
DROP FUNCTION stopped_wording_stays_unsaid();
DROP TABLE wording;
DROP FUNCTION wording_is_settled_once();
DROP TABLE model_call;
DROP TABLE model_setting;
DELETE FROM autonomy_grant WHERE action_class = 'phrase';
ALTER TABLE autonomy_grant DROP CONSTRAINT autonomy_grant_action_class_check;
ALTER TABLE autonomy_grant ADD CONSTRAINT autonomy_grant_action_class_check
  CHECK (action_class = 'quote' OR action_class LIKE 'playbook:%');
