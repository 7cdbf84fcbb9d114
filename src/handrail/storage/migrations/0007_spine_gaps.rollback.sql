DROP TABLE round;
ALTER TABLE claim DROP COLUMN tried_at;
DROP INDEX conversation_goes_on_once;
