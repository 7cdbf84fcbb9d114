DROP TABLE credential_change, identity_code, effect, approval_yes, approval, playbook_run, tool, tool_server;
DROP FUNCTION done_stays_done, enough_said_yes;
DELETE FROM stop WHERE scope = 'tool';
ALTER TABLE stop DROP CONSTRAINT stop_scope_check;
ALTER TABLE stop ADD CONSTRAINT stop_scope_check CHECK (scope IN ('everything', 'topic', 'channel', 'conversation'));
